// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lower/github/job_checks.h"

#include <algorithm>
#include <map>
#include <set>

#include "analyzer/lower/github/action_table.h"
#include "analyzer/lower/github/runners.h"
#include "analyzer/support/nearest.h"
#include "grammars/ghexpr/parser.h"
#include "grammars/yaml/offsets.h"

namespace platlint::github {
namespace {

std::string quoted(std::string_view text) { return "\"" + std::string(text.substr(0, 120)) + "\""; }

bool has_expression(std::string_view text) { return text.find("${{") != std::string_view::npos; }

constexpr std::size_t kMostToTry = 100;  // words that a misspelt one is compared to

class JobChecks {
 public:
  JobChecks(const Workflow& workflow, const SourceFile& file, LocalFiles& files, Complaints& complaints)
      : workflow_(workflow), file_(file), files_(files), complaints_(complaints) {}

  void run() {
    for (const Job& job : workflow_.jobs) ids_.emplace(ghexpr::lower_case(job.id.text), &job);
    needs();
    if (workflow_.default_shell != nullptr) shell(*workflow_.default_shell, System::kUnknown);
    for (const Job& job : workflow_.jobs) {
      if (job.matrix != nullptr && job.matrix->is_mapping()) matrix(*job.matrix);
      if (job.runs_on != nullptr) labels(*job.runs_on, job);
      const System system = job.runs_on == nullptr ? System::kUnknown : system_of_job(*job.runs_on);
      if (job.default_shell != nullptr) shell(*job.default_shell, system);
      if (job.uses != nullptr && job.uses->is_scalar()) call(job);
      for (const Step& step : job.steps) this->step(step, system);
    }
  }

 private:
  void complain(Topic topic, SourceRange where, std::string message) { complaints_.push_back({topic, where, std::move(message)}); }

  // ---- needs
  const Job* find_job(std::string_view id) const {
    const auto at = ids_.find(ghexpr::lower_case(id));
    return at == ids_.end() ? nullptr : at->second;
  }

  void needs() {
    bool sound = true;
    for (const Job& job : workflow_.jobs) {
      std::set<std::string> seen;
      for (const Name& need : job.needs) {
        if (!seen.insert(ghexpr::lower_case(need.text)).second)
          complain(Topic::kNeeds, need.range, "the job " + quoted(need.text) + " stands twice in \"needs\"");
        if (find_job(need.text) != nullptr || has_expression(need.text)) continue;
        sound = false;
        std::vector<std::string_view> ids;
        for (const Job& other : workflow_.jobs)
          if (ids.size() < kMostToTry) ids.push_back(other.id.text);
        const std::string_view near = nearest(need.text, ids);
        complain(Topic::kNeeds, job.id.range,
                 "the job " + quoted(job.id.text) + " needs " + quoted(need.text) + ", which is no job" +
                     (near.empty() ? "" : "; did you mean " + quoted(near) + "?"));
      }
    }
    if (sound) cycles();
  }

  // Jobs that nothing stands in the way of are taken away until none is left; what remains lies on a cycle or behind one.
  void cycles() {
    std::set<const Job*> done;
    std::map<const Job*, std::size_t> waits;
    std::map<const Job*, std::vector<const Job*>> behind;
    std::vector<const Job*> free;
    for (const Job& job : workflow_.jobs) {
      waits[&job] = job.needs.size();
      if (job.needs.empty()) free.push_back(&job);
      for (const Name& need : job.needs) behind[find_job(need.text)].push_back(&job);
    }
    while (!free.empty()) {
      const Job* job = free.back();
      free.pop_back();
      done.insert(job);
      for (const Job* next : behind[job])
        if (--waits[next] == 0) free.push_back(next);
    }
    for (const Job& job : workflow_.jobs) {
      if (done.contains(&job)) continue;
      // Follow the first need that is stuck as well; the walk must come back to a job on it.
      std::vector<const Job*> way;
      for (const Job* at = &job; std::find(way.begin(), way.end(), at) == way.end();) {
        way.push_back(at);
        for (const Name& need : at->needs)
          if (const Job* next = find_job(need.text); !done.contains(next)) {
            at = next;
            break;
          }
      }
      const Job* last = way.back();
      const Job* entry = nullptr;
      for (const Name& need : last->needs)
        if (const Job* next = find_job(need.text); entry == nullptr && !done.contains(next)) entry = next;
      std::string text;
      const Job* first = nullptr;
      for (auto at = std::find(way.begin(), way.end(), entry); at != way.end(); ++at) {
        text += quoted((*at)->id.text) + " needs ";
        if (first == nullptr || (*at)->id.range.begin < first->id.range.begin) first = *at;
        done.insert(*at);
      }
      if (first != nullptr) complain(Topic::kNeeds, first->id.range, "jobs wait for one another: " + text + quoted(entry->id.text));
      return;
    }
  }

  // ---- matrix
  void matrix(const yaml::Node& node) {
    bool open = false;  // some combination comes from an expression
    for (const yaml::Entry& row : node.entries) {
      if (row.key.value == "exclude" || row.key.value == "include") {
        open = open || (row.key.value == "include" && !row.value.is_sequence());
        continue;
      }
      std::set<std::string_view> seen;
      for (const yaml::Node& item : row.value.items)
        if (item.is_scalar() && !has_expression(item.value) && !seen.insert(item.value).second)
          complain(Topic::kMatrix, item.range, quoted(item.value) + " stands twice in the matrix row " + quoted(row.key.value));
    }
    const yaml::Node* exclude = node.find("exclude");
    if (exclude == nullptr || open) return;
    for (const yaml::Node& item : exclude->items)
      for (const yaml::Entry& entry : item.entries) excluded(node, entry);
  }

  void excluded(const yaml::Node& node, const yaml::Entry& entry) {
    const yaml::Node* row = nullptr;
    for (const yaml::Entry& one : node.entries)
      if (one.key.value != "include" && one.key.value != "exclude" && ghexpr::same_name(one.key.value, entry.key.value)) row = &one.value;
    bool included = false;
    if (const yaml::Node* include = node.find("include"))
      for (const yaml::Node& item : include->items)
        for (const yaml::Entry& one : item.entries)
          included = included || ghexpr::same_name(one.key.value, entry.key.value) || !item.is_mapping();
    if (included) return;
    if (row == nullptr)
      return complain(Topic::kMatrix, entry.key.range, "\"exclude\" names " + quoted(entry.key.value) + ", which is no row of the matrix");
    if (!row->is_sequence() || !entry.value.is_scalar() || has_expression(entry.value.value)) return;
    for (const yaml::Node& item : row->items)
      if (!item.is_scalar() || has_expression(item.value) || item.value == entry.value.value) return;
    complain(Topic::kMatrix, entry.value.range,
             "\"exclude\" names " + quoted(entry.value.value) + ", which the row " + quoted(entry.key.value) + " does not have");
  }

  // ---- runners
  void label(const yaml::Node& node) {
    if (!node.is_scalar() || has_expression(node.value)) return;
    if (const std::string wrong = wrong_label(node.value); !wrong.empty()) complain(Topic::kRunner, node.range, wrong);
  }

  void labels(const yaml::Node& node, const Job& job) {
    const yaml::Node* given = node.is_mapping() ? node.find("labels") : &node;
    // Labels of a group are whatever the group's owner made.
    if (given == nullptr || (node.is_mapping() && node.find("group") != nullptr)) return;
    label(*given);
    for (const yaml::Node& item : given->items) label(item);
    const yaml::Node* hosted = nullptr;  // a label of GitHub's own: a runner has one of them
    for (const yaml::Node& item : given->items) {
      if (!item.is_scalar() || !is_hosted_label(item.value)) continue;
      if (hosted != nullptr && !ghexpr::same_name(hosted->value, item.value))
        complain(Topic::kRunner, item.range, "no runner is both " + quoted(hosted->value) + " and " + quoted(item.value));
      hosted = &item;
    }
    if (!given->is_scalar() || job.matrix == nullptr || !job.matrix->is_mapping()) return;
    // ${{ matrix.os }}: the row's values are labels.
    const auto found = ghexpr::find_placeholders(given->value);
    if (found.size() != 1 || found[0].whole.begin != 0 || found[0].whole.end != given->value.size()) return;
    Arena arena;
    std::vector<ghexpr::Mistake> mistakes;
    const ghexpr::Node* root =
        ghexpr::parse(given->value.substr(found[0].inner.begin, found[0].inner.end - found[0].inner.begin), arena, mistakes);
    const std::string path = root == nullptr ? std::string() : ghexpr::path_of(*root);
    if (!path.starts_with("matrix.") || path.find('.', 7) != std::string::npos) return;
    for (const yaml::Entry& row : job.matrix->entries) {
      if (ghexpr::same_name(row.key.value, path.substr(7)))
        for (const yaml::Node& item : row.value.items) label(item);
      if (row.key.value == "include")
        for (const yaml::Node& item : row.value.items)
          for (const yaml::Entry& entry : item.entries)
            if (ghexpr::same_name(entry.key.value, path.substr(7))) label(entry.value);
    }
  }

  static System system_of_job(const yaml::Node& node) {
    const yaml::Node* given = node.is_mapping() ? node.find("labels") : &node;
    if (given == nullptr) return System::kUnknown;
    if (given->is_scalar()) return has_expression(given->value) ? System::kUnknown : system_of(given->value);
    System system = System::kUnknown;
    for (const yaml::Node& item : given->items)
      if (item.is_scalar() && system == System::kUnknown && !has_expression(item.value)) system = system_of(item.value);
    return system;
  }

  void shell(const yaml::Node& node, System system) {
    if (!node.is_scalar()) return;
    if (const std::string wrong = wrong_shell(node.value, system); !wrong.empty()) complain(Topic::kShell, node.range, wrong);
  }

  // ---- steps
  void step(const Step& step, System system) {
    if (step.shell != nullptr) shell(*step.shell, system);
    if (step.run != nullptr) commands(*step.run);
    if (step.uses == nullptr || !step.uses->is_scalar()) return;
    const std::string_view uses = step.uses->value;
    if (has_expression(uses)) return complain(Topic::kSyntax, step.uses->range, "no expression can stand in \"uses\"");
    if (const std::string wrong = wrong_action_reference(uses); !wrong.empty()) return complain(Topic::kAction, step.uses->range, wrong);
    if (is_outdated_action(uses))
      complain(Topic::kAction, step.uses->range, quoted(uses) + " was made for a Node.js that runners no longer have; use a newer version");
    if (uses.starts_with("./")) {
      if (const Interface* action = files_.action(uses)) inputs(*action, step.with, step.uses->range, uses, Topic::kAction);
      return;
    }
    const yaml::Node* with = step.node->find("with");
    if (with == nullptr || with->is_mapping()) {
      std::vector<std::string_view> given;
      for (const yaml::Entry& entry : with == nullptr ? std::span<const yaml::Entry>() : with->entries) given.push_back(entry.key.value);
      if (const std::string wrong = missing_input(uses, given); !wrong.empty()) complain(Topic::kAction, step.uses->range, wrong);
    }
    if (step.with == nullptr) return;
    const KnownAction* known = find_action(uses);
    for (const yaml::Entry& entry : step.with->entries) {
      std::string wrong = deprecated_input(uses, entry.key.value);
      if (wrong.empty() && known != nullptr) wrong = wrong_input(*known, entry.key.value);
      if (!wrong.empty()) complain(Topic::kAction, entry.key.range, wrong);
    }
  }

  void inputs(const Interface& callee, const yaml::Node* with, SourceRange where, std::string_view uses, Topic topic) {
    std::set<std::string> given;
    if (with != nullptr && with->is_scalar()) return;
    for (const yaml::Entry& entry : with == nullptr ? std::span<const yaml::Entry>() : with->entries) {
      given.insert(ghexpr::lower_case(entry.key.value));
      const bool known = std::any_of(callee.inputs.begin(), callee.inputs.end(),
                                     [&](const Input& input) { return ghexpr::same_name(input.name.text, entry.key.value); });
      if (known) continue;
      std::vector<std::string_view> names;
      for (const Input& input : callee.inputs)
        if (names.size() < kMostToTry) names.push_back(input.name.text);
      const std::string_view near = nearest(entry.key.value, names);
      complain(topic, entry.key.range,
               quoted(uses) + " has no input " + quoted(entry.key.value) + (near.empty() ? "" : "; did you mean " + quoted(near) + "?"));
    }
    for (const Input& input : callee.inputs)
      if (input.required && !input.has_default && !given.contains(ghexpr::lower_case(input.name.text)))
        complain(topic, where, quoted(uses) + " needs the input " + quoted(input.name.text));
  }

  // ::set-output name=x:: and its kin, which GitHub has replaced by files.
  void commands(const yaml::Node& run) {
    const std::string_view script = run.value;
    if (script.find("::") == std::string_view::npos) return;
    struct Command {
      std::string_view begin;
      std::string_view file;
    };
    constexpr Command kCommands[] = {{"::set-output name=", "GITHUB_OUTPUT"},
                                     {"::save-state name=", "GITHUB_STATE"},
                                     {"::set-env name=", "GITHUB_ENV"},
                                     {"::add-path::", "GITHUB_PATH"}};
    std::vector<std::uint32_t> offsets;
    for (const Command& command : kCommands)
      for (std::size_t at = script.find(command.begin); at != std::string_view::npos; at = script.find(command.begin, at + 1)) {
        std::size_t line = script.rfind('\n', at);
        line = line == std::string_view::npos ? 0 : line + 1;
        if (script.substr(line, at - line).find('#') != std::string_view::npos) continue;
        if (offsets.empty()) offsets = yaml::source_offsets(run, file_);
        const std::string_view word = command.begin.substr(2, command.begin.find_first_of(" :", 2) - 2);
        complain(Topic::kCommand, {file_.id(), offsets[at], offsets[at + command.begin.size()]},
                 "the workflow command " + quoted(word) + " is deprecated; write to $" + std::string(command.file));
      }
  }

  // ---- calls of reusable workflows
  void call(const Job& job) {
    const std::string_view uses = job.uses->value;
    if (has_expression(uses) || uses.empty()) return;
    if (const std::string wrong = wrong_workflow_reference(uses); !wrong.empty()) return complain(Topic::kCall, job.uses->range, wrong);
    if (!uses.starts_with("./")) return;
    const Interface* callee = files_.workflow(uses);
    if (callee == nullptr) {
      if (uses.starts_with("./.github/workflows/") && files_.is_missing(uses))
        complain(Topic::kCall, job.uses->range, "there is no workflow " + quoted(uses));
      return;
    }
    if (!callee->called) return complain(Topic::kCall, job.uses->range, quoted(uses) + " cannot be called: it lacks on: workflow_call");
    inputs(*callee, job.with, job.uses->range, uses, Topic::kCall);
    secrets(*callee, job, uses);
  }

  void secrets(const Interface& callee, const Job& job, std::string_view uses) {
    if (job.secrets != nullptr && job.secrets->is_scalar()) return;  // inherit
    const auto same = [](std::string_view name) { return [name](const std::string& other) { return ghexpr::same_name(other, name); }; };
    if (job.secrets != nullptr)
      for (const yaml::Entry& entry : job.secrets->entries)
        if (std::none_of(callee.secrets.begin(), callee.secrets.end(), same(entry.key.value)))
          complain(Topic::kCall, entry.key.range, quoted(uses) + " has no secret " + quoted(entry.key.value));
    for (const std::string& secret : callee.required_secrets) {
      bool given = false;
      if (job.secrets != nullptr)
        for (const yaml::Entry& entry : job.secrets->entries) given = given || ghexpr::same_name(entry.key.value, secret);
      if (!given) complain(Topic::kCall, job.uses->range, quoted(uses) + " needs the secret " + quoted(secret));
    }
  }

  const Workflow& workflow_;
  const SourceFile& file_;
  LocalFiles& files_;
  Complaints& complaints_;
  std::map<std::string, const Job*> ids_;  // in lower case
};

}  // namespace

std::string wrong_action_reference(std::string_view uses) {
  if (uses.starts_with("./") || uses.starts_with("$/") || uses.starts_with("../") || uses.starts_with("docker://") || uses == ".")
    return {};
  const std::size_t at = uses.find('@');
  if (at == std::string_view::npos) return "the action " + quoted(uses) + " lacks a version: owner/repository@ref";
  if (at + 1 == uses.size()) return "the version of the action " + quoted(uses) + " is empty";
  const std::size_t slash = uses.find('/');
  if (slash == std::string_view::npos || slash > at || slash == 0 || slash + 1 == at)
    return "the action " + quoted(uses) + " must be written as owner/repository@ref";
  return {};
}

std::string wrong_workflow_reference(std::string_view uses) {
  const std::string wanted =
      "the workflow " + quoted(uses) + " must be written as owner/repository/path/to/workflow.yml@ref or ./path/to/workflow.yml";
  if (uses.starts_with("./") || uses.starts_with("$/")) return uses.find('@') != std::string_view::npos ? wanted : std::string();
  const std::size_t at = uses.rfind('@');
  if (at == std::string_view::npos || at + 1 == uses.size()) return wanted;
  const std::string_view path = uses.substr(0, at);
  const std::size_t first = path.find('/');
  const std::size_t second = first == std::string_view::npos ? first : path.find('/', first + 1);
  if (second == std::string_view::npos || first == 0 || second == first + 1 || second + 1 >= path.size()) return wanted;
  return {};
}

void check_jobs(const Workflow& workflow, const SourceFile& file, LocalFiles& files, Complaints& complaints) {
  JobChecks(workflow, file, files, complaints).run();
}

}  // namespace platlint::github

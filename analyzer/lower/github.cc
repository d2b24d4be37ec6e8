// SPDX-License-Identifier: Apache-2.0
//
// Workflows and actions to resources. Bodies are the YAML as written, expressions kept as text; beside that, members with a dot in
// their name say what holds in effect: "permissions.effective" of a job (a job's block replaces the workflow's whole), "env.effective" of
// jobs and steps, "triggers" as a map of events, "environment.name". "expressions" of each lists its own as trees (github/expressions.h);
// "complaints" of the file's resource maps a topic (github/complaint.h) to what is wrong, each message used where it applies.
#include <array>
#include <map>
#include <string>
#include <utility>

#include "analyzer/eval/build.h"
#include "analyzer/lower/github/expressions.h"
#include "analyzer/lower/github/job_checks.h"
#include "analyzer/lower/github/reader.h"
#include "analyzer/lower/lower.h"
#include "grammars/yaml/parser.h"

namespace platlint {
namespace {

class WorkflowLowering {
 public:
  WorkflowLowering(const SourceFile& file, Fragment& fragment, const std::vector<github::FoundExpression>& expressions,
                   const github::Complaints& complaints)
      : file_(file), fragment_(fragment), arena_(fragment.arena), complaints_(complaints_of(complaints)) {
    for (const github::FoundExpression& one : expressions) expressions_[{one.job, one.step}].push_back(one.value);
  }

  void workflow(const Value& document) {
    const Value triggers = events(document["on"]);
    std::vector<Member> members(document.members().begin(), document.members().end());
    members.push_back({"complaints", document.where(), complaints_});
    members.push_back({"expressions", document.where(), expressions_at(-1, -1)});
    members.push_back({"triggers", document["on"].where(), triggers});
    const ResourceId id = add("github/workflow", document["name"].text().value_or(std::string(file_.path())), file_.path(),
                              document.where(), head(document), std::move(members), kNoResource);
    for (const Member& job : document["jobs"].members()) {
      ++job_;
      if (job.value.is_map()) this->job(job, document, triggers, id);
    }
  }

  void action(const Value& document) {
    std::vector<Member> members(document.members().begin(), document.members().end());
    members.push_back({"complaints", document.where(), complaints_});
    members.push_back({"expressions", document.where(), expressions_at(0, -1)});
    job_ = 0;
    const ResourceId id = add("github/action", document["name"].text().value_or(std::string(file_.path())), file_.path(), document.where(),
                              head(document), std::move(members), kNoResource);
    steps(document["runs"]["steps"], Value(), std::string(file_.path()), id, triggers_);
  }

  void dependabot(const Value& document) {
    add("github/dependabot", std::string(file_.path()), file_.path(), document.where(), head(document),
        {document.members().begin(), document.members().end()}, kNoResource);
  }

 private:
  static SourceRange head(const Value& document) {
    return document.members().empty() ? document.where() : document.members().front().key_range;
  }

  ResourceId add(std::string_view kind, const std::string& name, std::string_view address, SourceRange range, SourceRange header,
                 std::vector<Member> members, ResourceId parent) {
    Resource resource;
    resource.domain = Domain::kGithub;
    resource.kind = kind;
    resource.name = arena_.copy(name);
    resource.address = arena_.copy(address);
    resource.root = file_.path();
    resource.range = range;
    resource.header = header;
    resource.parent = parent;
    resource.body = Value::map(arena_.copy(members)).used_at(header);
    return fragment_.add(resource);
  }

  // `on` as a map from event to its configuration, whichever way it is written.
  Value events(const Value& on) {
    if (on.is_map()) return on;
    std::vector<Member> members;
    for (const Value& event : on.each())
      if (event.is_string()) members.push_back({event.as_string(), event.where(), Value::null().used_at(event.where())});
    return Value::map(arena_.copy(members)).used_at(on.where());
  }

  Value merged(const Value& outer, const Value& inner, SourceRange where) {
    std::vector<Member> members(outer.members().begin(), outer.members().end());
    members.insert(members.end(), inner.members().begin(), inner.members().end());
    const Value map = make_map(std::move(members), arena_).used_at(where);
    return (!outer.is_absent() && !outer.is_map()) || (!inner.is_absent() && !inner.is_map()) ? map.as_open() : map;
  }

  void job(const Member& job, const Value& document, const Value& triggers, ResourceId workflow) {
    const Value& body = job.value;
    std::vector<Member> members(body.members().begin(), body.members().end());
    const Value permissions = body["permissions"].is_missing() ? document["permissions"] : body["permissions"];
    members.push_back(
        {"permissions.effective", permissions.where(), permissions.is_missing() ? Value::missing(job.key_range) : permissions});
    const Value environment = body["environment"];
    members.push_back({"environment.name", environment.where(),
                       environment.is_map()       ? environment["name"]
                       : environment.is_missing() ? Value::missing(job.key_range)
                                                  : environment});
    const Value env = merged(document["env"], body["env"], job.key_range);
    members.push_back({"env.effective", job.key_range, env});
    members.push_back({"triggers", triggers.where(), triggers});
    members.push_back({"expressions", job.key_range, expressions_at(job_, -1)});
    const std::string address = std::string(file_.path()) + "#" + std::string(job.key);
    const SourceRange range = {body.where().file, job.key_range.begin, body.where().end};
    const ResourceId id = add("github/job", std::string(job.key), address, range, job.key_range, std::move(members), workflow);
    steps(body["steps"], env, address, id, triggers);
  }

  void steps(const Value& list, const Value& env, const std::string& address, ResourceId parent, const Value& triggers) {
    step_ = -1;
    for (const Value& step : list.items()) this->step(step, env, address, parent, triggers);
  }

  // Steps are numbered as they are written, those of a `parallel` list behind the step that holds it. The YAML parser bounds the nesting.
  void step(const Value& step, const Value& env, const std::string& address, ResourceId parent, const Value& triggers) {
    const std::string number = std::to_string(++step_ + 1);
    if (!step.is_map()) return;
    std::vector<Member> members(step.members().begin(), step.members().end());
    members.push_back({"env.effective", step.where(), merged(env, step["env"], step.where())});
    members.push_back({"triggers", triggers.where(), triggers});
    members.push_back({"expressions", step.where(), expressions_at(job_, step_)});
    const Value id = step["id"];
    const std::string name = step["name"].text().value_or(id.text().value_or("step " + number));
    add("github/step", name, address + "/" + id.text().value_or(number), step.where(), head(step), std::move(members), parent);
    for (const Value& inner : step["parallel"].items()) this->step(inner, env, address, parent, triggers);
  }

  Value expressions_at(int job, int step) {
    const auto found = expressions_.find({job, step});
    return Value::list(found == expressions_.end() ? std::span<const Value>() : arena_.copy(found->second));
  }

  Value complaints_of(const github::Complaints& complaints) {
    std::array<std::vector<Value>, github::kTopics> lists;
    for (const github::Complaint& one : complaints)
      lists[static_cast<std::size_t>(one.topic)].push_back(Value::string(arena_.copy(one.message)).used_at(one.range));
    std::vector<Member> members;
    for (std::size_t i = 0; i < lists.size(); ++i)
      if (!lists[i].empty())
        members.push_back({github::name(static_cast<github::Topic>(i)), file_.whole(), Value::list(arena_.copy(lists[i]))});
    return Value::map(arena_.copy(members));
  }

  const SourceFile& file_;
  Fragment& fragment_;
  Arena& arena_;
  Value triggers_;
  std::map<std::pair<int, int>, std::vector<Value>> expressions_;  // by job and step
  Value complaints_;
  int job_ = -1;
  int step_ = -1;
};

}  // namespace

Fragment lower_github(const LowerInput& input, github::Interfaces& interfaces, const SourceFile& file, FileKind kind) {
  Fragment fragment;
  const yaml::File* tree = yaml::parse(file, fragment.arena, fragment.diagnostics);
  const yaml::Node* root = tree->documents.empty() ? nullptr : tree->documents.front().root;
  if (root == nullptr && !fragment.diagnostics.empty()) return fragment;
  if (kind == FileKind::kDependabot) {
    if (root != nullptr && root->is_mapping()) WorkflowLowering(file, fragment, {}, {}).dependabot(to_value(*root, fragment.arena));
    return fragment;
  }
  github::Workflow workflow;
  github::Complaints complaints;
  github::Reader reader(file, workflow, complaints);
  const yaml::Node nothing;
  if (kind == FileKind::kAction) reader.action(root == nullptr ? nothing : *root);
  else if (root == nullptr || (!root->is_mapping() && !root->is_sequence() && root->value.empty()))
    complaints.push_back({github::Topic::kSyntax, {file.id(), 0, 0}, "the workflow is empty"});
  else reader.workflow(*root);
  if (workflow.cut)
    fragment.diagnostics.push_back(
        {Diagnostic::Kind::kLimit, file.whole(), "Aliases repeat more than 4 MiB of expressions; the rest was not looked at."});
  github::LocalFiles files(input, interfaces, file.path());
  if (kind != FileKind::kAction || !workflow.jobs.empty()) github::check_jobs(workflow, file, files, complaints);
  const auto expressions = github::check_expressions(workflow, file, files, fragment.arena, complaints);
  const Value document = root == nullptr ? Value::map({}).used_at({file.id(), 0, 0}) : to_value(*root, fragment.arena);
  WorkflowLowering lowering(file, fragment, expressions, complaints);
  if (kind == FileKind::kAction) lowering.action(document);
  else lowering.workflow(document);
  return fragment;
}

}  // namespace platlint

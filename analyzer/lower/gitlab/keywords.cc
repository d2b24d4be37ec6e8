// SPDX-License-Identifier: Apache-2.0
//
// The keywords of a pipeline and of a job, and what may stand behind them. A table, since that is what the reference is
// (docs.gitlab.com/ci/yaml, as of GitLab 18); what no table can say stands in functions below it. What cannot be known here, a reference
// or an input without a value, is not judged.
#include <algorithm>
#include <set>
#include <span>

#include "analyzer/lower/gitlab/merge.h"

namespace platlint::gitlab {
namespace {

// What may stand behind a keyword; null may always.
enum Form : unsigned { kText = 1, kNumber = 2, kBool = 4, kList = 8, kMap = 16 };
constexpr unsigned kTextOrList = kText | kList;
constexpr unsigned kScalar = kText | kNumber | kBool;

struct Keyword {
  std::string_view name = {};
  unsigned forms = 0;
  std::span<const std::string_view> choices = {};  // of a text; empty: any
};

constexpr std::string_view kWhen[] = {"on_success", "on_failure", "always", "never", "manual", "delayed"};
constexpr std::string_view kIdentity[] = {"google_cloud"};
constexpr std::string_view kRetryReasons[] = {"always",
                                              "unknown_failure",
                                              "script_failure",
                                              "api_failure",
                                              "stuck_or_timeout_failure",
                                              "runner_system_failure",
                                              "runner_unsupported",
                                              "stale_schedule",
                                              "job_execution_timeout",
                                              "archived_failure",
                                              "unmet_prerequisites",
                                              "scheduler_failure",
                                              "data_integrity_failure"};
constexpr std::string_view kComponent[] = {"name", "sha", "version", "reference"};

constexpr Keyword kJob[] = {
    {"after_script", kTextOrList},
    {"allow_failure", kBool | kMap},
    {"artifacts", kMap},
    {"before_script", kTextOrList},
    {"cache", kMap | kList},
    {"coverage", kText},
    {"dast_configuration", kMap},
    {"dependencies", kList},
    {"environment", kText | kMap},
    {"except", kText | kList | kMap},
    {"extends", kTextOrList},
    {"hooks", kMap},
    {"id_tokens", kMap},
    {"identity", kText, kIdentity},
    {"image", kText | kMap},
    {"inherit", kMap},
    {"inputs", kMap},
    {"interruptible", kBool},
    {"manual_confirmation", kText},
    {"needs", kText | kList | kMap},
    {"only", kText | kList | kMap},
    {"pages", kBool | kMap},
    {"parallel", kNumber | kMap},
    {"publish", kText},
    {"release", kMap},
    {"resource_group", kText},
    {"retry", kNumber | kMap},
    {"rules", kList},
    {"run", kList | kText},
    {"script", kTextOrList},
    {"secrets", kMap},
    {"services", kList},
    {"stage", kText},
    {"start_in", kText},
    {"tags", kList | kText},
    {"timeout", kText | kNumber},
    {"trigger", kText | kMap},
    {"type", kText},
    {"variables", kMap},
    {"when", kText, kWhen},
};
constexpr Keyword kHooks[] = {{"pre_get_sources_script", kTextOrList}};
constexpr Keyword kRetry[] = {{"max", kNumber}, {"when", kTextOrList, kRetryReasons}, {"exit_codes", kNumber | kList}};
constexpr Keyword kVariable[] = {{"value", kScalar}, {"description", kText}, {"expand", kBool}, {"options", kList}};
constexpr Keyword kArtifacts[] = {{"access", kText},    {"exclude", kTextOrList}, {"expire_in", kText}, {"expose_as", kText},
                                  {"name", kText},      {"paths", kTextOrList},   {"public", kBool},    {"reports", kMap},
                                  {"untracked", kBool}, {"when", kText}};
constexpr Keyword kSpec[] = {{"inputs", kMap}, {"component", kList, kComponent}, {"include", kText | kList | kMap}, {"description", kText}};

std::string form_names(unsigned forms) {
  std::string names;
  constexpr std::pair<Form, std::string_view> kNames[] = {
      {kText, "string"}, {kNumber, "number"}, {kBool, "boolean"}, {kList, "array"}, {kMap, "hash"}};
  for (const auto& [form, name] : kNames)
    if ((forms & form) != 0) names += (names.empty() ? "" : " or ") + std::string(name);
  return names;
}

class KeywordCheck {
 public:
  explicit KeywordCheck(Merge& merge) : merge_(merge) {}

  void pipeline(const Tree& root) {
    variables("variables", root.find("variables"));
    if (const Tree* spec = root.find("spec")) keywords("spec", *spec, kSpec);
    if (const Tree* fallback = root.find("default")) one("default", *fallback, {"default", kMap});
    for (const auto& [name, tree] : root.map)
      if (is_job(name) && tree.is_map()) job("jobs:" + name, tree);
  }

 private:
  void complain(const Tree& at, const std::string& path, const std::string& what) {
    merge_.complain(at.where.valid() ? at.where : at.key, path + " " + what);
  }

  // Every entry of the map is a keyword of the table, and of a form that it may have.
  void keywords(const std::string& path, const Tree& tree, std::span<const Keyword> table) {
    for (const auto& [name, value] : tree.map) {
      const auto known =
          std::find_if(table.begin(), table.end(), [&, n = std::string_view(name)](const Keyword& k) { return k.name == n; });
      if (known == table.end())
        merge_.complain(value.key.valid() ? value.key : value.where, path + " config contains unknown keys: " + name);
      else one(path + ":" + name, value, *known);
    }
  }

  void one(const std::string& path, const Tree& value, const Keyword& keyword) {
    if (is_open(value) || value.is_null()) return;
    const unsigned form = value.is_map()             ? kMap
                          : value.is_list()          ? kList
                          : value.scalar.is_bool()   ? kBool
                          : value.scalar.is_number() ? kNumber
                                                     : kText;
    if ((keyword.forms & form) == 0) return complain(value, path, "config should be a " + form_names(keyword.forms));
    if (keyword.choices.empty()) return;
    const auto check = [&](const Tree& text) {
      if (is_open(text) || std::find(keyword.choices.begin(), keyword.choices.end(), text.text()) != keyword.choices.end()) return;
      complain(text, path, "unknown value: " + text.text());
    };
    if (value.is_list()) std::for_each(value.list.begin(), value.list.end(), check);
    else if (form == kText) check(value);
  }

  void job(const std::string& path, const Tree& tree) {
    keywords(path, tree, kJob);
    variables(path + ":variables", tree.find("variables"));
    if (const Tree* hooks = tree.find("hooks")) keywords(path + ":hooks", *hooks, kHooks);
    if (const Tree* script = tree.find("script"); script != nullptr && (script->is_null() || (script->is_list() && script->list.empty()) ||
                                                                        (script->scalar.is_string() && script->text().empty())))
      complain(*script, path + ":script", "config can't be blank");
    if (const Tree* when = tree.find("when"); when != nullptr && when->text() == "never")
      complain(*when, path, "when:never can only be used in a rules section or workflow:rules");
    retry(path + ":retry", tree.find("retry"));
    artifacts(path + ":artifacts", tree.find("artifacts"));
    trigger(path + ":trigger", tree.find("trigger"));
    parallel(path + ":parallel", tree.find("parallel"));
  }

  void variables(const std::string& path, const Tree* tree) {
    if (tree == nullptr || is_open(*tree)) return;
    if (!tree->is_map()) {
      if (path == "variables" && !tree->is_null()) complain(*tree, path, "config should be a hash");
      return;
    }
    for (const auto& [name, value] : tree->map) {
      if (value.is_map()) keywords(path + ":" + name, value, kVariable);
      else if (value.is_list()) complain(value, path, "config should be a hash of key value pairs, value can be a hash");
    }
  }

  void retry(const std::string& path, const Tree* tree) {
    if (tree == nullptr) return;
    const auto times = [&](const Tree& number) {
      const auto count = number.scalar.is_number() ? number.scalar.int_value() : std::nullopt;
      if (count && (*count < 0 || *count > 2)) complain(number, path, "config must be from 0 to 2");
    };
    if (!tree->is_map()) return times(*tree);
    keywords(path, *tree, kRetry);
    if (const Tree* most = tree->find("max")) times(*most);
    const Tree* codes = tree->find("exit_codes");
    if (codes == nullptr) return;
    std::set<std::string> seen;
    for (const Tree& code : codes->list) {
      if (is_open(code)) continue;
      if (!code.scalar.is_number()) complain(code, path + ":exit_codes", "config should be an integer or an array of integers");
      else if (!seen.insert(code.text()).second) complain(code, path + ":exit_codes", "config has a value twice: " + code.text());
    }
  }

  void artifacts(const std::string& path, const Tree* tree) {
    if (tree == nullptr || !tree->is_map()) return;
    keywords(path, *tree, kArtifacts);
    const Tree* reports = tree->find("reports");
    if (reports == nullptr) return;
    for (const auto& [name, value] : reports->map)
      one(path + ":reports:" + name, value, {name, name == "coverage_report" ? kMap : kTextOrList});
  }

  // A project stands in a group: "group/project".
  void trigger(const std::string& path, const Tree* tree) {
    if (tree == nullptr) return;
    const auto project = [&](const Tree& at) {
      if (!at.scalar.is_string()) return;
      const std::string text = at.text();
      if (text.find('$') != std::string::npos || is_open(at)) return;
      const bool fits =
          text.find('/') != std::string::npos && !text.starts_with('/') && !text.ends_with('/') && text.find('#') == std::string::npos;
      if (!fits) complain(at, path, "config: \"" + text + "\" is no path of a project");
    };
    project(*tree);
    if (const Tree* at = tree->find("project")) project(*at);
    const Tree* include = tree->find("include");
    if (include == nullptr) return;
    for (const Tree& item : include->list)
      if (const Tree* at = item.find("project")) project(*at);
  }

  void parallel(const std::string& path, const Tree* tree) {
    const auto count = tree != nullptr && tree->scalar.is_number() ? tree->scalar.int_value() : std::nullopt;
    if (count && (*count < 1 || *count > 200)) complain(*tree, path, "config must be from 1 to 200");
  }

  static bool is_open(const Tree& tree) {
    return tree.kind == Tree::Kind::kReference || tree.scalar.is_unknown() ||
           (tree.scalar.is_string() && tree.scalar.as_string().find("$[[") != std::string_view::npos);
  }

  Merge& merge_;
};

}  // namespace

void check_keywords(Merge& merge, const Tree& root) { KeywordCheck(merge).pipeline(root); }

}  // namespace platlint::gitlab

// SPDX-License-Identifier: Apache-2.0
//
// The pieces that all sections are read with. A complaint stands at the key or the value that a person must edit; after one, reading goes
// on with what still has a shape. What an alias brings is read where it is used, so its complaints may repeat: equal findings are merged
// later.
#include "analyzer/lower/github/reader.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

#include "analyzer/support/nearest.h"
#include "grammars/ghexpr/parser.h"

namespace platlint::github {
namespace {

constexpr std::array<std::string_view, kTopics> kTopicNames = {
    "syntax", "expression", "untrusted",  "condition", "always-true", "event",  "glob",   "permission", "action",
    "call",   "command",    "credential", "id",        "shell",       "runner", "matrix", "needs",      "env-name"};

std::string quoted(std::string_view text) { return "\"" + std::string(text.substr(0, 100)) + "\""; }

std::string_view shape(const yaml::Node& node) {
  switch (node.kind) {
    case yaml::NodeKind::kNull:
      return "nothing";
    case yaml::NodeKind::kScalar:
      return "a scalar";
    case yaml::NodeKind::kSequence:
      return "a list";
    case yaml::NodeKind::kMapping:
      return "a mapping";
  }
  return {};
}

bool is_null(const yaml::Node& node) {
  return node.kind == yaml::NodeKind::kNull || (node.is_scalar() && yaml::scalar_type(node) == yaml::ScalarType::kNull);
}

}  // namespace

std::string_view name(Topic topic) { return kTopicNames[static_cast<std::size_t>(topic)]; }

std::string listed(std::span<const std::string_view> words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " and " : ", ";
    out += quoted(words[i]);
  }
  return out;
}

const yaml::Entry* Reader::find(const yaml::Node& node, std::string_view key) {
  for (std::size_t i = node.entries.size(); i-- > 0;)
    if (node.entries[i].key.value == key && node.entries[i].key.is_scalar()) return &node.entries[i];
  return nullptr;
}

// The tree keeps what `<<` brought, not the key itself: so it is looked for among the lines of the mapping.
SourceRange Reader::merge_key(const yaml::Node& node) const {
  const SourceRange range = node.anchor.valid() ? node.anchor : node.range;
  const std::string_view text = file_.slice(range);
  for (std::size_t at = text.find("<<"); at != std::string_view::npos; at = text.find("<<", at + 2)) {
    std::size_t before = at;
    while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == '-' || text[before - 1] == ',' || text[before - 1] == '{'))
      --before;
    const std::size_t colon = text.find_first_not_of(" \"'", at + 2);
    const auto begin = range.begin + static_cast<std::uint32_t>(at);
    const SourceRange found = {range.file, begin, begin + 2};
    const bool nested = std::any_of(node.entries.begin(), node.entries.end(),
                                    [&](const yaml::Entry& entry) { return !entry.value.merged && entry.value.range.contains(found); });
    if (!nested && (before == 0 || text[before - 1] == '\n') && colon != std::string_view::npos && text[colon] == ':') return found;
  }
  return range;
}

void Reader::complain(Topic topic, SourceRange range, std::string message) { complaints_.push_back({topic, range, std::move(message)}); }

bool Reader::is_expression(const yaml::Node& node) {
  if (!node.is_scalar()) return false;
  const auto found = ghexpr::find_placeholders(node.value);
  if (found.empty()) return false;
  const auto blank = [&](std::size_t begin, std::size_t end) {
    return node.value.substr(begin, end - begin).find_first_not_of(" \t\r\n") == std::string_view::npos;
  };
  return found.size() == 1 && blank(0, found[0].whole.begin) && blank(found[0].whole.end, node.value.size());
}

bool Reader::mapping(const yaml::Node& node, std::string_view section, bool may_be_empty) {
  if (node.is_mapping()) {
    if (node.entries.empty() && !may_be_empty)
      complain(Topic::kSyntax, node.range, quoted(section) + " is empty; remove it if it is not needed");
    return !node.entries.empty() || may_be_empty;
  }
  if (is_null(node)) {
    if (!may_be_empty) complain(Topic::kSyntax, node.range, quoted(section) + " is empty; remove it if it is not needed");
    return false;
  }
  complain(Topic::kSyntax, node.range, quoted(section) + " must be a mapping, not " + std::string(shape(node)));
  return false;
}

bool Reader::sequence(const yaml::Node& node, std::string_view section, bool may_be_empty) {
  if (!node.is_sequence()) {
    complain(Topic::kSyntax, node.range, quoted(section) + " must be a list, not " + std::string(shape(node)));
    return false;
  }
  if (node.items.empty() && !may_be_empty)
    complain(Topic::kSyntax, node.range, quoted(section) + " is empty; remove it if it is not needed");
  return !node.items.empty();
}

void Reader::unexpected(const yaml::Entry& entry, const std::string& section, Keys known) {
  std::string message = "unexpected key " + quoted(entry.key.value) + " in " + section;
  const std::string_view near = nearest(ghexpr::lower_case(entry.key.value), known);
  if (!near.empty()) message += "; did you mean " + quoted(near) + "?";
  complain(Topic::kSyntax, entry.key.range, message);
}

void Reader::keys(const yaml::Node& node, const std::string& section, Keys known, bool folds) {
  std::map<std::string, SourceRange> seen;
  bool merged = false;
  for (const yaml::Entry& entry : node.entries) {
    if (entry.value.merged) {
      if (!merged) complain(Topic::kSyntax, merge_key(node), "GitHub does not read the merge key \"<<\"");
      merged = true;
      continue;
    }
    if (!entry.key.is_scalar() && entry.key.kind != yaml::NodeKind::kNull) {
      complain(Topic::kSyntax, entry.key.range, "a key of " + section + " must be a text");
      continue;
    }
    const auto [at, added] = seen.try_emplace(folds ? ghexpr::lower_case(entry.key.value) : std::string(entry.key.value), entry.key.range);
    if (!added)
      complain(Topic::kSyntax, entry.key.range,
               "the key " + quoted(entry.key.value) + " stands twice in " + section + (folds ? "; case does not matter here" : ""));
    if (known.size() > 0 && std::find(known.begin(), known.end(), entry.key.value) == known.end()) unexpected(entry, section, known);
  }
}

void Reader::site(const yaml::Node& node, Place place, Want want, std::string key) {
  if (!node.is_scalar() || node.value.size() > 1'000'000) return;
  if (want != Want::kCondition && node.value.find("${{") == std::string_view::npos) return;
  text_size_ += node.value.size();
  if (text_size_ > kMostText) {
    out_.cut = true;
    return;
  }
  out_.sites.push_back({&node, place, want, std::move(key), job_, step_});
}

bool Reader::text(const yaml::Node& node, Place place, std::string key, bool may_be_empty) {
  if (node.is_mapping() || node.is_sequence()) {
    complain(Topic::kSyntax, node.range, quoted(key) + " must be a text, not " + std::string(shape(node)));
    return false;
  }
  if (node.value.empty() || node.kind == yaml::NodeKind::kNull) {
    if (!may_be_empty) complain(Topic::kSyntax, node.range, quoted(key) + " should not be empty");
    return false;
  }
  site(node, place, Want::kText, std::move(key));
  return true;
}

void Reader::condition(const yaml::Node& node, Place place) {
  if (!text(node, Place::kNowhere, "if", true)) return;
  // `text` may have taken it for a plain template.
  if (!out_.sites.empty() && out_.sites.back().scalar == &node) out_.sites.pop_back();
  site(node, place, Want::kCondition, "if");
}

void Reader::boolean(const yaml::Node& node, Place place, std::string key) {
  if (node.is_scalar() && yaml::scalar_type(node) == yaml::ScalarType::kBool) return;
  if (is_expression(node)) return site(node, place, Want::kBool, std::move(key));
  complain(Topic::kSyntax, node.range, quoted(key) + " must be true, false or one ${{ }}");
}

void Reader::number(const yaml::Node& node, Place place, const std::string& key, bool whole) {
  if (is_expression(node)) return site(node, place, Want::kNumber, key);
  const yaml::ScalarType type = yaml::scalar_type(node);
  if (!node.is_scalar() || (type != yaml::ScalarType::kInt && (type != yaml::ScalarType::kFloat || whole))) {
    complain(Topic::kSyntax, node.range, quoted(key) + " must be " + (whole ? "a whole number" : "a number") + " or one ${{ }}");
    return;
  }
  if (type == yaml::ScalarType::kInt ? node.value.find_first_of("123456789") == std::string_view::npos || node.value.starts_with('-')
                                     : std::strtod(std::string(node.value).c_str(), nullptr) <= 0)
    complain(Topic::kSyntax, node.range, quoted(key) + " must be greater than zero");
}

void Reader::texts(const yaml::Node& node, const std::string& section, Place place) {
  if (node.is_scalar()) {
    text(node, place, section);
    return;
  }
  if (!sequence(node, section)) return;
  for (const yaml::Node& item : node.items) text(item, place, section);
}

// Depth is bounded by the YAML parser.
void Reader::any(const yaml::Node& node, Place place, const std::string& key) {
  site(node, place, Want::kAny, key);
  for (const yaml::Node& item : node.items) any(item, place, key);
  for (const yaml::Entry& entry : node.entries) any(entry.value, place, key + "." + std::string(entry.key.value));
}

void Reader::env(const yaml::Node& node, Place place, const std::string& key) {
  if (is_expression(node)) return site(node, place, Want::kObject, key);
  if (!mapping(node, key, true)) return;
  keys(node, quoted(key), {}, true);
  for (const yaml::Entry& entry : node.entries) {
    site(entry.key, place, Want::kText, key);
    const std::string_view variable = entry.key.value;
    if (variable.find("${{") == std::string_view::npos && variable.find_first_of("&= \t") != std::string_view::npos)
      complain(Topic::kEnvName, entry.key.range,
               "the name of the environment variable " + quoted(variable) + " must not contain '&', '=' or spaces");
    text(entry.value, place, key + "." + std::string(variable), true);
  }
}

void Reader::permissions(const yaml::Node& node) {
  struct Scope {
    std::string_view name;
    std::string_view levels;  // r, w
  };
  // https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#permissions
  constexpr Scope kScopes[] = {{"actions", "rw"},
                               {"artifact-metadata", "rw"},
                               {"attestations", "rw"},
                               {"checks", "rw"},
                               {"contents", "rw"},
                               {"deployments", "rw"},
                               {"discussions", "rw"},
                               {"id-token", "w"},
                               {"issues", "rw"},
                               {"models", "r"},
                               {"packages", "rw"},
                               {"pages", "rw"},
                               {"pull-requests", "rw"},
                               {"repository-projects", "rw"},
                               {"security-events", "rw"},
                               {"statuses", "rw"},
                               {"vulnerability-alerts", "r"},
                               {"code-quality", "rw"},
                               {"copilot-requests", "w"}};
  if (node.is_scalar() && !is_null(node)) {
    if (node.value != "read-all" && node.value != "write-all")
      complain(Topic::kPermission, node.range,
               quoted(node.value) + " is no permission for all scopes; there are \"read-all\", \"write-all\" and {}");
    return;
  }
  if (!mapping(node, "permissions", true)) return;
  keys(node, "\"permissions\"", {});
  for (const yaml::Entry& entry : node.entries) {
    const auto* scope = std::find_if(std::begin(kScopes), std::end(kScopes), [&](const Scope& s) { return s.name == entry.key.value; });
    if (scope == std::end(kScopes)) {
      complain(Topic::kPermission, entry.key.range, "unknown permission scope " + quoted(entry.key.value));
      continue;
    }
    if (!entry.value.is_scalar() && entry.value.kind != yaml::NodeKind::kNull) {
      complain(Topic::kSyntax, entry.value.range, "a permission must be a text, not " + std::string(shape(entry.value)));
      continue;
    }
    const std::string_view level = entry.value.value;
    const bool reads = scope->levels.find('r') != std::string_view::npos;
    const bool writes = scope->levels.find('w') != std::string_view::npos;
    if (level == "none" || (level == "read" && reads) || (level == "write" && writes)) continue;
    complain(Topic::kPermission, entry.value.range,
             quoted(level) + " is no permission for " + quoted(scope->name) + "; there are " + (reads ? "\"read\", " : "") +
                 (writes ? "\"write\", " : "") + "\"none\"");
  }
}

void Reader::defaults(const yaml::Node& node, Place place, const yaml::Node*& shell) {
  if (!mapping(node, "defaults")) return;
  keys(node, "\"defaults\"", {"run"});
  const yaml::Node* run = node.find("run");
  if (run == nullptr || !mapping(*run, "run")) return;
  keys(*run, "\"defaults.run\"", {"shell", "working-directory"});
  if (const yaml::Node* value = run->find("shell")) {
    if (text(*value, place, "defaults.run.shell")) shell = value;
  }
  if (const yaml::Node* value = run->find("working-directory")) text(*value, place, "defaults.run.working-directory");
}

void Reader::concurrency(const yaml::Entry& entry, Place place) {
  const yaml::Node& node = entry.value;
  if (node.is_scalar()) {
    text(node, place, "concurrency");
    return;
  }
  if (!mapping(node, "concurrency")) return;
  keys(node, "\"concurrency\"", {"group", "cancel-in-progress", "queue"});
  const yaml::Node* group = node.find("group");
  if (group == nullptr) complain(Topic::kSyntax, entry.key.range, "\"group\" is missing in \"concurrency\"");
  else text(*group, place, "concurrency.group");
  if (const yaml::Node* cancel = node.find("cancel-in-progress")) boolean(*cancel, place, "concurrency.cancel-in-progress");
}

void Reader::workflow(const yaml::Node& root) {
  if (!root.is_mapping()) {
    complain(Topic::kSyntax, root.range, "a workflow must be a mapping, not " + std::string(shape(root)));
    return;
  }
  keys(root, "the workflow", {"name", "run-name", "on", "permissions", "env", "defaults", "concurrency", "jobs"});
  // Everything that jobs' expressions may read comes before the jobs, in whatever order it is written.
  if (const yaml::Node* on = root.find("on")) events(*on);
  else complain(Topic::kSyntax, {root.range.file, root.range.begin, root.range.begin}, "\"on\" is missing in the workflow");
  if (const yaml::Node* node = root.find("name")) text(*node, Place::kNowhere, "name", true);
  if (const yaml::Node* node = root.find("run-name")) text(*node, Place::kRunName, "run-name");
  if (const yaml::Node* node = root.find("permissions")) permissions(*node);
  if (const yaml::Node* node = root.find("env")) env(*node, Place::kEnv);
  if (const yaml::Node* node = root.find("defaults")) defaults(*node, Place::kNowhere, out_.default_shell);
  if (const yaml::Entry* entry = find(root, "concurrency")) concurrency(*entry, Place::kConcurrency);
  if (const yaml::Node* node = root.find("jobs")) jobs(*node);
  else complain(Topic::kSyntax, {root.range.file, root.range.begin, root.range.begin}, "\"jobs\" is missing in the workflow");
}

}  // namespace platlint::github

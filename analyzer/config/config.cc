// SPDX-License-Identifier: Apache-2.0
#include "analyzer/config/config.h"

#include <algorithm>

#include "analyzer/config/reader.h"
#include "analyzer/rule/selector.h"
#include "analyzer/support/arena.h"
#include "grammars/yaml/parser.h"

namespace platlint {
namespace {

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
  return text;
}

}  // namespace

Result<Config> read_config(const SourceFile& file) {
  constexpr std::size_t kMostBytes = 1U << 20;
  if (file.text().size() > kMostBytes)
    return fail(file.path() + ": a configuration may have at most " + std::to_string(kMostBytes) + " bytes");
  Arena arena;
  Diagnostics diagnostics;
  const yaml::File* tree = yaml::parse(file, arena, diagnostics);
  ConfigReader reader(file);
  for (const Diagnostic& diagnostic : diagnostics) reader.problem(diagnostic.range, diagnostic.message);
  Config config;
  if (tree != nullptr && diagnostics.empty()) {
    if (tree->documents.size() > 1) reader.problem(tree->documents[1].range, "a configuration is one document");
    else if (!tree->documents.empty() && tree->documents[0].root != nullptr)
      reader.section(config_keys(), *tree->documents[0].root, &config);
  }
  if (!reader.problems().empty()) return fail(joined(reader.problems()));
  return config;
}

Result<void> check_selectors(const Config& config, const Registry& registry) {
  std::vector<std::string> problems;
  const auto check = [&](std::string_view where, std::string_view selector) {
    if (const auto found = select(registry, selector); !found)
      problems.push_back("configuration, " + std::string(where) + ": " + found.error().message);
  };
  for (const std::string& selector : config.select) check("select", selector);
  for (const std::string& selector : config.skip) check("skip", selector);
  for (const RuleChoice& choice : config.rules) check("rules", choice.selector);
  for (const ConfiguredIgnore& ignore : config.ignores)
    for (const std::string& selector : ignore.rules) check("ignores", selector);
  if (!problems.empty()) return fail(joined(problems));
  return {};
}

Result<std::vector<const Rule*>> configured_rules(const Registry& registry, const Config& config, const std::vector<std::string>& rules,
                                                  const std::vector<std::string>& skip) {
  if (const auto checked = check_selectors(config, registry); !checked) return fail(checked.error().message);
  // What the command line asks for runs, whatever the configuration's choice was; what either switches off stays off.
  auto chosen = select_rules(registry, rules.empty() ? config.select : rules, skip);
  if (!chosen || !rules.empty()) return chosen;
  std::vector<const Rule*> kept;
  for (const Rule& rule : registry.rules()) {
    bool on = std::find(chosen->begin(), chosen->end(), &rule) != chosen->end();
    on = on && std::none_of(config.skip.begin(), config.skip.end(), [&](const std::string& selector) { return selects(selector, rule); });
    for (const RuleChoice& choice : config.rules) {
      if (!selects(choice.selector, rule)) continue;
      if (!choice.enabled) on = false;
      else if (rule.meta->pedantic && names(choice.selector, rule) && config.select.empty()) on = true;
    }
    on = on && std::none_of(skip.begin(), skip.end(), [&](const std::string& selector) { return selects(selector, rule); });
    if (on) kept.push_back(&rule);
  }
  return kept;
}

std::optional<Severity> configured_severity(const Config& config, const Rule& rule) {
  std::optional<Severity> severity;
  for (const RuleChoice& choice : config.rules)
    if (choice.severity && selects(choice.selector, rule)) severity = choice.severity;
  return severity;
}

bool ignorable(const Config& config, const Rule& rule) {
  bool may = true;
  for (const RuleChoice& choice : config.rules)
    if (!choice.ignorable && selects(choice.selector, rule)) may = false;  // no later entry gives it back
  return may;
}

}  // namespace platlint

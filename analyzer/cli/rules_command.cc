// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <nlohmann/json.hpp>

#include "analyzer/cli/command.h"
#include "analyzer/engine/equivalents.h"
#include "analyzer/engine/page.h"
#include "analyzer/engine/run.h"
#include "analyzer/support/nearest.h"

namespace platlint {
namespace {

Registry builtin_registry() {
  RegistryBuilder builder;
  add_builtin_rules(builder);
  return std::move(builder).build();
}

nlohmann::ordered_json rules_json(const Registry& registry) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const Rule& rule : registry.rules()) {
    const RuleMeta& meta = *rule.meta;
    nlohmann::ordered_json row;
    row["id"] = meta.id;
    row["summary"] = meta.summary;
    row["severity"] = name(meta.severity);
    row["confidence"] = name(meta.confidence);
    row["domain"] = meta.domain();
    row["tags"] = meta.tags;
    row["kinds"] = meta.kinds;
    row["controls"] = meta.controls;
    row["equivalents"] = meta.equivalents;
    row["fixable"] = meta.fixable;
    row["status"] = name(meta.status);
    rows.push_back(std::move(row));
  }
  return {{"schema", "platlint/rules/v1"}, {"rules", std::move(rows)}};
}

int run_rules(const Arguments& arguments) {
  const Registry registry = builtin_registry();
  const std::string format = arguments.value("format", "text");
  if (format == "json") {
    std::puts(rules_json(registry).dump(1).c_str());
    return kExitClean;
  }
  if (format != "text") return usage_error("unknown format \"" + format + "\"; there are: text, json");
  for (const Rule& rule : registry.rules())
    std::printf("%-44s %-9s %-11s %s\n", std::string(rule.meta->id).c_str(), std::string(name(rule.meta->severity)).c_str(),
                std::string(rule.meta->domain()).c_str(), std::string(rule.meta->summary).c_str());
  std::printf("%zu rules\n", registry.rules().size());
  return kExitClean;
}

void print_list(const char* title, Texts texts) {
  if (texts.empty()) return;
  std::printf("%s", title);
  for (const std::string_view text : texts) std::printf(" %s", std::string(text).c_str());
  std::printf("\n");
}

int run_explain(const Arguments& arguments) {
  if (arguments.positional().size() != 1) return usage_error("explain takes one rule: platlint explain RULE");
  const Registry registry = builtin_registry();
  const std::string& wanted = arguments.positional().front();
  const Rule* rule = registry.find(wanted);
  if (rule == nullptr) {
    // People who come from another tool know its id.
    const Equivalents::Rules meant = Equivalents(registry).of_check(wanted);
    std::vector<std::string_view> ids;
    for (const Rule& other : registry.rules()) {
      ids.push_back(other.meta->id);
      if (rule == nullptr && meant.contains(other.meta)) rule = &other;
    }
    if (rule == nullptr) {
      const std::string_view near = nearest(wanted, ids);
      return usage_error("no rule \"" + wanted + "\"" + (near.empty() ? std::string() : "; did you mean \"" + std::string(near) + "\"?"));
    }
  }
  const RuleMeta& meta = *rule->meta;
  std::printf("%s  [%s, confidence %s, %s]\n", std::string(meta.id).c_str(), std::string(name(meta.severity)).c_str(),
              std::string(name(meta.confidence)).c_str(), std::string(name(meta.status)).c_str());
  print_list("looks at:   ", meta.kinds);
  print_list("covers:     ", meta.equivalents);
  print_list("controls:   ", meta.controls);
  print_list("tags:       ", meta.tags);
  print_list("parameters: ", meta.options);
  std::printf("\n%s", printable_page(rule->page).c_str());
  return kExitClean;
}

constexpr OptionSpec kRulesOptions[] = {{"format", "FORMAT", "text (default) or json"}};

}  // namespace

const Command kRulesCommand{"rules", "rules", "List the rules.", kRulesOptions, run_rules};
const Command kExplainCommand{"explain", "explain RULE", "Print one rule's page; takes other tools' ids too.", {}, run_explain};

}  // namespace platlint

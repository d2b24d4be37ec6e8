// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/selector.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "analyzer/support/glob.h"
#include "analyzer/support/nearest.h"

namespace platlint {
namespace {

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// "severity>=high", taken apart.
struct Level {
  bool severity = true;  // or confidence
  std::string_view op = {};
  std::string_view word = {};
};

std::optional<Level> level(std::string_view selector) {
  const std::size_t at = selector.find_first_of("<>=");
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view key = trim(selector.substr(0, at));
  if (key != "severity" && key != "confidence") return std::nullopt;
  const std::size_t end =
      at +
      (selector.substr(at).starts_with(">=") || selector.substr(at).starts_with("<=") || selector.substr(at).starts_with("==") ? 2 : 1);
  return Level{key == "severity", selector.substr(at, end - at), trim(selector.substr(end))};
}

std::optional<int> rank(const Level& level) {
  if (level.severity) {
    const auto severity = parse_severity(level.word);
    return severity ? std::optional<int>(static_cast<int>(*severity)) : std::nullopt;
  }
  for (const Confidence confidence : {Confidence::kLow, Confidence::kMedium, Confidence::kHigh})
    if (name(confidence) == level.word) return static_cast<int>(confidence);
  return std::nullopt;
}

bool compares(int have, std::string_view op, int wanted) {
  if (op == ">=") return have >= wanted;
  if (op == "<=") return have <= wanted;
  if (op == ">") return have > wanted;
  if (op == "<") return have < wanted;
  return have == wanted;
}

bool has(Texts texts, std::string_view text) { return std::find(texts.begin(), texts.end(), text) != texts.end(); }

bool is_domain(const RuleMeta& meta, std::string_view word) {
  return meta.domain() == word ||
         std::any_of(meta.kinds.begin(), meta.kinds.end(), [&](std::string_view kind) { return kind.substr(0, kind.find('/')) == word; });
}

std::vector<std::string_view> split(std::string_view list) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t comma = list.find(',');
    if (const std::string_view word = trim(list.substr(0, comma)); !word.empty()) words.push_back(word);
    if (comma == std::string_view::npos) return words;
    list.remove_prefix(comma + 1);
  }
}

}  // namespace

bool names(std::string_view selector, const Rule& rule) {
  const RuleMeta& meta = *rule.meta;
  if (meta.id == selector || has(meta.aliases, selector)) return true;
  return std::any_of(meta.equivalents.begin(), meta.equivalents.end(), [&](std::string_view equivalent) {
    return same_ignoring_case(equivalent, selector) || same_ignoring_case(equivalent.substr(equivalent.find(':') + 1), selector);
  });
}

bool selects(std::string_view selector, const Rule& rule) {
  const RuleMeta& meta = *rule.meta;
  selector = trim(selector);
  if (selector.empty()) return false;
  if (selector == "all" || names(selector, rule)) return true;
  if (selector.starts_with("tag:")) return has(meta.tags, selector.substr(4)) || (selector == "tag:pedantic" && meta.pedantic);
  if (const auto wanted = level(selector)) {
    const auto value = rank(*wanted);
    return value && compares(wanted->severity ? static_cast<int>(meta.severity) : static_cast<int>(meta.confidence), wanted->op, *value);
  }
  if (has(meta.tags, selector) || is_domain(meta, selector) || (selector == "pedantic" && meta.pedantic)) return true;
  return selector.find_first_of("*?") != std::string_view::npos && matches_wildcard(selector, meta.id);
}

Result<std::vector<const Rule*>> select(const Registry& registry, std::string_view selector) {
  selector = trim(selector);
  if (const auto wanted = level(selector)) {
    if (!rank(*wanted))
      return fail("\"" + std::string(selector) + "\": \"" + std::string(wanted->word) + "\" is not a " +
                  (wanted->severity ? "severity; there are info, low, medium, high, critical" : "confidence; there are low, medium, high"));
  }
  std::vector<const Rule*> found;
  for (const Rule& rule : registry.rules())
    if (selects(selector, rule)) found.push_back(&rule);
  if (!found.empty() || level(selector)) return found;
  std::vector<std::string_view> known;
  for (const Rule& rule : registry.rules()) {
    known.push_back(rule.meta->id);
    known.insert(known.end(), rule.meta->aliases.begin(), rule.meta->aliases.end());
    known.insert(known.end(), rule.meta->tags.begin(), rule.meta->tags.end());
    known.push_back(rule.meta->domain());
  }
  const std::string_view near = nearest(selector, known);
  return fail("no rule matches \"" + std::string(selector) + "\"" +
              (near.empty() ? std::string() : "; did you mean \"" + std::string(near) + "\"?"));
}

Result<std::vector<const Rule*>> select_rules(const Registry& registry, std::span<const std::string> wanted,
                                              std::span<const std::string> unwanted) {
  std::vector<std::string_view> on;
  std::vector<std::string_view> off;
  for (const std::string& list : wanted)
    for (const std::string_view selector : split(list)) on.push_back(selector);
  for (const std::string& list : unwanted)
    for (const std::string_view selector : split(list)) off.push_back(selector);
  for (const auto* list : {&on, &off})
    for (const std::string_view selector : *list)
      if (const auto found = select(registry, selector); !found) return fail(found.error().message);

  std::vector<const Rule*> rules;
  for (const Rule& rule : registry.rules()) {
    const bool runs = on.empty() ? !rule.meta->pedantic : std::any_of(on.begin(), on.end(), [&](std::string_view selector) {
      return selects(selector, rule) &&
             (!rule.meta->pedantic || names(selector, rule) || selector == "pedantic" || selector == "tag:pedantic");
    });
    if (runs && std::none_of(off.begin(), off.end(), [&](std::string_view selector) { return selects(selector, rule); }))
      rules.push_back(&rule);
  }
  return rules;
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/config/reader.h"

#include <algorithm>
#include <charconv>

#include "analyzer/support/nearest.h"

namespace platlint {
namespace {

constexpr std::size_t kMostProblems = 50;

std::string quoted(std::string_view text) { return "\"" + std::string(text.substr(0, 80)) + "\""; }

std::string_view kind_of(const yaml::Node& node) {
  switch (node.kind) {
    case yaml::NodeKind::kNull:
      return "nothing";
    case yaml::NodeKind::kSequence:
      return "a list";
    case yaml::NodeKind::kMapping:
      return "a mapping";
    case yaml::NodeKind::kScalar:
      break;
  }
  switch (yaml::scalar_type(node)) {
    case yaml::ScalarType::kNull:
      return "null";
    case yaml::ScalarType::kBool:
      return "a boolean";
    case yaml::ScalarType::kInt:
    case yaml::ScalarType::kFloat:
      return "a number";
    case yaml::ScalarType::kString:
      return "a string";
  }
  return "something else";
}

bool is_nothing(const yaml::Node& node) {
  return node.kind == yaml::NodeKind::kNull || (node.is_scalar() && yaml::scalar_type(node) == yaml::ScalarType::kNull);
}

}  // namespace

void ConfigReader::problem(const SourceRange& at, const std::string& message) {
  if (problems_.size() == kMostProblems) problems_.push_back("and more problems that are not listed");
  if (problems_.size() > kMostProblems) return;
  const Position position = at.valid() ? file_.position(at.begin) : Position{};
  problems_.push_back(file_.path() + ":" + std::to_string(position.line) + ":" + std::to_string(position.column) + ": " + message);
}

void ConfigReader::wrong_type(const Key& key, const yaml::Node& node, std::string_view wanted) {
  problem(node.range, quoted(key.name) + " must be " + std::string(wanted) + ", and is " + std::string(kind_of(node)));
}

void ConfigReader::section(std::span<const Key> keys, const yaml::Node& node, void* into) {
  if (is_nothing(node)) return;  // `settings:` with everything below it commented out
  if (!node.is_mapping()) return problem(node.range, "a mapping is expected here, and this is " + std::string(kind_of(node)));
  std::vector<std::string_view> seen;
  for (const yaml::Entry& entry : node.entries) {
    const std::string_view name = entry.key.value;
    const auto key = std::find_if(keys.begin(), keys.end(), [&](const Key& k) { return k.name == name; });
    if (!entry.key.is_scalar() || key == keys.end()) {
      std::vector<std::string_view> known;
      for (const Key& k : keys) known.push_back(k.name);
      const std::string_view near = nearest(name, known);
      std::string message = "unknown key " + quoted(name);
      if (!near.empty()) {
        message += "; did you mean " + quoted(near) + "?";
      } else {
        message += "; the keys here are";
        for (std::size_t i = 0; i < known.size(); ++i) message += (i == 0 ? " " : ", ") + std::string(known[i]);
      }
      problem(entry.key.range, message);
      continue;
    }
    if (std::find(seen.begin(), seen.end(), name) != seen.end()) {
      problem(entry.key.range, "the key " + quoted(name) + " stands here twice");
      continue;
    }
    seen.push_back(name);
    if (is_nothing(entry.value)) continue;  // a key without a value keeps its default
    key->read(*this, *key, entry.value, into);
  }
  for (const Key& key : keys)
    if (key.required && std::find(seen.begin(), seen.end(), key.name) == seen.end())
      problem(node.range, "the key " + quoted(key.name) + " is missing here");
}

void ConfigReader::value(const Key& key, const yaml::Node& node, bool& into) {
  if (!node.is_scalar() || yaml::scalar_type(node) != yaml::ScalarType::kBool) return wrong_type(key, node, "true or false");
  into = node.value == "true" || node.value == "True" || node.value == "TRUE";
}

void ConfigReader::value(const Key& key, const yaml::Node& node, std::uint32_t& into) {
  if (!node.is_scalar() || yaml::scalar_type(node) != yaml::ScalarType::kInt) return wrong_type(key, node, "a whole number");
  std::uint64_t number = 0;
  const char* end = node.value.data() + node.value.size();
  const auto [stop, error] = std::from_chars(node.value.data(), end, number);
  if (error != std::errc() || stop != end || number < key.least || number > key.most)
    return problem(node.range, quoted(key.name) + " must lie between " + std::to_string(key.least) + " and " + std::to_string(key.most));
  into = static_cast<std::uint32_t>(number);
}

std::optional<std::string> ConfigReader::text(const Key& key, const yaml::Node& node) {
  const bool is_text =
      node.is_scalar() && (yaml::scalar_type(node) == yaml::ScalarType::kString ||
                           // Account ids and amounts are commonly written without quotes.
                           ((key.form == Form::kMoney || key.form == Form::kAccountId || key.form == Form::kAny) &&
                            (yaml::scalar_type(node) == yaml::ScalarType::kInt || yaml::scalar_type(node) == yaml::ScalarType::kFloat)));
  if (!is_text) {
    wrong_type(key, node,
               key.shape == Shape::kStringList  ? "a list of strings"
               : key.shape == Shape::kStringMap ? "a mapping of names to strings"
                                                : "a string");
    return std::nullopt;
  }
  if (node.value.empty() && key.shape == Shape::kString && !key.required) return std::string();
  if (!has_form(key.form, node.value)) {
    problem(node.range, quoted(key.name) + ": " + quoted(node.value) + " is not " + std::string(describe(key.form)));
    return std::nullopt;
  }
  return std::string(node.value);
}

void ConfigReader::value(const Key& key, const yaml::Node& node, std::string& into) {
  if (auto read = text(key, node)) into = std::move(*read);
}

void ConfigReader::value(const Key& key, const yaml::Node& node, std::optional<Severity>& into) {
  if (const auto read = text(key, node)) into = parse_severity(*read);
}

bool ConfigReader::is_list(const Key& key, const yaml::Node& node) {
  constexpr std::size_t kMostItems = 10'000;
  if (!node.is_sequence()) {
    wrong_type(key, node, "a list");
    return false;
  }
  if (node.items.size() < key.least || node.items.size() > std::min<std::size_t>(key.most, kMostItems)) {
    problem(node.range, quoted(key.name) + " must have between " + std::to_string(key.least) + " and " +
                            std::to_string(std::min<std::size_t>(key.most, kMostItems)) + " items");
    return false;
  }
  return true;
}

void ConfigReader::value(const Key& key, const yaml::Node& node, std::vector<std::string>& into) {
  if (!is_list(key, node)) return;
  into.clear();
  for (const yaml::Node& item : node.items)
    if (auto read = text(key, item)) into.push_back(std::move(*read));
}

void ConfigReader::value(const Key& key, const yaml::Node& node, std::map<std::string, std::string>& into) {
  if (!node.is_mapping()) return wrong_type(key, node, "a mapping of names to strings");
  into.clear();
  for (const yaml::Entry& entry : node.entries)
    if (auto read = text(key, entry.value)) into[std::string(entry.key.value)] = std::move(*read);
}

void ConfigReader::value(const Key& key, const yaml::Node& node, std::vector<std::pair<std::string, std::string>>& into) {
  std::map<std::string, std::string> sorted;
  value(key, node, sorted);
  into.assign(sorted.begin(), sorted.end());
}

void ConfigReader::value(const Key& key, const yaml::Node& node, std::vector<ConfiguredIgnore>& into) {
  if (!is_list(key, node)) return;
  for (const yaml::Node& item : node.items) {
    into.emplace_back();
    into.back().where = item.range;
    section(key.members, item, &into.back());
  }
}

void ConfigReader::value(const Key& key, const yaml::Node& node, std::vector<RuleChoice>& into) {
  if (!node.is_mapping()) return wrong_type(key, node, "a mapping of rules");
  for (const yaml::Entry& entry : node.entries) {
    into.emplace_back();
    into.back().selector = entry.key.value;
    if (entry.key.value.empty()) problem(entry.key.range, "a rule's id is expected here");
    section(key.members, entry.value, &into.back());
  }
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/cli/arguments.h"

#include <algorithm>

#include "analyzer/support/nearest.h"

namespace platlint {
namespace {

std::string unknown_option(std::string_view name, std::span<const OptionSpec> options) {
  std::vector<std::string_view> names;
  for (const OptionSpec& option : options) names.push_back(option.name);
  std::string message = "unknown option --" + std::string(name);
  if (const std::string_view near = nearest(name, names); !near.empty()) message += "; did you mean --" + std::string(near) + "?";
  return message;
}

}  // namespace

Result<Arguments> Arguments::parse(std::span<const std::string_view> words, std::span<const OptionSpec> options) {
  Arguments found;
  bool only_positional = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string_view word = words[i] == "-h" ? "--help" : words[i];
    if (only_positional || word == "-" || !word.starts_with('-')) {
      found.positional_.emplace_back(word);
      continue;
    }
    if (word == "--") {
      only_positional = true;
      continue;
    }
    if (!word.starts_with("--")) return fail("unknown option " + std::string(word));
    word.remove_prefix(2);
    const std::size_t equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    const auto option = std::find_if(options.begin(), options.end(), [&](const OptionSpec& o) { return o.name == name; });
    if (option == options.end()) return fail(unknown_option(name, options));
    std::string value;
    if (option->value.empty()) {
      if (equals != std::string_view::npos) return fail("--" + std::string(name) + " takes no value");
    } else if (equals != std::string_view::npos) {
      value = word.substr(equals + 1);
    } else if (i + 1 < words.size()) {
      value = words[++i];
    } else {
      return fail("--" + std::string(name) + " needs a value: " + std::string(option->value));
    }
    found.values_[std::string(name)].push_back(std::move(value));
  }
  return found;
}

std::string Arguments::value(std::string_view name, std::string_view otherwise) const {
  const auto at = values_.find(name);
  return at == values_.end() ? std::string(otherwise) : at->second.back();
}

std::vector<std::string> Arguments::values(std::string_view name) const {
  const auto at = values_.find(name);
  return at == values_.end() ? std::vector<std::string>() : at->second;
}

}  // namespace platlint

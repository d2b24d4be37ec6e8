// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/support/result.h"

namespace platlint {

// One option of a command. `value` names what it takes ("FILE"); empty for a switch.
struct OptionSpec {
  std::string_view name = {};  // without the dashes
  std::string_view value = {};
  std::string_view help = {};
};

// The words of a command line, sorted out. "--name VALUE" and "--name=VALUE" are the same; "--" ends the options; "-h" is "--help".
class Arguments {
 public:
  // The error names the wrong word and the option that is nearest to it.
  static Result<Arguments> parse(std::span<const std::string_view> words, std::span<const OptionSpec> options);

  bool has(std::string_view name) const { return values_.contains(name); }
  // The last value given, or `otherwise`.
  std::string value(std::string_view name, std::string_view otherwise = {}) const;
  std::vector<std::string> values(std::string_view name) const;
  const std::vector<std::string>& positional() const { return positional_; }

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::vector<std::string> positional_;
};

}  // namespace platlint

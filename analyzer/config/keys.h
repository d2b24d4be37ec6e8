// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "analyzer/config/config.h"
#include "grammars/yaml/node.h"

namespace platlint {

class ConfigReader;

// What a key holds.
enum class Shape : std::uint8_t {
  kBool,
  kInteger,
  kString,
  kStringList,
  kStringMap,    // name -> string
  kSection,      // a mapping of `members`
  kSectionList,  // a list of such mappings
  kSectionMap,   // selector -> such a mapping
};

// What a string must look like, beside being one.
enum class Form : std::uint8_t { kAny, kWord, kSelector, kGlob, kPath, kPattern, kMoney, kDate, kSeverity, kSeverityOrNever, kAccountId };

struct Key {
  std::string_view name = {};
  Shape shape = Shape::kString;
  Form form = Form::kAny;
  std::uint32_t least = 0;  // kInteger, and the length of lists
  std::uint32_t most = 0xffffffffU;
  bool required = false;
  std::string_view description = {};  // one sentence or more, for people
  std::string_view standard = {};     // the default, as YAML in flow style
  std::string_view example = {};      // likewise; empty: the default serves
  std::span<const Key> members = {};
  // Puts the value into the struct that holds the section.
  void (*read)(ConfigReader& reader, const Key& key, const yaml::Node& node, void* into) = nullptr;
};

std::span<const Key> config_keys();

// Is the text of that form? Empty text never is.
bool has_form(Form form, std::string_view text);
std::string_view describe(Form form);  // "a date (YYYY-MM-DD)"

}  // namespace platlint

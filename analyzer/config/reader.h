// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/config/keys.h"

namespace platlint {

// Reads nodes into fields and collects what is wrong with them.
class ConfigReader {
 public:
  explicit ConfigReader(const SourceFile& file) : file_(file) {}

  // A mapping of the keys given into the struct at `into`. Unknown, repeated and missing keys are problems.
  void section(std::span<const Key> keys, const yaml::Node& node, void* into);

  void value(const Key& key, const yaml::Node& node, bool& into);
  void value(const Key& key, const yaml::Node& node, std::uint32_t& into);
  void value(const Key& key, const yaml::Node& node, std::string& into);
  void value(const Key& key, const yaml::Node& node, std::optional<Severity>& into);
  void value(const Key& key, const yaml::Node& node, std::vector<std::string>& into);
  void value(const Key& key, const yaml::Node& node, std::map<std::string, std::string>& into);
  void value(const Key& key, const yaml::Node& node, std::vector<std::pair<std::string, std::string>>& into);
  void value(const Key& key, const yaml::Node& node, Settings& into) { section(key.members, node, &into); }
  void value(const Key& key, const yaml::Node& node, std::vector<Settings::Stack>& into) { list(key, node, into); }
  void value(const Key& key, const yaml::Node& node, std::vector<RootVariables>& into) { list(key, node, into); }
  void value(const Key& key, const yaml::Node& node, std::vector<ConfiguredIgnore>& into);
  void value(const Key& key, const yaml::Node& node, std::vector<RuleChoice>& into);

  void problem(const SourceRange& at, const std::string& message);
  const std::vector<std::string>& problems() const { return problems_; }

 private:
  template <class T>
  void list(const Key& key, const yaml::Node& node, std::vector<T>& into) {
    if (!is_list(key, node)) return;
    for (const yaml::Node& item : node.items) {
      into.emplace_back();
      section(key.members, item, &into.back());
    }
  }
  bool is_list(const Key& key, const yaml::Node& node);
  std::optional<std::string> text(const Key& key, const yaml::Node& node);
  void wrong_type(const Key& key, const yaml::Node& node, std::string_view wanted);

  const SourceFile& file_;
  std::vector<std::string> problems_;
};

}  // namespace platlint

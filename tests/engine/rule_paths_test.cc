// SPDX-License-Identifier: Apache-2.0
//
// The declarative rules held against the provider's schema: what they ask of an AWS resource must be something that it has, and what they
// say of a default must be the same in every rule. A misspelt path would be absent everywhere, and the rule silent or loud for ever.
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "analyzer/model/aws_schema.h"
#include "analyzer/rule/registry.h"

namespace platlint {
namespace {

using Kinds = std::vector<std::string>;

// Does the type have the path, or a text or a map in which the rest may stand ("policy.document.Statement")?
bool has(const std::string& type, std::string path) {
  // The model's own: containers are the read container_definitions, lifecycle is every resource's.
  if (path.starts_with("lifecycle.") || (type == "aws_ecs_task_definition" && path.starts_with("containers"))) return true;
  if (aws::versions_with(aws::SchemaKind::kResource, type, path) != 0) return true;
  while (path.rfind('.') != std::string::npos) {
    path.resize(path.rfind('.'));
    for (int major = aws::kFirstMajor; major <= aws::kLastMajor; ++major)
      if (const auto argument = aws::find_argument(aws::SchemaKind::kResource, type, path, major))
        if (argument->shape == aws::SchemaShape::kText || argument->element == aws::SchemaShape::kText) return true;
  }
  return false;
}

class Reader {
 public:
  void rule(const std::string& stem, const nlohmann::json& document) {
    stem_ = stem;
    for (const auto& check : document.value("checks", nlohmann::json::array())) {
      Kinds kinds;
      for (const auto& kind : check.value("kinds", nlohmann::json::array()))
        if (kind.get<std::string>().starts_with("aws_")) kinds.push_back(kind);
      const std::string each = check.value("each", "");
      for (const char* part : {"when", "require", "forbid"})
        if (check.contains(part)) condition(check[part], kinds, each.empty() ? "" : each + ".");
    }
  }

  std::size_t paths = 0;

 private:
  void condition(const nlohmann::json& c, const Kinds& kinds, const std::string& prefix) {
    if (!c.is_object()) return;
    for (const auto& [key, value] : c.items()) {
      if (key == "any" || key == "all") {
        for (const auto& part : value) condition(part, kinds, prefix);
      } else if (key == "not") {
        condition(value, kinds, prefix);
      } else if (const std::size_t space = key.find(' '); space != std::string::npos) {
        const std::string target = key.substr(space + 1);
        const std::string type = target.substr(0, target.find('.'));
        if (key.starts_with("referrer ") && target.size() > type.size() && type.starts_with("aws_"))
          path({type}, target.substr(type.size() + 1));
        if (type.starts_with("aws_")) inner(value, {type}, "");
      } else if (key != ".") {
        path(kinds, prefix + key);
        inner(value, kinds, prefix + key + ".");
        if (value.is_object() && value.contains("default"))
          for (const std::string& kind : kinds) same_default(kind + "." + prefix + key, value["default"].dump());
      }
    }
  }

  void inner(const nlohmann::json& test, const Kinds& kinds, const std::string& prefix) {
    if (!test.is_object()) return;
    for (const char* part : {"some", "every", "none"})
      if (test.contains(part)) condition(test[part], kinds, prefix);
  }

  // A check of several kinds may ask for what only one of them has.
  void path(const Kinds& kinds, const std::string& path) {
    if (kinds.empty()) return;
    ++paths;
    for (const std::string& kind : kinds)
      if (has(kind, path)) return;
    // Asked so that calls of it are judged, though it cannot be set there.
    if (kinds == Kinds{"aws_dynamodb_global_table"} && path == "point_in_time_recovery.enabled") return;
    ADD_FAILURE() << stem_ << ": no version of " << kinds.front() << " has " << path;
  }

  void same_default(const std::string& where, const std::string& value) {
    const auto [at, added] = defaults_.emplace(where, value);
    EXPECT_EQ(at->second, value) << stem_ << ": another rule has another default of " << where;
  }

  std::string stem_;
  std::map<std::string, std::string> defaults_;
};

TEST(DeclarativeRules, AskForWhatTheProviderHas) {
  Reader reader;
  for (const BuiltinRule& rule : builtin_rules()) {
    if (rule.native != nullptr) continue;
    const auto document = nlohmann::json::parse(rule.policy, nullptr, false);
    ASSERT_FALSE(document.is_discarded()) << rule.stem;
    if (document.is_object() && document.value("kind", "") == "ResourceRule") reader.rule(std::string(rule.stem), document);
  }
  EXPECT_GT(reader.paths, 500U);
}

}  // namespace
}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
//
// Type constraints against upstream's table (conformance/hcl/types.json). Skipped where the shared data is absent.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "analyzer/eval/convert.h"
#include "grammars/hcl/parser.h"

namespace platlint {
namespace {

using Json = nlohmann::json;

Json shared(const std::string& name) {
  std::ifstream in(std::string(PLATLINT_SHARED) + "/conformance/hcl/" + name);
  return in ? Json::parse(in, nullptr, false) : Json();
}

// cty's JSON notation of a type, in its own words.
std::string type_text(const Json& type) {
  if (type.is_string()) return type == "dynamic" ? "any" : type.get<std::string>();
  std::string text = type[0].get<std::string>() + "(";
  if (type[0] == "tuple") {
    text += "[";
    for (const Json& element : type[1]) text += (text.ends_with("[") ? "" : ",") + type_text(element);
    return text + "])";
  }
  if (type[0] != "object") return text + type_text(type[1]) + ")";
  text += "{";
  for (const auto& [name, of] : type[1].items()) {
    bool optional = false;
    if (type.size() > 2)
      for (const Json& other : type[2]) optional = optional || other == name;
    text += (text.ends_with("{") ? "" : ",") + name + "=" + (optional ? "optional(" + type_text(of) + ")" : type_text(of));
  }
  return text + "})";
}

TEST(Conformance, TypeConstraints) {
  const Json data = shared("types.json");
  if (!data.is_object()) GTEST_SKIP() << "no shared conformance data";
  std::size_t right = 0;
  std::size_t all = 0;
  std::string misses;
  for (const Json& test : data["constraints"]) {
    // HCL's own reader knows no defaults; Terraform's does.
    if (test["src"].get<std::string>().find("optional(string, \"hello\")") != std::string::npos) continue;
    ++all;
    Arena arena;
    Diagnostics errors;
    const SourceFile source(0, "type", test["src"].get<std::string>());
    const hcl::Expr* tree = hcl::parse_expression(source, arena, errors);
    const Type* type = tree != nullptr && errors.empty() ? parse_type(*tree, test["constraint"].get<bool>(), arena, errors) : Type::dynamic();
    const bool wrong = test.contains("error");
    bool ok = wrong != errors.empty();
    if (ok && !wrong) {
      const SourceFile wanted(1, "type", type_text(test["type"]));
      const hcl::Expr* wanted_tree = hcl::parse_expression(wanted, arena, errors);
      ok = wanted_tree != nullptr && same_type(type, parse_type(*wanted_tree, true, arena, errors));
    }
    right += ok ? 1U : 0U;
    if (!ok) misses += "\n  " + test.dump() + " gave " + to_string(type) + (errors.empty() ? "" : ", " + errors.front().message);
  }
  RecordProperty("right", static_cast<int>(right));
  EXPECT_EQ(right, all) << misses;
}

}  // namespace
}  // namespace platlint

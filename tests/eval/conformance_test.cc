// SPDX-License-Identifier: Apache-2.0
//
// Type constraints and conversions against upstream's table (conformance/hcl/types.json). Skipped where the shared data is absent.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "analyzer/eval/convert.h"
#include "analyzer/eval/cty_json.h"
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
    const Type* type =
        tree != nullptr && errors.empty() ? parse_type(*tree, test["constraint"].get<bool>(), arena, errors) : Type::dynamic();
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

// Where cty keeps only how many elements an unknown collection has, ours keeps the elements, each unknown.
bool says_more(const Value& got, const Json& want) {
  if (!want.is_object() || !want.contains("$unknown") || !want.contains("refined") || got.is_unknown()) return false;
  const Json& refined = want["refined"];
  const std::size_t size = got.is_map() ? got.members().size() : got.items().size();
  const std::size_t most = refined.contains("length") ? refined["length"].get<std::size_t>() : refined.value("max_length", std::size_t{0});
  for (const Value& item : got.items())
    if (item.is_known()) return false;
  for (const Member& member : got.members())
    if (member.value.is_known()) return false;
  return size == most;
}

TEST(Conformance, Conversions) {
  const Json data = shared("types.json");
  if (!data.is_object()) GTEST_SKIP() << "no shared conformance data";
  std::string misses;
  for (const Json& plain : data["conversions"]) {
    const CtyJson test = CtyJson::parse(plain.dump());
    Arena arena;
    const Value from = read_value(test["from"]["value"], read_type(test["from"]["type"], arena), arena);
    const auto got = convert(from, read_type(test["to"], arena), arena);
    if (test.contains("error")) {
      if (got) misses += "\n  " + plain.dump() + " gave " + to_string(*got);
      continue;
    }
    const Type* type = read_type(test["type"], arena);
    const bool same = got && (write_value(*got) == write_value(read_value(test["want"], type, arena)) || says_more(*got, plain["want"])) &&
                      same_type(type_of(*got, arena), type);
    if (!same)
      misses += "\n  " + plain.dump() + " gave " +
                (got ? write_value(*got).dump() + " of " + to_string(type_of(*got, arena)) : "error " + got.error().message);
  }
  EXPECT_EQ(misses, "");
}

}  // namespace
}  // namespace platlint

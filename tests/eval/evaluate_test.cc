// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "analyzer/eval/evaluator.h"
#include "grammars/hcl/parser.h"

namespace platlint {
namespace {

// `nothing` is not known; every other name is an error.
class OneUnknown final : public Scope {
 public:
  Value lookup(std::string_view root, std::span<const std::string_view>, SourceRange where, std::size_t&, Evaluation& evaluation) override {
    if (root != "nothing") evaluation.errors->push_back({Diagnostic::Kind::kSemantic, where, "no such name"});
    return Value::unknown("not known here", where, evaluation.arena);
  }
};

// The printed value, or "error".
std::string evaluated(const std::string& text) {
  SourceMap sources;
  Arena arena;
  Diagnostics errors;
  OneUnknown scope;
  const hcl::Expr* expr = hcl::parse_expression(sources[sources.add("x", text)], arena, errors);
  if (expr == nullptr || !errors.empty()) return "syntax";
  Evaluation evaluation{.arena = arena, .scope = scope};
  evaluation.errors = &errors;
  const Value value = evaluate(*expr, evaluation);
  return errors.empty() ? to_string(value) : "error";
}

TEST(Evaluate, GivesTheValueOfAnExpression) {
  const struct {
    const char* text;
    const char* value;
  } cases[] = {
      {"1 + 2 * 3", "7"},
      {"(1 + 2) * 3", "9"},
      {"0.1 + 0.2 == 0.3", "true"},
      {"7 % 3", "1"},
      {"1 / 0", "error"},
      {"-(-2)", "2"},
      {"\"1\" == 1", "false"},
      {"true && false || true", "true"},
      {"!true", "false"},
      {"1 < 2 ? \"a\" : \"b\"", "\"a\""},
      {"\"a${1 + 1}b\"", "\"a2b\""},
      {"\"${[1]}\"", "[1]"},
      {"[for x in [1, 2, 3] : x * 2 if x != 2]", "[2, 6]"},
      {"{for k, v in {a = 1} : v => k}[\"1\"]", "\"a\""},
      {"[{a = 1}, {a = 2}][*].a", "[1, 2]"},
      {"null[*]", "[]"},
      {"[1, 2][5]", "error"},
      {"{a = 1}.b", "error"},
      {"upper(\"x\")", "\"X\""},
      {"length([1, nothing])", "2"},
      {"merge({a = 1}, {b = 2}).b", "2"},
      {"try({}.x, 3)", "3"},
      {"can({}.x)", "false"},
      {"coalesce(null, \"a\")", "\"a\""},
      {"join(\",\", [\"a\", \"b\"])", "\"a,b\""},
      {"jsonencode({b = 1, a = \"<\"})", "\"{\"a\":\"\\u003c\",\"b\":1}\""},
      {"nothing && false", "false"},
      {"nothing || true", "true"},
      {"no_such_function()", "error"},
      {"other", "error"},
      {"max([1, 5, 3]...)", "5"},
  };
  for (const auto& c : cases) EXPECT_EQ(evaluated(c.text), c.value) << c.text;
}

TEST(Evaluate, UnknownStaysUnknown) {
  for (const char* text :
       {"nothing", "nothing + 1", "nothing == 1", "!nothing", "nothing ? 1 : 2", "nothing.a.b[0]", "upper(nothing)", "timestamp()"}) {
    SourceMap sources;
    Arena arena;
    Diagnostics errors;
    OneUnknown scope;
    const hcl::Expr* expr = hcl::parse_expression(sources[sources.add("x", text)], arena, errors);
    ASSERT_NE(expr, nullptr) << text;
    Evaluation evaluation{.arena = arena, .scope = scope};
    evaluation.errors = &errors;
    EXPECT_TRUE(evaluate(*expr, evaluation).is_unknown()) << text;
    EXPECT_TRUE(errors.empty()) << text;
  }
}

TEST(Evaluate, LimitsWhatAnExpressionMakes) {
  for (const char* text : {"range(100000000)", "[for a in range(1000) : [for b in range(1000) : range(1000)]]",
                           "setproduct(range(1000), range(1000), range(1000))"}) {
    SourceMap sources;
    Arena arena;
    Diagnostics errors;
    OneUnknown scope;
    const hcl::Expr* expr = hcl::parse_expression(sources[sources.add("x", text)], arena, errors);
    ASSERT_NE(expr, nullptr) << text;
    Evaluation evaluation{.arena = arena, .scope = scope};
    evaluation.errors = &errors;
    evaluate(*expr, evaluation);
    EXPECT_FALSE(errors.empty()) << text;
  }
}

}  // namespace
}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "analyzer/lower/lower.h"
#include "analyzer/policy/condition.h"
#include "analyzer/policy/pattern.h"
#include "analyzer/policy/quantity.h"
#include "grammars/yaml/parser.h"

namespace platlint::policy {
namespace {

Value yaml_value(const std::string& text, Arena& arena, SourceMap& sources) {
  Diagnostics diagnostics;
  const yaml::File* file = yaml::parse(sources[sources.add("x.yaml", text)], arena, diagnostics);
  return to_value(*file->documents.front().root, arena);
}

const char* name_of(Verdict verdict) {
  constexpr const char* kNames[] = {"pass", "fail", "skip", "error", "unknown"};
  return kNames[static_cast<int>(verdict)];
}

struct Row {
  const char* resource;
  const char* pattern;
  const char* verdict;
};

class Patterns : public testing::TestWithParam<Row> {};

TEST_P(Patterns, GiveTheVerdict) {
  Arena arena;
  SourceMap sources;
  const Match match = match_pattern(yaml_value(GetParam().resource, arena, sources), yaml_value(GetParam().pattern, arena, sources), arena);
  EXPECT_STREQ(name_of(match.verdict), GetParam().verdict)
      << GetParam().pattern << " on " << GetParam().resource << ": " << match.message << " at " << match.path;
}

INSTANTIATE_TEST_SUITE_P(
    Leaves, Patterns,
    testing::Values(Row{"a: x", "a: x", "pass"}, Row{"a: x", "a: '!y'", "pass"}, Row{"{}", "a: '!y'", "fail"}, Row{"{}", "a: '<5'", "pass"},
                    Row{"{}", "a: '>0'", "fail"}, Row{"{}", "a: '0'", "pass"}, Row{"a: 8080", "a: '8080'", "pass"},
                    Row{"a: 8080", "a: '80*'", "fail"}, Row{"a: 8080", "a: '8.08E*'", "pass"}, Row{"a: 90s", "a: '>1m'", "pass"},
                    Row{"a: 1Gi", "a: '<=1024Mi'", "pass"}, Row{"a: 100m", "a: '<0.2'", "pass"}, Row{"a: abc", "a: '>abb'", "fail"},
                    Row{"a: 15", "a: 10-20", "pass"}, Row{"a: 15", "a: 10!-20", "fail"}, Row{"a: 25", "a: 10!-20", "pass"},
                    Row{"a: test-value", "a: test-value", "pass"}, Row{"a: x", "a: y | x", "pass"}, Row{"a: xyz", "a: 'x* & *z'", "pass"},
                    Row{"a: ''", "a: '?*'", "fail"}, Row{"a: true", "a: 'true'", "pass"}, Row{"a: 'true'", "a: true", "fail"},
                    Row{"a: ''", "a: null", "pass"}, Row{"a: {}", "a: null", "fail"}, Row{"a: {b: 1}", "a: {}", "pass"},
                    Row{"a: []", "a: []", "fail"}, Row{"a: null", "a: '*'", "fail"}, Row{"a: [1, 2]", "a: '>0'", "pass"},
                    Row{"a: [0, 2]", "a: '>0'", "fail"}));

INSTANTIATE_TEST_SUITE_P(Anchors, Patterns,
                         testing::Values(Row{"a: 1", "{(a): 1, b: 2}", "fail"}, Row{"a: 2", "{(a): 1, b: 2}", "skip"},
                                         Row{"{}", "=(a): 1", "pass"}, Row{"a: 2", "=(a): 1", "fail"},
                                         Row{"a: 2", "X(a): anything", "fail"}, Row{"{}", "X(a): anything", "pass"},
                                         Row{"a: [{n: x}, {n: y}]", "^(a): [{n: y}]", "pass"}, Row{"a: [{n: x}]", "^(a): [{n: y}]", "fail"},
                                         Row{"{}", "^(a): [{n: y}]", "pass"}, Row{"{a: 2, b: 3}", "{<(a): 1, b: 2}", "skip"},
                                         Row{"{b: 3}", "{<(a): 1, b: 2}", "fail"},
                                         Row{"a: [{n: x, v: 1}, {n: y, v: 2}]", "a: [{(n): x, v: 1}]", "pass"},
                                         Row{"a: [{n: x, v: 3}, {n: y, v: 2}]", "a: [{(n): x, v: 1}]", "fail"},
                                         Row{"a: [{n: z}]", "a: [{(n): x, v: 1}]", "skip"}, Row{"a: []", "a: [{v: 1}]", "pass"},
                                         Row{"metadata: {labels: {app.x: v}}", "metadata: {labels: {'app.*': '?*'}}", "pass"}));

TEST(PatternUnknown, IsAThirdAnswer) {
  Arena arena;
  SourceMap sources;
  const Value unknown = Value::unknown("var.acl has no default", {}, arena);
  const Member members[] = {{"a", {}, unknown}, {"b", {}, Value::string("x")}};
  const Value resource = Value::map(members);
  const auto verdict = [&](const char* pattern) {
    return std::string(name_of(match_pattern(resource, yaml_value(pattern, arena, sources), arena).verdict));
  };
  EXPECT_EQ(verdict("a: x"), "unknown");
  EXPECT_EQ(verdict("a: '<5'"), "unknown");         // never read as 0
  EXPECT_EQ(verdict("{a: x, b: y}"), "fail");       // b is certain
  EXPECT_EQ(verdict("{(a): x, b: y}"), "unknown");  // the condition is not
  EXPECT_EQ(verdict("b: x"), "pass");
  EXPECT_EQ(verdict("X(a): ''"), "unknown");
}

TEST(PatternPlace, IsTheValueThatFailed) {
  Arena arena;
  SourceMap sources;
  const Value resource = yaml_value("spec:\n  containers:\n    - image: a:1\n    - image: b:latest\n", arena, sources);
  const Match match = match_pattern(resource, yaml_value("spec: {containers: [{image: '!*:latest'}]}", arena, sources), arena);
  EXPECT_EQ(match.path, "spec.containers[1].image");
  EXPECT_EQ(sources.slice(match.at.where()), "b:latest");
}

struct ConditionRow {
  const char* key;
  const char* op;
  const char* value;
  Tri holds;
};

class Conditions : public testing::TestWithParam<ConditionRow> {};

TEST_P(Conditions, Hold) {
  Arena arena;
  SourceMap sources;
  const ConditionRow& row = GetParam();
  EXPECT_EQ(evaluate_condition(yaml_value(row.key, arena, sources), row.op, yaml_value(row.value, arena, sources), arena), row.holds)
      << row.key << " " << row.op << " " << row.value;
}

INSTANTIATE_TEST_SUITE_P(
    Operators, Conditions,
    testing::Values(ConditionRow{"abc", "Equals", "a*", Tri::kTrue}, ConditionRow{"a*", "Equals", "abc", Tri::kFalse},
                    ConditionRow{"1h", "Equals", "60m", Tri::kTrue}, ConditionRow{"3600", "Equals", "1h", Tri::kTrue},
                    ConditionRow{"1Gi", "Equals", "1024Mi", Tri::kTrue}, ConditionRow{"~", "Equals", "x", Tri::kFalse},
                    ConditionRow{"~", "NotEquals", "x", Tri::kFalse}, ConditionRow{"x", "AnyIn", "[y, 'x*']", Tri::kTrue},
                    ConditionRow{"[x, y]", "AllIn", "[x]", Tri::kFalse}, ConditionRow{"[x, y]", "AnyNotIn", "[x]", Tri::kTrue},
                    ConditionRow{"[x, y]", "AllNotIn", "[x]", Tri::kFalse}, ConditionRow{"1000000", "AnyIn", "['1e+06']", Tri::kTrue},
                    ConditionRow{"5", "AnyIn", "1-10", Tri::kTrue}, ConditionRow{"x", "AnyIn", "'[\"x\"]'", Tri::kTrue},
                    ConditionRow{"10", "GreaterThan", "9", Tri::kTrue}, ConditionRow{"v1.2.10", "GreaterThan", "v1.2.9", Tri::kTrue},
                    ConditionRow{"2Gi", "LessThan", "1Ti", Tri::kTrue}, ConditionRow{"x", "NoSuch", "x", Tri::kFalse}));

TEST(Quantity, ReadsGoDurationsAndKubernetesQuantities) {
  Arena arena;
  EXPECT_EQ(parse_duration("1h30m"), std::int64_t{5400} * 1'000'000'000);
  EXPECT_FALSE(parse_duration("5"));
  EXPECT_FALSE(parse_duration("1d"));
  EXPECT_EQ(format_duration(5'400'500'000'000), "1h30m0.5s");
  EXPECT_EQ(*parse_quantity("100m", arena), *parse_quantity("0.1", arena));
  EXPECT_EQ(*parse_quantity("1e3", arena), *parse_quantity("1k", arena));
  EXPECT_FALSE(parse_quantity("1Kib", arena));
  EXPECT_EQ(go_number(1'000'000), "1e+06");
  EXPECT_EQ(go_number(0.5), "0.5");
  EXPECT_EQ(go_number_e(8080), "8.08E+03");
}

}  // namespace
}  // namespace platlint::policy

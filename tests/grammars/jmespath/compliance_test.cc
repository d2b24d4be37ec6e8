// SPDX-License-Identifier: Apache-2.0
//
// The compliance suite of the JMESPath specification, in standard mode; and a table for Kyverno's dialect and for unknowns.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "analyzer/eval/json_value.h"
#include "analyzer/policy/query.h"

namespace platlint::policy {
namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

TEST(JmespathCompliance, Suite) {
  const std::filesystem::path folder = std::filesystem::path(PLATLINT_SHARED) / "conformance/jmespath/tests";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the compliance suite is not here";
  int total = 0;
  int right = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    Arena arena;
    const std::string text = read(entry.path());
    const auto suites = read_json(arena.copy(text), arena);
    ASSERT_TRUE(suites) << entry.path();
    for (const Value& suite : suites->items())
      for (const Value& test : suite["cases"].items()) {
        if (test["result"].is_missing() && test["error"].is_missing()) continue;
        ++total;
        const std::string expression = test["expression"].text().value_or("");
        const auto query = Query::compile(expression, Dialect::kStandard);
        bool ok = !query && !test["error"].is_missing();
        std::string got = query ? "" : query.error().message;
        if (query) {
          const auto value = query->evaluate(suite["given"], arena);
          got = value ? to_string(*value) : value.error().message;
          ok = value ? test["error"].is_missing() && same_value(*value, test["result"]) == Tri::kTrue : !test["error"].is_missing();
        }
        right += ok;
        EXPECT_TRUE(ok) << entry.path().filename() << ": " << expression << " gave " << got << ", wanted "
                        << (test["error"].is_missing() ? to_string(test["result"]) : "an error");
      }
  }
  std::printf("%d of %d cases\n", right, total);
}

TEST(JmespathDialect, Table) {
  struct Row {
    const char* expression;
    const char* expected;  // "error" or JSON
  };
  constexpr const char* kInput = R"({"a": {"b": 1}, "list": [{"n": "x"}, {"m": "y"}], "mem": "1Gi", "n": null})";
  const Row rows[] = {
      {"a.b", "1"},
      {"a.c", "error"},
      {"a.c || 'x'", "\"x\""},
      {"n.x", "null"},
      {"list[].n", "[\"x\"]"},
      {"a.c == `null`", "true"},
      {"length(list[?n=='x'])", "1"},
      {"add(mem, '1Gi')", "\"2Gi\""},
      {"divide('1', '500m')", "2"},
      {"regex_match('^x', list[0].n)", "true"},
      {"split('a/b', '/')", "[\"a\", \"b\"]"},
      {"items(a, 'k', 'v')", "[{\"k\": \"b\", \"v\": 1}]"},
      {"base64_decode('eA==')", "\"x\""},
      {"parse_yaml('x: [1]').x[0]", "1"},
      {"label_match({x: 'y'}, {x: 'y', z: 'q'})", "true"},
      {"time_add('2023-01-12T12:37:56Z', '1h')", "\"2023-01-12T13:37:56Z\""},
      {"nosuch(@)", "error"},
  };
  for (const Row& row : rows) {
    Arena arena;
    const auto input = read_json(kInput, arena);
    ASSERT_TRUE(input);
    const auto query = Query::compile(row.expression, Dialect::kKyverno);
    std::string got = "error";
    std::string wanted = row.expected;
    if (query) {
      const auto value = query->evaluate(*input, arena);
      if (value) got = to_string(*value);
      if (wanted != "error") wanted = to_string(*read_json(wanted, arena));
    }
    EXPECT_EQ(got, wanted) << row.expression;
  }
}

TEST(JmespathUnknown, SpreadsAndIsNeverNull) {
  Arena arena;
  const Value unknown = Value::unknown("var.x has no default", {}, arena);
  const Member members[] = {{"known", {}, Value::string("k")}, {"secret", {}, unknown}};
  const Value input = Value::map(members);
  for (const char* expression : {"secret", "secret.a.b", "secret == 'x'", "!secret", "secret || 'x'", "length(secret)",
                                 "[known, secret][1]", "contains(known, secret)", "to_string(@)"}) {
    const auto value = Query::compile(expression, Dialect::kKyverno)->evaluate(input, arena);
    ASSERT_TRUE(value) << expression;
    EXPECT_TRUE(value->is_unknown()) << expression << " gave " << to_string(*value);
  }
  EXPECT_EQ(to_string(*Query::compile("known || secret", Dialect::kKyverno)->evaluate(input, arena)), "\"k\"");
}

}  // namespace
}  // namespace platlint::policy

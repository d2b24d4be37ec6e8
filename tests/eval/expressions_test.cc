// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "analyzer/eval/build.h"
#include "analyzer/eval/evaluator.h"
#include "grammars/hcl/parser.h"

namespace platlint {
namespace {

// `unknown` is unknown, `bucket` a resource whose id is not known, `list` and `map` are known.
class Names final : public Scope {
 public:
  Value lookup(std::string_view root, std::span<const std::string_view>, SourceRange where, std::size_t&, Evaluation& e) override {
    if (root == "unknown") return Value::unknown("nobody said", where, e.arena);
    if (root == "yes") return Value::boolean(true);
    if (root == "list") return make_list({Value::number(1), Value::number(2)}, e.arena, Collection::kList, Type::number());
    if (root == "map") return make_map({{"a", {}, Value::string("x")}, {"b", {}, Value::string("y")}}, e.arena);
    if (root == "bucket") {
      const Refs* refs = e.arena.make<Refs>(Refs{e.arena.copy(std::vector<Ref>{{"aws_s3_bucket.b", {}, where}})});
      return make_map({}, e.arena).as_open().with_refs(refs);
    }
    if (root == "secret") return Value::string("s").with_marks(Mark::kSensitive);
    e.errors->push_back({Diagnostic::Kind::kSemantic, where, "no " + std::string(root)});
    return Value::unknown("not declared", where, e.arena);
  }
};

struct Outcome {
  std::string text;
  std::vector<std::string> refs;
  std::size_t errors = 0;
};

Outcome evaluate_text(const std::string& text) {
  const SourceFile file(0, "expression", text);
  Arena arena;
  Diagnostics errors;
  Outcome out;
  const hcl::Expr* expr = hcl::parse_expression(file, arena, errors);
  if (expr == nullptr) return {"does not parse", {}, 1};
  Names names;
  Evaluation evaluation{.arena = arena, .scope = names, .errors = &errors};
  const Value value = evaluate(*expr, evaluation);
  out.text = to_string(value);
  for (const Ref& ref : value.refs()) out.refs.push_back(std::string(ref.address) + "." + std::string(ref.attribute));
  out.errors = errors.size();
  return out;
}

TEST(Evaluator, Values) {
  const std::pair<const char*, const char*> kTable[] = {
      {"1 + 2 * 3", "7"},
      {"0.1 + 0.2", "0.3"},
      {"10 / 4", "2.5"},
      {"7 % 3", "1"},
      {"\"1\" == 1", "false"},
      {"\"a${1 + 1}b\"", "\"a2b\""},
      {"\"${[1]}\"", "[1]"},
      {"[for i, v in list : v * i]", "[0, 2]"},
      {"{for k, v in map : v => k}", "{x = \"a\", y = \"b\"}"},
      {"{for v in [\"a\", \"b\", \"a\"] : v => 1...}", "{a = [1, 1], b = [1]}"},
      {"[{n = 1}, {n = 2}][*].n", "[1, 2]"},
      {"null[*]", "[]"},
      {"\"x\"[*]", "[\"x\"]"},
      {"yes ? \"a\" : 1", "\"a\""},
      {"yes ? 1 : \"a\"", "\"1\""},
      {"yes ? [] : [1]", "[]"},
      {"merge({a = 1}, {a = 2, b = 3})", "{a = 2, b = 3}"},
      {"try(map.zzz, \"fallback\")", "\"fallback\""},
      {"can(map.zzz)", "false"},
      {"false && unknown", "false"},
      {"unknown || yes", "true"},
      {"unknown && yes", "unknown"},
      {"length([unknown, 1])", "2"},
      {"toset([\"b\", \"a\", \"b\"])", "[\"a\", \"b\"]"},
      {"upper(secret)", "(sensitive)"},
      {"<<-T\n  a\n   b\n  T\n", "\"a\n b\n\""},
      {"cidrsubnet(\"10.0.0.0/16\", 8, 2)", "\"10.0.2.0/24\""},
      {"99999999999999999999 + 1", "100000000000000000000"},
  };
  for (const auto& [text, expected] : kTable) EXPECT_EQ(evaluate_text(text).text, expected) << text;
}

TEST(Evaluator, UnknownTextKeepsWhatIsKnownOfIt) {
  EXPECT_EQ(evaluate_text("\"arn:aws:s3:::${unknown}/*\"").text, "unknown(\"arn:aws:s3:::…/*\")");
  EXPECT_EQ(evaluate_text("unknown ? \"ab\" : \"ac\"").text, "unknown(\"a…\")");
}

TEST(Evaluator, ErrorsAreUnknownsThatWereReported) {
  for (const char* text : {"map.zzz", "list[9]", "1 / 0", "null.a", "nothing", "nofunction(1)", "upper()", "1 + \"a\"", "{a = 1}[\"b\"]",
                           "[for v in 1 : v]", "{for v in [1, 1] : \"k\" => v}"}) {
    const Outcome outcome = evaluate_text(text);
    EXPECT_GT(outcome.errors, 0U) << text;
    EXPECT_TRUE(outcome.text.starts_with("unknown")) << text << " gave " << outcome.text;
  }
}

TEST(Evaluator, ReferencesTravel) {
  const std::vector<std::string> kId = {"aws_s3_bucket.b.id"};
  for (const char* text : {"bucket.id", "\"x-${bucket.id}\"", "try(bucket.id, \"\")", "upper(bucket.id)", "yes ? bucket.id : \"\"",
                           "[bucket.id][0]", "{a = bucket.id}.a", "coalesce(bucket.id, \"x\")"})
    EXPECT_EQ(evaluate_text(text).refs, kId) << text;
  EXPECT_TRUE(evaluate_text("yes ? \"\" : bucket.id").refs.empty());
}

TEST(Evaluator, WorkIsLimited) {
  const Outcome outcome = evaluate_text("[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : c]]]");
  EXPECT_GT(outcome.errors, 0U);
}

}  // namespace
}  // namespace platlint

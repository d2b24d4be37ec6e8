// SPDX-License-Identifier: Apache-2.0
//
// replace() of texts that are not known in full.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "analyzer/eval/build.h"
#include "analyzer/eval/evaluator.h"
#include "grammars/hcl/parser.h"

namespace platlint {
namespace {

// `arn` is an unknown ARN, `any` unknown, `policy` a JSON text with an unknown part.
class Names final : public Scope {
 public:
  Value lookup(std::string_view root, std::span<const std::string_view>, SourceRange where, std::size_t&, Evaluation& e) override {
    UnknownInfo info{.type = Type::string(), .not_null = true, .cause = "nobody said", .cause_range = where};
    if (root == "arn") info.prefix = "arn:aws:s3:::";
    if (root == "policy") {
      const UnknownInfo account{.type = Type::string(), .prefix = "arn:aws:iam::", .suffix = ":root"};
      const std::vector<Value> resources = {Value::string("_ARN_"), Value::string("_ARN_/*"), Value::string("x")};
      const std::vector<Member> members = {{"Principal", {}, Value::unknown(e.arena.make<UnknownInfo>(account))},
                                           {"Resource", {}, make_list(resources, e.arena)}};
      info.encoded = e.arena.make<Value>(make_map(members, e.arena));
    }
    return Value::unknown(e.arena.make<UnknownInfo>(info)).used_at(where);
  }
};

class Replace : public testing::Test {
 public:
  Value evaluate_text(const std::string& text) {
    sources_.push_back(std::make_unique<SourceFile>(0, "expression", text));
    const hcl::Expr* expr = hcl::parse_expression(*sources_.back(), arena_, errors_);
    Evaluation evaluation{.arena = arena_, .scope = names_, .errors = &errors_};
    return evaluate(*expr, evaluation);
  }
  // "beginning…end" of an unknown, a known text as it is.
  static std::string ends(const Value& value) {
    if (!value.is_unknown()) return to_string(value);
    return std::string(value.unknown_info().prefix) + "…" + std::string(value.unknown_info().suffix);
  }
  std::string ends_of(const std::string& text) { return ends(evaluate_text(text)); }

 private:
  Arena arena_;
  Diagnostics errors_;
  Names names_;
  std::vector<std::unique_ptr<SourceFile>> sources_;
};

TEST_F(Replace, KeepsTheEndsThatAreKnown) {
  EXPECT_EQ(ends_of("replace(\"a-X-b\", \"X\", arn)"), "a-arn:aws:s3:::…-b");
  EXPECT_EQ(ends_of("replace(\"a-X-X-b\", \"X\", arn)"), "a-arn:aws:s3:::…-b");
  EXPECT_EQ(ends_of("replace(\"a-b\", \"X\", arn)"), "\"a-b\"");
  EXPECT_EQ(ends_of("replace(\"a${any}b\", \"X\", \"y\")"), "a…b");
  EXPECT_EQ(ends_of("replace(\"aXb${any}bXa\", \"X\", \"y\")"), "ayb…a");
  EXPECT_EQ(ends_of("replace(\"aXb${any}b\", \"X\", arn)"), "aarn:aws:s3:::…b");
  // The placeholder may begin where the text is known no more.
  EXPECT_EQ(ends_of("replace(\"a_BUC${any}KET_b\", \"_BUCKET_\", \"y\")"), "a…b");
  EXPECT_EQ(ends_of("replace(\"aXX${any}\", \"XXX\", \"y\")"), "a…");
  EXPECT_EQ(ends_of("replace(\"XXXX${any}\", \"XXX\", \"y\")"), "y…");
  // Patterns and unknown placeholders say nothing.
  EXPECT_EQ(ends_of("replace(\"aXb\", \"/X/\", arn)"), "…");
  EXPECT_EQ(ends_of("replace(\"aXb\", any, \"y\")"), "…");
}

TEST_F(Replace, LeavesTheStructureOfPolicies) {
  const Value policy = evaluate_text("replace(policy, \"_ARN_\", arn)");
  ASSERT_NE(policy.encoded(), nullptr);
  EXPECT_EQ(ends((*policy.encoded())["Principal"]), "arn:aws:iam::…:root");
  EXPECT_EQ(ends((*policy.encoded())["Resource"][std::size_t{1}]), "arn:aws:s3:::…/*");
  EXPECT_EQ(ends((*policy.encoded())["Resource"][std::size_t{2}]), "\"x\"");
  const Value known = evaluate_text("replace(policy, \"_ARN_\", \"arn:b\")");
  ASSERT_NE(known.encoded(), nullptr);
  EXPECT_EQ(ends((*known.encoded())["Resource"][std::size_t{1}]), "\"arn:b/*\"");
  const Value text = evaluate_text("replace(\"{\\\"Resource\\\": \\\"_ARN_/*\\\"}\", \"_ARN_\", arn)");
  ASSERT_NE(text.encoded(), nullptr);
  EXPECT_EQ(ends((*text.encoded())["Resource"]), "arn:aws:s3:::…/*");
  // What changes the structure leaves none.
  EXPECT_EQ(evaluate_text("replace(policy, \"x\", \"y\\\", \\\"z\")").encoded(), nullptr);
  EXPECT_EQ(evaluate_text("replace(policy, \"\\\"\", \"'\")").encoded(), nullptr);
}

// Whatever the unknown part turns out to be, the result has the ends that were said.
RC_GTEST_FIXTURE_PROP(Replace, EndsHoldForEveryOutcome, ()) {
  const auto part = rc::gen::container<std::string>(rc::gen::elementOf(std::string("XYa")));
  const std::string head = *part;
  const std::string middle = *part;
  const std::string tail = *part;
  const std::string with = *part;
  const std::string what = *rc::gen::nonEmpty(part);
  const std::string rest = "\", \"" + what + "\", \"" + with + "\")";
  const Value said = evaluate_text("replace(\"" + head + "${any}" + tail + rest);
  const Value outcome = evaluate_text("replace(\"" + head + middle + tail + rest);
  RC_ASSERT(said.is_unknown());
  RC_ASSERT(outcome.as_string().starts_with(said.unknown_info().prefix));
  RC_ASSERT(outcome.as_string().ends_with(said.unknown_info().suffix));
}

}  // namespace
}  // namespace platlint

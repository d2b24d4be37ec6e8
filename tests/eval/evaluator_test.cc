// SPDX-License-Identifier: Apache-2.0
//
// Tables of expressions and what they evaluate to. Names in scope: `unk` (an unknown of no known type), `unkstr`, `unknum`, `unklist`,
// `unkobj` (unknowns of a type), `secret` (sensitive), `bucket` (a resource, with references).
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "analyzer/eval/build.h"
#include "analyzer/eval/convert.h"
#include "analyzer/eval/evaluator.h"
#include "grammars/hcl/parser.h"

namespace platlint {
namespace {

class Names final : public Scope {
 public:
  explicit Names(Arena& arena) {
    const auto of = [&](const Type* type, bool not_null = false) {
      return not_null ? unknown_not_null(type, arena) : unknown_of(type, arena);
    };
    const TypeAttribute attributes[] = {{"name", Type::string()}};
    const Type* object = arena.make<Type>(Type{
        .kind = TypeKind::kObject, .attributes = arena.copy(std::vector<TypeAttribute>(std::begin(attributes), std::end(attributes)))});
    const Refs* whole = arena.make<Refs>(Refs{arena.copy(std::vector<Ref>{{"aws_s3_bucket.logs", "", {}}})});
    const Refs* id = arena.make<Refs>(Refs{arena.copy(std::vector<Ref>{{"aws_s3_bucket.logs", "id", {}}})});
    const Refs* key = arena.make<Refs>(Refs{arena.copy(std::vector<Ref>{{"aws_kms_key.main", "arn", {}}})});
    UnknownInfo arn{.type = Type::string(), .not_null = true, .prefix = "arn:"};
    UnknownInfo few{.type = Type::list(Type::string(), arena), .not_null = true, .min_length = 1, .max_length = 2};
    members_ = {
        {"unk", {}, Value::unknown(nullptr)},
        {"unkbool", {}, of(Type::boolean())},
        {"unkstr", {}, of(Type::string())},
        {"unkstr_set", {}, of(Type::string(), true)},
        {"unknum", {}, of(Type::number())},
        {"unklist", {}, of(Type::list(Type::string(), arena))},
        {"unkobj", {}, of(object)},
        {"unkobj_set", {}, of(object, true)},
        {"arn", {}, Value::unknown(arena.make<UnknownInfo>(arn))},
        {"few", {}, Value::unknown(arena.make<UnknownInfo>(few))},
        {"nulllist", {}, Value::null(Type::list(Type::string(), arena))},
        {"secret", {}, Value::string("s3cret").with_marks(Mark::kSensitive)},
        {"bucket", {}, Value::unknown(nullptr).with_refs(whole)},
        {"bucket_id", {}, Value::unknown(nullptr).with_refs(id)},
        {"key_arn", {}, Value::string("arn:key").with_refs(key)},
    };
  }
  Value lookup(std::string_view root, std::span<const std::string_view>, SourceRange where, std::size_t&, Evaluation& evaluation) override {
    for (const Member& member : members_)
      if (member.key == root) return member.value;
    const std::string message = "Unknown variable: there is no variable named \"" + std::string(root) + "\".";
    evaluation.errors->push_back({Diagnostic::Kind::kSemantic, where, message});
    return Value::unknown(message, where, evaluation.arena);
  }

 private:
  std::vector<Member> members_;
};

struct Evaluated {
  SourceFile source;  // names in the value are views of it
  Arena arena;
  Diagnostics errors;
  Value value;

  explicit Evaluated(const std::string& text, bool as_template = false) : source(0, "expression", text) {
    const hcl::Expr* tree = as_template ? hcl::parse_template(source, arena, errors) : hcl::parse_expression(source, arena, errors);
    if (tree == nullptr || !errors.empty()) return;
    Names names(arena);
    Evaluation evaluation{.arena = arena, .scope = names, .errors = &errors};
    value = evaluate(*tree, evaluation);
  }

  // "error: ..." or the value; of an unknown what is known of it; then its references.
  std::string show() const {
    if (!errors.empty()) return "error: " + errors.front().message.substr(0, errors.front().message.find(':'));
    std::string text = value.is_unknown() ? unknown_text(value.unknown_info()) : to_string(value);
    if (value.is_open()) text += " open";
    for (const Ref& ref : value.refs())
      text += " <- " + std::string(ref.address) + (ref.attribute.empty() ? "" : ".") + std::string(ref.attribute);
    return text;
  }

  static std::string unknown_text(const UnknownInfo& info) {
    std::string text = "unknown " + (info.type == nullptr ? std::string("dynamic") : to_string(info.type));
    if (info.not_null) text += " not-null";
    if (!info.prefix.empty()) text += " " + std::string(info.prefix) + "*";
    if (!info.suffix.empty()) text += " *" + std::string(info.suffix);
    if (info.min != nullptr) text += " >=" + info.min->to_string();
    if (info.max != nullptr) text += " <=" + info.max->to_string();
    if (info.min_length != 0) text += " length>=" + std::to_string(info.min_length);
    if (info.max_length != 0xffffffffU) text += " length<=" + std::to_string(info.max_length);
    return text;
  }
};

struct Case {
  const char* source;
  const char* want;
};

class Expression : public testing::TestWithParam<Case> {};

TEST_P(Expression, Evaluates) { EXPECT_EQ(Evaluated(GetParam().source).show(), GetParam().want) << GetParam().source; }

const Case kOperators[] = {
    {"1 + 2 * 3", "7"},
    {"0.1 + 0.2", "0.3"},
    {"7 % -3", "1"},
    {"1 / 0", "error: Division by zero."},
    {"\"2\" * 3", "6"},
    {"1 == \"1\"", "false"},
    {"null == null", "true"},
    {"[] == {}", "false"},
    {"!\"true\"", "false"},
    {"-\"5\"", "-5"},
    {"unknum + 1", "unknown number not-null"},
    {"unkbool && false", "false"},
    {"unkbool || true", "true"},
    {"unkbool && true", "unknown bool not-null"},
    {"nothing && false", "false"},
    {"nothing || true", "true"},
    {"nothing && true", "error: Unknown variable"},
    {"true || nothing", "true"},
    {"arn == \"http://x\"", "false"},
    {"arn == \"arn:x\"", "unknown bool not-null"},
    {"null + 1", "error: Invalid operand"},
    {"bucket_id == key_arn", "unknown bool not-null <- aws_s3_bucket.logs.id <- aws_kms_key.main.arn"},
};
INSTANTIATE_TEST_SUITE_P(Operators, Expression, testing::ValuesIn(kOperators));

const Case kConditionals[] = {
    {"true ? 1 : \"a\"", "\"1\""},
    {"false ? {} : [1]", "error: Inconsistent conditional result types"},
    {"null ? 1 : 2", "error: Null condition"},
    {"true ? \"a\" : nothing", "\"a\""},
    {"unkbool ? \"arn:a\" : arn", "unknown string not-null arn:*"},
    {"unkbool ? 1 : 5", "unknown number not-null >=1 <=5"},
    {"unkbool ? 1 : unknum", "unknown number"},
    {"unkbool ? few : tolist([\"a\", \"b\", \"c\"])", "unknown list(string) not-null length>=1 length<=3"},
    {"unkbool ? few : tolist(null)", "unknown list(any)"},
    {"length(unkbool ? tolist([\"a\"]) : tolist([\"b\"]))", "1"},
    {"unkbool ? \"same\" : \"same\"", "\"same\""},
    {"unkbool ? key_arn : bucket_id", "unknown any <- aws_kms_key.main.arn <- aws_s3_bucket.logs.id"},
    {"true ? key_arn : \"other\"", "\"arn:key\" <- aws_kms_key.main.arn"},
};
INSTANTIATE_TEST_SUITE_P(Conditionals, Expression, testing::ValuesIn(kConditionals));

const Case kCollections[] = {
    {"{a = 1, \"b\" = 2, (\"c\") = 3}", "{a = 1, b = 2, c = 3}"},
    {"{key_arn.x = 1}", "error: Ambiguous attribute key"},
    {"{(null) = 1}", "error: Null value as key"},
    {"[for k, v in {b = 1, a = 2} : \"${k}${v}\"]", "[\"a2\", \"b1\"]"},
    {"{for v in [\"a\", \"b\"] : v => upper(v)}", "{a = \"A\", b = \"B\"}"},
    {"{for v in [1, 1] : v => v}", "error: Duplicate object key"},
    {"{for v in [1, 1] : v => v...}", "{1 = [1, 1]}"},
    // Calls that no element has a part in are made once; those in which one has, each time.
    {"[for i in [1, 2] : concat([i], [9])]", "[[1, 9], [2, 9]]"},
    {"[for i in [1, 2] : [for j in [3, 4] : concat([i], [5])]]", "[[[1, 5], [1, 5]], [[2, 5], [2, 5]]]"},
    {"[for i in [1, 2] : [for j in [3, 4] : concat([j], [5])]]", "[[[3, 5], [4, 5]], [[3, 5], [4, 5]]]"},
    {"[for i in [1, 2] : [for i in [3, 4] : keys({a = 1})]]", "[[[\"a\"], [\"a\"]], [[\"a\"], [\"a\"]]]"},
    {"[for k, v in {a = 1, b = 2} : merge({a = 3, b = 4}, {})[k] + v]", "[4, 6]"},
    {"[for i in [1, 2] : try(concat(null), i)]", "[1, 2]"},
    {"[for i in [0, 1] : flatten([for x in [[7], [8]] : x])[i]]", "[7, 8]"},
    {"[for v in null : v]", "error: Iteration over null value"},
    {"[for v in unkstr : v]", "error: Iteration over non-iterable value"},
    {"[for v in unklist : v]", "unknown dynamic"},
    {"[for v in [1, 2] : v if v > unknum][0]", "unknown dynamic"},
    {"[1, 2][\"1\"]", "2"},
    {"[1, 2][2]", "error: Invalid index"},
    {"{a = 1}[\"a\"]", "1"},
    {"unklist[0]", "unknown string"},
    {"unklist[\"x\"]", "error: Invalid index"},
    {"unkstr[\"x\"]", "error: Invalid index"},
    {"unkobj[\"name\"]", "unknown string"},
    {"unkobj[\"nope\"]", "error: Invalid index"},
    {"unkobj.nope", "error: Unsupported attribute"},
    {"null.a", "error: Attempt to get attribute from null value"},
    {"tolist([\"a\", null])", "[\"a\", null]"},
};
INSTANTIATE_TEST_SUITE_P(Collections, Expression, testing::ValuesIn(kCollections));

const Case kSplats[] = {
    {"[{a = 1}, {a = 2}][*].a", "[1, 2]"},
    {"null[*]", "[]"},
    {"nulllist[*]", "error: Splat of null value"},
    {"\"x\"[*]", "[\"x\"]"},
    {"unkstr[*]", "unknown dynamic"},
    {"unkobj.*.name", "unknown dynamic"},
    {"unkobj.*.nope", "error: Unsupported attribute"},
    {"length(unkobj_set.*.name)", "1"},
    {"length(unkstr_set[*])", "1"},
    {"bucket[*].arn", "unknown dynamic <- aws_s3_bucket.logs.arn"},
    {"bucket.id", "unknown dynamic <- aws_s3_bucket.logs.id"},
};
INSTANTIATE_TEST_SUITE_P(Splats, Expression, testing::ValuesIn(kSplats));

const Case kTry[] = {
    {"try(null.a, \"b\")", "\"b\""},
    {"try(null.a)", "error: Error in function call"},
    {"can(null.a)", "false"},
    {"can(1)", "true"},
    {"can(unkstr)", "unknown bool not-null"},
    {"can(regex(\"^a\", unkstr))", "unknown bool not-null"},
    {"core::upper(\"a\")", "\"A\""},
    {"max([1, 3, 2]...)", "3"},
    {"max(null...)", "error: Invalid expanding argument value"},
    {"nothing(1)", "error: Call to unknown function"},
};
INSTANTIATE_TEST_SUITE_P(Calls, Expression, testing::ValuesIn(kTry));

const Case kQuoted[] = {{"\"${true}\"", "true"}, {"\" ${~ true ~} \"", "\"true\""}, {"\"${[1]}\"", "[1]"}, {"\"${1}${2}\"", "\"12\""}};
INSTANTIATE_TEST_SUITE_P(Quoted, Expression, testing::ValuesIn(kQuoted));

class TemplateText : public testing::TestWithParam<Case> {};

TEST_P(TemplateText, Evaluates) { EXPECT_EQ(Evaluated(GetParam().source, true).show(), GetParam().want) << GetParam().source; }

const Case kTemplates[] = {
    {"a", "\"a\""},
    {"${true}", "true"},
    {" ${~ true ~} ", "\"true\""},
    {"${true} ", "\"true \""},
    {"${unk}", "unknown dynamic"},
    {"arn:${unkstr}/*", "unknown string not-null arn:* */*"},
    {"x${arn}", "unknown string not-null xarn:*"},
    {"${bucket_id}-${key_arn}", "unknown string not-null *-arn:key <- aws_s3_bucket.logs.id <- aws_kms_key.main.arn"},
    {"a ${null}", "error: Invalid template interpolation value"},
    {"%{ for v in [1, 2] }${v},%{ endfor }", "\"1,2,\""},
    {"%{ if false }a%{ else }b%{ endif }", "\"b\""},
    {"e\u0301", "\"\u00e9\""},
};
INSTANTIATE_TEST_SUITE_P(Templates, TemplateText, testing::ValuesIn(kTemplates));

TEST(Marks, TravelThroughExpressions) {
  for (const char* source :
       {"secret", "\"a${secret}\"", "secret == \"x\"", "true ? secret : \"a\"", "secret == \"s3cret\" ? null : \"a\"", "upper(secret)",
        "{(secret) = 1}", "{for v in [1] : secret => v}", "[for v in [1] : v if secret != \"\"]", "can(upper(secret))"}) {
    const Evaluated evaluated(source);
    EXPECT_TRUE(evaluated.errors.empty()) << source;
    EXPECT_TRUE(evaluated.value.is_sensitive()) << source;
  }
}

// Text of an expression that parses, chosen by a row of numbers.
std::string some_expression(const std::vector<std::uint8_t>& choices, std::size_t& at, int depth) {
  static const char* const kLeaves[] = {"unk",    "unkbool", "unkstr", "unknum", "unklist", "unkobj_set", "few",   "nulllist", "secret",
                                        "bucket", "key_arn", "null",   "true",   "-1",      "\"a\"",      "1e400", "[]",       "{}"};
  static const char* const kSigns[] = {" + ", " / ", " % ", " == ", " != ", " && ", " || ", " < "};
  const auto next = [&](std::size_t limit) { return at < choices.size() ? choices[at++] % limit : 0U; };
  const auto inner = [&] { return some_expression(choices, at, depth + 1); };
  if (depth > 5 || at >= choices.size()) return kLeaves[next(std::size(kLeaves))];
  switch (next(14)) {
    case 0:
      return "(" + inner() + " ? " + inner() + " : " + inner() + ")";
    case 1: {
      const std::string op = kSigns[next(std::size(kSigns))];
      return "(" + inner() + op + inner() + ")";
    }
    case 2:
      return "[" + inner() + ", " + inner() + "]";
    case 3:
      return "{(" + inner() + ") = " + inner() + ", b = " + inner() + "}";
    case 4:
      return "[for v in " + inner() + " : [v, " + inner() + "] if " + inner() + "]";
    case 5:
      return "{for k, v in " + inner() + " : " + inner() + " => v...}";
    case 6:
      return "(" + inner() + ")[" + inner() + "]";
    case 7:
      return "(" + inner() + ")[*].name";
    case 8:
      return "(" + inner() + ").name";
    case 9:
      return "\"x${" + inner() + "}y\"";
    case 10:
      return "try(" + inner() + ", " + inner() + ")";
    case 11:
      return "can(" + inner() + ")";
    case 12:
      return "merge(" + inner() + "...)";
    default:
      return kLeaves[next(std::size(kLeaves))];
  }
}

bool holds_secret(const std::string& text) { return text.find("s3cret") != std::string::npos; }

// Nothing that people can type makes the evaluator crash; equal input gives equal output; what is sensitive is never shown.
RC_GTEST_PROP(Evaluator, SurvivesAnyExpression, ()) {
  const auto choices = *rc::gen::container<std::vector<std::uint8_t>>(rc::gen::arbitrary<std::uint8_t>());
  std::size_t at = 0;
  const std::string text = some_expression(choices, at, 0);
  const Evaluated evaluated(text);
  RC_ASSERT(evaluated.show() == Evaluated(text).show());
  RC_ASSERT(!holds_secret(to_string(evaluated.value)));
  for (const Diagnostic& d : evaluated.errors) RC_ASSERT(d.kind != Diagnostic::Kind::kSyntax && !holds_secret(d.message));
  RC_TAG(evaluated.errors.empty() ? "evaluates" : "error");
}

TEST(Limits, DeepNestingIsUnknown) {
  std::string text = "1";
  for (int i = 0; i < 3000; ++i) text = "(" + text + ")";
  const Evaluated evaluated(text);
  EXPECT_FALSE(evaluated.errors.empty());
}

}  // namespace
}  // namespace platlint

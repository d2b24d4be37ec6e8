// SPDX-License-Identifier: Apache-2.0
#include "analyzer/policy/resource_rule.h"

#include <gtest/gtest.h>

#include <string>

#include "analyzer/model/program.h"
#include "analyzer/policy/policy_rule.h"
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

std::string text_of(const std::string& check) {
  return "apiVersion: platlint.dev/v1\nkind: ResourceRule\nid: a-rule\nsummary: a rule\nseverity: low\nchecks:\n- kinds: [thing]\n  "
         "message: wrong\n" +
         check;
}

// What the check says of a resource with this body: "pass", "fail PATH" or "unknown PATH", one for each finding.
std::string judge(const std::string& check, std::vector<Member> members, Arena& arena) {
  const auto rule = compile_policy_rule(text_of(check), "a_rule");
  if (!rule) return rule.error().message;
  Resource resource;
  resource.kind = "terraform/thing";
  resource.name = "x";
  resource.body = Value::map(arena.copy(members));
  const Program program;
  const Settings settings;
  std::vector<Finding> found;
  RuleContext context(program, settings, found);
  context.begin((*rule)->meta(), &resource);
  (*rule)->check(resource, context);
  std::string out;
  for (const Finding& finding : found)
    out += (out.empty() ? "" : "; ") + std::string(finding.status == Status::kFail ? "fail " : "unknown ") + finding.attribute;
  return out.empty() ? "pass" : out;
}

class Conditions : public testing::Test {
 protected:
  Value unknown() { return Value::unknown("var.x has no default", {}, arena_); }
  Value list(std::vector<Value> items) { return Value::list(arena_.copy(items)); }
  Value map(std::vector<Member> members) { return Value::map(arena_.copy(members)); }
  Value blocks(std::vector<Value> items) { return list(std::move(items)).as_block_list(); }
  std::string on(const std::string& check, std::vector<Member> members) { return judge(check, std::move(members), arena_); }

  Arena arena_;
};

TEST_F(Conditions, AbsentIsJudgedByTheDefault) {
  EXPECT_EQ(on("  require: {on: true}\n", {}), "fail on");
  EXPECT_EQ(on("  require: {on: {is: true, default: true}}\n", {}), "pass");
  EXPECT_EQ(on("  require: {on: {is: true, default: true}}\n", {{"on", {}, Value::null()}}), "pass");
  EXPECT_EQ(on("  require: {days: {at_least: 7, default: 0}}\n", {}), "fail days");
  EXPECT_EQ(on("  forbid: {on: true}\n", {}), "pass");
}

TEST_F(Conditions, UnknownIsNeitherPassNorFail) {
  EXPECT_EQ(on("  require: {on: true}\n", {{"on", {}, unknown()}}), "unknown on");
  EXPECT_EQ(on("  require: {on: {is: true, default: true}}\n", {{"on", {}, unknown()}}), "unknown on");
  EXPECT_EQ(on("  when: {kind: a}\n  require: {on: true}\n", {{"kind", {}, unknown()}}), "unknown kind");
  EXPECT_EQ(on("  when: {kind: a}\n  require: {on: true}\n", {{"kind", {}, Value::string("b")}}), "pass");
  // Another part that is certain decides all the same.
  EXPECT_EQ(on("  require: {on: true, off: true}\n", {{"on", {}, unknown()}, {"off", {}, Value::boolean(false)}}), "fail off");
  EXPECT_EQ(on("  require: {any: [{on: true}, {off: true}]}\n", {{"on", {}, unknown()}, {"off", {}, Value::boolean(true)}}), "pass");
}

TEST_F(Conditions, TextsConvertAsTerraformDoes) {
  EXPECT_EQ(on("  require: {on: true}\n", {{"on", {}, Value::string("true")}}), "pass");
  EXPECT_EQ(on("  require: {port: [22, 80]}\n", {{"port", {}, Value::string("80")}}), "pass");
  EXPECT_EQ(on("  require: {port: {at_least: 80}}\n", {{"port", {}, Value::string("79")}}), "fail port");
}

TEST_F(Conditions, PlainTestsAskTheFirstBlockAndEveryAsksAll) {
  const Value two = blocks({map({{"on", {}, Value::boolean(true)}}), map({{"on", {}, Value::boolean(false)}})});
  EXPECT_EQ(on("  require: {disk.on: true}\n", {{"disk", {}, two}}), "pass");
  EXPECT_EQ(on("  require: {disk: {every: {on: true}}}\n", {{"disk", {}, two}}), "fail disk.on");
  EXPECT_EQ(on("  require: {disk: {some: {on: true}}}\n", {{"disk", {}, two}}), "pass");
  EXPECT_EQ(on("  each: disk\n  require: {on: true}\n", {{"disk", {}, two}}), "fail disk.on");
  EXPECT_EQ(on("  each: disk\n  require: {on: true}\n", {}), "pass");
  EXPECT_EQ(on("  require: {disk: {some: {}}}\n", {}), "fail disk");
}

TEST_F(Conditions, ListsThatMayHoldMoreAreUnknownUnlessAnItemDecides) {
  const Value open = blocks({map({{"on", {}, Value::boolean(true)}})}).as_open();
  EXPECT_EQ(on("  require: {disk: {every: {on: true}}}\n", {{"disk", {}, open}}), "unknown disk");
  EXPECT_EQ(on("  require: {disk: {every: {on: false}}}\n", {{"disk", {}, open}}), "fail disk.on");
  EXPECT_EQ(on("  require: {disk: {some: {on: true}}}\n", {{"disk", {}, open}}), "pass");
}

TEST_F(Conditions, StarsInPoliciesAreItemsNotParts) {
  EXPECT_EQ(on("  forbid: {Action: {has: \"*\"}}\n", {{"Action", {}, Value::string("s3:*")}}), "pass");
  EXPECT_EQ(on("  forbid: {Action: {has: \"*\"}}\n", {{"Action", {}, list({Value::string("a"), Value::string("*")})}}), "fail Action");
  EXPECT_EQ(on("  forbid: {Action: {allows: \"iam:PassRole\"}}\n", {{"Action", {}, Value::string("IAM:pass*")}}), "fail Action");
  EXPECT_EQ(on("  forbid: {Action: {allows: \"iam:PassRole\"}}\n", {{"Action", {}, Value::string("iam:Get*")}}), "pass");
}

TEST_F(Conditions, SomethingComputedIsSet) {
  const UnknownInfo read{.computed = true};
  EXPECT_EQ(on("  require: {key: {set: true}}\n", {{"key", {}, Value::unknown(&read)}}), "pass");
  EXPECT_EQ(on("  require: {key: {set: true}}\n", {{"key", {}, unknown()}}), "unknown key");
  EXPECT_EQ(on("  require: {key: {set: true}}\n", {{"key", {}, Value::string("")}}), "fail key");
}

// A dynamic block over something unknown: none, or any number of blocks that look alike.
TEST_F(Conditions, WhatHoldsWithAndWithoutBlocksHolds) {
  const auto some_of = [&](std::vector<Member> block) {
    const UnknownInfo info{.element = arena_.make<Value>(map(std::move(block)))};
    return Value::unknown(arena_.make<UnknownInfo>(info)).as_block_list().as_open();
  };
  const std::vector<Member> off = {{"encryption", {}, some_of({{"mode", {}, Value::string("none")}})}};
  const std::vector<Member> on_if_there = {{"encryption", {}, some_of({{"mode", {}, Value::string("kms")}})}};
  const std::vector<Member> nested = {{"encryption", {}, some_of({{"key", {}, blocks({map({{"mode", {}, Value::string("none")}})})}})}};
  EXPECT_EQ(on("  require: {encryption.mode: [kms, aes]}\n", off), "fail encryption.mode");
  EXPECT_EQ(on("  require: {encryption.mode: [kms, aes]}\n", on_if_there), "unknown encryption.mode");
  EXPECT_EQ(on("  require: {encryption.mode: {is: kms, default: kms}}\n", on_if_there), "pass");
  EXPECT_EQ(on("  require: {encryption.key.mode: kms}\n", nested), "fail encryption.key.mode");
  EXPECT_EQ(on("  require: {encryption: {some: {mode: kms}}}\n", off), "fail encryption");
  EXPECT_EQ(on("  require: {encryption: {some: {mode: kms}}}\n", on_if_there), "unknown encryption");
  EXPECT_EQ(on("  require: {encryption.key: {none: {mode: kms}}}\n", nested), "pass");
  EXPECT_EQ(on("  forbid: {encryption: {some: {mode: kms}}}\n", off), "pass");
  EXPECT_EQ(on("  require: {encryption: {every: {mode: kms}}}\n", off), "unknown encryption");
  EXPECT_EQ(on("  each: encryption\n  forbid: {mode: kms}\n", off), "pass");
  EXPECT_EQ(on("  each: encryption\n  forbid: {mode: kms}\n", on_if_there), "unknown encryption");
}

TEST_F(Conditions, KnownEndsOfUnknownTextsDecide) {
  const UnknownInfo info{.type = Type::string(), .not_null = true, .prefix = "arn:", .suffix = ":iam::aws:policy/ReadOnlyAccess"};
  const Value arn = Value::unknown(arena_.make<UnknownInfo>(info));
  EXPECT_EQ(on("  forbid: {arn: {matches: \"arn:*:policy/AdministratorAccess\"}}\n", {{"arn", {}, arn}}), "pass");
  EXPECT_EQ(on("  forbid: {arn: {matches: \"arn:*:policy/ReadOnlyAccess\"}}\n", {{"arn", {}, arn}}), "unknown arn");
}

TEST_F(Conditions, MistakesAreTold) {
  EXPECT_NE(on("  require: {on: {mach: x}}\n", {}).find("\"mach\" is not a test"), std::string::npos);
  EXPECT_NE(on("  require: {\"refers x.y\": {some: {}}}\n", {}).find("\"refers\" does not join"), std::string::npos);
  EXPECT_NE(on("  require: {on: true}\n  forbid: {on: true}\n", {}).find("one of require and forbid"), std::string::npos);
  EXPECT_NE(on("", {}).find("require or forbid"), std::string::npos);
  EXPECT_NE(on("  wants: {}\n", {}).find("\"wants\" is no part of a check"), std::string::npos);
}

}  // namespace
}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
//
// Whole policies: test suites from an in-memory tree, and policies as rules over resources of other domains.
#include <gtest/gtest.h>

#include "analyzer/policy/policy_rule.h"
#include "analyzer/policy/test_runner.h"

namespace platlint {
namespace {

constexpr const char* kPolicy = R"(
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: {name: no-latest}
spec:
  rules:
    - name: tag
      match: {any: [{resources: {kinds: [Pod]}}]}
      validate:
        message: no latest
        pattern: {spec: {containers: [{image: "!*:latest"}]}}
    - name: owner
      match: {any: [{resources: {kinds: [Pod]}}]}
      preconditions: {all: [{key: "{{ request.operation }}", operator: Equals, value: UPDATE}]}
      validate:
        deny: {conditions: {all: [{key: "{{ request.object.metadata.labels.owner || '' }}", operator: Equals, value: ""}]}}
    - name: broken
      match: {any: [{resources: {kinds: [Pod]}}]}
      validate:
        deny: {conditions: {all: [{key: "{{ request.object.metadata.nosuch }}", operator: Equals, value: ""}]}}
)";

constexpr const char* kResources = R"(
apiVersion: v1
kind: Pod
metadata: {name: good}
spec: {containers: [{name: a, image: "a:1"}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: bad, namespace: shop}
spec: {template: {spec: {containers: [{name: a, image: "a:latest"}]}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: a, image: "a:latest"}]}}}}}
---
apiVersion: v1
kind: Service
metadata: {name: other}
)";

constexpr const char* kTest = R"(
apiVersion: cli.kyverno.io/v1alpha1
kind: Test
metadata: {name: t}
policies: [../policy.yaml]
resources: [resources.yaml]
results:
  - {policy: no-latest, rule: tag, kind: Pod, resources: [good], result: pass}
  - {policy: no-latest, rule: tag, kind: Deployment, resources: [shop/bad], result: fail}
  - {policy: no-latest, rule: autogen-cronjob-tag, kind: CronJob, resources: [nightly], result: fail}
  - {policy: no-latest, rule: tag, kind: Service, resources: [other], result: fail}
  - {policy: no-latest, rule: owner, kind: Pod, resources: [good], result: skip}
  - {policy: no-latest, rule: owner, kind: Pod, resources: [good], operation: UPDATE, result: fail}
  - {policy: no-latest, rule: broken, kind: Pod, resources: [good], result: error}
  - {policy: nowhere, rule: x, kind: Pod, resources: [good], result: pass}
)";

TEST(PolicyTests, JudgeEveryRow) {
  MemoryFileSystem files;
  files.add("p/policy.yaml", kPolicy);
  files.add("p/test/resources.yaml", kResources);
  files.add("p/test/kyverno-test.yaml", kTest);
  const TestReport report = run_policy_tests(files, "p");
  std::string actual;
  for (const TestRow& row : report.rows) actual += std::to_string(row.row) + " " + row.resource + " " + row.actual + "\n";
  EXPECT_EQ(actual,
            "0 default/good pass\n1 shop/bad fail\n2 default/nightly fail\n3 default/other excluded\n4 default/good skip\n5 default/good "
            "fail\n6 default/good error\n7  missing\n");
  EXPECT_TRUE(report.problems.empty());
  EXPECT_TRUE(report.rows[3].holds(false));  // as Kyverno counts
  EXPECT_FALSE(report.rows[3].holds(true));
}

TEST(PolicyTests, SayWhatCannotBeRead) {
  MemoryFileSystem files;
  files.add("kyverno-test.yaml", "policies: [gone.yaml, ../../etc/passwd]\nresults: []\n");
  EXPECT_EQ(run_policy_tests(files, "").problems.size(), 2U);
}

std::string judge(const PolicyRule& rule, const Resource& resource) {
  const Program program;
  const Settings settings;
  std::vector<Finding> found;
  RuleContext context(program, settings, found);
  context.begin(rule.meta(), &resource);
  rule.check(resource, context);
  std::string out;
  for (const Finding& finding : found)
    out += std::string(finding.status == Status::kFail ? "fail" : "unknown") + " " + finding.attribute + ": " + finding.message + "\n";
  return out;
}

TEST(PolicyRules, SeeTerraformBodies) {
  const SourceFile file(0, "policy.yaml", R"(
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata:
  name: Buckets
  annotations: {policies.kyverno.io/severity: high}
spec:
  rules:
    - name: private
      match: {any: [{resources: {kinds: [terraform/aws_s3_bucket]}}]}
      validate:
        message: bucket {{ request.object.metadata.name }} is public
        pattern: {acl: private}
)");
  const PolicyRules policies = compile_policies(file);
  ASSERT_EQ(policies.rules.size(), 1U);
  EXPECT_TRUE(policies.diagnostics.empty());
  const RuleMeta& meta = policies.rules[0]->meta();
  EXPECT_EQ(meta.id, "policy-buckets-private");
  EXPECT_EQ(meta.severity, Severity::kHigh);
  ASSERT_EQ(meta.kinds.size(), 1U);
  EXPECT_EQ(meta.kinds[0], "terraform/aws_s3_bucket");

  Arena arena;
  const auto bucket = [&](const Value& acl) {
    Resource resource;
    resource.kind = "terraform/aws_s3_bucket";
    resource.name = "logs";
    const Member members[] = {{"acl", {}, acl}};
    resource.body = Value::map(arena.copy(std::span<const Member>(members)));
    return resource;
  };
  EXPECT_EQ(judge(*policies.rules[0], bucket(Value::string("public-read"))), "fail acl: bucket logs is public\n");
  EXPECT_EQ(judge(*policies.rules[0], bucket(Value::string("private"))), "");
  EXPECT_EQ(judge(*policies.rules[0], bucket(Value::unknown("var.acl has no default", {}, arena))).substr(0, 11), "unknown acl");
}

TEST(PolicyRules, MistakesStandInThePolicyFile) {
  const SourceFile file(0, "policy.yaml", R"(
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: {name: p}
spec:
  rules:
    - name: r
      validate:
        deny: {conditions: [{key: "{{ a[ }}", operator: Same, value: 1}]}
)");
  const PolicyRules policies = compile_policies(file);
  ASSERT_EQ(policies.diagnostics.size(), 3U);
  for (const Diagnostic& diagnostic : policies.diagnostics) EXPECT_EQ(diagnostic.range.file, 0U);
}

}  // namespace
}  // namespace platlint

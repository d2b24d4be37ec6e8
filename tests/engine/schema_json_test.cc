// SPDX-License-Identifier: Apache-2.0
//
// JSON does not tell blocks from arguments; the provider's schema does, for the rules that ask it. (JSON has no comments, so a rule's page
// cannot mark its lines.)
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/engine/run.h"

namespace platlint {
namespace {

std::vector<std::string> attributes(std::string_view json) {
  MemoryFileSystem files;
  files.add("main.tf.json", std::string(json));
  RunOptions options;
  options.rules = {"terraform-unknown-argument", "terraform-missing-argument", "terraform-computed-argument",
                   "terraform-wrong-resource-argument-type"};
  const auto result = run(files, options);
  EXPECT_TRUE(result);
  std::vector<std::string> out;
  if (result)
    for (const Finding& finding : result->report.findings) out.push_back(std::string(finding.rule->id) + " " + finding.attribute);
  return out;
}

TEST(SchemaOfJson, BlocksAreReadAsTheSchemaSays) {
  EXPECT_THAT(attributes(R"({"resource": {"aws_eks_cluster": {"c": {
        "//": "a comment",
        "name": "main",
        "lifecycle": {"prevent_destroy": true},
        "vpc_config": {"subnet_id": ["a"], "cluster_security_group_id": "sg-1"},
        "encryption_config": [{"provider": {"key_arn": ["x"]}, "resources": ["secrets"]}, {"resources": "secrets"}],
        "dynamic": {"upgrade_policy": [{"for_each": [1], "content": {"support_typ": "STANDARD"}}]},
        "timeouts": {"create": "5m"}
      }}}})"),
              testing::UnorderedElementsAre("terraform-missing-argument role_arn", "terraform-missing-argument vpc_config.subnet_ids",
                                            "terraform-unknown-argument vpc_config.subnet_id",
                                            "terraform-computed-argument vpc_config.cluster_security_group_id",
                                            "terraform-wrong-resource-argument-type encryption_config.provider.key_arn",
                                            "terraform-missing-argument encryption_config.provider",
                                            "terraform-wrong-resource-argument-type encryption_config.resources",
                                            "terraform-unknown-argument upgrade_policy.support_typ"));
}

TEST(SchemaOfJson, WhatIsRightIsRightInJson) {
  EXPECT_THAT(attributes(R"({"resource": {"aws_security_group": {"g": [{
        "ingress": [{"from_port": 443, "to_port": "443", "protocol": "tcp", "cidr_blocks": ["10.0.0.0/8"]}],
        "egress": [],
        "tags": {"a": "b", "bukcet": "c"}
      }]},
      "aws_lb_listener": {"l": {"load_balancer_arn": "${var.lb}", "dynamic": {"default_action": {"for_each": "${var.a}", "content": {"type": "forward"}}}}},
      "aws_s3_bucket": {"b": {"lifecycle_rule": {"enabled": true}, "count": 2, "depends_on": ["aws_security_group.g"]}}
    }})"),
              testing::IsEmpty());
}

}  // namespace
}  // namespace platlint

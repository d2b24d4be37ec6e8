// SPDX-License-Identifier: Apache-2.0
#include "analyzer/model/aws_schema.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace platlint::aws {
namespace {

constexpr auto kResource = SchemaKind::kResource;
constexpr auto kData = SchemaKind::kData;

std::string versions(SchemaKind kind, std::string_view type, std::string_view path) { return describe(versions_with(kind, type, path)); }

TEST(AwsSchema, SaysWhichVersionsHaveAnArgument) {
  struct Row {
    SchemaKind kind;
    std::string_view type;
    std::string_view path;
    std::string_view versions;
  };
  constexpr Row kRows[] = {
      {kResource, "aws_s3_bucket", "bucket", "3 to 6"},
      {kResource, "aws_s3_bucket", "region", "3 to 6"},
      {kResource, "aws_s3_bucket", "bukcet", ""},
      {kResource, "aws_s3_bucket", "lifecycle_rule.transition.storage_class", "3 to 6"},
      {kResource, "aws_s3_bucket", "lifecycle_rule.transition.class", ""},
      {kResource, "aws_eip", "vpc", "3 to 5"},
      {kResource, "aws_sqs_queue", "region", "6"},
      {kResource, "aws_instance", "cpu_options.core_count", "4 to 6"},
      {kResource, "aws_instance", "placement_group_id", "6"},
      {kResource, "aws_vpc_security_group_ingress_rule", "ip_protocol", "4 to 6"},
      {kResource, "aws_security_group", "ingress.cidr_blocks", "3 to 6"},
      {kResource, "aws_db_instance", "password_wo", "5 and 6"},
      {kResource, "aws_elasticsearch_domain", "timeouts.update", "3 to 6"},
      {kResource, "aws_iam_policy_document", "statement", ""},
      {kData, "aws_iam_policy_document", "statement.condition.test", "3 to 6"},
      {kData, "aws_s3_bucket", "bucket", "3 to 6"},
      {kResource, "aws_s3_bucket_object", "key", "3 to 6"},
      {kResource, "aws_no_such_thing", "name", ""},
      {kResource, "", "", ""},
      // A part of it is not in the table: all that can be said is which versions have the whole.
      {kResource, "aws_wafv2_web_acl", "rule.statement.geo_match_statement", "3 to 6"},
  };
  for (const Row& row : kRows) EXPECT_EQ(versions(row.kind, row.type, row.path), row.versions) << row.type << "." << row.path;
}

TEST(AwsSchema, SaysWhatAnArgumentIs) {
  const auto name = find_argument(kResource, "aws_eks_cluster", "name", 6);
  ASSERT_TRUE(name);
  EXPECT_TRUE(name->required);
  EXPECT_EQ(name->shape, SchemaShape::kText);

  const auto arn = find_argument(kResource, "aws_eks_cluster", "arn", 6);
  ASSERT_TRUE(arn);
  EXPECT_TRUE(arn->computed_only);

  const auto vpc = find_argument(kResource, "aws_eks_cluster", "vpc_config", 6);
  ASSERT_TRUE(vpc);
  EXPECT_EQ(vpc->shape, SchemaShape::kBlock);
  EXPECT_TRUE(vpc->required);
  EXPECT_FALSE(vpc->repeats);

  const auto subnets = find_argument(kResource, "aws_eks_cluster", "vpc_config.subnet_ids", 6);
  ASSERT_TRUE(subnets);
  EXPECT_EQ(subnets->shape, SchemaShape::kSet);
  EXPECT_EQ(subnets->element, SchemaShape::kText);

  const auto tags = find_argument(kResource, "aws_sqs_queue", "tags", 6);
  ASSERT_TRUE(tags);
  EXPECT_EQ(tags->shape, SchemaShape::kMap);

  const auto ingress = find_argument(kResource, "aws_security_group", "ingress", 6);
  ASSERT_TRUE(ingress);
  EXPECT_EQ(ingress->element, SchemaShape::kObject);

  EXPECT_TRUE(find_argument(kResource, "aws_eip", "domain", 4)->computed_only);
  EXPECT_FALSE(find_argument(kResource, "aws_eip", "domain", 5)->computed_only);
  EXPECT_FALSE(find_argument(kResource, "aws_eip", "vpc", 6));
  EXPECT_FALSE(find_argument(kResource, "aws_cloud9_environment_ec2", "image_id", 4)->required);
  EXPECT_TRUE(find_argument(kResource, "aws_cloud9_environment_ec2", "image_id", 5)->required);
}

// Every section is found by halving, is in order, and every line of it can be read: this reads the whole table.
TEST(AwsSchema, EveryTypeAndItsBlocksCanBeRead) {
  std::size_t arguments = 0;
  for (const SchemaKind kind : {kResource, kData}) {
    const auto& types = all_types(kind);
    EXPECT_TRUE(std::is_sorted(types.begin(), types.end()));
    EXPECT_GT(types.size(), 600U);
    for (const std::string_view type : types) {
      const auto schema = schema_of(kind, type);
      ASSERT_TRUE(schema) << type;
      EXPECT_NE(schema->majors, 0) << type;
      std::vector<SchemaBlock> open = {*schema};
      while (!open.empty()) {
        const SchemaBlock block = open.back();
        open.pop_back();
        std::string_view before;
        for (const SchemaArgument& argument : arguments_of(block)) {
          ++arguments;
          EXPECT_FALSE(argument.name.empty()) << type;
          EXPECT_LE(before, argument.name) << type;
          EXPECT_EQ(argument.majors & ~block.majors, 0) << type << "." << argument.name;
          EXPECT_FALSE(argument.required && argument.computed_only) << type << "." << argument.name;
          before = argument.name;
          const SchemaBlock inside = inside_of(argument);
          EXPECT_TRUE(argument.shared.empty() || inside.known()) << type << "." << argument.name;
          if (inside.known()) open.push_back(inside);
        }
      }
    }
  }
  EXPECT_GT(arguments, 50000U);
  RecordProperty("arguments", static_cast<int>(arguments));
}

TEST(AwsSchema, SaysWhichTypesTakeTags) {
  const auto& types = all_types(kResource);
  EXPECT_GT(std::count_if(types.begin(), types.end(), [](std::string_view type) { return takes_tags(type); }), 780);
  EXPECT_TRUE(takes_tags("aws_s3_bucket"));
  EXPECT_TRUE(takes_tags("aws_accessanalyzer_analyzer"));
  EXPECT_TRUE(takes_tags("aws_opsworks_stack"));      // until version 5
  EXPECT_FALSE(takes_tags("aws_autoscaling_group"));  // its tags are blocks of its own
  EXPECT_FALSE(takes_tags("aws_iam_policy_attachment"));
  EXPECT_FALSE(takes_tags("google_compute_instance"));
}

TEST(AwsSchema, NearestNames) {
  EXPECT_EQ(nearest_type(kResource, "aws_s3_buckets"), "aws_s3_bucket");
  EXPECT_EQ(nearest_type(kResource, "aws_secrity_group"), "aws_security_group");
  EXPECT_EQ(nearest_type(kData, "aws_iam_policy_documents"), "aws_iam_policy_document");
  EXPECT_EQ(nearest_type(kResource, "aws_flux_capacitor"), "");
  EXPECT_EQ(nearest_type(kResource, "aws_"), "");
  EXPECT_TRUE(is_slip("bukcet", "bucket"));
  EXPECT_TRUE(is_slip("namee", "name"));
  EXPECT_FALSE(is_slip("acl", "all"));
  EXPECT_FALSE(is_slip("field", "filter"));
  EXPECT_FALSE(is_slip("", "a"));
}

}  // namespace
}  // namespace platlint::aws

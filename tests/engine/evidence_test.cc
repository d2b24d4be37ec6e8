// SPDX-License-Identifier: Apache-2.0
//
// What `--evidence` says of resources in which nothing was found: a pass only where everything that a rule asks is known.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/engine/run.h"
#include "analyzer/source/file_system.h"

namespace platlint {
namespace {

// The statuses of one rule's findings in that code.
std::vector<Status> statuses(const std::string& rule, const std::string& code) {
  MemoryFileSystem files;
  files.add("main.tf", code);
  RunOptions options;
  options.evidence = true;
  options.rules = {rule};
  const auto result = run(files, options);
  std::vector<Status> found;
  if (!result) return found;
  for (const Finding& finding : result->report.findings)
    if (finding.rule->id == rule) found.push_back(finding.status);
  return found;
}

TEST(Evidence, UnknownIsNoPass) {
  using testing::ElementsAre;
  using testing::IsEmpty;
  const std::string variable = "variable \"x\" {}\n";
  const auto machine = [&](const std::string& data) {
    return variable + "resource \"aws_instance\" \"i\" {\n  user_data = " + data + "\n}\n";
  };
  EXPECT_THAT(statuses("aws-private-key-in-user-data", machine("\"echo\"")), ElementsAre(Status::kPass));
  EXPECT_THAT(statuses("aws-private-key-in-user-data", machine("var.x")), IsEmpty());
  EXPECT_THAT(statuses("aws-machine-set-up-with-keys", machine("var.x")), IsEmpty());

  const auto group = [&](const std::string& groups) {
    return variable + "resource \"aws_instance\" \"i\" {\n  vpc_security_group_ids = " + groups + "\n}\n";
  };
  EXPECT_THAT(statuses("aws-instance-default-group", group("[\"sg-1\"]")), ElementsAre(Status::kPass));
  EXPECT_THAT(statuses("aws-instance-default-group", group("var.x")), IsEmpty());

  const auto policy = [&](const std::string& where) {
    return variable + "resource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({ Statement = [{ Effect = \"Allow\", " +
           "Action = \"ec2:ModifyImageAttribute\", Resource = " + where + " }] })\n}\n";
  };
  EXPECT_THAT(statuses("aws-iam-open-to-others", policy("\"*\"")), ElementsAre(Status::kFail));
  EXPECT_THAT(statuses("aws-iam-open-to-others", policy("\"arn:aws:ec2:eu-west-1::image/ami-1\"")), ElementsAre(Status::kPass));
  EXPECT_THAT(statuses("aws-iam-open-to-others", policy("var.x")), IsEmpty());
}

}  // namespace
}  // namespace platlint

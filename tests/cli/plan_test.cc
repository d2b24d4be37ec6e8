// SPDX-License-Identifier: Apache-2.0
//
// A plan beside its sources: one report, places in the sources, what is planned counted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/workspace.h"

namespace platlint {
namespace {

using nlohmann::json;

constexpr std::string_view kCode = R"(variable "acl" {
  type = string
}

resource "aws_s3_bucket" "site" {
  bucket = "site"
}

resource "aws_s3_bucket_acl" "site" {
  bucket = aws_s3_bucket.site.id
  acl    = var.acl
}
)";

std::string plan(std::string_view acl) {
  return R"({"format_version": "1.2", "variables": {"acl": {"value": ")" + std::string(acl) + R"("}}, "resource_changes": [
 {"address": "aws_s3_bucket.site", "mode": "managed", "type": "aws_s3_bucket", "name": "site",
  "change": {"actions": ["delete", "create"], "before": {}, "after": {"bucket": "site"}, "after_unknown": {"id": true}, "after_sensitive": {}}},
 {"address": "aws_s3_bucket_acl.site", "mode": "managed", "type": "aws_s3_bucket_acl", "name": "site",
  "change": {"actions": ["update"], "before": {}, "after": {"acl": ")" +
         std::string(acl) + R"("}, "after_unknown": {"bucket": true, "id": true}, "after_sensitive": {}}}]})";
}

TEST(PlanScan, ThePlansValuesDecideAndTheSourcesArePointedAt) {
  const struct {
    std::string_view acl;  // empty: no plan
    std::size_t failed, unknown;
  } kCases[] = {{"", 0, 1}, {"public-read", 1, 0}, {"private", 0, 0}};
  for (const auto& c : kCases) {
    const Workspace here;
    here.write("main.tf", kCode);
    if (!c.acl.empty()) here.write("plan.json", plan(c.acl));
    const json report = json::parse(here.run("platlint scan --rule aws-s3-public-acl --fail-on never --format json .").out, nullptr, false);
    ASSERT_TRUE(report.is_object());
    std::size_t failed = 0;
    std::size_t unknown = 0;
    for (const json& finding : report["findings"]) {
      ++(finding["status"] == "fail" ? failed : unknown);
      EXPECT_EQ(finding["location"]["path"], "main.tf");
      EXPECT_EQ(finding["location"]["start"]["line"], 11);
    }
    EXPECT_EQ(failed, c.failed) << c.acl;
    EXPECT_EQ(unknown, c.unknown) << c.acl;
  }
}

TEST(PlanScan, CountsWhatIsPlanned) {
  const Workspace here;
  here.write("main.tf", kCode);
  here.write("plan.json", plan("private"));
  const Outcome counts = here.run("platlint scan --fail-on never --format gitlab-terraform .");
  EXPECT_EQ(counts.out, "{\"create\":1,\"update\":1,\"delete\":1}\n");
  const json report = json::parse(here.run("platlint scan --fail-on never --format json .").out, nullptr, false);
  EXPECT_EQ(report["coverage"]["planned_changes"], (json{{"replace", 1}, {"update", 1}}));
  EXPECT_EQ(here.run("platlint scan --rule terraform-plan-destroys-data .").code, 1);
}

}  // namespace
}  // namespace platlint

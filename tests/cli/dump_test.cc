// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "tests/cli/workspace.h"

namespace platlint {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr std::string_view kCode = R"(variable "name" {
  type = string
}

resource "aws_s3_bucket" "logs" {
  bucket = "${var.name}-logs"
}

resource "aws_s3_bucket_versioning" "logs" {
  bucket = aws_s3_bucket.logs.id
}
)";

void fill(const Workspace& here) {
  here.write("infra/main.tf", kCode);
  here.write("infra/envs/dev.tfvars", "name = \"dev\"\n");
  here.write(".github/workflows/ci.yml", "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n");
  here.write("Dockerfile", "FROM debian:12\nRUN make\n");
}

TEST(Dump, EveryStageAsText) {
  const Workspace here;
  fill(here);
  const struct {
    std::string_view stage;
    std::string_view part;
  } kCases[] = {
      {"files", "terraform        infra/main.tf\n"},
      {"files", "dockerfile       Dockerfile\n"},
      {"tree",
       "  block resource aws_s3_bucket logs  5:1-7:2\n    attribute bucket  6:3-6:30\n      template  6:12-6:30\n        interpolation  "
       "6:13-6:24\n          .name  "},
      {"tree", "            run: string \"make\"  6:14-6:18\n"},
      {"tree", "  RUN \"make\"  2:1-2:9\n"},
      {"program", "terraform/aws_s3_bucket aws_s3_bucket.logs [dev]  infra/main.tf:5:1\n  {bucket = \"dev-logs\""},
      {"graph", "  bucket -reference-> terraform/aws_s3_bucket aws_s3_bucket.logs [dev].id  infra/main.tf:10:12\n"},
  };
  for (const auto& c : kCases) {
    const Outcome dump = here.run("platlint dump --stage " + std::string(c.stage) + " .");
    EXPECT_EQ(dump.code, 0) << dump.err;
    EXPECT_THAT(dump.out, HasSubstr(std::string(c.part))) << c.stage;
  }
}

TEST(Dump, EveryStageAsJson) {
  const Workspace here;
  fill(here);
  here.write("infra/wrong.tf", "locals {\n  a = \n}\n");
  for (const std::string stage : {"files", "tree", "program", "graph", "diagnostics"}) {
    const json dump = json::parse(here.run("platlint dump --format json --stage " + stage + " .").out, nullptr, false);
    ASSERT_TRUE(dump.is_object()) << stage;
    EXPECT_EQ(dump["schema"], "platlint/dump/v1");
    EXPECT_EQ(dump["stage"], stage);
    EXPECT_FALSE(dump[stage].empty()) << stage;
  }
}

TEST(Dump, OneFileOfARepository) {
  const Workspace here;
  fill(here);
  const Outcome dump = here.run("platlint dump --stage files infra/main.tf");
  EXPECT_EQ(dump.out, "terraform        infra/main.tf\n");
}

TEST(Dump, RefusesWhatItDoesNotKnow) {
  const Workspace here;
  fill(here);
  EXPECT_EQ(here.run("platlint dump --stage soup .").code, 2);
  EXPECT_EQ(here.run("platlint dump --format xml .").code, 2);
}

// `roots` of the configuration: a set beside those found, and one that takes a found set's place.
TEST(ConfiguredRoots, AreEvaluated) {
  const Workspace here;
  fill(here);
  here.write("infra/app/main.tf", kCode);
  here.write("values/prod.tfvars", "name = \"prod\"\n");
  here.write(".platlint.yaml", R"(roots:
  - path: infra
    name: prod
    variable_files: [values/prod.tfvars]
  - path: infra
    name: dev
    variable_files: [infra/envs/dev.tfvars]
    variables: {name: other}
)");
  const Outcome dump = here.run("platlint dump --format json --stage program .");
  const json program = json::parse(dump.out, nullptr, false);
  ASSERT_TRUE(program.is_object()) << dump.err;
  std::map<std::string, json> names;
  for (const json& resource : program["program"])
    if (resource["kind"] == "terraform/aws_s3_bucket")
      names[resource["root"].get<std::string>() + " " + resource["variable_set"].get<std::string>()] = resource["body"]["bucket"];
  ASSERT_EQ(names.size(), 3U) << dump.out;
  EXPECT_EQ(names["infra prod"], "prod-logs");
  EXPECT_EQ(names["infra dev"], "other-logs");
  EXPECT_TRUE(names["infra/app "].is_object()) << "another root keeps its own set";
}

}  // namespace
}  // namespace platlint

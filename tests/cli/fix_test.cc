// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/workspace.h"

namespace platlint {
namespace {

using testing::HasSubstr;

constexpr std::string_view kOld =
    "resource \"aws_ebs_volume\" \"a\" {\n  availability_zone = \"eu-west-1a\"\n  size              = 10\n  type              = "
    "\"gp2\"\n}\n";

TEST(FixCommand, ShowsADifferenceThatPatchTakes) {
  const Workspace here;
  here.write("infra/main.tf", kOld);
  const Outcome diff = here.run("platlint fix --rule aws-ebs-gp2 --dry-run . > d.patch\ngit apply --check d.patch\ncat d.patch");
  EXPECT_EQ(diff.code, 0) << diff.err;
  EXPECT_THAT(diff.out, HasSubstr("+  type              = \"gp3\"\n"));
  EXPECT_EQ(here.read("infra/main.tf"), kOld) << "a dry run changes nothing";
}

TEST(FixCommand, WritesKeepsTheModeAndIsDone) {
  const Workspace here;
  here.write("infra/main.tf", kOld);
  const Outcome fixed = here.run("chmod 750 infra/main.tf\nplatlint fix --rule aws-ebs-gp2 .\nstat -c %a infra/main.tf\nls infra");
  EXPECT_EQ(fixed.code, 0) << fixed.err;
  EXPECT_THAT(fixed.out, HasSubstr("infra/main.tf:4: write \"gp3\" [aws-ebs-gp2]\n750\nmain.tf\n"));
  EXPECT_THAT(here.read("infra/main.tf"), HasSubstr("\"gp3\""));
  EXPECT_EQ(here.run("platlint scan --rule aws-ebs-gp2 --fail-on info .").code, 0);
  EXPECT_EQ(here.run("platlint fix --rule aws-ebs-gp2 .").out, "");
}

TEST(FixCommand, TheJsonReportOffersTheFix) {
  const Workspace here;
  here.write("main.tf", kOld);
  const Outcome json = here.run("platlint scan --rule aws-ebs-gp2 --fail-on never --format json .");
  EXPECT_THAT(json.out, HasSubstr("\"applicability\": \"safe\""));
  const Outcome sarif = here.run("platlint scan --rule aws-ebs-gp2 --fail-on never --format sarif .");
  EXPECT_THAT(sarif.out, HasSubstr("\"insertedContent\""));
}

}  // namespace
}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
//
// `--base REF`: a revision's tree against the work tree.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "analyzer/source/git_tree.h"
#include "tests/cli/workspace.h"

namespace platlint {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr std::string_view kInit =
    "git init -q -b main . && git config user.name T && git config user.email t@example.com && git config commit.gpgsign false\n";
constexpr std::string_view kCommit = "git add -A && git commit -q -m change\n";

std::string instance(std::string_view name, std::string_view type) {
  return "resource \"aws_instance\" \"" + std::string(name) + "\" {\n  ami           = \"ami-1\"\n  instance_type = \"" +
         std::string(type) + "\"\n}\n";
}

constexpr std::string_view kProvider = "provider \"aws\" {\n  region = \"eu-west-1\"\n}\n";

TEST(GitTree, ReadsTheCommitAndNotTheDisk) {
  const Workspace here;
  here.write("a/one.tf", "old");
  here.write("a/b/two.tf", "two");
  ASSERT_EQ(here.run(std::string(kInit) + "ln -s one.tf a/link\n" + std::string(kCommit)).code, 0);
  here.write("a/one.tf", "new");
  here.write("a/three.tf", "three");
  const auto tree = GitTreeFileSystem::open((here.root() / "repo/a").string(), "HEAD");
  ASSERT_TRUE(tree) << tree.error().message;
  EXPECT_EQ(tree->commit().size(), 40U);
  EXPECT_EQ(tree->read("one.tf", 100).value_or("none"), "old");
  EXPECT_EQ(tree->read("b/two.tf", 100).value_or("none"), "two");
  EXPECT_FALSE(tree->read("one.tf", 2)) << "the limit holds";
  EXPECT_FALSE(tree->read("three.tf", 100));
  EXPECT_FALSE(tree->read("link", 100)) << "links are not followed";
  EXPECT_FALSE(tree->read("../a/one.tf", 100));
  EXPECT_FALSE(tree->read("b", 100));
  std::string names;
  const auto entries = tree->list("");
  ASSERT_TRUE(entries);
  for (const DirectoryEntry& entry : *entries) names += entry.name + " ";
  EXPECT_EQ(names, "b link one.tf ");
  EXPECT_EQ(tree->stat("one.tf")->size, 3U);
  EXPECT_EQ(tree->stat("b")->type, DirectoryEntry::Type::kDirectory);
  EXPECT_FALSE(tree->list("nowhere"));
}

TEST(GitTree, SaysWhatIsWrong) {
  const Workspace here;
  here.write("one.tf", "old");
  EXPECT_FALSE(GitTreeFileSystem::open((here.root() / "repo").string(), "HEAD")) << "no repository";
  ASSERT_EQ(here.run(std::string(kInit) + std::string(kCommit)).code, 0);
  here.write("later/two.tf", "two");
  for (const std::string revision : {"nosuch", "", "-x", "HEAD:one.tf", "HEAD~1"})
    EXPECT_FALSE(GitTreeFileSystem::open((here.root() / "repo").string(), revision)) << revision;
  EXPECT_FALSE(GitTreeFileSystem::open((here.root() / "repo/later").string(), "HEAD")) << "the folder is not in the commit";
  EXPECT_TRUE(GitTreeFileSystem::open((here.root() / "repo").string(), "main"));
}

TEST(CostBase, ShowsWhatChangesEachResource) {
  const Workspace here;
  here.write("main.tf",
             std::string(kProvider) + instance("same", "t4g.micro") + instance("bigger", "t4g.micro") + instance("gone", "t4g.small"));
  ASSERT_EQ(here.run(std::string(kInit) + std::string(kCommit)).code, 0);
  here.write("main.tf",
             std::string(kProvider) + instance("same", "t4g.micro") + instance("bigger", "t4g.large") + instance("new", "t4g.nano"));
  const Outcome run = here.run("platlint cost --base main --format json .");
  ASSERT_EQ(run.code, 0) << run.err;
  const json cost = json::parse(run.out, nullptr, false);
  ASSERT_TRUE(cost.is_object());
  EXPECT_EQ(cost["schema"], "platlint/cost/v1");
  EXPECT_EQ(cost["base"]["revision"], "main");
  ASSERT_EQ(cost["changes"].size(), 3U) << run.out;
  std::map<std::string, json> changes;
  double sum = 0;
  for (const json& change : cost["changes"]) {
    changes[change["address"]] = change;
    sum += change["difference"].get<double>();
  }
  EXPECT_EQ(changes["aws_instance.bigger"]["change"], "changed");
  EXPECT_GT(changes["aws_instance.bigger"]["monthly_cost"], changes["aws_instance.bigger"]["previous_monthly_cost"]);
  EXPECT_EQ(changes["aws_instance.gone"]["change"], "removed");
  EXPECT_TRUE(changes["aws_instance.gone"]["monthly_cost"].is_null());
  EXPECT_EQ(changes["aws_instance.gone"]["location"]["path"], "main.tf");
  EXPECT_EQ(changes["aws_instance.new"]["change"], "added");
  EXPECT_TRUE(changes["aws_instance.new"]["previous_monthly_cost"].is_null());
  EXPECT_NEAR(cost["difference"].get<double>(), sum, 1e-6);
  EXPECT_NEAR(cost["total_monthly_cost"].get<double>() - cost["base"]["total_monthly_cost"].get<double>(), sum, 1e-6);

  const Outcome text = here.run("platlint cost --base main .");
  EXPECT_THAT(text.out, HasSubstr("+ aws_instance.new "));
  EXPECT_THAT(text.out, HasSubstr("- aws_instance.gone "));
  EXPECT_THAT(text.out, HasSubstr("~ aws_instance.bigger "));
  EXPECT_THAT(text.out, testing::Not(HasSubstr("aws_instance.same")));
  EXPECT_THAT(text.out, HasSubstr("change since main: "));
}

TEST(CostBase, AFolderOfTheRepositoryAndNoChange) {
  const Workspace here;
  here.write("infra/main.tf", std::string(kProvider) + instance("a", "t4g.micro"));
  ASSERT_EQ(here.run(std::string(kInit) + std::string(kCommit)).code, 0);
  here.write("other/main.tf", std::string(kProvider) + instance("b", "t4g.micro"));
  const Outcome run = here.run("platlint cost --base HEAD infra");
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("no resource's cost changes"));
  EXPECT_EQ(here.run("platlint cost --base HEAD other").code, 2);
  EXPECT_EQ(here.run("platlint cost --base nosuch .").code, 2);
}

constexpr std::string_view kPublic = "resource \"aws_s3_bucket\" \"a\" {\n  bucket = \"a-logs\"\n  acl    = \"public-read\"\n}\n";
constexpr std::string_view kOther = "resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b-logs\"\n  acl    = \"public-read\"\n}\n";

TEST(ScanBase, JudgesWhatIsNew) {
  const Workspace here;
  here.write("a.tf", kPublic);
  ASSERT_EQ(here.run(std::string(kInit) + std::string(kCommit)).code, 0);
  const std::string scan = "platlint scan --rule aws-s3-public-acl --base main ";
  here.write("a.tf", "\n\n" + std::string(kPublic));
  const Outcome same = here.run(scan + ".");
  EXPECT_EQ(same.code, 0) << "moved lines are nothing new\n" << same.out << same.err;
  EXPECT_THAT(same.out, HasSubstr("since main: 0 new (shown), 0 fixed, 1 unchanged"));

  here.write("b.tf", kOther);
  const Outcome added = here.run(scan + "--output json=r.json --output sarif=r.sarif .");
  EXPECT_EQ(added.code, 1);
  EXPECT_THAT(added.out, HasSubstr("b.tf"));
  EXPECT_THAT(added.out, testing::Not(HasSubstr("a.tf")));
  const json report = json::parse(here.read("r.json"), nullptr, false);
  ASSERT_EQ(report["findings"].size(), 2U);
  EXPECT_EQ(report["findings"][0]["baseline_state"], "unchanged");
  EXPECT_EQ(report["findings"][1]["baseline_state"], "new");
  EXPECT_EQ(report["comparison"]["new"], 1);
  const json sarif = json::parse(here.read("r.sarif"), nullptr, false);
  EXPECT_EQ(sarif["runs"][0]["results"][1]["baselineState"], "new");

  here.write("a.tf", "");
  const json fixed = json::parse(here.run(scan + "--format json .").out, nullptr, false);
  ASSERT_EQ(fixed["comparison"]["fixed"].size(), 1U);
  EXPECT_EQ(fixed["comparison"]["fixed"][0]["path"], "a.tf");
  EXPECT_EQ(fixed["comparison"]["fixed"][0]["address"], "aws_s3_bucket.a");
}

// Nothing that the repository's own configuration names is run.
TEST(CostBase, RunsNothingOfTheRepository) {
  const Workspace here;
  here.write("main.tf", std::string(kProvider) + instance("a", "t4g.micro"));
  here.write(".gitattributes", "*.tf filter=evil diff=evil\n");
  ASSERT_EQ(here.run(std::string(kInit) + std::string(kCommit)).code, 0);
  const std::string evil = "touch '" + (here.root() / "ran").string() + "'";
  here.write(".git/hooks/post-checkout", "#!/bin/sh\n" + evil + "\n");
  ASSERT_EQ(here.run("chmod +x .git/hooks/post-checkout\ncat >>.git/config <<'END'\n[core]\n\tfsmonitor = \"" + evil + "\"\n\tpager = \"" +
                     evil + "\"\n\tsshCommand = \"" + evil + "\"\n[filter \"evil\"]\n\tsmudge = \"" + evil + "\"\n\tclean = \"" + evil +
                     "\"\n\trequired = true\n[diff \"evil\"]\n\tcommand = \"" + evil + "\"\n\ttextconv = \"" + evil + "\"\nEND")
                .code,
            0);
  const Outcome run = here.run("platlint cost --base main .\nplatlint scan --fail-on never --base main .");
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_FALSE(std::filesystem::exists(here.root() / "ran"));
}

}  // namespace
}  // namespace platlint

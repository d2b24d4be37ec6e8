// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "analyzer/engine/fix.h"

namespace platlint {
namespace {

RunOptions options_for(std::string rule) {
  RunOptions options;
  options.rules = {std::move(rule)};
  options.today = "2026-01-01";
  return options;
}

std::string volume(std::string_view name, std::string_view extra = "") {
  return "resource \"aws_ebs_volume\" \"" + std::string(name) + "\" {\n  availability_zone = \"eu-west-1a\"\n  type = \"gp2\"" +
         std::string(extra) + "\n}\n";
}

TEST(Fix, ChangesWhatIsSafeAndNothingElse) {
  MemoryFileSystem files;
  files.add("a.tf", volume("a") + "# gp2 stays in comments\n" + volume("b", " # old"));
  files.add("b.tf", volume("large", "\n  size = 4000"));
  files.add("c.tf", "# platlint:ignore aws-ebs-gp2 reason=\"bench\"\n" + volume("ignored"));
  const auto safe = fix(files, options_for("aws-ebs-gp2"), {});
  ASSERT_TRUE(safe);
  EXPECT_EQ(safe->applied.size(), 2U);
  ASSERT_EQ(safe->changed.size(), 1U);
  EXPECT_EQ(safe->changed.at("a.tf").find("\"gp2\""), std::string::npos);
  EXPECT_NE(safe->changed.at("a.tf").find("# gp2 stays in comments"), std::string::npos);
  EXPECT_NE(safe->changed.at("a.tf").find("\"gp3\" # old"), std::string::npos);
  EXPECT_TRUE(safe->settled);

  const auto all = fix(files, options_for("aws-ebs-gp2"), {.unsafe = true});
  ASSERT_TRUE(all);
  EXPECT_EQ(all->applied.size(), 3U);
}

TEST(Fix, ASecondRunHasNothingToDo) {
  MemoryFileSystem files;
  files.add("a.tf", volume("a"));
  const auto first = fix(files, options_for("aws-ebs-gp2"), {});
  ASSERT_TRUE(first);
  for (const auto& [path, text] : first->changed) files.add(path, text);
  const auto second = fix(files, options_for("aws-ebs-gp2"), {});
  ASSERT_TRUE(second);
  EXPECT_TRUE(second->changed.empty());
}

TEST(Fix, AModuleThatIsCalledTwiceIsChangedOnce) {
  MemoryFileSystem files;
  files.add("m/main.tf", volume("a"));
  files.add("main.tf", "module \"x\" {\n  source = \"./m\"\n}\nmodule \"y\" {\n  source = \"./m\"\n}\n");
  const auto result = fix(files, options_for("aws-ebs-gp2"), {});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->applied.size(), 1U);
  EXPECT_NE(result->changed.at("m/main.tf").find("\"gp3\""), std::string::npos);
}

TEST(Fix, OnlyInThePathsAskedFor) {
  MemoryFileSystem files;
  files.add("a.tf", volume("a"));
  files.add("b.tf", volume("b"));
  RunOptions options = options_for("aws-ebs-gp2");
  options.paths = {"b.tf"};
  const auto result = fix(files, options, {});
  ASSERT_TRUE(result);
  ASSERT_EQ(result->changed.size(), 1U);
  EXPECT_TRUE(result->changed.contains("b.tf"));
}

TEST(Diff, LooksLikeDiffU) {
  const struct {
    std::string_view before, after, diff;
  } kCases[] = {
      {"a\n", "a\n", ""},
      {"a\nb\n", "a\nc\n", "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"},
      {"", "a\n", "--- a/f\n+++ b/f\n@@ -0,0 +1 @@\n+a\n"},
      {"a\n", "", "--- a/f\n+++ b/f\n@@ -1 +0,0 @@\n-a\n"},
      {"a", "b", "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n"},
      {"1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n", "1\nx\n3\n4\n5\n6\n7\n8\n9\n10\ny\n12\n",
       "--- a/f\n+++ b/f\n@@ -1,5 +1,5 @@\n 1\n-2\n+x\n 3\n 4\n 5\n@@ -8,5 +8,5 @@\n 8\n 9\n 10\n-11\n+y\n 12\n"},
      {"1\n2\n3\n4\n5\n", "1\n3\n4\nz\n5\n", "--- a/f\n+++ b/f\n@@ -1,5 +1,5 @@\n 1\n-2\n 3\n 4\n+z\n 5\n"},
  };
  for (const auto& c : kCases) EXPECT_EQ(unified_diff("f", c.before, c.after), c.diff) << c.before;
}

}  // namespace
}  // namespace platlint

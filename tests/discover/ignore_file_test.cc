// SPDX-License-Identifier: Apache-2.0
#include "analyzer/discover/ignore_file.h"

#include <gtest/gtest.h>

#include <string>

namespace platlint {
namespace {

TEST(IgnoreFile, JudgesAsGitDoes) {
  using Verdict = IgnoreFile::Verdict;
  const struct {
    const char* patterns;
    const char* path;
    bool directory;
    Verdict verdict;
  } cases[] = {
      {"*.log", "a/b.log", false, Verdict::kIgnored},
      {"*.log", "a/b.txt", false, Verdict::kNone},
      {"# *.log", "b.log", false, Verdict::kNone},
      {"\\#x", "#x", false, Verdict::kIgnored},
      {"\\!x", "!x", false, Verdict::kIgnored},
      {"*.log\n!keep.log", "keep.log", false, Verdict::kKept},
      {"!keep.log\n*.log", "keep.log", false, Verdict::kIgnored},
      {"build/", "build", true, Verdict::kIgnored},
      {"build/", "build", false, Verdict::kNone},
      {"build/", "a/build", true, Verdict::kIgnored},
      {"/build", "build", true, Verdict::kIgnored},
      {"/build", "a/build", true, Verdict::kNone},
      {"a/b", "a/b", false, Verdict::kIgnored},
      {"a/b", "x/a/b", false, Verdict::kNone},
      {"a/*", "a/b", false, Verdict::kIgnored},
      {"a/*.x", "a/b/c.x", false, Verdict::kNone},
      {"**/a", "x/y/a", false, Verdict::kIgnored},
      {"**/a", "a", false, Verdict::kIgnored},
      {"a/**", "a/x/y", false, Verdict::kIgnored},
      {"a/**/b", "a/b", false, Verdict::kIgnored},
      {"a/**/b", "a/x/y/b", false, Verdict::kIgnored},
      {"[a-c].x", "b.x", false, Verdict::kIgnored},
      {"[!a-c].x", "b.x", false, Verdict::kNone},
      {"?.x", "b.x", false, Verdict::kIgnored},
      {"x  ", "x", false, Verdict::kIgnored},
      {"x\\ ", "x ", false, Verdict::kIgnored},
      {"x\r\ny\r\n", "x", false, Verdict::kIgnored},
      {"\n\n", "x", false, Verdict::kNone},
  };
  for (const auto& c : cases) EXPECT_EQ(IgnoreFile("", c.patterns).judge(c.path, c.directory), c.verdict) << c.patterns << " on " << c.path;
}

TEST(IgnoreFile, HoldsForItsFolderOnly) {
  const IgnoreFile file("sub", "/x\n");
  EXPECT_EQ(file.judge("sub/x", false), IgnoreFile::Verdict::kIgnored);
  EXPECT_EQ(file.judge("x", false), IgnoreFile::Verdict::kNone);
  EXPECT_EQ(file.judge("subway/x", false), IgnoreFile::Verdict::kNone);
}

// Many stars against a text that nearly matches must not take exponential time.
TEST(IgnoreFile, ManyStarsStayCheap) {
  std::string pattern;
  for (int i = 0; i < 40; ++i) pattern += "*a";
  EXPECT_FALSE(match_path(pattern + "b", std::string(400, 'a')));
  std::string deep;
  for (int i = 0; i < 30; ++i) deep += "**/a/";
  std::string path;
  for (int i = 0; i < 60; ++i) path += "a/";
  EXPECT_FALSE(match_path(deep + "b", path + "c"));
}

}  // namespace
}  // namespace platlint

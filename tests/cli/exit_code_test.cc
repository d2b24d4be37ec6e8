// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/cli/workspace.h"

namespace platlint {
namespace {

constexpr std::string_view kBroken = "locals {\n  name = \n}\n";
constexpr std::string_view kBad = "resource \"aws_s3_bucket\" \"logs\" {\n  bucket = \"logs\"\n  acl    = \"public-read\"\n}\n";

struct ExitCase {
  std::string_view files;  // which of the two
  std::string_view options;
  int code;
};

TEST(ExitCode, SaysFindingsThenIncompletenessThenNothing) {
  constexpr ExitCase kCases[] = {
      {"", "", 0},
      {"broken", "", 3},
      {"broken", "--fail-on info", 3},
      {"broken", "--fail-on never", 3},
      {"bad", "--fail-on low", 1},
      {"bad", "--fail-on never", 0},
      {"bad broken", "--fail-on low", 1},
      {"bad broken", "--fail-on critical", 3},
      {"bad", "--fail-on urgent", 2},
      {"bad", "--no-such-option", 2},
  };
  for (const ExitCase& c : kCases) {
    const Workspace here;
    here.write("versions.tf", "terraform {\n  required_version = \">= 1.6\"\n}\n");
    if (c.files.find("broken") != std::string_view::npos) here.write("broken.tf", kBroken);
    if (c.files.find("bad") != std::string_view::npos) here.write("bad.tf", kBad);
    const Outcome scan = here.run("platlint scan " + std::string(c.options) + " .");
    EXPECT_EQ(scan.code, c.code) << c.files << " " << c.options << "\n" << scan.out << scan.err;
  }
}

// Files are scanned wherever they lie: below the current folder, or by their full paths.
TEST(Paths, MayBeFilesByTheirFullPaths) {
  const Workspace here;
  here.write("a/bad.tf", kBad);
  here.write("b/other.tf", "locals {}\n");
  EXPECT_EQ(here.run("platlint scan --fail-on low a/bad.tf").code, 1);
  EXPECT_EQ(here.run("cd b && platlint scan --fail-on low \"$PWD/../a/bad.tf\"").code, 1);
  EXPECT_EQ(here.run("cd b && platlint scan --fail-on low ../a/bad.tf other.tf").code, 1);
  EXPECT_EQ(here.run("platlint scan --fail-on low b/other.tf").code, 0);
  EXPECT_EQ(here.run("platlint scan none.tf").code, 2);
}

}  // namespace
}  // namespace platlint

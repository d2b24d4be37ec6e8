// SPDX-License-Identifier: Apache-2.0
//
// Real Terraform files, which HashiCorp's parser accepts but for the folders named here (labelled invalid_hcl).
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "grammars/hcl/parser.h"

namespace platlint::hcl {
namespace {

namespace fs = std::filesystem;

TEST(HclCorpus, ValidFilesHaveNoDiagnostics) {
  const fs::path root = fs::path(PLATLINT_SHARED) / "conformance" / "terraform";
  if (!fs::exists(root)) GTEST_SKIP() << "no shared data";
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".tf") continue;
    const std::string folder = entry.path().parent_path().filename().string();
    if (folder == "example_AdminPolicyDocument" || folder == "S3BucketVersioning") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    SourceMap sources;
    Arena arena;
    Diagnostics diagnostics;
    const SourceFile& source = sources[sources.add("x.tf", text.str())];
    parse(source, arena, diagnostics);
    EXPECT_TRUE(diagnostics.empty()) << entry.path() << ":" << source.position(diagnostics.front().range.begin).line << ": " << diagnostics.front().message;
    ++files;
  }
  EXPECT_GT(files, 100U);
}

}  // namespace
}  // namespace platlint::hcl

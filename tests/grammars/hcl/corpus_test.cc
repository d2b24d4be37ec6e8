// SPDX-License-Identifier: Apache-2.0
//
// Real Terraform files. HashiCorp's parser accepts them but for those of the folders that the labels call invalid_hcl, in each of which it
// refuses at least one; and HCL's own suite of texts with the places of their mistakes.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>

#include "grammars/hcl/parser.h"

namespace platlint::hcl {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// The first mistake as "line: message", or nothing.
std::string first_mistake(const fs::path& path) {
  const SourceFile source(0, path.string(), contents(path));
  Arena arena;
  Diagnostics diagnostics;
  parse(source, arena, diagnostics);
  if (diagnostics.empty()) return {};
  return std::to_string(source.position(diagnostics.front().range.begin).line) + ": " + diagnostics.front().message;
}

// Folders below `suite` that its labels call invalid.
std::set<std::string> invalid_folders(const fs::path& suite) {
  std::set<std::string> out;
  const fs::path labels = suite / "labels.json";
  if (!fs::exists(labels)) return out;
  const auto parsed = nlohmann::json::parse(contents(labels));
  for (const auto& label : parsed.at("labels"))
    if (label.value("invalid_hcl", false)) out.insert((suite / label.at("example_dir").get<std::string>()).lexically_normal().string());
  return out;
}

TEST(HclCorpus, AgreesWithTheLabels) {
  const fs::path root = fs::path(PLATLINT_SHARED) / "conformance" / "terraform";
  if (!fs::exists(root)) GTEST_SKIP() << "no shared data";
  std::size_t files = 0;
  std::size_t refused = 0;
  for (const auto& suite : fs::directory_iterator(root)) {
    const std::set<std::string> invalid = invalid_folders(suite.path());
    std::set<std::string> not_refused = invalid;
    for (const auto& entry : fs::recursive_directory_iterator(suite.path())) {
      if (!entry.is_regular_file() || entry.path().extension() != ".tf") continue;
      const std::string mistake = first_mistake(entry.path());
      const std::string folder = entry.path().parent_path().lexically_normal().string();
      if (invalid.contains(folder)) {
        if (!mistake.empty()) not_refused.erase(folder);
      } else {
        EXPECT_EQ(mistake, "") << entry.path();
      }
      ++files;
    }
    for (const std::string& folder : not_refused) ADD_FAILURE() << "accepted: " << folder;
    refused += invalid.size();
  }
  EXPECT_GT(files, 100U);
  EXPECT_GE(refused, 2U);
}

// HCL's suite: NAME.hcl, and in NAME.t what it gives. Mistakes against a schema are not ours to find: a file whose text is fine has none.
TEST(HclCorpus, SpecSuite) {
  const fs::path root = fs::path(PLATLINT_SHARED) / "conformance" / "hcl" / "specsuite";
  if (!fs::exists(root)) GTEST_SKIP() << "no shared data";
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".t") continue;
    const SourceFile expected(0, entry.path().string(), contents(entry.path()));
    const fs::path text = fs::path(entry.path()).replace_extension(".hcl");
    if (!fs::exists(text)) continue;
    Arena arena;
    Diagnostics none;
    const File* wanted = parse(expected, arena, none);
    EXPECT_TRUE(none.empty()) << entry.path();
    const SourceFile source(1, text.string(), contents(text));
    Diagnostics diagnostics;
    parse(source, arena, diagnostics);
    std::set<std::uint32_t> lines;
    for (const Diagnostic& d : diagnostics) lines.insert(source.position(d.range.begin).line);
    std::set<std::uint32_t> wanted_lines;
    for (const Block& block : wanted->body.blocks)
      for (const Block& error : block.body.blocks)
        for (const Block& from : error.body.blocks)
          if (from.type == "from")
            wanted_lines.insert(static_cast<std::uint32_t>(std::stoul(std::string(from.body.find("line")->value->as<Literal>().number))));
    if (entry.path().stem() == "unexpected") wanted_lines.clear();  // an argument that the schema does not know
    EXPECT_EQ(lines, wanted_lines) << text;
    ++files;
  }
  EXPECT_GE(files, 10U);
}

}  // namespace
}  // namespace platlint::hcl

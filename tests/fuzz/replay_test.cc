// SPDX-License-Identifier: Apache-2.0
//
// Runs every fuzz target over its seeds and over the inputs that once went wrong.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/fuzz/target.h"

namespace platlint::fuzz {
namespace {

namespace fs = std::filesystem;

// A target's inputs are small: what takes longer than this is a hang, also under sanitizers.
constexpr std::chrono::seconds kLongest{20};

std::vector<const Entry*> all() {
  std::vector<const Entry*> out;
  for (const Entry* e = entries(); e != nullptr; e = e->next) out.push_back(e);
  std::sort(out.begin(), out.end(), [](const Entry* a, const Entry* b) { return std::string_view(a->name) < b->name; });
  return out;
}

class Replay : public testing::TestWithParam<const Entry*> {};

TEST_P(Replay, SeedsAndFormerCrashes) {
  const Entry& target = *GetParam();
  std::size_t inputs = 0;
  for (const char* folder : {"tests/fuzz/seeds", "fixtures/crashes"}) {
    const fs::path path = fs::path(PLATLINT_ROOT) / folder / target.name;
    if (!fs::exists(path)) continue;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(path)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
      SCOPED_TRACE(file.string());
      std::ifstream in(file, std::ios::binary);
      std::ostringstream text;
      text << in.rdbuf();
      const auto before = std::chrono::steady_clock::now();
      target.run(text.str());
      EXPECT_LT(std::chrono::steady_clock::now() - before, kLongest);
      ++inputs;
    }
  }
  target.run("");
  EXPECT_GT(inputs, 0U) << "no seeds in tests/fuzz/seeds/" << target.name;
}

INSTANTIATE_TEST_SUITE_P(Targets, Replay, testing::ValuesIn(all()),
                         [](const testing::TestParamInfo<const Entry*>& entry) { return std::string(entry.param->name); });

}  // namespace
}  // namespace platlint::fuzz

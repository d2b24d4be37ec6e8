// SPDX-License-Identifier: Apache-2.0
//
// `platlint test`: Kyverno's offline test suites. A suite names files beside and above itself, so the root is the repository around it.
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <iterator>

#include "analyzer/cli/command.h"
#include "analyzer/policy/test_runner.h"

namespace platlint {
namespace {

std::filesystem::path repository_of(const std::filesystem::path& path) {
  std::error_code ignored;
  for (std::filesystem::path at = path; at.has_relative_path(); at = at.parent_path())
    if (std::filesystem::exists(at / ".git", ignored)) return at;
  return path.root_path();
}

int run_test(const Arguments& arguments) {
  const std::string format = arguments.value("format", "text");
  if (format != "text" && format != "json") return usage_error("--format: \"" + format + "\" is not one of text, json");
  const bool strict = arguments.has("strict");
  TestReport all;
  std::vector<std::string> paths(arguments.positional().begin(), arguments.positional().end());
  if (paths.empty()) paths.emplace_back(".");
  for (const std::string& given : paths) {
    std::error_code failed;
    const std::filesystem::path path = std::filesystem::canonical(given, failed);
    if (failed) return usage_error(given + ": " + failed.message());
    const std::filesystem::path root = repository_of(path);
    const auto files = DiskFileSystem::open(root.string());
    if (!files) return usage_error(files.error().message);
    const std::string below = path == root ? "" : path.lexically_relative(root).string();
    TestReport one = run_policy_tests(*files, below);
    std::move(one.rows.begin(), one.rows.end(), std::back_inserter(all.rows));
    std::move(one.problems.begin(), one.problems.end(), std::back_inserter(all.problems));
  }
  std::fputs((format == "json" ? test_report_json(all) : test_report_text(all, strict)).c_str(), stdout);
  if (format == "json")
    for (const std::string& problem : all.problems) std::fprintf(stderr, "platlint: %s\n", problem.c_str());
  if (std::any_of(all.rows.begin(), all.rows.end(), [&](const TestRow& row) { return !row.holds(strict); })) return kExitFindings;
  return all.rows.empty() ? kExitIncomplete : kExitClean;
}

constexpr std::array<OptionSpec, 2> kOptions = {{{"format", "FORMAT", "text or json"}, {"strict", "", "fail rows that no rule answered"}}};

}  // namespace

const Command kTestCommand = {"test", "test [PATH...]", "run Kyverno test suites (kyverno-test.yaml)", kOptions, run_test};

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/source/file_system.h"

namespace platlint {

// One judged row of a kyverno-test.yaml: one entry of `results` for one resource.
struct TestRow {
  std::string suite = {};
  std::size_t row = 0;  // index of the entry
  std::string policy = {};
  std::string rule = {};
  std::string resource = {};  // "namespace/name" or "name"
  std::string kind = {};
  std::string expected = {};  // pass, fail, skip, warn, error
  std::string actual = {};    // the same; excluded: the policy is known but gave no response; missing: it is not known or not supported
  std::string detail = {};

  // Kyverno counts `excluded` as passed, whatever was expected; a strict run does not.
  bool holds(bool strict) const { return actual == expected || (!strict && actual == "excluded"); }
};

struct TestReport {
  std::vector<TestRow> rows = {};
  std::vector<std::string> problems = {};  // files that could not be read, with their path
};

// Runs every kyverno-test.yaml at or below `path` (relative to the root of `files`). What the suites name is read through `files` only.
TestReport run_policy_tests(const FileSystem& files, std::string_view path);

std::string test_report_json(const TestReport& report);  // schema platlint/test/v1
std::string test_report_text(const TestReport& report, bool strict);

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/lower/lower.h"
#include "analyzer/lower/github/workflow.h"

namespace platlint::github {

// What callers need to know of an action or of a reusable workflow.
struct Interface {
  std::vector<Input> inputs = {};
  std::vector<std::string> outputs = {};
  std::vector<std::string> secrets = {};
  std::vector<std::string> required_secrets = {};
  bool called = false;  // a workflow with on: workflow_call
};

// Reads what one file refers to by `./`, relative to the repository that holds it. Names in the results live as long as this.
class LocalFiles {
 public:
  // `path` of the workflow or action: the repository's root is where `.github/` lies, for other files the scan root.
  LocalFiles(const LowerInput& input, std::string_view path);
  // "./.github/actions/setup": null when there is no action.yml in the run.
  const Interface* action(std::string_view reference);
  // "./.github/workflows/build.yml": null when it is not in the run or does not parse.
  const Interface* workflow(std::string_view reference);
  // Is there surely nothing of that name?
  bool is_missing(std::string_view reference) const;

 private:
  std::string path_of(std::string_view reference) const;
  const Interface* read(const std::string& path, bool action);

  const LowerInput& input_;
  std::string root_;
  Arena arena_;
  std::map<std::string, std::optional<Interface>> known_;
};

}  // namespace platlint::github

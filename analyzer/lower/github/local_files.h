// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/lower/github/workflow.h"
#include "analyzer/lower/lower.h"

namespace platlint::github {

// What callers need to know of an action or of a reusable workflow.
struct Interface {
  std::vector<Input> inputs = {};
  std::vector<std::string> outputs = {};
  std::vector<std::string> secrets = {};
  std::vector<std::string> required_secrets = {};
  bool called = false;  // a workflow with on: workflow_call
};

// What the actions and workflows of a run offer, each read once, when the first caller asks. Safe from several threads.
class Interfaces {
 public:
  explicit Interfaces(const LowerInput& input) : input_(input) {}
  // Null when the file is not in the run or does not parse. Lives as long as this.
  const Interface* of(const std::string& path, bool action);

 private:
  struct Entry {
    std::once_flag once;
    Arena arena;
    std::optional<Interface> found;
  };
  void read(const std::string& path, bool action, Entry& entry) const;

  const LowerInput& input_;
  std::mutex mutex_;  // of the map, not of what it holds
  std::map<std::string, std::unique_ptr<Entry>> entries_;
};

// What one file refers to by `./`, relative to the repository that holds it.
class LocalFiles {
 public:
  // `path` of the workflow or action: the repository's root is where `.github/` lies, for other files the scan root.
  LocalFiles(const LowerInput& input, Interfaces& interfaces, std::string_view path);
  // "./.github/actions/setup": null when there is no action.yml in the run.
  const Interface* action(std::string_view reference);
  // "./.github/workflows/build.yml": null when it is not in the run or does not parse.
  const Interface* workflow(std::string_view reference);
  // Is there surely nothing of that name?
  bool is_missing(std::string_view reference) const;

 private:
  std::string path_of(std::string_view reference) const;

  const LowerInput& input_;
  Interfaces& interfaces_;
  std::string root_;
};

}  // namespace platlint::github

// SPDX-License-Identifier: Apache-2.0
//
// A workflow or an action as GitHub reads it: what is declared where, and every scalar that may hold an expression with what is wanted of
// it. Made by reading the tree once (reader.h); the checks that need to know several places work on this.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/lower/github/complaint.h"
#include "analyzer/lower/github/places.h"
#include "grammars/yaml/node.h"

namespace platlint::github {

struct Name {
  std::string_view text = {};
  SourceRange range = {};
};

enum class InputType : std::uint8_t { kAny, kString, kNumber, kBool };

struct Input {
  Name name = {};
  InputType type = InputType::kAny;
  bool required = false;
  bool has_default = false;
};

// What the value of a scalar is used as.
enum class Want : std::uint8_t { kText, kCondition, kBool, kNumber, kObject, kLabels, kList, kAny };

struct Site {
  const yaml::Node* scalar = nullptr;
  Place place = Place::kNowhere;
  Want want = Want::kText;
  std::string key = {};  // below its step, job or workflow: "run", "with.script", "env.NAME"
  int job = -1;          // into Workflow::jobs
  int step = -1;         // into Job::steps
};

struct Step {
  const yaml::Node* node = nullptr;
  Name id = {};
  const yaml::Node* uses = nullptr;
  const yaml::Node* run = nullptr;
  const yaml::Node* with = nullptr;
  const yaml::Node* shell = nullptr;
};

struct Job {
  Name id = {};
  const yaml::Node* node = nullptr;
  std::vector<Name> needs = {};
  std::vector<Step> steps = {};
  std::vector<Name> outputs = {};
  bool outputs_open = false;  // given by an expression
  const yaml::Node* matrix = nullptr;
  const yaml::Node* uses = nullptr;
  const yaml::Node* with = nullptr;
  const yaml::Node* secrets = nullptr;
  const yaml::Node* runs_on = nullptr;
  const yaml::Node* services = nullptr;
  const yaml::Node* default_shell = nullptr;
};

struct Workflow {
  bool is_action = false;
  bool called = false;      // on: workflow_call
  bool dispatched = false;  // on: workflow_dispatch
  std::vector<Name> events = {};
  std::vector<Input> call_inputs = {};
  std::vector<Input> dispatch_inputs = {};
  std::vector<Name> call_secrets = {};
  std::vector<Name> required_secrets = {};
  bool secrets_open = true;  // false: `secrets` of workflow_call lists them all
  std::vector<Name> call_outputs = {};
  const yaml::Node* default_shell = nullptr;
  std::vector<Job> jobs = {};
  std::vector<Site> sites = {};
  bool cut = false;  // aliases repeat so much text that not all of it was looked at
};

}  // namespace platlint::github

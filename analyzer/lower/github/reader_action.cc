// SPDX-License-Identifier: Apache-2.0
//
// action.yml. https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax
#include "analyzer/lower/github/reader.h"

#include <algorithm>
#include <iterator>

namespace platlint::github {

void Reader::action(const yaml::Node& root) {
  out_.is_action = true;
  if (!root.is_mapping()) return complain(Topic::kAction, root.range, "an action must be a mapping");
  if (const yaml::Node* inputs = root.find("inputs"); inputs != nullptr && inputs->is_mapping()) {
    keys(*inputs, "\"inputs\"", {}, true);
    for (const yaml::Entry& entry : inputs->entries) {
      Input input;
      input.name = {entry.key.value, entry.key.range};
      input.type = InputType::kString;
      if (const yaml::Node* required = entry.value.find("required")) input.required = required->value == "true";
      input.has_default = entry.value.find("default") != nullptr;
      out_.call_inputs.push_back(input);
    }
  }
  const yaml::Node* runs = root.find("runs");
  if (runs == nullptr)
    return complain(Topic::kAction, {root.range.file, root.range.begin, root.range.begin}, "\"runs\" is missing in the action");
  if (!mapping(*runs, "runs")) return;
  constexpr std::string_view kRuntimes[] = {"composite", "docker", "node20", "node24"};
  constexpr std::string_view kGone[] = {"node12", "node16"};
  if (const yaml::Node* runtime = runs->find("using"); runtime == nullptr) {
    complain(Topic::kAction, runs->range, "\"using\" is missing in \"runs\"");
  } else if (std::find(std::begin(kGone), std::end(kGone), runtime->value) != std::end(kGone)) {
    complain(Topic::kAction, runtime->range, "runners no longer have \"" + std::string(runtime->value) + "\"; use node24");
  } else if (std::find(std::begin(kRuntimes), std::end(kRuntimes), runtime->value) == std::end(kRuntimes)) {
    complain(Topic::kAction, runtime->range,
             "\"using\" must be one of " + listed(kRuntimes) + ", not \"" + std::string(runtime->value) + "\"");
  }
  const yaml::Node* list = runs->find("steps");
  if (const yaml::Node* using_ = runs->find("using"); using_ != nullptr && using_->value == "composite" && list != nullptr) {
    out_.jobs.emplace_back();
    Job& job = out_.jobs.back();
    job.node = runs;
    job_ = 0;
    steps(*list, job, Place::kActionStep, Place::kActionIf);
    step_ = -1;
    for (const Step& step : job.steps)
      if (step.run != nullptr && step.shell == nullptr && step.node->find("shell") == nullptr)
        complain(Topic::kAction, step.run->range, "a script of a composite action needs \"shell\"");
  }
  if (const yaml::Node* outputs = root.find("outputs"); outputs != nullptr && outputs->is_mapping()) {
    keys(*outputs, "\"outputs\"", {}, true);
    for (const yaml::Entry& entry : outputs->entries) {
      out_.call_outputs.push_back({entry.key.value, entry.key.range});
      if (const yaml::Node* value = entry.value.find("value"))
        text(*value, Place::kActionOutput, "outputs." + std::string(entry.key.value), true);
    }
  }
  job_ = -1;
}

}  // namespace platlint::github

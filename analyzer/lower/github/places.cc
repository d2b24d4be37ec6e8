// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lower/github/places.h"

#include <iterator>

#include "grammars/ghexpr/ast.h"

namespace platlint::github {
namespace {

enum Bit : ContextSet {
  kGithub = 1 << 0,
  kEnv = 1 << 1,
  kVars = 1 << 2,
  kSecrets = 1 << 3,
  kInputs = 1 << 4,
  kNeeds = 1 << 5,
  kSteps = 1 << 6,
  kMatrix = 1 << 7,
  kStrategy = 1 << 8,
  kRunner = 1 << 9,
  kJob = 1 << 10,
  kJobs = 1 << 11,
};

constexpr ContextSet kBase = kGithub | kInputs | kVars;
constexpr ContextSet kInJob = kBase | kNeeds | kStrategy | kMatrix;
constexpr ContextSet kRunning = kInJob | kJob | kRunner | kEnv;

}  // namespace

ContextSet context_bit(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kContexts); ++i)
    if (ghexpr::same_name(kContexts[i], name)) return ContextSet{1} << i;
  return 0;
}

ContextSet available_contexts(Place place) {
  switch (place) {
    case Place::kNowhere:
      return 0;
    case Place::kRunName:
    case Place::kConcurrency:
    case Place::kCallInputDefault:
      return kBase;
    case Place::kEnv:
      return kBase | kSecrets;
    case Place::kCallOutput:
      return kBase | kJobs;
    case Place::kJobIf:
    case Place::kStrategy:
      return kBase | kNeeds;
    case Place::kJob:
    case Place::kJobWith:
    case Place::kContainer:
    case Place::kSnapshotIf:
      return kInJob;
    case Place::kJobSecrets:
    case Place::kJobEnv:
      return kInJob | kSecrets;
    case Place::kJobDefaults:
      return kInJob | kEnv;
    case Place::kCredentials:
      return kInJob | kEnv | kSecrets;
    case Place::kContainerEnv:
      return kRunning | kSecrets;
    case Place::kEnvironmentUrl:
      return kRunning | kSteps;
    case Place::kJobOutputs:
    case Place::kStep:
      return kRunning | kSecrets | kSteps;
    case Place::kStepIf:
      return kRunning | kSteps;
    // Actions see what their caller's step sees, except for secrets and needs.
    case Place::kActionStep:
    case Place::kActionIf:
    case Place::kActionOutput:
      return kGithub | kInputs | kSteps | kJob | kRunner | kEnv | kStrategy | kMatrix;
    case Place::kActionRuns:
      return kGithub | kInputs | kJob | kRunner | kEnv | kStrategy | kMatrix;
  }
  return 0;
}

bool is_special_function(std::string_view lower_name) {
  return lower_name == "success" || lower_name == "always" || lower_name == "cancelled" || lower_name == "failure" ||
         lower_name == "hashfiles";
}

bool may_call(Place place, std::string_view lower_name) {
  if (!is_special_function(lower_name)) return true;
  if (lower_name == "hashfiles")
    return place == Place::kStep || place == Place::kStepIf || place == Place::kActionStep || place == Place::kActionIf ||
           place == Place::kActionRuns || place == Place::kActionOutput;
  return place == Place::kJobIf || place == Place::kStepIf || place == Place::kActionIf || place == Place::kActionRuns ||
         place == Place::kSnapshotIf;
}

}  // namespace platlint::github

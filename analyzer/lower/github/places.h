// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace platlint::github {

// Where an expression may stand, as far as it decides which contexts it may read.
// https://docs.github.com/actions/reference/workflows-and-actions/contexts#context-availability
enum class Place : std::uint8_t {
  kNowhere,  // keys that take no expression
  kRunName,
  kConcurrency,
  kEnv,
  kCallInputDefault,
  kCallOutput,
  kJobIf,
  kJob,
  kJobWith,
  kJobSecrets,
  kJobEnv,
  kJobDefaults,
  kJobOutputs,
  kStrategy,
  kEnvironmentUrl,
  kContainer,
  kContainerEnv,
  kCredentials,
  kSnapshotIf,
  kStep,
  kStepIf,
  kActionStep,
  kActionIf,
  kActionOutput,
  kActionRuns,
};

// Bits of contexts, by their order in kContexts.
using ContextSet = std::uint32_t;
inline constexpr std::string_view kContexts[] = {"github", "env",    "vars",     "secrets", "inputs", "needs",
                                                 "steps",  "matrix", "strategy", "runner",  "job",    "jobs"};

// Bit of a context, 0 for an unknown name (ASCII case does not matter).
ContextSet context_bit(std::string_view name);
ContextSet available_contexts(Place place);
// success(), always(), cancelled(), failure(), hashFiles(); other functions may be called everywhere.
bool is_special_function(std::string_view lower_name);
bool may_call(Place place, std::string_view lower_name);

}  // namespace platlint::github

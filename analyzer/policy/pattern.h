// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analyzer/model/value.h"
#include "analyzer/support/arena.h"

namespace platlint::policy {

// What a pattern says of a resource. kError: an anchor's key was never found, so the mismatch says nothing.
enum class Verdict : std::uint8_t { kPass, kFail, kSkip, kError, kUnknown };

struct Match {
  Verdict verdict = Verdict::kPass;
  std::string message = {};
  std::string path = {};  // of the value that decided: "spec.containers[0].image"
  Value at = {};          // that value; missing values point at the nearest thing written
};

// Kyverno's validation patterns with their anchors: () =() X() ^() <(). Variables are already replaced. `arena` takes what is made on the
// way.
Match match_pattern(const Value& resource, const Value& pattern, Arena& arena);

// One leaf: does the scalar satisfy the scalar pattern ("!*:latest", ">5 & <=1Gi", "10-20", true, null)?
Tri match_leaf(const Value& value, const Value& pattern, Arena& arena);

// "(name)" and the like.
struct Anchor {
  enum class Kind : std::uint8_t { kNone, kCondition, kEquality, kNegation, kExistence, kGlobal, kAddition } kind = Kind::kNone;
  std::string_view key = {};
};
Anchor parse_anchor(std::string_view key);

bool has_wildcard(std::string_view text);

}  // namespace platlint::policy

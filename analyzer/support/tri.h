// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace platlint {

// The answer to a question about a value that may be unknown (Kleene's strong logic of three values).
// A scoped enum on purpose: `!t` and `if (t)` do not compile, so nobody reads unknown as false.
enum class Tri : std::uint8_t { kFalse, kTrue, kUnknown };

constexpr Tri tri(bool b) { return b ? Tri::kTrue : Tri::kFalse; }

constexpr Tri tri_not(Tri a) { return a == Tri::kUnknown ? a : tri(a == Tri::kFalse); }

constexpr Tri tri_and(Tri a, Tri b) {
  if (a == Tri::kFalse || b == Tri::kFalse) return Tri::kFalse;
  return a == Tri::kTrue && b == Tri::kTrue ? Tri::kTrue : Tri::kUnknown;
}

constexpr Tri tri_or(Tri a, Tri b) {
  if (a == Tri::kTrue || b == Tri::kTrue) return Tri::kTrue;
  return a == Tri::kFalse && b == Tri::kFalse ? Tri::kFalse : Tri::kUnknown;
}

}  // namespace platlint

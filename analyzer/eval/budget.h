// SPDX-License-Identifier: Apache-2.0
//
// What an evaluation may cost. A few characters can ask for a billion steps ([for a in l : [for b in l : ...]]), for a text of gigabytes,
// or for a value that is a small graph in memory and a tree of 2^64 parts to everybody who walks it (a = [b, b], b = [c, c], ...). So
// everything is paid for before it is done, in units of about one byte of text: each step, each element that is made or looked at, each
// reference that is carried along, each error. A value made of others is paid for as the tree that it is. Who runs out gets unknown values
// and one kLimit.
//
// The prices are such that an expression that uses up all it may ends within a fraction of a second.
#pragma once

#include <cstdint>

#include "analyzer/eval/evaluator.h"

namespace platlint {

inline constexpr std::uint64_t kStepCost = 16;       // of one expression, as often as it is evaluated
inline constexpr std::uint64_t kCallCost = 64;       // of calling a function, over what its arguments and its result cost
inline constexpr std::uint64_t kPatternCost = 1024;  // of reading a regular expression
inline constexpr std::uint64_t kElementCost = 8;     // of one element of a list or a map
inline constexpr std::uint64_t kReferenceCost = 4;   // of one resource that a value was computed from, from the ninth on
inline constexpr std::uint64_t kErrorCost = 512;     // of one error and its text
inline constexpr std::uint64_t kFileCost = 1024;     // of asking for a file, whatever is in it
inline constexpr int kMaxValueDepth = 500;           // of lists and maps inside one another

// Says so, once, and leaves nothing of the budget. False.
bool exhaust(Evaluation& evaluation, SourceRange where);

// Takes from the budget; false (with a kLimit diagnostic, once) when it is used up. Asked at every step.
inline bool spend(Evaluation& evaluation, std::uint64_t amount, SourceRange where) {
  if (evaluation.budget <= amount || evaluation.arena.bytes() > evaluation.memory_end) return exhaust(evaluation, where);
  evaluation.budget -= amount;
  return true;
}

// Pays for looking at a value and all that is in it.
bool spend_on(Evaluation& evaluation, const Value& value, SourceRange where);

}  // namespace platlint

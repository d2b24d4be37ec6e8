// SPDX-License-Identifier: Apache-2.0
//
// Equal calls of a module are evaluated once.
//
// Two calls in one module that name the same folder, pass the same providers and whose arguments are the same text have results that
// differ in two things only: addresses, which begin with the call's own, and places inside the arguments, which stand in the call's
// own block. So the second call takes the results of the first one, relocated: every address below the first call becomes one below the
// second, every place inside an argument moves to the same byte of the same argument. What holds neither is shared as it is; most
// of a value's parts hold neither. The outcome is what evaluating the second call would have given, byte for byte
// (tests/lower/equal_calls_test.cc compares the two).
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzer/model/resource.h"

namespace platlint::terraform {

class Relocation {
 public:
  // An argument of the first call and the same text in the second one.
  struct Shift {
    SourceRange from = {};
    SourceRange to = {};
  };
  Relocation(std::string_view from, std::string_view to, std::vector<Shift> shifts, Arena& arena)
      : from_(from), to_(to), shifts_(std::move(shifts)), arena_(arena) {}

  std::string_view address(std::string_view address) const;
  SourceRange place(SourceRange range) const;
  Value value(const Value& value);

 private:
  // Null and spans without data stay so; what needs no change is given back as it is. What several values share is relocated once.
  const Origin* origin(const Origin* origin);
  const Refs* refs(const Refs* refs);
  const UnknownInfo* unknown(const UnknownInfo& info);
  std::span<const Value> items(std::span<const Value> items);
  std::span<const Member> members(std::span<const Member> members);

  std::string_view from_, to_;
  std::vector<Shift> shifts_;
  Arena& arena_;
  std::unordered_map<const void*, const void*> done_;  // of origins, references, unknowns, and the first of items or members
};

}  // namespace platlint::terraform

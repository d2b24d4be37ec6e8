// SPDX-License-Identifier: Apache-2.0
//
// Fuzz targets. `PLATLINT_FUZZ_TARGET(name) { ... input ... }` is the body for one input. With the fuzz preset each target is a libFuzzer
// program (fuzz_NAME); in every other build all targets stand in one test, which runs them over fixtures/crashes/NAME, where inputs that
// once went wrong are kept, and over tests/fuzz/seeds/NAME.
//
// An input is wrong when it crashes, hangs, exhausts memory, or breaks what a FUZZ_EXPECT says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "analyzer/support/check.h"

#define FUZZ_EXPECT(condition) PL_CHECK(condition)

namespace platlint::fuzz {

using Target = void (*)(std::string_view);

struct Entry {
  const char* name;
  Target run;
  Entry* next;
};

// All targets of this program.
inline Entry*& entries() {
  static Entry* first = nullptr;
  return first;
}

struct Register {
  explicit Register(Entry& entry) {
    entry.next = entries();
    entries() = &entry;
  }
};

}  // namespace platlint::fuzz

#ifdef PLATLINT_FUZZ_PROGRAM
#define PLATLINT_FUZZ_TARGET(name)                                                    \
  static void fuzz_##name(std::string_view input);                                    \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
    fuzz_##name(std::string_view(reinterpret_cast<const char*>(data), size));         \
    return 0;                                                                         \
  }                                                                                   \
  static void fuzz_##name(std::string_view input)
#else
#define PLATLINT_FUZZ_TARGET(name)                                        \
  static void fuzz_##name(std::string_view input);                        \
  static platlint::fuzz::Entry entry_##name{#name, fuzz_##name, nullptr}; \
  static const platlint::fuzz::Register register_##name(entry_##name);    \
  static void fuzz_##name(std::string_view input)
#endif

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <cstdlib>

// platlint itself is wrong: say where and stop. Input must never reach one; fuzzers hunt for these.
#define PL_CHECK(condition)                                                                            \
  do {                                                                                                 \
    if (!(condition)) {                                                                                \
      std::fprintf(stderr, "platlint: internal error at %s:%d: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                                    \
    }                                                                                                  \
  } while (false)

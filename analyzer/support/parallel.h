// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace platlint {

// Calls body(index, worker) once for every index below `count`, on at most `jobs` threads (the caller's is one of them). Which worker
// gets which index differs from run to run, so results must go to a slot of their index or be sorted afterwards.
template <class Body>
void parallel_for(std::size_t count, int jobs, Body&& body) {
  const std::size_t workers = std::min<std::size_t>(count, jobs < 1 ? 1 : static_cast<std::size_t>(jobs));
  std::atomic<std::size_t> next = 0;
  const auto work = [&](std::size_t worker) {
    for (std::size_t i = next++; i < count; i = next++) body(i, worker);
  };
  std::vector<std::thread> threads;
  for (std::size_t w = 1; w < workers; ++w) threads.emplace_back(work, w);
  if (workers > 0) work(0);
  for (std::thread& thread : threads) thread.join();
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <system_error>
#include <vector>

namespace platlint {

// A thread whose stack has a size of our choosing (the system's default is too small for work that recurses over input as deep as the
// analysis allows, and differs from machine to machine). Pages of the stack cost memory only once they are touched. The function must
// not throw. Throws std::system_error when the system gives no thread.
class StackThread {
 public:
  StackThread(std::size_t stack_bytes, std::function<void()> body) : body_(std::move(body)) {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, stack_bytes);
    const auto run = [](void* self) -> void* {
      static_cast<StackThread*>(self)->body_();
      return nullptr;
    };
    const int error = pthread_create(&thread_, &attributes, run, this);
    pthread_attr_destroy(&attributes);
    if (error != 0) throw std::system_error(error, std::generic_category(), "cannot start a thread");
  }
  StackThread(const StackThread&) = delete;
  StackThread& operator=(const StackThread&) = delete;
  ~StackThread() { pthread_join(thread_, nullptr); }

 private:
  std::function<void()> body_;
  pthread_t thread_ = {};
};

inline constexpr std::size_t kUsualStack = 8U << 20U;
inline constexpr std::size_t kDeepStack = 512U << 20U;  // for evaluation, see kMaxRootDepth

// Calls body(index, worker) once for every index below `count`, on at most `jobs` threads. With the usual stack the caller's thread is
// one of them. Which worker gets which index differs from run to run, so results must go to a slot of their index or be sorted afterwards.
template <class Body>
void parallel_for(std::size_t count, int jobs, Body&& body, std::size_t stack = kUsualStack) {
  const std::size_t workers = std::min<std::size_t>(count, jobs < 1 ? 1 : static_cast<std::size_t>(jobs));
  std::atomic<std::size_t> next = 0;
  const auto work = [&](std::size_t worker) {
    for (std::size_t i = next++; i < count; i = next++) body(i, worker);
  };
  const bool here = stack <= kUsualStack && workers > 0;
  std::vector<std::unique_ptr<StackThread>> threads;
  for (std::size_t w = here ? 1 : 0; w < workers; ++w) threads.push_back(std::make_unique<StackThread>(stack, [&work, w] { work(w); }));
  if (here) work(0);
}

}  // namespace platlint

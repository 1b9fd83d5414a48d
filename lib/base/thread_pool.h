#pragma once
// A fixed set of worker threads. Libraries start no threads: programs make one pool and pass it
// down.

#include <cstddef>
#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "lib/base/mutex.h"

namespace lynceus {

// Thread-safe. The destructor finishes all work that was given and joins.
class ThreadPool {
 public:
  // REQUIRES: threads >= 1.
  explicit ThreadPool(std::size_t threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  std::size_t size() const { return workers_.size(); }

  // Queues `work`; it runs once on some worker. The queue has no bound: callers bound what they
  // give.
  void Run(std::function<void()> work);

  // Runs body(i) for every i in [0, count) on the pool and the calling thread; returns when all
  // ran.
  void ForEach(std::size_t count, const std::function<void(std::size_t)>& body);

 private:
  void Work();

  Mutex mutex_;
  CondVar wake_;
  std::deque<std::function<void()>> queue_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> workers_;  // constant after construction
};

}  // namespace lynceus

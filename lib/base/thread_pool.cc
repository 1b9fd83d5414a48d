// Worker threads. ForEach waits for bodies, not for workers: a worker that calls ForEach itself
// makes progress alone where all others are busy, so nesting cannot lock up.

#include "lib/base/thread_pool.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

#include "lib/base/status.h"

namespace lynceus {
namespace {

// One ForEach in progress. Helpers that start late find nothing left and never touch `body`, which
// lives only as long as the call.
class Loop {
 public:
  Loop(std::size_t count, const std::function<void(std::size_t)>& body)
      : count_(count), body_(body) {}

  void RunUntilNoneLeft() {
    std::size_t ran = 0;
    for (std::size_t i = next_.fetch_add(1); i < count_; i = next_.fetch_add(1)) {
      body_(i);
      ++ran;
    }
    if (ran == 0) return;
    MutexLock lock(mutex_);
    done_ += ran;
    if (done_ == count_) all_done_.NotifyAll();
  }

  void WaitUntilAllRan() {
    MutexLock lock(mutex_);
    while (done_ != count_) all_done_.Wait(mutex_);
  }

 private:
  const std::size_t count_;
  const std::function<void(std::size_t)>& body_;
  std::atomic<std::size_t> next_ = 0;
  Mutex mutex_;
  CondVar all_done_;
  std::size_t done_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace

ThreadPool::ThreadPool(std::size_t threads) {
  LYNCEUS_CHECK(threads >= 1);
  workers_.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) workers_.emplace_back([this] { Work(); });
}

ThreadPool::~ThreadPool() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
  }
  wake_.NotifyAll();
  for (std::thread& worker : workers_) worker.join();
}

void ThreadPool::Run(std::function<void()> work) {
  {
    MutexLock lock(mutex_);
    queue_.push_back(std::move(work));
  }
  wake_.NotifyOne();
}

void ThreadPool::ForEach(std::size_t count, const std::function<void(std::size_t)>& body) {
  if (count == 0) return;
  const auto loop = std::make_shared<Loop>(count, body);
  const std::size_t helpers = std::min(size(), count - 1);
  for (std::size_t i = 0; i < helpers; ++i) {
    Run([loop] { loop->RunUntilNoneLeft(); });
  }
  loop->RunUntilNoneLeft();
  loop->WaitUntilAllRan();
}

void ThreadPool::Work() {
  while (true) {
    std::function<void()> work;
    {
      MutexLock lock(mutex_);
      while (queue_.empty() && !stopping_) wake_.Wait(mutex_);
      if (queue_.empty()) return;
      work = std::move(queue_.front());
      queue_.pop_front();
    }
    work();
  }
}

}  // namespace lynceus

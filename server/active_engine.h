#pragma once
// The (snapshot, rules) pair in force, swapped as one while calls run: a call holds the pair it
// began with until it ends.

#include <memory>
#include <string>
#include <utility>

#include "lib/base/mutex.h"
#include "lib/screening/engine.h"

namespace lynceus::server {

// Thread-safe.
class ActiveEngine {
 public:
  explicit ActiveEngine(std::shared_ptr<const screening::Engine> engine)
      : engine_(std::move(engine)) {}

  std::shared_ptr<const screening::Engine> Get() const {
    MutexLock lock(mutex_);
    return engine_;
  }
  // Returns the pair that was in force.
  std::shared_ptr<const screening::Engine> Swap(std::shared_ptr<const screening::Engine> engine) {
    MutexLock lock(mutex_);
    return std::exchange(engine_, std::move(engine));
  }

 private:
  mutable Mutex mutex_;
  std::shared_ptr<const screening::Engine> engine_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lynceus::server

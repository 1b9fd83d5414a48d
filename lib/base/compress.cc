#include "lib/base/compress.h"

#include <zstd.h>

#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "lib/base/mutex.h"
#include "lib/base/status.h"

namespace lynceus {
namespace {

constexpr int kLevel = 3;

struct Free {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
  void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
};

// A context is hundreds of kilobytes of tables: kept, and the one used last is taken first, for its
// tables are in the cache. One a thread would be in it for none where many threads take turns.
template <typename Context>
class Contexts {
 public:
  using Held = std::unique_ptr<Context, Free>;
  explicit Contexts(Context* (*make)()) : make_(make) {}
  Held Take() {
    {
      MutexLock lock(mutex_);
      if (!idle_.empty()) {
        Held last = std::move(idle_.back());
        idle_.pop_back();
        return last;
      }
    }
    return Held(make_());
  }
  void Give(Held context) {
    MutexLock lock(mutex_);
    idle_.push_back(std::move(context));
  }

 private:
  Context* (*const make_)();
  Mutex mutex_;
  std::vector<Held> idle_ ABSL_GUARDED_BY(mutex_);
};

absl::Status Damaged(std::string cause) {
  return DataLossError({.subject = "compressed text",
                        .cause = std::move(cause),
                        .remedy = "restore it from a copy"});
}

}  // namespace

struct Compressor::Dictionaries {
  std::unique_ptr<ZSTD_CDict, Free> compressing;
  std::unique_ptr<ZSTD_DDict, Free> decompressing;
};

Compressor::Compressor(std::string_view dictionary)
    : dictionaries_(new Dictionaries{std::unique_ptr<ZSTD_CDict, Free>(ZSTD_createCDict(
                                         dictionary.data(), dictionary.size(), kLevel)),
                                     std::unique_ptr<ZSTD_DDict, Free>(ZSTD_createDDict(
                                         dictionary.data(), dictionary.size()))}) {}
Compressor::~Compressor() = default;

absl::StatusOr<std::string> Compressor::Compress(std::string_view text) const {
  static auto& idle = *new Contexts<ZSTD_CCtx>(ZSTD_createCCtx);
  auto context = idle.Take();
  std::string frame(ZSTD_compressBound(text.size()), '\0');
  const std::size_t size =
      ZSTD_compress_usingCDict(context.get(), frame.data(), frame.size(), text.data(), text.size(),
                               dictionaries_->compressing.get());
  idle.Give(std::move(context));
  if (ZSTD_isError(size) != 0) {
    return InternalError({.subject = "zstd", .cause = ZSTD_getErrorName(size)});
  }
  frame.resize(size);
  return frame;
}

absl::StatusOr<std::string> Compressor::Decompress(std::string_view frame,
                                                   std::size_t bytes_max) const {
  const unsigned long long length = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (length == ZSTD_CONTENTSIZE_ERROR || length == ZSTD_CONTENTSIZE_UNKNOWN) {
    return Damaged("it is no frame that says its length");
  }
  if (length > bytes_max) return Damaged(absl::StrCat("it says that it holds ", length, " bytes"));
  if (ZSTD_findFrameCompressedSize(frame.data(), frame.size()) != frame.size()) {
    return Damaged("it is not one whole frame");
  }
  static auto& idle = *new Contexts<ZSTD_DCtx>(ZSTD_createDCtx);
  auto context = idle.Take();
  std::string text(length, '\0');
  const std::size_t size =
      ZSTD_decompress_usingDDict(context.get(), text.data(), text.size(), frame.data(),
                                 frame.size(), dictionaries_->decompressing.get());
  idle.Give(std::move(context));
  if (ZSTD_isError(size) != 0) return Damaged(ZSTD_getErrorName(size));
  if (size != length) return Damaged("it holds less than it says");
  return text;
}

}  // namespace lynceus

#include "lib/base/compress.h"

#include <zstd.h>

#include "absl/strings/str_cat.h"
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

// A context is megabytes of tables: one a thread, kept.
ZSTD_CCtx* ThreadCompressor() {
  thread_local const std::unique_ptr<ZSTD_CCtx, Free> context(ZSTD_createCCtx());
  return context.get();
}
ZSTD_DCtx* ThreadDecompressor() {
  thread_local const std::unique_ptr<ZSTD_DCtx, Free> context(ZSTD_createDCtx());
  return context.get();
}

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
  std::string frame(ZSTD_compressBound(text.size()), '\0');
  const std::size_t size =
      ZSTD_compress_usingCDict(ThreadCompressor(), frame.data(), frame.size(), text.data(),
                               text.size(), dictionaries_->compressing.get());
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
  std::string text(length, '\0');
  const std::size_t size =
      ZSTD_decompress_usingDDict(ThreadDecompressor(), text.data(), text.size(), frame.data(),
                                 frame.size(), dictionaries_->decompressing.get());
  if (ZSTD_isError(size) != 0) return Damaged(ZSTD_getErrorName(size));
  if (size != length) return Damaged("it holds less than it says");
  return text;
}

}  // namespace lynceus

#include "lib/fetch/fetch.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/fetch/content.h"
#include "lib/fetch/kept_list.h"

namespace lynceus::fetch {
namespace {

constexpr std::size_t kDigestDigits = 12;  // 48 bits: versions of one list never meet by chance

std::string UtcText(std::int64_t unix_micros) {
  const std::int64_t seconds = unix_micros / 1'000'000 % 86'400;
  return absl::StrFormat("%sT%02d:%02d:%02dZ", Date::FromUnixMicros(unix_micros).ToString(),
                         seconds / 3'600, seconds / 60 % 60, seconds % 60);
}

// One list's way from its addresses to its version in use. One thread.
class OneList {
 public:
  OneList(const PublishedList& list, const FetchOptions& options)
      : list_(list),
        options_(options),
        kept_(options.directory, list.key),
        now_micros_(options.clock->NowUnixMicros()) {
    result_.key = list.key;
  }

  FetchResult Run() {
    if (absl::Status status = Fetch(); !status.ok()) {
      result_.outcome = FetchResult::Outcome::kFailed;
      result_.problem = std::move(status);
    }
    return std::move(result_);
  }

 private:
  absl::Status Fetch() {
    if (list_.status == AddressStatus::kByHand) {
      return PreconditionError({.subject = list_.key,
                                .cause = "its publisher has no lasting address for the file",
                                .remedy = "download it from " + list_.addresses.front() +
                                          " by hand and give it to lynceus index build"});
    }
    LYNCEUS_RETURN_IF_ERROR(kept_.Prepare());
    LookAtCurrent();
    std::vector<absl::Status> failures;
    for (const std::string& address : list_.addresses) {
      absl::Status status = FetchFrom(address);
      if (status.ok()) {
        if (!failures.empty()) {
          result_.warnings.push_back("taken from its second address, since the first failed: " +
                                     DetailOf(failures.front()).cause);
        }
        return status;
      }
      failures.push_back(std::move(status));
      if (aside_) break;  // this address has it; what it has is the finding
    }
    return Together(failures);
  }

  // The version in use is asked about only while it is as it was fetched: else the publisher's "not
  // modified" would keep a damaged file in use.
  void LookAtCurrent() {
    absl::StatusOr<std::optional<Version>> current = kept_.Current();
    absl::Status status = current.status();
    if (status.ok() && current->has_value()) {
      current_ = **current;
      result_.bytes_before = current_->bytes;
      result_.bytes = current_->bytes;
      result_.sha256 = current_->sha256;
      status = kept_.Verify(*current_);
      is_current_sound_ = status.ok();
    }
    if (status.ok() && current_) result_.path = kept_.PathOf(*current_);
    if (!status.ok()) {
      result_.warnings.push_back("the version in use is damaged: " + DetailOf(status).subject +
                                 ": " + DetailOf(status).cause);
    }
  }

  absl::Status FetchFrom(const std::string& address) {
    LYNCEUS_ASSIGN_OR_RETURN(
        const Address filled,
        FillAddress(address, Date::FromUnixMicros(now_micros_), options_.environment));
    DownloadRequest request{
        .url = filled.url, .shown_url = filled.shown, .bytes_max = list_.bytes_max};
    if (is_current_sound_ && current_->url == filled.shown && current_->kind == list_.kind) {
      request.etag = current_->etag;
      request.last_modified = current_->last_modified;
    }
    if (options_.progress) {
      request.progress = [this](std::uint64_t bytes, std::uint64_t total) {
        options_.progress(list_, bytes, total);
      };
    }
    LYNCEUS_ASSIGN_OR_RETURN(const auto part, kept_.NewPart());
    LYNCEUS_ASSIGN_OR_RETURN(const DownloadAnswer answer,
                             Download(request, options_.download, *part));
    if (answer.not_modified) return Checked(answer);
    return Take(*part, answer, filled.shown);
  }

  // The publisher has no other version.
  absl::Status Checked(const DownloadAnswer& answer) {
    result_.outcome = FetchResult::Outcome::kUnchanged;
    Version version = *current_;
    version.checked_at = UtcText(now_micros_);
    if (!answer.etag.empty()) version.etag = answer.etag;
    if (!answer.last_modified.empty()) version.last_modified = answer.last_modified;
    return kept_.Update(version);
  }

  absl::Status Take(PartFile& part, const DownloadAnswer& answer, const std::string& shown) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string sha256, part.Finish());
    if (is_current_sound_ && sha256 == current_->sha256 && current_->kind == list_.kind) {
      current_->url = shown;
      return Checked(answer);
    }
    absl::StatusOr<ContentCheck> content = CheckContent(part.path(), list_.kind);
    if (!content.ok()) return AtAddress(content.status(), part.path(), shown);
    for (std::string& warning : content->warnings) result_.warnings.push_back(std::move(warning));
    if (!answer.is_length_known) {
      result_.warnings.push_back(
          "the server stated no length: whether the file came whole is known from its end only");
    }
    WarnIfOlder(answer.last_modified);
    const std::string now = UtcText(now_micros_);
    Version version{.file = absl::StrCat(Date::FromUnixMicros(now_micros_).ToString(), "_",
                                         sha256.substr(0, kDigestDigits), ".", list_.extension),
                    .url = shown,
                    .kind = list_.kind,
                    .licence = list_.licence,
                    .etag = answer.etag,
                    .last_modified = answer.last_modified,
                    .fetched_at = now,
                    .checked_at = now,
                    .sha256 = sha256,
                    .bytes = part.bytes()};
    version.aside = options_.allow_shrink ? "" : Shrunk(version.bytes);
    if (!version.aside.empty()) return PutAside(part, version);
    LYNCEUS_RETURN_IF_ERROR(kept_.Keep(part, version));
    result_.outcome = FetchResult::Outcome::kNew;
    result_.path = kept_.PathOf(version);
    result_.bytes = version.bytes;
    result_.sha256 = sha256;
    return absl::OkStatus();
  }

  // A stale mirror, or a list that was taken back. The list's own date is the build's to compare.
  void WarnIfOlder(const std::string& last_modified) {
    if (!current_) return;
    const auto before = ParseHttpDate(current_->last_modified);
    const auto now = ParseHttpDate(last_modified);
    if (!before || !now || *now >= *before) return;
    result_.warnings.push_back("the server dates it " + last_modified +
                               ", and the version before " + current_->last_modified);
  }

  // Why a version of that length is not put to use; empty where it may be.
  std::string Shrunk(std::uint64_t bytes) const {
    if (bytes < list_.bytes_min) {
      return absl::StrCat("it has ", bytes, " bytes; ", list_.bytes_min,
                          " are the least for this list");
    }
    if (!current_ || current_->kind != list_.kind) return "";
    const auto keep_percent = static_cast<std::uint64_t>(100 - list_.shrink_percent_max);
    if (bytes * 100 >= current_->bytes * keep_percent) return "";
    return absl::StrCat("it has ", bytes, " bytes, the version before ", current_->bytes,
                        ": it shrank by more than ", list_.shrink_percent_max, " %");
  }

  absl::Status PutAside(PartFile& part, const Version& version) {
    aside_ = true;
    LYNCEUS_RETURN_IF_ERROR(kept_.KeepAside(part, version));
    return PreconditionError({.subject = version.url,
                              .cause = version.aside,
                              .remedy = "look at " + JoinPath(kept_.directory(), "aside/") +
                                        version.file +
                                        ", where it is kept; take it with --allow-shrink where "
                                        "it is right"});
  }

  // An error about the part file is one about the address it came from.
  static absl::Status AtAddress(const absl::Status& status, const std::string& path,
                                const std::string& shown) {
    ErrorDetail detail = DetailOf(status);
    if (detail.subject.starts_with(path)) detail.subject = shown;
    return MakeError(status.code(), std::move(detail));
  }

  // One error for all addresses, by the first.
  static absl::Status Together(const std::vector<absl::Status>& failures) {
    ErrorDetail detail = DetailOf(failures.front());
    for (std::size_t i = 1; i < failures.size(); ++i) {
      const ErrorDetail other = DetailOf(failures[i]);
      absl::StrAppend(&detail.cause, "; ", other.subject, ": ", other.cause);
    }
    return MakeError(failures.front().code(), std::move(detail));
  }

  const PublishedList& list_;
  const FetchOptions& options_;
  const KeptList kept_;
  const std::int64_t now_micros_;
  std::optional<Version> current_;
  bool is_current_sound_ = false;
  bool aside_ = false;
  FetchResult result_;
};

}  // namespace

absl::StatusOr<std::vector<FetchResult>> FetchLists(
    std::span<const PublishedList> lists, const FetchOptions& options,
    const std::function<void(const FetchResult&)>& done) {
  LYNCEUS_RETURN_IF_ERROR(MakeDirectories(options.directory));
  LYNCEUS_ASSIGN_OR_RETURN(const auto lock,
                           FileLock::Acquire(JoinPath(options.directory, ".lock")));
  std::vector<FetchResult> results;
  for (const PublishedList& list : lists) {
    results.push_back(OneList(list, options).Run());
    if (done) done(results.back());
  }
  return results;
}

}  // namespace lynceus::fetch

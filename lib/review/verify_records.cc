// The library of the log knows no leaf: what leaves and bodies say is asked here.
#include "lib/review/verify_records.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/audit/log_files.h"
#include "lib/audit/log_keys.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/review/show_record.h"

namespace lynceus::review {
namespace {

using Keys = std::vector<audit::VerifierKey>;

absl::Status Rotated(const std::string& log, const audit::VerifierKey& held,
                     const std::vector<KeyChange>& path) {
  std::string cause = "it carries no signature by the key given, which was rotated: ";
  for (const KeyChange& change : path) {
    absl::StrAppend(&cause, "record ", change.record,
                    ", proven by the key before it, hands over to ", FormatVerifierKey(change.key),
                    "; ");
  }
  return PreconditionError(
      {.subject = audit::CheckpointPath(log),
       .cause = absl::StrCat(cause, "the older key has ended"),
       .remedy = absl::StrCat("see for yourself: lynceus log check ",
                              RotationReceiptPath(log, path.front().record), " --key ",
                              FormatVerifierKey(held), "; and go on with --key ",
                              FormatVerifierKey(path.back().key))});
}

// Why no key of the caller's signed the checkpoint, where a rotation is the reason. OK elsewhere.
absl::Status WhyNotSigned(const std::string& log, const Keys& given) {
  const auto file = ReadFile(audit::CheckpointPath(log));
  if (!file.ok()) return absl::OkStatus();
  const auto note = audit::ParseNote(*file);
  if (!note.ok() || audit::NamesOneOf(*note, given)) return absl::OkStatus();
  for (const audit::VerifierKey& held : given) {
    const std::vector<KeyChange> path = FollowKey(log, held);
    if (!path.empty()) return Rotated(log, held, path);
  }
  const auto ever = audit::ReadVerifierKeys(log);
  if (!ever.ok() ||
      std::find_first_of(ever->begin(), ever->end(), given.begin(), given.end()) == ever->end()) {
    return absl::OkStatus();
  }
  return PreconditionError(
      {.subject = audit::CheckpointPath(log),
       .cause = "it carries no signature by the key given; key.vkey lists newer ones, the last " +
                FormatVerifierKey(ever->back()) + ", and nothing in rotations/ leads there",
       .remedy = "get rotations/ with the log's files, or the new key in the way in which you got "
                 "the one that you hold"});
}

// What is asked of each record, and found on the way.
struct Checks {
  KeyHistory history;
  std::unique_ptr<audit::BodyOpener> opener;  // null where the master key is not at hand
  std::unique_ptr<RecordChecker> checker;     // with it

  absl::Status Check(std::uint64_t index, const std::string& leaf, const std::string& body) {
    LYNCEUS_RETURN_IF_ERROR(history.Add(index, leaf));
    return checker ? checker->Check(index, leaf, body) : CheckRecord(index, leaf, body);
  }
};

absl::StatusOr<audit::VerifyReport> VerifyFiles(const VerifyRequest& request, Checks& checks) {
  const std::string& directory = request.place.directory;
  const std::string given = Join(request.keys, "\n");
  if (request.published_only) {
    return audit::VerifyPublished(
        directory, given,
        [&](std::uint64_t index, const std::string& leaf) {
          return checks.history.Add(index, leaf);
        },
        request.held);
  }
  return audit::VerifyLog(
      directory, given,
      [&](std::uint64_t index, const std::string& leaf, const std::string& body) {
        return checks.Check(index, leaf, body);
      },
      request.held);
}

}  // namespace

absl::StatusOr<RecordsReport> VerifyRecords(const VerifyRequest& request) {
  const std::string& directory = request.place.directory;
  LYNCEUS_ASSIGN_OR_RETURN(const Keys keys, audit::ChooseKeys(directory, Join(request.keys, "\n")));
  Checks checks{.history = KeyHistory(keys.front().name)};
  if (!request.published_only && PathExists(MasterKeyOf(request.place))) {
    LYNCEUS_ASSIGN_OR_RETURN(checks.opener, OpenKeys(request.place));
    checks.checker = std::make_unique<RecordChecker>(directory, *checks.opener);
  }
  auto log = VerifyFiles(request, checks);
  if (!log.ok()) {
    LYNCEUS_RETURN_IF_ERROR(WhyNotSigned(directory, keys));
    return log.status();
  }
  RecordsReport report{.log = *std::move(log), .key_changes = checks.history.changes()};
  if (checks.checker) {
    LYNCEUS_RETURN_IF_ERROR(checks.checker->Finish());
    report.bodies_opened = true;
    report.erased = checks.checker->erased();
  }
  // A copy need not have the file, for the caller has the keys.
  report.keys_followed = PathExists(audit::VerifierKeyPath(directory));
  if (!report.keys_followed) return report;
  LYNCEUS_ASSIGN_OR_RETURN(report.key_findings, checks.history.Finish(directory));
  return report;
}

}  // namespace lynceus::review

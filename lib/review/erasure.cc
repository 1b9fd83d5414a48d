#include "lib/review/erasure.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/audit/journal.h"
#include "lib/audit/log_files.h"
#include "lib/audit/seal.h"
#include "lib/base/file.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/model/date.h"
#include "lib/review/holds.h"
#include "lib/review/record_index.h"
#include "lib/review/record_log.h"
#include "lynceus/storage/record.pb.h"

namespace lynceus::review {
namespace {

constexpr std::uint32_t kOrderVersion = 1;
constexpr std::size_t kCodeBytesMax = 32;
constexpr std::size_t kBasisBytesMax = 1'024;

std::string OrderPath(const std::string& log) { return JoinPath(audit::KeysPath(log), "erasing"); }

absl::Status CheckReason(const ErasureReason& reason) {
  const bool code =
      !reason.code.empty() && reason.code.size() <= kCodeBytesMax &&
      std::all_of(reason.code.begin(), reason.code.end(), [](unsigned char byte) {
        return std::islower(byte) != 0 || std::isdigit(byte) != 0 || byte == '_' || byte == '-';
      });
  const bool texts = !reason.basis.empty() && reason.basis.size() <= kBasisBytesMax &&
                     !reason.by.empty() && reason.by.size() <= kLeafTextBytesMax;
  if (code && texts) return absl::OkStatus();
  return InvalidError({.subject = "erasure",
                       .cause = "an erasure states a code of [a-z0-9_-], a legal basis and who "
                                "ordered it",
                       .limit = "32, 1,024 and 256 bytes",
                       .remedy = "give --reason, --basis and --by"});
}

absl::Status Refused(std::string place, std::string cause, std::string remedy) {
  return PreconditionError({.subject = "erasure",
                            .place = std::move(place),
                            .cause = std::move(cause),
                            .remedy = std::move(remedy)});
}

absl::Status Held(const Hold& hold, std::uint64_t index) {
  return Refused(
      absl::StrCat("record ", index), absl::StrCat("the legal hold ", hold.name, " keeps it"),
      "release the hold first, or leave the record out; nothing of this order was erased");
}

const Hold* HoldOn(const std::vector<Hold>& holds, std::uint64_t index, const Leaf& leaf) {
  const auto holding = std::find_if(holds.begin(), holds.end(), [&](const Hold& hold) {
    return Covers(hold.scope, index, leaf);
  });
  return holding == holds.end() ? nullptr : &*holding;
}

absl::Status CheckErasable(std::uint64_t index, const Leaf& leaf, const std::vector<Hold>& holds) {
  if (!MayBeErasedAlone(leaf.kind)) {
    return Refused(absl::StrCat("record ", index),
                   absl::StrCat("it is a record of kind ", std::string(RecordKindName(leaf.kind)),
                                ", which only ends with its bucket"),
                   "leave it out");
  }
  const Hold* const hold = HoldOn(holds, index, leaf);
  return hold == nullptr ? absl::OkStatus() : Held(*hold, index);
}

storage::ErasureOrder OrderFor(const RecordLog& log, const ErasureReason& reason,
                               const Transmitter& from) {
  storage::ErasureOrder order;
  order.set_version(kOrderVersion);
  order.set_log_size(log.log().size());
  order.set_code(reason.code);
  order.set_basis(reason.basis);
  order.set_by(reason.by);
  order.set_caller(from.name);
  order.set_request_id(from.request_id);
  return order;
}

// The order to erase those of `indexes` that are not erased yet.
absl::StatusOr<storage::ErasureOrder> OrderOf(RecordLog& log,
                                              const std::vector<std::uint64_t>& indexes,
                                              const ErasureReason& reason, const Transmitter& from)
    ABSL_EXCLUSIVE_LOCKS_REQUIRED(log.ordering()) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Hold> holds, log.StandingHolds());
  storage::ErasureOrder order = OrderFor(log, reason, from);
  for (const std::uint64_t index : std::set<std::uint64_t>(indexes.begin(), indexes.end())) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string bytes, log.log().Leaf(index));
    LYNCEUS_ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(bytes));
    LYNCEUS_RETURN_IF_ERROR(CheckErasable(index, leaf, holds));
    LYNCEUS_ASSIGN_OR_RETURN(const std::string body, log.log().Body(index));
    LYNCEUS_ASSIGN_OR_RETURN(const audit::SealedAt at, audit::SealedAtOf(body));
    LYNCEUS_ASSIGN_OR_RETURN(const bool erased, audit::SlotIsErased(log.place().directory, at));
    if (erased) continue;
    storage::ErasureOrder::Target& target = *order.add_targets();
    target.set_index(index);
    target.set_bucket(at.bucket);
    target.set_slot(at.slot);
  }
  return order;
}

absl::Status WriteOrder(const RecordLog& log, const storage::ErasureOrder& order) {
  return WriteFileDurably(OrderPath(log.place().directory), order.SerializeAsString(), 0600);
}

// What the run has put on record already.
struct Recorded {
  std::set<std::uint64_t> indexes;
  bool bucket = false;
};
absl::StatusOr<Recorded> RecordedOf(const storage::ErasureOrder& order, RecordLog& log) {
  Recorded recorded;
  for (std::uint64_t i = order.log_size(); i < log.log().size(); ++i) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string bytes, log.log().Leaf(i));
    LYNCEUS_ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(bytes));
    if (leaf.kind != RecordKind::kErasure) continue;
    if (leaf.earlier) recorded.indexes.insert(*leaf.earlier);
    recorded.bucket = recorded.bucket || leaf.request_id == BucketErasureId(order.ended_bucket());
  }
  return recorded;
}

absl::Status PutOnRecord(RecordLog& log, const storage::ErasureOrder& order,
                         const std::optional<audit::SealedAt>& at, const Caller& caller) {
  JsonWriter json;
  json.BeginObject();
  if (at) {
    json.Key("erased").Int(static_cast<std::int64_t>(*caller.earlier));
    json.Member("bucket", at->bucket).Key("slot").Int(static_cast<std::int64_t>(at->slot));
  } else {
    json.Member("ended_bucket", order.ended_bucket());
  }
  json.Member("reason", order.code()).Member("basis", order.basis()).Member("by", order.by());
  json.Member("request_id", order.request_id()).EndObject();
  return log.recorder()
      .Append({.leaf = {.kind = RecordKind::kErasure}, .body = {.answer_json = json.Take()}},
              caller)
      .status();
}

// The index holds digests of the erased records' parties.
absl::Status ForgetInIndex(const RecordLog& log, const storage::ErasureOrder& order) {
  ErasedRecords erased;
  for (const storage::ErasureOrder::Target& target : order.targets()) {
    erased.AddRecord(target.index());
  }
  if (!order.ended_bucket().empty()) {
    erased.Add({.kind = RecordKind::kErasure, .request_id = BucketErasureId(order.ended_bucket())});
  }
  return ForgetErased(IndexDirectory(log.place().directory), erased);
}

// Records, destroys, has the index forget, then forgets the order. May be repeated from any point.
absl::Status CarryOut(const storage::ErasureOrder& order, RecordLog& log,
                      ErasureStep last = ErasureStep::kDone) {
  if (last == ErasureStep::kOrdered) return absl::OkStatus();
  const std::string& directory = log.place().directory;
  LYNCEUS_ASSIGN_OR_RETURN(const Recorded recorded, RecordedOf(order, log));
  Caller caller{.name = order.caller(), .on_behalf_of = order.by()};
  const bool whole_bucket = !order.ended_bucket().empty();
  if (whole_bucket && !recorded.bucket) {
    caller.request_id = BucketErasureId(order.ended_bucket());
    LYNCEUS_RETURN_IF_ERROR(PutOnRecord(log, order, std::nullopt, caller));
  }
  for (const storage::ErasureOrder::Target& target : order.targets()) {
    if (recorded.indexes.contains(target.index())) continue;
    caller.earlier = target.index();
    const audit::SealedAt at{.bucket = target.bucket(), .slot = target.slot()};
    LYNCEUS_RETURN_IF_ERROR(PutOnRecord(log, order, at, caller));
  }
  if (last == ErasureStep::kRecorded) return absl::OkStatus();
  if (whole_bucket) {
    LYNCEUS_RETURN_IF_ERROR(audit::EndBucket(directory, order.ended_bucket()));
  }
  for (const storage::ErasureOrder::Target& target : order.targets()) {
    LYNCEUS_RETURN_IF_ERROR(
        audit::EraseSlot(directory, {.bucket = target.bucket(), .slot = target.slot()}));
  }
  if (last == ErasureStep::kDestroyed) return absl::OkStatus();
  LYNCEUS_RETURN_IF_ERROR(ForgetInIndex(log, order));
  if (last == ErasureStep::kForgotten) return absl::OkStatus();
  LYNCEUS_RETURN_IF_ERROR(RemoveTree(OrderPath(directory)));
  return SyncDirectory(audit::KeysPath(directory));
}

// From here on the order stands, whatever fails: who gave it must know.
absl::Status WriteAndCarryOut(const storage::ErasureOrder& order, RecordLog& log) {
  LYNCEUS_RETURN_IF_ERROR(WriteOrder(log, order));
  absl::Status status = CarryOut(order, log);
  if (status.ok()) return status;
  ErrorDetail detail = DetailOf(status);
  absl::StrAppend(&detail.remedy, detail.remedy.empty() ? "" : "; ",
                  "the order STANDS and is carried out before the next order or hold, or when the "
                  "log is opened again");
  return MakeError(status.code(), detail);
}

absl::Status CheckNotHeld(const RecordLog& log, const std::string& bucket,
                          const std::vector<Hold>& holds) {
  if (holds.empty()) return absl::OkStatus();
  const auto check = [&](const audit::JournalRecord& record) -> absl::Status {
    LYNCEUS_ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(record.leaf));
    if (BucketOf(leaf) != bucket) return absl::OkStatus();
    if (const Hold* const hold = HoldOn(holds, record.index, leaf)) {
      return Held(*hold, record.index);
    }
    for (const Hold& hold : holds) {
      if (hold.record == record.index) return Held(hold, record.index);
    }
    return absl::OkStatus();
  };
  return audit::ScanJournal(audit::JournalPath(log.place().directory), check).status();
}

}  // namespace

bool ErasureIsAtWork(const std::string& log) { return PathExists(OrderPath(log)); }

bool BucketYearEnded(const std::string& bucket, Date today) {
  return bucket < absl::StrCat(Date::FromDays(today.days() - 1).year());
}

void ErasedRecords::Add(const Leaf& leaf) {
  if (leaf.kind != RecordKind::kErasure) return;
  if (leaf.earlier) {
    indexes_.insert(*leaf.earlier);
  } else {
    buckets_.insert(leaf.request_id);
  }
}

std::string BucketErasureId(const std::string& bucket) { return "bucket:" + bucket; }

bool ErasureOf(const Leaf& leaf, std::uint64_t index, const std::string& bucket) {
  return leaf.kind == RecordKind::kErasure &&
         (leaf.earlier ? *leaf.earlier == index : leaf.request_id == BucketErasureId(bucket));
}

absl::StatusOr<std::uint64_t> EraseRecords(RecordLog& log,
                                           const std::vector<std::uint64_t>& indexes,
                                           const ErasureReason& reason, const Transmitter& from) {
  LYNCEUS_RETURN_IF_ERROR(CheckReason(reason));
  const MutexLock lock(log.ordering());
  LYNCEUS_RETURN_IF_ERROR(FinishOrder(log));
  LYNCEUS_ASSIGN_OR_RETURN(const storage::ErasureOrder order, OrderOf(log, indexes, reason, from));
  if (order.targets().empty()) return 0;
  LYNCEUS_RETURN_IF_ERROR(WriteAndCarryOut(order, log));
  return static_cast<std::uint64_t>(order.targets_size());
}

absl::Status EraseRecordsForTest(RecordLog& log, const std::vector<std::uint64_t>& indexes,
                                 const ErasureReason& reason, ErasureStep last) {
  const MutexLock lock(log.ordering());
  LYNCEUS_ASSIGN_OR_RETURN(const storage::ErasureOrder order,
                           OrderOf(log, indexes, reason, {.name = "test", .request_id = ""}));
  LYNCEUS_RETURN_IF_ERROR(WriteOrder(log, order));
  return CarryOut(order, log, last);
}

absl::Status EraseBucket(RecordLog& log, const std::string& bucket, const ErasureReason& reason,
                         const Transmitter& from) {
  LYNCEUS_RETURN_IF_ERROR(CheckReason(reason));
  const MutexLock lock(log.ordering());
  LYNCEUS_RETURN_IF_ERROR(FinishOrder(log));
  const std::string& directory = log.place().directory;
  if (!audit::IsBucket(bucket) || !PathExists(audit::BucketKeyPath(directory, bucket))) {
    return NotFoundError({.subject = audit::KeysPath(directory),
                          .place = bucket,
                          .cause = "the log has no such bucket, or it was ended",
                          .remedy = "name one of keys/*.key"});
  }
  if (!BucketYearEnded(bucket, Date::FromUnixMicros(log.clock().NowUnixMicros()))) {
    return Refused(bucket, "records are still sealed into it",
                   "wait until a day after its year has ended");
  }
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Hold> holds, log.StandingHolds());
  LYNCEUS_RETURN_IF_ERROR(CheckNotHeld(log, bucket, holds));
  storage::ErasureOrder order = OrderFor(log, reason, from);
  order.set_ended_bucket(bucket);
  return WriteAndCarryOut(order, log);
}

absl::Status FinishOrder(RecordLog& log) {
  const std::string path = OrderPath(log.place().directory);
  if (!PathExists(path)) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path));
  storage::ErasureOrder order;
  if (!order.ParseFromString(bytes) || order.version() != kOrderVersion) {
    return DataLossError({.subject = path,
                          .cause = "the order of an interrupted erasure cannot be read",
                          .remedy = "find out what was to be erased before you remove the file"});
  }
  return CarryOut(order, log);
}

absl::Status FinishErasure(RecordLog& log) {
  const MutexLock lock(log.ordering());
  return FinishOrder(log);
}

}  // namespace lynceus::review

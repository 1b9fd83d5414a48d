// The leaf's request id holds the next key whole, so that the published files alone prove it.
#include "lib/review/rotation.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "lib/audit/log_files.h"
#include "lib/audit/log_keys.h"
#include "lib/audit/receipt.h"
#include "lib/base/file.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/review/record_log.h"
#include "lynceus/storage/record.pb.h"

namespace lynceus::review {
namespace {

constexpr std::uint32_t kOrderVersion = 1;
constexpr std::size_t kReasonBytesMax = 1'024;
constexpr std::string_view kRotated = "rotated:";
constexpr std::string_view kAlone = "alone:";
// A change of keys is carried out by whoever opens the log's directory, never through the service.
constexpr char kTransmitter[] = "command-line";
constexpr std::string_view kReceiptEnding = ".tlog-proof";

// The part of a verifier key behind its id, in the letters that a request id may have (base64url).
std::string KeyText(const audit::VerifierKey& key) {
  const std::string text = FormatVerifierKey(key);
  // 33 bytes make 44 letters; the name and the id hold no '+'.
  return absl::StrReplaceAll(text.substr(text.size() - 44), {{"+", "-"}, {"/", "_"}});
}

std::string RequestIdOf(bool ends_older, const audit::VerifierKey& key) {
  return std::string(ends_older ? kAlone : kRotated) + KeyText(key);
}

absl::Status Refused(const LogPlace& place, std::string cause, std::string remedy) {
  return PreconditionError(
      {.subject = place.directory, .cause = std::move(cause), .remedy = std::move(remedy)});
}

absl::Status CheckReason(const RotationReason& reason) {
  if (!reason.by.empty() && reason.by.size() <= kLeafTextBytesMax &&
      reason.text.size() <= kReasonBytesMax) {
    return absl::OkStatus();
  }
  return InvalidError({.subject = "rotation",
                       .cause = "it states who orders it, and perhaps why",
                       .limit = "256 and 1,024 bytes",
                       .remedy = "give --by"});
}

storage::RotationOrder OrderFor(const RecordLog& log, const RotationReason& reason) {
  storage::RotationOrder order;
  order.set_version(kOrderVersion);
  order.set_log_size(log.log().size());
  order.set_by(reason.by);
  order.set_reason(reason.text);
  return order;
}

absl::Status WriteOrder(const RecordLog& log, const storage::RotationOrder& order) {
  return audit::ReplaceFileDurably(audit::RotatingPath(log.place().directory),
                                   order.SerializeAsString());
}

absl::StatusOr<std::optional<storage::RotationOrder>> ReadOrder(const RecordLog& log) {
  const std::string path = audit::RotatingPath(log.place().directory);
  if (!PathExists(path)) return std::nullopt;
  LYNCEUS_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path));
  storage::RotationOrder order;
  if (order.ParseFromString(bytes) && order.version() == kOrderVersion) return order;
  return DataLossError({.subject = path,
                        .cause = "the order of an interrupted change of keys cannot be read",
                        .remedy = "hold key.pem, key.vkey and the log's last records against each "
                                  "other before you remove the file"});
}

absl::Status RemoveOrder(const RecordLog& log) {
  const std::string& directory = log.place().directory;
  LYNCEUS_RETURN_IF_ERROR(RemoveTree(audit::RotatingPath(directory)));
  return SyncDirectory(directory);
}

// The first record from `from` on with this request id.
absl::StatusOr<std::optional<std::uint64_t>> FindChange(const RecordLog& log, std::uint64_t from,
                                                        const std::string& request_id) {
  for (std::uint64_t i = from; i < log.log().size(); ++i) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string bytes, log.log().Leaf(i));
    LYNCEUS_ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(bytes));
    if (leaf.kind == RecordKind::kKeyRotation && leaf.request_id == request_id) return i;
  }
  return std::nullopt;
}

// The record that handed over to `key`: the last one, looked for from the log's end.
absl::StatusOr<std::uint64_t> FindHandOver(const RecordLog& log, const audit::VerifierKey& key) {
  const std::string request_id = RequestIdOf(/*ends_older=*/false, key);
  for (std::uint64_t i = log.log().size(); i-- > 0;) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string bytes, log.log().Leaf(i));
    LYNCEUS_ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(bytes));
    if (leaf.kind == RecordKind::kKeyRotation && leaf.request_id == request_id) return i;
  }
  return DataLossError({.subject = audit::VerifierKeyPath(log.place().directory),
                        .cause = "no record hands over to its newest key",
                        .remedy = "restore the file from a copy"});
}

// Both verifier keys in full, and who asked.
std::string AnswerJson(const storage::RotationOrder& order,
                       const std::vector<audit::VerifierKey>& signing) {
  JsonWriter json;
  json.BeginObject();
  if (order.next_key().empty()) {
    json.Member("signs_alone", FormatVerifierKey(signing.back()));
  } else {
    json.Member("next", order.next_key());
  }
  json.Key(order.next_key().empty() ? "ended" : "signed_by").BeginArray();
  const std::size_t kept = order.next_key().empty() ? 1 : 0;
  for (std::size_t i = 0; i + kept < signing.size(); ++i) {
    json.String(FormatVerifierKey(signing[i]));
  }
  json.EndArray().Member("by", order.by()).EndObject();
  return json.Take();
}

// Puts the change on record, once, under a published checkpoint.
absl::Status PutOnRecord(RecordLog& log, const storage::RotationOrder& order,
                         const std::string& request_id,
                         const std::vector<audit::VerifierKey>& signing) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto recorded, FindChange(log, order.log_size(), request_id));
  if (!recorded) {
    Caller caller{.request_id = request_id, .name = kTransmitter, .on_behalf_of = order.by()};
    if (order.next_key().empty()) caller.earlier = order.handed_over();
    LYNCEUS_RETURN_IF_ERROR(log.recorder()
                                .Append({.leaf = {.kind = RecordKind::kKeyRotation},
                                         .body = {.answer_json = AnswerJson(order, signing),
                                                  .rationale = order.reason()}},
                                        caller)
                                .status());
  }
  return log.log().Checkpoint().status();
}

// Makes the receipt of a rotation, if it is not there. Both keys sign the newest checkpoint.
absl::Status KeepReceipt(const RecordLog& log, std::uint64_t index) {
  const std::string& directory = log.place().directory;
  const std::string path = RotationReceiptPath(directory, index);
  if (PathExists(path)) return absl::OkStatus();
  LYNCEUS_RETURN_IF_ERROR(log.log().Checkpoint().status());
  LYNCEUS_ASSIGN_OR_RETURN(const audit::Receipt receipt, audit::MakeReceipt(directory, index));
  LYNCEUS_RETURN_IF_ERROR(MakeDirectories(audit::RotationsPath(directory)));
  return WriteFileDurably(path, FormatReceipt(receipt));
}

// One part of a rotation; true where the log is to be opened again.
absl::StatusOr<bool> CarryOutRotation(RecordLog& log, const storage::RotationOrder& order,
                                      RotationStep last) {
  const std::string& directory = log.place().directory;
  LYNCEUS_ASSIGN_OR_RETURN(const auto next, audit::ParseVerifierKey(order.next_key()));
  LYNCEUS_ASSIGN_OR_RETURN(const audit::LogSigners signers, audit::ReadSigners(directory));
  const std::string request_id = RequestIdOf(/*ends_older=*/false, next);
  LYNCEUS_ASSIGN_OR_RETURN(const auto ever, audit::ReadVerifierKeys(directory));
  if (std::find(ever.begin(), ever.end(), next) != ever.end()) {
    LYNCEUS_ASSIGN_OR_RETURN(const auto index, FindChange(log, order.log_size(), request_id));
    const bool overlap = signers.keys.size() > 1 && ever.back() == next;
    if (index && overlap) LYNCEUS_RETURN_IF_ERROR(KeepReceipt(log, *index));
    LYNCEUS_RETURN_IF_ERROR(RemoveOrder(log));
    return false;
  }
  LYNCEUS_RETURN_IF_ERROR(PutOnRecord(log, order, request_id, signers.keys));
  if (last == RotationStep::kRecorded) return false;
  LYNCEUS_RETURN_IF_ERROR(audit::AdmitKey(directory, next));
  return true;
}

absl::StatusOr<bool> CarryOutEnd(RecordLog& log, const storage::RotationOrder& order,
                                 RotationStep last) {
  const std::string& directory = log.place().directory;
  LYNCEUS_ASSIGN_OR_RETURN(const audit::LogSigners signers, audit::ReadSigners(directory));
  if (signers.keys.size() == 1) {
    LYNCEUS_RETURN_IF_ERROR(RemoveOrder(log));
    return false;
  }
  // Only now can one still be made that the older key signed.
  LYNCEUS_RETURN_IF_ERROR(KeepReceipt(log, order.handed_over()));
  const std::string request_id = RequestIdOf(/*ends_older=*/true, signers.keys.back());
  LYNCEUS_RETURN_IF_ERROR(PutOnRecord(log, order, request_id, signers.keys));
  if (last == RotationStep::kRecorded) return false;
  LYNCEUS_RETURN_IF_ERROR(audit::DropOlderKeys(directory));
  return true;
}

absl::StatusOr<bool> CarryOut(RecordLog& log, const storage::RotationOrder& order,
                              RotationStep last = RotationStep::kKeysChanged) {
  if (last < RotationStep::kRecorded) return false;
  return order.next_key().empty() ? CarryOutEnd(log, order, last)
                                  : CarryOutRotation(log, order, last);
}

// Makes the next key and decides that it follows.
absl::StatusOr<storage::RotationOrder> OrderRotation(RecordLog& log, const RotationReason& reason,
                                                     RandomSource& random, RotationStep last) {
  const LogPlace& place = log.place();
  LYNCEUS_ASSIGN_OR_RETURN(const audit::LogSigners signers, audit::ReadSigners(place.directory));
  if (signers.keys.size() > 1) {
    return Refused(place, "two keys sign already, since the last rotation",
                   "end the older one first: lynceus log rotate-key DIR --end-overlap --by WHO");
  }
  storage::RotationOrder order = OrderFor(log, reason);
  LYNCEUS_ASSIGN_OR_RETURN(const audit::VerifierKey next,
                           audit::MakeNextKey(place.directory, random));
  order.set_next_key(FormatVerifierKey(next));
  if (last >= RotationStep::kOrdered) LYNCEUS_RETURN_IF_ERROR(WriteOrder(log, order));
  return order;
}

absl::StatusOr<storage::RotationOrder> OrderEnd(RecordLog& log, const RotationReason& reason,
                                                RotationStep last) {
  const LogPlace& place = log.place();
  LYNCEUS_ASSIGN_OR_RETURN(const audit::LogSigners signers, audit::ReadSigners(place.directory));
  if (signers.keys.size() == 1) {
    return Refused(place, "one key signs alone: there is no older one to end",
                   "rotate first: lynceus log rotate-key DIR --by WHO");
  }
  storage::RotationOrder order = OrderFor(log, reason);
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t handed_over, FindHandOver(log, signers.keys.back()));
  order.set_handed_over(handed_over);
  if (last >= RotationStep::kOrdered) LYNCEUS_RETURN_IF_ERROR(WriteOrder(log, order));
  return order;
}

// Orders the change, and opens the log again, which carries it out.
absl::StatusOr<RotatedKey> Change(bool end, const LogPlace& place, const RotationReason& reason,
                                  const Clock& clock, RandomSource& random) {
  LYNCEUS_RETURN_IF_ERROR(CheckReason(reason));
  LYNCEUS_ASSIGN_OR_RETURN(auto log, RecordLog::Open(place, clock, random));
  LYNCEUS_ASSIGN_OR_RETURN(const storage::RotationOrder order,
                           end ? OrderEnd(*log, reason, RotationStep::kKeysChanged)
                               : OrderRotation(*log, reason, random, RotationStep::kKeysChanged));
  log.reset();
  LYNCEUS_ASSIGN_OR_RETURN(log, RecordLog::Open(place, clock, random));
  LYNCEUS_ASSIGN_OR_RETURN(const auto keys, audit::ReadVerifierKeys(place.directory));
  LYNCEUS_ASSIGN_OR_RETURN(const auto index,
                           FindChange(*log, order.log_size(), RequestIdOf(end, keys.back())));
  if (!index) return InternalError({.subject = "rotation", .cause = "its record is not there"});
  return RotatedKey{.record = *index, .verifier_key = FormatVerifierKey(keys.back())};
}

// The record of a receipt's name; nothing where it is none.
std::optional<std::uint64_t> RecordOfReceipt(std::string_view name) {
  std::uint64_t index = 0;
  if (!name.ends_with(kReceiptEnding)) return std::nullopt;
  name.remove_suffix(kReceiptEnding.size());
  if (!absl::SimpleAtoi(ToAbsl(name), &index) || absl::StrCat(index) != ToAbsl(name)) {
    return std::nullopt;
  }
  return index;
}

// The leaf that the receipt of a rotation proves by `key`.
absl::StatusOr<std::string> ProvenRotation(const std::string& log, std::uint64_t index,
                                           const audit::VerifierKey& key) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string text, ReadFile(RotationReceiptPath(log, index)));
  LYNCEUS_ASSIGN_OR_RETURN(const audit::Receipt receipt, audit::ParseReceipt(text));
  LYNCEUS_ASSIGN_OR_RETURN(const audit::ProvenLeaf proven, audit::CheckReceipt(receipt, {key}));
  if (receipt.index == index) return proven.leaf;
  return DataLossError({.subject = "receipt", .cause = "it is that of another record"});
}

// The rotation of `index` as `key` proves it; nothing where it does not.
std::optional<KeyChange> ProvenChange(const std::string& log, std::uint64_t index,
                                      const audit::VerifierKey& key) {
  const auto leaf = ProvenRotation(log, index, key);
  if (!leaf.ok()) return std::nullopt;
  const auto decoded = DecodeLeaf(*leaf);
  if (!decoded.ok()) return std::nullopt;
  const auto change = KeyChangeOf(index, *decoded, key.name);
  if (!change.ok() || !change->has_value() || (*change)->ends_older) return std::nullopt;
  return *change;
}

}  // namespace

absl::StatusOr<RotatedKey> RotateKey(const LogPlace& place, const RotationReason& reason,
                                     const Clock& clock, RandomSource& random) {
  return Change(/*end=*/false, place, reason, clock, random);
}

absl::StatusOr<RotatedKey> EndOverlap(const LogPlace& place, const RotationReason& reason,
                                      const Clock& clock, RandomSource& random) {
  return Change(/*end=*/true, place, reason, clock, random);
}

absl::Status RotateKeyForTest(const LogPlace& place, const RotationReason& reason,
                              const Clock& clock, RandomSource& random, RotationStep last) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto log, RecordLog::Open(place, clock, random));
  LYNCEUS_ASSIGN_OR_RETURN(const auto order, OrderRotation(*log, reason, random, last));
  return CarryOut(*log, order, last).status();
}

absl::Status EndOverlapForTest(const LogPlace& place, const RotationReason& reason,
                               const Clock& clock, RandomSource& random, RotationStep last) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto log, RecordLog::Open(place, clock, random));
  LYNCEUS_ASSIGN_OR_RETURN(const auto order, OrderEnd(*log, reason, last));
  return CarryOut(*log, order, last).status();
}

absl::StatusOr<bool> FinishRotation(RecordLog& log) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto order, ReadOrder(log));
  return order ? CarryOut(log, *order) : false;
}

absl::StatusOr<std::optional<KeyChange>> KeyChangeOf(std::uint64_t index, const Leaf& leaf,
                                                     const std::string& origin) {
  if (leaf.kind != RecordKind::kKeyRotation) return std::nullopt;
  std::string_view id = leaf.request_id;
  const bool ends_older = id.starts_with(kAlone);
  const auto none = DataLossError({.subject = "key rotation",
                                   .place = absl::StrCat("record ", index),
                                   .cause = "it names no key",
                                   .remedy = "the log was written by something else"});
  if (!ends_older && !id.starts_with(kRotated)) return none;
  id.remove_prefix(ends_older ? kAlone.size() : kRotated.size());
  const auto bytes = FromBase64(absl::StrReplaceAll(ToAbsl(id), {{"-", "+"}, {"_", "/"}}));
  audit::VerifierKey key{.name = origin};
  if (!bytes.ok() || bytes->size() != key.key.size() + 1 ||
      bytes->front() != static_cast<char>(key.algorithm)) {
    return none;
  }
  std::transform(bytes->begin() + 1, bytes->end(), key.key.begin(),
                 [](char byte) { return static_cast<std::uint8_t>(byte); });
  return KeyChange{.record = index, .ends_older = ends_older, .key = std::move(key)};
}

std::string RotationReceiptPath(const std::string& log, std::uint64_t index) {
  return JoinPath(audit::RotationsPath(log), std::to_string(index).append(kReceiptEnding));
}

std::vector<KeyChange> FollowKey(const std::string& log, const audit::VerifierKey& held) {
  std::vector<std::uint64_t> records;
  const auto names = ListDirectory(audit::RotationsPath(log));
  if (!names.ok()) return {};  // there are none to follow
  for (const std::string& name : *names) {
    if (const auto record = RecordOfReceipt(name)) records.push_back(*record);
  }
  std::sort(records.begin(), records.end());
  std::vector<KeyChange> path;
  audit::VerifierKey key = held;
  for (const std::uint64_t record : records) {
    const auto change = ProvenChange(log, record, key);
    // Both keys sign the receipt: the newer one is not led to itself.
    if (!change || change->key == key) continue;
    key = change->key;
    path.push_back(*change);
  }
  return path;
}

absl::Status KeyHistory::Add(std::uint64_t index, const std::string& leaf) {
  if (index == 0) {
    changes_.clear();
    leaves_.clear();
  }
  LYNCEUS_ASSIGN_OR_RETURN(const Leaf decoded, DecodeLeaf(leaf));
  LYNCEUS_ASSIGN_OR_RETURN(auto change, KeyChangeOf(index, decoded, origin_));
  if (!change) return absl::OkStatus();
  changes_.push_back(*std::move(change));
  leaves_.push_back(leaf);
  return absl::OkStatus();
}

absl::Status KeyHistory::CheckReceiptOf(const std::string& log, std::size_t change,
                                        const audit::VerifierKey& older,
                                        KeyFindings& findings) const {
  const KeyChange& of = changes_[change];
  const std::string path = RotationReceiptPath(log, of.record);
  for (const audit::VerifierKey& key : {older, of.key}) {
    const auto leaf = ProvenRotation(log, of.record, key);
    if (absl::IsNotFound(leaf.status())) {
      findings.missing.push_back(path);
      return absl::OkStatus();
    }
    LYNCEUS_RETURN_IF_ERROR(Annotate(leaf.status(), {.place = path}));
    if (*leaf != leaves_[change]) {
      return DataLossError({.subject = path,
                            .cause = "it proves another record than the log's",
                            .remedy = "the log was changed; compare it with a copy"});
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<KeyFindings> KeyHistory::Finish(const std::string& log) const {
  KeyFindings findings;
  std::set<std::string> known;
  LYNCEUS_ASSIGN_OR_RETURN(const auto keys, audit::ReadVerifierKeys(log));
  std::size_t at = 0;  // of the key in force
  for (std::size_t i = 0; i < changes_.size(); ++i) {
    const KeyChange& change = changes_[i];
    if (change.ends_older) continue;
    if (at + 1 == keys.size() || keys[at + 1] != change.key) {
      findings.not_in_force.push_back(change);
      continue;
    }
    LYNCEUS_RETURN_IF_ERROR(CheckReceiptOf(log, i, keys[at], findings));
    known.insert(RotationReceiptPath(log, change.record));
    ++at;
  }
  const auto names = ListDirectory(audit::RotationsPath(log));
  for (const std::string& name : names.ok() ? *names : std::vector<std::string>{}) {
    const std::string path = JoinPath(audit::RotationsPath(log), name);
    if (!known.contains(path)) findings.foreign.push_back(path);
  }
  if (at + 1 == keys.size()) return findings;
  return DataLossError({.subject = audit::VerifierKeyPath(log),
                        .place = FormatVerifierKey(keys[at + 1]),
                        .cause = "no record of the log hands over to this key",
                        .remedy = "the file was changed: restore it from a copy"});
}

}  // namespace lynceus::review

#include "lib/review/body.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "lib/base/compress.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/review/body_dictionary.h"
#include "lynceus/storage/record.pb.h"

namespace lynceus::review {
namespace {

constexpr std::size_t kSaltBytes = 32;

absl::StatusOr<std::string> FreshSalt(RandomSource& random) {
  std::array<std::uint8_t, kSaltBytes> bytes{};
  LYNCEUS_RETURN_IF_ERROR(random.Fill(bytes));
  return std::string(bytes.begin(), bytes.end());
}

const Compressor& BodyCompressor() {
  static const auto& compressor = *new Compressor(BodyDictionary());
  return compressor;
}

absl::Status BadBody(std::string cause) {
  return DataLossError({.subject = "record body",
                        .cause = std::move(cause),
                        .remedy = "verify the log and restore the body from a copy"});
}

}  // namespace

absl::Status Commit(RandomSource& random, Body& body, Leaf& leaf) {
  LYNCEUS_ASSIGN_OR_RETURN(body.input_salt, FreshSalt(random));
  LYNCEUS_ASSIGN_OR_RETURN(body.answer_salt, FreshSalt(random));
  leaf.input_commitment = Commitment("input", body.input_salt, body.input_json);
  leaf.answer_commitment = Commitment("answer", body.answer_salt, body.answer_json);
  return absl::OkStatus();
}

absl::StatusOr<std::string> EncodeBody(const Body& body) {
  storage::RecordBody message;
  message.set_version(kBodyVersion);
  message.set_input_salt(body.input_salt);
  message.set_answer_salt(body.answer_salt);
  message.set_input_json(body.input_json);
  message.set_normalised_json(body.normalised_json);
  message.set_answer_json(body.answer_json);
  message.set_near_misses_json(body.near_misses_json);
  message.set_rationale(body.rationale);
  const std::string text = message.SerializeAsString();
  if (text.size() > limits::kRecordBodyBytesMax) {
    return LimitError({.subject = "record body",
                       .cause = absl::StrCat("it has ", text.size(), " bytes"),
                       .limit = absl::StrCat(limits::kRecordBodyBytesMax, " bytes"),
                       .remedy = "ask about fewer names at once"});
  }
  return BodyCompressor().Compress(text);
}

absl::StatusOr<Body> DecodeBody(const Leaf& leaf, std::string_view bytes) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string text,
                           BodyCompressor().Decompress(bytes, limits::kRecordBodyBytesMax));
  storage::RecordBody message;
  if (!message.ParseFromString(text)) {
    return BadBody("it is no record body");
  }
  if (message.version() != kBodyVersion) {
    return BadBody(
        absl::StrCat("its version is ", message.version(), ", this program knows ", kBodyVersion));
  }
  const bool same =
      Commitment("input", message.input_salt(), message.input_json()) == leaf.input_commitment &&
      Commitment("answer", message.answer_salt(), message.answer_json()) == leaf.answer_commitment;
  if (!same) return BadBody("the body does not agree with its leaf");
  return Body{.input_salt = message.input_salt(),
              .answer_salt = message.answer_salt(),
              .input_json = message.input_json(),
              .normalised_json = message.normalised_json(),
              .answer_json = message.answer_json(),
              .near_misses_json = message.near_misses_json(),
              .rationale = message.rationale()};
}

}  // namespace lynceus::review

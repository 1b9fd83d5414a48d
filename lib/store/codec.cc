#include "lib/store/codec.h"

#include <optional>
#include <utility>
#include <vector>

#include <google/protobuf/arena.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/message.h>
#include <google/protobuf/unknown_field_set.h>

#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lynceus/storage/entity.pb.h"

namespace lynceus::store {
namespace {

constexpr std::int32_t kDayMin = -719'162;   // 0001-01-01
constexpr std::int32_t kDayMax = 2'932'896;  // 9999-12-31

// --- model -> storage -----------------------------------------------------------------------

// Fills messages and remembers the first thing that cannot be stored.
class Writer {
 public:
  explicit Writer(std::string_view subject) : subject_(subject) {}

  // Proto3 strings must be UTF-8: a reader would refuse anything else.
  const std::string& Text(const std::string& text) {
    if (!IsValidUtf8(text)) Fail("a text is not well-formed UTF-8");
    return text;
  }

  template <typename Wire, typename Model>
  Wire Enumerator(Model value, bool (*is_valid)(int)) {
    const int number = static_cast<int>(value);
    if (!is_valid(number)) Fail("a kind is no enumerator of its type");
    return static_cast<Wire>(number);
  }

  void Put(const Provenance& from, storage::Provenance& to) {
    to.set_source(Text(from.source));
    to.set_place(Text(from.place));
  }

  void Put(const PartialDate& from, storage::PartialDate& to) {
    to.set_first_day(Day(from.first));
    to.set_last_day(Day(from.last));
    if (from.last < from.first) Fail("a date ends before it starts");
    to.set_precision(
        Enumerator<storage::DatePrecision>(from.precision, storage::DatePrecision_IsValid));
    to.set_circa(from.circa);
  }

  void Put(const Name& from, storage::Name& to) {
    to.set_text(Text(from.text));
    to.set_kind(Enumerator<storage::NameKind>(from.kind, storage::NameKind_IsValid));
    to.set_script(Text(from.script));
  }

  void Put(const Identifier& from, storage::Identifier& to) {
    to.set_type(Text(from.type));
    to.set_value(Text(from.value));
    to.set_country(Text(from.country));
  }

  void Put(const CountryFact& from, storage::CountryFact& to) {
    to.set_property(Text(from.property));
    to.set_code(Text(from.code));
  }

  void Put(const Address& from, storage::Address& to) {
    to.set_full(Text(from.full));
    to.set_country(Text(from.country));
  }

  void Put(const Property& from, storage::Property& to) {
    to.set_name(Text(from.name));
    to.set_value(Text(from.value));
  }

  void Put(const Designation& from, storage::Designation& to) {
    to.set_entity_id(Text(from.entity_id));
    to.set_authority(Text(from.authority));
    to.set_list(Text(from.list));
    to.set_programme(Text(from.programme));
    to.set_legal_basis(Text(from.legal_basis));
    if (from.date) to.set_date_day(Day(*from.date));
    if (from.end_date) to.set_end_date_day(Day(*from.end_date));
    for (const std::string& measure : from.measures) to.add_measures(Text(measure));
    Put(from.provenance, *to.mutable_provenance());
  }

  void Put(const Entity& from, storage::Entity& to) {
    to.set_id(Text(from.id));
    to.set_schema(Enumerator<storage::Schema>(from.schema, storage::Schema_IsValid));
    for (const Name& name : from.names) Put(name, *to.add_names());
    for (const PartialDate& date : from.birth_dates) Put(date, *to.add_birth_dates());
    for (const PartialDate& date : from.founded_dates) Put(date, *to.add_founded_dates());
    for (const CountryFact& country : from.countries) Put(country, *to.add_countries());
    for (const Identifier& identifier : from.identifiers) Put(identifier, *to.add_identifiers());
    for (const Address& address : from.addresses) Put(address, *to.add_addresses());
    for (const Property& property : from.properties) Put(property, *to.add_properties());
    for (const std::string& referent : from.referents) to.add_referents(Text(referent));
    Put(from.provenance, *to.mutable_provenance());
  }

  void Put(const Interest& from, storage::Interest& to) {
    to.set_id(Text(from.id));
    to.set_owner_id(Text(from.owner_id));
    to.set_subject_id(Text(from.subject_id));
    to.set_kind(Enumerator<storage::InterestKind>(from.kind, storage::InterestKind_IsValid));
    if (!from.share.unknown()) Put(from.share, *to.mutable_share());
    to.set_joint_group(Text(from.joint_group));
    to.set_unknown_holder(Text(from.unknown_holder));
    if (from.start) to.set_start_day(Day(*from.start));
    if (from.end) to.set_end_day(Day(*from.end));
    to.set_indirect(from.indirect);
    to.set_summary(from.summary);
    to.set_role(Text(from.role));
    Put(from.provenance, *to.mutable_provenance());
  }

  absl::StatusOr<std::string> Finish(const google::protobuf::MessageLite& message) {
    if (!cause_.empty()) return InvalidError({.subject = subject_, .cause = cause_});
    const std::size_t size = message.ByteSizeLong();
    if (size > kValueBytesMax) {
      return LimitError({.subject = subject_,
                         .cause = "the value is too large for the store",
                         .limit = std::to_string(kValueBytesMax) + " bytes"});
    }
    std::string bytes;
    bytes.reserve(size);
    {
      google::protobuf::io::StringOutputStream stream(&bytes);
      google::protobuf::io::CodedOutputStream coded(&stream);
      coded.SetSerializationDeterministic(true);
      if (!message.SerializeToCodedStream(&coded)) {
        return InternalError({.subject = subject_, .cause = "the value could not be serialised"});
      }
    }
    return bytes;
  }

 private:
  static void Put(const Share& from, storage::Share& to) {
    to.set_lo_ppm(static_cast<std::uint32_t>(from.lo().ppm));
    to.set_hi_ppm(static_cast<std::uint32_t>(from.hi().ppm));
    to.set_lo_open(from.lo().open);
    to.set_hi_open(from.hi().open);
  }

  std::int32_t Day(Date date) {
    if (date.days() < kDayMin || date.days() > kDayMax) Fail("a date is outside the calendar");
    return date.days();
  }

  void Fail(std::string_view cause) {
    if (cause_.empty()) cause_ = cause;
  }

  const std::string subject_;
  std::string cause_;  // the first failure
};

// --- storage -> model -----------------------------------------------------------------------

// Moves fields out of messages and remembers the first thing that cannot be true.
class Reader {
 public:
  explicit Reader(std::string_view what) : what_(what) {}

  // A field that this build does not know must not be passed over: it may change the meaning.
  template <typename Message>
  void Known(const Message& message) {
    if (!message.GetReflection()->GetUnknownFields(message).empty())
      Fail("a field is not known to this build");
  }

  template <typename Model>
  Model Enumerator(int number, bool (*is_valid)(int)) {
    if (!is_valid(number)) {
      Fail("a kind is not known to this build: " + std::to_string(number));
      return Model{};
    }
    return static_cast<Model>(number);
  }

  Date Day(std::int32_t days) {
    if (days < kDayMin || days > kDayMax) {
      Fail("a date is outside the calendar");
      return Date();
    }
    return Date::FromDays(days);
  }

  Provenance Take(storage::Provenance& from) {
    Known(from);
    return {std::move(*from.mutable_source()), std::move(*from.mutable_place())};
  }

  PartialDate Take(storage::PartialDate& from) {
    Known(from);
    PartialDate to;
    to.first = Day(from.first_day());
    to.last = Day(from.last_day());
    to.precision = Enumerator<DatePrecision>(from.precision(), storage::DatePrecision_IsValid);
    to.circa = from.circa();
    const bool one_day = to.precision == DatePrecision::kDay;
    if (to.last < to.first || (one_day && to.first != to.last))
      Fail("a date ends before it starts");
    return to;
  }

  Name Take(storage::Name& from) {
    Known(from);
    return {std::move(*from.mutable_text()),
            Enumerator<NameKind>(from.kind(), storage::NameKind_IsValid),
            std::move(*from.mutable_script())};
  }

  Identifier Take(storage::Identifier& from) {
    Known(from);
    return {std::move(*from.mutable_type()), std::move(*from.mutable_value()),
            std::move(*from.mutable_country())};
  }

  CountryFact Take(storage::CountryFact& from) {
    Known(from);
    return {std::move(*from.mutable_property()), std::move(*from.mutable_code())};
  }

  Address Take(storage::Address& from) {
    Known(from);
    return {std::move(*from.mutable_full()), std::move(*from.mutable_country())};
  }

  Property Take(storage::Property& from) {
    Known(from);
    return {std::move(*from.mutable_name()), std::move(*from.mutable_value())};
  }

  std::string Take(std::string& from) { return std::move(from); }

  Designation Take(storage::Designation& from) {
    Known(from);
    Designation to;
    to.entity_id = std::move(*from.mutable_entity_id());
    to.authority = std::move(*from.mutable_authority());
    to.list = std::move(*from.mutable_list());
    to.programme = std::move(*from.mutable_programme());
    to.legal_basis = std::move(*from.mutable_legal_basis());
    if (from.has_date_day()) to.date = Day(from.date_day());
    if (from.has_end_date_day()) to.end_date = Day(from.end_date_day());
    TakeAll(*from.mutable_measures(), to.measures);
    to.provenance = Take(*from.mutable_provenance());
    return to;
  }

  Entity Take(storage::Entity& from) {
    Known(from);
    Entity to;
    to.id = std::move(*from.mutable_id());
    to.schema = Enumerator<Schema>(from.schema(), storage::Schema_IsValid);
    TakeAll(*from.mutable_names(), to.names);
    TakeAll(*from.mutable_birth_dates(), to.birth_dates);
    TakeAll(*from.mutable_founded_dates(), to.founded_dates);
    TakeAll(*from.mutable_countries(), to.countries);
    TakeAll(*from.mutable_identifiers(), to.identifiers);
    TakeAll(*from.mutable_addresses(), to.addresses);
    TakeAll(*from.mutable_properties(), to.properties);
    TakeAll(*from.mutable_referents(), to.referents);
    to.provenance = Take(*from.mutable_provenance());
    return to;
  }

  Party Take(storage::Party& from) {
    Known(from);
    Party to;
    to.entity = Take(*from.mutable_entity());
    TakeAll(*from.mutable_ids(), to.ids);
    TakeAll(*from.mutable_designations(), to.designations);
    return to;
  }

  Interest Take(storage::Interest& from) {
    Known(from);
    Interest to;
    to.id = std::move(*from.mutable_id());
    to.owner_id = std::move(*from.mutable_owner_id());
    to.subject_id = std::move(*from.mutable_subject_id());
    to.kind = Enumerator<InterestKind>(from.kind(), storage::InterestKind_IsValid);
    if (from.has_share()) to.share = Take(*from.mutable_share());
    to.joint_group = std::move(*from.mutable_joint_group());
    to.unknown_holder = std::move(*from.mutable_unknown_holder());
    if (from.has_start_day()) to.start = Day(from.start_day());
    if (from.has_end_day()) to.end = Day(from.end_day());
    to.indirect = from.indirect();
    to.summary = from.summary();
    to.role = std::move(*from.mutable_role());
    to.provenance = Take(*from.mutable_provenance());
    return to;
  }

  UnparsedFragment Take(storage::Fragment& from) {
    Known(from);
    UnparsedFragment to;
    to.entity_id = std::move(*from.mutable_entity_id());
    to.text = std::move(*from.mutable_text());
    to.provenance = Take(*from.mutable_provenance());
    return to;
  }

  SourcedSkip Take(storage::Skipped& from) {
    Known(from);
    return {std::move(*from.mutable_source()),
            {std::move(*from.mutable_place()), std::move(*from.mutable_reason())}};
  }

  // Parses the top-level message: bytes, size, version.
  template <typename Message>
  absl::Status Parse(std::string_view bytes, Message& message) const {
    if (bytes.size() > kValueBytesMax ||
        !message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
      return Damaged("the bytes are not such a value");
    }
    if (message.version() != kValueVersion) {
      return PreconditionError({.subject = what_,
                                .cause = "value version " + std::to_string(message.version()) +
                                         "; this build reads " + std::to_string(kValueVersion),
                                .remedy = "build the snapshot anew with this version"});
    }
    return absl::OkStatus();
  }

  absl::Status status() const { return cause_.empty() ? absl::OkStatus() : Damaged(cause_); }

 private:
  Share Take(storage::Share& from) {
    Known(from);
    const ShareBound lo{from.lo_ppm(), from.lo_open()};
    const ShareBound hi{from.hi_ppm(), from.hi_open()};
    const absl::StatusOr<Share> share = Share::Between(lo, hi);
    if (!share.ok()) {
      Fail("a share is no interval within 0 % to 100 %");
      return Share::Unknown();
    }
    return *share;
  }

  template <typename Repeated, typename Model>
  void TakeAll(Repeated& from, std::vector<Model>& to) {
    to.reserve(static_cast<std::size_t>(from.size()));
    for (auto& item : from) to.push_back(Take(item));
  }

  absl::Status Damaged(const std::string& cause) const {
    return DataLossError({.subject = what_,
                          .cause = cause,
                          .remedy = "verify the snapshot; restore it or build it anew"});
  }

  void Fail(std::string cause) {
    if (cause_.empty()) cause_ = std::move(cause);
  }

  const std::string what_;
  std::string cause_;  // the first failure
};

// Message, then model, by way of an arena (a value has many small parts).
template <typename Message>
auto Decode(std::string_view what, std::string_view bytes)
    -> absl::StatusOr<decltype(std::declval<Reader&>().Take(std::declval<Message&>()))> {
  google::protobuf::Arena arena;
  auto* message = google::protobuf::Arena::CreateMessage<Message>(&arena);
  Reader reader(what);
  LYNCEUS_RETURN_IF_ERROR(reader.Parse(bytes, *message));
  auto value = reader.Take(*message);
  LYNCEUS_RETURN_IF_ERROR(reader.status());
  return value;
}

}  // namespace

absl::StatusOr<std::string> EncodeParty(const Party& party) {
  google::protobuf::Arena arena;
  auto& message = *google::protobuf::Arena::CreateMessage<storage::Party>(&arena);
  Writer writer(party.entity.id);
  message.set_version(kValueVersion);
  writer.Put(party.entity, *message.mutable_entity());
  for (const std::string& id : party.ids) message.add_ids(writer.Text(id));
  for (const Designation& designation : party.designations) {
    writer.Put(designation, *message.add_designations());
  }
  return writer.Finish(message);
}

absl::StatusOr<Party> DecodeParty(std::string_view bytes) {
  return Decode<storage::Party>("a stored party", bytes);
}

absl::StatusOr<std::string> EncodeInterest(const Interest& interest) {
  google::protobuf::Arena arena;
  auto& message = *google::protobuf::Arena::CreateMessage<storage::Interest>(&arena);
  Writer writer(interest.id);
  message.set_version(kValueVersion);
  writer.Put(interest, message);
  return writer.Finish(message);
}

absl::StatusOr<Interest> DecodeInterest(std::string_view bytes) {
  return Decode<storage::Interest>("a stored interest", bytes);
}

absl::StatusOr<std::string> EncodeFragment(const UnparsedFragment& fragment) {
  storage::Fragment message;
  Writer writer(fragment.entity_id);
  message.set_version(kValueVersion);
  message.set_entity_id(writer.Text(fragment.entity_id));
  message.set_text(writer.Text(fragment.text));
  writer.Put(fragment.provenance, *message.mutable_provenance());
  return writer.Finish(message);
}

absl::StatusOr<UnparsedFragment> DecodeFragment(std::string_view bytes) {
  return Decode<storage::Fragment>("a stored fragment", bytes);
}

absl::StatusOr<std::string> EncodeSkip(const SourcedSkip& skip) {
  storage::Skipped message;
  Writer writer(skip.source);
  message.set_version(kValueVersion);
  message.set_source(writer.Text(skip.source));
  message.set_place(writer.Text(skip.record.place));
  message.set_reason(writer.Text(skip.record.reason));
  return writer.Finish(message);
}

absl::StatusOr<SourcedSkip> DecodeSkip(std::string_view bytes) {
  return Decode<storage::Skipped>("a stored skipped record", bytes);
}

}  // namespace lynceus::store

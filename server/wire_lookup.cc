// What the store says of a party, and errors.
#include <array>

#include "server/wire.h"
#include "server/wire_parts.h"

namespace lynceus::wire {
namespace {

constexpr std::array<absl::StatusCode, 12> kErrorCodes = {
    absl::StatusCode::kInvalidArgument,   absl::StatusCode::kNotFound,
    absl::StatusCode::kAlreadyExists,     absl::StatusCode::kPermissionDenied,
    absl::StatusCode::kResourceExhausted, absl::StatusCode::kFailedPrecondition,
    absl::StatusCode::kOutOfRange,        absl::StatusCode::kUnavailable,
    absl::StatusCode::kDataLoss,          absl::StatusCode::kDeadlineExceeded,
    absl::StatusCode::kUnauthenticated,   absl::StatusCode::kInternal};

}  // namespace

v1::Party ToWire(const Party& party) {
  v1::Party message;
  const Entity& entity = party.entity;
  message.set_entity_id(entity.id);
  SetTexts(party.ids, message.mutable_ids());
  message.set_caption(std::string(entity.caption()));
  message.set_schema(std::string(SchemaName(entity.schema)));
  for (const Name& name : entity.names) {
    v1::Name* to = message.add_names();
    to->set_text(name.text);
    to->set_kind(std::string(NameKindName(name.kind)));
    to->set_script(name.script);
  }
  for (const PartialDate& date : entity.birth_dates) message.add_birth_dates(date.ToString());
  for (const PartialDate& date : entity.founded_dates) message.add_founded_dates(date.ToString());
  for (const CountryFact& country : entity.countries) {
    v1::CountryFact* to = message.add_countries();
    to->set_property(country.property);
    to->set_code(country.code);
  }
  for (const Identifier& identifier : entity.identifiers) {
    v1::Identifier* to = message.add_identifiers();
    to->set_type(identifier.type);
    to->set_value(identifier.value);
    to->set_country(identifier.country);
  }
  for (const Address& address : entity.addresses) {
    v1::Address* to = message.add_addresses();
    to->set_full(address.full);
    to->set_country(address.country);
  }
  for (const Property& property : entity.properties) {
    v1::Property* to = message.add_properties();
    to->set_name(property.name);
    to->set_value(property.value);
  }
  for (const Designation& designation : party.designations) {
    *message.add_designations() = ToWireDesignation(designation);
  }
  return message;
}

v1::Interest ToWire(const Interest& interest) {
  v1::Interest message;
  message.set_id(interest.id);
  message.set_owner_id(interest.owner_id);
  message.set_subject_id(interest.subject_id);
  message.set_kind(std::string(InterestKindName(interest.kind)));
  message.set_share(interest.share.ToCanonical());
  message.set_joint_group(interest.joint_group);
  message.set_unknown_holder(interest.unknown_holder);
  message.set_start_date(DateText(interest.start));
  message.set_end_date(DateText(interest.end));
  message.set_indirect(interest.indirect);
  message.set_summary(interest.summary);
  message.set_role(interest.role);
  SetProvenance(interest.provenance, message.mutable_provenance());
  return message;
}

v1::ErrorDetail ErrorToWire(const absl::Status& status) {
  const ErrorDetail detail = DetailOf(status);
  v1::ErrorDetail message;
  message.set_code(std::string(CodeName(status.code())));
  message.set_subject(detail.subject);
  message.set_place(detail.place);
  message.set_cause(detail.cause);
  message.set_limit(detail.limit);
  message.set_remedy(detail.remedy);
  return message;
}

absl::Status ErrorFromWire(const v1::ErrorDetail& message) {
  absl::StatusCode code = absl::StatusCode::kUnknown;
  for (const absl::StatusCode each : kErrorCodes) {
    if (CodeName(each) == message.code()) code = each;
  }
  return MakeError(code, {.subject = message.subject(),
                          .place = message.place(),
                          .cause = message.cause(),
                          .limit = message.limit(),
                          .remedy = message.remedy()});
}

}  // namespace lynceus::wire

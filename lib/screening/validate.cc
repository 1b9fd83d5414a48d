// Field by field against lib/base/limits.h.
#include "lib/screening/validate.h"

#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::screening {
namespace {

absl::Status CheckCount(std::string_view field, std::size_t count, std::size_t count_max) {
  if (count <= count_max) return absl::OkStatus();
  return LimitError({.subject = std::string(field),
                     .cause = absl::StrCat("there are ", count, " of them"),
                     .limit = absl::StrCat(count_max),
                     .remedy = "split the counterparty into several requests"});
}

absl::Status CheckText(std::string_view field, std::size_t number, std::string_view text,
                       std::size_t bytes_max) {
  const std::string place = absl::StrCat("value ", number + 1);
  if (text.size() > bytes_max) {
    return LimitError({.subject = std::string(field),
                       .place = place,
                       .cause = absl::StrCat("the value is ", text.size(), " bytes long"),
                       .limit = absl::StrCat(bytes_max, " bytes"),
                       .remedy = "send the name alone, without free text around it"});
  }
  if (!IsValidUtf8(text)) {
    return InvalidError({.subject = std::string(field),
                         .place = place,
                         .cause = "the value is not UTF-8",
                         .remedy = "convert the input to UTF-8"});
  }
  return absl::OkStatus();
}

absl::Status CheckTexts(std::string_view field, const std::vector<std::string>& texts,
                        std::size_t count_max, std::size_t bytes_max) {
  LYNCEUS_RETURN_IF_ERROR(CheckCount(field, texts.size(), count_max));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    LYNCEUS_RETURN_IF_ERROR(CheckText(field, i, texts[i], bytes_max));
  }
  return absl::OkStatus();
}

absl::Status CheckIdentifiers(const std::vector<Identifier>& identifiers) {
  LYNCEUS_RETURN_IF_ERROR(
      CheckCount("identifiers", identifiers.size(), limits::kIdentifiersPerCounterpartyMax));
  for (std::size_t i = 0; i < identifiers.size(); ++i) {
    LYNCEUS_RETURN_IF_ERROR(
        CheckText("identifiers", i, identifiers[i].value, limits::kFieldBytesMax));
    if (identifiers[i].type.empty() || TrimAscii(identifiers[i].value).empty()) {
      return InvalidError({.subject = "identifiers",
                           .place = absl::StrCat("value ", i + 1),
                           .cause = "the type or the value is empty",
                           .remedy = "write TYPE:VALUE, for example leiCode:..."});
    }
  }
  return absl::OkStatus();
}

absl::Status CheckOwners(const std::vector<DeclaredOwner>& owners) {
  LYNCEUS_RETURN_IF_ERROR(CheckCount("owners", owners.size(), limits::kDeclaredOwnersMax));
  for (std::size_t i = 0; i < owners.size(); ++i) {
    LYNCEUS_RETURN_IF_ERROR(CheckText("owners", i, owners[i].name, limits::kNameBytesMax));
    if (owners[i].name.empty() && owners[i].entity_id.empty()) {
      return InvalidError({.subject = "owners",
                           .place = absl::StrCat("value ", i + 1),
                           .cause = "a declared owner has neither a name nor an entity id",
                           .remedy = "write NAME=SHARE"});
    }
    if (IsAffiliation(owners[i].kind)) {
      return InvalidError({.subject = "owners",
                           .place = absl::StrCat("value ", i + 1),
                           .cause = "a declared owner must hold ownership or control",
                           .remedy = "use shares, votes, profit, board, influence or control"});
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ValidateCounterparty(const Counterparty& counterparty) {
  if (counterparty.names.empty() && counterparty.identifiers.empty()) {
    return InvalidError({.subject = "counterparty",
                         .cause = "it has neither a name nor an identifier",
                         .remedy = "give at least one name or identifier"});
  }
  LYNCEUS_RETURN_IF_ERROR(CheckText("id", 0, counterparty.id, limits::kFieldBytesMax));
  LYNCEUS_RETURN_IF_ERROR(CheckTexts("names", counterparty.names, limits::kNamesPerCounterpartyMax,
                                     limits::kNameBytesMax));
  LYNCEUS_RETURN_IF_ERROR(CheckTexts("countries", counterparty.countries,
                                     limits::kNamesPerCounterpartyMax, limits::kFieldBytesMax));
  LYNCEUS_RETURN_IF_ERROR(CheckTexts("addresses", counterparty.addresses,
                                     limits::kNamesPerCounterpartyMax, limits::kFieldBytesMax));
  LYNCEUS_RETURN_IF_ERROR(CheckTexts("texts", counterparty.texts, limits::kTextsPerCounterpartyMax,
                                     limits::kFieldBytesMax));
  LYNCEUS_RETURN_IF_ERROR(
      CheckCount("birth_dates", counterparty.birth_dates.size(), limits::kNamesPerCounterpartyMax));
  LYNCEUS_RETURN_IF_ERROR(CheckText("gender", 0, counterparty.gender, limits::kFieldBytesMax));
  LYNCEUS_RETURN_IF_ERROR(CheckIdentifiers(counterparty.identifiers));
  return CheckOwners(counterparty.owners);
}

}  // namespace lynceus::screening

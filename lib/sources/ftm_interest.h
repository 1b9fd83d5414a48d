#pragma once
// A FollowTheMoney edge (Ownership, Directorship, Family ...) as interests.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/entity.h"
#include "lib/sources/ftm_record.h"

namespace lynceus::sources {

// An edge's schema, the properties that name its ends, and what it states.
struct FtmEdge {
  std::string_view schema;
  std::string_view owner;
  std::string_view subject;
  InterestKind kind;
};
// Null where the schema is no edge. Immutable.
const FtmEdge* FindFtmEdge(std::string_view schema);

// Takes warnings about a record.
using WarnFtm = std::function<void(const std::string& warning)>;

// What the edge states, without its ends and id. Several percentages are alternatives: the share
// lies between the least and the greatest. What the words of the UK register state of kind and
// share is taken from its types and role. A share or date that is not understood is a warning, and
// unknown.
Interest FtmInterest(const FtmRecord& record, const FtmEdge& edge, const WarnFtm& warn);

// The earliest first day that a date property states, and the day after the latest last one.
// Nothing where it states none or, for the latter, where one is no date, since it may be later.
std::optional<Date> FtmFirstDay(const FtmRecord& record, std::string_view property,
                                const WarnFtm& warn);
std::optional<Date> FtmDayAfter(const FtmRecord& record, std::string_view property,
                                const WarnFtm& warn);

// Tells one statement of an interest from another of the same id.
std::string FtmSignature(const Interest& interest);

}  // namespace lynceus::sources

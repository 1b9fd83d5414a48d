#include "lib/sources/ftm_interest.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/sources/percent.h"
#include "lib/sources/psc_words.h"

namespace lynceus::sources {
namespace {

constexpr FtmEdge kEdges[] = {
    {"Ownership", "owner", "asset", InterestKind::kOwnershipOther},
    {"Control", "controller", "controlled", InterestKind::kControl},
    {"Directorship", "director", "organization", InterestKind::kDirector},
    {"Membership", "member", "organization", InterestKind::kMember},
    {"Employment", "employee", "employer", InterestKind::kMember},
    {"Family", "person", "relative", InterestKind::kFamily},
    {"Associate", "person", "associate", InterestKind::kLinked},
    {"Succession", "predecessor", "successor", InterestKind::kSuccessor},
    {"Representation", "agent", "client", InterestKind::kActsFor},
    {"UnknownLink", "subject", "object", InterestKind::kLinked},
};

constexpr std::string_view kRoles[] = {"role",        "relationship", "ownershipType",
                                       "controlType", "sharesType",   "status"};

Share Hull(const Share& a, const Share& b) {
  const auto lower = [](const ShareBound& x, const ShareBound& y) {
    if (x.ppm != y.ppm) return x.ppm < y.ppm ? x : y;
    return x.open ? y : x;
  };
  const auto upper = [](const ShareBound& x, const ShareBound& y) {
    if (x.ppm != y.ppm) return x.ppm > y.ppm ? x : y;
    return x.open ? y : x;
  };
  const auto hull = Share::Between(lower(a.lo(), b.lo()), upper(a.hi(), b.hi()));
  return hull.ok() ? *hull : Share::Unknown();
}

std::optional<Share> ReadOne(const std::string& text) {
  if (const auto nature = ParsePscNature(text); nature && IsOwnership(nature->kind)) {
    return nature->share;
  }
  return ParsePercentText(text);
}

Share ReadShare(const FtmRecord& record, const WarnFtm& warn) {
  const FtmValues& texts = record.Of("percentage");
  if (texts.empty()) return FtmShareOfWords(record).value_or(Share::Unknown());
  std::optional<Share> share;
  for (const std::string& text : texts) {
    const auto one = ReadOne(text);
    if (!one) {
      warn("the percentage \"" + std::string(CutUtf8(text, 40)) +
           "\" is not understood; the share is unknown");
      return Share::Unknown();
    }
    share = share ? Hull(*share, *one) : *one;
  }
  if (texts.size() > 1) {
    warn("it has several percentages; the share is taken as " + share->ToString());
  }
  return *share;
}

// The words of the kind, then everything else that the edge says.
std::string Role(const FtmRecord& record, const FtmEdge& edge) {
  std::vector<std::string> words;
  for (const std::string_view property : kRoles) {
    for (const std::string& value : record.Of(property)) {
      if (!HasWord(words, value)) words.push_back(value);
    }
  }
  if (words.empty()) words.push_back(record.schema);
  std::vector<std::string_view> used(std::begin(kRoles), std::end(kRoles));
  used.insert(used.end(), {edge.owner, edge.subject, "percentage", "startDate", "endDate",
                           "sourceUrl", "name"});
  if (std::string details = FtmDetails(record, used); !details.empty()) {
    words.push_back(std::move(details));
  }
  return Join(words, "; ");
}

std::optional<PartialDate> ReadDate(std::string_view property, const std::string& text,
                                    const WarnFtm& warn) {
  const auto date = PartialDate::ParseIso(text);
  if (date.ok()) return *date;
  warn(absl::StrCat(ToAbsl(property), " \"", ToAbsl(CutUtf8(text, 40)),
                    "\" is no date; the time is open on that side"));
  return std::nullopt;
}

}  // namespace

const FtmEdge* FindFtmEdge(std::string_view schema) {
  const auto found = std::ranges::find(kEdges, schema, &FtmEdge::schema);
  return found == std::end(kEdges) ? nullptr : &*found;
}

std::optional<Date> FtmFirstDay(const FtmRecord& record, std::string_view property,
                                const WarnFtm& warn) {
  std::optional<Date> day;
  for (const std::string& text : record.Of(property)) {
    const auto date = ReadDate(property, text, warn);
    if (date && (!day || date->first < *day)) day = date->first;
  }
  return day;
}

std::optional<Date> FtmDayAfter(const FtmRecord& record, std::string_view property,
                                const WarnFtm& warn) {
  std::optional<Date> day;
  for (const std::string& text : record.Of(property)) {
    const auto date = ReadDate(property, text, warn);
    if (!date) return std::nullopt;
    const Date after = Date::FromDays(date->last.days() + 1);
    if (!day || after > *day) day = after;
  }
  return day;
}

Interest FtmInterest(const FtmRecord& record, const FtmEdge& edge, const WarnFtm& warn) {
  Interest interest{.kind = edge.kind, .provenance = record.provenance};
  if (edge.schema == "Ownership") {
    interest.kind = FtmOwnershipKind(record);
    interest.share = ReadShare(record, warn);
  }
  if (edge.schema == "Control") interest.kind = FtmControlKind(record.Of("controlType"));
  interest.indirect = HasWord(record.Of("controlType"), "indirect");
  interest.role = Role(record, edge);
  interest.start = FtmFirstDay(record, "startDate", warn);
  interest.end = FtmDayAfter(record, "endDate", warn);
  if (interest.start && interest.end && *interest.end <= *interest.start) {
    warn("it ends before it starts; its time is taken as not known");
    interest.start.reset();
    interest.end.reset();
  }
  return interest;
}

std::string FtmSignature(const Interest& interest) {
  const auto day = [](const std::optional<Date>& date) { return date ? date->ToString() : ""; };
  return absl::StrCat(interest.owner_id, "\n", interest.subject_id, "\n",
                      ToAbsl(InterestKindName(interest.kind)), "\n", interest.share.ToCanonical(),
                      "\n", day(interest.start), "\n", day(interest.end), "\n", interest.role);
}

}  // namespace lynceus::sources

#include "lib/sources/debarment_record.h"

#include <re2/re2.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/free_dates.h"
#include "lib/sources/free_text.h"
#include "lib/sources/report.h"
#include "lib/sources/titled_columns.h"

namespace lynceus::sources {
namespace {

constexpr int kForeverYear = 2'900;  // "2999-12-31"

bool SaysForever(std::string_view text) {
  static constexpr std::string_view kWords[] = {"ongoing", "indefinite", "permanent",
                                                "indefinitely", "permanently"};
  return std::ranges::find(kWords, LowerAscii(text)) != std::end(kWords);
}

// The day of `text`; a text that is none becomes a fragment.
std::optional<Date> DayOf(ListRecord& record, std::string_view what, const std::string& text) {
  if (text.empty() || SaysForever(text)) return std::nullopt;
  const auto day = ParseFreeDay(text);
  if (!day) AddFragment(record, absl::StrCat(ToAbsl(what), ": ", text));
  return day;
}

// The numbers that stand in names and beside them, by the words in front of them.
struct NumberWord {
  const char* pattern;
  std::string_view property;
};

constexpr NumberWord kNumberWords[] = {
    {R"((?i)(?:TIN|CNPJ|RUC|NIT|Tax ID|Tax Registration|Tax)\s*(?:No)?[.:,]*\s*([0-9A-Z][0-9A-Z.\-/ ]*))",
     "taxNumber"},
    {R"((?i)(?:National ID|ID)\s*(?:No)?[.:,]*\s*([0-9][0-9A-Z.\-/]*))", "idNumber"},
    {R"((?i)(?:Registration|Reg)\b[.,]?\s*(?:Nos?|Number)?[.:;,]*\s*([0-9A-Z#][0-9A-Z.\-/#() ]*))",
     "registrationNumber"},
    // China's unified social credit code stands without a word.
    {R"(([0-9]{2}[0-9A-Z]{16}))", "registrationNumber"},
    {R"(([0-9]{15,18}))", "registrationNumber"},
};

// Numbers in the parentheses of a name; the name keeps them.
void AddNumbersInName(Entity& entity, const std::string& name) {
  static const RE2 kInside(R"([(（]([^()（）]*)[)）])");
  re2::StringPiece rest(name);
  std::string inside;
  while (RE2::FindAndConsume(&rest, kInside, &inside)) {
    AddDebarmentNumber(entity, TidyText(inside));
  }
}

}  // namespace

bool AddDebarmentNumber(Entity& entity, const std::string& text) {
  for (const NumberWord& word : kNumberWords) {
    std::string number;
    if (!RE2::FullMatch(text, word.pattern, &number)) continue;
    AddIdentifier(entity, word.property, number);
    return true;
  }
  return false;
}

DebarmentEmitter::DebarmentEmitter(std::string programme, RecordSink& sink, LoadReport& report)
    : programme_(std::move(programme)), emitter_(sink, report), report_(report) {}

absl::Status DebarmentEmitter::Add(DebarmentRow row) {
  ++report_.records_read;
  ListRecord& record = row.record;
  Entity& entity = record.entity;
  if (row.name.empty()) {
    Skip(report_, row.place, "the row has no name");
    return absl::OkStatus();
  }
  entity.id =
      absl::StrCat(report_.source.key, ":", KeyOf({row.name, CountryCodeOrWord(row.country)}));
  entity.provenance = {.source = report_.source.key, .place = row.place};
  // The row's own names go before those that the loader found beside them.
  std::vector<Name> others = std::exchange(entity.names, {});
  AddNamesIn(entity, row.name, NameKind::kPrimary);
  AddNumbersInName(entity, row.name);
  for (const Name& name : others) AddName(entity, name.text, name.kind, name.script);
  if (entity.schema == Schema::kUnknown) {
    entity.schema = BeginsWithTitleOfPerson(row.name) ? Schema::kPerson : Schema::kLegalEntity;
  }
  Designation designation{.programme = programme_, .legal_basis = row.basis};
  designation.measures = {row.measure};
  designation.date = DayOf(record, "from", row.from);
  const auto last = DayOf(record, "to", row.to);
  if (last && last->year() < kForeverYear) {
    designation.end_date = Date::FromDays(last->days() + 1);
  }
  KeepInForce(designation, record);
  if (row.from.empty() && row.to.empty()) {
    AddWarning(report_,
               row.place + ": no day is stated; the party counts as debarred at all dates");
  }
  if (designated_.insert(KeyOf({entity.id, row.from, row.to, row.basis, row.measure})).second) {
    record.designations.push_back(std::move(designation));
  }
  return emitter_.AddPart(std::move(record));
}

}  // namespace lynceus::sources

// Fields that SDN.CSV says in remarks are put back into the remarks' words ("Passport A123 (Iran)
// expires 09 Jul 2019") and read by the same table, so both forms give the same facts.

#include "lib/sources/ofac_sdn_xml.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/list_file.h"
#include "lib/sources/ofac_dates.h"
#include "lib/sources/ofac_remarks.h"
#include "lib/sources/report.h"
#include "lib/sources/xml_reader.h"

namespace lynceus::sources {
namespace {

XmlShape Shape(std::function<absl::Status(const XmlElement&)> on_unknown) {
  return {.root = "sdnList",
          .containers = {},
          .records = {"publshInformation", "sdnEntry"},
          .on_unknown = std::move(on_unknown)};
}

std::string FullName(const XmlElement& element) {
  const std::string_view last = element.TextOf("lastName");
  const std::string_view first = element.TextOf("firstName");
  if (first.empty()) return std::string(last);
  if (last.empty()) return std::string(first);
  return absl::StrCat(ToAbsl(last), ", ", ToAbsl(first));
}

std::vector<std::string> Programmes(const XmlElement& entry) {
  std::vector<std::string> programmes;
  const XmlElement* const list = entry.Child("programList");
  if (list == nullptr) return programmes;
  for (const XmlElement& program : list->children) {
    for (std::string& code : SplitProgrammes(program.text)) programmes.push_back(std::move(code));
  }
  return programmes;
}

// Gives a remark made of a field to the table of remarks.
void AddAsRemark(std::string text, OfacRecord& record) {
  if (ParseRemark(text, record)) return;
  AddProperty(record.entity, "notes", text);
  record.fragments.push_back(std::move(text));
}

void AddNotKnown(std::string_view what, std::string_view text, OfacRecord& record) {
  record.fragments.push_back(absl::StrCat(ToAbsl(what), ": ", ToAbsl(text)));
  AddProperty(record.entity, "notes", record.fragments.back());
}
void AddNotKnown(const XmlElement& element, OfacRecord& record) {
  AddNotKnown(element.name, element.text, record);
}

void AddId(const XmlElement& id, OfacRecord& record) {
  std::string text = absl::StrCat(ToAbsl(id.TextOf("idType")), " ", ToAbsl(id.TextOf("idNumber")));
  if (const auto country = id.TextOf("idCountry"); !country.empty()) {
    absl::StrAppend(&text, " (", ToAbsl(country), ")");
  }
  if (const auto date = id.TextOf("issueDate"); !date.empty()) {
    absl::StrAppend(&text, " issued ", ToAbsl(date));
  }
  if (const auto date = id.TextOf("expirationDate"); !date.empty()) {
    absl::StrAppend(&text, " expires ", ToAbsl(date));
  }
  AddAsRemark(std::move(text), record);
}

void AddAka(const XmlElement& aka, OfacRecord& record) {
  const std::string_view type = aka.TextOf("type");
  const std::string_view category = aka.TextOf("category");
  const bool former = type == "f.k.a.";
  const bool weak = category == "weak";
  const bool is_type = former || type.empty() || type == "a.k.a." || type == "n.k.a.";
  const bool is_category = weak || category.empty() || category == "strong";
  if (!is_type) AddNotKnown("aka type", type, record);
  if (!is_category) AddNotKnown("aka category", category, record);
  AddName(record.entity, FullName(aka),
          former ? NameKind::kFormer
          : weak ? NameKind::kWeak
                 : NameKind::kAlias);
}

void AddXmlAddress(const XmlElement& address, OfacRecord& record) {
  std::vector<std::string> parts;
  for (const char* const name :
       {"address1", "address2", "address3", "city", "stateOrProvince", "postalCode"}) {
    parts.emplace_back(address.TextOf(name));
  }
  AddAddress(record.entity, parts, address.TextOf("country"));
}

void AddVessel(const XmlElement& vessel, OfacRecord& record) {
  for (const XmlElement& child : vessel.children) {
    Entity& entity = record.entity;
    if (child.text.empty()) continue;
    if (child.name == "callSign") {
      entity.identifiers.push_back({.type = "callSign", .value = child.text});
    } else if (child.name == "vesselType") {
      AddProperty(entity, "type", child.text);
    } else if (child.name == "vesselFlag") {
      AddCountry(entity, "flag", child.text);
    } else if (child.name == "vesselOwner") {
      AddProperty(entity, "owner", child.text);
    } else if (child.name == "tonnage") {
      AddProperty(entity, "tonnage", child.text);
    } else if (child.name == "grossRegisteredTonnage") {
      AddProperty(entity, "grossRegisteredTonnage", child.text);
    } else {
      AddNotKnown(child, record);
    }
  }
}

// One list of an entry: the name of its items and what each of them adds.
struct ItemList {
  std::string_view list;
  std::string_view item;
  void (*add)(const XmlElement& item, OfacRecord& record);
};

constexpr ItemList kItemLists[] = {
    {"akaList", "aka", &AddAka},
    {"addressList", "address", &AddXmlAddress},
    {"nationalityList", "nationality",
     [](const XmlElement& item, OfacRecord& record) {
       AddCountry(record.entity, "nationality", item.TextOf("country"));
     }},
    {"citizenshipList", "citizenship",
     [](const XmlElement& item, OfacRecord& record) {
       AddCountry(record.entity, "citizenship", item.TextOf("country"));
     }},
    {"dateOfBirthList", "dateOfBirthItem",
     [](const XmlElement& item, OfacRecord& record) {
       AddAsRemark(absl::StrCat("DOB ", ToAbsl(item.TextOf("dateOfBirth"))), record);
     }},
    {"placeOfBirthList", "placeOfBirthItem",
     [](const XmlElement& item, OfacRecord& record) {
       AddAsRemark(absl::StrCat("POB ", ToAbsl(item.TextOf("placeOfBirth"))), record);
     }},
    {"idList", "id", &AddId},
};

void AddItems(const XmlElement& child, OfacRecord& record) {
  const auto known = std::ranges::find(kItemLists, child.name, &ItemList::list);
  if (known == std::end(kItemLists)) return AddNotKnown(child, record);
  for (const XmlElement& item : child.children) {
    if (item.name == known->item) {
      known->add(item, record);
    } else {
      AddNotKnown(item, record);
    }
  }
}

// Fields that other functions have read.
bool IsSimple(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kNames = {"uid",     "firstName",   "lastName",
                                                             "sdnType", "programList", "remarks"};
  return std::ranges::find(kNames, name) != kNames.end();
}

absl::StatusOr<OfacRecord> MakeRecord(const XmlElement& entry) {
  OfacRecord record{.number = std::string(entry.TextOf("uid")),
                    .type = LowerAscii(entry.TextOf("sdnType")),
                    .place = absl::StrCat("line ", entry.line),
                    .programmes = Programmes(entry)};
  const bool digits = !record.number.empty() && record.number.size() <= 12 &&
                      record.number.find_first_not_of("0123456789") == std::string::npos;
  if (!digits) {
    return InvalidError({.place = record.place,
                         .cause = "an <sdnEntry> has no uid of digits",
                         .remedy = "get the file again"});
  }
  record.entity.schema = OfacSchema(record.type);
  if (!IsOfacType(record.type)) AddNotKnown("sdnType", entry.TextOf("sdnType"), record);
  AddName(record.entity, FullName(entry), NameKind::kPrimary);
  // Countries first: some numbers are told to be Russian by them.
  if (const XmlElement* const list = entry.Child("addressList")) AddItems(*list, record);
  for (const XmlElement& child : entry.children) {
    if (IsSimple(child.name) || child.name == "addressList") continue;
    if (child.name == "title") {
      AddProperty(record.entity, "position", child.text);
    } else if (child.name == "vesselInfo") {
      AddVessel(child, record);
    } else {
      AddItems(child, record);
    }
  }
  ParseRemarks(entry.TextOf("remarks"), false, record);
  return record;
}

class Loader {
 public:
  Loader(const FileGroup& group, OfacList list, RecordSink& sink, LoadReport& report)
      : group_(group), path_(group.files[0].path), report_(report), emitter_(list, sink, report) {}

  absl::Status Run() {
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path_));
    const std::function<absl::Status(const XmlElement&)> on_root = [](const XmlElement&) {
      return absl::OkStatus();
    };
    const std::function<absl::Status(XmlElement)> on_record = [this](const XmlElement& element) {
      return element.name == "sdnEntry" ? AddEntry(element) : AddPublication(element);
    };
    XmlShape shape = Shape(UnknownLayout(group_, report_));
    shape.on_attribute = UnknownAttribute(report_);
    LYNCEUS_RETURN_IF_ERROR(ReadXml(*input, shape, on_root, on_record));
    LYNCEUS_RETURN_IF_ERROR(CheckCount());
    return emitter_.Finish();
  }

 private:
  absl::Status AddEntry(const XmlElement& entry) {
    LYNCEUS_ASSIGN_OR_RETURN(OfacRecord record, MakeRecord(entry));
    return emitter_.Add(std::move(record));
  }

  absl::Status AddPublication(const XmlElement& information) {
    const std::string_view date = information.TextOf("Publish_Date");
    report_.source.list_date = ParseUsDate(date);
    if (!report_.source.list_date) {
      AddWarning(report_, absl::StrCat("Publish_Date \"", ToAbsl(date.substr(0, 40)),
                                       "\" is no date; the list's date is not known"));
    }
    const std::string_view count = information.TextOf("Record_Count");
    std::uint64_t number = 0;
    const auto parsed = std::from_chars(count.data(), count.data() + count.size(), number);
    if (parsed.ec == std::errc() && parsed.ptr == count.data() + count.size()) stated_ = number;
    return absl::OkStatus();
  }

  absl::Status CheckCount() {
    if (!stated_) {
      AddWarning(report_, "the file states no Record_Count; that it is whole cannot be checked");
      return absl::OkStatus();
    }
    if (report_.records_read < *stated_) {
      return InvalidError({.subject = path_,
                           .cause = absl::StrCat("it holds ", report_.records_read,
                                                 " records but states Record_Count ", *stated_),
                           .remedy = "records are missing; get the file again"});
    }
    if (report_.records_read > *stated_) {
      AddWarning(report_, absl::StrCat("the file holds ", report_.records_read,
                                       " records, more than its Record_Count ", *stated_,
                                       "; all were read"));
    }
    return absl::OkStatus();
  }

  const FileGroup& group_;
  const std::string path_;
  LoadReport& report_;
  OfacEmitter emitter_;
  std::optional<std::uint64_t> stated_;
};

}  // namespace

absl::StatusOr<OfacList> OfacListOfXml(const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path));
  OfacListSigns signs;
  const std::function<absl::Status(const XmlElement&)> on_root = [](const XmlElement&) {
    return absl::OkStatus();
  };
  const std::function<absl::Status(XmlElement)> on_record = [&signs](const XmlElement& element) {
    if (element.name != "sdnEntry") return absl::OkStatus();
    std::string words(element.TextOf("remarks"));
    if (const XmlElement* const ids = element.Child("idList")) {
      for (const XmlElement& id : ids->children)
        absl::StrAppend(&words, " ", ToAbsl(id.TextOf("idType")));
    }
    signs.Add(Programmes(element), words);
    return absl::OkStatus();
  };
  // What is not known is for the loader to refuse.
  const auto pass_over = [](const XmlElement&) { return absl::OkStatus(); };
  LYNCEUS_RETURN_IF_ERROR(ReadXml(*input, Shape(pass_over), on_root, on_record));
  return signs.list();
}

absl::StatusOr<LoadReport> LoadOfacXml(const FileGroup& group, RecordSink& sink) {
  const OfacList list = group.kind == "ofac-cons-xml" ? OfacList::kCons : OfacList::kSdn;
  LoadReport report{.source = OfacSourceInfo(list, group.kind)};
  LYNCEUS_RETURN_IF_ERROR(AddFile(group.files[0].path, report.source));
  LYNCEUS_RETURN_IF_ERROR(Loader(group, list, sink, report).Run());
  return report;
}

}  // namespace lynceus::sources

// The second pass: one party at a time, joined with what the first pass (ofac_advanced_tables)
// holds of it.

#include "lib/sources/ofac_advanced.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/list_file.h"
#include "lib/sources/list_record.h"
#include "lib/sources/ofac_advanced_tables.h"
#include "lib/sources/ofac_party.h"
#include "lib/sources/ofac_party_emitter.h"
#include "lib/sources/report.h"
#include "lib/sources/xml_reader.h"

namespace lynceus::sources {
namespace {

bool IsTrue(std::string_view word) { return word == "true" || word == "1"; }

void AddNotKnown(const XmlElement& element, OfacRecord& record) {
  std::string text = absl::StrCat(element.name, ": ", OneLine(element.text));
  AddProperty(record.entity, "notes", text);
  record.fragments.push_back(std::move(text));
}

// One profile of one party.
class ProfileReader {
 public:
  ProfileReader(const XmlElement& profile, OfacAdvancedTables& tables, OfacRecord& record)
      : profile_(profile), tables_(tables), record_(record) {}

  void Read() {
    for (const XmlElement& child : profile_.children) {
      if (child.name == "Identity") AddIdentity(child);
    }
    // Addresses before documents: some numbers are told to be Russian by them.
    for (const XmlElement& child : profile_.children) {
      if (child.name == "Feature") AddFeature(child);
    }
    for (const XmlElement& child : profile_.children) {
      if (child.name == "Identity") AddDocuments(child);
      if (child.name == "Comment") AddOfacRemarks(OneLine(child.text), record_);
      if (child.name == "ExternalReference") AddReference(child);
      if (!IsKnown(child.name)) AddNotKnown(child, record_);
    }
  }

 private:
  static bool IsKnown(std::string_view name) {
    return name == "Identity" || name == "Feature" || name == "Comment" ||
           name == "ExternalReference" || name == "SanctionsEntryReference";
  }

  void AddIdentity(const XmlElement& identity) {
    std::map<std::string_view, std::string> part_types;
    if (const XmlElement* const groups = identity.Child("NamePartGroups")) {
      for (const XmlElement& master : groups->children) {
        for (const XmlElement& group : master.children) {
          part_types[group.Attribute("ID")] =
              tables_.Label("NamePartType", group.Attribute("NamePartTypeID"));
        }
      }
    }
    const bool is_primary = IsTrue(identity.Attribute("Primary"));
    for (const XmlElement& child : identity.children) {
      if (child.name == "Alias") {
        AddAlias(child, is_primary, part_types);
      } else if (child.name != "NamePartGroups") {
        AddNotKnown(child, record_);
      }
    }
    if (IsTrue(identity.Attribute("False"))) {
      AddProperty(record_.entity, "notes",
                  absl::StrCat("identity ", ToAbsl(identity.Attribute("ID")), " is a false one"));
    }
  }

  void AddAlias(const XmlElement& alias, bool of_primary_identity,
                const std::map<std::string_view, std::string>& part_types) {
    for (const XmlElement& documented : alias.children) {
      if (documented.name != "DocumentedName") {
        if (documented.name != "Comment" || !documented.text.empty()) {
          AddNotKnown(documented, record_);
        }
        continue;
      }
      OfacName name{.is_primary = of_primary_identity && IsTrue(alias.Attribute("Primary")),
                    .alias_type = tables_.Label("AliasType", alias.Attribute("AliasTypeID")),
                    .is_weak = IsTrue(alias.Attribute("LowQuality")),
                    .parts = {}};
      AddParts(documented, part_types, name);
      // Renderings of the primary name in other scripts are its aliases.
      if (!name.script.empty() && name.script != "Latn") name.is_primary = false;
      AddOfacName(name, record_);
    }
  }

  void AddParts(const XmlElement& documented,
                const std::map<std::string_view, std::string>& part_types, OfacName& name) {
    bool mixed = false;
    for (const XmlElement& part : documented.children) {
      if (part.name == "DocumentedNameCountry") continue;  // where the name was used
      for (const XmlElement& value : part.children) {
        if (value.name != "NamePartValue") continue;
        const auto type = part_types.find(value.Attribute("NamePartGroupID"));
        name.parts.push_back({.type = type == part_types.end() ? std::string() : type->second,
                              .text = OneLine(value.text)});
        const std::string_view id = value.Attribute("ScriptID");
        const std::string_view script = OfacScript(id, tables_.Label("Script", id));
        mixed = mixed || (name.parts.size() > 1 && script != name.script);
        name.script = std::string(script);
      }
    }
    if (mixed) name.script.clear();
  }

  void AddFeature(const XmlElement& feature) {
    const std::string label = tables_.Label("FeatureType", feature.Attribute("FeatureTypeID"));
    for (const XmlElement& version : feature.children) {
      if (version.name == "FeatureVersion") {
        AddVersion(label, version);
      } else if (version.name != "IdentityReference") {
        AddNotKnown(version, record_);
      }
    }
  }

  void AddVersion(const std::string& label, const XmlElement& version) {
    OfacFeature said{
        .label = label,
        .text = {},
        .comment = OneLine(version.TextOf("Comment")),
        .reliability = tables_.Label("Reliability", version.Attribute("ReliabilityID"))};
    for (const XmlElement& child : version.children) {
      if (child.name == "DatePeriod") {
        AppendText(OfacPeriodText(child), said.text);
      } else if (child.name == "VersionLocation") {
        AddLocation(child, said);
      } else if (child.name == "VersionDetail") {
        const std::string_view reference = child.Attribute("DetailReferenceID");
        if (!reference.empty()) AppendText(tables_.Label("DetailReference", reference), said.text);
        AppendText(OneLine(child.text), said.text);
      } else if (child.name != "Comment") {
        AddNotKnown(child, record_);
      }
    }
    if (label == "Location") {
      if (!said.text.empty() || !said.comment.empty()) {
        AddProperty(record_.entity, "notes",
                    absl::StrCat(label, ": ", said.text, " ", said.comment));
      }
      return;
    }
    AddOfacFeature(said, record_);
  }

  static void AppendText(std::string_view text, std::string& to) {
    if (!text.empty() && !to.empty()) to += " ";
    to += text;
  }

  // An address, or the country that a feature is of.
  void AddLocation(const XmlElement& version_location, OfacFeature& said) {
    const std::string_view id = version_location.Attribute("LocationID");
    const OfacLocation* const location = tables_.Location(id);
    if (location == nullptr) {
      return record_.fragments.push_back(
          absl::StrCat(said.label, ": location ", ToAbsl(id), " is not in the file"));
    }
    if (said.label != "Location") return AppendText(location->Text(), said.text);
    if (location->variants.empty()) AddAddress(record_.entity, {}, location->country);
    for (const std::vector<std::string>& parts : location->variants) {
      AddAddress(record_.entity, parts, location->country);
    }
  }

  void AddDocuments(const XmlElement& identity) {
    for (const OfacDocument& document : tables_.TakeDocuments(identity.Attribute("ID"))) {
      AddOfacDocument(document, record_);
    }
  }

  void AddReference(const XmlElement& reference) {
    for (const XmlElement& child : reference.children) {
      const std::string_view link =
          child.name == "SubLink" ? child.TextOf("DirectURL") : child.text;
      if (link.empty()) continue;
      AddProperty(record_.entity, child.name == "ExRefValue" ? "notes" : "sourceUrl",
                  OneLine(link));
    }
  }

  const XmlElement& profile_;
  OfacAdvancedTables& tables_;
  OfacRecord& record_;
};

class Loader {
 public:
  Loader(OfacAdvancedTables& tables, RecordSink& sink, LoadReport& report)
      : tables_(tables),
        report_(report),
        emitter_(tables.list(), {report.source.list}, sink, report) {}

  absl::Status Run(ByteReader& input) {
    const std::function<absl::Status(const XmlElement&)> pass_over = [](const XmlElement&) {
      return absl::OkStatus();
    };
    const std::function<absl::Status(XmlElement)> on_record = [this](const XmlElement& element) {
      return element.name == "DistinctParty" ? AddParty(element) : absl::OkStatus();
    };
    // What is not known the first pass has refused, or named.
    LYNCEUS_RETURN_IF_ERROR(ReadXml(input, OfacAdvancedShape(pass_over), pass_over, on_record));
    NameLeftOvers();
    return emitter_.Finish();
  }

 private:
  absl::Status AddParty(const XmlElement& party) {
    OfacRecord record{.number = std::string(party.Attribute("FixedRef")),
                      .type = "entity",
                      .place = absl::StrCat("line ", party.line),
                      .programmes = {}};
    const XmlElement* const first = party.Child("Profile");
    if (first != nullptr) record.type = TypeOf(*first, record);
    record.entity.schema = OfacSchema(record.type);
    std::vector<OfacListing> listings;
    std::vector<OfacRelation> relations;
    for (const XmlElement& child : party.children) {
      if (child.name == "Comment") {
        AddOfacRemarks(OneLine(child.text), record);
      } else if (child.name != "Profile") {
        AddNotKnown(child, record);
      }
    }
    for (const XmlElement& child : party.children) {
      if (child.name != "Profile") continue;
      ProfileReader(child, tables_, record).Read();
      std::ranges::move(tables_.TakeListings(child.Attribute("ID")), std::back_inserter(listings));
      for (OfacRelation& relation : tables_.TakeRelations(child.Attribute("ID"))) {
        relations.push_back(WithParties(std::move(relation)));
      }
    }
    return emitter_.Add(std::move(record), std::move(listings), std::move(relations));
  }

  // "individual", "entity", "vessel", "aircraft".
  std::string TypeOf(const XmlElement& profile, const OfacRecord& record) {
    const std::string_view id = profile.Attribute("PartySubTypeID");
    const OfacReference* const sub_type = tables_.Find("PartySubType", id);
    if (sub_type == nullptr) {
      AddWarning(report_, absl::StrCat(record.place, ": party ", record.number,
                                       " is of a type that the file does not explain (", ToAbsl(id),
                                       "); it counts as an entity"));
      return "entity";
    }
    const std::string sub = LowerAscii(sub_type->label);
    if (sub == "vessel" || sub == "aircraft") return sub;
    return LowerAscii(tables_.Label("PartyType", sub_type->type));
  }

  // Relations are between profiles; parties have the numbers.
  OfacRelation WithParties(OfacRelation relation) const {
    for (std::string* const end : {&relation.from, &relation.to}) {
      if (const auto party = tables_.PartyOf(*end); !party.empty()) *end = std::string(party);
    }
    return relation;
  }

  void NameLeftOvers() {
    for (const auto& [identity, documents] : tables_.documents()) {
      AddWarning(report_, absl::StrCat(documents.size(), " identity documents are of identity ",
                                       identity, ", which is not in the file"));
    }
    for (const auto& [profile, listings] : tables_.listings()) {
      Skip(report_, absl::StrCat("profile ", profile),
           absl::StrCat(listings.size(), " sanctions entries are of a party that the file lacks"));
    }
    for (const auto& [profile, relations] : tables_.relations()) {
      for (const OfacRelation& relation : relations) emitter_.AddRelation(WithParties(relation));
    }
  }

  OfacAdvancedTables& tables_;
  LoadReport& report_;
  OfacPartyEmitter emitter_;
};

}  // namespace

absl::StatusOr<LoadReport> LoadOfacAdvanced(const FileGroup& group, RecordSink& sink) {
  const std::string& path = group.files[0].path;
  // The key is not known before the file is.
  LYNCEUS_ASSIGN_OR_RETURN(LoadReport report,
                           BeginReport(group, OfacSourceInfo(OfacList::kSdn, group.kind)));
  OfacAdvancedTables tables;
  {
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path));
    LYNCEUS_RETURN_IF_ERROR(tables.Read(*input, UnknownLayout(group, report), report));
  }
  SourceInfo source = OfacSourceInfo(tables.list(), group.kind);
  source.files = std::move(report.source.files);
  source.digests = std::move(report.source.digests);
  source.list_date = tables.date();
  report.source = std::move(source);
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path));
  LYNCEUS_RETURN_IF_ERROR(Loader(tables, sink, report).Run(*input));
  return report;
}

}  // namespace lynceus::sources

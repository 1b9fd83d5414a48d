// From the packs of a directory to a vocabulary: each file strictly, then what follows from all of
// them together.
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <initializer_list>
#include <map>
#include <utility>

#include "lib/base/digest.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/names/anchors.h"
#include "lib/names/name_variants.h"
#include "lib/names/sound_keys.h"
#include "lib/names/spelling_groups.h"
#include "lib/names/vocabulary.h"

namespace lynceus::names {
namespace {

constexpr std::int32_t kWeightMax = 10'000;

constexpr std::array<std::string_view, 9> kPackFiles = {
    "company_words.yaml", "frequencies.tsv", "honorifics.yaml",
    "legal_forms.yaml",   "nicknames.yaml",  "numbers.yaml",
    "particles.yaml",     "spellings.yaml",  "text_around.yaml"};

bool IsGlued(Script script) {
  return script == Script::kHan || script == Script::kKana || script == Script::kHangul;
}

// A form of a pack as the analysis sees it.
struct Form {
  std::string joined;    // romanised
  std::u32string glued;  // the letters, where the script is written without blanks
  std::size_t words = 0;
  std::vector<std::string> each_word;  // romanised
  std::string native;                  // the letters in their own script
};

}  // namespace

// Reads the packs one by one into a vocabulary. Errors are thrown by yaml-cpp and by Refuse as YAML
// exceptions and caught in Read, so that each names its file and line.
class PackReader {
 public:
  PackReader(const std::string& directory, const Romaniser& romaniser, Vocabulary& into)
      : directory_(directory), romaniser_(romaniser), into_(into), spellings_(into.groups_) {}

  absl::Status ReadAll() {
    Sha256Builder digest;
    for (const std::string_view name : kPackFiles) {
      LYNCEUS_ASSIGN_OR_RETURN(const std::string content,
                               ReadFile(JoinPath(directory_, name), limits::kRuleFileBytesMax));
      digest.AddField(name);
      digest.AddField(content);
      LYNCEUS_RETURN_IF_ERROR(Read(name, content));
    }
    LYNCEUS_RETURN_IF_ERROR(ReadVariants(digest));
    into_.digest_ = ToHex(digest.Finish());
    SpreadWeights();
    SpreadNicknames();
    FileFrequentWords();
    SortGlued();
    MisspellForms();
    return absl::OkStatus();
  }

 private:
  absl::Status Read(std::string_view name, const std::string& content) {
    if (name == "frequencies.tsv") return ReadFrequencies(name, content);
    try {
      const YAML::Node root = YAML::Load(content);
      Dispatch(name, root);
      return absl::OkStatus();
    } catch (const YAML::Exception& error) {
      return InvalidError({.subject = JoinPath(directory_, name),
                           .place = "line " + std::to_string(error.mark.line + 1),
                           .cause = error.msg,
                           .remedy = "mend the pack; its README lists the keys"});
    }
  }

  void Dispatch(std::string_view name, const YAML::Node& root) {
    if (name == "company_words.yaml") ReadCompanyWords(root);
    if (name == "honorifics.yaml") ReadHonorifics(root);
    if (name == "legal_forms.yaml") ReadLegalForms(root);
    if (name == "nicknames.yaml") ReadGroups(root, 0);
    if (name == "spellings.yaml") ReadGroups(root, kSpellingBit);
    if (name == "numbers.yaml") ReadNumbers(root);
    if (name == "particles.yaml") ReadParticles(root);
    if (name == "text_around.yaml") ReadTextAround(root);
  }

  [[noreturn]] static void Refuse(const YAML::Node& node, const std::string& why) {
    throw YAML::Exception(node.Mark(), why);
  }

  // Every key must be known and every known key must be there.
  static void CheckKeys(const YAML::Node& node, std::initializer_list<std::string_view> keys) {
    if (!node.IsMap()) Refuse(node, "a map is expected here");
    for (const auto& entry : node) {
      const auto key = entry.first.as<std::string>();
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
        Refuse(entry.first, "the key '" + key + "' is not known here");
      }
    }
    for (const std::string_view key : keys) {
      if (!node[std::string(key)]) Refuse(node, "the key '" + std::string(key) + "' is missing");
    }
  }

  static void CheckVersion(const YAML::Node& root) {
    if (root["version"].as<int>() != 1) Refuse(root["version"], "only version 1 is known");
  }

  Form ReadForm(const YAML::Node& node) const {
    auto form = FormOf(node.as<std::string>());
    if (!form) Refuse(node, "a form needs letters or digits");
    return *std::move(form);
  }

  // Nothing where the text has no letter and no digit.
  std::optional<Form> FormOf(const std::string& text) const {
    auto words = SplitWords(text);
    if (!words.ok() || words->empty()) return std::nullopt;
    Form form;
    form.words = words->size();
    bool glued = true;
    for (const Word& word : *words) {
      form.each_word.push_back(romaniser_.ToLatin(word.letters, word.script));
      form.joined += form.each_word.back();
      glued = glued && IsGlued(word.script);
      form.glued += word.letters;
      form.native += ToUtf8(word.script == Script::kHan ? romaniser_.ToSimplified(word.letters)
                                                        : word.letters);
    }
    form.glued = glued ? romaniser_.ToSimplified(form.glued) : std::u32string();
    return form;
  }

  void ReadLegalForms(const YAML::Node& root) {
    CheckKeys(root, {"version", "leading", "persons_too", "fused", "classes"});
    CheckVersion(root);
    for (const YAML::Node& entry : root["classes"]) {
      CheckKeys(entry, {"id", "name", "forms"});
      const auto id = entry["id"].as<std::uint16_t>();
      if (id == 0) Refuse(entry["id"], "class 0 means that no form was seen");
      for (const YAML::Node& node : entry["forms"]) AddLegalForm(node, id);
    }
    for (const YAML::Node& node : root["leading"]) NamedForm(node).leading = true;
    for (const YAML::Node& node : root["persons_too"]) NamedForm(node).persons_too = true;
    for (const YAML::Node& node : root["fused"]) {
      NamedForm(node);
      into_.fused_legal_forms_.push_back(ReadForm(node).joined);
    }
  }

  void AddLegalForm(const YAML::Node& node, std::uint16_t id) {
    Form form = ReadForm(node);
    if (!form.glued.empty()) {
      into_.glued_legal_forms_.push_back({form.glued, LegalForm{.class_id = id, .leading = true}});
    }
    into_.legal_form_tokens_max_ = std::max(into_.legal_form_tokens_max_, form.words);
    for (const std::string& word : form.each_word) {
      if (word.size() >= kFormWordLettersMin) into_.form_words_.insert(word);
    }
    const bool leading = form.words >= 2 || form.joined.size() >= 5;
    const auto [at, added] =
        into_.legal_forms_.try_emplace(form.joined, LegalForm{.class_id = id, .leading = leading});
    if (!added && at->second.class_id != id) {
      Refuse(node, "the form '" + form.joined + "' is in two classes");
    }
  }

  LegalForm& NamedForm(const YAML::Node& node) {
    const auto at = into_.legal_forms_.find(ReadForm(node).joined);
    if (at == into_.legal_forms_.end()) Refuse(node, "the form is in no class");
    return at->second;
  }

  void ReadCompanyWords(const YAML::Node& root) {
    CheckKeys(root, {"version", "words"});
    CheckVersion(root);
    for (const YAML::Node& entry : root["words"]) {
      CheckKeys(entry, {"word", "weight", "forms"});
      CompanyWord word;
      word.canonical = SplitTrimmed(entry["word"].as<std::string>(), ' ');
      word.weight = entry["weight"].as<std::int32_t>();
      if (word.canonical.empty() || word.weight < 1 || word.weight > kWeightMax) {
        Refuse(entry, "a word needs letters and a weight of 1 to 10000");
      }
      if (word.canonical.size() == 1) AddCompanyWord(entry, word.canonical[0], word);
      for (const YAML::Node& node : entry["forms"]) {
        const Form form = ReadForm(node);
        if (!form.glued.empty()) into_.glued_words_.push_back({form.glued, word});
        AddCompanyWord(node, form.joined, word);
      }
    }
  }

  void AddCompanyWord(const YAML::Node& node, const std::string& form, const CompanyWord& word) {
    const auto [at, added] = into_.company_words_.try_emplace(form, word);
    if (!added && at->second.canonical != word.canonical) {
      Refuse(node, "the form '" + form + "' stands for two words");
    }
  }

  void ReadHonorifics(const YAML::Node& root) {
    CheckKeys(root, {"version", "persons", "vessels", "double_surnames"});
    CheckVersion(root);
    for (const YAML::Node& node : root["persons"]) into_.honorifics_.insert(ReadForm(node).joined);
    for (const YAML::Node& node : root["vessels"]) {
      into_.vessel_prefixes_.insert(ReadForm(node).joined);
    }
    for (const YAML::Node& node : root["double_surnames"]) {
      into_.double_surnames_.push_back(ReadForm(node).glued);
    }
    std::sort(into_.double_surnames_.begin(), into_.double_surnames_.end());
  }

  void ReadParticles(const YAML::Node& root) {
    CheckKeys(root, {"version", "particles"});
    CheckVersion(root);
    for (const YAML::Node& entry : root["particles"]) {
      CheckKeys(entry, {"particle", "unify", "preposition", "forms"});
      const auto particle = entry["particle"].as<std::string>();
      const auto unify = entry["unify"].as<bool>();
      const auto preposition = entry["preposition"].as<bool>();
      into_.particles_.try_emplace(particle, particle);
      if (preposition) into_.prepositions_.insert(particle);
      for (const YAML::Node& node : entry["forms"]) {
        const std::string form = ReadForm(node).joined;
        if (preposition) into_.prepositions_.insert(form);
        const std::string& compared = unify ? particle : form;
        if (into_.particles_.try_emplace(form, compared).first->second != compared) {
          Refuse(node, "the form '" + form + "' stands for two particles");
        }
      }
    }
  }

  void ReadNumbers(const YAML::Node& root) {
    CheckKeys(root, {"version", "numbers"});
    CheckVersion(root);
    for (const YAML::Node& entry : root["numbers"]) {
      CheckKeys(entry, {"value", "forms"});
      for (const YAML::Node& node : entry["forms"]) {
        const std::string form = ReadForm(node).joined;
        const auto value = entry["value"].as<std::int32_t>();
        if (into_.numbers_.try_emplace(form, value).first->second != value) {
          Refuse(node, "the form '" + form + "' stands for two numbers");
        }
      }
    }
  }

  void ReadTextAround(const YAML::Node& root) {
    CheckKeys(root, {"version", "before", "numbered", "purposes", "born", "former", "months",
                     "streets", "branches", "countries", "cities", "vessels"});
    CheckVersion(root);
    for (const YAML::Node& node : root["before"]) AddAround(node, kAroundBefore);
    for (const YAML::Node& node : root["numbered"]) AddAround(node, kAroundNumbered);
    for (const YAML::Node& node : root["purposes"]) AddAround(node, kAroundPurpose);
    for (const YAML::Node& node : root["born"]) AddAround(node, kAroundBorn);
    for (const YAML::Node& node : root["former"]) AddAround(node, kAroundFormer);
    const auto read = [&](std::string_view key, absl::flat_hash_set<std::string>& set) {
      for (const YAML::Node& node : root[std::string(key)]) set.insert(ReadForm(node).joined);
    };
    read("months", into_.months_);
    read("streets", into_.streets_);
    read("branches", into_.branches_);
    read("countries", into_.countries_);
    read("cities", into_.cities_);
    read("vessels", into_.vessel_remarks_);
  }

  void AddAround(const YAML::Node& node, AroundKind kind) {
    const auto words = SplitWords(node.as<std::string>());
    if (!words.ok() || words->empty()) Refuse(node, "a phrase needs letters");
    std::string key;
    std::string first;
    for (const Word& word : *words) {
      const std::string text = romaniser_.ToLatin(word.letters, word.script);
      if (first.empty()) first = text;
      AppendAroundWord(word, text, key);
    }
    into_.around_phrases_[key] |= kind;
    std::size_t& words_max = into_.around_first_words_[first];
    words_max = std::max(words_max, words->size());
  }

  // A name belongs to at most two groups of both kinds together.
  void ReadGroups(const YAML::Node& root, std::uint16_t kind) {
    CheckKeys(root, {"version", "groups"});
    CheckVersion(root);
    std::uint16_t id = kind;
    for (const YAML::Node& group : root["groups"]) {
      if (!group.IsSequence() || group.size() < 2) Refuse(group, "a group is a list of names");
      ++id;
      std::vector<std::string> members;
      for (const YAML::Node& node : group) members.push_back(ReadForm(node).joined);
      std::sort(members.begin(), members.end());
      members.erase(std::unique(members.begin(), members.end()), members.end());
      for (const std::string& member : members) AddToGroup(group, member, id);
      if (kind == kSpellingBit) spellings_.Add(std::move(members));
    }
  }

  void AddToGroup(const YAML::Node& node, const std::string& member, std::uint16_t id) {
    std::array<std::uint16_t, 2>& groups = into_.groups_[member];
    if (groups[0] == 0) {
      groups[0] = id;
    } else if (groups[1] == 0) {
      groups[1] = id;
    } else {
      Refuse(node, "'" + member + "' is in three groups; two are kept");
    }
  }

  // --- a bank's own table ---

  // Every line of the table is a group of spellings, or widens one of the packs
  // (spelling_groups.h).
  absl::Status ReadVariants(Sha256Builder& digest) {
    const std::string path = JoinPath(directory_, kVariantsFile);
    if (!PathExists(path)) return absl::OkStatus();
    LYNCEUS_ASSIGN_OR_RETURN(const std::string content, ReadFile(path, limits::kRuleFileBytesMax));
    digest.AddField(kVariantsFile);
    digest.AddField(content);
    LYNCEUS_ASSIGN_OR_RETURN(const std::vector<VariantLine> lines,
                             ParseNameVariants(path, content));
    std::map<std::string, std::size_t> line_of;
    for (const VariantLine& line : lines) {
      LYNCEUS_ASSIGN_OR_RETURN(const std::vector<std::string> members, MembersOf(path, line));
      for (std::size_t i = 0; i < members.size(); ++i) {
        const std::size_t first = line_of.try_emplace(members[i], line.line).first->second;
        if (first == line.line) continue;
        return VariantError(
            path, line.line,
            FormNumber(i) + " stands in line " + std::to_string(first) + " too, under another id",
            "keep it in one of them: a form is a spelling of one name");
      }
      LYNCEUS_RETURN_IF_ERROR(spellings_.AddVariants(path, line.line, members));
    }
    return absl::OkStatus();
  }

  // The forms of a line as the analysis sees them, in order.
  absl::StatusOr<std::vector<std::string>> MembersOf(const std::string& path,
                                                     const VariantLine& line) {
    std::vector<std::string> members;
    for (const std::string& text : line.forms) {
      const auto form = FormOf(text);
      const std::string why = form ? WhyNoVariant(*form) : "it has no letter";
      if (!why.empty()) {
        return VariantError(path, line.line, FormNumber(members.size()) + " cannot count: " + why,
                            "take it out of the line, or write the name alone");
      }
      members.push_back(form->joined);
      into_.variants_.try_emplace(form->joined, form->joined);
      // Letters can sound otherwise where the analysis cuts a word (the article of Arabic).
      into_.variants_.try_emplace(form->native, form->joined);
    }
    const bool differ = std::any_of(members.begin(), members.end(), [&](const std::string& each) {
      return each != members.front();
    });
    if (differ) return members;
    return VariantError(path, line.line, "its forms are one and the same as names are compared",
                        "remove the line: it says nothing");
  }

  // What is cut off names, or replaced in them, before names are compared would never be seen.
  std::string WhyNoVariant(const Form& form) const {
    if (form.joined.find_first_not_of("0123456789") == std::string::npos) return "it is a number";
    if (form.words > kVariantWordsMax) {
      return "it has more than " + std::to_string(kVariantWordsMax) + " words";
    }
    if (into_.FindLegalForm(form.joined) != nullptr) return "it is a legal form";
    if (form.words > 1 && into_.FindLegalForm(form.each_word.back()) != nullptr) {
      return "it ends with a legal form (" + form.each_word.back() +
             "), which is no part of a name";
    }
    const auto word = into_.company_words_.find(form.joined);
    if (word == into_.company_words_.end() ||
        word->second.canonical == std::vector<std::string>{form.joined}) {
      return "";
    }
    return "it is compared as the company word " + word->second.canonical[0];
  }

  // Lines "weight<TAB>name name name"; # starts a comment.
  absl::Status ReadFrequencies(std::string_view name, const std::string& content) {
    std::size_t line = 0;
    for (std::size_t start = 0; start < content.size();) {
      ++line;
      std::size_t end = content.find('\n', start);
      if (end == std::string::npos) end = content.size();
      const std::string_view text(content.data() + start, end - start);
      start = end + 1;
      if (text.empty() || text[0] == '#') continue;
      if (!ReadFrequencyLine(text)) {
        return InvalidError({.subject = JoinPath(directory_, name),
                             .place = "line " + std::to_string(line),
                             .cause = "not a weight of 1 to 10000, a tab and names",
                             .remedy = "write weight, tab, names with blanks between"});
      }
    }
    return absl::OkStatus();
  }

  bool ReadFrequencyLine(std::string_view text) {
    const std::size_t tab = text.find('\t');
    if (tab == std::string_view::npos) return false;
    std::int32_t weight = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + tab, weight);
    if (error != std::errc() || stop != text.data() + tab) return false;
    if (weight < 1 || weight > kWeightMax) return false;
    const auto words = SplitWords(text.substr(tab + 1));
    if (!words.ok() || words->empty()) return false;
    for (const Word& word : *words) {
      into_.weights_.try_emplace(romaniser_.ToLatin(word.letters, word.script), weight);
    }
    return true;
  }

  // All spellings of one name are as frequent as its most frequent one.
  void SpreadWeights() {
    for (const auto& members : spellings_.all()) {
      std::int32_t least = kWeightMax + 1;
      for (const std::string& member : members) {
        const auto at = into_.weights_.find(member);
        if (at != into_.weights_.end()) least = std::min(least, at->second);
      }
      if (least > kWeightMax) continue;
      for (const std::string& member : members) into_.weights_[member] = least;
    }
  }

  // A short form is one of the name however that is spelt: Seryozha is Sergei and Sergey.
  void SpreadNicknames() {
    for (const auto& members : spellings_.all()) {
      std::uint16_t nickname = 0;
      for (const std::string& member : members) {
        const auto& groups = into_.groups_[member];
        const bool first = (groups[0] & kSpellingBit) == 0;
        if (nickname == 0 && groups[1] != 0) nickname = first ? groups[0] : groups[1];
        if ((nickname & kSpellingBit) != 0) nickname = 0;  // two spellings, no short form
      }
      if (nickname == 0) continue;
      for (const std::string& member : members) {
        auto& groups = into_.groups_[member];
        if (groups[1] == 0) groups[1] = nickname;
      }
    }
  }

  void FileFrequentWords() {
    std::string respelt;
    for (const auto& [word, weight] : into_.weights_) {
      if (weight >= kFrequentWeight) continue;
      RespellByEar(word, respelt);
      into_.frequent_words_.Add(word, CanonicalSpelling(into_.GroupsOf(word), respelt));
    }
    for (const std::string& form : SortedKeys(into_.company_words_)) {
      const CompanyWord& word = into_.company_words_[form];
      if (word.weight >= kFrequentWeight || word.canonical.size() != 1) continue;
      if (form != word.canonical[0] || into_.weights_.contains(form)) continue;
      RespellByEar(form, respelt);
      into_.frequent_words_.Add(form, CanonicalSpelling(into_.GroupsOf(form), respelt));
    }
    into_.frequent_words_.Finish();
  }

  // Of forms that become equal by a slip, or without vowels, the first in order counts.
  void MisspellForms() {
    std::vector<std::string> words(into_.form_words_.begin(), into_.form_words_.end());
    std::sort(words.begin(), words.end());
    for (const std::string& word : words) {
      into_.misspelt_form_words_.Add(word);
      into_.bare_form_words_.try_emplace(WithoutVowels(word), word);
    }
    for (const std::string& form : SortedKeys(into_.company_words_)) {
      if (form.size() >= kSlipLettersMin) into_.misspelt_company_words_.Add(form);
      const std::string bare = WithoutVowels(form);
      if (form.size() + 1 >= kBareLettersMin && bare.size() >= 3) {
        into_.short_bare_words_.try_emplace(bare, into_.company_words_[form]);
      }
      if (form.size() < kBareLettersMin || bare.size() < 4) continue;
      into_.bare_words_.try_emplace(bare, into_.company_words_[form]);
    }
  }

  template <typename Map>
  static std::vector<std::string> SortedKeys(const Map& map) {
    std::vector<std::string> keys;
    for (const auto& [key, unused] : map) keys.push_back(key);
    std::sort(keys.begin(), keys.end());
    return keys;
  }

  void SortGlued() {
    const auto longer = [](const auto& a, const auto& b) {
      if (a.letters.size() != b.letters.size()) return a.letters.size() > b.letters.size();
      return a.letters < b.letters;
    };
    std::sort(into_.glued_legal_forms_.begin(), into_.glued_legal_forms_.end(), longer);
    std::sort(into_.glued_words_.begin(), into_.glued_words_.end(), longer);
  }

  const std::string& directory_;
  const Romaniser& romaniser_;
  Vocabulary& into_;
  SpellingGroups spellings_;
};

absl::StatusOr<std::unique_ptr<const Vocabulary>> Vocabulary::Load(const std::string& directory,
                                                                   const Romaniser& romaniser) {
  auto loaded = std::make_unique<Vocabulary>();
  LYNCEUS_RETURN_IF_ERROR(PackReader(directory, romaniser, *loaded).ReadAll());
  return std::unique_ptr<const Vocabulary>(std::move(loaded));
}

}  // namespace lynceus::names

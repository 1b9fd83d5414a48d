#include "lib/names/vocabulary.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <initializer_list>
#include <utility>

#include "lib/base/digest.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/names/anchors.h"
#include "lib/names/sound_keys.h"

namespace lynceus::names {
namespace {

constexpr std::uint16_t kSpellingBit = 0x8000;
constexpr std::int32_t kWeightMax = 10'000;
constexpr std::size_t kFormWordLettersMin = 5;
constexpr std::size_t kBareLettersMin = 6;
constexpr std::size_t kBareFormLettersMin = 3;  // "jnt": only as one word of several
constexpr std::size_t kSlipLettersMin = 7;      // shorter words are too near to others
constexpr std::size_t kMisreadLettersMin = 4;

constexpr std::array<std::string_view, 9> kPackFiles = {
    "company_words.yaml", "frequencies.tsv", "honorifics.yaml",
    "legal_forms.yaml",   "nicknames.yaml",  "numbers.yaml",
    "particles.yaml",     "spellings.yaml",  "text_around.yaml"};

bool IsGlued(Script script) {
  return script == Script::kHan || script == Script::kKana || script == Script::kHangul;
}

// Vowels but the first letter left out, as abbreviations and keyboards do.
std::string WithoutVowels(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool vowel = std::string_view("aeiou").find(text[at]) != std::string_view::npos;
    if (at == 0 || !vowel) out.push_back(text[at]);
  }
  return out;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// What a scanner makes of letters, turned back: digits for letters, a digit one for `one`.
std::string AsScanned(std::string_view word, char one) {
  constexpr std::string_view kLetters = "o_zeasgtbg";
  std::string out(word);
  for (char& c : out) {
    if (IsDigit(c)) c = c == '1' ? one : kLetters[static_cast<std::size_t>(c - '0')];
  }
  return out;
}

// A form of a pack as the analysis sees it.
struct Form {
  std::string joined;    // romanised
  std::u32string glued;  // the letters, where the script is written without blanks
  std::size_t words = 0;
  std::vector<std::string> each_word;  // romanised
};

}  // namespace

// Reads the packs one by one into a vocabulary. Errors are thrown by yaml-cpp and by Refuse as YAML
// exceptions and caught in Read, so that each names its file and line.
class PackReader {
 public:
  PackReader(const std::string& directory, const Romaniser& romaniser, Vocabulary& into)
      : directory_(directory), romaniser_(romaniser), into_(into) {}

  absl::Status ReadAll() {
    Sha256Builder digest;
    for (const std::string_view name : kPackFiles) {
      LYNCEUS_ASSIGN_OR_RETURN(const std::string content,
                               ReadFile(JoinPath(directory_, name), limits::kRuleFileBytesMax));
      digest.AddField(name);
      digest.AddField(content);
      LYNCEUS_RETURN_IF_ERROR(Read(name, content));
    }
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
    const auto text = node.as<std::string>();
    auto words = SplitWords(text);
    if (!words.ok() || words->empty()) Refuse(node, "a form needs letters or digits");
    Form form;
    form.words = words->size();
    bool glued = true;
    for (const Word& word : *words) {
      form.each_word.push_back(romaniser_.ToLatin(word.letters, word.script));
      form.joined += form.each_word.back();
      glued = glued && IsGlued(word.script);
      form.glued += word.letters;
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
      if (kind == kSpellingBit) spellings_.push_back(std::move(members));
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
    for (const auto& members : spellings_) {
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
    for (const auto& members : spellings_) {
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
  std::vector<std::vector<std::string>> spellings_;
};

absl::StatusOr<std::unique_ptr<const Vocabulary>> Vocabulary::Load(const std::string& directory,
                                                                   const Romaniser& romaniser) {
  auto loaded = std::make_unique<Vocabulary>();
  LYNCEUS_RETURN_IF_ERROR(PackReader(directory, romaniser, *loaded).ReadAll());
  return std::unique_ptr<const Vocabulary>(std::move(loaded));
}

const LegalForm* Vocabulary::FindLegalForm(std::string_view joined) const {
  const auto at = legal_forms_.find(ToKey(joined));
  return at == legal_forms_.end() ? nullptr : &at->second;
}

std::string Vocabulary::CorrectFormWord(std::string_view word) const {
  const auto unchanged = std::string(word);
  if (word.size() < kBareFormLettersMin || form_words_.contains(ToKey(word))) return unchanged;
  const auto bare =
      WithoutVowels(word) == word ? bare_form_words_.find(ToKey(word)) : bare_form_words_.end();
  if (bare != bare_form_words_.end()) return bare->second;
  if (word.size() + 1 < kFormWordLettersMin) return unchanged;
  const std::string_view found = misspelt_form_words_.Find(word);
  return found.empty() ? unchanged : std::string(found);
}

const CompanyWord* Vocabulary::FindCompanyWord(std::string_view text) const {
  const auto at = company_words_.find(ToKey(text));
  if (at != company_words_.end()) return &at->second;
  if (text.size() < 4 || WithoutVowels(text) != text) return nullptr;
  const auto bare = bare_words_.find(ToKey(text));
  return bare == bare_words_.end() ? nullptr : &bare->second;
}

const CompanyWord* Vocabulary::FindBareCompanyWord(std::string_view text) const {
  const auto at = short_bare_words_.find(ToKey(text));
  return at == short_bare_words_.end() ? nullptr : &at->second;
}

const CompanyWord* Vocabulary::FindMisspeltCompanyWord(std::string_view text) const {
  // What is a name or a title elsewhere is no slip.
  if (text.size() + 1 < kSlipLettersMin || IsKnownWord(text)) return nullptr;
  const std::string_view found = misspelt_company_words_.Find(text);
  return found.empty() ? nullptr : &company_words_.find(ToKey(found))->second;
}

bool Vocabulary::IsNameWord(std::string_view text) const {
  return groups_.contains(ToKey(text)) || weights_.contains(ToKey(text)) || IsPlace(text);
}

bool Vocabulary::IsKnownWord(std::string_view text) const {
  return IsNameWord(text) || company_words_.contains(ToKey(text)) ||
         legal_forms_.contains(ToKey(text)) || form_words_.contains(ToKey(text)) ||
         particles_.contains(ToKey(text)) || honorifics_.contains(ToKey(text));
}

std::string Vocabulary::AsMeant(std::string_view text) const {
  if (std::any_of(text.begin(), text.end(), IsDigit)) return WithoutDigits(text);
  std::string meant(text);
  if (text.size() < kMisreadLettersMin) return meant;
  // Pairs of letters that a scanner takes for one letter, and one that it takes for a pair.
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kMisread = {
      {{"rn", "m"}, {"cl", "d"}, {"ii", "u"}, {"vv", "w"}, {"m", "rn"}}};
  for (const auto& [read, of] : kMisread) {
    for (std::size_t at = text.find(read); at != std::string_view::npos;
         at = text.find(read, at + 1)) {
      meant.assign(text).replace(at, read.size(), of);
      // Words that are known as they stand are rarely looked up: few have such a double.
      if (meant.size() >= kMisreadLettersMin && IsKnownWord(meant))
        return IsKnownWord(text) ? std::string(text) : meant;
    }
  }
  return std::string(text);
}

std::string Vocabulary::WithoutDigits(std::string_view text) const {
  if (text == "000") return "ooo";
  const bool letter = std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a'; });
  if (!letter || text.size() < 2) return std::string(text);
  for (const char one : {'i', 'l'}) {
    const std::string word = AsScanned(text, one);
    // A sign of two letters is a name of its own (S7, A5) but where the digit is a nought.
    const bool form_may_be = text.size() >= 3 || text.find('0') != std::string_view::npos;
    if (form_may_be && FindLegalForm(word) != nullptr) return word;
    if (text.size() >= kMisreadLettersMin && IsKnownWord(word)) return word;
  }
  return std::string(text);
}

std::string_view Vocabulary::Particle(std::string_view text) const {
  const auto at = particles_.find(ToKey(text));
  return at == particles_.end() ? std::string_view() : std::string_view(at->second);
}

void AppendAroundWord(const Word& word, std::string_view text, std::string& key) {
  if (!key.empty()) key.push_back(word.slash_before ? '/' : ' ');
  key += text;
}

std::uint8_t Vocabulary::AroundKinds(std::string_view key) const {
  const auto at = around_phrases_.find(ToKey(key));
  return at == around_phrases_.end() ? std::uint8_t{0} : at->second;
}

std::size_t Vocabulary::around_words_max(std::string_view word) const {
  const auto at = around_first_words_.find(ToKey(word));
  return at == around_first_words_.end() ? 0 : at->second;
}

std::optional<std::int32_t> Vocabulary::NumberWord(std::string_view text) const {
  const auto at = numbers_.find(ToKey(text));
  if (at == numbers_.end()) return std::nullopt;
  return at->second;
}

std::array<std::uint16_t, 2> Vocabulary::GroupsOf(std::string_view text) const {
  const auto at = groups_.find(ToKey(text));
  return at == groups_.end() ? std::array<std::uint16_t, 2>{} : at->second;
}

std::optional<std::int32_t> Vocabulary::WeightOf(std::string_view text) const {
  const auto at = weights_.find(ToKey(text));
  if (at == weights_.end()) return std::nullopt;
  return at->second;
}

bool Vocabulary::IsDoubleSurname(std::u32string_view letters) const {
  return std::binary_search(double_surnames_.begin(), double_surnames_.end(), letters);
}

}  // namespace lynceus::names

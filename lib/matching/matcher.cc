// The score of two names.
//
// Each token has a share of 10,000 by its weight. Paired tokens keep their share less what they
// differ by; tokens left over lose part of theirs, more on the asked side than on the listed side,
// since lists give fuller names than payments do. A contradiction (words left over on both sides)
// costs more than the same words left out: `Vladimir Sergeevich Putin` is not `Vladimir
// Vladimirovich Putin`. What is not in the words, their order, the legal form, numbers, costs a
// little or a lot as the constants below say.
//
// Score and Explain run the same code: it writes parts, whose points sum to the score's.

#include "lib/matching/matcher.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "lib/matching/alignment.h"
#include "lib/matching/same_name.h"
#include "lib/matching/score_bound.h"
#include "lib/matching/token_roles.h"

namespace lynceus::matching {
namespace {

using names::AnalyzedName;
using names::Token;
using names::TokenKind;

constexpr std::int32_t kNumberIsTheName = 4'500;  // "Management Company 23"
constexpr std::int32_t kOtherOrder = 120;
constexpr std::int32_t kSonOfReversed = 1'500;  // X bin Y against Y bin X
constexpr std::int32_t kOtherLegalForm = 300;
constexpr std::int32_t kLegalFormMissing = 40;
constexpr std::int32_t kOneCommonWordMax = 5'500;
constexpr std::int32_t kOnlyCommonWords = 600;     // nothing but frequent names in common
constexpr std::int32_t kOneWordOfSeveral = 1'200;  // a listed name of one word, asked with more
constexpr std::int32_t kContainedScore = 7'600;    // the whole listed name stands in a longer text
constexpr std::int32_t kContainedTextWordsMin = 3;
constexpr std::int32_t kAcronymScore = 7'600;
constexpr std::int32_t kSplitOtherwise = 9'850;
constexpr std::int32_t kCutOffScore = 8'500;
constexpr std::int32_t kBareScore = 7'600;        // the same consonants, all vowels left out
constexpr std::int32_t kInitialledScore = 7'200;  // two initials and a rare family name
constexpr int kInitialsMin = 2;
constexpr std::int32_t kShuffled = 8'800;  // the same letters in another order of words
constexpr std::uint16_t kGeneralLegalForm = 1;

// One line of the explanation.
struct Part {
  enum class What : std::uint8_t {
    kSame,
    kPaired,
    kAskedLeft,
    kListedLeft,
    kContradiction,
    kNumber,
    kOrder,
    kSonOf,
    kLegalForm,
    kCommonOnly,
    kOneWord,
    kAcronym,
    kSplit,
    kCutOff,
    kContained,
    kBare,
    kInitialled,
    kBound,
    kWeak
  } what = What::kSame;
  std::int32_t points = 0;
  std::size_t at = 0;  // the pairing or token it is about
};

std::string_view PartLabel(Part::What what) {
  switch (what) {
    case Part::What::kSame:
      return "same name";
    case Part::What::kPaired:
      return "token";
    case Part::What::kAskedLeft:
      return "left over, asked";
    case Part::What::kListedLeft:
      return "left over, listed";
    case Part::What::kContradiction:
      return "contradiction";
    case Part::What::kNumber:
      return "number";
    case Part::What::kOrder:
      return "order";
    case Part::What::kSonOf:
      return "son and father reversed";
    case Part::What::kLegalForm:
      return "legal form";
    case Part::What::kCommonOnly:
      return "only common words agree";
    case Part::What::kOneWord:
      return "one word of several";
    case Part::What::kAcronym:
      return "acronym";
    case Part::What::kSplit:
      return "same letters";
    case Part::What::kCutOff:
      return "cut off";
    case Part::What::kContained:
      return "stands in a longer text";
    case Part::What::kBare:
      return "same consonants";
    case Part::What::kInitialled:
      return "all initials agree";
    case Part::What::kBound:
      return "bounded";
    case Part::What::kWeak:
      return "weak alias";
  }
  return "";
}

// The memory of one comparison, reused by a thread's next one.
struct Workspace {
  BoundWorkspace& bound = ThreadBoundWorkspace();
  PairTable& pairs = bound.pairs;
  Alignment alignment;
  std::vector<Part> parts;
};

Workspace& ThreadWorkspace() {
  thread_local Workspace workspace;
  return workspace;
}

class Comparison {
 public:
  Comparison(const ListedName& listed, Workspace& workspace)
      : asked_(workspace.pairs.asked().name()),
        person_(workspace.pairs.asked().schema() == Schema::kPerson),
        thing_(IsThing(workspace.pairs.asked().schema())),
        rates_(thing_ ? kThingRates : kPersonRates),
        listed_(listed.name),
        kind_(listed.kind),
        pairs_(workspace.pairs),
        alignment_(workspace.alignment),
        parts_(workspace.parts) {}

  // Fills the workspace's parts; returns their sum. REQUIRES: the workspace's table is that
  // of the two names.
  std::int32_t Run() {
    parts_.clear();
    points_ = 0;
    if (SameTokens(asked_, listed_)) {
      Add(Part::What::kSame, kScoreMax, 0);
    } else {
      CompareTokens();
    }
    CompareLegalForms();
    Bound();
    return points_;
  }

 private:
  void Add(Part::What what, std::int32_t points, std::size_t at) {
    parts_.push_back({what, points, at});
    points_ += points;
  }

  void RaiseTo(std::int32_t score, Part::What what) {
    if (points_ < score) Add(what, score - points_, 0);
  }

  void CompareTokens() {
    alignment_.Align(pairs_);
    Measure();
    AddPairings();
    AddLeftOver(asked_.tokens, true);
    AddLeftOver(listed_.tokens, false);
    points_ += kScoreMax - shares_;  // what integer division left over goes to the first part
    if (!parts_.empty()) parts_[0].points += kScoreMax - shares_;
    AddContradiction();
    AddNumbers();
    AddOrder();
    CapCommon();
    RecogniseWhole();
  }

  // Sums the weights of all tokens; a pairing weighs the mean of its sides.
  void Measure() {
    total_ = 0;
    for (const Pairing& pairing : alignment_.pairings()) total_ += PairWeight(pairing);
    for (std::size_t at = 0; at < asked_.tokens.size(); ++at) {
      if (!alignment_.asked_taken(at)) total_ += LeftOverWeight(asked_.tokens[at]);
    }
    for (std::size_t at = 0; at < listed_.tokens.size(); ++at) {
      if (!alignment_.listed_taken(at)) total_ += LeftOverWeight(listed_.tokens[at]);
    }
    total_ = std::max(total_, std::int64_t{1});
    shares_ = 0;
  }

  std::int64_t PairWeight(const Pairing& pairing) const {
    std::int64_t asked = 0;
    std::int64_t listed = 0;
    for (std::size_t at = 0; at < pairing.asked_count; ++at) {
      asked += ShareWeight(asked_.tokens[pairing.asked + at]);
    }
    for (std::size_t at = 0; at < pairing.listed_count; ++at) {
      listed += ShareWeight(listed_.tokens[pairing.listed + at]);
    }
    if (pairing.agreement == Agreement::kInitial) return std::max(asked, listed);
    // A misspelt frequent word weighs what the word weighs.
    const bool common = asked_.tokens[pairing.asked].kind == TokenKind::kCommon ||
                        listed_.tokens[pairing.listed].kind == TokenKind::kCommon;
    if (common) return std::min(asked, listed);
    return pairing.asked_count == pairing.listed_count ? (asked + listed) / 2
                                                       : std::min(asked, listed);
  }

  std::int32_t TakeShare(std::int64_t weight) {
    const auto share = static_cast<std::int32_t>(weight * kScoreMax / total_);
    shares_ += share;
    return share;
  }

  void AddPairings() {
    const auto& pairings = alignment_.pairings();
    for (std::size_t at = 0; at < pairings.size(); ++at) {
      const std::int32_t share = TakeShare(PairWeight(pairings[at]));
      const std::int64_t lost = std::int64_t{share} * pairings[at].difference / kApart;
      Add(Part::What::kPaired, share - static_cast<std::int32_t>(lost), at);
      NotePairing(pairings[at]);
    }
  }

  void NotePairing(const Pairing& pairing) {
    const Token& token = asked_.tokens[pairing.asked];
    if (token.kind == TokenKind::kParticle || token.kind == TokenKind::kHonorific) return;
    ++paired_words_;
    const bool joined = pairing.asked_count + pairing.listed_count > 2;
    if (joined || token.weight >= names::kFrequentWeight) paired_rare_ = true;
    if (joined || (token.kind != TokenKind::kCommon && token.kind != TokenKind::kNumber)) {
      paired_name_ = true;
    }
  }

  void AddLeftOver(const std::vector<Token>& tokens, bool asked) {
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      if (asked ? alignment_.asked_taken(at) : alignment_.listed_taken(at)) continue;
      const Token& token = tokens[at];
      if (token.kind == TokenKind::kNumber) {
        number_left_ = true;
        number_in_listed_ = number_in_listed_ || !asked;
        continue;
      }
      const std::int32_t share = TakeShare(LeftOverWeight(token));
      const std::int32_t rate = asked ? rates_.asked : rates_.listed;
      Add(asked ? Part::What::kAskedLeft : Part::What::kListedLeft, share - share * rate / 100, at);
      (asked ? asked_left_ : listed_left_) += ContradictionWeight(token);
      if (!asked) continue;
      ++asked_left_count_;
      const bool beside = token.kind == TokenKind::kAside;
      if (token.kind != TokenKind::kParticle) (beside ? beside_left_ : names_left_) = true;
      if (!beside) asked_words_left_ += ContradictionWeight(token);
    }
  }

  void AddContradiction() {
    const std::int32_t both = std::min(asked_left_, listed_left_);
    if (both == 0) return;
    const std::int32_t measure = std::min(both, kContradictionWeight);
    Add(Part::What::kContradiction, -kContradictionCost * measure / kContradictionWeight, 0);
  }

  void AddNumbers() {
    if (!number_left_) return;
    Add(Part::What::kNumber, paired_name_ ? -kNumberDiffers : -kNumberIsTheName, 0);
  }

  void AddOrder() {
    std::int32_t before = -1;
    bool moved = false;
    for (const Pairing& pairing : alignment_.pairings()) {
      if (asked_.tokens[pairing.asked].kind == TokenKind::kParticle) continue;
      moved = moved || pairing.listed < before;
      before = pairing.listed;
    }
    if (moved) Add(Part::What::kOrder, -kOtherOrder, 0);
    son_of_reversed_ = moved && SonOfReversed();
    if (son_of_reversed_) Add(Part::What::kSonOf, -kSonOfReversed, 0);
  }

  static bool FollowsSonOf(const AnalyzedName& name, std::size_t at) {
    return at > 0 && name.tokens[at - 1].kind == TokenKind::kParticle &&
           name.tokens[at - 1].text == "bin";
  }

  // True where a father of one side is not a father of the other, though both name one.
  bool SonOfReversed() const {
    bool asked_only = false;
    bool listed_only = false;
    for (const Pairing& pairing : alignment_.pairings()) {
      const bool asked = FollowsSonOf(asked_, pairing.asked);
      const bool listed = FollowsSonOf(listed_, pairing.listed);
      asked_only = asked_only || (asked && !listed);
      listed_only = listed_only || (listed && !asked);
    }
    return asked_only && listed_only;
  }

  // One frequent word in common says nothing where more words are left over; two say little.
  void CapCommon() {
    const bool more_left = asked_left_ + listed_left_ > 0;
    if (paired_words_ == 1 && listed_left_ == 0 && asked_words_left_ >= kContradictionWeight) {
      Add(Part::What::kOneWord, -kOneWordOfSeveral, 0);
    }
    if (paired_rare_ || !more_left) return;
    if (paired_words_ > 1 && !thing_) Add(Part::What::kCommonOnly, -kOnlyCommonWords, 0);
    if (paired_words_ <= 1 && points_ > kOneCommonWordMax) {
      Add(Part::What::kCommonOnly, kOneCommonWordMax - points_, 0);
    }
  }

  // A payment's line holds the listed name among other words: all its tokens, side by side and in
  // one of the two orders, and rare enough that they do not meet by chance.
  bool IsContained() const {
    const auto& pairings = alignment_.pairings();
    if (listed_left_ > 0 || asked_left_ == 0 || number_in_listed_ || pairings.empty()) return false;
    // One word more makes another company of a group (Santander Chile); a text has more than that,
    // or sets two names apart.
    const bool set_apart = IsSetApart();
    if (thing_ && asked_left_count_ < kContainedTextWordsMin && !set_apart) return false;
    // A full name that the text itself sets apart needs not be rare, and may be one rare word.
    std::int32_t rarity = set_apart ? kContainedWeightMin : 0;
    int words = 0;
    for (std::size_t at = 0; at < pairings.size(); ++at) {
      const Pairing& pairing = pairings[at];
      if (pairing.difference > kContainedEach) return false;
      if (at > 0 && pairing.asked != pairings[at - 1].asked + pairings[at - 1].asked_count) {
        return false;
      }
      const Token& token = listed_.tokens[pairing.listed];
      if (token.kind != TokenKind::kWord && token.kind != TokenKind::kCommon) continue;
      rarity += token.weight;
      ++words;
    }
    if (words == 1 && set_apart) return paired_rare_ && pairings[0].difference == 0;
    return words >= 2 && rarity >= kContainedWeightMin;
  }

  // "Brightwick Ltd / Industrial Bank": one of two names that the asked text sets apart.
  bool IsSetApart() const {
    bool beside = false;
    bool name = false;
    for (const Pairing& pairing : alignment_.pairings()) {
      const TokenKind kind = asked_.tokens[pairing.asked].kind;
      if (kind != TokenKind::kParticle) (kind == TokenKind::kAside ? beside : name) = true;
    }
    return beside != name && beside_left_ != names_left_ && beside != beside_left_;
  }

  // "W. R. Loun" of Loun, Waseem Raouf: each given name has its initial and nothing is left over.
  // One initial, or a family name that many bear, is thousands of people.
  bool IsInitialled() const {
    if (!person_ || asked_left_ + listed_left_ > 0 || number_left_) return false;
    int initials = 0;
    bool rare = false;
    for (const Pairing& pairing : alignment_.pairings()) {
      const Token& token = asked_.tokens[pairing.asked];
      const bool letter = token.kind == TokenKind::kInitial && token.text.size() == 1;
      if (letter && pairing.agreement == Agreement::kInitial) {
        ++initials;
      } else if (pairing.difference > 0) {
        return false;
      } else if (token.kind == TokenKind::kWord) {
        rare = rare || token.weight >= names::kFrequentWeight;
      }
    }
    return rare && initials >= kInitialsMin;
  }

  // Agreements of the names as wholes, which tokens do not show.
  void RecogniseWhole() {
    if (SameLetters(asked_, listed_)) {
      RaiseTo(kSplitOtherwise, Part::What::kSplit);
    }
    // A person's initials are no company's name; a word that may be one is taken for an acronym.
    if ((!person_ && IsAcronymOf(asked_, listed_)) || (thing_ && IsAcronymOf(listed_, asked_))) {
      RaiseTo(kAcronymScore, Part::What::kAcronym);
    }
    if (IsContained()) RaiseTo(kContainedScore, Part::What::kContained);
    const auto listed_at = [&](std::size_t at) -> const Token& { return listed_.tokens[at]; };
    if (IsSameBare(asked_, listed_at, listed_.tokens.size())) {
      RaiseTo(kBareScore, Part::What::kBare);
    }
    if (IsInitialled()) RaiseTo(kInitialledScore, Part::What::kInitialled);
    const bool order_matters = number_left_ || son_of_reversed_;
    if (!order_matters && SameLettersInAnyOrder(asked_.joined, listed_.joined)) {
      RaiseTo(kShuffled, Part::What::kOrder);
    }
    if (IsCutOff(asked_, listed_)) {
      const auto missing = static_cast<std::int32_t>(listed_.joined.size() - asked_.joined.size());
      RaiseTo(std::max(kDefaultThreshold, kCutOffScore - 100 * missing), Part::What::kCutOff);
    }
  }

  void CompareLegalForms() {
    if (asked_.legal_form == listed_.legal_form) return;
    const bool missing = asked_.legal_form == 0 || listed_.legal_form == 0;
    const bool general =
        asked_.legal_form == kGeneralLegalForm || listed_.legal_form == kGeneralLegalForm;
    Add(Part::What::kLegalForm, missing || general ? -kLegalFormMissing : -kOtherLegalForm, 0);
  }

  void Bound() {
    if (points_ < 0) Add(Part::What::kBound, -points_, 0);
    if (points_ > kScoreMax) Add(Part::What::kBound, kScoreMax - points_, 0);
    if (kind_ == NameKind::kWeak) Add(Part::What::kWeak, -points_ / 20, 0);
  }

  const AnalyzedName& asked_;
  const bool person_;
  const bool thing_;
  const LeftOverRates rates_;
  const AnalyzedName& listed_;
  const NameKind kind_;
  PairTable& pairs_;
  Alignment& alignment_;
  std::vector<Part>& parts_;
  std::int32_t points_ = 0;
  std::int64_t total_ = 1;
  std::int32_t shares_ = 0;
  std::int32_t asked_left_ = 0;
  std::int32_t listed_left_ = 0;
  std::int32_t asked_left_count_ = 0;
  std::int32_t asked_words_left_ = 0;  // as asked_left_, without what stands beside the name
  bool beside_left_ = false;           // words left over that were set beside the name, and others
  bool names_left_ = false;
  std::int32_t paired_words_ = 0;
  bool paired_rare_ = false;
  bool paired_name_ = false;
  bool number_left_ = false;
  bool son_of_reversed_ = false;
  bool number_in_listed_ = false;
};

std::string TokensText(const AnalyzedName& name, std::size_t from, std::size_t count) {
  std::string out;
  for (std::size_t at = from; at < from + count; ++at) {
    if (!out.empty()) out.push_back(' ');
    out += name.tokens[at].text;
  }
  return out;
}

std::string PairingText(const AnalyzedName& asked, const AnalyzedName& listed,
                        const Pairing& pairing) {
  std::string out = TokensText(asked, pairing.asked, pairing.asked_count);
  if (pairing.agreement == Agreement::kEqual) return out;
  out += " ~ " + TokensText(listed, pairing.listed, pairing.listed_count) + ": ";
  out += AgreementName(pairing.agreement);
  return out;
}

std::string PartDetail(const AnalyzedName& asked, const AnalyzedName& listed,
                       const Alignment& alignment, const Part& part) {
  switch (part.what) {
    case Part::What::kPaired:
      return PairingText(asked, listed, alignment.pairings()[part.at]);
    case Part::What::kAskedLeft:
      return asked.tokens[part.at].text;
    case Part::What::kListedLeft:
      return listed.tokens[part.at].text;
    case Part::What::kSame:
      return TokensText(listed, 0, listed.tokens.size());
    case Part::What::kContradiction:
    case Part::What::kNumber:
    case Part::What::kOrder:
    case Part::What::kSonOf:
    case Part::What::kLegalForm:
    case Part::What::kCommonOnly:
    case Part::What::kOneWord:
    case Part::What::kAcronym:
    case Part::What::kSplit:
    case Part::What::kCutOff:
    case Part::What::kContained:
    case Part::What::kBare:
    case Part::What::kInitialled:
    case Part::What::kBound:
    case Part::What::kWeak:
      return "";
  }
  return "";
}

}  // namespace

bool IsThing(Schema schema) {
  switch (schema) {
    case Schema::kOrganization:
    case Schema::kCompany:
    case Schema::kPublicBody:
    case Schema::kVessel:
    case Schema::kAirplane:
    case Schema::kSecurity:
    case Schema::kCryptoWallet:
    case Schema::kAsset:
      return true;
    case Schema::kUnknown:
    case Schema::kPerson:
    case Schema::kLegalEntity:
      return false;
  }
  return false;
}

PreparedName::PreparedName(names::AnalyzedName name, Schema schema)
    : asked_(std::move(name), schema) {}

std::int32_t PreparedName::Score(const ListedName& listed, std::int32_t score_min) const {
  Workspace& workspace = ThreadWorkspace();
  workspace.pairs.Reset(asked_, listed.name);
  if (!workspace.bound.bound.MayReach(workspace.pairs, score_min)) return 0;
  const std::int32_t score = Comparison(listed, workspace).Run();
  return score >= score_min ? score : 0;
}

Scored PreparedName::Explain(const ListedName& listed) const {
  Workspace& workspace = ThreadWorkspace();
  workspace.pairs.Reset(asked_, listed.name);
  Scored scored;
  scored.score = Comparison(listed, workspace).Run();
  scored.tree.label = "score";
  scored.tree.detail = std::string(NameKindName(listed.kind)) +
                       " name: " + TokensText(listed.name, 0, listed.name.tokens.size());
  scored.tree.points = scored.score;
  for (const Part& part : workspace.parts) {
    scored.tree.children.push_back(
        {.label = std::string(PartLabel(part.what)),
         .detail = PartDetail(asked_.name(), listed.name, workspace.alignment, part),
         .points = part.points,
         .children = {}});
  }
  return scored;
}

}  // namespace lynceus::matching

// The analysis of a name, in this order:
//
//   words     folded and split by script                                      words.h
//   around    phrases, dates, numbers, addresses that are no part of a name   text_around.h
//   drafts    given name first; words romanised, runs without blanks cut up   draft_name.h
//   forms     legal forms taken off and kept as a class                       cut_legal_forms.h
//   kinds     numbers, particles, titles, company words, initials; weights    classify_tokens.h
//
// Nothing here depends on the snapshot, so a name has one analysis wherever it stands.

#include <unicode/ulocdata.h>
#include <unicode/uversion.h>

#include <array>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/names/analyzed_name.h"
#include "lib/names/anchors.h"
#include "lib/names/classify_tokens.h"
#include "lib/names/cut_legal_forms.h"
#include "lib/names/draft_name.h"
#include "lib/names/romanise.h"
#include "lib/names/vocabulary.h"
#include "lib/names/words.h"

namespace lynceus::names {
namespace {

constexpr std::size_t kFormWordsSlack = 16;

absl::Status TooManyWords() {
  return LimitError({.subject = "name",
                     .cause = "the name has too many words",
                     .limit = std::to_string(limits::kNameTokensMax) + " words",
                     .remedy = "send one name a field"});
}

// The name as others see it: tokens, and their texts run together.
AnalyzedName Finish(DraftedName drafted) {
  AnalyzedName result;
  result.legal_form = drafted.legal_form;
  result.traits = drafted.traits;
  result.joined = std::move(drafted.joined);
  result.native_joined = std::move(drafted.native_joined);
  for (Draft& draft : drafted.drafts) result.tokens.push_back(std::move(draft.token));
  return result;
}

class PackAnalyzer final : public Analyzer {
 public:
  PackAnalyzer(std::unique_ptr<const Romaniser> romaniser,
               std::unique_ptr<const Vocabulary> vocabulary)
      : romaniser_(std::move(romaniser)), vocabulary_(std::move(vocabulary)) {}

  absl::StatusOr<AnalyzedName> Analyze(std::string_view text, Schema schema) const override {
    if (text.size() > limits::kNameBytesMax) {
      return LimitError({.subject = "name",
                         .cause = "the name is too long",
                         .limit = std::to_string(limits::kNameBytesMax) + " bytes",
                         .remedy = "send one name a field, without other text"});
    }
    const Reading reading = ReadingOf(schema);
    LYNCEUS_ASSIGN_OR_RETURN(DraftedName drafted, Drafted(text, reading, FormCut::kAll));
    if (drafted.drafts.empty()) {
      LYNCEUS_ASSIGN_OR_RETURN(drafted, Drafted(text, reading, FormCut::kAllButOne));
      drafted.traits |= kTraitOnlyForms;
    }
    ClassifyTokens(*vocabulary_, reading, drafted.drafts);
    if (drafted.drafts.size() > limits::kNameTokensMax) return TooManyWords();
    return Finish(std::move(drafted));
  }

  void Anchors(const AnalyzedName& name, bool query, std::vector<Anchor>& out) const override {
    CollectAnchors(name, query, vocabulary_->frequent_words(), out);
  }

  std::uint64_t FiledTokens(const AnalyzedName& name) const override {
    return names::FiledTokens(name);
  }

  void WordAnchors(const Token& token, bool query, std::vector<Anchor>& out) const override {
    if (HasAnchors(token)) CollectWordAnchors(token, query, out);
  }

  void NameAnchors(const AnalyzedName& name, bool query, std::vector<Anchor>& out) const override {
    CollectNameAnchors(name, query, vocabulary_->frequent_words(), out);
  }
  void WholeAnchors(const AnalyzedName& name, bool query, std::vector<Anchor>& out) const override {
    CollectWholeAnchors(name, query, vocabulary_->frequent_words(), out);
  }

  const std::string& pack_digest() const override { return vocabulary_->digest(); }

 private:
  absl::StatusOr<DraftedName> Drafted(std::string_view text, const Reading& reading,
                                      FormCut cut) const {
    LYNCEUS_ASSIGN_OR_RETURN(std::vector<Word> words, SplitWords(text));
    if (words.empty()) {
      return InvalidError(
          {.subject = "name",
           .cause = "the name has no letter and no digit",
           .remedy = "send the party's name; leave the field out where it has none"});
    }
    DraftedName drafted = DraftName(*vocabulary_, *romaniser_, reading, cut, std::move(words));
    // Bounds the work below; a legal form has fewer words than the slack.
    if (drafted.drafts.size() > limits::kNameTokensMax + kFormWordsSlack) return TooManyWords();
    CutLegalForms(*vocabulary_, reading, cut, drafted);
    return drafted;
  }

  const std::unique_ptr<const Romaniser> romaniser_;
  const std::unique_ptr<const Vocabulary> vocabulary_;
};

}  // namespace

absl::StatusOr<std::shared_ptr<const Analyzer>> Analyzer::Load(const std::string& directory) {
  auto romaniser = std::make_unique<const Romaniser>();
  LYNCEUS_ASSIGN_OR_RETURN(auto vocabulary, Vocabulary::Load(directory, *romaniser));
  return std::make_shared<const PackAnalyzer>(std::move(romaniser), std::move(vocabulary));
}

std::string_view TokenKindName(TokenKind kind) {
  constexpr std::array<std::string_view, 8> kNames = {
      "word", "initial", "number", "particle", "honorific", "common", "patronymic", "aside"};
  const auto at = static_cast<std::size_t>(kind);
  return at < kNames.size() ? kNames[at] : "unknown";
}

std::string IcuVersion() { return U_ICU_VERSION; }

const std::string& IcuAndDataVersions() {
  static const auto& versions = *new std::string([] {
    std::string text = absl::StrCat(IcuVersion(), " unicode ", U_UNICODE_VERSION);
    UVersionInfo cldr{};
    UErrorCode error = U_ZERO_ERROR;
    ulocdata_getCLDRVersion(cldr, &error);
    if (U_SUCCESS(error)) absl::StrAppend(&text, " cldr ", int{cldr[0]}, ".", int{cldr[1]});
    return text;
  }());
  return versions;
}

}  // namespace lynceus::names

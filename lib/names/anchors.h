#pragma once
// What listed names are found by: one function for both sides. See Analyzer::Anchors.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/names/analyzed_name.h"
#include "lib/names/frequent_words.h"

namespace lynceus::names {

// Acronyms have so many letters; the scorer and the anchors must not differ in it.
inline constexpr std::size_t kAcronymLettersMin = 3;
inline constexpr std::size_t kAcronymLettersMax = 8;

// The one form of a token that stands for all its spellings: their group, else the token respelt.
std::string CanonicalSpelling(const std::array<std::uint16_t, 2>& groups, std::string_view respelt);

// Tokens whose own anchors lead to the name, the first one in the lowest bit: those that are not so
// frequent that they count only together with another one; titles and particles never do.
std::uint64_t FiledTokens(const AnalyzedName& name);

// Appends the anchors of a token by itself, as they come.
void CollectWordAnchors(const Token& token, bool query, std::vector<Anchor>& out);

// Appends those of words run together, as they come; `foreign`: one went through a script that
// spells differently.
void CollectJoinedAnchors(std::string_view text, bool foreign, bool query,
                          std::vector<Anchor>& out);

// True where a token or a run of them goes through such a script.
bool IsForeign(const Token& token);

// False for titles and particles, which say nothing by themselves.
bool HasAnchors(const Token& token);

// Appends the anchors that the tokens of `name` have together only, sorted, without repetition.
void CollectNameAnchors(const AnalyzedName& name, bool query, const FrequentWords& frequent_words,
                        std::vector<Anchor>& out);

// Appends those of its tokens run together and of the name as a whole, sorted, without repetition.
void CollectWholeAnchors(const AnalyzedName& name, bool query, const FrequentWords& frequent_words,
                         std::vector<Anchor>& out);

// Appends all, the first kind for the filed tokens, sorted, without repetition.
void CollectAnchors(const AnalyzedName& name, bool query, const FrequentWords& frequent_words,
                    std::vector<Anchor>& out);

// True where an index that holds `listed` finds it for `asked`.
bool ShareAnchor(const Analyzer& analyzer, const AnalyzedName& asked, const AnalyzedName& listed);

}  // namespace lynceus::names

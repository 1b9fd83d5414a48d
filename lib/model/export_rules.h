#pragma once
// How the words of export control lists are read: footnotes of the Entity List, whether a licence
// is asked for all items, and licence review policies from the strictest down. Read from
// rules/export by lib/rules.

#include <string>
#include <string_view>
#include <vector>

#include "lib/model/findings.h"

namespace lynceus {

// A footnote is told by the section that the licence requirement cites: the list prints its number
// as a superscript, which files lose.
struct ExportFootnote {
  std::string number;                // "3"
  std::string title;                 // "Russian and Belarusian military end users"
  std::vector<std::string> phrases;  // any of them in a licence requirement
};

// A kind of review; kinds stand from the strictest down.
struct LicenceReview {
  std::string key;  // "policy_of_denial"
  std::string title;
  std::vector<std::string> phrases;  // a policy that holds one is of this kind
};

struct ExportRules {
  std::vector<ExportFootnote> footnotes;
  std::vector<LicenceReview> reviews;
  // A requirement that holds one of `all_items` and none of `limits` asks a licence for every item.
  std::vector<std::string> all_items;
  std::vector<std::string> limits;
};

// The review of a policy that says several kinds, or none that is known, and the strictest of
// entries that cannot be ordered.
inline constexpr char kUnorderedReview[] = "unordered";
inline constexpr char kAllItems[] = "all_items";
inline constexpr char kSomeItems[] = "some_items";

// Phrases are looked for without regard to case, and runs of blanks count as one.
// The numbers of the footnotes that a licence requirement stands for, in the pack's order.
std::vector<std::string> FootnotesOf(const ExportRules& rules, std::string_view requirement);
// The key of the one kind that a policy says, else kUnorderedReview.
std::string ReviewOf(const ExportRules& rules, std::string_view policy);
// kAllItems, kSomeItems, or "" where there is no requirement.
std::string ScopeOf(const ExportRules& rules, std::string_view requirement);
// The review of the entry that asks no less than any other: its requirement is for all items or
// the same as theirs, and its review is the strictest there is, or at least as strict as each of
// theirs. kUnorderedReview where there is no such entry, or none at all.
std::string StrictestOf(const ExportRules& rules, const std::vector<ExportEntry>& entries);

}  // namespace lynceus

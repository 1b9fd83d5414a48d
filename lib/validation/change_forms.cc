// Legal forms left out, changed, translated, abbreviated, moved.
#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/validation/letters.h"

namespace lynceus::validation {
namespace {

enum class FormClass : std::uint8_t { kLimited, kStock, kGeneral };

struct Form {
  std::string_view written;  // lower case, as it ends a name
  FormClass of;
  std::string_view other;  // spelt out where `written` is short, short where it is spelt out
};

// Longer ones first where one ends another.
constexpr std::array kForms = {
    Form{"limited liability company", FormClass::kLimited, "llc"},
    Form{"public joint stock company", FormClass::kStock, "pjsc"},
    Form{"open joint stock company", FormClass::kStock, "ojsc"},
    Form{"closed joint stock company", FormClass::kStock, "cjsc"},
    Form{"private joint stock company", FormClass::kStock, "pjsc"},
    Form{"joint stock company", FormClass::kStock, "jsc"},
    Form{"private limited company", FormClass::kLimited, "pvt ltd"},
    Form{"private limited", FormClass::kLimited, "pvt. ltd."},
    Form{"pvt. ltd.", FormClass::kLimited, "private limited"},
    Form{"pvt ltd", FormClass::kLimited, "private limited"},
    Form{"pte. ltd.", FormClass::kLimited, "private limited"},
    Form{"pte ltd", FormClass::kLimited, "private limited"},
    Form{"sdn bhd", FormClass::kLimited, "sendirian berhad"},
    Form{"company limited", FormClass::kLimited, "co. ltd."},
    Form{"co., limited", FormClass::kLimited, "company limited"},
    Form{"co. limited", FormClass::kLimited, "company limited"},
    Form{"co., ltd.", FormClass::kLimited, "company limited"},
    Form{"co. ltd.", FormClass::kLimited, "company limited"},
    Form{"co., ltd", FormClass::kLimited, "company limited"},
    Form{"co. ltd", FormClass::kLimited, "company limited"},
    Form{"co ltd", FormClass::kLimited, "company limited"},
    Form{"s.a. de c.v.", FormClass::kStock, "sociedad anonima de capital variable"},
    Form{"s. de r.l. de c.v.", FormClass::kLimited, ""},
    Form{"limited", FormClass::kLimited, "ltd"},
    Form{"ltda.", FormClass::kLimited, "limitada"},
    Form{"ltda", FormClass::kLimited, "limitada"},
    Form{"ltd.", FormClass::kLimited, "limited"},
    Form{"ltd", FormClass::kLimited, "limited"},
    Form{"l.l.c.", FormClass::kLimited, "limited liability company"},
    Form{"llc", FormClass::kLimited, "limited liability company"},
    Form{"gmbh", FormClass::kLimited, "gesellschaft mit beschraenkter haftung"},
    Form{"s.a.r.l.", FormClass::kLimited, "societe a responsabilite limitee"},
    Form{"sarl", FormClass::kLimited, "societe a responsabilite limitee"},
    Form{"s.r.l.", FormClass::kLimited, ""},
    Form{"b.v.", FormClass::kLimited, "besloten vennootschap"},
    Form{"fze", FormClass::kLimited, "free zone establishment"},
    Form{"fzco", FormClass::kLimited, "free zone company"},
    Form{"d.o.o.", FormClass::kLimited, ""},
    Form{"ooo", FormClass::kLimited, "obshchestvo s ogranichennoy otvetstvennostyu"},
    Form{"pjsc", FormClass::kStock, "public joint stock company"},
    Form{"ojsc", FormClass::kStock, "open joint stock company"},
    Form{"cjsc", FormClass::kStock, "closed joint stock company"},
    Form{"jsc", FormClass::kStock, "joint stock company"},
    Form{"oao", FormClass::kStock, "otkrytoe aktsionernoe obshchestvo"},
    Form{"zao", FormClass::kStock, "zakrytoe aktsionernoe obshchestvo"},
    Form{"pao", FormClass::kStock, "publichnoe aktsionernoe obshchestvo"},
    Form{"s.a.s.", FormClass::kStock, ""},
    Form{"s.a.", FormClass::kStock, "sociedad anonima"},
    Form{"s.p.a.", FormClass::kStock, "societa per azioni"},
    Form{"a.g.", FormClass::kStock, "aktiengesellschaft"},
    Form{"plc", FormClass::kStock, "public limited company"},
    Form{"incorporated", FormClass::kStock, "inc"},
    Form{"inc.", FormClass::kStock, "incorporated"},
    Form{"inc", FormClass::kStock, "incorporated"},
    Form{"corporation", FormClass::kStock, "corp"},
    Form{"corp.", FormClass::kStock, "corporation"},
    Form{"corp", FormClass::kStock, "corporation"},
    Form{"company", FormClass::kGeneral, "co"},
    Form{"co.", FormClass::kGeneral, "company"}};

// A name in front of its legal form.
struct Split {
  std::string bare;
  std::string form;  // as the name has it
  const Form* kind = nullptr;
};

std::optional<Split> SplitForm(const std::string& text) {
  const std::string lower = LowerAscii(text);
  for (const Form& form : kForms) {
    if (lower.size() < form.written.size() + 4 || !lower.ends_with(form.written)) continue;
    const std::size_t at = lower.size() - form.written.size();
    if (lower[at - 1] != ' ') continue;
    std::string_view bare = TrimAscii(std::string_view(text).substr(0, at));
    if (bare.ends_with(',')) bare.remove_suffix(1);
    if (bare.size() < 3) continue;
    return Split{std::string(bare), text.substr(at), &form};
  }
  return std::nullopt;
}

std::string With(const Split& split, std::string_view form) {
  return absl::StrCat(split.bare, " ", InCaseOfText(split.bare, form));
}

Changed RemovedOf(const ListedText& listed) {
  const auto split = SplitForm(listed.text);
  if (!split) return std::nullopt;
  return split->bare;
}
Changed Removed(const ListedText& listed, SeededRandom&) { return RemovedOf(listed); }

Changed OfOtherClass(const ListedText& listed, SeededRandom& random) {
  const auto split = SplitForm(listed.text);
  if (!split) return std::nullopt;
  constexpr std::array<std::string_view, 5> kLimited = {"llc", "ltd", "limited", "gmbh", "sarl"};
  constexpr std::array<std::string_view, 5> kStock = {"jsc", "s.a.", "plc", "corp.", "inc."};
  const std::size_t at = random.Below(kStock.size());
  return With(*split, split->kind->of == FormClass::kStock ? kLimited[at] : kStock[at]);
}

Changed Translated(const ListedText& listed, SeededRandom& random) {
  const auto split = SplitForm(listed.text);
  if (!split || split->kind->of == FormClass::kGeneral) return std::nullopt;
  constexpr std::array<std::string_view, 8> kLimited = {"ooo",    "gmbh",       "s.r.l.", "sarl",
                                                        "d.o.o.", "sp. z o.o.", "ltda",   "b.v."};
  constexpr std::array<std::string_view, 8> kStock = {"ao",   "ag",   "s.p.a.", "s.a.",
                                                      "a.s.", "n.v.", "pao",    "a/s"};
  const std::size_t at = random.Below(kStock.size());
  return With(*split, split->kind->of == FormClass::kStock ? kStock[at] : kLimited[at]);
}

Changed OtherLength(const ListedText& listed, SeededRandom&) {
  const auto split = SplitForm(listed.text);
  if (!split || split->kind->other.empty()) return std::nullopt;
  return With(*split, split->kind->other);
}

Changed OtherDots(const ListedText& listed, SeededRandom&) {
  const auto split = SplitForm(listed.text);
  if (!split || split->form.size() > 8 || split->form.find(' ') != std::string::npos) {
    return std::nullopt;
  }
  std::string form;
  const bool dotted = split->form.find('.') != std::string::npos;
  const bool spells = split->form.size() <= 4;  // of letters: LLC, GMBH; not LIMITED
  if (!dotted && !spells) return std::nullopt;
  for (const char c : split->form) {
    if (c == '.') continue;
    form.push_back(c);
    if (!dotted) form.push_back('.');
  }
  return absl::StrCat(split->bare, " ", form);
}

// The forms that some countries write first.
constexpr std::array<std::string_view, 7> kFrontForms = {"llc", "jsc", "pjsc", "ooo",
                                                         "oao", "zao", "pao"};

Changed InFront(const ListedText& listed, SeededRandom&) {
  const auto split = SplitForm(listed.text);
  if (!split || FormInFront(listed) > 0) return std::nullopt;
  if (std::find(kFrontForms.begin(), kFrontForms.end(), LowerAscii(split->form)) ==
      kFrontForms.end()) {
    return std::nullopt;
  }
  return absl::StrCat(split->form, " ", split->bare);
}

Changed Added(const ListedText& listed, SeededRandom& random) {
  if (SplitForm(listed.text)) return std::nullopt;
  constexpr std::array<std::string_view, 6> kForm = {"llc", "ltd", "s.a.", "gmbh", "inc.", "jsc"};
  return absl::StrCat(listed.text, " ",
                      InCaseOfText(listed.text, kForm[random.Below(kForm.size())]));
}

Changed GrownTogether(const ListedText& listed, SeededRandom&) {
  const auto split = SplitForm(listed.text);
  if (!split || split->form.size() > 8) return std::nullopt;
  return split->bare + split->form;
}

Changed SlipInForm(const ListedText& listed, SeededRandom& random) {
  const auto split = SplitForm(listed.text);
  if (!split) return std::nullopt;
  const Changed form = EditOneRun(
      {.text = split->form}, random, 5,
      [](std::u32string& word, SeededRandom& r) { word.erase(1 + r.Below(word.size() - 1), 1); });
  if (!form) return std::nullopt;
  return absl::StrCat(split->bare, " ", *form);
}

constexpr std::string_view kGroup = "legal forms";
constexpr Fairness kFair = Fairness::kFair;
constexpr std::array kChanges = {
    Change{"legal form left out", "Sovcombank LLC as Sovcombank", kGroup, kCompanies, false, kFair,
           Removed, RemovedOf},
    Change{"legal form of another class", "LLC as JSC, S.A. as Ltd", kGroup, kCompanies, false,
           kFair, OfOtherClass, RemovedOf},
    Change{"legal form translated", "LLC as OOO, GmbH, d.o.o.; JSC as AO, AG", kGroup, kCompanies,
           false, kFair, Translated, RemovedOf},
    Change{"legal form spelt out or short", "LLC as LIMITED LIABILITY COMPANY and back", kGroup,
           kCompanies, false, kFair, OtherLength},
    Change{"legal form's dots", "LLC as L.L.C., S.A. as SA", kGroup, kCompanies, false, kFair,
           OtherDots},
    Change{"legal form in front", "LLC Sovcombank", kGroup, kCompanies, false, kFair, InFront},
    Change{"legal form added", "to a name without one", kGroup, kCompanies, false, kFair, Added},
    Change{"legal form grown together", "SovcombankLLC", kGroup, kCompanies, false, kFair,
           GrownTogether},
    Change{"slip in the legal form", "LIMTED", kGroup, kCompanies, false, kFair, SlipInForm},
};

}  // namespace

std::string WithoutForm(const ListedText& listed) {
  return RemovedOf(listed).value_or(listed.text);
}

std::size_t FormInFront(const ListedText& listed) {
  const std::string lower = LowerAscii(listed.text);
  const auto starts = [&](std::string_view form) {
    return lower.size() > form.size() + 1 && lower.starts_with(form) && lower[form.size()] == ' ';
  };
  for (const Form& form : kForms) {
    if (form.written != "company" && starts(form.written)) return form.written.size() + 1;
    if (form.other.size() > 12 && starts(form.other)) return form.other.size() + 1;
  }
  // Russian forms are spelt in many ways: "obshchestvo s ogranichennoi otvetstvennostyu".
  for (const std::string_view start : {"obs", "aktsionern", "otkryt", "zakryt", "publichn",
                                       "federal state", "federaln", "tovar"}) {
    if (lower.starts_with(start)) return lower.find(' ') + 1;
  }
  return 0;
}

std::span<const Change> FormChanges() { return kChanges; }

}  // namespace lynceus::validation

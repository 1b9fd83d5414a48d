// Percent texts read digit by digit into parts per million; nothing here is floating point.
#include "lib/model/share.h"

#include <array>
#include <optional>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus {
namespace {

constexpr std::int64_t kPpmPerPercent = 10'000;
constexpr std::size_t kPercentDigitsMax = 64;

// A decimal percent as the two parts per million around it (equal where it is exact).
struct Decimal {
  std::int64_t floor_ppm = 0;
  std::int64_t ceil_ppm = 0;
};

// Digits, optionally a point and digits, optionally "%". At most 100.
std::optional<Decimal> ReadDecimal(std::string_view text) {
  text = TrimAscii(text);
  if (!text.empty() && text.back() == '%') text = TrimAscii(text.substr(0, text.size() - 1));
  if (text.empty() || text.size() > kPercentDigitsMax) return std::nullopt;
  std::int64_t ppm = 0;
  std::size_t at = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
    ppm = ppm * 10 + (text[at] - '0') * kPpmPerPercent;
    if (ppm > kWholePpm) return std::nullopt;
  }
  if (at == 0) return std::nullopt;
  if (at == text.size()) return Decimal{ppm, ppm};
  if (text[at] != '.' || at + 1 == text.size()) return std::nullopt;
  bool finer = false;
  std::int64_t unit = kPpmPerPercent / 10;
  for (++at; at < text.size(); ++at) {
    if (text[at] < '0' || text[at] > '9') return std::nullopt;
    if (unit == 0) {
      finer = finer || text[at] != '0';
    } else {
      ppm += (text[at] - '0') * unit;
      unit /= 10;
    }
  }
  if (ppm > kWholePpm || (ppm == kWholePpm && finer)) return std::nullopt;
  return Decimal{ppm, finer ? ppm + 1 : ppm};
}

// The lowest and the highest value a bound can mean. A finer decimal lies strictly between two
// parts per million, so as a lower bound it opens the floor, as an upper bound it opens the
// ceiling.
ShareBound LowerBound(const Decimal& value, bool open) {
  return {value.floor_ppm, open || value.floor_ppm != value.ceil_ppm};
}
ShareBound UpperBound(const Decimal& value, bool open) {
  return {value.ceil_ppm, open || value.floor_ppm != value.ceil_ppm};
}

absl::Status BadShare(std::string_view text) {
  return InvalidError({.place = std::string(text.substr(0, 40)),
                       .cause = "this is not a share",
                       .limit = "0 to 100 percent",
                       .remedy = "write 49, 33.5, 20..50, (25..50], >25, <=50 or unknown"});
}

// The two numbers of a range and the text between brackets split at ".." or, for closed ranges,
// "-".
struct RangeText {
  std::string_view lo;
  std::string_view hi;
};
std::optional<RangeText> SplitRange(std::string_view text) {
  for (const std::string_view mark : {"..", "\xE2\x80\x93", "-"}) {
    const std::size_t at = text.find(mark);
    if (at != std::string_view::npos) {
      return RangeText{text.substr(0, at), text.substr(at + mark.size())};
    }
  }
  return std::nullopt;
}

absl::StatusOr<Share> ParseRange(std::string_view whole) {
  std::string_view text = whole;
  bool lo_open = false;
  bool hi_open = false;
  if (text.front() == '[' || text.front() == '(') {
    const char last = text.back();
    if (text.size() < 2 || (last != ']' && last != ')')) return BadShare(whole);
    lo_open = text.front() == '(';
    hi_open = last == ')';
    text = text.substr(1, text.size() - 2);
  }
  const auto parts = SplitRange(text);
  if (!parts) return BadShare(whole);
  const auto lo = ReadDecimal(parts->lo);
  const auto hi = ReadDecimal(parts->hi);
  if (!lo || !hi) return BadShare(whole);
  return Share::Between(LowerBound(*lo, lo_open), UpperBound(*hi, hi_open));
}

}  // namespace

Share Share::Exact(std::int64_t ppm) {
  LYNCEUS_CHECK(ppm >= 0 && ppm <= kWholePpm);
  Share share;
  share.lo_ppm_ = share.hi_ppm_ = static_cast<std::int32_t>(ppm);
  return share;
}

absl::StatusOr<Share> Share::Between(ShareBound lo, ShareBound hi) {
  const bool inside = lo.ppm >= 0 && hi.ppm <= kWholePpm && lo.ppm <= hi.ppm;
  if (!inside || (lo.ppm == hi.ppm && (lo.open || hi.open))) {
    return InvalidError({.cause = absl::StrCat("the share from ", PercentText(lo.ppm), " to ",
                                               PercentText(hi.ppm), " is empty or out of range"),
                         .limit = "0 to 100 percent",
                         .remedy = "give the lower bound first, within 0 and 100"});
  }
  Share share;
  share.lo_ppm_ = static_cast<std::int32_t>(lo.ppm);
  share.hi_ppm_ = static_cast<std::int32_t>(hi.ppm);
  share.lo_open_ = lo.open;
  share.hi_open_ = hi.open;
  return share;
}

absl::StatusOr<Share> Share::Parse(std::string_view percent) {
  const std::string_view text = TrimAscii(percent);
  if (text.empty() || text == "?" || LowerAscii(text) == "unknown") return Unknown();
  struct Comparison {
    std::string_view mark;
    bool lower;
    bool open;
  };
  static constexpr std::array<Comparison, 6> kComparisons = {{{">=", true, false},
                                                              {"\xE2\x89\xA5", true, false},
                                                              {"<=", false, false},
                                                              {"\xE2\x89\xA4", false, false},
                                                              {">", true, true},
                                                              {"<", false, true}}};
  for (const Comparison& comparison : kComparisons) {
    if (!text.starts_with(comparison.mark)) continue;
    const auto value = ReadDecimal(text.substr(comparison.mark.size()));
    if (!value) return BadShare(text);
    if (comparison.lower) return Between(LowerBound(*value, comparison.open), {kWholePpm, false});
    return Between({0, false}, UpperBound(*value, comparison.open));
  }
  if (const auto value = ReadDecimal(text)) {
    if (value->floor_ppm == value->ceil_ppm) return Exact(value->floor_ppm);
    return Between(LowerBound(*value, false), UpperBound(*value, false));
  }
  return ParseRange(text);
}

std::string PercentText(std::int64_t ppm) {
  std::string text = absl::StrCat(ppm / kPpmPerPercent);
  std::string fraction = absl::StrCat(kPpmPerPercent + ppm % kPpmPerPercent).substr(1);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  if (!fraction.empty()) absl::StrAppend(&text, ".", fraction);
  return text;
}

std::string Share::ToString() const {
  if (unknown()) return "unknown";
  if (exact()) return PercentText(lo_ppm_) + " %";
  return absl::StrCat(lo_open_ ? "more than " : "", PercentText(lo_ppm_), " % to ",
                      hi_open_ ? "less than " : "", PercentText(hi_ppm_), " %");
}

std::string Share::ToCanonical() const {
  if (unknown()) return "unknown";
  if (exact()) return PercentText(lo_ppm_);
  return absl::StrCat(lo_open_ ? "(" : "[", PercentText(lo_ppm_), "..", PercentText(hi_ppm_),
                      hi_open_ ? ")" : "]");
}

}  // namespace lynceus

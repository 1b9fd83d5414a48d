#pragma once
// Every listed name, ready to be compared by the score of OFAC's search page. That score is bound
// by none of our anchors (a part may agree by its sound alone), so nothing is looked up: each name
// is bounded, and scored where the bound does not end it. The same scores come out as of
// OfacSearchScore with every name; a test holds that.
//
// The parts of all names are kept once and compared once a query, which gives the part by part
// score of each name by look-up; the score of whole names is bounded by the letters that both hold.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lynceus::matching {

// Which listed name: of a party, the position among its names.
struct OfacName {
  std::uint32_t party = 0;
  std::uint16_t ordinal = 0;
  friend bool operator==(const OfacName&, const OfacName&) = default;
};

struct OfacFound {
  OfacName name;
  std::int32_t score = 0;
  friend bool operator==(const OfacFound&, const OfacFound&) = default;
};

// How often each letter, digit and blank stands in a text.
using LetterCounts = std::array<std::uint8_t, 40>;

// Thread-compatible; filled, then only read.
class OfacTable {
 public:
  // A name without a letter of A to Z or a digit is left out: nothing finds it.
  void Add(OfacName name, std::string_view text);

  // The names that score `score_min` or more for the asked one, in the order of adding. None where
  // it has no letter of A to Z and no digit. REQUIRES: score_min > 0.
  // Cost: about 60 ns a name of the table.
  std::vector<OfacFound> Search(std::string_view asked, std::int32_t score_min) const;

  std::size_t names() const { return names_.size(); }

 private:
  struct Part {
    std::string text;
    std::string sound;
    LetterCounts counts{};
  };
  struct Row {
    OfacName name;
    std::uint32_t parts_begin = 0;  // in row_parts_
    std::uint32_t text_begin = 0;   // in texts_
    std::uint32_t text_bytes = 0;
    LetterCounts counts{};
  };
  class Query;

  std::uint32_t PartNumber(const std::string& part);
  std::string_view TextOf(const Row& row) const {
    return std::string_view(texts_).substr(row.text_begin, row.text_bytes);
  }

  std::vector<Part> parts_;
  std::map<std::string, std::uint32_t, std::less<>> part_numbers_;
  std::vector<Row> names_;
  std::vector<std::uint32_t> row_parts_;  // of all names, back to back
  std::string texts_;                     // whole names, back to back
};

}  // namespace lynceus::matching

#include "lib/names/word_shape.h"

#include <algorithm>
#include <string>

#include "lib/names/sound_keys.h"

namespace lynceus::names {
namespace {

constexpr std::size_t kSizeMax = 255;

std::uint8_t SizeOf(std::size_t letters) {
  return static_cast<std::uint8_t>(std::min(letters, kSizeMax));
}

// The first byte of the native text says its script; 0 where it is Latin.
std::uint8_t Lead(const Token& token) {
  return token.native.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(token.native[0]);
}

}  // namespace

Writing WritingOf(const Token& token) {
  const std::uint8_t lead = Lead(token);
  if (lead >= 0xE0) return Writing::kSyllables;
  return lead >= 0xD6 ? Writing::kAbjad : Writing::kAlphabet;  // Hebrew, Arabic
}

bool IsWrittenInSigns(const Token& token) { return Lead(token) >= 0xE3; }

WordShape OutlineOf(const Token& token) {
  const std::string_view text = std::string_view(token.text).substr(0, kComparedLettersMax);
  WordShape shape;
  shape.letters = LettersOf(text);
  shape.weight = token.weight;
  shape.groups = token.groups;
  shape.size = SizeOf(token.text.size());
  shape.kind = token.kind;
  shape.writing = WritingOf(token);
  shape.signs = IsWrittenInSigns(token);
  shape.bare = HasNoVowels(text);
  shape.romanised = !token.native.empty();
  for (std::size_t at = 0; at < std::min(text.size(), shape.start.size()); ++at) {
    shape.start[at] = text[at];
  }
  return shape;
}

WordShape ShapeOf(const Token& token) {
  WordShape shape = OutlineOf(token);
  std::string respelt;
  std::string bones;
  std::string coarse;
  RespellFromScript(std::string_view(token.text).substr(0, kComparedLettersMax), token.native,
                    respelt);
  ConsonantSkeleton(respelt, bones);
  CoarseSkeleton(respelt, coarse);
  NoteSounds(respelt, bones, coarse, shape);
  return shape;
}

void NoteSounds(std::string_view heard, std::string_view bones, std::string_view coarse,
                WordShape& shape) {
  shape.heard = LettersOf(heard);
  shape.bones = LettersOf(bones);
  shape.bones_size = SizeOf(bones.size());
  shape.coarse = LettersOf(coarse);
  shape.coarse_size = SizeOf(coarse.size());
}

}  // namespace lynceus::names

#pragma once
// One indexed word and one indexed name as bytes (FORMAT.md), the same on every machine.

#include <cstddef>
#include <span>
#include <string>

#include "lib/retrieval/candidate_index.h"

namespace lynceus::retrieval {

void EncodeWord(const names::Token& word, std::string& out);
// Decodes into `word`, reusing its memory. False where the bytes are not one whole word.
bool DecodeWord(std::span<const std::byte> bytes, names::Token& word);
// The texts alone, borrowed from the bytes.
bool ViewWord(std::span<const std::byte> bytes, names::WordTexts& texts);

// Every shape takes as many bytes.
inline constexpr std::size_t kShapeBytes = 52;
void EncodeShape(const names::WordShape& shape, std::string& out);
// REQUIRES: kShapeBytes bytes. False where they are no shape.
bool DecodeShape(std::span<const std::byte> bytes, names::WordShape& shape);

// `words` are the numbers of the name's tokens, in order.
void EncodeName(const IndexedName& name, std::span<const WordNumber> words, std::string& out);
// False where the bytes are not one whole name. The view borrows from them.
bool ViewName(std::span<const std::byte> bytes, NameView& view);

}  // namespace lynceus::retrieval

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/support/arena.h"
#include "grammars/ghexpr/ast.h"

namespace platlint::ghexpr {

struct Mistake {
  Span span = {};
  std::string message = {};
};

// Reads the text between `${{` and `}}` (or a whole `if:`). Null, with a mistake, when it is no expression; the tree is complete otherwise.
// Grammar: https://docs.github.com/actions/reference/workflows-and-actions/expressions. The text must outlive the tree.
const Node* parse(std::string_view text, Arena& arena, std::vector<Mistake>& mistakes);

inline constexpr int kMaxDepth = 50;              // GitHub refuses deeper trees
inline constexpr std::size_t kMaxLength = 21000;  // and longer texts, in bytes

// One `${{ }}` inside a text.
struct Placeholder {
  Span whole = {};     // with its braces
  Span inner = {};     // between them
  bool closed = true;  // false: `}}` is missing; the rest of the text belongs to it
};

// In order. Braces inside string literals do not end a placeholder.
std::vector<Placeholder> find_placeholders(std::string_view text);

}  // namespace platlint::ghexpr

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "analyzer/source/diagnostic.h"
#include "analyzer/source/source_map.h"
#include "analyzer/support/arena.h"

namespace platlint::dockerfile {

// --platform=linux/arm64, --from=build
struct Flag {
  std::string_view name = {};
  std::string_view value = {};
  SourceRange range = {};
};

struct Instruction {
  std::string_view keyword = {};  // in capitals
  std::span<const Flag> flags = {};
  std::string_view text = {};  // what follows keyword and flags, continuations joined, comments inside taken out
  SourceRange text_range = {};
  std::span<const std::string_view> words = {};     // text at blanks, quotes taken off; of the JSON form: its items
  bool json_form = false;                           // ["executable", "argument"]
  std::span<const std::string_view> heredocs = {};  // bodies of <<EOF blocks
  SourceRange range = {};
};

struct Comment {
  SourceRange range = {};
};

struct File {
  std::span<const Instruction> instructions = {};
  std::span<const Comment> comments = {};
};

// Reads a Dockerfile (docs.docker.com/reference/dockerfile). Never fails: what is no instruction gives a diagnostic.
const File* parse(const SourceFile& file, Arena& arena, Diagnostics& diagnostics);

}  // namespace platlint::dockerfile

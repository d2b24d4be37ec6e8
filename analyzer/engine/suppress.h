// SPDX-License-Identifier: Apache-2.0
//
// Suppressions: ignores in comments (our own and other tools'), in Kubernetes annotations, and in the configuration.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/engine/settle.h"

namespace platlint {

// A comment of a source file.
struct IgnoreComment {
  SourceRange range = {};
  bool own_line = false;  // nothing but blanks before it on its line
};

// The comments of one file that may hold an ignore, and the ranges of all blocks (HCL blocks and attributes, YAML entries and items,
// resources), sorted.
struct CommentedFile {
  const SourceFile* file = nullptr;
  FileKind kind = FileKind::kText;
  std::vector<IgnoreComment> comments = {};
  std::vector<SourceRange> blocks = {};
  std::vector<SourceRange> top_blocks = {};  // HCL: of the file's body; else: its resources
};

// Only files in whose text an ignore may stand.
std::vector<CommentedFile> commented_files(const SettleInput& input);

// What one ignore says, before it is known what it covers.
struct IgnoreText {
  enum class Scope : std::uint8_t {
    kTarget,      // its own line, or the next code line when it has a line of its own; the block that begins there
    kEitherLine,  // its own line and the next one (tflint)
    kLine,        // its own line, any finding that touches it (zizmor, gitleaks)
    kInside,      // the block around it (checkov)
    kNextBlock,   // the block that begins on the next code line (kics)
    kFile,
  };
  std::string kind = "inline";          // "inline", "checkov", "trivy", ...
  std::vector<std::string> rules = {};  // selectors (inline) or ids of that tool; "*": all that the tool could mean
  bool except = false;                  // all that the tool could mean but for `rules`
  Scope scope = Scope::kTarget;
  std::string reason = {};
  std::string until = {};
  std::string owner = {};
  std::vector<std::pair<std::string, std::string>> only = {};  // attribute = value that the subject must have (trivy)
  std::string problem = {};                                    // not empty: malformed, does not count
};

// Reads the ignores of one comment (its text with markers). `in_head`: nothing but comments stands above it in the file.
std::vector<IgnoreText> parse_ignores(std::string_view comment, bool in_head, bool first_line);

SourceRange line_range(const SourceFile& file, std::uint32_t line);
// The ranges of its file that an ignore in that comment covers.
std::vector<SourceRange> covered(const CommentedFile& file, const IgnoreComment& comment, IgnoreText::Scope scope);

// Fills `suppression` of what is ignored and appends findings about expired, unused and unreasoned ignores. Sorted findings in, unsorted
// out.
void suppress(std::vector<Finding>& findings, const SettleInput& input);

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "grammars/yaml/offsets.h"

#include <gtest/gtest.h>

#include "grammars/yaml/parser.h"

namespace platlint::yaml {
namespace {

// The source text from where `from` begins in the scalar at key `k` up to where `to` begins there.
std::string between(const std::string& text, std::string_view from, std::string_view to) {
  SourceMap sources;
  const SourceFile& file = sources[sources.add("a.yaml", text)];
  Arena arena;
  Diagnostics diagnostics;
  const File* tree = parse(file, arena, diagnostics);
  const Node* scalar = tree->documents.front().root->find("k");
  const auto map = source_offsets(*scalar, file);
  EXPECT_EQ(map.size(), scalar->value.size() + 1);
  EXPECT_TRUE(std::is_sorted(map.begin(), map.end()));
  const std::size_t begin = scalar->value.find(from);
  const std::size_t end = scalar->value.find(to);
  if (begin == std::string_view::npos || end == std::string_view::npos) return "not in: " + std::string(scalar->value);
  return std::string(file.text().substr(map[begin], map[end] - map[begin]));
}

TEST(SourceOffsets, Styles) {
  EXPECT_EQ(between("k: a ${{ x }} b\n", "${{", " b"), "${{ x }}");
  EXPECT_EQ(between("k: 'a ''${{ ''x'' }} b'\n", "${{", " b"), "${{ ''x'' }}");
  EXPECT_EQ(between("k: \"a\\t\\u00e9 \\\"${{ x }} b\"\n", "${{", " b"), "${{ x }}");
  EXPECT_EQ(between("k: |\n  one\n  two ${{ x }} b\n", "${{", " b"), "${{ x }}");
  EXPECT_EQ(between("k: |-  # note $\n\n    one\n      two ${{ x }} b\n", "${{", " b"), "${{ x }}");
  EXPECT_EQ(between("k: >\n  one\n  two\n\n  three ${{\n  x }} b\n", "${{", " b"), "${{\n  x }}");
  EXPECT_EQ(between("k: one\n  two ${{ x }} b\n", "${{", " b"), "${{ x }}");
  EXPECT_EQ(between("k: \"one \\\n   two ${{ x }} b\"\n", "${{", " b"), "${{ x }}");
  EXPECT_EQ(between("a: &a 'it''s ${{ x }} b'\nk: *a\n", "${{", " b"), "${{ x }}");
}

TEST(SourceOffsets, CrLf) { EXPECT_EQ(between("k: |\r\n  one\r\n  ${{ x }} b\r\n", "${{", " b"), "${{ x }}"); }

}  // namespace
}  // namespace platlint::yaml

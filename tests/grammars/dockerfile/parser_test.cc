// SPDX-License-Identifier: Apache-2.0
#include "grammars/dockerfile/parser.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

namespace platlint::dockerfile {
namespace {

// KEYWORD --flag=value word|word (json) {heredoc}; one instruction a line.
std::string dump(const std::string& text) {
  SourceMap sources;
  Arena arena;
  Diagnostics diagnostics;
  std::string out;
  for (const Instruction& i : parse(sources[sources.add("Dockerfile", text)], arena, diagnostics)->instructions) {
    out += std::string(i.keyword);
    for (const Flag& f : i.flags) out += " --" + std::string(f.name) + "=" + std::string(f.value);
    char before = ' ';
    for (std::string_view word : i.words) {
      out += before + std::string(word);
      before = '|';
    }
    if (i.json_form) out += " (json)";
    for (std::string_view body : i.heredocs) out += " {" + std::string(body) + "}";
    out += '\n';
  }
  return diagnostics.empty() ? out : out + "diagnosed\n";
}

TEST(DockerfileParser, ReadsInstructions) {
  EXPECT_EQ(dump("FROM --platform=linux/arm64 alpine:3 AS b\n"), "FROM --platform=linux/arm64 alpine:3|AS|b\n");
  EXPECT_EQ(dump("from a\nuser  nobody\n"), "FROM a\nUSER nobody\n");
  EXPECT_EQ(dump("FROM a\nRUN x \\\n  # note\n  y\n"), "FROM a\nRUN x|y\n");
  EXPECT_EQ(dump("FROM a\nCMD [\"x\", \"a b\"]\n"), "FROM a\nCMD x|a b (json)\n");
  EXPECT_EQ(dump("# escape=`\nFROM a\nRUN x `\n y\n"), "FROM a\nRUN x|y\n");
  EXPECT_EQ(dump("FROM a\r\nUSER b\r\n"), "FROM a\nUSER b\n");
  EXPECT_EQ(dump("FROM a\nRUN <<EOF\nFROM inside\nEOF\nUSER b\n").find("FROM inside\n"), std::string("FROM a\nRUN <<EOF {").size()) << dump("FROM a\nRUN <<EOF\nFROM inside\nEOF\nUSER b\n");
}

TEST(DockerfileParser, AnyTextGivesRangesInsideTheFile) {
  const bool held = rc::check([] {
    const auto tokens = *rc::gen::container<std::vector<std::string>>(
        rc::gen::elementOf(std::vector<std::string>{"FROM ", "RUN ", "a", " ", "\n", "\\\n", "\r\n", "<<E", "<<-'E'", "E\n", "[", "\"", "]", ",", "--x=", "#", "`", "\\"}));
    std::string text;
    for (const std::string& token : tokens) text += token;
    SourceMap sources;
    Arena arena;
    Diagnostics diagnostics;
    const SourceFile& source = sources[sources.add("Dockerfile", text)];
    const File* file = parse(source, arena, diagnostics);
    RC_ASSERT(file != nullptr);
    for (const Instruction& i : file->instructions) {
      RC_ASSERT(source.whole().contains(i.range));
      RC_ASSERT(source.whole().contains(i.text_range));
    }
  });
  EXPECT_TRUE(held);
}

}  // namespace
}  // namespace platlint::dockerfile

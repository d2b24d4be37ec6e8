// SPDX-License-Identifier: Apache-2.0
//
// What a mistake costs: no more than its item.
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "grammars/hcl/dump.h"
#include "grammars/hcl/parser.h"
#include "tests/grammars/hcl/invariants.h"

namespace platlint::hcl {
namespace {

struct Read {
  std::string tree;
  std::size_t mistakes = 0;
  bool limit = false;
};

Read read(const std::string& text) {
  const SourceFile source(0, "x.tf", text);
  Arena arena;
  Diagnostics diagnostics;
  const File* file = parse(source, arena, diagnostics);
  EXPECT_EQ(InvariantCheck(source, true).run(*file, diagnostics), "") << text;
  Read result{dump(*file), diagnostics.size(), false};
  for (const Diagnostic& d : diagnostics) result.limit = result.limit || d.kind == Diagnostic::Kind::kLimit;
  return result;
}

const char* const kLater = "resource \"t\" \"n\" {\n  k = 1\n}\n";
const char* const kLaterTree = "block resource \"t\" \"n\"\n  k = 1\n";

TEST(HclRecovery, WhatIsLeftOpenCostsOneArgument) {
  for (const char* open : {"\"x", "[1, 2", "[1, 2,", "f(1", "{ b = 1", "\"${x", "\"${f(\"y", "(1 +", "<<EOT\ntext", "x ? 1", "",
                           "[for v in", "\"%{ if x }", "{"}) {
    const Read top = read(std::string("a = ") + open + "\n" + kLater);
    EXPECT_EQ(top.tree, std::string("a = broken\n") + kLaterTree) << open;
    EXPECT_GE(top.mistakes, 1U) << open;
    const Read inside = read(std::string("b \"x\" {\n  before = 1\n  a = ") + open + "\n  after = 2\n  c {\n    d = 3\n  }\n}\n" + kLater);
    EXPECT_EQ(inside.tree, std::string("block b \"x\"\n  before = 1\n  a = broken\n  after = 2\n  block c\n    d = 3\n") + kLaterTree)
        << open;
  }
}

TEST(HclRecovery, ABlockThatIsNotClosedEndsAtItsNeighbour) {
  EXPECT_EQ(read(std::string("b \"x\" {\n  a = 1\n") + kLater).tree, std::string("block b \"x\"\n  a = 1\n") + kLaterTree);
  EXPECT_EQ(read(std::string("b \"x\" {\n  a = 1\n  c {\n    d = 1\n\n") + kLater + kLater).tree,
            std::string("block b \"x\"\n  a = 1\n  block c\n    d = 1\n") + kLaterTree + kLaterTree);
  // Also where a mistake stands in it, and where nothing is indented.
  EXPECT_EQ(read(std::string("b \"x\" {\n  a = [\n") + kLater).tree, std::string("block b \"x\"\n  a = broken\n") + kLaterTree);
  EXPECT_EQ(read("b \"x\" {\na = 1\nresource \"t\" \"n\" {\nk = 1\n}\n").tree, std::string("block b \"x\"\n  a = 1\n") + kLaterTree);
  // The braces of a nested block close that one; the block around is the open one.
  EXPECT_EQ(read(std::string("b \"x\" {\n  c {\n    d = 1\n  a = 1\n}\n") + kLater).tree,
            std::string("block b \"x\"\n  block c\n    d = 1\n    a = 1\n") + kLaterTree);
}

TEST(HclRecovery, LinesOfHeredocsBeginNothing) {
  EXPECT_EQ(read("b {\n  a = f(<<EOT\nx = 1\ny {\nEOT\n  , [1\n  c = 2\n}\n").tree, "block b\n  a = broken\n  c = 2\n");
  EXPECT_EQ(read("b {\n  a = <<EOT\nx = \"1\ny {\nEOT\n  c = [\n}\n" + std::string(kLater)).tree,
            "block b\n  a = (heredoc \"x = \\\"1\\ny {\\n\")\n  c = broken\n" + std::string(kLaterTree));
}

// What a looser grammar can read whole keeps its structure, with diagnostics.
TEST(HclRecovery, TheSecondReaderGivesTheStructureOfWhatIsBroken) {
  const auto salvaged = [](const std::string& text, const std::string& tree) {
    const Read result = read(text);
    EXPECT_EQ(result.tree, tree) << text;
    EXPECT_GE(result.mistakes, 1U) << text;
  };
  salvaged("a = 1 b = 2\n", "a = 1\nb = 2\n");
  salvaged("b { a = 1 c = var.x }\n", "block b\n  a = 1\n  c = (get (var var) x)\n");
  salvaged("b \"x\"\n{\n  a = 1\n  c \"l\" {\n    d = \"${y}\"\n  }\n}\n" + std::string(kLater),
           "block b \"x\"\n  a = 1\n  block c \"l\"\n    d = (template (interp (var y)))\n" + std::string(kLaterTree));
  salvaged("b {\n  a = 1 +\n    2\n  c = 3\n}\n", "block b\n  a = (+ 1 2)\n  c = 3\n");
  salvaged("a = x\n  ? 1\n  : 2\nb = 1\n", "a = (if (var x) 1 2)\nb = 1\n");
  salvaged("b { c { a = 1 } }\n", "block b\n  block c\n    a = 1\n");
  // A value that is wrong in both readers, or in ours alone, is there and not known.
  salvaged("b {\n  a = 0x1F\n  c = x.0.1\n}\n", "block b\n  a = broken\n  c = broken\n");
}

TEST(HclRecovery, NamesAndTextAreUtf8) {
  EXPECT_EQ(read("größe = 1\n").mistakes, 0U);
  EXPECT_EQ(read("名前 = \"ü\"\n").mistakes, 0U);
  EXPECT_EQ(read("# \xFF in a comment\na = 1\n").mistakes, 0U);  // as HCL's scanner has it
  for (const char* text : {"\xFF = 1\n", "a\xC3 = 1\n", "a = \"x\xFFy\"\n", "a = <<EOT\n\xC3(\nEOT\n", "a = x\xE2\x80\x9C\n",
                           "\xE2\x80\x9C = 1\n", "a = \xE2\x80\x9Cquoted\xE2\x80\x9D\n", "\xC2\xB7x = 1\n"})
    EXPECT_GE(read(text).mistakes, 1U) << text;
}

// Whatever is repeated: time in proportion, and a limit that is named.
TEST(HclRecovery, ManyMistakesEnd) {
  for (const char* line : {"a {\n", "a = <<X\n", "a = \"\n", "a = [\n", "a = /*\n", "  a = {\n", "a \"x\" {\n  b {\n", "}\n",
                           "a = f(<<X\nX\n", "a = \"${\"${\n", "a \"\n", "a = 1 b\n", "a b c\n", "/*\n", " \\\n", "a = \xFF\n", "a=1\n"}) {
    std::string text;
    while (text.size() < 40'000) text += line;
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_GE(read(text).mistakes, 1U) << line;
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10)) << line;
  }
}

TEST(HclRecovery, ChainsAreLimitedAsNestingIs) {
  for (const char* link : {" + 1", ".a", "[0]", " || b"}) {
    std::string few = "a = x";
    std::string many = "a = x";
    for (int i = 0; i < 900; ++i) few += link;
    for (int i = 0; i < 100'000; ++i) many += link;
    EXPECT_EQ(read(few + "\n").mistakes, 0U) << link;
    const Read tall = read(many + "\nb = 2\n");
    EXPECT_TRUE(tall.limit) << link;
    EXPECT_EQ(tall.tree, "a = broken\nb = 2\n") << link;
  }
  // Nesting and chains together count too.
  std::string text = "x";
  for (int i = 0; i < 150; ++i) {
    text = "(" + text + ")";
    for (int k = 0; k < 10; ++k) text += ".a";
  }
  EXPECT_TRUE(read("a = " + text + "\n").limit);
}

}  // namespace
}  // namespace platlint::hcl

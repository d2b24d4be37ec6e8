// SPDX-License-Identifier: Apache-2.0
#include "grammars/hcl/parser.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

namespace platlint::hcl {
namespace {

struct Case {
  std::string text;
  bool accepted = false;
};

// What HashiCorp's parser accepts and refuses, first of all where a looser grammar would not notice.
TEST(HclParser, AcceptsAndRefusesAsTheLanguageDoes) {
  const Case cases[] = {
      {"a = 1\nb = 2\n", true},
      {"a = 1 b = 2\n", false},
      {"b {\n  a = 1\n}\n", true},
      {"b { a = 1 }\n", true},
      {"b {}\n", true},
      {"b \"x\" y {\n}\n", true},
      {"b { a = 1\n b = 2 }\n", false},
      {"a = 1e5\n", true},
      {"a = 1.5e-3\n", true},
      {"a = 0x1F\n", false},
      {"a = \"x\ny\"\n", false},
      {"a = true\n ? 1 : 2\n", false},
      {"a = (true\n ? 1\n : 2)\n", true},
      {"a = \"${}\"\n", false},
      {"a = x.0\n", true},
      {"a = 1\na = 2\n", false},
      {"a = 1 +\n 2\n", false},
      {"a = (1 +\n 2)\n", true},
      {"a = \"\\q\"\n", false},
      {"a = \"\\u00e9\\n\\t\\\"\"\n", true},
      {"a = \"$${x} %%{y}\"\n", true},
      {"a = <<EOT\nx\nEOT\n", true},
      {"a = <<-EOT\n    x ${y}\n  EOT\n", true},
      {"a = <<\"EOT\"\nx\nEOT\n", false},
      {"a = <<EOT # c\nx\nEOT\n", false},
      {"a = <<EOT\nx\n", false},
      {"a = \"x\n", false},
      {"a = [1, 2\n", false},
      {"a = [1, 2,]\n", true},
      {"a = [\n 1,\n 2,\n]\n", true},
      {"a = {\n x = 1\n y : 2, z = 3\n}\n", true},
      {"a = f(xs...)\n", true},
      {"a = [for k, v in m : v if v != null]\n", true},
      {"a = {for k, v in m : k => v...}\n", true},
      {"a = x[*].y.z[0]\n", true},
      {"a = provider::aws::arn_parse(x)\n", true},
      {"b {\n", false},
      {"}\n", false},
      {"a =\n", false},
      {"# c\n// c\n/* c\n c */\n", true},
      {"", true},
      {"a = 1\r\nb = 2\r\n", true},
  };
  for (const Case& c : cases) {
    SourceMap sources;
    Arena arena;
    Diagnostics diagnostics;
    ASSERT_NE(parse(sources[sources.add("x.tf", c.text)], arena, diagnostics), nullptr);
    EXPECT_EQ(diagnostics.empty(), c.accepted) << c.text << (diagnostics.empty() ? "" : diagnostics.front().message);
  }
}

TEST(HclParser, KeepsWhatFollowsAMistake) {
  for (const char* mistake : {"a = [1, 2\n", "a = \"x\n", "a =\n", "a = f(1\n"}) {
    SourceMap sources;
    Arena arena;
    Diagnostics diagnostics;
    const File* file =
        parse(sources[sources.add("x.tf", std::string(mistake) + "\nresource \"t\" \"n\" {\n  k = 1\n}\n")], arena, diagnostics);
    EXPECT_FALSE(diagnostics.empty()) << mistake;
    ASSERT_EQ(file->body.blocks.size(), 1U) << mistake;
    EXPECT_EQ(file->body.blocks[0].type, "resource") << mistake;
    EXPECT_NE(file->body.blocks[0].body.find("k"), nullptr) << mistake;
  }
}

TEST(HclParser, LimitsNesting) {
  for (const char* open : {"[", "(", "{a=", "\"${", "!", "-", "f("}) {
    std::string text = "a = ";
    for (int i = 0; i < 10'000; ++i) text += open;
    SourceMap sources;
    Arena arena;
    Diagnostics diagnostics;
    ASSERT_NE(parse(sources[sources.add("x.tf", text)], arena, diagnostics), nullptr);
    EXPECT_FALSE(diagnostics.empty()) << open;
  }
}

TEST(HclParser, RangesSliceBackToTheText) {
  SourceMap sources;
  Arena arena;
  Diagnostics diagnostics;
  const File* file = parse(sources[sources.add("x.tf", "resource \"t\" \"n\" {\n  key = f(1, [2])\n}\n")], arena, diagnostics);
  ASSERT_TRUE(diagnostics.empty());
  ASSERT_EQ(file->body.blocks.size(), 1U);
  const Block& block = file->body.blocks[0];
  EXPECT_EQ(sources.slice(block.header), "resource \"t\" \"n\"");
  ASSERT_EQ(block.labels.size(), 2U);
  EXPECT_EQ(sources.slice(block.labels[1].range), "\"n\"");
  EXPECT_EQ(sources.slice(block.body.find("key")->range), "key = f(1, [2])");
  EXPECT_EQ(sources.slice(block.body.find("key")->value->range), "f(1, [2])");
}

TEST(HclParser, AnyTokensGiveATreeWithRangesInsideTheFile) {
  const bool held = rc::check([] {
    const auto tokens = *rc::gen::container<std::vector<std::string>>(
        rc::gen::elementOf(std::vector<std::string>{"a",     " = ", "1",    "\n",  "{", "}", "[", "]", "(",   ")", "\"", "${", "%{",
                                                    "<<E\n", "E\n", "for ", "in ", ":", "?", ".", "*", "...", "#", "/*", "\\", "\r"}));
    std::string text;
    for (const std::string& token : tokens) text += token;
    SourceMap sources;
    Arena arena;
    Diagnostics diagnostics;
    const SourceFile& source = sources[sources.add("x.tf", text)];
    const File* file = parse(source, arena, diagnostics);
    RC_ASSERT(file != nullptr);
    for (const Attribute& a : file->body.attributes) RC_ASSERT(source.whole().contains(a.range));
    for (const Block& b : file->body.blocks) RC_ASSERT(source.whole().contains(b.range));
    for (const Diagnostic& d : diagnostics) RC_ASSERT(source.whole().contains(d.range));
  });
  EXPECT_TRUE(held);
}

}  // namespace
}  // namespace platlint::hcl

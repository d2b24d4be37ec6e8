// SPDX-License-Identifier: Apache-2.0
//
// What HCL accepts and what it refuses, and how the reader goes on after an error.
#include <gtest/gtest.h>

#include "grammars/hcl/parser.h"

namespace platlint::hcl {
namespace {

struct Read {
  std::vector<std::string> blocks;
  Diagnostics diagnostics;
};

Read read(const std::string& text) {
  const SourceFile file(0, "main.tf", text);
  Arena arena;
  Read result;
  const File* tree = parse(file, arena, result.diagnostics);
  for (const Block& block : tree->body.blocks) {
    std::string name(block.type);
    for (const Label& label : block.labels) name += "." + std::string(label.text);
    result.blocks.push_back(name);
  }
  return result;
}

TEST(HclReader, Accepts) {
  for (const char* text : {"a = 1\n",
                           "a = 1e5\n",
                           "a = 1.5E-3\n",
                           "a = \"x ${y} %{ if z }w%{ endif }\"\n",
                           "a = <<EOT\nx\nEOT\n",
                           "a = <<-EOT\n  x ${y}\n  EOT\n",
                           "a = [1,\n  2,\n]\n",
                           "a = {\n  b = 1\n  \"c\" : 2\n}\n",
                           "a = { for k, v in m : k => v... if v != null }\n",
                           "a = [for v in l : v]\n",
                           "a = x[*].y\n",
                           "a = x.*.y\n",
                           "a = x.0\n",
                           "a = f(xs...)\n",
                           "a = provider::aws::arn_parse(x)\n",
                           "b \"l\" m {}\n",
                           "b { a = 1 }\n",
                           "a = c ? 1 : 2 # comment\n",
                           "a = (1 +\n  2)\n",
                           "/* x */ a = 1\n",
                           "\xEF\xBB\xBF"
                           "a = 1\r\n",
                           "größe = 1\n",
                           "a = \"$${x} %%{y} \\u00e9\"\n",
                           "a = !b && -c >= 2 || d\n",
                           "a = x .y [0] . z\n",
                           "a = f (x)\n",
                           "a = provider :: aws :: f(x)\n",
                           "a = 1.e5\n",
                           "a = x.*[0]\n",
                           "a = x.*.y.0\n",
                           "a = x[*][*]\n",
                           "a = <<EOT\nx\n  EOT  \n",
                           "a = <<EOT\r\nx\r\nEOT\r\n",
                           "a = {for = 1}\n",
                           "a = [for]\n",
                           "b {}"})
    EXPECT_TRUE(read(text).diagnostics.empty()) << text << read(text).diagnostics.front().message;
}

TEST(HclReader, Refuses) {
  for (const char* text : {"a = 1 b = 2\n",
                           "b { a = 1\n c = 2 }\n",
                           "a = 0x1F\n",
                           "a = \"x\ny\"\n",
                           "a = \"${}\"\n",
                           "a = 1\na = 2\n",
                           "a = 1 +\n2\n",
                           "a = \"\\q\"\n",
                           "a = <<\"EOT\"\nx\nEOT\n",
                           "a = <<EOT\nx\n",
                           "a = [1\n",
                           "a = \n",
                           "a\n",
                           "b {\n",
                           "a = {b = 1, c}\n",
                           "a = x.0.1\n",
                           "\"a\" = 1\n",
                           "a = c ? 1\n: 2\n",
                           "a = 1_000\n",
                           "a = \"%{ if x }y\"\n",
                           "a = /* open\n"})
    EXPECT_FALSE(read(text).diagnostics.empty()) << text;
}

TEST(HclReader, OneBrokenBlockCostsItselfOnly) {
  const Read broken = read("resource \"a\" \"b\" {\n  x = \"open\n  y = [1,\n}\n\nresource \"c\" \"d\" {\n  ok = 1\n}\n");
  ASSERT_EQ(broken.blocks.size(), 2U);
  EXPECT_EQ(broken.blocks[1], "resource.c.d");
  EXPECT_FALSE(broken.diagnostics.empty());
}

TEST(HclReader, DeepNestingIsALimitNotACrash) {
  for (const char* pair : {"()", "[]", "-"}) {
    const std::string open(20000, pair[0]);
    const std::string close = pair[1] == '\0' ? "" : std::string(20000, pair[1]);
    const Read deep = read("a = " + open + "1" + close + "\nb = 2\n");
    ASSERT_FALSE(deep.diagnostics.empty());
    EXPECT_EQ(deep.diagnostics.front().kind, Diagnostic::Kind::kLimit);
  }
}

TEST(HclReader, HeredocsLoseTheirIndentation) {
  const SourceFile file(0, "main.tf", "a = <<-EOT\n    one\n      two\n\n    three\n  EOT\n");
  Arena arena;
  Diagnostics diagnostics;
  const File* tree = parse(file, arena, diagnostics);
  std::string text;
  for (const TemplatePart& part : tree->body.attributes[0].value->as<Template>().parts) text += part.text;
  EXPECT_EQ(text, "one\n  two\n\nthree\n");
}

TEST(HclReader, RangesSliceBackToTheText) {
  const SourceFile file(0, "main.tf", "resource \"x\" \"y\" {\n  name = upper(\"a\") # c\n}\n");
  Arena arena;
  Diagnostics diagnostics;
  const File* tree = parse(file, arena, diagnostics);
  const Block& block = tree->body.blocks[0];
  EXPECT_EQ(file.slice(block.header), "resource \"x\" \"y\"");
  EXPECT_EQ(file.slice(block.body.attributes[0].value->range), "upper(\"a\")");
  ASSERT_EQ(tree->comments.size(), 1U);
  EXPECT_EQ(file.slice(tree->comments[0].range), "# c");
}

}  // namespace
}  // namespace platlint::hcl

// SPDX-License-Identifier: Apache-2.0
#include "grammars/yaml/parser.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace platlint::yaml {
namespace {

struct Parsed {
  explicit Parsed(std::string text) { file = parse(sources[sources.add("x.yaml", std::move(text))], arena, diagnostics); }
  SourceMap sources;
  Arena arena;
  Diagnostics diagnostics;
  const File* file = nullptr;
};

TEST(YamlParser, RangesSliceBackToTheText) {
  const Parsed p("name: web\nquoted: \"a b\"\nsingle: 'c d'\nflow: [1, x]\n\u00e9t\u00e9: \u00fc\nlast: z\n");
  ASSERT_TRUE(p.diagnostics.empty());
  const Node& root = *p.file->documents[0].root;
  EXPECT_EQ(p.sources.slice(root.find("name")->range), "web");
  EXPECT_EQ(p.sources.slice(root.find("quoted")->range), "\"a b\"");
  EXPECT_EQ(p.sources.slice(root.find("single")->range), "'c d'");
  EXPECT_EQ(p.sources.slice(root.find("flow")->range), "[1, x]");
  EXPECT_EQ(p.sources.slice(root.find("flow")->items[1].range), "x");
  EXPECT_EQ(p.sources.slice(root.find("\u00e9t\u00e9")->range), "\u00fc");
  EXPECT_EQ(p.sources.slice(root.find("last")->range), "z");
}

TEST(YamlParser, ResolvesAliasesAndMergeKeys) {
  const Parsed p("base: &b\n  x: 1\n  y: 2\nuse:\n  <<: *b\n  y: 3\nsame: *b\n");
  ASSERT_TRUE(p.diagnostics.empty());
  const Node& root = *p.file->documents[0].root;
  const Node& use = *root.find("use");
  ASSERT_NE(use.find("x"), nullptr);
  EXPECT_EQ(use.find("x")->value, "1");
  EXPECT_TRUE(use.find("x")->merged);
  EXPECT_EQ(use.find("y")->value, "3");
  EXPECT_EQ(p.sources.slice(root.find("same")->range), "*b");
  EXPECT_TRUE(root.find("same")->anchor.valid());
}

TEST(YamlParser, KeepsTheDocumentsAroundABrokenOne) {
  const Parsed p("a: 1\n---\nb: [1\n---\nc: 3\n");
  EXPECT_FALSE(p.diagnostics.empty());
  bool first = false;
  bool last = false;
  for (const Document& d : p.file->documents) {
    first |= d.root != nullptr && d.root->find("a") != nullptr;
    last |= d.root != nullptr && d.root->find("c") != nullptr;
  }
  EXPECT_TRUE(first);
  EXPECT_TRUE(last);
}

TEST(YamlParser, AnAliasInsideWhatItNamesIsNull) {
  SourceMap sources;
  Arena arena;
  Diagnostics diagnostics;
  const File* tree = parse(sources[sources.add("a.yaml", "a: &x\n  b: *x\nc: *x\n")], arena, diagnostics);
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].kind, Diagnostic::Kind::kSyntax);
  EXPECT_EQ(diagnostics[0].range.begin, 11U);
  const Node* c = tree->documents.front().root->find("c");
  ASSERT_TRUE(c->is_mapping());
  EXPECT_EQ(c->find("b")->kind, NodeKind::kNull);
}

TEST(YamlParser, LimitsNestingAndReportsUnknownAliases) {
  EXPECT_FALSE(Parsed(std::string(100'000, '[')).diagnostics.empty());
  EXPECT_FALSE(Parsed("a: *missing\n").diagnostics.empty());
}

TEST(YamlParser, PlainScalarsHaveTheTypesOfTheCoreSchema) {
  const struct {
    const char* text;
    ScalarType type;
  } cases[] = {{"true", ScalarType::kBool}, {"yes", ScalarType::kString},  {"on", ScalarType::kString}, {"012", ScalarType::kInt},
               {"0o14", ScalarType::kInt},  {"0xC", ScalarType::kInt},     {"1.5", ScalarType::kFloat}, {"1.2.3", ScalarType::kString},
               {"~", ScalarType::kNull},    {"\"1\"", ScalarType::kString}};
  for (const auto& c : cases) {
    const Parsed p(std::string("a: ") + c.text + "\n");
    EXPECT_EQ(scalar_type(*p.file->documents[0].root->find("a")), c.type) << c.text;
  }
}

// Each anchor holds ten of the one before: ten billion nodes if they were copied.
TEST(YamlParser, AliasesThatMultiplyAreALimit) {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i <= 9; ++i) {
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int k = 0; k < 10; ++k) text += std::string(k > 0 ? ", " : "") + "*a" + std::to_string(i - 1);
    text += "]\n";
  }
  const Parsed p(text + "last: 1\n");
  ASSERT_FALSE(p.diagnostics.empty());
  for (const Diagnostic& d : p.diagnostics) EXPECT_EQ(d.kind, Diagnostic::Kind::kLimit);
  EXPECT_LT(p.arena.bytes(), std::size_t{1} << 20U);
  // What can be held is held, what cannot is null, and the document goes on.
  EXPECT_NE(p.file->documents[0].root->find("last"), nullptr);
  EXPECT_TRUE(p.file->documents[0].root->find("a3")->is_sequence());
  EXPECT_EQ(p.file->documents[0].root->find("a9")->items[0].kind, NodeKind::kNull);
}

TEST(YamlParser, AnAliasOfItselfIsNoLoop) {
  const Parsed p("a: &a [1, *a]\nb: &b\n  <<: *b\n  c: 1\nd: 2\n");
  EXPECT_NE(p.file, nullptr);
  std::size_t nodes = 0;
  std::vector<const Node*> open;
  for (const Document& d : p.file->documents)
    if (d.root != nullptr) open.push_back(d.root);
  while (!open.empty()) {
    const Node* node = open.back();
    open.pop_back();
    ASSERT_LT(++nodes, 100U);
    for (const Node& item : node->items) open.push_back(&item);
    for (const Entry& e : node->entries) open.push_back(&e.value);
  }
}

TEST(YamlParser, NestingIsALimit) {
  for (const char* open : {"[", "{a: ", "- ", "? "}) {
    std::string text;
    for (int i = 0; i < 5000; ++i) text += open;
    const Parsed p(text);
    ASSERT_FALSE(p.diagnostics.empty()) << open;
  }
}

}  // namespace
}  // namespace platlint::yaml

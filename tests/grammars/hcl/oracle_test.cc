// SPDX-License-Identifier: Apache-2.0
//
// Two readers that share nothing, ours and tree-sitter's, over all HCL at hand. Where both take a text their trees are equal, or differ in
// a way that is known (Readings). Where only one takes it, the reason is known: tree-sitter's grammar is looser than HCL in the ways of
// kLooser and does not have what kStricter looks for.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "grammars/hcl/dump.h"
#include "tests/grammars/hcl/tree_sitter_tree.h"

namespace platlint::hcl {
namespace {

namespace fs = std::filesystem;

// What tree-sitter accepts and HCL does not: how our diagnostic begins.
constexpr std::string_view kLooser[] = {
    "The argument \"",                            // set twice
    "An argument or block must end with its",     // two on one line
    "A block on one line may hold one argument",  // more than one
    "A quoted string must end on its line",
    "Expected an expression before the end of the line",  // operator at a line's end
    "Expected the argument's value here, on the same",
    "A block needs its opening brace on the same line",
    "A splat may not stand inside another",  // x.*.*
    "Expected a name after \"::\"",
    "Use brackets for nested indexes",  // x.0.1
    "This is not a number",             // 0x1F
    "The end of a heredoc needs a line break",
    "Expected an argument or a block",  // a value that goes on on the next line
    "Expected an argument, a nested block",
    "Expected the start of an expression",     // ${}
    "Expected a line break or \",\" between",  // two items of an object on one line
    "A heredoc begins with",                   // <<EOT # comment
};

struct Tally {
  std::map<std::string, std::size_t> counts;
  std::size_t texts = 0;
};

// What HCL has and tree-sitter's grammar lacks.
std::string stricter(const std::string& text) {
  if (std::regex_search(text, std::regex(R"([0-9][eE][-+]?[0-9])"))) return "tree-sitter lacks exponents without fraction";
  if (std::regex_search(text, std::regex(R"([ \t]::|::[ \t])"))) return "tree-sitter lacks blanks around ::";
  return {};
}

std::string compare(const std::string& name, const std::string& text, Tally& tally) {
  ++tally.texts;
  const SourceFile source(0, name, text);
  Arena arena;
  Diagnostics diagnostics;
  const File* ours = parse(source, arena, diagnostics);
  const auto count = [&](const std::string& what) {
    ++tally.counts[what];
    return std::string();
  };
  const bool theirs_refuse = TreeSitterTree(source, {}, arena).has_error();
  if (!diagnostics.empty()) {
    if (theirs_refuse) return count("both refuse");
    for (const std::string_view looser : kLooser)
      if (diagnostics.front().message.starts_with(looser)) return count("tree-sitter takes what HCL refuses");
    return "only tree-sitter takes it: " + diagnostics.front().message;
  }
  if (theirs_refuse) return stricter(text).empty() ? "only we take it" : count(stricter(text));
  const DumpOptions options{false};
  const std::string wanted = dump(*ours, options);
  std::string first;
  const std::pair<Readings, const char*> all[] = {{{}, "same tree"},
                                                  {{true, false, false}, "an index behind .* belongs to the whole"},
                                                  {{false, true, false}, "conditionals nest to the right"},
                                                  {{false, false, true}, "a splat behind [*] belongs to each element"},
                                                  {{true, true, true}, "several of the known readings"}};
  for (const auto& [readings, what] : all) {
    TreeSitterTree theirs(source, readings, arena);
    const File* tree = theirs.file();
    if (tree == nullptr) return "tree-sitter has an unknown node: " + theirs.odd();
    const std::string found = dump(*tree, options);
    if (found == wanted) return count(what);
    if (first.empty()) first = found;
  }
  const auto at = static_cast<std::size_t>(std::mismatch(wanted.begin(), wanted.end(), first.begin(), first.end()).first - wanted.begin());
  const std::size_t from = at > 60 ? at - 60 : 0;
  return "the trees differ: ours ..." + wanted.substr(from, 160) + "\n  theirs ..." + first.substr(from, 160);
}

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void compare_folder(const fs::path& root, Tally& tally) {
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const std::string extension = entry.path().extension().string();
    if (!entry.is_regular_file() ||
        (extension != ".tf" && extension != ".hcl" && extension != ".tfvars" && extension != ".hcldec" && extension != ".t"))
      continue;
    EXPECT_EQ(compare(entry.path().string(), contents(entry.path()), tally), "") << entry.path();
  }
}

void say(const Tally& tally) {
  for (const auto& [what, count] : tally.counts) std::cout << "  " << what << ": " << count << "\n";
}

TEST(HclOracle, Fixtures) {
  Tally tally;
  compare_folder(fs::path(PLATLINT_ROOT) / "fixtures", tally);
  compare_folder(fs::path(PLATLINT_ROOT) / "tests/fuzz/seeds", tally);
  EXPECT_GT(tally.counts["same tree"], 5U);
}

TEST(HclOracle, KnownDifferences) {
  const std::pair<const char*, const char*> cases[] = {
      {"a = x.*.y[0]\n", "an index behind .* belongs to the whole"},
      {"a = x ? 1 : y ? 2 : 3\n", "conditionals nest to the right"},
      {"a = x[*].y[*].z\n", "a splat behind [*] belongs to each element"},
      {"a = 1e5\n", "tree-sitter lacks exponents without fraction"},
      {"a = 1 b = 2\n", "tree-sitter takes what HCL refuses"},
      {"a = 1\na = 2\n", "tree-sitter takes what HCL refuses"},
      {"a = [1\n", "both refuse"},
      {"a = (x + y.z[0]) * -f(1, \"${p}-%{ if q }r%{ else }${s}%{ endif }\", l...)\n", "same tree"},
  };
  for (const auto& [text, what] : cases) {
    Tally tally;
    EXPECT_EQ(compare("x.tf", text, tally), "") << text;
    EXPECT_EQ(tally.counts[what], 1U) << text << (tally.counts.empty() ? "" : tally.counts.begin()->first);
  }
}

TEST(HclOracle, ConformanceInputs) {
  const fs::path root = fs::path(PLATLINT_SHARED) / "conformance";
  if (!fs::exists(root)) GTEST_SKIP() << "no shared data";
  Tally tally;
  for (const char* folder : {"terraform", "cost", "hcl"}) compare_folder(root / folder, tally);
  // Lone surrogates, which some cases hold, are no JSON to the library.
  const auto json = [&](const char* name) {
    return nlohmann::json::parse(std::regex_replace(contents(root / "hcl" / name), std::regex(R"(\\u[dD])"), "\\uE"));
  };
  const nlohmann::json expressions = json("expressions.json");
  const nlohmann::json functions = json("functions.json");
  std::vector<std::string> sources;
  for (const auto& list : {expressions.contains("cases")         ? expressions["cases"]
                           : expressions.contains("expressions") ? expressions["expressions"]
                                                                 : expressions,
                           functions["table"], functions["units"]})
    for (const auto& item : list)
      if (item.is_object() && item.contains("src") && item["src"].is_string() && item.value("kind", "expression") == "expression")
        sources.push_back(item["src"].get<std::string>());
  for (const std::string& expression : sources) EXPECT_EQ(compare("expression", "a = " + expression + "\n", tally), "") << expression;
  EXPECT_GT(sources.size(), 500U);
  EXPECT_GT(tally.texts, 1500U);
  say(tally);
}

}  // namespace
}  // namespace platlint::hcl

// SPDX-License-Identifier: Apache-2.0
//
// Short expressions that ask for endless work or memory: each ends soon, with an error or a limit that is named.
#include <gtest/gtest.h>

#include <ctime>
#include <string>

#include "analyzer/eval/evaluator.h"
#include "analyzer/eval/functions/file_pattern.h"
#include "grammars/hcl/parser.h"

namespace platlint {
namespace {

class NoNames final : public Scope {
 public:
  Value lookup(std::string_view, std::span<const std::string_view>, SourceRange where, std::size_t&, Evaluation& evaluation) override {
    evaluation.errors->push_back({Diagnostic::Kind::kSemantic, where, "no such name"});
    return Value::unknown("no such name", where, evaluation.arena);
  }
};

// "limit", "error", or nothing.
std::string outcome(const std::string& text, std::size_t& bytes) {
  SourceMap sources;
  Arena arena;
  Diagnostics errors;
  NoNames scope;
  MemoryFileSystem files;
  files.add(std::string(100, 'a') + ".txt", "text");
  const hcl::Expr* expr = hcl::parse_expression(sources[sources.add("x", text)], arena, errors);
  if (expr == nullptr || !errors.empty()) return "syntax";
  Evaluation evaluation{.arena = arena, .scope = scope, .files = &files};
  evaluation.errors = &errors;
  const Value value = evaluate(*expr, evaluation);
  bytes = arena.bytes();
  for (const Diagnostic& problem : errors)
    if (problem.kind == Diagnostic::Kind::kLimit) return value.is_unknown() ? "limit" : "a limit, and a value all the same";
  return errors.empty() ? "" : "error";
}

TEST(EvaluationLimits, EndSmallExpressionsOfGreatCost) {
  const struct {
    const char* text;
    const char* outcome;
  } cases[] = {
      {"[for a in range(1001): [for b in range(1001): 1]]", "limit"},
      {"[for a in range(1000): [for b in range(1000): [for c in range(1000): a]]]", "limit"},
      {"[for a in range(1000): [for b in range(1000): missing.name]]", "limit"},
      {"[for a in range(1000): [for b in range(1000): try(missing.name, b)]]", "limit"},
      {"[for a in range(1000): [for b in range(1000): regex(\"[a-z]+\", \"12ab\")]]", "limit"},
      {"[for a in range(1000): [for b in range(1000): fileexists(\"x\")]]", "limit"},
      {"[for a in range(1000): [for b in range(1000): fileset(\".\", \"**\")]]", "limit"},
      {"[for a in range(1000): jsonencode(range(1000))]", "limit"},
      // What no element has a part in is done once.
      {"[for a in range(1000): concat([for b in range(1000): b], [1])[a]]", ""},
      {"[for a in range(1000): concat([for b in range(1000): a], [1])[a]]", "limit"},
      {"[for a in range(1000): yamlencode(range(1000))]", "limit"},
      {"setproduct(range(1000), range(1000), range(1000))", "limit"},
      {"setproduct([1,2],[1,2],[1,2],[1,2],[1,2],[1,2],[1,2],[1,2],[1,2],[1,2],[1,2],[1,2],[1,2],[1,2],[1,2],[1,2],[1,2],[1,2],[1,2],[1,2]"
       ")",
       "limit"},
      {"formatlist(\"%999999999d\", range(1000))", "limit"},
      {"join(\"\", formatlist(\"%99999d\", range(1000)))", "limit"},
      {"replace(format(\"%099999d\", 1), \"\", format(\"%09999d\", 1))", "limit"},
      {"[for a in range(1000): format(\"%099999d\", a)]", "limit"},
      {"split(\"\", join(\"\", formatlist(\"%9999d\", range(1000))))", "limit"},
      {"regexall(\"\", join(\"\", formatlist(\"%9999d\", range(1000))))", "limit"},
      {"%{for}", "syntax"},
      {"\"%{for a in range(1000)}%{for b in range(1000)}%{for c in range(1000)}%{endfor}%{endfor}%{endfor}\"", "limit"},
      {"indent(9999, join(\"\\n\", range(1000)))", ""},
      {"[for n in range(100): indent(9999, join(\"\\n\", range(1000)))]", "limit"},
      {"1e9999 * 1e9999 * 1e9999", "error"},
      {"1e999999", "error"},
      {"\"${1e9999}\"", ""},
      {"pow(10, 999) - pow(10, 998)", "error"},  // infinity less infinity
      {"fileset(\".\", \"*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b\")", ""},
      {"distinct(flatten([for a in range(100): [for b in range(100): \"${a}-${b}\"]]))", ""},
      {"toset(flatten([for a in range(100): [for b in range(100): [a, b]]]))", ""},
      {"toset([for a in range(1000): [a]]) == toset([for a in range(1000): [999 - a]])", ""},
      {"[for a in range(100): [for b in range(100): {x = a, y = [b]}]]", ""},
  };
  for (const auto& c : cases) {
    const std::clock_t before = std::clock();
    std::size_t bytes = 0;
    EXPECT_EQ(outcome(c.text, bytes), c.outcome) << c.text;
    // Processor time, and generous, for slow machines and sanitizers: what these ask for takes minutes at least.
    EXPECT_LT((std::clock() - before) / CLOCKS_PER_SEC, 60) << c.text;
    EXPECT_LT(bytes, std::size_t{200} << 20U) << c.text;
  }
}

TEST(FilePattern, ReadsStarsFoldersSetsAndAlternatives) {
  const struct {
    const char* pattern;
    const char* path;
    bool matches;
  } cases[] = {
      {"*", "a.txt", true},
      {"*", "a/b.txt", false},
      {"**", "a/b.txt", true},
      {"**/*.txt", "b.txt", true},
      {"**/*.txt", "a/c/b.txt", true},
      {"a/**/b", "a/b", true},
      {"a/**/b", "a/x/y/b", true},
      {"a/**/b", "a/xb", false},
      {"?.txt", "a.txt", true},
      {"?.txt", "/.txt", false},
      {"[a-c]x", "bx", true},
      {"[!a-c]x", "bx", false},
      {"{a,b}.{c,d}", "b.c", true},
      {"{a,b}.{c,d}", "c.c", false},
      {"x{,y}", "x", true},
      {"[", "[", false},
      {"{a", "{a", false},
      {"", "", true},
      {"*/*", "a/b", true},
      {"a*b*c", "axxbyyc", true},
  };
  for (const auto& c : cases) EXPECT_EQ(FilePattern(c.pattern).matches(c.path), c.matches) << c.pattern << " " << c.path;
}

}  // namespace
}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
//
// Every rule's page is a test: its examples are scanned with that rule alone and must give what they say (see engine/page.h).
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "analyzer/engine/fix.h"
#include "analyzer/engine/page.h"
#include "analyzer/engine/run.h"
#include "analyzer/rule/registry.h"

namespace platlint {
namespace {

using Verdict = PageExample::Verdict;

std::string show(const std::vector<ExpectedFinding>& list) {
  std::string text;
  for (const ExpectedFinding& e : list)
    text += "    " + e.path + ":" + std::to_string(e.line) + (e.unknown ? " unknown " : " ") + e.rule + "\n";
  return text.empty() ? "    nothing\n" : text;
}

std::vector<ExpectedFinding> scan(const PageExample& example, std::string_view rule, std::string& broken) {
  MemoryFileSystem files;
  for (const PageExample::File& file : example.files) files.add(file.path, file.text);
  RunOptions options;
  // What is said about ignores depends on the rules that they name.
  if (!rule.starts_with("suppression-")) options.rules = {std::string(rule)};
  options.today = "2026-01-01";
  const auto run = platlint::run(files, options);
  if (!run) {
    broken = run.error().message;
    return {};
  }
  std::vector<ExpectedFinding> found;
  for (const Finding& finding : run->report.findings) {
    if (finding.suppression || finding.rule->id != rule) continue;
    const SourceFile& source = (*run->loaded.sources)[finding.range.file];
    found.push_back({std::string(rule), source.path(), source.position(finding.range.begin).line, finding.status == Status::kUnknown});
  }
  if (rule != "syntax-error")
    for (const Diagnostic& d : run->program.diagnostics())
      if (d.kind == Diagnostic::Kind::kSyntax) broken += "the example does not parse: " + d.message + "\n";
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

class RulePage : public testing::TestWithParam<BuiltinRule> {};

TEST_P(RulePage, ShowsWhatTheRuleFinds) {
  const BuiltinRule& rule = GetParam();
  std::string id(rule.stem);
  std::replace(id.begin(), id.end(), '_', '-');
  if (rule.native != nullptr) {
    EXPECT_EQ(rule.native->meta.id, id) << "the file's name must be the id with '_' for '-'";
    EXPECT_FALSE(rule.native->meta.summary.empty());
    EXPECT_FALSE(rule.native->meta.summary.ends_with('.'));
  }
  const Page page = read_page(rule.page);
  for (const std::string& problem : page.problems) ADD_FAILURE() << problem;
  std::set<Verdict> shown;
  for (const PageExample& example : page.examples) {
    shown.insert(example.verdict);
    if (example.verdict == Verdict::kFixed) continue;
    std::string broken;
    const auto found = scan(example, id, broken);
    auto expected = example.expected;
    std::sort(expected.begin(), expected.end());
    EXPECT_TRUE(broken.empty()) << "example at page line " << example.page_line << ": " << broken;
    EXPECT_EQ(found, expected) << "example at page line " << example.page_line << "\n  expected:\n"
                               << show(expected) << "  found:\n"
                               << show(found);
    const auto any = [&](bool unknown) {
      return std::any_of(expected.begin(), expected.end(), [&](const auto& e) { return e.unknown == unknown; });
    };
    const bool fits = example.verdict == Verdict::kBad ? any(false) : example.verdict == Verdict::kGood ? expected.empty() : any(true);
    EXPECT_TRUE(fits) << "the example at page line " << example.page_line << " does not expect what its verdict says";
  }
  EXPECT_TRUE(shown.contains(Verdict::kBad)) << "no bad example";
  EXPECT_TRUE(shown.contains(Verdict::kGood)) << "no good example";
  const bool terraform = rule.native != nullptr ? rule.native->meta.domain() == "terraform"
                                                : rule.policy.find("\"kind\":\"ResourceRule\"") != std::string_view::npos;
  const bool excused = rule.page.find("<!-- no unknown: ") != std::string_view::npos;
  EXPECT_TRUE(!terraform || excused || shown.contains(Verdict::kUnknown)) << "no unknown example (or a line `<!-- no unknown: REASON -->`)";
}

// A `fixed` block is what the `bad` block before it becomes when the rule's fixes, unsafe ones too, are applied.
TEST_P(RulePage, FixesWhatItSays) {
  const BuiltinRule& rule = GetParam();
  std::string id(rule.stem);
  std::replace(id.begin(), id.end(), '_', '-');
  const Page page = read_page(rule.page);
  const PageExample* bad = nullptr;
  bool shown = false;
  for (const PageExample& example : page.examples) {
    if (example.verdict == Verdict::kBad) bad = &example;
    if (example.verdict != Verdict::kFixed) continue;
    shown = true;
    ASSERT_NE(bad, nullptr) << "the fixed block at page line " << example.page_line << " has no bad block before it";
    MemoryFileSystem files;
    for (const PageExample::File& file : bad->files) files.add(file.path, file.text);
    RunOptions options;
    options.rules = {id};
    options.today = "2026-01-01";
    const auto result = fix(files, options, {.unsafe = true});
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_TRUE(result->settled);
    EXPECT_TRUE(result->refused.empty()) << "a fix breaks the file";
    EXPECT_FALSE(result->changed.empty()) << "nothing was fixed";
    for (const PageExample::File& file : example.files) {
      const auto changed = result->changed.find(file.path);
      EXPECT_EQ(changed != result->changed.end() ? changed->second : files.read(file.path, 1U << 20U).value_or("(no such file)"), file.text)
          << file.path;
    }
  }
  if (rule.native == nullptr) return;
  EXPECT_EQ(rule.native->meta.fixable, shown) << "a fixable rule shows a fixed block, and no other does";
}

INSTANTIATE_TEST_SUITE_P(Pages, RulePage, testing::ValuesIn(builtin_rules().begin(), builtin_rules().end()),
                         [](const auto& page) { return std::string(page.param.stem); });

}  // namespace
}  // namespace platlint

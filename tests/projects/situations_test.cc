// SPDX-License-Identifier: Apache-2.0
//
// Situations in which other scanners are known to be wrong, each a small repository that goes through the whole analysis. They stand in
// situations/*.md, one a heading:
//
//   ## checkov#3847: what must be right
//   Rules: aws-s3-no-public-access-block[, ...]
//
// and below it one or more examples in the form of a rule's page (engine/page.h): `bad`, `good` or `unknown`, `# file: PATH` before
// each file, `# expect: RULE` on the lines to be reported. The rules named, and no others, must report exactly what is marked. Where a
// line says `# shows N: TEXT`, the findings' N-th related place must be that line with that text, and there must be as many related
// places as such lines: that is how the way of a value from its file to the finding is tested. `# says: TEXT` behind a line: the
// finding there has this message.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "analyzer/engine/page.h"
#include "analyzer/engine/run.h"

namespace platlint {
namespace {

namespace fs = std::filesystem;
using Verdict = PageExample::Verdict;

struct Situation {
  std::string name;  // of the heading
  std::string file;
  std::uint32_t line = 1;  // of the heading
  std::vector<std::string> rules;
  std::string text;
};

void PrintTo(const Situation& situation, std::ostream* out) { *out << situation.file << ":" << situation.line << " " << situation.name; }

std::vector<Situation> situations() {
  std::vector<fs::path> pages;
  for (const auto& entry : fs::directory_iterator(fs::path(PLATLINT_ROOT) / "tests/projects/situations")) pages.push_back(entry.path());
  std::sort(pages.begin(), pages.end());
  std::vector<Situation> found;
  for (const fs::path& page : pages) {
    std::ifstream in(page);
    std::uint32_t number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      if (line.starts_with("## ")) found.push_back({line.substr(3), page.stem().string(), number, {}, {}});
      if (found.empty() || found.back().file != page.stem().string()) continue;
      Situation& situation = found.back();
      if (line.starts_with("Rules: ")) {
        std::istringstream rules(line.substr(7));
        for (std::string rule; std::getline(rules >> std::ws, rule, ',');) situation.rules.push_back(rule);
      }
      // The heading becomes the page's title.
      situation.text += (line.starts_with("## ") ? line.substr(1) : line) + "\n";
    }
  }
  return found;
}

// A line of the repository and what is said there.
using Place = std::tuple<std::string, std::uint32_t, std::string>;

std::string show(const std::vector<Place>& places) {
  std::string text;
  for (const auto& [path, line, said] : places) text += "    " + path + ":" + std::to_string(line) + " " + said + "\n";
  return text.empty() ? "    nothing\n" : text;
}

// The notes `# WORD...: TEXT` of an example, each up to the next one.
std::vector<Place> notes(const PageExample& example, std::string_view word) {
  std::vector<Place> found;
  for (const PageExample::File& file : example.files) {
    std::istringstream in(file.text);
    std::uint32_t number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      const std::string marker = "# " + std::string(word);
      for (std::size_t at = line.find(marker); at != std::string::npos; at = line.find(marker, at + 1)) {
        std::string note = line.substr(at + marker.size());
        note = note.substr(0, note.find(" # "));
        while (note.ends_with(' ')) note.pop_back();
        found.emplace_back(file.path, number, note);
      }
    }
  }
  return found;
}

class Trap : public testing::TestWithParam<Situation> {};

TEST_P(Trap, IsSeenThrough) {
  const Situation& situation = GetParam();
  const Page page = read_page(situation.text);
  for (const std::string& problem : page.problems) ADD_FAILURE() << problem;
  ASSERT_FALSE(page.examples.empty()) << "no example";
  ASSERT_FALSE(situation.rules.empty()) << "no line \"Rules: \"";
  for (const PageExample& example : page.examples) {
    SCOPED_TRACE("tests/projects/situations/" + situation.file + ".md:" + std::to_string(situation.line + example.page_line - 1) + " " +
                 situation.name);
    MemoryFileSystem files;
    for (const PageExample::File& file : example.files) files.add(file.path, file.text);
    RunOptions options;
    options.rules = situation.rules;
    options.today = "2026-01-01";
    const auto run = platlint::run(files, options);
    ASSERT_TRUE(run) << run.error().message;
    for (const Diagnostic& d : run->program.diagnostics())
      EXPECT_NE(d.kind, Diagnostic::Kind::kSyntax) << "the example does not parse: " << d.message;
    for (const std::string& rule : situation.rules) EXPECT_NE(run->registry.find(rule), nullptr) << "there is no rule " << rule;

    const auto place = [&](SourceRange range, const std::string& said) {
      const SourceFile& source = (*run->loaded.sources)[range.file];
      return Place(source.path(), source.position(range.begin).line, said);
    };
    std::vector<Place> found, expected, said, related;
    for (const Finding& finding : run->report.findings) {
      if (finding.suppression || std::find(situation.rules.begin(), situation.rules.end(), finding.rule->id) == situation.rules.end())
        continue;
      found.push_back(place(finding.range, (finding.status == Status::kUnknown ? "unknown " : "") + std::string(finding.rule->id)));
      said.push_back(place(finding.range, ": " + finding.message));
      for (std::size_t i = 0; i < finding.related.size(); ++i)
        related.push_back(place(finding.related[i].range, " " + std::to_string(i + 1) + ": " + finding.related[i].message));
    }
    for (const ExpectedFinding& e : example.expected) expected.emplace_back(e.path, e.line, (e.unknown ? "unknown " : "") + e.rule);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(found, expected) << "\n  expected:\n" << show(expected) << "  found:\n" << show(found);
    const auto any = [&](bool unknown) {
      return std::any_of(example.expected.begin(), example.expected.end(), [&](const auto& e) { return e.unknown == unknown; });
    };
    EXPECT_TRUE(example.verdict == Verdict::kBad    ? any(false)
                : example.verdict == Verdict::kGood ? expected.empty()
                                                    : any(true))
        << "what is expected is not what the verdict says";

    std::vector<Place> way = notes(example, "shows");
    std::sort(way.begin(), way.end());
    std::sort(related.begin(), related.end());
    if (!way.empty()) {
      EXPECT_EQ(related, way) << "\n  related places expected:\n" << show(way) << "  found:\n" << show(related);
    }
    for (const Place& wanted : notes(example, "says"))
      EXPECT_NE(std::find(said.begin(), said.end(), wanted), said.end()) << "\n  expected:\n"
                                                                         << show({wanted}) << "  found:\n"
                                                                         << show(said);
  }
}

std::string name_of(const testing::TestParamInfo<Situation>& info) {
  std::string name = info.param.file + "_" + std::to_string(info.param.line) + "_";
  for (const char c : info.param.name.substr(0, info.param.name.find(':')))
    name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(Situations, Trap, testing::ValuesIn(situations()), name_of);

TEST(Situations, AreManyAndHaveDistinctNames) {
  std::map<std::string, int> names;
  for (const Situation& situation : situations()) ++names[situation.name];
  EXPECT_GE(names.size(), 40U);
  for (const auto& [name, times] : names) EXPECT_EQ(times, 1) << name;
}

}  // namespace
}  // namespace platlint

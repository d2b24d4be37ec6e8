// SPDX-License-Identifier: Apache-2.0
//
// Whole repositories. fixtures/projects/NAME/repo is a platform that is in order; its report in text is the golden expected.txt (rewritten
// by ci/accept). breakages/*.txt each break one statement of the platform by a small edit and say what must be found:
//
//   statement: TA-08 the role trusts the main branch only
//   edit: infra/modules/iam/main.tf
//   - text that stands in the file once
//   + what it becomes
//   expect: RULE PATH: text on the line that is reported
//
// Several edits are made in their order; one without '-' lines adds the file.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "analyzer/engine/run.h"
#include "reports/reporters.h"

namespace platlint {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

MemoryFileSystem load_repository(const fs::path& root) {
  MemoryFileSystem files;
  for (const auto& entry : fs::recursive_directory_iterator(root))
    if (entry.is_regular_file()) files.add(fs::relative(entry.path(), root).generic_string(), read(entry.path()));
  return files;
}

platlint::Run scan(const FileSystem& files, int jobs = 1) {
  RunOptions options;
  options.today = "2026-01-01";
  options.jobs = jobs;
  auto result = run(files, options);
  EXPECT_TRUE(result) << (result ? "" : result.error().message);
  return result ? *std::move(result) : platlint::Run();
}

std::string report(const platlint::Run& run, std::string_view format) {
  std::string text;
  find_reporter(format)->write(run.report, run.program.sources(), {}, text);
  return text;
}

std::vector<fs::path> projects() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(fs::path(PLATLINT_ROOT) / "fixtures/projects"))
    if (fs::exists(entry.path() / "repo")) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

class Project : public testing::TestWithParam<fs::path> {};

TEST_P(Project, ScansAsExpected) {
  std::string text = report(scan(load_repository(GetParam() / "repo")), "text");
  // A new rule must not touch the goldens.
  if (const std::size_t at = text.rfind(" rules\n"); at != std::string::npos)
    text.erase(text.rfind("; ", at), at + 6 - text.rfind("; ", at));
  const fs::path golden = GetParam() / "expected.txt";
  if (std::getenv("PLATLINT_ACCEPT") != nullptr) std::ofstream(golden) << text;
  EXPECT_EQ(text, read(golden)) << "run ci/accept when the new report is right";
}

TEST_P(Project, SaysTheSameWithOneThreadAndWithFour) {
  const MemoryFileSystem files = load_repository(GetParam() / "repo");
  const platlint::Run one = scan(files, 1);
  const platlint::Run four = scan(files, 4);
  for (const std::string_view format : {"json", "sarif", "text"}) EXPECT_EQ(report(one, format), report(four, format)) << format;
}

struct Expectation {
  std::string rule, path, text;
};

struct Edit {
  std::string file, before, after;
};

struct Breakage {
  std::vector<Edit> edits;
  std::vector<Expectation> expected;
};

Breakage read_breakage(const fs::path& path) {
  Breakage breakage;
  std::istringstream in(read(path));
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("edit: ")) breakage.edits.push_back({line.substr(6), {}, {}});
    else if (line.starts_with("- ")) breakage.edits.back().before += line.substr(2) + "\n";
    else if (line.starts_with("+ ")) breakage.edits.back().after += line.substr(2) + "\n";
    else if (line.starts_with("expect: ")) {
      const std::string rest = line.substr(8);
      const std::size_t blank = rest.find(' ');
      const std::size_t colon = rest.find(": ", blank);
      breakage.expected.push_back({rest.substr(0, blank), rest.substr(blank + 1, colon - blank - 1), rest.substr(colon + 2)});
    }
  }
  return breakage;
}

void apply(const Edit& edit, MemoryFileSystem& repository, const fs::path& breakage) {
  if (edit.before.empty()) return repository.add(edit.file, edit.after);
  std::string text = repository.read(edit.file, 1U << 20U).value_or("");
  const std::size_t at = text.find(edit.before);
  ASSERT_NE(at, std::string::npos) << breakage << ": the text to replace is not in " << edit.file;
  ASSERT_EQ(text.find(edit.before, at + 1), std::string::npos) << breakage << ": the text to replace stands twice";
  repository.add(edit.file, text.replace(at, edit.before.size(), edit.after));
}

TEST_P(Project, EveryBreakageIsFound) {
  const fs::path folder = GetParam() / "breakages";
  if (!fs::exists(folder)) GTEST_SKIP() << "no breakages yet";
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& path : files) {
    const Breakage breakage = read_breakage(path);
    MemoryFileSystem repository = load_repository(GetParam() / "repo");
    ASSERT_FALSE(breakage.edits.empty()) << path;
    for (const Edit& edit : breakage.edits) apply(edit, repository, path);
    const platlint::Run broken = scan(repository);
    ASSERT_FALSE(breakage.expected.empty()) << path;
    for (const Expectation& wanted : breakage.expected) {
      const bool found = std::any_of(broken.report.findings.begin(), broken.report.findings.end(), [&](const Finding& finding) {
        if (finding.rule->id != wanted.rule || finding.status != Status::kFail || finding.suppression) return false;
        const SourceFile& source = broken.program.sources()[finding.range.file];
        return source.path() == wanted.path &&
               source.line(source.position(finding.range.begin).line).find(wanted.text) != std::string_view::npos;
      });
      EXPECT_TRUE(found) << path.filename() << ": expected " << wanted.rule << " in " << wanted.path << " at \"" << wanted.text
                         << "\"; the report says\n"
                         << report(broken, "lines");
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Fixtures, Project, testing::ValuesIn(projects()),
                         [](const auto& project) { return project.param.filename().string(); });

}  // namespace
}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/place.h"
#include "tests/reports/report_fixture.h"

namespace platlint {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Text, GroupsInstancesAndEndsWithCoverage) {
  ReportFixture f;
  fill(f);
  EXPECT_EQ(f.write("text"), R"(infra/main.tf
  2:8 high: bucket is public [s3-public]
     2 |     acl = "public-read"
       |           ^^^^^^^^^^^^^
       in aws_s3_bucket.b["eu"], aws_s3_bucket.b["us"]
       infra/prod.tfvars:1:7: set in a variable file: var.acl
       fix: make it private
  1:1 unknown: cannot tell (var.x has no default) [s3-public]
     1 | resource "aws_s3_bucket" "b" {
       | ^^^^^^^^
       in aws_s3_bucket.b

checked: 2 files seen, 2 parsed, 0 failed, 1 skipped; 3 rules
resources: 3 terraform; 0 values unknown
skipped (1):
  node_modules: vendored folder
2 findings (2 high), 1 unknown, 1 suppressed
)");
}

TEST(Text, ColourOnlyWhenAsked) {
  ReportFixture f;
  fill(f);
  EXPECT_THAT(f.write("text"), Not(HasSubstr("\x1b")));
  EXPECT_THAT(f.write("text", {.color = true}), HasSubstr("\x1b[31mhigh\x1b[0m"));
}

TEST(Text, EmptyReportSaysWhatWasChecked) {
  const ReportFixture f;
  EXPECT_EQ(f.write("text"),
            "checked: 2 files seen, 2 parsed, 0 failed, 0 skipped; 3 rules\nresources: 3 terraform; 0 values unknown\n0 findings, 0 "
            "unknown, 0 suppressed\n");
}

TEST(Text, IncompletenessIsSaid) {
  ReportFixture f;
  f.report.coverage.failed.push_back({"x.tf", 4, "unclosed string"});
  EXPECT_THAT(f.write("text"), HasSubstr("failed (1):\n  x.tf:4: unclosed string\n"));
  EXPECT_THAT(f.write("text"), HasSubstr("; the analysis is incomplete\n"));
}

TEST(Lines, OneLineAFinding) {
  ReportFixture f;
  fill(f);
  EXPECT_EQ(f.write("lines"),
            "infra/main.tf:2:8: high: bucket is public [s3-public]\ninfra/main.tf:2:8: high: bucket is public [s3-public]\n"
            "infra/main.tf:1:1: unknown: cannot tell (var.x has no default) [s3-public]\n");
}

TEST(Excerpt, CaretStandsUnderWhatIsMeant) {
  const struct {
    const char* text;
    const char* marked;
    const char* shown;
    std::size_t column;
    std::size_t width;
  } kCases[] = {
      {"abc def", "def", "abc def", 4, 3},
      {"\tabc", "abc", "    abc", 4, 3},
      {"a\tb", "b", "a   b", 4, 1},
      {"日本 x", "x", "日本 x", 5, 1},
      {"日本 x", "本", "日本 x", 2, 2},
      {"e\u0301 x", "x", "e\u0301 x", 2, 1},        // a combining mark takes no column
      {"\U0001F600 x", "x", "\U0001F600 x", 3, 1},  // an emoji takes two
      {"a\x1b[31mx", "x", "a\\u{1b}[31mx", 11, 1},
      {"a\xffx", "x", "a\\xffx", 5, 1},
      {"\xEF\xBB\xBFx = 1", "1", "x = 1", 4, 1},
  };
  for (const auto& c : kCases) {
    const SourceFile file(0, "a", c.text);
    const auto begin = static_cast<std::uint32_t>(file.text().find(c.marked));
    const Excerpt shown = excerpt(file, 1, {0, begin, begin + static_cast<std::uint32_t>(std::string_view(c.marked).size())});
    EXPECT_EQ(shown.text, c.shown);
    EXPECT_EQ(shown.caret_column, c.column) << c.text;
    EXPECT_EQ(shown.caret_width, c.width) << c.text;
  }
}

TEST(Excerpt, LongLinesAreCut) {
  const SourceFile file(0, "a", std::string(100'000, 'x') + "HERE" + std::string(100'000, 'y'));
  const Excerpt shown = excerpt(file, 1, {0, 100'000, 100'004});
  EXPECT_LT(shown.text.size(), 200U);
  EXPECT_EQ(shown.text.substr(shown.caret_column, shown.caret_width), "HERE");
}

TEST(Excerpt, RangeOverSeveralLinesIsMarkedToTheEndOfTheFirst) {
  const SourceFile file(0, "a", "one two\nthree\n");
  const Excerpt shown = excerpt(file, 1, {0, 4, 12});
  EXPECT_EQ(shown.caret_column, 4U);
  EXPECT_EQ(shown.caret_width, 3U);
}

TEST(Excerpt, EmptyRangeStillHasACaret) {
  const SourceFile file(0, "a", "ab\n");
  EXPECT_EQ(excerpt(file, 1, {0, 2, 2}).caret_column, 2U);
  EXPECT_EQ(excerpt(file, 1, {0, 2, 2}).caret_width, 1U);
  EXPECT_EQ(excerpt(file, 2, {0, 3, 3}).caret_column, 0U);
}

// The walk along a line gives what the plain computation gives, in whatever order places are asked for.
TEST(Places, AgreeWithThePlainComputation) {
  SourceMap sources;
  const FileId file = sources.add("a", "\xEF\xBB\xBFone \xE6\x97\xA5\xE6\x9C\xAC\r\ntwo\rthree\n\n\xF0\x9F\x98\x80 last");
  const auto size = static_cast<std::uint32_t>(sources[file].text().size());
  Places places(sources);
  for (std::uint32_t begin = 0; begin <= size; ++begin)
    for (std::uint32_t end = begin; end <= size; ++end) {
      const Place place = places(SourceRange{file, begin, end});
      ASSERT_EQ(place.start, sources[file].position(begin)) << begin;
      ASSERT_EQ(place.end, sources[file].position(end)) << end;
    }
}

}  // namespace
}  // namespace platlint

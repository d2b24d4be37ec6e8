// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/reports/report_fixture.h"

namespace platlint {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

TEST(Json, IsTheContract) {
  ReportFixture f;
  fill(f);
  const json report = json::parse(f.write("json"));
  EXPECT_EQ(report["schema"], "platlint/report/v1");
  EXPECT_EQ(report["tool"], json({{"name", "platlint"}, {"version", "1.2.3"}}));
  EXPECT_EQ(report["coverage"]["files"],
            json::parse(R"({"seen": 2, "parsed": 2, "failed": [], "skipped": [{"path": "node_modules", "reason": "vendored folder"}]})"));
  EXPECT_EQ(report["coverage"]["resources"], json::parse(R"({"terraform": 3, "kubernetes": 0, "github": 0, "gitlab": 0})"));
  EXPECT_EQ(report["coverage"]["rules"], 3);
  EXPECT_EQ(report["summary"],
            json::parse(R"({"fail": {"critical": 0, "high": 2, "medium": 0, "low": 0, "info": 0}, "unknown": 1, "suppressed": 1})"));
  const json& first = report["findings"][0];
  EXPECT_EQ(
      first["location"],
      json::parse(
          R"({"path": "infra/main.tf", "start": {"line": 2, "column": 8, "byte": 38}, "end": {"line": 2, "column": 21, "byte": 51}})"));
  EXPECT_EQ(first["resource"]["address"], "aws_s3_bucket.b[\"eu\"]");
  EXPECT_EQ(first["equivalents"], json({"checkov:CKV_AWS_20"}));
  EXPECT_EQ(first["suppression"], nullptr);
  EXPECT_EQ(first["fix"]["applicability"], "safe");
  EXPECT_EQ(first["related"][0]["location"]["path"], "infra/prod.tfvars");
  EXPECT_EQ(report["findings"][2]["status"], "unknown");
  EXPECT_EQ(report["findings"][2]["fix"], nullptr);
  EXPECT_EQ(report["findings"][3]["suppression"]["reason"], "known");
  for (const char* key : {"rule", "severity", "confidence", "status", "message", "resource", "location", "related", "fingerprint", "tags",
                          "equivalents", "controls", "suppression", "fix"})
    for (const json& finding : report["findings"]) EXPECT_TRUE(finding.contains(key)) << key;
}

TEST(Junit, Layout) {
  ReportFixture f;
  fill(f);
  f.report.coverage.failed.push_back({"x.tf", 4, "unclosed <string>"});
  EXPECT_EQ(f.write("junit"), R"x(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="platlint" tests="7" failures="2" errors="2" skipped="1" time="0">
  <testsuite name="quiet" tests="1" failures="0" errors="0" skipped="0" time="0">
    <testcase classname="platlint.quiet" name="no findings" time="0"/>
  </testsuite>
  <testsuite name="s3-public" tests="4" failures="2" errors="1" skipped="1" time="0">
    <testcase classname="platlint.s3-public" name="aws_s3_bucket.b[&quot;eu&quot;] (infra/main.tf)" file="infra/main.tf" line="2" time="0">
      <failure message="bucket is public" type="high" file="infra/main.tf" line="2">infra/main.tf:2:8: bucket is public
infra/prod.tfvars:1:7: set in a variable file: var.acl
How to fix: make it private
platlint explain s3-public
</failure>
    </testcase>
    <testcase classname="platlint.s3-public" name="aws_s3_bucket.b[&quot;us&quot;] (infra/main.tf)" file="infra/main.tf" line="2" time="0">
      <failure message="bucket is public" type="high" file="infra/main.tf" line="2">infra/main.tf:2:8: bucket is public
How to fix: Make it private.
platlint explain s3-public
</failure>
    </testcase>
    <testcase classname="platlint.s3-public" name="aws_s3_bucket.b (infra/main.tf)" file="infra/main.tf" line="1" time="0">
      <error message="cannot tell (var.x has no default)" type="unknown" file="infra/main.tf" line="1">infra/main.tf:1:1: cannot tell (var.x has no default)
How to fix: Make it private.
platlint explain s3-public
</error>
    </testcase>
    <testcase classname="platlint.s3-public" name="aws_s3_bucket.old (infra/main.tf)" file="infra/main.tf" line="2" time="0">
      <skipped message="ignored (inline): known"/>
    </testcase>
  </testsuite>
  <testsuite name="secret-token" tests="1" failures="0" errors="0" skipped="0" time="0">
    <testcase classname="platlint.secret-token" name="no findings" time="0"/>
  </testsuite>
  <testsuite name="coverage" tests="1" failures="0" errors="1" skipped="0" time="0">
    <testcase classname="platlint.coverage" name="x.tf" file="x.tf" line="4" time="0">
      <error message="unclosed &lt;string&gt;" type="incomplete" file="x.tf" line="4">unclosed &lt;string&gt;</error>
    </testcase>
  </testsuite>
</testsuites>
)x");
}

TEST(Junit, NamesNeverRepeat) {
  ReportFixture f;
  const FileId file = f.add_file("a.tf", "x\n");
  for (int i = 0; i < 3; ++i) f.add(kBucketRule, f.at(file, "x"), "m", "a.b");
  const std::string out = f.write("junit");
  EXPECT_THAT(out, HasSubstr("name=\"a.b (a.tf)\""));
  EXPECT_THAT(out, HasSubstr("name=\"a.b (a.tf) #2\""));
  EXPECT_THAT(out, HasSubstr("name=\"a.b (a.tf) #3\""));
}

TEST(Markdown, Table) {
  ReportFixture f;
  fill(f);
  EXPECT_EQ(f.write("markdown"), R"(<!-- platlint -->
### platlint: 2 findings \(2 high\), 1 unknown, 1 suppressed

| severity | where | what | rule |
| --- | --- | --- | --- |
| high | `infra/main.tf:2` | bucket is public<br>`aws_s3_bucket.b["eu"]` | `s3-public` |
| high | `infra/main.tf:2` | bucket is public<br>`aws_s3_bucket.b["us"]` | `s3-public` |
| unknown | `infra/main.tf:1` | cannot tell \(var.x has no default\)<br>`aws_s3_bucket.b` | `s3-public` |

<details><summary>What was checked</summary>

- checked&#58; 2 files seen, 2 parsed, 0 failed, 1 skipped; 3 rules
- resources&#58; 3 terraform; 0 values unknown
- skipped \(1\)&#58;
-   node\_modules&#58; vendored folder

</details>
)");
}

TEST(Markdown, StaysBelowTheLimitAndSaysSo) {
  ReportFixture f;
  const FileId file = f.add_file("a.tf", "x\n");
  for (int i = 0; i < 3000; ++i) f.add(kBucketRule, f.at(file, "x"), "a long message about something", "a.b" + std::to_string(i));
  const std::string out = f.write("markdown");
  EXPECT_LT(out.size(), 65'000U);
  EXPECT_THAT(out, HasSubstr(" more, less severe or equally so, are not shown here."));
}

TEST(Gitlab, CodeQuality) {
  ReportFixture f;
  fill(f);
  const json list = json::parse(f.write("gitlab"));
  ASSERT_EQ(list.size(), 2U);  // neither suppressed nor unknown
  EXPECT_EQ(list[0]["check_name"], "s3-public");
  EXPECT_EQ(list[0]["severity"], "critical");
  EXPECT_EQ(list[0]["location"], json::parse(R"({"path": "infra/main.tf", "lines": {"begin": 2, "end": 2}})"));
  EXPECT_NE(list[0]["fingerprint"], list[1]["fingerprint"]);
}

TEST(Github, AnnotationsAreEscapedAndLimited) {
  ReportFixture f;
  const FileId file = f.add_file("a,b:c%.tf", "x\ny\n");
  f.add(kBucketRule, f.at(file, "x"), "100%\n::error::forged", "a.b");
  EXPECT_EQ(f.write("github"), "::error file=a%2Cb%3Ac%25.tf,line=1,col=1,endColumn=2,title=s3-public::100%25%0A::error::forged (a.b)\n");
  for (int i = 0; i < 15; ++i) f.add(kBucketRule, {file, 0, 3}, "m").severity = Severity::kMedium;
  const std::string out = f.write("github");
  EXPECT_THAT(out, HasSubstr("::warning file=a%2Cb%3Ac%25.tf,line=1,endLine=2,title="));
  EXPECT_THAT(out, HasSubstr("\n5 more findings are not shown"));
}

TEST(Csv, CellsAreSafe) {
  ReportFixture f;
  const FileId file = f.add_file("a.tf", "x\n");
  f.add(kBucketRule, f.at(file, "x"), "=HYPERLINK(\"http://evil\",1)", "a,b");
  EXPECT_EQ(f.write("csv"),
            "status,severity,rule,path,line,column,address,message,suppressed_by,reason,fingerprint\r\n"
            "fail,high,s3-public,a.tf,1,1,\"a,b\",\"'=HYPERLINK(\"\"http://evil\"\",1)\",,," +
                f.report.findings[0].fingerprint + "\r\n");
}

TEST(Html, NothingFromTheRepositoryIsMarkup) {
  ReportFixture f;
  const FileId file = f.add_file("<img src=x>.tf", "<script>alert(1)</script>\n");
  f.add(kBucketRule, f.at(file, "alert"), "<b>\"bold\"</b>", "<i>");
  const std::string out = f.write("html");
  EXPECT_THAT(out, HasSubstr("Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"));
  for (const char* bad : {"<script", "<img", "<b>", "<i>"}) EXPECT_THAT(out, Not(HasSubstr(bad)));
}

TEST(Reporters, NamesAreUniqueAndFound) {
  for (const Reporter& reporter : reporters()) EXPECT_EQ(find_reporter(reporter.name), &reporter);
  EXPECT_EQ(find_reporter("xml"), nullptr);
}

TEST(Reporters, EveryFormatTakesAFindingWithoutAPlace) {
  ReportFixture f;
  f.add(kBucketRule, {}, "nowhere");
  f.add(kBucketRule, {}, "nowhere", "a.b");
  for (const Reporter& reporter : reporters()) EXPECT_FALSE(f.write(reporter.name).empty()) << reporter.name;
}

}  // namespace
}  // namespace platlint

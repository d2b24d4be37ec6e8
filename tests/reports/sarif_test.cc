// SPDX-License-Identifier: Apache-2.0
#include "reports/sarif/sarif.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <rapidcheck.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/reports/report_fixture.h"

namespace platlint {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

json sarif(const ReportFixture& f, const ReportOptions& options = {}) { return json::parse(f.write("sarif", options)); }

// Known answers of the algorithm that GitHub uses.
TEST(LineHash, KnownAnswers) {
  EXPECT_THAT(line_hashes(""), ElementsAre("c129715d7a2bc9a3:1"));
  EXPECT_THAT(line_hashes(" a\nb\n  \t\tc\n d"),
              ElementsAre("271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"));
  EXPECT_THAT(line_hashes(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End"),
              ElementsAre("8b7cf3e952e7aeb2:1", "b1ae1287ec4718d9:1", "bff680108adb0fcc:1", "c6805c5e1288b612:1", "b86d3392aea1be30:1",
                          "e6ceba753e1a442:1"));
}

TEST(LineHash, LineEndsAreAlike) {
  const auto plain = line_hashes("a\nb\n\nc\nd\n");
  EXPECT_EQ(line_hashes("a\r\nb\r\n\r\nc\r\nd\r\n"), plain);
  EXPECT_EQ(line_hashes("a\rb\r\rc\rd\r"), plain);
  EXPECT_EQ(plain.size(), 6U);
}

TEST(LineHash, RepeatsAreNumbered) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "x\n";
  const auto hashes = line_hashes(text);
  ASSERT_EQ(hashes.size(), 301U);
  EXPECT_THAT(hashes[0], testing::EndsWith(":1"));
  EXPECT_THAT(hashes[1], testing::EndsWith(":2"));
  EXPECT_EQ(hashes[0].substr(0, hashes[0].find(':')), hashes[9].substr(0, hashes[9].find(':')));
}

// The definition without rolling: digits to the base 37 over the window.
TEST(LineHash, AgreesWithTheDefinition) {
  rc::check([] {
    const auto text = *rc::gen::container<std::string>(rc::gen::element('a', 'b', ' ', '\t', '\n', '\r', '#'));
    std::vector<std::uint32_t> units;
    std::vector<std::size_t> starts;
    bool start = true;
    for (std::size_t i = 0; i <= text.size(); ++i) {
      std::uint32_t unit = i == text.size() ? 0xffffU : static_cast<unsigned char>(text[i]);
      if (unit == ' ' || unit == '\t' || (unit == '\n' && i > 0 && text[i - 1] == '\r')) continue;
      if (unit == '\r') unit = '\n';
      if (start) starts.push_back(units.size());
      start = unit == '\n';
      units.push_back(unit);
    }
    const auto hashes = line_hashes(text);
    RC_ASSERT(hashes.size() == starts.size());
    for (std::size_t line = 0; line < starts.size(); ++line) {
      std::uint64_t value = 0;
      for (std::size_t i = 0; i < 100; ++i) value = value * 37 + (starts[line] + i < units.size() ? units[starts[line] + i] : 0);
      std::array<char, 32> expected = {};
      std::snprintf(expected.data(), expected.size(), "%llx:", static_cast<unsigned long long>(value));
      RC_ASSERT(hashes[line].starts_with(expected.data()));
    }
  });
}

TEST(Guid, IsConstantAndWellFormed) {
  const std::string guid = constant_guid("CIS-AWS-3.0");
  EXPECT_EQ(guid, constant_guid("CIS-AWS-3.0"));
  EXPECT_NE(guid, constant_guid("CIS-AWS-3.0:2.1.1"));
  EXPECT_THAT(guid, testing::MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  EXPECT_EQ(guid, "ab6aa0e5-ba6c-573f-a540-71a70ed75bbd") << "a changed GUID orphans what consumers know";
}

TEST(Sarif, RulesSayWhatConsumersRead) {
  ReportFixture f;
  fill(f);
  const json log = sarif(f);
  const json& driver = log["runs"][0]["tool"]["driver"];
  EXPECT_EQ(driver["semanticVersion"], "1.2.3");
  const json& rule = driver["rules"][1];
  EXPECT_EQ(rule["id"], "s3-public");
  EXPECT_EQ(rule["deprecatedIds"], json({"bucket-public"}));
  EXPECT_EQ(rule["fullDescription"]["text"], "Anyone can read the bucket.");
  EXPECT_THAT(rule["help"]["markdown"].get<std::string>(), HasSubstr("## How to fix"));
  EXPECT_EQ(rule["defaultConfiguration"]["level"], "error");
  EXPECT_EQ(rule["properties"]["security-severity"], "8.0");
  EXPECT_EQ(rule["properties"]["precision"], "high");
  EXPECT_EQ(rule["properties"]["problem.severity"], "error");
  EXPECT_THAT(rule["properties"]["tags"].get<std::vector<std::string>>(), testing::Contains("security"));
  EXPECT_FALSE(driver["rules"][0]["properties"].contains("security-severity"));  // info
  EXPECT_THAT(driver["rules"][2]["properties"]["tags"].get<std::vector<std::string>>(), testing::Contains("external/cwe/cwe-798"));
  // Relationships lead to the taxa.
  ASSERT_EQ(rule["relationships"].size(), 2U);
  const json& target = rule["relationships"][0]["target"];
  const json& taxonomy = log["runs"][0]["taxonomies"][target["toolComponent"]["index"].get<std::size_t>()];
  EXPECT_EQ(taxonomy["name"], "CIS-AWS-3.0");
  EXPECT_EQ(taxonomy["guid"], target["toolComponent"]["guid"]);
  EXPECT_EQ(taxonomy["taxa"][target["index"].get<std::size_t>()]["guid"], target["guid"]);
}

TEST(Sarif, ResultsAreTightAndIdentified) {
  ReportFixture f;
  fill(f);
  const json log = sarif(f);
  const json& run = log["runs"][0];
  EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
  ASSERT_EQ(run["results"].size(), 3U);  // unknown ones only with evidence
  const json& result = run["results"][0];
  EXPECT_EQ(run["tool"]["driver"]["rules"][result["ruleIndex"].get<std::size_t>()]["id"], result["ruleId"]);
  const json& physical = result["locations"][0]["physicalLocation"];
  EXPECT_EQ(physical["artifactLocation"], json({{"uri", "infra/main.tf"}, {"uriBaseId", "%SRCROOT%"}}));
  EXPECT_EQ(physical["region"]["startLine"], 2);
  EXPECT_EQ(physical["region"]["startColumn"], 8);
  EXPECT_EQ(physical["region"]["endColumn"], 21);
  EXPECT_EQ(physical["region"]["snippet"]["text"], "\"public-read\"");
  EXPECT_EQ(result["partialFingerprints"]["primaryLocationLineHash"], line_hashes(f.sources[0].text())[1]);
  EXPECT_EQ(result["fingerprints"]["platlint/v1"], f.report.findings[0].fingerprint);
  EXPECT_EQ(result["relatedLocations"][0]["id"], 1);
  EXPECT_THAT(result["message"]["text"].get<std::string>(), HasSubstr("[set in a variable file: var.acl](1)"));
  EXPECT_EQ(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "\"private\"");
  EXPECT_EQ(result["suppressions"], json::array());
  const json& suppressed = run["results"][2]["suppressions"][0];
  EXPECT_EQ(suppressed["kind"], "inSource");
  EXPECT_EQ(suppressed["justification"], "known");
  EXPECT_EQ(suppressed["properties"]["owner"], "me");
}

TEST(Sarif, EvidenceAddsWhatIsNotAFailure) {
  ReportFixture f;
  fill(f);
  f.add(kQuietRule, f.at(0, "acl"), "fine", "aws_s3_bucket.b").status = Status::kPass;
  const json log = sarif(f, {.evidence = true});
  std::vector<std::string> kinds;
  for (const json& result : log["runs"][0]["results"]) {
    kinds.push_back(result["kind"]);
    EXPECT_EQ(result["level"] == "none", result["kind"] != "fail");
  }
  EXPECT_THAT(kinds, ElementsAre("fail", "fail", "open", "fail", "pass"));
}

TEST(Sarif, NotificationsNameWhatFailed) {
  ReportFixture f;
  f.report.coverage.failed.push_back({"a b.tf", 4, "unclosed string"});
  f.report.coverage.limits.push_back({"x.tf", 0, "too many"});
  const json log = sarif(f);
  const json& list = log["runs"][0]["invocations"][0]["toolExecutionNotifications"];
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0]["level"], "error");
  EXPECT_EQ(list[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "a%20b.tf");
  EXPECT_EQ(list[0]["locations"][0]["physicalLocation"]["region"]["startLine"], 4);
  EXPECT_EQ(list[1]["descriptor"]["id"], "limit-reached");
}

TEST(Sarif, TooManyResultsKeepTheMostSevere) {
  ReportFixture f;
  const FileId file = f.add_file("a.tf", "x\n");
  for (int i = 0; i < 5003; ++i)
    f.add(kBucketRule, f.at(file, "x"), "m").severity = i == 5002 ? Severity::kCritical : i < 10 ? Severity::kLow : Severity::kMedium;
  const json log = sarif(f);
  const json& results = log["runs"][0]["results"];
  ASSERT_EQ(results.size(), kMostSarifResults);
  EXPECT_EQ(results[0]["rank"], 95);
  EXPECT_EQ(results.back()["rank"], 20);
  EXPECT_THAT(log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].get<std::string>(),
              HasSubstr("3 results are left out"));
}

TEST(Sarif, TextCannotForgeALink) {
  ReportFixture f;
  const FileId file = f.add_file("a.tf", "x\n");
  f.add(kBucketRule, f.at(file, "x"), "see [here](http://evil.example)", "a[\"b\"]");
  const std::string text = sarif(f)["runs"][0]["results"][0]["message"]["text"];
  EXPECT_EQ(text, "see \\[here\\](http://evil.example) (a[\"b\"])");
}

TEST(Sarif, ProvenanceOnlyWhenGiven) {
  ReportFixture f;
  EXPECT_FALSE(sarif(f)["runs"][0].contains("versionControlProvenance"));
  EXPECT_EQ(
      sarif(f, {.repository_uri = "https://example.org/x", .revision = "abc"})["runs"][0]["versionControlProvenance"][0]["revisionId"],
      "abc");
}

// Against the schema, where it is at hand.
TEST(Sarif, IsValid) {
  const std::string schema = std::string(PLATLINT_SHARED) + "/schemas/sarif-2.1.0.json";
  if (!std::filesystem::exists(schema)) GTEST_SKIP() << schema << " is not here";
  ReportFixture full;
  fill(full);
  full.report.coverage.failed.push_back({"x.tf", 4, "unclosed string"});
  full.add(kTokenRule, full.at(0, "acl"), "a token").secret = true;
  full.add(kBucketRule, {}, "no place");
  full.add(kBucketRule, {}, "no place", "aws_s3_bucket.nowhere");
  const ReportFixture empty;
  int number = 0;
  for (const std::string& text :
       {full.write("sarif"), full.write("sarif", {.evidence = true, .repository_uri = "https://example.org/x", .branch = "main"}),
        empty.write("sarif")}) {
    const auto path = std::filesystem::temp_directory_path() /
                      ("platlint-sarif-test-" + std::to_string(::getpid()) + "-" + std::to_string(number++) + ".sarif");
    std::ofstream(path) << text;
    const int status = std::system(("python3 " PLATLINT_ROOT "/ci/validate_sarif.py '" + schema + "' '" + path.string() + "'").c_str());
    std::filesystem::remove(path);
    if (WIFEXITED(status) && (WEXITSTATUS(status) == 77 || WEXITSTATUS(status) == 127))
      GTEST_SKIP() << "python3 with jsonschema is not here";
    EXPECT_EQ(status, 0);
  }
}

}  // namespace
}  // namespace platlint

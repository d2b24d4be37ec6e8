// SPDX-License-Identifier: Apache-2.0
#include "analyzer/engine/settle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <nlohmann/json.hpp>
#include <set>

#include "analyzer/engine/gate.h"
#include "reports/json/json.h"
#include "tests/engine/settle_fixture.h"

namespace platlint {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string dump(const std::vector<Finding>& findings, const SourceMap& sources) {
  Report report;
  report.findings = findings;
  std::string out;
  write_json(report, sources, {}, out);
  return out;
}

std::vector<std::string> fingerprints(const std::vector<Finding>& findings) {
  std::vector<std::string> list;
  for (const Finding& finding : findings) list.push_back(finding.fingerprint);
  return list;
}

TEST(Settle, SortsByPathPlaceAndRule) {
  SettleFixture f;
  const FileId second = f.add_file("b.tf", "BAD\n  BAD\n");
  const FileId first = f.add_file("a.tf", "BAD\n");
  f.add(kTagRule, f.at(second, "BAD", 1), "x.a");
  f.add(kTagRule, f.at(second, "BAD"), "x.b");
  f.add(kAclRule, f.at(second, "BAD"), "x.c");
  f.add(kTagRule, f.at(first, "BAD"), "x.d");
  std::vector<std::string> order;
  for (const Finding& finding : f.settled()) order.push_back(finding.subject->address);
  EXPECT_THAT(order, ElementsAre("x.d", "x.b", "x.c", "x.a"));
}

TEST(Settle, VariableSetsBecomeOneFinding) {
  SettleFixture f;
  const FileId file = f.add_file("a.tf", "BAD\n");
  f.add(kAclRule, f.at(file, "BAD"), "x.a").subject->variable_sets = {"prod"};
  f.add(kAclRule, f.at(file, "BAD"), "x.a").subject->variable_sets = {"dev"};
  f.add(kAclRule, f.at(file, "BAD"), "x.a");
  f.add(kAclRule, f.at(file, "BAD"), "x.a", "another message").subject->variable_sets = {"dev"};
  const auto settled = f.settled();
  ASSERT_EQ(settled.size(), 2U);
  EXPECT_THAT(settled[1].subject->variable_sets, ElementsAre("default", "dev", "prod"));
}

TEST(Settle, InstancesAtOnePlaceStayApart) {
  SettleFixture f;
  const FileId file = f.add_file("a.tf", "BAD\n");
  f.add(kAclRule, f.at(file, "BAD"), "x.a[\"one\"]");
  f.add(kAclRule, f.at(file, "BAD"), "x.a[\"two\"]");
  f.add(kAclRule, f.at(file, "BAD"), "x.a[\"two\"]");
  EXPECT_EQ(f.settled().size(), 2U);
}

TEST(Settle, SeveritiesAndExcludedPaths) {
  SettleFixture f;
  f.config.rules = {{.selector = "s3-*", .severity = Severity::kInfo}, {.selector = "s3-public-acl", .severity = Severity::kCritical}};
  f.config.exclude = {"vendored/**"};
  f.add(kAclRule, f.at(f.add_file("a.tf", "BAD"), "BAD"), "x.a");
  f.add(kTagRule, f.at(f.add_file("vendored/a.tf", "BAD"), "BAD"), "x.b");
  const auto settled = f.settled();
  EXPECT_EQ(settled[0].severity, Severity::kCritical);
  EXPECT_FALSE(settled[0].suppression);
  EXPECT_EQ(settled[1].severity, Severity::kInfo);
  ASSERT_TRUE(settled[1].suppression);
  EXPECT_EQ(settled[1].suppression->kind, "config");
}

// A known value: identity must never change by accident, since baselines and dashboards keep it.
TEST(Fingerprint, IsPinned) {
  SettleFixture f;
  f.add(kAclRule, f.at(f.add_file("a.tf", "BAD\n"), "BAD"), "aws_s3_bucket.b").attribute = "acl";
  // sha256("platlint/1" "13:s3-public-acl" "9:terraform" "0:" "15:aws_s3_bucket.b" "3:acl")
  EXPECT_EQ(f.settled()[0].fingerprint, "2d1dafddf73e05f4f429532da67473dc3d6347956f8097db31a7b38582ed1a36");
}

TEST(Fingerprint, DoesNotHoldTheSecret) {
  std::vector<std::string> prints;
  for (const char* secret : {"hunter22", "correct horse"}) {
    SettleFixture f;
    const FileId file = f.add_file("x.env", "PASSWORD = '" + std::string(secret) + "' # db\n", FileKind::kText);
    f.add(kSecretRule, f.at(file, secret)).secret = true;
    prints.push_back(f.settled()[0].fingerprint);
  }
  EXPECT_EQ(prints[0], prints[1]);
}

TEST(Fingerprint, TwoSecretsOnOneLineDifferAndHideEachOther) {
  SettleFixture f;
  const FileId file = f.add_file("x.env", "A=first11 B=second2\n", FileKind::kText);
  f.add(kSecretRule, f.at(file, "first11")).secret = true;
  f.add(kSecretRule, f.at(file, "second2")).secret = true;
  const auto settled = f.settled();
  EXPECT_NE(settled[0].fingerprint, settled[1].fingerprint);
}

// Findings over a file of `lines` lines, each about one of few subjects, so that keys repeat.
void fill(SettleFixture& f, const std::vector<std::pair<int, int>>& lines, int blank_lines_above) {
  std::string text(static_cast<std::size_t>(blank_lines_above), '\n');
  for (std::size_t i = 0; i < lines.size(); ++i) text += "value" + std::to_string(lines[i].second) + " = BAD\n";
  const FileId file = f.add_file("a.txt", text, FileKind::kText);
  const NativeRule* rules[] = {&kAclRule, &kTagRule, &kSecretRule};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const NativeRule& rule = *rules[static_cast<std::size_t>(lines[i].first) % 3];
    Finding& finding = f.add(rule, f.at(file, "BAD", static_cast<int>(i)),
                             &rule == &kSecretRule ? std::string() : "x.s" + std::to_string(lines[i].second));
    finding.secret = &rule == &kSecretRule;
  }
}

const auto kLines = rc::gen::container<std::vector<std::pair<int, int>>>(rc::gen::pair(rc::gen::inRange(0, 3), rc::gen::inRange(0, 4)));

TEST(Fingerprint, UniqueWithinAReport) {
  rc::check([] {
    SettleFixture f;
    fill(f, *kLines, 0);
    const auto prints = fingerprints(f.settled());
    RC_ASSERT(std::set<std::string>(prints.begin(), prints.end()).size() == prints.size());
    for (const std::string& print : prints) RC_ASSERT(print.size() == 64);
  });
}

TEST(Fingerprint, StableWhenLinesAreInsertedAbove) {
  rc::check([] {
    const auto lines = *kLines;
    SettleFixture before;
    SettleFixture after;
    fill(before, lines, 0);
    fill(after, lines, *rc::gen::inRange(1, 30));
    RC_ASSERT(fingerprints(before.settled()) == fingerprints(after.settled()));
  });
}

TEST(Fingerprint, OneMoreFindingGivesOneNewFingerprint) {
  rc::check([] {
    auto lines = *kLines;
    SettleFixture before;
    fill(before, lines, 0);
    const auto at = *rc::gen::inRange<std::size_t>(0, lines.size() + 1);
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), {*rc::gen::inRange(0, 3), *rc::gen::inRange(0, 4)});
    SettleFixture after;
    fill(after, lines, 0);
    const auto old = fingerprints(before.settled());
    const std::set<std::string> known(old.begin(), old.end());
    std::size_t fresh = 0;
    for (const std::string& print : fingerprints(after.settled())) fresh += known.contains(print) ? 0U : 1U;
    RC_ASSERT(fresh == 1U);
  });
}

TEST(Settle, OutputDoesNotDependOnTheOrderOfInput) {
  rc::check([] {
    SettleFixture f;
    fill(f, *kLines, 0);
    for (Finding& finding : f.findings)
      if (finding.subject && *rc::gen::arbitrary<bool>()) finding.subject->variable_sets = {*rc::gen::element<std::string>("dev", "prod")};
    const std::string expected = dump(f.settled(), *f.sources);
    const auto keys = *rc::gen::container<std::vector<int>>(f.findings.size(), rc::gen::arbitrary<int>());
    std::vector<std::size_t> order(f.findings.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return keys[a] != keys[b] ? keys[a] < keys[b] : a < b; });
    std::vector<Finding> shuffled;
    for (const std::size_t i : order) shuffled.push_back(f.findings[i]);
    f.findings = shuffled;
    RC_ASSERT(dump(f.settled(), *f.sources) == expected);
  });
}

TEST(Baseline, RoundTripSuppressesEverythingKnown) {
  SettleFixture f;
  const FileId file = f.add_file("a.tf", "BAD\nBAD\n");
  f.add(kAclRule, f.at(file, "BAD"), "x.a");
  f.add(kTagRule, f.at(file, "BAD"), "x.b");
  Report report;
  report.findings = f.settled();
  const auto baseline = read_baseline(write_baseline(report, *f.sources), "old.json");
  ASSERT_TRUE(baseline) << baseline.error().message;
  EXPECT_EQ(baseline->fingerprints.size(), 2U);

  f.baselines = {*baseline};
  f.add(kTagRule, f.at(file, "BAD", 1), "x.new");
  const auto settled = f.settled();
  ASSERT_EQ(settled.size(), 3U);
  EXPECT_EQ(settled[0].suppression->kind, "baseline");
  EXPECT_EQ(settled[1].suppression->kind, "baseline");
  EXPECT_FALSE(settled[2].suppression);

  // Written again, the baseline keeps what it knew and takes the new one in.
  report.findings = settled;
  EXPECT_EQ(read_baseline(write_baseline(report, *f.sources), "")->fingerprints.size(), 3U);

  f.config.rules = {{.selector = "s3-public-acl", .ignorable = false}};
  EXPECT_FALSE(f.settled()[1].suppression);
}

TEST(Baseline, BadFilesAreErrors) {
  for (const char* text :
       {"", "[]", "{}", "{\"schema\": \"platlint/baseline/v1\"}", "{\"schema\": \"platlint/baseline/v1\", \"findings\": [1]}",
        "{\"schema\": \"platlint/baseline/v1\", \"findings\": [{\"fingerprint\": \"abc\"}]}"}) {
    const auto baseline = read_baseline(text, "old.json");
    ASSERT_FALSE(baseline) << text;
    EXPECT_THAT(baseline.error().message, HasSubstr("old.json: "));
  }
}

TEST(Gate, Decides) {
  SettleFixture f;
  const FileId file = f.add_file("a.tf", "BAD\nBAD # platlint:ignore s3-public-acl reason=x\nBAD\n", FileKind::kText);
  f.add(kAclRule, f.at(file, "BAD"), "x.a");     // high
  f.add(kAclRule, f.at(file, "BAD", 1), "x.b");  // suppressed
  f.add(kTagRule, f.at(file, "BAD", 2), "x.c");  // low
  f.add(kTagRule, f.at(file, "BAD", 2), "x.d").status = Status::kUnknown;
  Report report;
  report.findings = f.settled();
  std::string json;
  write_json(report, *f.sources, {}, json);
  Baseline baseline{.path = "old.json", .fingerprints = {}};
  for (const Finding& finding : report.findings)
    if (finding.subject->address == "x.a") baseline.fingerprints.insert(finding.fingerprint);
  const std::vector<Baseline> baselines = {baseline};
  Report broken = report;
  broken.coverage.failed.push_back({"b.tf", 3, "no"});
  std::string broken_json;
  write_json(broken, *f.sources, {}, broken_json);

  const struct {
    GateOptions options;
    int exit_code;
    std::size_t counted;
    int broken_exit_code;
  } kCases[] = {
      {{}, 1, 1, 1},
      {{.fail_on = "high"}, 1, 1, 1},
      {{.fail_on = "critical"}, 0, 0, 3},
      {{.fail_on = "info"}, 1, 2, 1},
      {{.fail_on = "never"}, 0, 0, 3},
      {{.fail_on = "critical", .fail_on_unknown = true}, 3, 0, 3},
      {{.fail_on = "high", .fail_on_unknown = true}, 1, 1, 1},
      {{.fail_on = "high", .new_only = true, .baselines = baselines}, 0, 0, 3},
      {{.fail_on = "low", .new_only = true, .baselines = baselines}, 1, 1, 1},
  };
  for (const auto& c : kCases) {
    const auto verdict = gate(json, c.options);
    ASSERT_TRUE(verdict) << verdict.error().message;
    EXPECT_EQ(verdict->exit_code, c.exit_code) << c.options.fail_on;
    EXPECT_EQ(verdict->counted, c.counted) << c.options.fail_on;
    EXPECT_EQ(gate(broken_json, c.options)->exit_code, c.broken_exit_code) << c.options.fail_on;
  }
  EXPECT_FALSE(gate(json, {.fail_on = "urgent"}));
  EXPECT_FALSE(gate(json, {.new_only = true}));
  for (const char* text :
       {"", "{}", "[1]", "{\"schema\": \"platlint/report/v1\"}", "{\"schema\": \"platlint/report/v1\", \"findings\": [1]}"})
    EXPECT_FALSE(gate(text, {})) << text;
}

}  // namespace
}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
//
// What no report may ever hold, over every format: the text of a secret, a character that acts on its reader, bytes that are not UTF-8.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <nlohmann/json.hpp>

#include "reports/escape.h"
#include "tests/reports/report_fixture.h"

namespace platlint {
namespace {

using testing::HasSubstr;
using testing::Not;

// A secret is found, and everything else that a report tells quotes it as well.
void add_secret_everywhere(ReportFixture& f, const std::string& secret) {
  const FileId file = f.add_file("app/.env", "# settings\nTOKEN=\"" + secret + "\" # used by x\nOTHER=1\n");
  const FileId copy = f.add_file("app/copy.tf", "token = \"" + secret + "\"\n");
  Finding& found = f.add(kTokenRule, f.at(file, secret), "a token " + secret + " stands here", "env." + secret);
  found.secret = true;
  found.related.push_back({"also " + secret, f.at(file, secret)});
  found.fix = Fix{"remove " + secret, Applicability::kSafe, {{f.at(file, secret), secret + "x"}}};
  found.attribute = secret;
  // Another finding on the same line, and one on another line that shows the same value.
  f.add(kBucketRule, f.at(file, "TOKEN"), "name of " + secret).suppression =
      Suppression{"inline", "known: " + secret, "", secret, f.at(file, secret)};
  f.add(kBucketRule, f.at(file, "# used by x"), "comment");
  f.add(kBucketRule, f.at(copy, "token"), "copied", "x");
  f.report.coverage.failed.push_back({"x.tf", 1, "unexpected " + secret});
}

TEST(Secrets, AreInNoFormat) {
  for (const std::string secret :
       {"ghp_0123456789abcdefABCDEF", "pa]](ss<w>o&rd|\\`*", "-----BEGIN KEY-----\nMIIabcdefgh\nQUJDREVGRw==\n-----END KEY-----"}) {
    ReportFixture f;
    add_secret_everywhere(f, secret);
    for (const Reporter& reporter : reporters())
      for (const bool evidence : {false, true}) {
        const std::string out = f.write(reporter.name, {.color = evidence, .evidence = evidence});
        EXPECT_THAT(out, Not(HasSubstr(secret))) << reporter.name;
        for (const char* piece : {"ghp_01234", "abcdefABCDEF", "ss<w>o", "ss&lt;w&gt;o", "MIIabcdefgh", "QUJDREVGRw"})
          EXPECT_THAT(out, Not(HasSubstr(piece))) << reporter.name;
      }
  }
}

TEST(Secrets, AnyTokenIsInNoFormat) {
  rc::check([] {
    const auto tail = *rc::gen::container<std::string>(
        12, rc::gen::oneOf(rc::gen::inRange<char>('a', 'z'), rc::gen::inRange<char>('A', 'Z'), rc::gen::inRange<char>('0', '9')));
    const std::string secret = "tok" + tail;
    ReportFixture f;
    add_secret_everywhere(f, secret);
    for (const Reporter& reporter : reporters()) RC_ASSERT(f.write(reporter.name).find(secret) == std::string::npos);
  });
}

TEST(Secrets, TheirLineGetsNoHashAndNoSnippet) {
  ReportFixture f;
  add_secret_everywhere(f, "ghp_0123456789abcdefABCDEF");
  const auto log = nlohmann::json::parse(f.write("sarif"));
  for (const auto& result : log["runs"][0]["results"]) {
    const bool other_file = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "app/copy.tf";
    EXPECT_EQ(result["partialFingerprints"].contains("primaryLocationLineHash"), other_file);
    EXPECT_EQ(result["locations"][0]["physicalLocation"]["region"].contains("snippet"), other_file);
  }
}

TEST(Secrets, ShortOnesAreHiddenByTheirLine) {
  ReportFixture f;
  const FileId file = f.add_file("a.env", "PIN=1234\n");
  f.add(kTokenRule, f.at(file, "1234"), "a pin").secret = true;
  for (const char* format : {"text", "html", "sarif", "markdown"}) EXPECT_THAT(f.write(format), Not(HasSubstr("PIN=1234"))) << format;
  EXPECT_THAT(f.write("text"), HasSubstr("(this line holds a secret and is not shown)"));
}

TEST(Hostile, NoFormatLetsControlsThrough) {
  rc::check([] {
    const auto piece =
        rc::gen::element<std::string>("\x1b[31m", "\x07", "\u202e", "\u2066", "\u200b", "\xff", "\xc0\xaf", "\xed\xa0\x80", "\u0085",
                                      "\xc2", "\r", "\n", "a", "<", "&", "`", "|", "%0A", "::", "\"", "'", "\\", "日");
    const auto text = [&] {
      std::string out;
      for (const std::string& part : *rc::gen::container<std::vector<std::string>>(piece)) out += part;
      return out;
    };
    ReportFixture f;
    const FileId file = f.add_file("a" + text() + ".tf", "x" + text() + "\n");
    Finding& finding = f.add(kBucketRule, {file, 0, 1}, text(), "a" + text());
    finding.related.push_back({text(), {file, 0, 1}});
    finding.attribute = text();
    f.add(kBucketRule, {file, 0, 1}, text()).suppression = Suppression{"inline", text(), text(), text(), {file, 0, 1}};
    f.report.coverage.skipped.push_back({text(), 0, text()});
    f.report.coverage.failed.push_back({text(), 1, text()});
    for (const Reporter& reporter : reporters()) {
      const std::string out = f.write(reporter.name);
      for (std::size_t at = 0; at < out.size();) {
        const std::uint32_t code = next_code_point(out, at);
        RC_ASSERT(code != kInvalidByte);
        RC_ASSERT(code == '\n' || code == '\r' || !is_unprintable(code));
        if (code == '\r') RC_ASSERT(reporter.name == "csv" && out[at] == '\n');
      }
    }
  });
}

TEST(Escape, Tables) {
  EXPECT_EQ(escape_plain("a\tb\nc\x1b\u202e\xff"), "a b\\nc\\u{1b}\\u{202e}\\xff");
  EXPECT_EQ(escape_xml("<a b=\"c\">&'\x01"), "&lt;a b=&quot;c&quot;&gt;&amp;&#39;\uFFFD");
  EXPECT_EQ(escape_markdown("@team fix #1 <b> *x* [a](b) |"), "&#64;team fix &#35;1 &lt;b&gt; \\*x\\* \\[a\\]\\(b\\) \\|");
  EXPECT_EQ(markdown_code("a`b``c"), "```a`b``c```");
  EXPECT_EQ(markdown_code("`a|b"), "`` `a\\|b ``");
  EXPECT_EQ(escape_command_property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
  EXPECT_EQ(uri_path("a b/ü#?.tf"), "a%20b/%C3%BC%23%3F.tf");
  EXPECT_EQ(escape_csv("-1"), "'-1");
  EXPECT_EQ(escape_json_output("\"\u202e\U000e0001\""), "\"\\u202e\\udb40\\udc01\"");
}

}  // namespace
}  // namespace platlint

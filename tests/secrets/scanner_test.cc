// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cctype>

#include "analyzer/secrets/aho_corasick.h"
#include "analyzer/secrets/assignment.h"
#include "analyzer/secrets/placeholder.h"
#include "analyzer/secrets/scanner.h"

namespace platlint {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

TEST(AhoCorasick, FindsWhatASearchFinds) {
  EXPECT_TRUE(rc::check([] {
    const auto letters = rc::gen::container<std::string>(rc::gen::element('a', 'b', 'A', 'B', 'c'));
    std::vector<std::string> words = *rc::gen::container<std::vector<std::string>>(rc::gen::nonEmpty(letters));
    for (std::string& word : words) word = lower(word).substr(0, 4);
    const std::string text = *letters;
    if (words.empty()) return;
    const std::vector<std::string_view> views(words.begin(), words.end());
    std::vector<std::pair<std::size_t, std::size_t>> found, expected;
    AhoCorasick(views).scan(text, [&](std::uint32_t word, std::size_t end) { found.emplace_back(end, word); });
    for (std::size_t w = 0; w < words.size(); ++w)
      for (std::size_t at = lower(text).find(words[w]); at != std::string::npos; at = lower(text).find(words[w], at + 1))
        expected.emplace_back(at + words[w].size(), w);
    std::sort(found.begin(), found.end());
    std::sort(expected.begin(), expected.end());
    RC_ASSERT(found == expected);
  }));
}

TEST(Placeholders, AreNotSecrets) {
  for (const char* text : {"<your-token>", "${TOKEN}", "{{ .Values.token }}", "changeme", "xxxxxxxxxxxx", "AKIAIOSFODNN7EXAMPLE",
                           "$(cat token)", "var.token", "aaaaaaaaaaaaaaaa"})
    EXPECT_TRUE(is_placeholder(text)) << text;
  for (const char* text : {"q7RkZ9wQzX2vLt5", "kJ8vQz2LmX0pRtY7"}) EXPECT_FALSE(is_placeholder(text)) << text;
}

TEST(SecretKeys, ByTheirWords) {
  for (const char* key : {"password", "DB_PASSWORD", "dbPassword", "api_key", "clientSecret", "auth-token"})
    EXPECT_TRUE(is_secret_key(key)) << key;
  for (const char* key : {"password_file", "secret_name", "token_ttl", "public_key", "key_id", "tokens", "secretKeyRef", "monkey", "name"})
    EXPECT_FALSE(is_secret_key(key)) << key;
}

TEST(Scanner, HitsTheSecretAndNothingElse) {
  const std::string secret = std::string("ghp_") + "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx";
  const std::string text = "before\ntoken: " + secret + " after\n";
  const auto hits = SecretScanner().scan("config.yml", text);
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(text.substr(hits[0].begin, hits[0].end - hits[0].begin), secret);
  EXPECT_EQ(hits[0].rule, "secret-github-token");
}

std::vector<std::string> rules_of(std::string_view path, std::string_view text) {
  std::vector<std::string> rules;
  for (const SecretHit& hit : SecretScanner().scan(path, text)) rules.emplace_back(hit.rule);
  return rules;
}

TEST(Scanner, ReadsHeadersOnCommandLines) {
  for (const char* line : {"curl -H 'Authorization: Basic djJlNEpYa0NJUHZ5a2FWT0VR' https://a.test",
                           "curl -sS --header=\"X-Octopus-ApiKey: 3a16750d-d363-41a4-8ebd-035408f7730f\" a",
                           "#  -H \"Authorization: Bearer cfcabd11c7ed9a41b1a3e063c32d5114\""})
    EXPECT_EQ(rules_of("call.sh", line).size(), 1U) << line;
  for (const char* line :
       {"curl -H \"Authorization: Bearer $TOKEN\" a", "curl -H \"Authorization: Bearer $(gcloud auth print-access-token)\" a",
        "curl -H 'Authorization: Bearer <your token>' a", "curl -H 'Authorization: Bearer XXXXXXXXXXXX' a",
        "curl -H 'Accept: application/json' a"})
    EXPECT_TRUE(rules_of("call.sh", line).empty()) << line;
}

TEST(Scanner, LeavesAloneWhatIsNoSecret) {
  EXPECT_TRUE(
      rules_of("README.md", "\"credentialArn\": \"arn:aws:secretsmanager:us-east-1:1:secret:pullthrough/docker-111XyZ9a\"").empty());
  EXPECT_TRUE(rules_of("a.yml", "token: '1234abcd'").empty());
  EXPECT_TRUE(rules_of("main.go", "Token:      *apiToken,").empty());
  EXPECT_TRUE(rules_of("client.go", "return &Client{Token: token, httpClient: httpClient}, nil").empty());
  EXPECT_TRUE(rules_of("a.conf", "rookTable = 0023452Lllk2KqjLBvaxANWEgTd7bqjsxjo8aZj0wd").empty());
  const std::string call = "apiKey:\"q7RkZ9wQzX2vLt5\"";
  EXPECT_EQ(rules_of("a.js", call).size(), 1U);
  EXPECT_TRUE(rules_of("bundle.js", std::string(2000, ' ') + call).empty());
  EXPECT_EQ(rules_of("src/login.ts", "password: 'q7RkZ9wQzX2'").size(), 1U);
  EXPECT_TRUE(rules_of("src/login.test.ts", "password: 'q7RkZ9wQzX2'").empty());
  EXPECT_EQ(rules_of("src/login.test.ts", "password: 'q7RkZ9wQzX2vLt5mN8'").size(), 1U);
}

TEST(Scanner, ReadsKubernetesSecrets) {
  const std::string text =
      "kind: ConfigMap\ndata:\n  a: cTdSa1o5d1F6WDJ2THQ1\n---\nkind: \"Secret\"\ndata:\n  # comment\n  b: |\n    "
      "cTdSa1o5d1F6WDJ2THQ1\nmetadata:\n  name: cTdSa1o5d1F6WDJ2THQ1\n";
  const auto hits = SecretScanner().scan("a.yaml", text);
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].rule, "secret-kubernetes-manifest");
  EXPECT_EQ(hits[0].begin, text.find("cTdS", text.find("b: |")));
  EXPECT_TRUE(rules_of("b.yaml", "kind: SecretStore\ndata:\n  b: cTdSa1o5d1F6WDJ2THQ1\n").empty());
}

}  // namespace
}  // namespace platlint

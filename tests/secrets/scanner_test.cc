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
      for (std::size_t at = lower(text).find(words[w]); at != std::string::npos; at = lower(text).find(words[w], at + 1)) expected.emplace_back(at + words[w].size(), w);
    std::sort(found.begin(), found.end());
    std::sort(expected.begin(), expected.end());
    RC_ASSERT(found == expected);
  }));
}

TEST(Placeholders, AreNotSecrets) {
  for (const char* text : {"<your-token>", "${TOKEN}", "{{ .Values.token }}", "changeme", "xxxxxxxxxxxx", "AKIAIOSFODNN7EXAMPLE", "$(cat token)", "var.token", "aaaaaaaaaaaaaaaa"}) EXPECT_TRUE(is_placeholder(text)) << text;
  for (const char* text : {"q7RkZ9wQzX2vLt5", "kJ8vQz2LmX0pRtY7"}) EXPECT_FALSE(is_placeholder(text)) << text;
}

TEST(SecretKeys, ByTheirWords) {
  for (const char* key : {"password", "DB_PASSWORD", "dbPassword", "api_key", "clientSecret", "auth-token"}) EXPECT_TRUE(is_secret_key(key)) << key;
  for (const char* key : {"password_file", "secret_name", "token_ttl", "public_key", "key_id", "tokens", "secretKeyRef", "monkey", "name"}) EXPECT_FALSE(is_secret_key(key)) << key;
}

TEST(Scanner, HitsTheSecretAndNothingElse) {
  const std::string secret = std::string("ghp_") + "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx";
  const std::string text = "before\ntoken: " + secret + " after\n";
  const auto hits = SecretScanner().scan("config.yml", text);
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(text.substr(hits[0].begin, hits[0].end - hits[0].begin), secret);
  EXPECT_EQ(hits[0].rule, "secret-github-token");
}

}  // namespace
}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/secrets/aho_corasick.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace platlint {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

TEST(AhoCorasick, FindsWhatANaiveSearchFinds) {
  const bool held = rc::check([] {
    const auto letters = rc::gen::elementOf(std::string("abAB_"));
    auto words = *rc::gen::container<std::vector<std::string>>(rc::gen::nonEmpty(rc::gen::container<std::string>(letters)));
    for (std::string& word : words) std::transform(word.begin(), word.end(), word.begin(), lower);
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("abABx_")));

    std::vector<std::string_view> views(words.begin(), words.end());
    std::multiset<std::pair<std::size_t, std::size_t>> found;
    AhoCorasick(views).scan(text, [&](std::size_t word, std::size_t end) { found.emplace(word, end); });

    std::multiset<std::pair<std::size_t, std::size_t>> expected;
    for (std::size_t w = 0; w < words.size(); ++w)
      for (std::size_t at = 0; at + words[w].size() <= text.size(); ++at)
        if (std::equal(words[w].begin(), words[w].end(), text.begin() + static_cast<std::ptrdiff_t>(at),
                       [](char a, char b) { return a == lower(b); }))
          expected.emplace(w, at + words[w].size());
    RC_ASSERT(found == expected);
  });
  EXPECT_TRUE(held);
}

}  // namespace
}  // namespace platlint

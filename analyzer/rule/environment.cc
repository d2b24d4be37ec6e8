// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/environment.h"

#include <algorithm>
#include <string>

namespace platlint {
namespace {

constexpr std::string_view kStagingWords[] = {"staging", "stage", "stg", "uat", "preprod", "nonprod"};
constexpr std::string_view kDevelopmentWords[] = {"dev", "development", "test", "testing",   "sandbox",
                                                  "qa",  "preview",     "demo", "ephemeral", "playground"};

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return (x >= 'A' && x <= 'Z' ? static_cast<char>(x + 32) : x) == y; });
}

Environment of_word(std::string_view word, const Settings& settings) {
  const auto is = [&](std::string_view known) { return same_word(word, known); };
  if (std::any_of(settings.production_names.begin(), settings.production_names.end(), is)) return Environment::kProduction;
  if (std::any_of(std::begin(kStagingWords), std::end(kStagingWords), is)) return Environment::kStaging;
  if (std::any_of(std::begin(kDevelopmentWords), std::end(kDevelopmentWords), is)) return Environment::kDevelopment;
  return Environment::kUnnamed;
}

// The words of a text; production wins over the others, since "prod-dev-tools" must be treated with care.
Environment of_text(std::string_view text, const Settings& settings) {
  Environment found = of_word(text, settings);
  while (found != Environment::kProduction && !text.empty()) {
    const std::size_t end = text.find_first_of("/-_. ");
    const Environment word = of_word(text.substr(0, end), settings);
    if (word == Environment::kProduction || found == Environment::kUnnamed) found = word;
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return found;
}

}  // namespace

Environment environment_of(const Resource& resource, const Settings& settings) {
  for (const Member& tag : resource["tags_all"].members()) {
    if (!same_word(tag.key, "environment") && !same_word(tag.key, "env") && !same_word(tag.key, "stage")) continue;
    if (const auto text = tag.value.string_value()) return of_text(*text, settings);
  }
  if (const Environment found = of_text(resource.variable_set, settings); found != Environment::kUnnamed) return found;
  return of_text(resource.root, settings);
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/config/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "analyzer/config/keys.h"

namespace platlint {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Result<Config> read(std::string text) {
  const SourceFile file(0, ".platlint.yaml", std::move(text));
  return read_config(file);
}

TEST(Config, EmptyFileGivesDefaults) {
  for (const char* text : {"", "# only a comment\n", "settings:\n", "select: ~\n"}) {
    const auto config = read(text);
    ASSERT_TRUE(config) << config.error().message;
    EXPECT_TRUE(config->select.empty());
    EXPECT_EQ(config->fail_on, "medium");
    EXPECT_EQ(config->settings.minimum_backup_days, 7U);
  }
}

TEST(Config, ReadsEveryKindOfKey) {
  const auto config = read(R"(
select: [terraform, "severity>=high"]
skip: ["*-no-description"]
rules:
  aws-s3-public-acl: {severity: critical, ignorable: false}
  tag:cost: {enabled: false}
exclude: [third_party/**]
policies: [policies]
baselines: [old.json]
ignores:
  - rules: [aws-s3-*]
    path: legacy/**
    resource: module.old.*
    reason: migrated
    until: 2027-02-28
    owner: team-data
roots:
  - path: infra/app
    name: prod
    variable_files: [infra/app/prod.tfvars]
    variables: {zone: b, count: 3}
fail_on: never
settings:
  required_tags: [Project]
  name_patterns: {aws_s3_bucket: "^acme-"}
  allowed_account_ids: [123456789012, "000000000001"]
  report_account_ids: true
  stacks:
    - {path: infra, monthly_budget: 99.50, allowed_types: [aws_vpc]}
  minimum_log_retention_days: 30
)");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_THAT(config->select, ElementsAre("terraform", "severity>=high"));
  ASSERT_EQ(config->rules.size(), 2U);
  EXPECT_EQ(config->rules[0].severity, Severity::kCritical);
  EXPECT_FALSE(config->rules[0].ignorable);
  EXPECT_FALSE(config->rules[1].enabled);
  ASSERT_EQ(config->ignores.size(), 1U);
  EXPECT_EQ(config->ignores[0].until, "2027-02-28");
  EXPECT_TRUE(config->ignores[0].where.valid());
  ASSERT_EQ(config->roots.size(), 1U);
  EXPECT_THAT(config->roots[0].variables, ElementsAre(testing::Pair("count", "3"), testing::Pair("zone", "b")));
  EXPECT_EQ(config->fail_on, "never");
  EXPECT_THAT(config->settings.allowed_account_ids, ElementsAre("123456789012", "000000000001"));
  EXPECT_EQ(config->settings.stacks[0].monthly_budget, "99.50");
  EXPECT_EQ(config->settings.minimum_log_retention_days, 30U);
}

TEST(Config, ProblemsNameThePlaceAndTheNearestKey) {
  const struct {
    const char* text;
    const char* message;
  } kCases[] = {
      {"selct: []\n", ".platlint.yaml:1:1: unknown key \"selct\"; did you mean \"select\"?"},
      {"settings:\n  required_tag: [a]\n", ".platlint.yaml:2:3: unknown key \"required_tag\"; did you mean \"required_tags\"?"},
      {"ignores:\n  - rules: [x]\n", ".platlint.yaml:2:5: the key \"reason\" is missing here"},
      {"ignores:\n  - rules: []\n    reason: x\n", "between 1 and"},
      {"ignores:\n  - rules: [x]\n    reason: ''\n", "is not a text"},
      {"ignores:\n  - {rules: [x], reason: y, until: 2026-02-29}\n", "is not a date"},
      {"fail_on: urgent\n", ".platlint.yaml:1:10: \"fail_on\": \"urgent\" is not a severity"},
      {"select: terraform\n", ".platlint.yaml:1:9: \"select\" must be a list, and is a string"},
      {"select: [[a]]\n", "must be a list of strings, and is a list"},
      {"select: [a]\nselect: [b]\n", ".platlint.yaml:2:1: the key \"select\" stands here twice"},
      {"settings: {minimum_backup_days: 4000}\n", "must lie between 0 and 3653"},
      {"settings: {minimum_backup_days: -1}\n", "must lie between"},
      {"settings: {minimum_backup_days: yes}\n", "must be a whole number, and is a string"},
      {"settings: {report_account_ids: yes}\n", "must be true or false, and is a string"},
      {"settings: {name_patterns: {a: '('}}\n", "is not a valid RE2 pattern"},
      {"settings: {allowed_account_ids: [12]}\n", "is not an account id of 12 digits"},
      {"settings: {stacks: [{path: a, monthly_budget: 1e3}]}\n", "is not an amount"},
      {"policies: [../outside]\n", "is not a path below the scan root"},
      {"baselines: [/etc/passwd]\n", "is not a path below the scan root"},
      {"- a\n", "a mapping is expected here, and this is a list"},
      {"a: 1\n---\nb: 2\n", "a configuration is one document"},
      {"select: [\n", ".platlint.yaml:"},
  };
  for (const auto& c : kCases) {
    const auto config = read(c.text);
    ASSERT_FALSE(config) << c.text;
    EXPECT_THAT(config.error().message, HasSubstr(c.message)) << c.text;
  }
}

TEST(Config, AllProblemsAreListed) {
  const auto config = read("selct: []\nfail_on: x\nsettings: {deploy_flg: y}\n");
  ASSERT_FALSE(config);
  EXPECT_EQ(std::count(config.error().message.begin(), config.error().message.end(), '\n'), 2);
}

// The template is a valid configuration, and stays one when any single commented key is switched on.
TEST(Config, TemplateIsValid) {
  const std::string text = config_template();
  ASSERT_TRUE(read(text)) << read(text).error().message;
  for (const Key& key : config_keys()) EXPECT_THAT(text, HasSubstr(std::string(key.name) + ":")) << key.name;
  std::size_t tried = 0;
  const auto switch_on = [&](std::span<const Key> keys, const std::string& indent) {
    for (const Key& key : keys) {
      if (!key.members.empty()) continue;
      const std::string commented = "\n" + indent + "# " + std::string(key.name) + ": ";
      const std::size_t at = text.find(commented);
      ASSERT_NE(at, std::string::npos) << key.name;
      std::string changed = text;
      changed.erase(at + 1 + indent.size(), 2);
      const auto config = read(changed);
      EXPECT_TRUE(config) << config.error().message;
      ++tried;
    }
  };
  switch_on(config_keys(), "");
  for (const Key& key : config_keys())
    if (key.shape == Shape::kSection) switch_on(key.members, "  ");
  EXPECT_GT(tried, 15U);
}

TEST(Config, SectionsOfTheTemplateAreValidWhenSwitchedOn) {
  const std::string text = config_template();
  for (const char* name : {"ignores", "roots"}) {
    std::string changed = text;
    std::size_t at = changed.find("\n# " + std::string(name) + ":\n");
    ASSERT_NE(at, std::string::npos);
    for (++at; changed.compare(at, 2, "# ") == 0; at = changed.find('\n', at) + 1) changed.erase(at, 2);
    const auto config = read(changed);
    EXPECT_TRUE(config) << config.error().message;
  }
}

TEST(Config, SchemaCoversTheTable) {
  const auto schema = nlohmann::json::parse(config_schema());
  EXPECT_EQ(schema["additionalProperties"], false);
  for (const Key& key : config_keys()) {
    ASSERT_TRUE(schema["properties"].contains(std::string(key.name))) << key.name;
    EXPECT_FALSE(schema["properties"][std::string(key.name)]["description"].get<std::string>().empty());
  }
  EXPECT_EQ(schema["properties"]["ignores"]["items"]["required"], nlohmann::json({"rules", "reason"}));
}

TEST(Config, EveryDefaultAndExampleReadsBack) {
  const auto check = [](std::span<const Key> keys, const std::string& prefix, const std::string& suffix) {
    for (const Key& key : keys)
      for (const std::string_view value : {key.standard, key.example}) {
        if (value.empty() || !key.members.empty()) continue;
        const auto config = read(prefix + std::string(key.name) + ": " + std::string(value) + suffix);
        EXPECT_TRUE(config) << key.name << ": " << value << "\n" << config.error().message;
      }
  };
  check(config_keys(), "", "\n");
  for (const Key& key : config_keys())
    if (key.shape == Shape::kSection) check(key.members, std::string(key.name) + ": {", "}\n");
}

}  // namespace
}  // namespace platlint

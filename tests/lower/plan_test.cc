// SPDX-License-Identifier: Apache-2.0
//
// Plans with and without the sources that they were made of.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "analyzer/discover/discover.h"
#include "analyzer/lower/lower.h"
#include "analyzer/lower/plan/plan.h"

namespace platlint {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Files = std::map<std::string, std::string>;

struct Lowered {
  explicit Lowered(const Files& texts) {
    for (const auto& [path, text] : texts) {
      files.add(path, text);
      list.push_back({sources.add(path, text), classify(path, text)});
    }
    const LowerInput input{sources, files, list};
    fragments = lower_terraform(input);
    lower_plans(input, fragments);
  }
  const Resource* find(std::string_view address, std::string_view set = {}) const {
    for (const Fragment& f : fragments)
      for (const Resource& r : f.resources)
        if (r.address == address && r.variable_set == set && r.kind != "terraform/change") return &r;
    return nullptr;
  }
  std::string value(std::string_view address, std::string_view path, std::string_view set = {}) const {
    const Resource* resource = find(address, set);
    return resource == nullptr ? "no resource" : to_string((*resource)[path].is_missing() ? resource->at(path) : (*resource)[path]);
  }
  std::string place(const SourceRange& range) const {
    return range.valid() ? sources[range.file].path() + ":" + std::to_string(sources[range.file].position(range.begin).line) : "nowhere";
  }
  // Addresses of all resources of a kind.
  std::vector<std::string> all(std::string_view kind) const {
    std::vector<std::string> found;
    for (const Fragment& f : fragments)
      for (const Resource& r : f.resources)
        if (r.kind == kind) found.emplace_back(r.address);
    return found;
  }
  std::vector<std::string> edges() const {
    std::vector<std::string> found;
    for (const Fragment& f : fragments)
      for (const Edge& e : f.edges)
        found.push_back(std::string(f.resources[e.from].address) + " " + std::string(e.path) + " -> " +
                        std::string(f.resources[e.to].address) + (e.attribute.empty() ? "" : ".") + std::string(e.attribute));
    std::sort(found.begin(), found.end());
    return found;
  }

  MemoryFileSystem files;
  SourceMap sources;
  std::vector<InputFile> list;
  std::vector<Fragment> fragments;
};

constexpr std::string_view kPlan = R"({"format_version": "1.2", "terraform_version": "1.9.5",
"variables": {"name": {"value": "shop"}},
"resource_changes": [
 {"address": "aws_s3_bucket.logs[\"eu\"]", "mode": "managed", "type": "aws_s3_bucket", "name": "logs", "index": "eu",
  "change": {"actions": ["create"], "before": null, "after": {"bucket": "shop-eu", "acl": null, "force_destroy": false, "logging": [], "tags": {"Team": "a"}},
   "after_unknown": {"id": true, "arn": true, "logging": [], "tags": {}}, "before_sensitive": false, "after_sensitive": {"tags": {}}}},
 {"address": "aws_s3_bucket.logs[\"us\"]", "mode": "managed", "type": "aws_s3_bucket", "name": "logs", "index": "us",
  "change": {"actions": ["no-op"], "before": {}, "after": {"bucket": "shop-us", "force_destroy": false}, "after_unknown": {}, "after_sensitive": {}}},
 {"address": "aws_s3_bucket_versioning.logs[\"eu\"]", "mode": "managed", "type": "aws_s3_bucket_versioning", "name": "logs", "index": "eu",
  "change": {"actions": ["create"], "before": null, "after": {"versioning_configuration": [{"status": "Enabled", "mfa_delete": null}]},
   "after_unknown": {"id": true, "bucket": true, "versioning_configuration": [{}]}, "after_sensitive": {"versioning_configuration": [{}]}}},
 {"address": "module.db.aws_db_instance.main", "module_address": "module.db", "mode": "managed", "type": "aws_db_instance", "name": "main",
  "change": {"actions": ["delete", "create"], "before": {"engine": "mysql"}, "after": {"engine": "postgres", "password": "hunter2"},
   "after_unknown": {"id": true, "kms_key_id": true, "address": true}, "after_sensitive": {"password": true}, "replace_paths": [["engine"]]}},
 {"address": "aws_kms_key.db", "mode": "managed", "type": "aws_kms_key", "name": "db",
  "change": {"actions": ["create"], "before": null, "after": {"enable_key_rotation": true}, "after_unknown": {"arn": true}, "after_sensitive": {}}},
 {"address": "aws_sqs_queue.old", "mode": "managed", "type": "aws_sqs_queue", "name": "old",
  "change": {"actions": ["delete"], "before": {"name": "old"}, "after": null, "after_unknown": {}}}],
"configuration": {"provider_config": {"aws": {"name": "aws", "expressions": {"region": {"constant_value": "eu-west-1"}}}},
 "root_module": {"resources": [
   {"address": "aws_s3_bucket.logs", "mode": "managed", "type": "aws_s3_bucket", "name": "logs", "provider_config_key": "aws",
    "expressions": {"bucket": {"references": ["var.name", "each.key"]}, "tags": {"constant_value": {"Team": "a"}}}, "for_each_expression": {"references": ["var.regions"]}},
   {"address": "aws_s3_bucket_versioning.logs", "mode": "managed", "type": "aws_s3_bucket_versioning", "name": "logs", "provider_config_key": "aws",
    "expressions": {"bucket": {"references": ["aws_s3_bucket.logs", "each.key"]}, "versioning_configuration": [{"status": {"constant_value": "Enabled"}}]}},
   {"address": "aws_kms_key.db", "mode": "managed", "type": "aws_kms_key", "name": "db", "expressions": {"enable_key_rotation": {"constant_value": true}}}],
  "module_calls": {"db": {"source": "./db", "expressions": {"key": {"references": ["aws_kms_key.db.arn", "aws_kms_key.db"]}}, "module": {"resources": [
   {"address": "aws_db_instance.main", "mode": "managed", "type": "aws_db_instance", "name": "main", "provider_config_key": "db:aws",
    "expressions": {"engine": {"references": ["var.engine"]}, "kms_key_id": {"references": ["var.key"]}, "password": {"references": ["var.password"]}}}]}}}}}
})";

TEST(Plan, AddressesAreTakenApart) {
  EXPECT_EQ(plan::without_keys("module.a[\"x.y\\\"]\"].aws_s3_bucket.b[0]"), "module.a.aws_s3_bucket.b");
  EXPECT_THAT(plan::address_parts("module.a[\"x.y\"].t.n"), ElementsAre("module", "a[\"x.y\"]", "t", "n"));
  EXPECT_THAT(plan::address_parts(""), ElementsAre(""));
}

TEST(Plan, StandsOnItsOwnWithoutSources) {
  const Lowered p(Files{{"out/plan.json", std::string(kPlan)}});
  EXPECT_THAT(p.all("terraform/aws_s3_bucket"), ElementsAre("aws_s3_bucket.logs[\"eu\"]", "aws_s3_bucket.logs[\"us\"]"));
  EXPECT_THAT(p.all("terraform/aws_sqs_queue"), ElementsAre()) << "what is deleted is no resource any more";
  EXPECT_EQ(p.value("aws_s3_bucket.logs[\"eu\"]", "bucket"), "\"shop-eu\"");
  EXPECT_TRUE(p.find("aws_s3_bucket.logs[\"eu\"]")->at("acl").is_missing()) << "null is what nobody set";
  EXPECT_TRUE(p.find("aws_s3_bucket.logs[\"eu\"]")->at("logging").is_missing());
  EXPECT_TRUE(p.find("aws_s3_bucket.logs[\"eu\"]")->at("arn").is_missing()) << "the provider's own attribute";
  EXPECT_TRUE(p.find("aws_s3_bucket_versioning.logs[\"eu\"]")->at("bucket").is_unknown()) << "configured, known after apply";
  EXPECT_EQ(p.value("aws_s3_bucket_versioning.logs[\"eu\"]", "versioning_configuration.status"), "\"Enabled\"");
  EXPECT_EQ(p.value("aws_s3_bucket.logs[\"eu\"]", "provider.region"), "\"eu-west-1\"");
  EXPECT_TRUE(p.find("module.db.aws_db_instance.main")->at("password").is_sensitive());
  EXPECT_EQ(p.place(p.find("aws_s3_bucket.logs[\"us\"]")->header), "out/plan.json:7");
  EXPECT_THAT(p.edges(), ElementsAre("aws_s3_bucket_versioning.logs[\"eu\"] bucket -> aws_s3_bucket.logs[\"eu\"]",
                                     "module.db.aws_db_instance.main kms_key_id -> aws_kms_key.db.arn"));
}

TEST(Plan, ActionsAreResources) {
  const Lowered p(Files{{"plan.json", std::string(kPlan)}});
  EXPECT_THAT(p.all("terraform/change"), ElementsAre("aws_s3_bucket.logs[\"eu\"]", "aws_s3_bucket_versioning.logs[\"eu\"]",
                                                     "module.db.aws_db_instance.main", "aws_kms_key.db", "aws_sqs_queue.old"));
  EXPECT_EQ(p.value("module.db.aws_db_instance.main", "plan.action"), "\"replace\"");
  EXPECT_EQ(p.value("aws_s3_bucket.logs[\"us\"]", "plan.action"), "\"no-op\"");
}

const Files kSources = {{"infra/main.tf", R"(variable "name" {}
variable "regions" {
  type = set(string)
}

resource "aws_s3_bucket" "logs" {
  for_each = var.regions
  bucket   = "${var.name}-${each.key}"
  tags     = { Team = "a" }
}

resource "aws_s3_bucket_versioning" "logs" {
  for_each = var.regions
  bucket   = aws_s3_bucket.logs[each.key].id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_kms_key" "db" {
  enable_key_rotation = false
}

module "db" {
  source = "./db"
  key    = aws_kms_key.db.arn
}
)"},
                        {"infra/db/main.tf", R"(variable "key" {}
resource "aws_db_instance" "main" {
  engine     = "postgres"
  kms_key_id = var.key
}
)"}};

TEST(Plan, IsLaidOverItsSources) {
  Files files = kSources;
  files["infra/plan.json"] = kPlan;
  const Lowered p(files);
  // The instances of an unknown for_each are the plan's.
  EXPECT_THAT(p.all("terraform/aws_s3_bucket"), ElementsAre("aws_s3_bucket.logs[\"eu\"]", "aws_s3_bucket.logs[\"us\"]"));
  const Resource* eu = p.find("aws_s3_bucket.logs[\"eu\"]");
  ASSERT_NE(eu, nullptr);
  EXPECT_FALSE(eu->unknown_instance);
  EXPECT_EQ(to_string(eu->at("bucket")), "\"shop-eu\"");
  EXPECT_EQ(p.place(eu->header), "infra/main.tf:6");
  EXPECT_EQ(p.place(eu->at("bucket").where()), "infra/main.tf:8");
  EXPECT_EQ(p.value("aws_s3_bucket.logs[\"us\"]", "bucket"), "\"shop-us\"");
  // Plan values win.
  EXPECT_EQ(p.value("aws_kms_key.db", "enable_key_rotation"), "true");
  EXPECT_EQ(p.place(p.find("aws_kms_key.db")->at("enable_key_rotation").where()), "infra/main.tf:21");
  // What is known after apply stays what the sources know of it.
  EXPECT_FALSE(p.find("module.db.aws_db_instance.main")->at("kms_key_id").refs().empty());
  EXPECT_THAT(p.all("terraform/aws_db_instance"), ElementsAre("module.db.aws_db_instance.main")) << "nothing is there twice";
  EXPECT_EQ(p.place(p.find("module.db.aws_db_instance.main")->header), "infra/db/main.tf:2");
}

TEST(Plan, TakesTheVariableSetThatAgrees) {
  Files files = kSources;
  files["infra/envs/dev.tfvars"] = "name = \"dev\"\nregions = [\"eu\"]\n";
  files["infra/envs/live.tfvars"] = "name = \"shop\"\nregions = [\"eu\", \"us\"]\n";
  files["plan.json"] = kPlan;
  const Lowered p(files);
  EXPECT_EQ(p.value("aws_kms_key.db", "enable_key_rotation", "live"), "true");
  EXPECT_EQ(p.value("aws_kms_key.db", "enable_key_rotation", "dev"), "false");
}

TEST(Plan, ASecondOneOfARootIsAnotherSet) {
  Files files = kSources;
  std::string live(kPlan);
  const std::string_view rotation = R"("enable_key_rotation": true}, "after_unknown")";
  live.replace(live.find(rotation), rotation.size(), R"("enable_key_rotation": false}, "after_unknown")");
  files["infra/a.json"] = kPlan;
  files["infra/b.json"] = live;
  const Lowered p(files);
  EXPECT_EQ(p.value("aws_kms_key.db", "enable_key_rotation"), "true");
  EXPECT_EQ(p.value("aws_kms_key.db", "enable_key_rotation", "infra/b.json"), "false");
  EXPECT_EQ(p.value("aws_s3_bucket.logs[\"us\"]", "bucket", "infra/b.json"), "\"shop-us\"");
  for (const std::string_view set : {"", "infra/b.json"})
    EXPECT_EQ(p.place(p.find("aws_s3_bucket.logs[\"eu\"]", set)->at("bucket").where()), "infra/main.tf:8");
}

TEST(Plan, OfOtherSourcesStandsAlone) {
  const Lowered p(Files{{"other/main.tf", "resource \"aws_sns_topic\" \"t\" {}\n"}, {"plan.json", std::string(kPlan)}});
  EXPECT_EQ(p.place(p.find("aws_kms_key.db")->header), "plan.json:15");
}

TEST(Plan, ReadsPlannedValuesAlone) {
  const Lowered p(Files{{"plan.json", R"({"format_version": "1.0", "planned_values": {"root_module": {"resources": [
 {"address": "aws_sqs_queue.q", "mode": "managed", "type": "aws_sqs_queue", "name": "q", "values": {"name": "jobs", "kms_master_key_id": null}, "sensitive_values": {}}],
 "child_modules": [{"address": "module.a", "resources": [
  {"address": "module.a.aws_sqs_queue.q", "mode": "managed", "type": "aws_sqs_queue", "name": "q", "values": {"name": "more"}}]}]}}})"}});
  EXPECT_EQ(p.value("aws_sqs_queue.q", "name"), "\"jobs\"");
  EXPECT_TRUE(p.find("aws_sqs_queue.q")->at("kms_master_key_id").is_missing());
  EXPECT_EQ(p.value("module.a.aws_sqs_queue.q", "name"), "\"more\"");
}

// Outputs that name an output below ten times over would be followed 10^15 times.
TEST(Plan, EndlessReferencesAreALimit) {
  constexpr int kDepth = 15;
  std::string module = R"({"resources": []})";
  for (int i = 0; i < kDepth; ++i) {
    std::string names;
    for (int j = 0; j < 10; ++j) names += (j == 0 ? "" : ",") + std::string("\"module.m.o\"");
    module = R"({"resources": [], "outputs": {"o": {"expression": {"references": [)" + names +
             R"(]}}}, "module_calls": {"m": {"module": )" + module + "}}}";
  }
  const Lowered p(Files{
      {"plan.json",
       R"({"format_version": "1.0", "resource_changes": [{"address": "t.a", "type": "t", "name": "a", "change": {"actions": ["create"], "after": {}}}],
"configuration": {"root_module": {"resources": [{"address": "t.a", "expressions": {"x": {"references": ["module.m.o"]}}}], "module_calls": {"m": {"module": )" +
           module + "}}}}}"}});
  std::string said;
  for (const Fragment& f : p.fragments)
    for (const Diagnostic& d : f.diagnostics) said += d.message;
  EXPECT_THAT(said, HasSubstr("references unfold without end"));
}

TEST(Plan, SurvivesWhatIsNoPlan) {
  for (
      const std::string text :
      {R"({"format_version": "9.0", "resource_changes": [{"address": "a.b", "type": "a", "name": "b"}]})",
       R"({"format_version": "1.0", "resource_changes": 7})",
       R"({"format_version": "1.0", "resource_changes": [null, 3, {"address": 4}, {"address": "a.b", "type": "a", "name": "b", "change": []}]})",
       R"({"format_version": "1.0", "resource_changes": [)", R"({"format_version": 1, "planned_values": []})"}) {
    const Lowered p(Files{{"plan.json", text}});
    EXPECT_LE(p.all("terraform/a").size(), 1U) << text;
  }
}

}  // namespace
}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
//
// The ready-made pipelines of ci/templates: their script lines are taken out of the YAML and run, job after job, as the forge would.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "analyzer/support/arena.h"
#include "grammars/yaml/parser.h"
#include "tests/cli/workspace.h"

namespace platlint {
namespace {

constexpr std::string_view kClean = "terraform {\n  required_version = \">= 1.6\"\n}\n";
constexpr std::string_view kBad =
    "resource \"aws_s3_bucket\" \"logs\" {\n  bucket = \"logs\"\n}\n\nresource \"aws_s3_bucket_acl\" \"logs\" {\n  bucket = "
    "aws_s3_bucket.logs.id\n  acl    = "
    "\"public-read\"\n}\n";
constexpr std::string_view kBroken = "locals {\n  name = \n}\n";

std::string read_template(std::string_view name) {
  std::ifstream in(std::string(PLATLINT_ROOT) + "/ci/templates/" + std::string(name), std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// A parsed template; the nodes live as long as this.
struct Template {
  explicit Template(std::string_view name) : source(0, std::string(name), read_template(name)) {
    Diagnostics problems;
    const yaml::File* file = yaml::parse(source, arena, problems);
    EXPECT_TRUE(problems.empty());
    if (file != nullptr && !file->documents.empty()) root = file->documents.front().root;
  }
  Arena arena;
  SourceFile source;
  const yaml::Node* root = nullptr;
};

std::vector<std::string> texts(const yaml::Node* list) {
  std::vector<std::string> found;
  if (list == nullptr) return found;
  for (const yaml::Node& item : list->items) found.emplace_back(item.value);
  return found;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

struct GitlabJobs {
  Template yaml{"gitlab.yml"};
  std::string scan = joined(texts(yaml.root->find("platlint-scan")->find("script")));
  std::string gate = joined(texts(yaml.root->find("platlint-gate")->find("script")));
};

TEST(GitlabTemplate, ScanSucceedsAndTheGateDecides) {
  const GitlabJobs jobs;
  ASSERT_FALSE(jobs.scan.empty());
  ASSERT_FALSE(jobs.gate.empty());
  struct Case {
    std::string_view code;
    int gate;
  };
  for (const Case& c : {Case{kClean, 0}, Case{kBad, 1}, Case{kBroken, 3}}) {
    const Workspace here;
    here.write("main.tf", c.code);
    const Outcome scan = here.run(jobs.scan);
    EXPECT_EQ(scan.code, 0) << "GitLab takes no reports of a job that failed\n" << scan.err;
    const Outcome gate = here.run(jobs.gate);
    EXPECT_EQ(gate.code, c.gate) << c.code << gate.out << gate.err;
  }
}

TEST(GitlabTemplate, EveryArtifactIsWritten) {
  const GitlabJobs jobs;
  const Workspace here;
  here.write("main.tf", kBad);
  ASSERT_EQ(here.run(jobs.scan).code, 0);
  const yaml::Node* artifacts = jobs.yaml.root->find("platlint-scan")->find("artifacts");
  std::vector<std::string> paths = texts(artifacts->find("paths"));
  for (const yaml::Entry& report : artifacts->find("reports")->entries) paths.emplace_back(report.value.value);
  EXPECT_EQ(paths.size(), 4U);
  for (const std::string& path : paths) EXPECT_GT(here.read(path).size(), 20U) << path;
  const auto quality = nlohmann::json::parse(here.read("gl-code-quality.json"), nullptr, false);
  ASSERT_TRUE(quality.is_array());
  EXPECT_FALSE(quality.empty());
}

struct GithubSteps {
  Template yaml{"github.yml"};
  std::vector<std::string> runs = {};
  std::string sarif = {};
  GithubSteps() {
    for (const yaml::Node& step : yaml.root->find("jobs")->find("scan")->find("steps")->items) {
      if (const yaml::Node* run = step.find("run")) runs.emplace_back(run->value);
      if (const yaml::Node* with = step.find("with"); with != nullptr && with->find("sarif_file") != nullptr)
        sarif = with->find("sarif_file")->value;
    }
  }
};

TEST(GithubTemplate, TheReportIsUploadedBeforeTheGateDecides) {
  const GithubSteps steps;
  ASSERT_EQ(steps.runs.size(), 2U);
  struct Case {
    std::string_view code;
    int gate;
  };
  for (const Case& c : {Case{kClean, 0}, Case{kBad, 1}, Case{kBroken, 3}}) {
    const Workspace here;
    here.write("main.tf", c.code);
    const Outcome scan = here.run(steps.runs[0]);
    EXPECT_EQ(scan.code, 0) << "the upload step would not run\n" << scan.err;
    ASSERT_TRUE(here.has(steps.sarif)) << steps.sarif;
    const auto sarif = nlohmann::json::parse(here.read(steps.sarif), nullptr, false);
    ASSERT_TRUE(sarif.is_object());
    EXPECT_EQ(sarif["version"], "2.1.0");
    EXPECT_EQ(sarif["runs"][0]["results"].empty(), c.gate == 0) << c.code;
    EXPECT_EQ(here.run(steps.runs[1]).code, c.gate) << c.code;
  }
}

// What we hand to others must stand before our own rules.
TEST(Templates, HaveNoFindings) {
  const Workspace here;
  here.write(".github/workflows/platlint.yml", read_template("github.yml"));
  here.write(".gitlab-ci.yml", read_template("gitlab.yml"));
  const Outcome scan = here.run("platlint scan --format lines --fail-on low .");
  EXPECT_EQ(scan.code, 0) << scan.out << scan.err;
}

TEST(PreCommitHook, EntryRunsOnFileNames) {
  const Workspace here;
  std::ifstream in(std::string(PLATLINT_ROOT) + "/.pre-commit-hooks.yaml", std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  const SourceFile source(0, ".pre-commit-hooks.yaml", text.str());
  Arena arena;
  Diagnostics problems;
  const yaml::File* file = yaml::parse(source, arena, problems);
  ASSERT_NE(file, nullptr);
  const std::string entry(file->documents.front().root->items.front().find("entry")->value);
  here.write("main.tf", kBad);
  here.write("other.tf", "output \"x\" {\n  value = 1\n}\n");
  const Outcome bad = here.run(entry + " main.tf other.tf");
  EXPECT_EQ(bad.code, 1) << bad.out << bad.err;
  EXPECT_NE(bad.out.find("main.tf:"), std::string::npos);
  const Outcome clean = here.run(entry + " other.tf");
  EXPECT_EQ(clean.code, 0) << clean.out << clean.err;
}

}  // namespace
}  // namespace platlint

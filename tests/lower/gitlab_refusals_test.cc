// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "analyzer/discover/discover.h"
#include "analyzer/lower/gitlab/pipeline.h"

namespace platlint {
namespace {

using Files = std::map<std::string, std::string>;

// The messages of what GitLab would refuse in .gitlab-ci.yml, one a line.
std::string complaints(const Files& texts) {
  SourceMap sources;
  MemoryFileSystem files;
  std::vector<InputFile> list;
  for (const auto& [path, text] : texts) {
    files.add(path, text);
    list.push_back({sources.add(path, text), classify(path, text)});
  }
  const SourceFile* entry = nullptr;
  for (const InputFile& file : list)
    if (sources[file.id].path() == ".gitlab-ci.yml") entry = &sources[file.id];
  Arena arena;
  Diagnostics diagnostics;
  std::vector<Gap> gaps;
  std::string out;
  for (const gitlab::Complaint& c : gitlab::merge_pipeline({sources, files, list}, *entry, arena, diagnostics, gaps).invalid)
    out += c.message + "\n";
  return out;
}

std::string complaints(const std::string& text) { return complaints(Files{{".gitlab-ci.yml", text}}); }

TEST(GitlabRefusals, NeedsLookAtTheSameOrEarlierStages) {
  EXPECT_EQ(complaints("a:\n  script: x\nb:\n  stage: build\n  needs: [a]\n  script: x\n"),
            "b job: need a is not defined in current or prior stages\n");
  EXPECT_EQ(complaints("a:\n  script: x\nb:\n  needs: [a]\n  script: x\n"), "");
  EXPECT_EQ(complaints("a:\n  script: x\nb:\n  stage: .post\n  needs: [a]\n  script: x\n"), "");
  EXPECT_EQ(complaints("stages: [z, test, build]\na:\n  script: x\nb:\n  stage: build\n  needs: [a]\n  script: x\n"), "");
}

TEST(GitlabRefusals, DependenciesArePartOfNeeds) {
  const std::string jobs = "a:\n  script: x\nb:\n  script: x\n";
  EXPECT_EQ(complaints(jobs + "c:\n  needs: [{job: a}]\n  dependencies: [a, b]\n  script: x\n"),
            "c job: dependency b should be part of needs\n");
  EXPECT_EQ(complaints(jobs + "c:\n  needs: [a, b]\n  dependencies: [b]\n  script: x\n"), "");
  EXPECT_EQ(complaints(jobs + "c:\n  stage: deploy\n  dependencies: [b]\n  script: x\n"), "");
}

TEST(GitlabRefusals, LocalPathsStartAtTheRoot) {
  const std::string part = "a:\n  script: x\n";
  EXPECT_EQ(complaints({{".gitlab-ci.yml", "include: /ci/a.yml\n"}, {"ci/a.yml", part}}), "");
  EXPECT_EQ(complaints({{".gitlab-ci.yml", "include: ci/..a.yml\n"}, {"ci/..a.yml", part}}), "");
  for (const char* path : {"./ci/a.yml", "../ci/a.yml", "ci/../ci/a.yml"})
    EXPECT_EQ(complaints({{".gitlab-ci.yml", std::string("include: ") + path + "\n"}, {"ci/a.yml", part}}),
              std::string("Local file `") + path + "`: paths start at the root and may not lead through ./ or ../.\n");
}

TEST(GitlabRefusals, InputsOfTypeStringTakeNoNumbers) {
  const std::string part = "spec:\n  inputs:\n    v: {type: string}\n---\na:\n  script: echo $[[ inputs.v ]]\n";
  EXPECT_EQ(complaints({{".gitlab-ci.yml", "include: {local: a.yml, inputs: {v: \"1\"}}\n"}, {"a.yml", part}}), "");
  EXPECT_EQ(complaints({{".gitlab-ci.yml", "include: {local: a.yml, inputs: {v: 1}}\n"}, {"a.yml", part}}),
            "`v` input: provided value is not a string.\n");
}

TEST(GitlabRefusals, KeywordsHaveTypes) {
  const auto job = [](const std::string& lines) { return complaints("a:\n  script: x\n" + lines); };
  EXPECT_EQ(job("  variables: true\n"), "jobs:a:variables config should be a hash\n");
  EXPECT_EQ(job("  data: x\n"), "jobs:a config contains unknown keys: data\n");
  EXPECT_EQ(job("  when: manual2\n"), "jobs:a:when unknown value: manual2\n");
  EXPECT_EQ(job("  when: never\n"), "jobs:a when:never can only be used in a rules section or workflow:rules\n");
  EXPECT_EQ(job("  retry: 3\n"), "jobs:a:retry config must be from 0 to 2\n");
  EXPECT_EQ(job("  retry: {max: 1, when: [script_failure, rain]}\n"), "jobs:a:retry:when unknown value: rain\n");
  EXPECT_EQ(job("  retry: {exit_codes: [1, 1]}\n"), "jobs:a:retry:exit_codes config has a value twice: 1\n");
  EXPECT_EQ(job("  hooks: {post: x}\n"), "jobs:a:hooks config contains unknown keys: post\n");
  EXPECT_EQ(job("  artifacts: {reports: {junit: 3}}\n"), "jobs:a:artifacts:reports:junit config should be a string or array\n");
  EXPECT_EQ(complaints("a:\n  script: ''\n"), "jobs:a:script config can't be blank\n");
  EXPECT_EQ(complaints("a:\n  trigger: slug\n"), "jobs:a:trigger config: \"slug\" is no path of a project\n");
  EXPECT_EQ(complaints("variables:\n  A: {value: x, desc: y}\na:\n  script: x\n"), "variables:A config contains unknown keys: desc\n");
}

TEST(GitlabRefusals, WhatLooksOddMayBeRight) {
  const char* kGood[] = {
      "a:\n  script: x\n  rules: null\n  artifacts:\n  variables: {}\n",
      ".vars:\n  x: {A: b}\na:\n  script: [x, [y, z]]\n  variables: !reference [.vars, x]\n",
      "a:\n  script: x\n  retry: {max: 2, when: script_failure, exit_codes: 137}\n  parallel: {matrix: [{A: [b, c]}]}\n",
      "a:\n  trigger: $GROUP/$PROJECT\nb:\n  trigger: {include: [{local: child.yml}], strategy: depend}\n",
      "a:\n  script: x\n  timeout: 1h 30m\n  tags: [$TAG]\n  interruptible: true\n  allow_failure: {exit_codes: 3}\n",
      "pages:\n  script: x\n  publish: out\n  artifacts: {paths: [out], reports: {coverage_report: {coverage_format: cobertura, path: "
      "c.xml}}}\n",
      ".hidden:\n  anything: goes\n  variables: true\na:\n  script: x\n  rules: [{if: $A, when: never}]\nb:\n  script: x\n  needs: [a]\n",
  };
  for (const char* text : kGood) EXPECT_EQ(complaints(text), "") << text;
}

TEST(GitlabRefusals, JobsThatNeverRunCannotBeNeeded) {
  const std::string never = "a:\n  stage: .pre\n  script: x\n  rules: [{when: never}]\n";
  EXPECT_EQ(complaints(never + "b:\n  script: x\n  needs: [a]\n"), "'b' job needs 'a' job, which its rules keep out of every pipeline\n");
  EXPECT_EQ(complaints(never + "b:\n  script: x\n  needs: [{job: a, optional: true}]\n"), "");
}

TEST(GitlabRefusals, InputsFitTheirPatternsAndOptions) {
  const auto with = [](const std::string& definition, const std::string& value) {
    return complaints({{".gitlab-ci.yml", "include:\n  - local: /in.yml\n    inputs: {v: " + value + "}\n"},
                       {"in.yml", "spec:\n  inputs:\n    v: " + definition + "\n---\na:\n  script: echo $[[ inputs.v ]]\n"}});
  };
  EXPECT_EQ(with("{regex: '^v\\d+$'}", "v12"), "");
  EXPECT_EQ(with("{regex: '^v\\d+$'}", "main"), "`v` input: `main` does not match required regex: ^v\\d+$.\n");
  EXPECT_EQ(with("{regex: '^[open'}", "main"), "`v` input: regex `^[open` is not a valid regular expression.\n");
  EXPECT_EQ(with("{type: array, options: [a, b]}", "[a, c]"),
            "`v` input: `c` cannot be used because it is not in the list of allowed options.\n");
}

}  // namespace
}  // namespace platlint

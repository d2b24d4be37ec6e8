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
  for (const gitlab::Complaint& c : gitlab::merge_pipeline({sources, files, list}, *entry, arena, diagnostics, gaps).invalid) out += c.message + "\n";
  return out;
}

std::string complaints(const std::string& text) { return complaints(Files{{".gitlab-ci.yml", text}}); }

TEST(GitlabRefusals, NeedsLookAtTheSameOrEarlierStages) {
  EXPECT_EQ(complaints("a:\n  script: x\nb:\n  stage: build\n  needs: [a]\n  script: x\n"), "b job: need a is not defined in current or prior stages\n");
  EXPECT_EQ(complaints("a:\n  script: x\nb:\n  needs: [a]\n  script: x\n"), "");
  EXPECT_EQ(complaints("a:\n  script: x\nb:\n  stage: .post\n  needs: [a]\n  script: x\n"), "");
  EXPECT_EQ(complaints("stages: [z, test, build]\na:\n  script: x\nb:\n  stage: build\n  needs: [a]\n  script: x\n"), "");
}

TEST(GitlabRefusals, DependenciesArePartOfNeeds) {
  const std::string jobs = "a:\n  script: x\nb:\n  script: x\n";
  EXPECT_EQ(complaints(jobs + "c:\n  needs: [{job: a}]\n  dependencies: [a, b]\n  script: x\n"), "c job: dependency b should be part of needs\n");
  EXPECT_EQ(complaints(jobs + "c:\n  needs: [a, b]\n  dependencies: [b]\n  script: x\n"), "");
  EXPECT_EQ(complaints(jobs + "c:\n  stage: deploy\n  dependencies: [b]\n  script: x\n"), "");
}

TEST(GitlabRefusals, LocalPathsStartAtTheRoot) {
  const std::string part = "a:\n  script: x\n";
  EXPECT_EQ(complaints({{".gitlab-ci.yml", "include: /ci/a.yml\n"}, {"ci/a.yml", part}}), "");
  EXPECT_EQ(complaints({{".gitlab-ci.yml", "include: ci/..a.yml\n"}, {"ci/..a.yml", part}}), "");
  for (const char* path : {"./ci/a.yml", "../ci/a.yml", "ci/../ci/a.yml"})
    EXPECT_EQ(complaints({{".gitlab-ci.yml", std::string("include: ") + path + "\n"}, {"ci/a.yml", part}}), std::string("Local file `") + path + "`: paths start at the root and may not lead through ./ or ../.\n");
}

TEST(GitlabRefusals, InputsOfTypeStringTakeNoNumbers) {
  const std::string part = "spec:\n  inputs:\n    v: {type: string}\n---\na:\n  script: echo $[[ inputs.v ]]\n";
  EXPECT_EQ(complaints({{".gitlab-ci.yml", "include: {local: a.yml, inputs: {v: \"1\"}}\n"}, {"a.yml", part}}), "");
  EXPECT_EQ(complaints({{".gitlab-ci.yml", "include: {local: a.yml, inputs: {v: 1}}\n"}, {"a.yml", part}}), "`v` input: provided value is not a string.\n");
}

}  // namespace
}  // namespace platlint

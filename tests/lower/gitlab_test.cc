// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "analyzer/discover/discover.h"
#include "analyzer/lower/lower.h"

namespace platlint {
namespace {

// What the merged job says at `path`, printed; "no job" when there is none.
std::string job_value(const std::map<std::string, std::string>& texts, std::string_view job, std::string_view path) {
  SourceMap sources;
  MemoryFileSystem files;
  std::vector<InputFile> list;
  for (const auto& [name, text] : texts) {
    files.add(name, text);
    list.push_back({sources.add(name, text), classify(name, text)});
  }
  const Fragment fragment = lower_gitlab({sources, files, list}, *sources.find(".gitlab-ci.yml"));
  for (const Resource& r : fragment.resources)
    if (r.kind == "gitlab/job" && r.name == job) return to_string(r.at(path));
  return "no job";
}

TEST(LowerGitlab, MergesWhatAJobExtends) {
  const std::map<std::string, std::string> files = {{".gitlab-ci.yml",
                                                     ".base:\n  image: a\n  script: [x]\n  variables: {A: one, B: two}\n"
                                                     "job:\n  extends: .base\n  script: [y]\n  variables: {B: three}\n"
                                                     "ref:\n  script: !reference [.base, script]\n"}};
  EXPECT_EQ(job_value(files, "job", "image"), "\"a\"");
  EXPECT_EQ(job_value(files, "job", "script"), "[\"y\"]");
  EXPECT_EQ(job_value(files, "job", "variables.A"), "\"one\"");
  EXPECT_EQ(job_value(files, "job", "variables.B"), "\"three\"");
  EXPECT_EQ(job_value(files, "ref", "script"), "[\"x\"]");
}

TEST(LowerGitlab, TakesDefaultsAndLocalIncludes) {
  const std::map<std::string, std::string> files = {
      {".gitlab-ci.yml", "include:\n  - local: /ci/a.yml\ndefault:\n  image: d\njob:\n  extends: .inc\n"},
      {"ci/a.yml", ".inc:\n  script: [z]\n"}};
  EXPECT_EQ(job_value(files, "job", "image"), "\"d\"");
  EXPECT_EQ(job_value(files, "job", "script"), "[\"z\"]");
}

TEST(LowerGitlab, CirclesEnd) {
  job_value({{".gitlab-ci.yml",
              "include: /.gitlab-ci.yml\na:\n  extends: b\n  script: [x]\nb:\n  extends: a\n  script: !reference [b, script]\n"}},
            "a", "script");
}

}  // namespace
}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "analyzer/discover/discover.h"
#include "analyzer/lower/github/cron.h"
#include "analyzer/lower/github/expression_check.h"
#include "analyzer/lower/github/filter_pattern.h"
#include "analyzer/lower/github/job_checks.h"
#include "analyzer/lower/github/local_files.h"
#include "analyzer/lower/github/runners.h"
#include "analyzer/lower/github/untrusted.h"
#include "analyzer/lower/lower.h"

namespace platlint {
namespace {

constexpr const char* kPath = ".github/workflows/ci.yml";

// A repository in memory; the first file is lowered.
class Lowered {
 public:
  explicit Lowered(std::vector<std::pair<std::string, std::string>> texts) {
    for (const auto& [name, text] : texts) {
      files_.add(name, text);
      list_.push_back({sources_.add(name, text), classify(name, text)});
    }
    const SourceFile& file = *sources_.find(texts.front().first);
    const LowerInput input{sources_, files_, list_};
    github::Interfaces interfaces(input);
    fragment_ = lower_github(input, interfaces, file, classify(file.path(), file.text()));
  }

  const Resource* find(std::string_view kind, std::string_view name) const {
    for (const Resource& resource : fragment_.resources)
      if (resource.kind == kind && (name.empty() || resource.name == name)) return &resource;
    return nullptr;
  }

  // "topic line" of each complaint, in the order of topics.
  std::string complaints() const {
    std::string out;
    for (const Resource& resource : fragment_.resources)
      for (const Member& topic : resource["complaints"].members())
        for (const Value& one : topic.value.items())
          out += (out.empty() ? "" : ", ") + std::string(topic.key) + " " +
                 std::to_string(sources_[one.where().file].position(one.where().begin).line);
    return out;
  }

  std::string slice(const Value& value) const { return std::string(sources_.slice(value.where())); }

 private:
  SourceMap sources_;
  MemoryFileSystem files_;
  std::vector<InputFile> list_;
  Fragment fragment_;
};

std::string job_with(const std::string& lines) { return "on: push\njobs:\n  j:\n    runs-on: ubuntu-latest\n" + lines; }

TEST(LowerGithub, ComplainsWhereAPersonMustEdit) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", "syntax 1"},
      {"- a", "syntax 1"},
      {"on: push\n", "syntax 1"},
      {"on: push\njobs:\n", "syntax 2"},
      {job_with("    steps:\n      - run: x\n"), ""},
      {job_with("    steps:\n      - run: ${{ x }}\n"), "expression 6"},
      {job_with("    steps:\n      - run: |\n          one\n          ${{ github.evnt }}\n"), "expression 8"},
      {job_with("    steps:\n      - run: \"a\\\n          ${{ github.evnt }}\"\n"), "expression 7"},
      {job_with("    steps:\n      - if: |\n          ${{ github.ref }}\n        run: x\n"), "always-true 6"},
      {job_with("    steps:\n      - if: github.ref == 'x' && 'y' }}\n        run: x\n"), "expression 6"},
      {job_with("    steps:\n      - run: x\n        env: &e {A: \"${{ foo }}\"}\n      - run: y\n        env: *e\n"),
       "expression 7, expression 7"},
      {job_with("    steps:\n      - parallel:\n          - run: ${{ steps.b.outputs.x }}\n          - id: b\n            run: y\n      - "
                "run: ${{ steps.b.outputs.x }}\n"),
       "expression 7"},
      {job_with("    needs: [k]\n    steps:\n      - run: x\n"), "needs 3"},
      {job_with("    outputs: {a: \"${{ steps.later.outputs.x }}\"}\n    steps:\n      - id: later\n        run: x\n"), ""},
      {job_with("    env:\n      <<: {A: b}\n    steps:\n      - run: x\n"), "syntax 6"},
  };
  for (const auto& [text, expected] : rows) EXPECT_EQ(Lowered({{kPath, text}}).complaints(), expected) << text;
}

TEST(LowerGithub, LooksIntoTheCalledWorkflowAndTheLocalAction) {
  const std::string caller =
      "on: push\njobs:\n  a:\n    uses: ./.github/workflows/b.yml\n    with:\n      one: 1\n      two: 2\n  c:\n    needs: a\n    runs-on: "
      "ubuntu-latest\n    steps:\n"
      "      - id: s\n        uses: ./act\n      - run: ${{ needs.a.outputs.yes }} ${{ needs.a.outputs.no }} ${{ steps.s.outputs.yes }} "
      "${{ steps.s.outputs.no }}\n";
  const std::string callee =
      "on:\n  workflow_call:\n    inputs:\n      one: {type: number}\n      three: {type: string, required: true}\n    outputs:\n      "
      "yes: {value: x}\njobs:\n  j:\n    runs-on: x\n    steps: [{run: x}]\n";
  const std::string action = "runs:\n  using: node20\ninputs:\n  must: {required: true}\noutputs:\n  yes: {description: x}\n";
  EXPECT_EQ(Lowered({{kPath, caller}, {".github/workflows/b.yml", callee}, {"act/action.yml", action}}).complaints(),
            "expression 14, expression 14, action 13, call 7, call 4");
  // What is not there cannot be judged; only a workflow beside the caller must be there.
  EXPECT_EQ(Lowered({{kPath, caller}}).complaints(), "call 4");
  // Within a repository that is itself a part of the scan.
  EXPECT_EQ(
      Lowered({{"sub/" + std::string(kPath), caller}, {"sub/.github/workflows/b.yml", callee}, {"act/action.yml", action}}).complaints(),
      "expression 14, call 7, call 4");
}

TEST(LowerGithub, KeepsExpressionsAsTreesWithTheirPlaces) {
  const Lowered lowered({{kPath, job_with("    steps:\n      - name: x\n        run: a ${{ contains(github.event['Issue'].labels.*.name, "
                                          "'b') && inputs[env.X] || !null }}\n")}});
  const Resource* step = lowered.find("github/step", "x");
  ASSERT_NE(step, nullptr);
  const Value expression = (*step)["expressions"][std::size_t{0}];
  EXPECT_EQ(to_string(expression["key"]), "\"run\"");
  EXPECT_EQ(to_string(expression["alone"]), "false");
  EXPECT_EQ(to_string(expression["text"]), "\"contains(github.event['Issue'].labels.*.name, 'b') && inputs[env.X] || !null\"");
  const Value both = expression["tree"]["items"][std::size_t{0}];
  EXPECT_EQ(to_string(both["kind"]), "\"and\"");
  const Value path = both["items"][std::size_t{0}]["items"][std::size_t{0}];
  EXPECT_EQ(to_string(path["path"]), "\"github.event.issue.labels.*.name\"");
  EXPECT_EQ(lowered.slice(path), "github.event['Issue'].labels.*.name");
  const Value index = both["items"][std::size_t{1}];
  EXPECT_EQ(to_string(index["path"]), "\"inputs.?\"");
  EXPECT_EQ(to_string(index["items"][std::size_t{0}]["path"]), "\"env.x\"");
}

TEST(LowerGithub, NumbersNestedSteps) {
  const Lowered lowered({{kPath, job_with("    steps:\n      - parallel:\n          - name: inner\n            run: ${{ github.sha }}\n    "
                                          "  - name: outer\n        run: ${{ github.ref }}\n")}});
  EXPECT_EQ(to_string((*lowered.find("github/step", "inner"))["expressions"][std::size_t{0}]["text"]), "\"github.sha\"");
  EXPECT_EQ(to_string((*lowered.find("github/step", "outer"))["expressions"][std::size_t{0}]["text"]), "\"github.ref\"");
}

TEST(LowerGithub, ActionsSeeTheirInputs) {
  const std::string action =
      "inputs:\n  a: {}\nruns:\n  using: composite\n  steps:\n    - run: ${{ inputs.a }} ${{ inputs.b }} ${{ secrets.C }}\n      shell: "
      "bash\n    - run: x\n";
  EXPECT_EQ(Lowered({{"action.yml", action}}).complaints(), "expression 6, expression 6, action 8");
}

TEST(GithubCron, Table) {
  for (const char* fine :
       {"*/5 * * * *", "0 0 1 1 0", "0,30 8-18/2 * JAN-mar mon,FRI", " 7 4 * * 7 ", "5/15 * * * *", "0-59/20 * 31 12 *", "3 * * * *"})
    EXPECT_EQ(github::wrong_cron(fine), "") << fine;
  for (const char* wrong : {"", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8", "5-1 * * * *",
                            "*/0 * * * *", "a * * * *", "@daily", "1,,2 * * * *", "* * * * *", "*/4 * * * *", "0,58 * * * *"})
    EXPECT_NE(github::wrong_cron(wrong), "") << wrong;
  EXPECT_TRUE(github::is_time_zone("Europe/Berlin"));
  EXPECT_TRUE(github::is_time_zone("America/Argentina/Salta"));
  EXPECT_TRUE(github::is_time_zone("UTC"));
  for (const char* none : {"Europe", "Europe/", "Europe/Berlin Rome", "Berlin", "", "Mars/Base", "europe/berlin"})
    EXPECT_FALSE(github::is_time_zone(none)) << none;
}

TEST(GithubFilterPatterns, Table) {
  for (const char* fine :
       {"main", "**", "*", "releases/**-alpha", "v[12].[0-9]+.[0-9]+", "!old", "feature/*", "a?", "Octo[cC]at", "a\\*b", "mona/octocat"})
    EXPECT_EQ(github::wrong_ref_pattern(fine), "") << fine;
  for (const char* wrong : {"", "!", "/main", "main/", "a b", "^v1", "a:b", "v~1", "\\d+", "[9-0]", "[a", "[]", "+a", "?", "a*+", "dot."})
    EXPECT_NE(github::wrong_ref_pattern(wrong), "") << wrong;
  for (const char* fine : {"**", "docs/**", "a b/*.md", ".github/**", "!**/x", "*.jsx?", "a/..b", ".", "..x"})
    EXPECT_EQ(github::wrong_path_pattern(fine).empty(), std::string_view(fine) != ".") << fine;
  for (const char* wrong : {"./a", "../a", "!./a", "..", " a", "a ", "[b-a]"}) EXPECT_NE(github::wrong_path_pattern(wrong), "") << wrong;
}

TEST(GithubReferences, Table) {
  for (const char* fine : {"a/b@v1", "a/b/c/d@main", "./x", "docker://alpine", "$/x", "../x"})
    EXPECT_EQ(github::wrong_action_reference(fine), "") << fine;
  for (const char* wrong : {"a", "a/b", "a@v1", "a/b@", "/b@v1", "a/@v1"}) EXPECT_NE(github::wrong_action_reference(wrong), "") << wrong;
  for (const char* fine : {"a/b/.github/workflows/c.yml@v1", "./.github/workflows/c.yml", "a/b/c.yml@refs/heads/x"})
    EXPECT_EQ(github::wrong_workflow_reference(fine), "") << fine;
  for (const char* wrong : {"a/b@v1", "a/b/c.yml", "./c.yml@v1", "/a/b/c.yml@v1", "a/b/c.yml@"})
    EXPECT_NE(github::wrong_workflow_reference(wrong), "") << wrong;
}

TEST(GithubRunners, Table) {
  using github::System;
  for (const char* fine :
       {"ubuntu-latest", "Ubuntu-24.04", "ubuntu-24.04-arm", "macos-15-xlarge", "gpu", "linux", "ubuntu-runner", "windows-2025"})
    EXPECT_EQ(github::wrong_label(fine), "") << fine;
  for (const char* wrong : {"ubuntu-18.04", "linux-latest", "macos-99", "windows-2016", "ubuntu-24.4"})
    EXPECT_NE(github::wrong_label(wrong), "") << wrong;
  EXPECT_EQ(github::wrong_shell("cmd", System::kUnknown), "");
  EXPECT_NE(github::wrong_shell("cmd", System::kLinux), "");
  EXPECT_NE(github::wrong_shell("sh", System::kWindows), "");
  EXPECT_EQ(github::wrong_shell("perl {0}", System::kLinux), "");
  EXPECT_NE(github::wrong_shell("zsh", System::kUnknown), "");
}

// The constant's text and truth, "open" for what depends on the run.
std::string constant(std::string_view text) {
  Arena arena;
  std::vector<ghexpr::Mistake> mistakes;
  const ghexpr::Node* root = ghexpr::parse(text, arena, mistakes);
  if (root == nullptr) return "mistake";
  const auto value = github::constant_value(*root);
  return !value ? "open" : value->truthy() ? "true" : "false";
}

TEST(GithubConstants, Table) {
  const std::vector<std::pair<const char*, const char*>> rows = {
      {"true", "true"},
      {"null", "false"},
      {"''", "false"},
      {"'false'", "true"},
      {"0", "false"},
      {"NaN", "false"},
      {"!1", "false"},
      {"1 == '1'", "true"},
      {"'A' == 'a'", "true"},
      {"null == 0", "true"},
      {"'x' == 0", "false"},
      {"NaN != NaN", "true"},
      {"'b' > 'A'", "true"},
      {"true && 0 || 'x'", "true"},
      {"false && github.ref", "false"},
      {"github.ref && false", "open"},
      {"true || github.ref", "true"},
      {"always()", "open"},
      {"contains('abc', 'B')", "true"},
      {"startsWith('abc', 'bc')", "false"},
      {"endsWith('abc', 'bc')", "true"},
      {"format('{{{0}}}', 1) == '{1}'", "true"},
      {"format('{1}', 1)", "open"},
      {"fromJSON('true')", "open"},
      {"contains(1.5, 'x')", "open"},
  };
  for (const auto& [text, expected] : rows) EXPECT_EQ(constant(text), expected) << text;
}

std::string untrusted(std::string_view text) {
  Arena arena;
  std::vector<ghexpr::Mistake> mistakes;
  const ghexpr::Node* root = ghexpr::parse(text, arena, mistakes);
  std::string out;
  for (const github::Untrusted& one : github::untrusted_parts(*root)) out += one.path + ";";
  return out;
}

TEST(GithubUntrusted, FollowsWhatBecomesPartOfTheValue) {
  EXPECT_EQ(untrusted("github.event.issue.title"), "github.event.issue.title;");
  EXPECT_EQ(untrusted("github.head_ref == 'x' && 'y' || GITHUB.HEAD_REF"), "github.head_ref;");
  EXPECT_EQ(untrusted("toJSON(github.event.commits[0].message)"), "github.event.commits.*.message;");
  EXPECT_EQ(untrusted("github.event.commits[matrix.i].message"), "github.event.commits.?.message;");
  EXPECT_EQ(untrusted("github.event.*.body"), "github.event.*.body;");
  EXPECT_EQ(untrusted("matrix[github.head_ref]"), "github.head_ref;");
  EXPECT_EQ(untrusted("contains(github.head_ref, 'x')"), "");
  EXPECT_EQ(untrusted("github.head_ref && 'x'"), "");
  EXPECT_EQ(untrusted("github.event.issue.number"), "");
  EXPECT_EQ(untrusted("github.event[env.x].title"), "");
}

std::string type_of(std::string_view text) {
  Arena arena;
  std::vector<ghexpr::Mistake> mistakes;
  const ghexpr::Node* root = ghexpr::parse(text, arena, mistakes);
  github::Scope scope;
  scope.place = github::Place::kStep;
  const std::string type = to_string(*github::check_expression(*root, scope, arena, mistakes));
  return mistakes.empty() ? type : "mistake at " + std::to_string(mistakes.front().span.begin);
}

TEST(GithubTypes, Table) {
  const std::vector<std::pair<const char*, const char*>> rows = {
      {"1", "number"},
      {"'a' == 'b'", "bool"},
      {"'a' || 1", "string"},
      {"true && 'a'", "any"},
      {"fromJSON('[1, 2]')", "array<number>"},
      {"fromJSON('[1, 2]')[0]", "number"},
      {"fromJSON('{\"A\": {\"b\": true}}').a.B", "bool"},
      {"fromJSON('{\"a\": 1}').b", "mistake at 21"},
      {"fromJSON('[{\"a\": 1}]').*.a", "array<number>"},
      {"fromJSON('{')", "mistake at 9"},
      {"fromJSON(env.X).a.b", "any"},
      {"toJSON(github)", "string"},
      {"join(fromJSON('[1]'), ',')", "string"},
      {"join('a', 'b', 'c')", "mistake at 0"},
      {"contains('a')", "mistake at 0"},
      {"startsWith(fromJSON('[]'), 'a')", "mistake at 11"},
      {"format('{0}')", "mistake at 0"},
      {"format('{0} {{1}}', 'a')", "string"},
      {"fromJSON('{}') == 'a'", "mistake at 0"},
      {"fromJSON('{}') == null", "bool"},
      {"true < 1", "mistake at 0"},
      {"nope()", "mistake at 0"},
      {"jobs.a", "mistake at 0"},
      {"success()", "mistake at 0"},
      {"'a'.b", "mistake at 4"},
      {"fromJSON('[1]').length", "mistake at 16"},
      {"case(true, 1, 2)", "any"},
      {"hashFiles('a', 'b')", "string"},
  };
  for (const auto& [text, expected] : rows) EXPECT_EQ(type_of(text), expected) << text;
}

}  // namespace
}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "analyzer/engine/suppress.h"
#include "tests/engine/settle_fixture.h"

namespace platlint {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Case {
  const char* name;
  const char* text;  // the finding stands on each "BAD", its resource from "resource" to the last "}"
  std::vector<std::string> told;
};

class TerraformIgnores : public testing::TestWithParam<Case> {};

TEST_P(TerraformIgnores, Tell) {
  SettleFixture f;
  const FileId file = f.add_file("main.tf", GetParam().text);
  const std::string_view text = (*f.sources)[file].text();
  const std::size_t begin = text.find("resource");
  f.add_resource("terraform/aws_s3_bucket", "aws_s3_bucket.b",
                 {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(text.rfind('}') + 1)});
  for (int i = 0; f.at(file, "BAD", i).valid(); ++i) f.add(kAclRule, f.at(file, "BAD", i), "aws_s3_bucket.b");
  EXPECT_EQ(f.told(), GetParam().told);
}

const Case kTerraformCases[] = {
    {"none", "resource \"x\" \"b\" {\n  acl = \"BAD\"\n}\n", {"s3-public-acl@2 -"}},
    {"same_line",
     "resource \"x\" \"b\" {\n  acl = \"BAD\" # platlint:ignore s3-public-acl reason=\"it is\"\n  b = \"BAD\"\n}\n",
     {"s3-public-acl@2 inline", "s3-public-acl@3 -"}},
    {"line_above",
     "resource \"x\" \"b\" {\n  # platlint:ignore s3-public-acl reason=x\n  acl = \"BAD\"\n  b = \"BAD\"\n}\n",
     {"s3-public-acl@3 inline", "s3-public-acl@4 -"}},
    {"stacked",
     "resource \"x\" \"b\" {\n  # platlint:ignore s3-public-acl reason=x\n  # more\n  acl = \"BAD\"\n}\n",
     {"s3-public-acl@4 inline"}},
    {"head_of_block",
     "# platlint:ignore s3-public-acl reason=x\nresource \"x\" \"b\" {\n  acl = \"BAD\"\n  b = \"BAD\"\n}\n",
     {"s3-public-acl@3 inline", "s3-public-acl@4 inline"}},
    {"on_head", "resource \"x\" \"b\" { // platlint:ignore s3-public-acl reason=x\n  acl = \"BAD\"\n}\n", {"s3-public-acl@2 inline"}},
    {"nested_block",
     "resource \"x\" \"b\" {\n  /* platlint:ignore s3-public-acl reason=x */\n  rule {\n    acl = \"BAD\"\n  }\n  b = \"BAD\"\n}\n",
     {"s3-public-acl@4 inline", "s3-public-acl@6 -"}},
    {"long_attribute",
     "resource \"x\" \"b\" {\n  # platlint:ignore s3-public-acl reason=x\n  rule = {\n    acl = \"BAD\"\n  }\n}\n",
     {"s3-public-acl@4 inline"}},
    {"no_reason",
     "resource \"x\" \"b\" {\n  acl = \"BAD\" # platlint:ignore s3-public-acl\n}\n",
     {"s3-public-acl@2 -", "suppression-without-reason@2 -"}},
    {"empty_reason",
     "resource \"x\" \"b\" {\n  acl = \"BAD\" # platlint:ignore s3-public-acl reason=\" \"\n}\n",
     {"s3-public-acl@2 -", "suppression-without-reason@2 -"}},
    {"expired",
     "resource \"x\" \"b\" {\n  acl = \"BAD\" # platlint:ignore s3-public-acl reason=x until=2026-06-14\n}\n",
     {"s3-public-acl@2 -", "suppression-expired@2 -"}},
    {"last_day",
     "resource \"x\" \"b\" {\n  acl = \"BAD\" # platlint:ignore s3-public-acl reason=x until=2026-06-15 owner=me\n}\n",
     {"s3-public-acl@2 inline"}},
    {"no_date",
     "resource \"x\" \"b\" {\n  acl = \"BAD\" # platlint:ignore s3-public-acl reason=x until=soon\n}\n",
     {"s3-public-acl@2 -", "suppression-unused@2 -"}},
    {"unused",
     "# platlint:ignore s3-no-tags reason=x\nresource \"x\" \"b\" {\n  acl = \"BAD\"\n}\n",
     {"suppression-unused@1 -", "s3-public-acl@3 -"}},
    {"one_of_two_unused",
     "# platlint:ignore s3-public-acl, s3-no-tags reason=x\nresource \"x\" \"b\" {\n  acl = \"BAD\"\n}\n",
     {"suppression-unused@1 -", "s3-public-acl@3 inline"}},
    {"unknown_rule",
     "resource \"x\" \"b\" {\n  acl = \"BAD\" # platlint:ignore s3-public-alc reason=x\n}\n",
     {"s3-public-acl@2 -", "suppression-unused@2 -"}},
    {"glob", "resource \"x\" \"b\" {\n  acl = \"BAD\" # platlint:ignore s3-public-* reason=x\n}\n", {"s3-public-acl@2 inline"}},
    {"foreign_name", "resource \"x\" \"b\" {\n  acl = \"BAD\" # platlint:ignore CKV_AWS_20 reason=x\n}\n", {"s3-public-acl@2 inline"}},
    {"in_a_string", "resource \"x\" \"b\" {\n  acl = \"BAD # platlint:ignore s3-public-acl reason=x\"\n}\n", {"s3-public-acl@2 -"}},
    {"in_a_heredoc",
     "resource \"x\" \"b\" {\n  acl = <<EOT\n# platlint:ignore s3-public-acl reason=x\nBAD\nEOT\n}\n",
     {"s3-public-acl@4 -"}},
    {"empty_line_parts",
     "# platlint:ignore s3-public-acl reason=x\n\nresource \"x\" \"b\" {\n  acl = \"BAD\"\n}\n",
     {"suppression-unused@1 -", "s3-public-acl@4 -"}},
    {"checkov", "resource \"x\" \"b\" {\n  acl = \"BAD\"\n  # checkov:skip=CKV_AWS_20:website\n}\n", {"s3-public-acl@2 checkov"}},
    {"bridgecrew", "resource \"x\" \"b\" {\n  #bridgecrew:skip=CKV_AWS_1,CKV_AWS_20\n  acl = \"BAD\"\n}\n", {"s3-public-acl@3 checkov"}},
    {"checkov_other", "resource \"x\" \"b\" {\n  acl = \"BAD\"\n  # checkov:skip=CKV_AWS_2:website\n}\n", {"s3-public-acl@2 -"}},
    {"checkov_outside", "# checkov:skip=CKV_AWS_20:website\nresource \"x\" \"b\" {\n  acl = \"BAD\"\n}\n", {"s3-public-acl@3 -"}},
    {"trivy_block", "#trivy:ignore:AWS-0092\nresource \"x\" \"b\" {\n  acl = \"BAD\"\n}\n", {"s3-public-acl@3 trivy"}},
    {"tfsec_line", "resource \"x\" \"b\" {\n  acl = \"BAD\" #tfsec:ignore:other trivy:ignore:avd-aws-0092\n}\n", {"s3-public-acl@2 trivy"}},
    {"trivy_all", "#tfsec:ignore:*\nresource \"x\" \"b\" {\n  acl = \"BAD\"\n}\n", {"s3-public-acl@3 trivy"}},
    {"trivy_expired",
     "#trivy:ignore:AVD-AWS-0092:exp:2026-01-01\nresource \"x\" \"b\" {\n  acl = \"BAD\"\n}\n",
     {"suppression-expired@1 -", "s3-public-acl@3 -"}},
    {"trivy_dated", "#trivy:ignore:AVD-AWS-0092:exp:2027-01-01\nresource \"x\" \"b\" {\n  acl = \"BAD\"\n}\n", {"s3-public-acl@3 trivy"}},
    {"trivy_workspace", "#trivy:ignore:AVD-AWS-0092:ws:prod\nresource \"x\" \"b\" {\n  acl = \"BAD\"\n}\n", {"s3-public-acl@3 -"}},
    {"trivy_other_instance", "#trivy:ignore:AVD-AWS-0092[name=other]\nresource \"x\" \"b\" {\n  acl = \"BAD\"\n}\n", {"s3-public-acl@3 -"}},
    {"kics_line",
     "resource \"x\" \"b\" {\n  # kics-scan ignore-line\n  acl = \"BAD\"\n  b = \"BAD\"\n}\n",
     {"s3-public-acl@3 kics", "s3-public-acl@4 -"}},
    {"kics_block", "# kics-scan ignore-block\nresource \"x\" \"b\" {\n  acl = \"BAD\"\n}\n", {"s3-public-acl@3 kics"}},
    {"kics_disable",
     "# kics-scan disable=38c5ee0d-7f22-4260-ab72-5073048df100\n\nresource \"x\" \"b\" {\n  acl = \"BAD\"\n}\n",
     {"s3-public-acl@4 kics"}},
    {"kics_enable_other",
     "# kics-scan enable=aaaaaaaa-7f22-4260-ab72-5073048df100\n\nresource \"x\" \"b\" {\n  acl = \"BAD\"\n}\n",
     {"s3-public-acl@4 kics"}},
    {"kics_file_not_in_head", "resource \"x\" \"b\" {\n  # kics-scan ignore\n  acl = \"BAD\"\n}\n", {"s3-public-acl@3 -"}},
    {"tflint_next",
     "resource \"x\" \"b\" {\n  # tflint-ignore: aws_s3_bucket_invalid_acl # legacy\n  acl = \"BAD\"\n}\n",
     {"s3-public-acl@3 tflint"}},
    {"tflint_same", "resource \"x\" \"b\" {\n  acl = \"BAD\" // tflint-ignore: all\n}\n", {"s3-public-acl@2 tflint"}},
    {"tflint_file",
     "# tflint-ignore-file: aws_s3_bucket_invalid_acl\nresource \"x\" \"b\" {\n  acl = \"BAD\"\n}\n",
     {"s3-public-acl@3 tflint"}},
    {"tflint_file_late",
     "\n# tflint-ignore-file: aws_s3_bucket_invalid_acl\nresource \"x\" \"b\" {\n  acl = \"BAD\"\n}\n",
     {"s3-public-acl@4 -"}},
};

INSTANTIATE_TEST_SUITE_P(Table, TerraformIgnores, testing::ValuesIn(kTerraformCases),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Suppress, ForeignReasonIsKept) {
  SettleFixture f;
  const FileId file = f.add_file("main.tf", "resource \"x\" \"b\" {\n  acl = \"BAD\"\n  # checkov:skip=CKV_AWS_20:a public site\n}\n");
  f.add(kAclRule, f.at(file, "BAD"), "aws_s3_bucket.b");
  const auto settled = f.settled();
  ASSERT_TRUE(settled[0].suppression);
  EXPECT_EQ(settled[0].suppression->reason, "a public site");
}

TEST(Suppress, MessageOfAnUnknownRuleNamesTheNearest) {
  SettleFixture f;
  f.add_file("main.tf", "# platlint:ignore s3-public-alc reason=x\nlocals {}\n");
  const auto settled = f.settled();
  ASSERT_EQ(settled.size(), 1U);
  EXPECT_THAT(settled[0].message, HasSubstr("did you mean \"s3-public-acl\"?"));
}

// A module called twice: an ignore on one call leaves the other alone.
TEST(Suppress, ModuleCallCoversItsInstancesOnly) {
  for (const char* marker : {"# platlint:ignore s3-public-acl reason=x", "#trivy:ignore:AVD-AWS-0092"}) {
    SettleFixture f;
    const FileId root =
        f.add_file("main.tf", std::string(marker) + "\nmodule \"one\" {\n  source = \"./m\"\n}\nmodule \"two\" {\n  source = \"./m\"\n}\n");
    const FileId module = f.add_file("m/main.tf", "resource \"aws_s3_bucket\" \"b\" {\n  acl = \"BAD\"\n}\n");
    for (const char* name : {"one", "two"}) {
      const std::string call = "module \"" + std::string(name) + "\"";
      Resource& resource =
          f.add_resource("terraform/aws_s3_bucket", "module." + std::string(name) + ".aws_s3_bucket.b", f.between(module, "resource", "}"));
      const CallSite site{f.fragment.arena.copy(call), f.at(root, call)};
      resource.calls = f.fragment.arena.copy(std::span<const CallSite>(&site, 1));
      f.add(kAclRule, f.at(module, "BAD"), "module." + std::string(name) + ".aws_s3_bucket.b");
    }
    const auto settled = f.settled();
    ASSERT_EQ(settled.size(), 2U);
    EXPECT_TRUE(settled[0].suppression) << marker;
    EXPECT_FALSE(settled[1].suppression) << marker;
  }
}

TEST(Suppress, CheckovSkipInAModuleCallIsPushedDown) {
  SettleFixture f;
  const FileId root = f.add_file("main.tf", "module \"one\" {\n  #checkov:skip=CKV_AWS_20:site\n  source = \"./m\"\n}\n");
  const FileId module = f.add_file("m/main.tf", "resource \"aws_s3_bucket\" \"b\" {\n  acl = \"BAD\"\n}\n");
  Resource& resource = f.add_resource("terraform/aws_s3_bucket", "module.one.aws_s3_bucket.b", f.between(module, "resource", "}"));
  const CallSite site{"module.one", f.at(root, "module \"one\"")};
  resource.calls = f.fragment.arena.copy(std::span<const CallSite>(&site, 1));
  f.add(kAclRule, f.at(module, "BAD"), "module.one.aws_s3_bucket.b");
  EXPECT_THAT(f.told(), ElementsAre("s3-public-acl@2 checkov"));
}

// A finding about a bucket that points into another block is covered by an ignore on the bucket.
TEST(Suppress, SubjectCountsToo) {
  SettleFixture f;
  const FileId file = f.add_file(
      "main.tf", "# platlint:ignore s3-public-acl reason=x\nresource \"aws_s3_bucket\" \"b\" {\n}\nlocals {\n  acl = \"BAD\"\n}\n");
  f.add_resource("terraform/aws_s3_bucket", "aws_s3_bucket.b", f.between(file, "resource", "}"));
  f.add(kAclRule, f.at(file, "BAD"), "aws_s3_bucket.b");
  EXPECT_THAT(f.told(), ElementsAre("s3-public-acl@5 inline"));
}

TEST(Suppress, Yaml) {
  const struct {
    const char* text;
    std::vector<std::string> told;
  } kCases[] = {
      {"a: BAD # platlint:ignore k8s-root reason=x\nb: BAD\n", {"k8s-root@1 inline", "k8s-root@2 -"}},
      {"# platlint:ignore k8s-root reason=x\nspec:\n  a: BAD\nb: BAD\n", {"k8s-root@3 inline", "k8s-root@4 -"}},
      {"spec:\n  # platlint:ignore k8s-root reason=x\n  - name: a\n    image: BAD\n  - name: BAD\n", {"k8s-root@4 inline", "k8s-root@5 -"}},
      {"a: |\n  # platlint:ignore k8s-root reason=x\n  BAD\n", {"k8s-root@3 -"}},
      {"a: '# platlint:ignore k8s-root reason=x BAD'\n", {"k8s-root@1 -"}},
  };
  for (const auto& c : kCases) {
    SettleFixture f;
    const FileId file = f.add_file("app.yaml", c.text, FileKind::kManifest);
    for (int i = 0; f.at(file, "BAD", i).valid(); ++i) f.add(kRootRule, f.at(file, "BAD", i));
    EXPECT_EQ(f.told(), c.told) << c.text;
  }
}

TEST(Suppress, Zizmor) {
  SettleFixture f;
  const FileId file =
      f.add_file("ci.yml", "run: |\n  echo\n  BAD\nx: BAD # zizmor: ignore[template-injection] ours\ny: BAD # zizmor: ignore[other]\n",
                 FileKind::kWorkflow);
  for (int i = 0; i < 3; ++i) f.add(kInjectionRule, f.at(file, "BAD", i));
  EXPECT_THAT(f.told(), ElementsAre("gha-injection@3 -", "gha-injection@4 zizmor", "gha-injection@5 -"));
}

TEST(Suppress, GitleaksAnywhereOnTheLine) {
  SettleFixture f;
  const FileId file = f.add_file("config.json", "{\"key\": \"BAD\", \"note\": \"gitleaks:allow\",\n\"other\": \"BAD\"}\n", FileKind::kJson);
  for (int i = 0; i < 2; ++i) f.add(kSecretRule, f.at(file, "BAD", i)).secret = true;
  EXPECT_THAT(f.told(), ElementsAre("secret-key@1 gitleaks", "secret-key@2 -"));
}

TEST(Suppress, DockerfileAndShell) {
  for (const FileKind kind : {FileKind::kDockerfile, FileKind::kShell, FileKind::kText}) {
    SettleFixture f;
    const FileId file = f.add_file("x", "# platlint:ignore secret-key reason=test\nENV KEY=BAD\nENV KEY=BAD\n", kind);
    for (int i = 0; i < 2; ++i) f.add(kSecretRule, f.at(file, "BAD", i));
    EXPECT_THAT(f.told(), ElementsAre("secret-key@2 inline", "secret-key@3 -"));
  }
}

TEST(Suppress, NoIgnores) {
  SettleFixture f;
  f.no_ignores = true;
  f.config.ignores.push_back({.rules = {"all"}, .reason = "x"});
  f.config.exclude = {"**"};
  const FileId file = f.add_file("main.tf", "a = \"BAD\" # platlint:ignore s3-public-acl\n");
  f.add(kAclRule, f.at(file, "BAD"));
  EXPECT_THAT(f.told(), ElementsAre("s3-public-acl@1 -"));
}

TEST(Suppress, NotIgnorable) {
  SettleFixture f;
  f.config.rules.push_back({.selector = "storage", .ignorable = false});
  f.config.ignores.push_back({.rules = {"s3-public-acl"}, .reason = "x"});
  const FileId file =
      f.add_file("main.tf", "a = \"BAD\" # platlint:ignore s3-public-acl reason=x\nb = \"BAD\" # checkov:skip=CKV_AWS_20\n");
  for (int i = 0; i < 2; ++i) f.add(kAclRule, f.at(file, "BAD", i));
  const auto settled = f.settled();
  ASSERT_EQ(settled.size(), 4U);
  for (const Finding& finding : settled) EXPECT_FALSE(finding.suppression) << finding.message;
  EXPECT_THAT(settled[0].message, HasSubstr("the configuration does not let it be ignored"));
}

TEST(Suppress, Configured) {
  const struct {
    ConfiguredIgnore ignore;
    std::vector<std::string> told;
  } kCases[] = {
      {{.rules = {"s3-public-acl"}, .reason = "x"}, {"s3-public-acl@1 config", "s3-public-acl@1 config"}},
      {{.rules = {"storage"}, .path = "legacy/**", .reason = "x"}, {"s3-public-acl@1 -", "s3-public-acl@1 config"}},
      {{.rules = {"storage"}, .path = "legacy", .reason = "x"}, {"s3-public-acl@1 -", "s3-public-acl@1 config"}},
      {{.rules = {"s3-*"}, .resource = "aws_s3_bucket.n*", .reason = "x"}, {"s3-public-acl@1 config", "s3-public-acl@1 -"}},
      {{.rules = {"s3-*"}, .path = "legacy", .resource = "aws_s3_bucket.new", .reason = "x"},
       {"suppression-unused@? -", "s3-public-acl@1 -", "s3-public-acl@1 -"}},
      {{.rules = {"s3-*"}, .reason = "x", .until = "2026-01-01"}, {"suppression-expired@? -", "s3-public-acl@1 -", "s3-public-acl@1 -"}},
      {{.rules = {"s3-no-tags"}, .reason = "x"}, {"suppression-unused@? -", "s3-public-acl@1 -", "s3-public-acl@1 -"}},
  };
  for (const auto& c : kCases) {
    SettleFixture f;
    f.config.ignores = {c.ignore};
    f.add(kAclRule, f.at(f.add_file("app/main.tf", "BAD"), "BAD"), "aws_s3_bucket.new");
    f.add(kAclRule, f.at(f.add_file("legacy/main.tf", "BAD"), "BAD"), "aws_s3_bucket.old");
    EXPECT_EQ(f.told(), c.told);
  }
}

TEST(Suppress, UnusedOnlyWhenTheRuleRan) {
  SettleFixture f;
  f.add_file("main.tf", "# platlint:ignore s3-no-tags reason=x\nlocals {}\n");
  std::erase_if(f.ran, [](const Rule* rule) { return rule->meta->id == "s3-no-tags"; });
  EXPECT_THAT(f.told(), IsEmpty());
}

TEST(Suppress, KubernetesAnnotations) {
  SettleFixture f;
  const FileId file = f.add_file("app.yaml", "kind: Pod\nmetadata: {}\nspec: BAD\n", FileKind::kManifest);
  Arena& arena = f.fragment.arena;
  const auto map = [&](std::string_view key, Value value) {
    const Member member{key, {}, value};
    return Value::map(arena.copy(std::span<const Member>(&member, 1)));
  };
  for (const auto& [key, value] :
       {std::pair{"checkov.io/skip1", "CKV_K8S_40=needs root"}, std::pair{"ignore-check.kube-linter.io/run-as-non-root", "needs root"}}) {
    SettleFixture g;
    const FileId pod = g.add_file("app.yaml", std::string((*f.sources)[file].text()), FileKind::kManifest);
    Resource& resource = g.add_resource("kubernetes/Pod", "Pod/default/a",
                                        {pod, 0, static_cast<std::uint32_t>((*g.sources)[pod].text().size())}, Domain::kKubernetes);
    resource.body = map("metadata", map("annotations", map(key, Value::string(value))));
    g.add(kRootRule, g.at(pod, "BAD"), "Pod/default/a");
    const auto settled = g.settled();
    ASSERT_EQ(settled.size(), 1U);
    ASSERT_TRUE(settled[0].suppression) << key;
    EXPECT_EQ(settled[0].suppression->reason, "needs root");
  }
}

TEST(Suppress, HostileCommentsAreNoProblem) {
  rc::check("any comment parses", [](const std::string& text) {
    for (const char* prefix :
         {"# platlint:ignore ", "#trivy:ignore:", "# checkov:skip=", "# kics-scan ", "# tflint-ignore", "# zizmor: ignore["})
      (void)parse_ignores(prefix + text, true, true);
  });
}

// An ignore on the line of one finding takes away that finding and nothing else.
TEST(Suppress, AddingAnIgnoreRemovesExactlyThatFinding) {
  rc::check([] {
    const int lines = *rc::gen::inRange(1, 12);
    const int ignored = *rc::gen::inRange(0, lines);
    const bool above = *rc::gen::arbitrary<bool>();
    const auto text = [&](bool with) {
      std::string out = "locals {\n";
      for (int i = 0; i < lines; ++i) {
        if (with && above && i == ignored) out += "  # platlint:ignore s3-public-acl reason=x\n";
        out += "  a" + std::to_string(i) + " = \"BAD\"";
        if (with && !above && i == ignored) out += " # platlint:ignore s3-public-acl reason=x";
        out += "\n";
      }
      return out + "}\n";
    };
    std::vector<std::string> prints[2];
    for (const bool with : {false, true}) {
      SettleFixture f;
      const FileId file = f.add_file("main.tf", text(with));
      for (int i = 0; i < lines; ++i) f.add(kAclRule, f.at(file, "BAD", i), "aws_s3_bucket.b" + std::to_string(i));
      const auto settled = f.settled();
      RC_ASSERT(settled.size() == static_cast<std::size_t>(lines));
      for (std::size_t i = 0; i < settled.size(); ++i) {
        RC_ASSERT(settled[i].suppression.has_value() == (with && static_cast<int>(i) == ignored));
        prints[with ? 1 : 0].push_back(settled[i].fingerprint);
      }
    }
    RC_ASSERT(prints[0] == prints[1]);
  });
}

}  // namespace
}  // namespace platlint

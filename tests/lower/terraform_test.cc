// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "analyzer/discover/discover.h"
#include "analyzer/lower/lower.h"

namespace platlint {
namespace {

using testing::ElementsAre;
using Files = std::map<std::string, std::string>;

struct Lowered {
  explicit Lowered(const Files& texts, std::span<const Link> links = {}) {
    for (const auto& [path, text] : texts) {
      files.add(path, text);
      list.push_back({sources.add(path, text), classify(path, text)});
    }
    LowerInput input{.sources = sources, .files = files, .list = list};
    input.links = links;
    fragments = lower_terraform(input);
    for (const Fragment& f : fragments) diagnostics += f.diagnostics.size();
  }
  // The addresses of resources of type `t`, with `= name` where the body knows one and `?` for an unknown number of instances.
  std::vector<std::string> things() const {
    std::vector<std::string> found;
    for (const Fragment& f : fragments)
      for (const Resource& r : f.resources)
        if (r.kind == "terraform/t") {
          std::string line = std::string(r.address);
          if (r.unknown_instance) line += " ?";
          if (!r["name"].is_missing()) line += " = " + to_string(r["name"]);
          found.push_back(line);
        }
    return found;
  }
  // The messages of all diagnostics, one a line.
  std::string complaints() const {
    std::string out;
    for (const Fragment& f : fragments)
      for (const Diagnostic& d : f.diagnostics) out += d.message + "\n";
    return out;
  }
  // from -> to (path), of one kind.
  std::vector<std::string> edges(EdgeKind kind) const {
    std::vector<std::string> found;
    for (const Fragment& f : fragments)
      for (const Edge& e : f.edges)
        if (e.kind == kind)
          found.push_back(std::string(f.resources[e.from].address) + " -> " + std::string(f.resources[e.to].address) + " (" +
                          std::string(e.path) + ")");
    return found;
  }
  // A value of the resource at `address`, printed.
  std::string value(std::string_view address, std::string_view path) const {
    for (const Fragment& f : fragments)
      for (const Resource& r : f.resources)
        if (r.address == address) return to_string(r[path].is_missing() ? r.at(path) : r[path]);
    return "no resource";
  }
  SourceMap sources;
  MemoryFileSystem files;
  std::vector<InputFile> list;
  std::vector<Fragment> fragments;
  std::size_t diagnostics = 0;
};

TEST(LowerTerraform, ExpandsCountAndForEach) {
  EXPECT_THAT(Lowered(Files{{"main.tf", "resource \"t\" \"a\" {\n  count = 2\n  name = \"n${count.index}\"\n}\n"}}).things(),
              ElementsAre("t.a[0] = \"n0\"", "t.a[1] = \"n1\""));
  EXPECT_THAT(Lowered(Files{{"main.tf", "resource \"t\" \"a\" {\n  count = 0\n}\n"}}).things(), ElementsAre());
  EXPECT_THAT(Lowered(Files{{"main.tf", "resource \"t\" \"a\" {\n  for_each = {x = 1, y = 2}\n  name = \"${each.key}${each.value}\"\n}\n"}})
                  .things(),
              ElementsAre("t.a[\"x\"] = \"x1\"", "t.a[\"y\"] = \"y2\""));
  EXPECT_THAT(Lowered(Files{{"main.tf",
                             "resource \"t\" \"a\" {\n  for_each = toset([\"x\"])\n  name = each.value\n}\n"
                             "resource \"t\" \"b\" {\n  for_each = t.a\n  name = each.value.name\n}\n"}})
                  .things(),
              ElementsAre("t.a[\"x\"] = \"x\"", "t.b[\"x\"] = \"x\""));
}

TEST(LowerTerraform, AnUnknownNumberOfInstancesIsOneThatSaysSo) {
  const Lowered lowered(Files{{"main.tf", "variable \"n\" {}\nresource \"t\" \"a\" {\n  count = var.n\n  name = \"x\"\n}\n"}});
  ASSERT_EQ(lowered.things().size(), 1U);
  EXPECT_NE(lowered.things()[0].find(" ? = \"x\""), std::string::npos) << lowered.things()[0];
}

TEST(LowerTerraform, FollowsModulesVariablesAndLocals) {
  EXPECT_THAT(
      Lowered(Files{{"main.tf",
                     "locals {\n  l = \"${var.p}-l\"\n}\nvariable \"p\" {\n  default = \"d\"\n}\n"
                     "module \"m\" {\n  source = \"./m\"\n  for_each = toset([\"x\", \"y\"])\n  n = \"${local.l}-${each.key}\"\n}\n"},
                    {"m/main.tf", "variable \"n\" {}\nresource \"t\" \"a\" {\n  name = var.n\n}\n"}})
          .things(),
      ElementsAre("module.m[\"x\"].t.a = \"d-l-x\"", "module.m[\"y\"].t.a = \"d-l-y\""));
  EXPECT_THAT(
      Lowered(Files{{"main.tf", "variable \"p\" {\n  default = \"d\"\n}\nresource \"t\" \"a\" {\n  name = try(var.p.none, var.p)\n}\n"},
                    {"terraform.tfvars", "p = \"f\"\n"}})
          .things(),
      ElementsAre("t.a = \"f\""));
}

TEST(LowerTerraform, FollowsLinksInsideTheRoot) {
  Files texts = {{"shared/common.tf", "variable \"n\" {\n  default = \"d\"\n}\n"},
                 {"a/main.tf", "resource \"t\" \"a\" {\n  name = var.n\n}\nmodule \"m\" {\n  source = \"./modules/m\"\n}\n"},
                 {"mods/m/main.tf", "resource \"t\" \"m\" {\n  name = \"m\"\n}\n"}};
  const std::vector<Link> links = {{"a/common.tf", "shared/common.tf"}, {"a/modules", "mods"}, {"circle", "circle"}};
  const Lowered lowered(texts, links);
  EXPECT_EQ(lowered.complaints(), "");
  EXPECT_THAT(lowered.things(), ElementsAre("t.a = \"d\"", "module.m.t.m = \"m\""));
}

TEST(LowerTerraform, FilesThatLinksLeadToAreMadeForOtherFolders) {
  const Files texts = {{"platform/root.tf", "provider \"aws\" {\n  region = local.region\n}\n"},
                       {"platform/network/main.tf", "locals {\n  region = \"eu-west-1\"\n}\n"}};
  const std::vector<Link> links = {{"platform/network/root.tf", "platform/root.tf"}};
  const auto said = [](const Lowered& lowered) {
    std::string all;
    for (const Fragment& f : lowered.fragments)
      for (const auto& gap : f.gaps) all += gap.path + ": " + gap.reason + "\n";
    return all;
  };
  EXPECT_EQ(said(Lowered(texts, links)), "platform: links in other folders lead to its files; those have the rest\n");
  EXPECT_EQ(said(Lowered(texts)), "");
}

TEST(LowerTerraform, RendersTemplateFiles) {
  EXPECT_THAT(Lowered(Files{{"main.tf",
                             "data \"template_file\" \"n\" {\n  count    = 2\n  template = file(\"${path.module}/n.tpl\")\n"
                             "  vars = {\n    i = count.index\n  }\n}\n"
                             "resource \"t\" \"a\" {\n  name = data.template_file.n[1].rendered\n}\n"
                             "data \"template_file\" \"inline\" {\n  template = \"$${a}-b\"\n  vars     = { a = \"x\" }\n}\n"
                             "resource \"t\" \"b\" {\n  name = data.template_file.inline.rendered\n}\n"
                             "data \"template_file\" \"bare\" {\n  template = \"c\"\n}\n"
                             "resource \"t\" \"c\" {\n  name = data.template_file.bare.rendered\n}\n"},
                            {"n.tpl", "n${i}"}})
                  .things(),
              ElementsAre("t.a = \"n1\"", "t.b = \"x-b\"", "t.c = \"c\""));
}

// Every part of a policy stands where it is written, whatever way its text came.
TEST(LowerTerraform, PartsOfPoliciesHavePlaces) {
  const std::string json = "{\n  \"Statement\": [\n    {\"Action\": \"s3:*\", \"Resource\": \"a\"}\n  ]\n}\n";
  const auto place = [](const Lowered& lowered, std::string_view part) {
    for (const Fragment& f : lowered.fragments)
      for (const Resource& r : f.resources)
        if (r.kind == "terraform/aws_iam_policy") {
          const SourceRange where = r["policy.document"]["Statement"][std::size_t{0}][part].written();
          return where.valid() ? std::string(lowered.sources[where.file].path()) + " " + std::string(lowered.sources.slice(where))
                               : std::string("nowhere");
        }
    return std::string("no policy");
  };
  const auto policy = [](const std::string& text) { return "resource \"aws_iam_policy\" \"p\" {\n  policy = " + text + "\n}\n"; };
  EXPECT_EQ(place(Lowered(Files{{"main.tf", policy("<<EOT\n" + json + "EOT")}}), "Action"), "main.tf \"s3:*\"");
  EXPECT_EQ(
      place(Lowered(Files{{"main.tf", policy("<<-EOT\n    {\n      \"Statement\": [{\"Action\": \"s3:*\"}]\n    }\n  EOT")}}), "Action"),
      "main.tf \"s3:*\"");
  EXPECT_EQ(
      place(Lowered(Files{{"main.tf", policy("<<EOT\n{\"Statement\": [{\"Resource\": \"${t.x.arn}/*\", \"Action\": \"s3:*\"}]}\nEOT") +
                                          "resource \"t\" \"x\" {}\n"}}),
            "Action"),
      "main.tf \"s3:*\"");
  EXPECT_EQ(place(Lowered(Files{{"main.tf", policy("jsonencode({Statement = [{Action = \"s3:*\"}]})")}}), "Action"), "main.tf \"s3:*\"");
  EXPECT_EQ(place(Lowered(Files{{"main.tf", policy("file(\"p.json\")")}, {"p.json", json}}), "Action"), "p.json \"s3:*\"");
  EXPECT_EQ(place(Lowered(Files{{"main.tf", policy("templatefile(\"p.tpl\", {b = \"x\"})")},
                                {"p.tpl", "{\"Statement\": [{\"Action\": \"s3:*\", \"Resource\": \"${b}\"}]}"}}),
                  "Action"),
            "p.tpl \"s3:*\"");
  EXPECT_EQ(place(Lowered(Files{{"main.tf", policy("var.p") + "variable \"p\" {\n  default = <<EOT\n" + json + "EOT\n}\n"}}), "Action"),
            "main.tf \"s3:*\"");
  // A text that a function changed says something else.
  const Lowered changed(Files{{"main.tf", policy("replace(jsonencode({Statement = [{Action = \"s3:*\"}]}), \"s3\", \"ec2\")")}});
  EXPECT_EQ(changed.value("aws_iam_policy.p", "policy.document"), "{Statement = [{Action = \"ec2:*\"}]}");
}

TEST(LowerTerraform, EvaluatesLongChains) {
  std::string text = "locals {\n  l0 = \"x\"\n";
  for (int i = 1; i <= 1500; ++i) text += "  l" + std::to_string(i) + " = local.l" + std::to_string(i - 1) + "\n";
  const Lowered lowered(Files{{"main.tf", text + "}\nresource \"t\" \"a\" {\n  name = local.l1500\n}\n"}});
  EXPECT_THAT(lowered.things(), ElementsAre("t.a = \"x\""));
  EXPECT_EQ(lowered.complaints(), "");
}

TEST(LowerTerraform, EveryVariableFileIsASet) {
  Files files = {{"main.tf", "variable \"n\" {}\nresource \"t\" \"a\" {\n  name = var.n\n}\n"}};
  for (int i = 10; i < 40; ++i)
    files["envs/e" + std::to_string(i) + (i % 2 != 0 ? ".tfvars" : ".tfvars.json")] =
        i % 2 != 0 ? "n = \"" + std::to_string(i) + "\"\n" : "{\"n\": \"" + std::to_string(i) + "\"}";
  EXPECT_EQ(Lowered(files).things().size(), 30U);
  EXPECT_EQ(Lowered(files).things().front(), "t.a = \"10\"");
  for (int i = 40; i < 110; ++i) files["envs/e" + std::to_string(i) + ".tfvars"] = "n = 1\n";
  EXPECT_NE(Lowered(files).complaints().find("more than 64 variable sets"), std::string::npos);
  // Files of one environment's folder belong together; examples count only alone.
  EXPECT_THAT(Lowered(Files{{"main.tf", "variable \"a\" {}\nvariable \"b\" {}\nresource \"t\" \"a\" {\n  name = \"${var.a}${var.b}\"\n}\n"},
                            {"envs/prod/a.tfvars", "a = 1\n"},
                            {"envs/prod/b.tfvars", "b = 2\n"},
                            {"example.tfvars", "a = 8\nb = 9\n"}})
                  .things(),
              ElementsAre("t.a = \"12\""));
}

TEST(LowerTerraform, OverrideFilesReplaceArguments) {
  const Files files = {{"main.tf",
                        "provider \"aws\" {\n  region = \"a\"\n  default_tags {\n    tags = {x = 1}\n  }\n}\nterraform {\n  "
                        "required_version = \">= 1\"\n  backend \"s3\" {\n    bucket = \"b\"\n  }\n  "
                        "required_providers {\n    aws = {version = \"5\"}\n    tls = {version = \"4\"}\n  }\n}\nresource "
                        "\"aws_sqs_queue\" \"q\" {\n  name = \"n\"\n}\n"},
                       {"override.tf",
                        "provider \"aws\" {\n  region = \"b\"\n}\nterraform {\n  backend \"local\" {}\n  required_providers {\n    aws = "
                        "{version = \"6\"}\n  }\n}\n"
                        "resource \"aws_sqs_queue\" \"q\" {\n  name = \"o\"\n}\n"}};
  const Lowered lowered(files);
  EXPECT_EQ(lowered.complaints(), "");
  EXPECT_EQ(lowered.value("aws_sqs_queue.q", "name"), "\"o\"");
  EXPECT_EQ(lowered.value("aws_sqs_queue.q", "provider.region"), "\"b\"");
  EXPECT_EQ(lowered.value("aws_sqs_queue.q", "tags_all.x"), "1");
  EXPECT_EQ(lowered.value("backend.local", "kind"), "\"local\"");
  EXPECT_EQ(lowered.value("backend.s3", "kind"), "no resource");
}

TEST(LowerTerraform, DependsOnMakesEdges) {
  const Lowered lowered(Files{{"main.tf",
                               "resource \"t\" \"a\" {\n  count = 2\n}\nresource \"t\" \"ab\" {}\nmodule \"m\" {\n  source = \"./m\"\n}\n"
                               "resource \"t\" \"b\" {\n  depends_on = [t.a, module.m]\n}\n"},
                              {"m/main.tf", "resource \"t\" \"c\" {}\n"}});
  EXPECT_THAT(lowered.edges(EdgeKind::kDependsOn), ElementsAre("t.b -> t.a[0] (depends_on)", "t.b -> t.a[1] (depends_on)",
                                                               "t.b -> module.m (depends_on)", "t.b -> module.m.t.c (depends_on)"));
}

TEST(LowerTerraform, RefusesWhatTerraformRefuses) {
  const auto complaints = [](const std::string& body) {
    return Lowered(Files{{"main.tf", "resource \"t\" \"a\" {\n  " + body + "\n}\n"}}).complaints();
  };
  EXPECT_NE(complaints("count = -1").find("greater than or equal to zero"), std::string::npos);
  EXPECT_NE(complaints("count = 1.5").find("whole number"), std::string::npos);
  EXPECT_NE(complaints("count = null").find("null"), std::string::npos);
  EXPECT_NE(complaints("for_each = [\"a\"]").find("must be a map, or set of strings"), std::string::npos);
  EXPECT_NE(complaints("for_each = tolist([\"a\"])").find("must be a map, or set of strings"), std::string::npos);
  EXPECT_EQ(complaints("for_each = toset([\"a\"])"), "");
  EXPECT_EQ(complaints("for_each = {}"), "");
  EXPECT_EQ(complaints("count = \"1\""), "");
  EXPECT_EQ(Lowered(Files{{"main.tf", "data \"t\" \"a\" {}\nephemeral \"t\" \"a\" {}\nresource \"t\" \"a\" {}\n"}}).complaints(), "");
}

TEST(LowerTerraform, ConditionsOfOneTestAndVariableAreJoined) {
  const Lowered lowered(
      Files{{"main.tf",
             "data \"aws_iam_policy_document\" \"d\" {\n  statement {\n    actions = [\"s3:Get\", \"s3:Put\"]\n    condition {\n      test "
             "= \"StringLike\"\n      variable = \"v\"\n      values = [\"a\"]\n    }\n"
             "    condition {\n      test = \"StringLike\"\n      variable = \"v\"\n      values = [\"b\", \"c\"]\n    }\n  }\n}\n"}});
  EXPECT_EQ(
      lowered.value("data.aws_iam_policy_document.d", "json"),
      R"x("{"Statement":[{"Action":["s3:Put","s3:Get"],"Condition":{"StringLike":{"v":["a","b","c"]}},"Effect":"Allow"}],"Version":"2012-10-17"}")x");
}

TEST(LowerTerraform, RemoteStatesOfTheRepositoryAreResolved) {
  const std::string reader =
      "data \"terraform_remote_state\" \"n\" {\n  backend = \"s3\"\n  config = {\n    bucket = \"b\"\n    key = \"${local.k}.tfstate\"\n  "
      "}\n}\nlocals {\n  k = \"net\"\n}\n"
      "resource \"t\" \"a\" {\n  name = data.terraform_remote_state.n.outputs.cidr\n}\n";
  const std::string writer =
      "terraform {\n  backend \"s3\" {\n    bucket = \"b\"\n    key = \"net.tfstate\"\n  }\n}\noutput \"cidr\" {\n  value = \"10.0\"\n}\n";
  EXPECT_THAT(Lowered(Files{{"app/main.tf", reader}, {"net/main.tf", writer}}).things(), ElementsAre("t.a = \"10.0\""));
  const Lowered other(Files{{"app/main.tf", reader},
                            {"net/main.tf",
                             "terraform {\n  backend \"s3\" {\n    bucket = \"c\"\n    key = \"net.tfstate\"\n  }\n}\noutput \"cidr\" {\n  "
                             "value = \"10.0\"\n}\n"}});
  EXPECT_THAT(other.things(), testing::Not(ElementsAre("t.a = \"10.0\"")));
  // Two roots that read one another end.
  EXPECT_EQ(Lowered(Files{{"a/main.tf",
                           "terraform {\n  backend \"local\" {}\n}\ndata \"terraform_remote_state\" \"x\" {\n  backend = \"local\"\n  "
                           "config = {\n    path = \"../b/terraform.tfstate\"\n  }\n}\noutput \"o\" {\n  value = "
                           "data.terraform_remote_state.x.outputs.o\n}\nresource \"t\" \"a\" {}\n"},
                          {"b/main.tf",
                           "terraform {\n  backend \"local\" {}\n}\ndata \"terraform_remote_state\" \"x\" {\n  backend = \"local\"\n  "
                           "config = {\n    path = \"../a/terraform.tfstate\"\n  }\n}\noutput \"o\" {\n  value = "
                           "data.terraform_remote_state.x.outputs.o\n}\n"}})
                .things()
                .size(),
            1U);
}

TEST(LowerTerraform, TheStateOfAnotherWorkspaceHasItsOwnVariables) {
  const auto things = [](const std::string& workspace, const std::string& variables = "") {
    return Lowered(
               Files{{"net/terraform.tfvars", variables},
                     {"app/main.tf", "data \"terraform_remote_state\" \"n\" {\n  backend = \"local\"\n" + workspace +
                                         "  config = {\n    path = \"../net/terraform.tfstate\"\n  }\n}\nresource \"t\" \"a\" {\n  name = "
                                         "data.terraform_remote_state.n.outputs.o\n}\n"},
                     {"net/main.tf", "terraform {\n  backend \"local\" {}\n}\noutput \"o\" {\n  value = terraform.workspace\n}\n"}})
        .things();
  };
  EXPECT_THAT(things(""), ElementsAre("t.a = \"default\""));
  EXPECT_THAT(things("  workspace = \"default\"\n"), ElementsAre("t.a = \"default\""));
  EXPECT_THAT(things("  workspace = \"prod\"\n"), ElementsAre("t.a = \"prod\""));
  EXPECT_THAT(things("", "v = 1\n"), ElementsAre("t.a = \"default\""));
  EXPECT_THAT(things("  workspace = \"prod\"\n", "v = 1\n"), ElementsAre(testing::HasSubstr("unknown")));
}

// Whoever calls a library configures its provider, and with it the default tags.
TEST(LowerTerraform, DefaultTagsOfALibraryAreUnknown) {
  const std::string queue = "resource \"aws_sqs_queue\" \"q\" {\n  name = \"n\"\n}\n";
  EXPECT_EQ(Lowered(Files{{"main.tf", queue}}).value("aws_sqs_queue.q", "tags_all.owner"), "missing");
  EXPECT_THAT(Lowered(Files{{"main.tf", "variable \"v\" {}\n" + queue}}).value("aws_sqs_queue.q", "tags_all.owner"),
              testing::HasSubstr("unknown"));
}

TEST(LowerTerraform, ModulesThatOnlyCallOneAnotherAreLookedAt) {
  EXPECT_FALSE(Lowered(Files{{"a/main.tf", "module \"b\" {\n  source = \"../b\"\n}\nresource \"t\" \"a\" {}\n"},
                             {"b/main.tf", "module \"a\" {\n  source = \"../a\"\n}\n"}})
                   .things()
                   .empty());
}

// None of these may crash, hang or expand without bound.
TEST(LowerTerraform, ProvisionersTellWhatTheyDoOnTheMachine) {
  const Lowered l(Files{{"main.tf", R"(
variable "host" {
  default = "h"
}
resource "t" "a" {
  name = "a"
  provisioner "remote-exec" {
    inline = ["echo ${self.id}", "ping ${var.host}"]
    when   = destroy
    connection {
      host     = self.public_ip
      password = var.none
    }
  }
  provisioner "file" {
    source      = "x"
    destination = "/etc/${var.host}"
  }
}
)"}});
  EXPECT_EQ(l.value("t.a", "provisioner"),
            R"([{inline = [unknown("echo …"), "ping h"], type = "remote-exec"}, {destination = "/etc/h", type = "file"}])");
  EXPECT_EQ(l.complaints(), "");
}

TEST(LowerTerraform, HostileInputEnds) {
  EXPECT_LT(Lowered(Files{{"main.tf", "resource \"t\" \"a\" {\n  count = 10000000\n}\n"}}).things().size(), 100'000U);
  EXPECT_GT(
      Lowered(Files{{"main.tf", "locals {\n  a = local.b\n  b = local.a\n}\nresource \"t\" \"a\" {\n  name = local.a\n}\n"}}).diagnostics,
      0U);
  EXPECT_GT(
      Lowered(Files{{"main.tf", "module \"m\" {\n  source = \"./m\"\n}\n"}, {"m/main.tf", "module \"n\" {\n  source = \"../m\"\n}\n"}})
          .diagnostics,
      0U);
  EXPECT_GT(Lowered(Files{{"main.tf", "resource \"t\" \"a\" {\n  name = " + std::string(10'000, '[') + "\n}\n"}}).diagnostics, 0U);
}

}  // namespace
}  // namespace platlint

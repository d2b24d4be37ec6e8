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
  explicit Lowered(const Files& texts) {
    for (const auto& [path, text] : texts) {
      files.add(path, text);
      list.push_back({sources.add(path, text), classify(path, text)});
    }
    fragments = lower_terraform({sources, files, list});
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
  SourceMap sources;
  MemoryFileSystem files;
  std::vector<InputFile> list;
  std::vector<Fragment> fragments;
  std::size_t diagnostics = 0;
};

TEST(LowerTerraform, ExpandsCountAndForEach) {
  EXPECT_THAT(Lowered(Files{{"main.tf", "resource \"t\" \"a\" {\n  count = 2\n  name = \"n${count.index}\"\n}\n"}}).things(), ElementsAre("t.a[0] = \"n0\"", "t.a[1] = \"n1\""));
  EXPECT_THAT(Lowered(Files{{"main.tf", "resource \"t\" \"a\" {\n  count = 0\n}\n"}}).things(), ElementsAre());
  EXPECT_THAT(Lowered(Files{{"main.tf", "resource \"t\" \"a\" {\n  for_each = {x = 1, y = 2}\n  name = \"${each.key}${each.value}\"\n}\n"}}).things(),
              ElementsAre("t.a[\"x\"] = \"x1\"", "t.a[\"y\"] = \"y2\""));
  EXPECT_THAT(Lowered(Files{{"main.tf", "resource \"t\" \"a\" {\n  for_each = toset([\"x\"])\n  name = each.value\n}\n"
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
  EXPECT_THAT(Lowered(Files{{"main.tf", "locals {\n  l = \"${var.p}-l\"\n}\nvariable \"p\" {\n  default = \"d\"\n}\n"
                                        "module \"m\" {\n  source = \"./m\"\n  for_each = toset([\"x\", \"y\"])\n  n = \"${local.l}-${each.key}\"\n}\n"},
                            {"m/main.tf", "variable \"n\" {}\nresource \"t\" \"a\" {\n  name = var.n\n}\n"}})
                  .things(),
              ElementsAre("module.m[\"x\"].t.a = \"d-l-x\"", "module.m[\"y\"].t.a = \"d-l-y\""));
  EXPECT_THAT(Lowered(Files{{"main.tf", "variable \"p\" {\n  default = \"d\"\n}\nresource \"t\" \"a\" {\n  name = try(var.p.none, var.p)\n}\n"}, {"terraform.tfvars", "p = \"f\"\n"}}).things(),
              ElementsAre("t.a = \"f\""));
}

// None of these may crash, hang or expand without bound.
TEST(LowerTerraform, HostileInputEnds) {
  EXPECT_LT(Lowered(Files{{"main.tf", "resource \"t\" \"a\" {\n  count = 10000000\n}\n"}}).things().size(), 100'000U);
  EXPECT_GT(Lowered(Files{{"main.tf", "locals {\n  a = local.b\n  b = local.a\n}\nresource \"t\" \"a\" {\n  name = local.a\n}\n"}}).diagnostics, 0U);
  EXPECT_GT(Lowered(Files{{"main.tf", "module \"m\" {\n  source = \"./m\"\n}\n"}, {"m/main.tf", "module \"n\" {\n  source = \"../m\"\n}\n"}}).diagnostics, 0U);
  EXPECT_GT(Lowered(Files{{"main.tf", "resource \"t\" \"a\" {\n  name = " + std::string(10'000, '[') + "\n}\n"}}).diagnostics, 0U);
}

}  // namespace
}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

bool is_winding(std::string_view path) {
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part.empty() || part == "." || part == "..") return true;
    if (slash == std::string_view::npos) return false;
    path.remove_prefix(slash + 1);
    if (path.empty()) return true;  // ends with a slash
  }
  return false;
}

// A call that reads nothing is a text somebody preferred not to write down.
bool is_computed_constant(const Value& tree) {
  bool call = false;
  bool reads = false;
  each_node(tree, [&](const Value& node) {
    call = call || is_kind(node, "call");
    const auto name = node["name"].string_value();
    reads = reads || is_kind(node, "path") ||
            (is_kind(node, "call") && name && *name != "format" && *name != "join" && *name != "tojson" && *name != "fromjson" &&
             *name != "contains" && *name != "startswith" && *name != "endswith");
  });
  return call && !reads;
}

void check(const Resource& resource, RuleContext& ctx) {
  const Value uses = resource["uses"];
  const auto action = action_reference(uses);
  if (action && is_winding(action->path)) ctx.report(uses, "the path of the action winds; write it plainly").attribute("uses");
  if (resource.kind == "github/step" && resource["with"].is_string() && resource["with"].as_string().find("${{") != std::string_view::npos)
    ctx.report(resource["with"], "the inputs come from an expression: nobody can see what the action is given")
        .severity(Severity::kInfo)
        .attribute("with");
  for (const Value& expression : resource["expressions"].items())
    if (expression["key"].equals("run") == Tri::kTrue && is_computed_constant(expression["tree"]))
      ctx.report(expression.where(), "this expression is always the same text; write the text").severity(Severity::kLow).attribute("run");
}

constexpr std::string_view kKinds[] = {"github/step", "github/job"};
constexpr std::string_view kTags[] = {"supply-chain", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:obfuscation"};

}  // namespace

extern constinit const NativeRule github_obfuscation{
    .meta = {.id = "github-obfuscation",
             .summary = "A workflow is written so that it is hard to see what it does",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint

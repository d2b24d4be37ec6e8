// SPDX-License-Identifier: Apache-2.0
//
// Dispatch by kind. Each distinct kind of the program gets the list of rules that visit it, once; a rule costs nothing where it
// cannot apply. Resources go to workers in blocks, every worker has its own findings.
#include "analyzer/engine/check.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_map>

#include "analyzer/support/parallel.h"

namespace platlint {
namespace {

using RuleList = std::vector<const Rule*>;

bool visits(const RuleMeta& meta, std::string_view kind) {
  return std::any_of(meta.kinds.begin(), meta.kinds.end(), [&](std::string_view wanted) {
    if (wanted.ends_with('*')) return kind.starts_with(wanted.substr(0, wanted.size() - 1));
    return wanted == kind;
  });
}

std::unordered_map<std::string_view, RuleList> dispatch_table(const Program& program, std::span<const Rule* const> rules) {
  std::unordered_map<std::string_view, RuleList> table;
  for (const Resource& resource : program.resources()) {
    const auto [at, added] = table.try_emplace(resource.kind);
    if (!added) continue;
    for (const Rule* rule : rules)
      if (visits(*rule->meta, resource.kind)) at->second.push_back(rule);
  }
  return table;
}

void run_rule(const Rule& rule, const Resource& resource, RuleContext& ctx) {
  ctx.begin(*rule.meta, &resource);
  if (const auto* native = std::get_if<const NativeRule*>(&rule.body)) {
    if ((*native)->check != nullptr) (*native)->check(resource, ctx);
  } else {
    std::get<std::shared_ptr<const PolicyRule>>(rule.body)->check(resource, ctx);
  }
}

Finding pass(const Rule& rule, const Resource& resource) {
  Finding finding;
  finding.rule = rule.meta;
  finding.severity = rule.meta->severity;
  finding.status = Status::kPass;
  finding.message = rule.meta->summary;
  finding.range = resource.header;
  finding.subject = subject_of(resource);
  return finding;
}

}  // namespace

std::vector<Finding> check(const Program& program, std::span<const Rule* const> rules, const Settings& settings,
                           const CheckOptions& options) {
  const auto table = dispatch_table(program, rules);
  const auto resources = program.resources();
  constexpr std::size_t kBlock = 64;
  const std::size_t blocks = (resources.size() + kBlock - 1) / kBlock;
  std::vector<std::vector<Finding>> found(static_cast<std::size_t>(std::max(1, options.jobs)));
  parallel_for(blocks, options.jobs, [&](std::size_t block, std::size_t worker) {
    std::vector<Finding>& out = found[worker];
    RuleContext ctx(program, settings, out);
    for (std::size_t i = block * kBlock; i < std::min(resources.size(), (block + 1) * kBlock); ++i)
      for (const Rule* rule : table.at(resources[i].kind)) {
        const std::size_t before = out.size();
        run_rule(*rule, resources[i], ctx);
        if (options.evidence && out.size() == before && !ctx.left_open()) out.push_back(pass(*rule, resources[i]));
      }
  });

  RuleContext ctx(program, settings, found.front());
  for (const Rule* rule : rules)
    if (const auto* native = std::get_if<const NativeRule*>(&rule->body); native != nullptr && (*native)->check_program != nullptr) {
      ctx.begin(*rule->meta, nullptr);
      (*native)->check_program(ctx);
    }
  for (std::size_t i = 1; i < found.size(); ++i) std::move(found[i].begin(), found[i].end(), std::back_inserter(found.front()));
  return std::move(found.front());
}

}  // namespace platlint

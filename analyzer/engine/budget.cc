// SPDX-License-Identifier: Apache-2.0
#include "analyzer/engine/budget.h"

#include <algorithm>
#include <map>
#include <utility>

#include "analyzer/cost/estimate.h"
#include "analyzer/support/glob.h"

namespace platlint {
namespace {

constexpr std::size_t kMostNamed = 5;  // resources that the finding names, dearest first

Finding over_budget(const RuleMeta& rule, std::vector<const CostResource*> resources, Decimal total, Decimal budget) {
  std::sort(resources.begin(), resources.end(), [](const CostResource* a, const CostResource* b) {
    return b->monthly_cost.value_or(Decimal()) < a->monthly_cost.value_or(Decimal());
  });
  const CostResource& dearest = *resources.front();
  Finding finding;
  finding.rule = &rule;
  finding.severity = rule.severity;
  finding.message = "the stack costs " + total.to_string(2, true) + " USD a month, its budget is " + budget.to_string(2, true) +
                    " (list prices, on demand, without usage)";
  finding.range = dearest.where;
  finding.attribute = "budget";
  finding.monthly_cost = total.to_string(2, true);
  Subject subject;
  subject.domain = "terraform";
  subject.kind = dearest.kind;
  subject.address = dearest.address;
  subject.name = dearest.address.substr(dearest.address.rfind('.') + 1);
  subject.root = dearest.root;
  if (!dearest.variable_set.empty()) subject.variable_sets.push_back(dearest.variable_set);
  finding.subject = std::move(subject);
  for (std::size_t i = 0; i < std::min(kMostNamed, resources.size()); ++i)
    if (resources[i]->monthly_cost)
      finding.related.push_back({resources[i]->monthly_cost->to_string(2, true) + " USD: " + resources[i]->address, resources[i]->where});
  return finding;
}

}  // namespace

std::vector<Finding> budget_findings(const Program& program, const Settings& settings, const Registry& registry) {
  const Rule* rule = registry.find("aws-stack-over-budget");
  const bool any = std::any_of(settings.stacks.begin(), settings.stacks.end(),
                               [](const Settings::Stack& stack) { return !stack.monthly_budget.empty(); });
  if (rule == nullptr || !any) return {};
  const CostEstimate estimate = estimate_cost(program);
  std::vector<Finding> findings;
  for (const Settings::Stack& stack : settings.stacks) {
    const auto budget = Decimal::parse(stack.monthly_budget);
    if (!budget) continue;
    // One evaluation of one root is one stack.
    std::map<std::pair<std::string, std::string>, std::vector<const CostResource*>> stacks;
    for (const CostResource& resource : estimate.resources)
      if (matches_path(stack.path, resource.root)) stacks[{resource.root, resource.variable_set}].push_back(&resource);
    for (const auto& [key, resources] : stacks) {
      Decimal total;
      for (const CostResource* resource : resources) total = total + resource->monthly_cost.value_or(Decimal());
      if (*budget < total) findings.push_back(over_budget(*rule->meta, resources, total, *budget));
    }
  }
  return findings;
}

}  // namespace platlint

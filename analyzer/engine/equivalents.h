// SPDX-License-Identifier: Apache-2.0
//
// The rules that stand for other tools' checks, by the checks' ids as people write them: in ignores, and to ask for a page.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "analyzer/rule/registry.h"

namespace platlint {

class Equivalents {
 public:
  using Rules = std::unordered_set<const RuleMeta*>;

  explicit Equivalents(const Registry& registry);

  // `tool`: "checkov", "trivy" (tfsec's as well, whose ignores it reads), "kics", ... Empty for what no rule stands for.
  const Rules& of_tool(std::string_view tool) const;
  // Letters of either case; trivy's ids with or without AVD-; KICS' queries by their first eight digits or more.
  const Rules& of_check(std::string_view tool, std::string_view id) const;
  // "checkov:CKV_AWS_21", or the id alone, whichever tools have it.
  Rules of_check(std::string_view check) const;

 private:
  using Index = std::unordered_map<std::string, Rules>;
  Index checks_;
  Index tools_;
};

}  // namespace platlint

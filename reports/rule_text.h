// SPDX-License-Identifier: Apache-2.0
//
// What several formats say of a rule.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/rule/report.h"

namespace platlint {

// The page without its title, and without the examples when `examples` is false.
std::string page_body(std::string_view page, bool examples);
// The page's first paragraph on one line; empty when there is no page.
std::string page_introduction(std::string_view page);
// The text under "## How to fix" on one line; empty when there is none.
std::string how_to_fix(std::string_view page);

// Cut to `most` code points, with "..." where something was cut.
std::string shortened(std::string_view text, std::size_t most);

// The rules that a report speaks of: those that ran, and those of findings that the engine makes itself. Sorted by id.
struct ReportedRule {
  const RuleMeta* meta = nullptr;
  std::string_view page = {};
};
std::vector<ReportedRule> reported_rules(const Report& report);

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "reports/rule_text.h"

namespace platlint {

// The frameworks and controls that rules speak to, as SARIF taxonomies. Names and GUIDs do not depend on which rules ran; indexes do.
class Taxonomies {
 public:
  explicit Taxonomies(const std::vector<ReportedRule>& rules);
  nlohmann::ordered_json list() const;                               // run.taxonomies
  nlohmann::ordered_json references() const;                         // driver.supportedTaxonomies
  nlohmann::ordered_json relationships(const RuleMeta& meta) const;  // rule.relationships

 private:
  std::map<std::string, std::map<std::string, std::size_t>> frameworks_;  // framework -> control -> index in its taxa
};

}  // namespace platlint

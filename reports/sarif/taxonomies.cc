// SPDX-License-Identifier: Apache-2.0
#include "reports/sarif/taxonomies.h"

#include <utility>

#include "reports/sarif/sarif.h"

namespace platlint {
namespace {

using Json = nlohmann::ordered_json;

// "CIS-AWS-3.0:2.1.1" -> framework and id.
std::pair<std::string, std::string> control(std::string_view text) {
  const std::size_t colon = text.find(':');
  return {std::string(text.substr(0, colon)), colon == std::string_view::npos ? std::string() : std::string(text.substr(colon + 1))};
}

Json reference(const std::string& framework, std::size_t index) {
  return {{"name", framework}, {"guid", constant_guid(framework)}, {"index", index}};
}

}  // namespace

Taxonomies::Taxonomies(const std::vector<ReportedRule>& rules) {
  for (const ReportedRule& rule : rules)
    for (const std::string_view text : rule.meta->controls) {
      const auto [framework, id] = control(text);
      if (!framework.empty() && !id.empty()) frameworks_[framework].try_emplace(id, 0);
    }
  for (auto& [framework, ids] : frameworks_) {
    std::size_t index = 0;
    for (auto& [id, at] : ids) at = index++;
  }
}

Json Taxonomies::list() const {
  Json json = Json::array();
  for (const auto& [framework, ids] : frameworks_) {
    Json taxa = Json::array();
    for (const auto& [id, at] : ids) taxa.push_back({{"id", id}, {"guid", constant_guid(framework + ":" + id)}});
    json.push_back({{"name", framework},
                    {"guid", constant_guid(framework)},
                    {"shortDescription", {{"text", "Controls of " + framework + " that rules speak to"}}},
                    {"isComprehensive", false},
                    {"taxa", std::move(taxa)}});
  }
  return json;
}

Json Taxonomies::references() const {
  Json json = Json::array();
  std::size_t index = 0;
  for (const auto& [framework, ids] : frameworks_) json.push_back(reference(framework, index++));
  return json;
}

Json Taxonomies::relationships(const RuleMeta& meta) const {
  Json json = Json::array();
  for (const std::string_view text : meta.controls) {
    const auto [framework, id] = control(text);
    const auto at = frameworks_.find(framework);
    if (at == frameworks_.end() || !at->second.contains(id)) continue;
    const auto index = static_cast<std::size_t>(std::distance(frameworks_.begin(), at));
    json.push_back({{"target",
                     {{"id", id},
                      {"guid", constant_guid(framework + ":" + id)},
                      {"index", at->second.at(id)},
                      {"toolComponent", reference(framework, index)}}},
                    {"kinds", {"relevant"}}});
  }
  return json;
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "reports/gitlab/codequality.h"

namespace platlint {

void write_terraform_counts(const Report& report, const SourceMap&, const ReportOptions&, std::string& out) {
  const auto count = [&](const std::string& action) {
    const auto at = report.coverage.planned_changes.find(action);
    return at == report.coverage.planned_changes.end() ? std::size_t{0} : at->second;
  };
  const std::size_t replaced = count("replace");
  const nlohmann::ordered_json json{
      {"create", count("create") + replaced}, {"update", count("update")}, {"delete", count("delete") + replaced}};
  out += json.dump() + "\n";
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "analyzer/engine/settle.h"
#include "reports/escape.h"
#include "reports/place.h"

namespace platlint {
namespace {

constexpr std::string_view kSchema = "platlint/baseline/v1";

bool is_fingerprint(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

Result<Baseline> read_baseline(std::string_view json, std::string path) {
  const auto tree = nlohmann::json::parse(json, nullptr, false);
  if (tree.is_discarded() || !tree.is_object()) return fail(path + ": not a JSON object");
  const auto schema = tree.find("schema");
  if (schema == tree.end() || !schema->is_string() || *schema != kSchema)
    return fail(path + ": not a baseline (\"schema\" must be \"" + std::string(kSchema) + "\")");
  const auto findings = tree.find("findings");
  if (findings == tree.end() || !findings->is_array()) return fail(path + ": \"findings\" must be a list");
  Baseline baseline;
  for (const auto& entry : *findings) {
    const auto at = entry.is_object() ? entry.find("fingerprint") : entry.end();
    if (!entry.is_object() || at == entry.end() || !at->is_string() || !is_fingerprint(at->get_ref<const std::string&>()))
      return fail(path + ": each of \"findings\" must have a \"fingerprint\" of 64 hex digits");
    baseline.fingerprints.insert(at->get<std::string>());
  }
  baseline.path = std::move(path);
  return baseline;
}

std::string write_baseline(const Report& report, const SourceMap& sources) {
  const Redactor redact(report, sources);
  Places places(sources);
  struct Row {
    std::string rule, path, address, message, fingerprint;
    auto key() const { return std::tie(rule, path, address, message, fingerprint); }
  };
  std::vector<Row> rows;
  for (const Finding& finding : report.findings) {
    if (finding.status == Status::kPass || (finding.suppression && finding.suppression->kind != "baseline")) continue;
    rows.push_back({std::string(finding.rule->id), std::string(places(finding).path),
                    finding.subject ? redact(finding.subject->address) : std::string(), redact(finding.message), finding.fingerprint});
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.key() < b.key(); });
  nlohmann::ordered_json json{{"schema", kSchema}, {"findings", nlohmann::ordered_json::array()}};
  for (const Row& row : rows)
    json["findings"].push_back(
        {{"fingerprint", row.fingerprint}, {"rule", row.rule}, {"path", row.path}, {"address", row.address}, {"message", row.message}});
  return escape_json_output(json.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)) + "\n";
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "reports/cost/cost.h"

#include <nlohmann/json.hpp>

#include "reports/escape.h"

namespace platlint {
namespace {

using Json = nlohmann::ordered_json;

// ---- JSON

// JSON numbers are written with the decimal's own digits; parsing them here only keeps nlohmann's type.
Json amount(const std::optional<Decimal>& value, int places) { return value ? Json::parse(value->to_string(places)) : Json(nullptr); }

Json location(const SourceMap& sources, const SourceRange& range) {
  if (!range.valid()) return Json::object();
  const SourceFile& file = sources[range.file];
  const auto point = [&](std::uint32_t offset) {
    const Position at = file.position(offset);
    return Json{{"line", at.line}, {"column", at.column}, {"byte", offset}};
  };
  return {{"path", file.path()}, {"start", point(range.begin)}, {"end", point(range.end)}};
}

Json resource_json(const CostResource& resource, const SourceMap& sources) {
  Json components = Json::array();
  for (const CostComponent& c : resource.components)
    components.push_back({{"name", c.name},
                          {"unit", c.unit},
                          {"monthly_quantity", amount(c.monthly_quantity, 10)},
                          {"unit_price", amount(c.unit_price, 15)},
                          {"monthly_cost", amount(c.monthly_cost, 10)},
                          {"usage_based", c.usage_based},
                          {"location", location(sources, c.where)}});
  return {{"address", resource.address},  {"kind", resource.kind},
          {"root", resource.root},        {"variable_set", resource.variable_set},
          {"region", resource.region},    {"location", location(sources, resource.where)},
          {"components", components},     {"monthly_cost", amount(resource.monthly_cost, 10)},
          {"unpriced", resource.unpriced}};
}

std::string_view name(CostChange::Kind kind) {
  constexpr std::string_view kNames[] = {"added", "removed", "changed"};
  return kNames[static_cast<std::size_t>(kind)];
}

Json change_json(const CostChange& change, const CostReport& report) {
  const CostResource& resource = change.either();
  const auto cost = [](const CostResource* side) { return side == nullptr ? std::nullopt : side->monthly_cost; };
  return {{"change", name(change.kind)},
          {"address", resource.address},
          {"kind", resource.kind},
          {"root", resource.root},
          {"variable_set", resource.variable_set},
          {"location", location(change.after != nullptr ? report.sources : *report.before_sources, resource.where)},
          {"previous_monthly_cost", amount(cost(change.before), 10)},
          {"monthly_cost", amount(cost(change.after), 10)},
          {"difference", amount(change.difference, 10)},
          {"unpriced", resource.unpriced}};
}

// ---- text

std::string group_of(const CostResource& resource) {
  return (resource.root.empty() ? "." : resource.root) + (resource.variable_set.empty() ? "" : " [" + resource.variable_set + "]");
}

// Pads on the left or on the right; longer text stays as it is.
std::string left(std::string text, std::size_t width) { return text.append(text.size() < width ? width - text.size() : 0, ' '); }
std::string right(const std::string& text, std::size_t width) {
  return std::string(text.size() < width ? width - text.size() : 0, ' ') + text;
}

std::string money(const std::optional<Decimal>& value, std::string_view otherwise) {
  return value ? value->to_string(2, true) : std::string(otherwise);
}

std::string with_sign(const Decimal& value) { return (Decimal() < value ? "+" : "") + value.to_string(2, true); }

std::string place(const SourceMap& sources, const SourceRange& range) {
  if (!range.valid()) return {};
  const SourceFile& file = sources[range.file];
  return escape_plain(file.path()) + ":" + std::to_string(file.position(range.begin).line);
}

// Starts the group of a root and variable set when it is another than the last one.
void begin_group(const CostResource& resource, std::string& group, std::string& out) {
  const std::string here = group_of(resource);
  if (here != group) out += (group.empty() ? "" : "\n") + escape_plain(here) + "\n";
  group = here;
}

void unpriced_text(const CostResource& resource, std::string& out) {
  for (const std::string& reason : resource.unpriced) out += "    not priced: " + escape_plain(reason) + "\n";
}

void estimate_text(const CostReport& report, std::string& out) {
  std::string group;
  for (const CostResource& resource : report.estimate.resources) {
    begin_group(resource, group, out);
    out += "  " + left(escape_plain(resource.address), 58) + " " + right(money(resource.monthly_cost, "usage"), 12) + "\n";
    for (const CostComponent& c : resource.components)
      if (c.monthly_cost)
        out += "    " + left(escape_plain(c.name), 56) + " " + right(c.monthly_cost->to_string(2, true), 12) + "  " +
               c.monthly_quantity->to_string(4) + " x " + c.unit_price.to_string() + " " + c.unit + "  " + place(report.sources, c.where) +
               "\n";
    unpriced_text(resource, out);
  }
  out += "\ntotal " + report.estimate.total.to_string(2, true) + " USD a month";
}

void difference_text(const CostReport& report, std::string& out) {
  constexpr std::string_view kSigns = "+-~";
  std::string group;
  for (const CostChange& change : report.difference->changes) {
    const CostResource& resource = change.either();
    begin_group(resource, group, out);
    const std::string before = change.before == nullptr ? "" : money(change.before->monthly_cost, "usage");
    const std::string after = change.after == nullptr ? "" : money(change.after->monthly_cost, "usage");
    const std::string arrow = before.empty() ? after : after.empty() ? before + " -> gone" : before + " -> " + after;
    out += std::string(1, kSigns[static_cast<std::size_t>(change.kind)]) + " " + left(escape_plain(resource.address), 58) + " " +
           right(change.difference ? with_sign(*change.difference) : "unknown", 12) + "  " + arrow + "  " +
           place(change.after != nullptr ? report.sources : *report.before_sources, resource.where) + "\n";
    unpriced_text(resource, out);
  }
  if (report.difference->changes.empty()) out += "no resource's cost changes\n";
  const Decimal more = report.difference->after - report.difference->before;
  out += "\nchange since " + escape_plain(report.revision) + ": " + with_sign(more) + " USD a month, from " +
         report.difference->before.to_string(2, true) + " to " + report.difference->after.to_string(2, true);
}

}  // namespace

void write_cost_json(const CostReport& report, std::string& out) {
  Json resources = Json::array();
  for (const CostResource& resource : report.estimate.resources) resources.push_back(resource_json(resource, report.sources));
  Json json{{"schema", "platlint/cost/v1"},
            {"currency", "USD"},
            {"prices", {{"date", price_date()}, {"source", "AWS list prices, on demand (analyzer/cost/prices/aws.csv)"}}},
            {"hours", kHoursPerMonth},
            {"resources", resources},
            {"total_monthly_cost", amount(report.estimate.total, 10)}};
  if (report.difference != nullptr) {
    const CostDifference& difference = *report.difference;
    json["base"] = {{"revision", report.revision}, {"commit", report.commit}, {"total_monthly_cost", amount(difference.before, 10)}};
    json["difference"] = amount(difference.after - difference.before, 10);
    json["changes"] = Json::array();
    for (const CostChange& change : difference.changes) json["changes"].push_back(change_json(change, report));
  }
  out += escape_json_output(json.dump(1, ' ', false, Json::error_handler_t::replace)) + "\n";
}

void write_cost_text(const CostReport& report, std::string& out) {
  if (report.difference != nullptr) difference_text(report, out);
  else estimate_text(report, out);
  out += ", list prices on demand, " + std::string(price_date()) + "; what depends on usage is not in it\n";
}

}  // namespace platlint

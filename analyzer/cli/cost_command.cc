// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "analyzer/cli/command.h"
#include "analyzer/cli/scan_options.h"
#include "analyzer/cost/estimate.h"
#include "analyzer/lower/lower.h"
#include "grammars/yaml/parser.h"

namespace platlint {
namespace {

using Json = nlohmann::ordered_json;

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

Json estimate_json(const CostEstimate& estimate, const SourceMap& sources) {
  Json resources = Json::array();
  for (const CostResource& resource : estimate.resources) {
    Json components = Json::array();
    for (const CostComponent& c : resource.components)
      components.push_back({{"name", c.name}, {"unit", c.unit}, {"monthly_quantity", amount(c.monthly_quantity, 10)}, {"unit_price", amount(c.unit_price, 15)}, {"monthly_cost", amount(c.monthly_cost, 10)}, {"usage_based", c.usage_based}, {"location", location(sources, c.where)}});
    resources.push_back({{"address", resource.address}, {"kind", resource.kind}, {"root", resource.root}, {"variable_set", resource.variable_set}, {"region", resource.region}, {"location", location(sources, resource.where)},
                         {"components", components}, {"monthly_cost", amount(resource.monthly_cost, 10)}, {"unpriced", resource.unpriced}});
  }
  return {{"schema", "platlint/cost/v1"}, {"currency", "USD"}, {"prices", {{"date", price_date()}, {"source", "AWS list prices, on demand (analyzer/cost/prices/aws.csv)"}}}, {"hours", kHoursPerMonth}, {"resources", resources}, {"total_monthly_cost", amount(estimate.total, 10)}};
}

void print_text(const CostEstimate& estimate, const SourceMap& sources) {
  std::string group;
  for (const CostResource& resource : estimate.resources) {
    const std::string here = (resource.root.empty() ? "." : resource.root) + (resource.variable_set.empty() ? "" : " [" + resource.variable_set + "]");
    if (here != group) std::printf("%s%s\n", group.empty() ? "" : "\n", here.c_str());
    group = here;
    std::printf("  %-58s %12s\n", resource.address.c_str(), resource.monthly_cost ? resource.monthly_cost->to_string(2, true).c_str() : "usage");
    for (const CostComponent& c : resource.components) {
      if (!c.monthly_cost) continue;
      const SourceFile& file = sources[c.where.file];
      std::printf("    %-56s %12s  %s x %s %s  %s:%u\n", c.name.c_str(), c.monthly_cost->to_string(2, true).c_str(), c.monthly_quantity->to_string(4).c_str(), c.unit_price.to_string().c_str(), c.unit.c_str(), file.path().c_str(),
                  file.position(c.where.begin).line);
    }
    for (const std::string& reason : resource.unpriced) std::printf("    not priced: %s\n", reason.c_str());
  }
  std::printf("\ntotal %s USD a month, list prices on demand, %s; what depends on usage is not in it\n", estimate.total.to_string(2, true).c_str(), std::string(price_date()).c_str());
}

// `resource_usage` of a usage file (version 0.1, Infracost's form).
Result<Usage> read_usage(const std::string& path, SourceMap& sources, Arena& arena) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail(path + ": cannot be read");
  std::ostringstream text;
  text << in.rdbuf();
  const SourceFile& file = sources[sources.add(path, text.str())];
  Diagnostics problems;
  const yaml::File* tree = yaml::parse(file, arena, problems);
  if (!problems.empty()) {
    const Position at = file.position(problems.front().range.begin);
    return fail(path + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ": " + problems.front().message);
  }
  if (tree->documents.empty() || tree->documents.front().root == nullptr) return Usage();
  return Usage(to_value(*tree->documents.front().root, arena)["resource_usage"]);
}

int run_cost(const Arguments& arguments) {
  const std::string format = arguments.value("format", "text");
  if (format != "text" && format != "json") return usage_error("unknown format \"" + format + "\"; there are: text, json");
  auto target = open_target(arguments);
  if (!target) return usage_error(target.error().message);
  const auto config = load_config(target->files, target->options);
  if (!config) return usage_error(config.error().message);
  const LoadedProgram loaded = load_program(target->files, target->options, *config);
  Arena arena;
  SourceMap usage_sources;
  Usage usage;
  if (arguments.has("usage")) {
    const auto read = read_usage(arguments.value("usage"), usage_sources, arena);
    if (!read) return usage_error(read.error().message);
    usage = *read;
  }
  const CostEstimate estimate = estimate_cost(loaded.program, usage);
  for (const Value& entry : usage.unused()) {
    const Position at = usage_sources[entry.where().file].position(entry.where().begin);
    std::fprintf(stderr, "%s:%u:%u: nothing here uses \"%s\"\n", usage_sources[entry.where().file].path().c_str(), at.line, at.column, std::string(entry.as_string()).c_str());
  }
  if (format == "json") std::puts(estimate_json(estimate, loaded.program.sources()).dump(1).c_str());
  else print_text(estimate, loaded.program.sources());
  return kExitClean;
}

constexpr OptionSpec kCostOptions[] = {kRepositoryOptions[0], kRepositoryOptions[1], kRepositoryOptions[2], kRepositoryOptions[3], {"format", "FORMAT", "text (default) or json"}, {"usage", "FILE", "expected usage, for what is paid by use"}};

}  // namespace

const Command kCostCommand{"cost", "cost [PATH]", "Estimate the monthly cost from the code.", kCostOptions, run_cost};

}  // namespace platlint

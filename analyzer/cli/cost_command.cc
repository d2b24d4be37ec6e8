// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <fstream>
#include <sstream>

#include "analyzer/cli/command.h"
#include "analyzer/cli/scan_options.h"
#include "analyzer/cost/difference.h"
#include "analyzer/cost/estimate.h"
#include "analyzer/lower/lower.h"
#include "analyzer/source/git_tree.h"
#include "grammars/yaml/parser.h"
#include "reports/cost/cost.h"

namespace platlint {
namespace {

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

void say_unused(const Usage& usage, const SourceMap& sources) {
  for (const Value& entry : usage.unused()) {
    const SourceFile& file = sources[entry.where().file];
    const Position at = file.position(entry.where().begin);
    std::fprintf(stderr, "%s:%u:%u: nothing here uses \"%s\"\n", file.path().c_str(), at.line, at.column,
                 std::string(entry.as_string()).c_str());
  }
}

int run_cost(const Arguments& arguments) {
  const std::string format = arguments.value("format", "text");
  if (format != "text" && format != "json") return usage_error("unknown format \"" + format + "\"; there are: text, json");
  auto target = open_target(arguments);
  if (!target) return usage_error(target.error().message);
  const auto config = load_config(target->files, target->options);
  if (!config) return usage_error(config.error().message);
  Arena arena;
  SourceMap usage_sources;
  Usage usage;
  if (arguments.has("usage")) {
    const auto read = read_usage(arguments.value("usage"), usage_sources, arena);
    if (!read) return usage_error(read.error().message);
    usage = *read;
  }
  const LoadedProgram now = load_program(target->files, target->options, *config);
  const CostEstimate estimate = estimate_cost(now.program, usage);
  CostReport report{.estimate = estimate, .sources = now.program.sources()};

  // The same configuration and usage on both sides, so that the difference is the code's.
  LoadedProgram then;
  CostEstimate before;
  CostDifference difference;
  if (arguments.has("base")) {
    report.revision = arguments.value("base");
    const auto tree = GitTreeFileSystem::open(target->root, report.revision);
    if (!tree) return usage_error("--base: " + tree.error().message);
    report.commit = tree->commit();
    then = load_program(InstalledModulesFileSystem(*tree, target->files), target->options, *config);
    before = estimate_cost(then.program, usage);
    difference = compare(before, estimate);
    report.difference = &difference;
    report.before_sources = &then.program.sources();
  }
  say_unused(usage, usage_sources);
  std::string text;
  if (format == "json") write_cost_json(report, text);
  else write_cost_text(report, text);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return kExitClean;
}

constexpr OptionSpec kCostOptions[] = {kRepositoryOptions[0],
                                       kRepositoryOptions[1],
                                       kRepositoryOptions[2],
                                       kRepositoryOptions[3],
                                       {"format", "FORMAT", "text (default) or json"},
                                       {"usage", "FILE", "expected usage, for what is paid by use"},
                                       {"base", "REF", "show what changes since this Git revision, read without a checkout"}};

}  // namespace

const Command kCostCommand{"cost", "cost [PATH]", "Estimate the monthly cost from the code.", kCostOptions, run_cost};

}  // namespace platlint

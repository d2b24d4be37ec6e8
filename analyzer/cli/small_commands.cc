// SPDX-License-Identifier: Apache-2.0
//
// Commands that hand over to one function: eval, init, config, baseline, gate.
#include <sys/stat.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

#include "analyzer/cli/command.h"
#include "analyzer/cli/scan_options.h"
#include "analyzer/config/config.h"
#include "analyzer/engine/gate.h"
#include "analyzer/engine/settle.h"
#include "analyzer/eval/eval_lines.h"

namespace platlint {
namespace {

int run_eval(const Arguments&) {
  const auto files = DiskFileSystem::open(".");
  if (!files) return usage_error(files.error().message);
  eval_lines(std::cin, std::cout, *files);
  return kExitClean;
}

int run_init(const Arguments& arguments) {
  const std::string folder = arguments.positional().empty() ? "." : arguments.positional().front();
  const std::string path = folder + "/.platlint.yaml";
  struct stat info = {};
  if (::stat(path.c_str(), &info) == 0) return usage_error(path + " exists");
  std::ofstream out(path);
  out << config_template();
  if (!out.flush()) return usage_error(path + ": cannot be written");
  std::printf("wrote %s\n", path.c_str());
  return kExitClean;
}

int run_config(const Arguments& arguments) {
  if (arguments.positional().size() != 1 || arguments.positional().front() != "schema")
    return usage_error("config has one subcommand: platlint config schema");
  std::fputs(config_schema().c_str(), stdout);
  return kExitClean;
}

int run_baseline(const Arguments& arguments) {
  auto target = open_target(arguments);
  if (!target) return usage_error(target.error().message);
  const auto result = run(target->files, target->options);
  if (!result) return usage_error(result.error().message);
  const std::string text = write_baseline(result->report, result->program.sources());
  if (!arguments.has("write")) {
    std::fputs(text.c_str(), stdout);
    return kExitClean;
  }
  std::ofstream out(arguments.value("write"), std::ios::binary | std::ios::trunc);
  out << text;
  return out.flush() ? kExitClean : usage_error(arguments.value("write") + ": cannot be written");
}

Result<std::string> read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail(path + ": cannot be read");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

int run_gate(const Arguments& arguments) {
  if (arguments.positional().size() != 1) return usage_error("gate takes one JSON report: platlint gate REPORT");
  const auto text = read_text(arguments.positional().front());
  if (!text) return usage_error(text.error().message);
  std::vector<Baseline> baselines;
  for (const std::string& path : arguments.values("baseline")) {
    const auto json = read_text(path);
    if (!json) return usage_error(json.error().message);
    auto baseline = read_baseline(*json, path);
    if (!baseline) return usage_error(baseline.error().message);
    baselines.push_back(*std::move(baseline));
  }
  const auto verdict = gate(*text, {.fail_on = arguments.value("fail-on", "medium"),
                                    .fail_on_unknown = arguments.has("fail-on-unknown"),
                                    .new_only = arguments.has("new-only"),
                                    .baselines = baselines});
  if (!verdict) return usage_error(verdict.error().message);
  for (const std::string& line : verdict->lines) std::puts(line.c_str());
  return verdict->exit_code;
}

constexpr OptionSpec kBaselineOptions[] = {kRepositoryOptions[0],
                                           kRepositoryOptions[1],
                                           kRepositoryOptions[2],
                                           kRepositoryOptions[3],
                                           {"write", "FILE", "where to (default: standard output)"}};
constexpr OptionSpec kGateOptions[] = {
    {"fail-on", "SEVERITY", "least severity that counts, or never (default: medium)"},
    {"fail-on-unknown", "", "unknown results make the analysis incomplete"},
    {"new-only", "", "findings of the baselines do not count"},
    {"baseline", "FILE", "a baseline; repeatable"},
};

}  // namespace

const Command kEvalCommand{"eval", "eval", "Evaluate HCL expressions: JSON lines in, JSON lines out.", {}, run_eval};
const Command kInitCommand{"init", "init [FOLDER]", "Write a commented .platlint.yaml.", {}, run_init};
const Command kConfigCommand{"config", "config schema", "Print the configuration's JSON Schema.", {}, run_config};
const Command kBaselineCommand{"baseline", "baseline [PATH]", "Write today's findings as a baseline.", kBaselineOptions, run_baseline};
const Command kGateCommand{"gate", "gate REPORT", "Decide a pipeline from a JSON report.", kGateOptions, run_gate};

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>

#include "analyzer/cli/command.h"
#include "analyzer/cli/scan_options.h"
#include "analyzer/engine/comparison.h"
#include "analyzer/source/git_tree.h"
#include "reports/reporters.h"

namespace platlint {
namespace {

constexpr OptionSpec kScanOptions[] = {
    kRepositoryOptions[0],
    kRepositoryOptions[1],
    kRepositoryOptions[2],
    kRepositoryOptions[3],
    {"format", "FORMAT", "what to write to standard output (default: text)"},
    {"output", "FORMAT=FILE", "write a format to a file as well; repeatable"},
    {"rule", "SELECTOR", "run these rules only: ids, globs, tags, severity>=high; repeatable"},
    {"skip", "SELECTOR", "leave these rules out; repeatable"},
    {"fail-on", "SEVERITY", "least severity that makes the exit code 1, or never (default: medium)"},
    {"fail-on-unknown", "", "results that cannot be known make the analysis incomplete (exit code 3)"},
    {"base", "REF", "report and judge what is new since this Git revision, read without a checkout"},
    {"evidence", "", "report passes too"},
    {"no-ignores", "", "suppressions do not count"},
    {"info", "", "tell findings of severity info in the text report, too"},
    {"no-color", "", "no colours"},
    {"quiet", "", "no text report when nothing is found"},
};

bool wants_color(const Arguments& arguments) {
  if (arguments.has("no-color")) return false;
  if (const char* off = std::getenv("NO_COLOR"); off != nullptr && *off != '\0') return false;
  if (const char* on = std::getenv("FORCE_COLOR"); on != nullptr && *on != '\0') return true;
  return ::isatty(STDOUT_FILENO) == 1;
}

std::string known_formats() {
  std::string names;
  for (const Reporter& reporter : reporters()) names += (names.empty() ? "" : ", ") + std::string(reporter.name);
  return names;
}

// Written beside its place and renamed, so that nobody reads half a report.
Result<void> write_file(const std::string& path, const std::string& text) {
  const std::string part = path + ".part";
  {
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    out << text;
    if (!out.flush()) return fail(path + ": cannot be written");
  }
  if (std::rename(part.c_str(), path.c_str()) != 0) return fail(path + ": cannot be written");
  return {};
}

int verdict(const Report& report, const std::string& threshold, bool fail_on_unknown) {
  if (const auto least = parse_severity(threshold); least && fails(report, *least)) return kExitFindings;
  return incomplete(report) || (fail_on_unknown && summarize(report).unknown > 0) ? kExitIncomplete : kExitClean;
}

struct BaseRun {
  Run run;
  std::string commit;
};

// The scan of an earlier revision with today's configuration, so that what differs is the code. Baselines hide nothing there.
Result<BaseRun> run_base(const Target& target, Config config, const std::string& revision) {
  const auto tree = GitTreeFileSystem::open(target.root, revision);
  if (!tree) return fail("--base: " + tree.error().message);
  config.baselines.clear();
  auto result = run(InstalledModulesFileSystem(*tree, target.files), target.options, std::move(config));
  if (!result) return tl::unexpected(result.error());
  return BaseRun{*std::move(result), tree->commit()};
}

int run_scan(const Arguments& arguments) {
  const std::string format = arguments.value("format", "text");
  std::vector<std::pair<const Reporter*, std::string>> outputs;
  for (const std::string& output : arguments.values("output")) {
    const std::size_t equals = output.find('=');
    if (equals == std::string::npos) return usage_error("--output takes FORMAT=FILE, not \"" + output + "\"");
    const Reporter* reporter = find_reporter(output.substr(0, equals));
    if (reporter == nullptr) return usage_error("unknown format \"" + output.substr(0, equals) + "\"; there are: " + known_formats());
    outputs.emplace_back(reporter, output.substr(equals + 1));
  }
  const Reporter* reporter = find_reporter(format);
  if (reporter == nullptr) return usage_error("unknown format \"" + format + "\"; there are: " + known_formats());

  auto target = open_target(arguments);
  if (!target) return usage_error(target.error().message);
  RunOptions& options = target->options;
  options.rules = arguments.values("rule");
  options.skip = arguments.values("skip");
  options.evidence = arguments.has("evidence");
  options.no_ignores = arguments.has("no-ignores");
  auto result = run(target->files, options);
  if (!result) return usage_error(result.error().message);
  std::optional<Run> before;
  if (arguments.has("base")) {
    auto base = run_base(*target, result->config, arguments.value("base"));
    if (!base) return usage_error(base.error().message);
    compare_with(result->report, base->run, arguments.value("base"), base->commit);
    before = std::move(base->run);  // its policies are what fixed findings name
  }

  const std::string threshold = arguments.value("fail-on", result->config.fail_on);
  if (threshold != "never" && !parse_severity(threshold))
    return usage_error("--fail-on takes info, low, medium, high, critical or never, not \"" + threshold + "\"");
  const SourceMap& sources = result->program.sources();
  for (const auto& [output, path] : outputs) {
    std::string text;
    output->write(result->report, sources, {.evidence = options.evidence}, text);
    if (const auto written = write_file(path, text); !written) return usage_error(written.error().message);
  }
  const int code = verdict(result->report, threshold, arguments.has("fail-on-unknown"));
  if (!(arguments.has("quiet") && format == "text" && code == kExitClean)) {
    std::string text;
    // Who asks for rules, or fails by info findings, wants to see them.
    const bool info = arguments.has("info") || !options.rules.empty() || options.evidence || threshold == "info";
    reporter->write(result->report, sources, {.color = wants_color(arguments), .evidence = options.evidence, .info = info}, text);
    std::fwrite(text.data(), 1, text.size(), stdout);
  }
  if (code != kExitClean && incomplete(result->report))
    std::fputs("platlint: the analysis is incomplete; the coverage block says what was not read\n", stderr);
  return code;
}

}  // namespace

const Command kScanCommand{"scan", "scan [PATH...]", "Check a repository.", kScanOptions, run_scan};

}  // namespace platlint

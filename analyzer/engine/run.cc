// SPDX-License-Identifier: Apache-2.0
//
// The analysis as a list of passes. Each takes what those before it made; nothing goes back.
#include "analyzer/engine/run.h"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <set>

#include "analyzer/engine/budget.h"
#include "analyzer/engine/check.h"
#include "analyzer/engine/diagnostic_findings.h"
#include "analyzer/engine/lower_all.h"
#include "analyzer/engine/policies.h"
#include "analyzer/engine/settle.h"
#include "analyzer/policy/policy_rule.h"
#include "analyzer/secrets/find_secrets.h"
#include "analyzer/support/check.h"

namespace platlint {
namespace {

constexpr std::string_view kConfigName = ".platlint.yaml";
constexpr std::uint64_t kMaxConfigBytes = 1U << 20U;

Result<std::vector<Baseline>> load_baselines(const FileSystem& files, const Config& config) {
  std::vector<Baseline> baselines;
  for (const std::string& path : config.baselines) {
    const auto text = files.read(path, 64U << 20U);
    if (!text) return tl::unexpected(text.error());
    auto baseline = read_baseline(*text, path);
    if (!baseline) return tl::unexpected(baseline.error());
    baselines.push_back(*std::move(baseline));
  }
  return baselines;
}

CoverageGap gap_of(const Gap& gap) { return {gap.path, 0, gap.reason}; }

Coverage coverage_of(const Loaded& loaded, const Program& program) {
  Coverage coverage;
  coverage.files_seen = loaded.seen;
  const SourceMap& sources = program.sources();
  std::set<std::string> failed;
  for (const Diagnostic& diagnostic : program.diagnostics()) {
    if (!diagnostic.range.valid() || diagnostic.range.file >= sources.size()) continue;
    const SourceFile& file = sources[diagnostic.range.file];
    const CoverageGap gap{file.path(), file.position(diagnostic.range.begin).line, diagnostic.message};
    if (diagnostic.kind == Diagnostic::Kind::kSyntax && failed.insert(file.path()).second) coverage.failed.push_back(gap);
    if (diagnostic.kind == Diagnostic::Kind::kLimit) coverage.limits.push_back(gap);
  }
  for (const Gap& gap : loaded.unreadable) coverage.failed.push_back(gap_of(gap));
  std::transform(loaded.skipped.begin(), loaded.skipped.end(), std::back_inserter(coverage.skipped), gap_of);
  for (const InputFile& file : loaded.list)
    if (file.kind == FileKind::kHelmTemplate)
      coverage.skipped.push_back({sources[file.id].path(), 0, "Helm template, not rendered (secrets were looked for)"});
  std::set<std::pair<std::string, std::string>> seen;
  for (const Gap& gap : program.gaps())
    if (seen.emplace(gap.path, gap.reason).second) coverage.gaps.push_back(gap_of(gap));
  std::size_t parsed = loaded.list.size();
  coverage.files_parsed = parsed >= failed.size() ? parsed - failed.size() : 0;
  for (const Domain domain : {Domain::kTerraform, Domain::kKubernetes, Domain::kGithub, Domain::kGitlab, Domain::kDocker})
    coverage.resources[std::string(name(domain))] = 0;
  for (const Resource& resource : program.resources()) {
    // A change is no resource but what becomes of one.
    if (resource.kind == "terraform/change") ++coverage.planned_changes[std::string(resource["action"].string_value().value_or("other"))];
    else if (resource.code == nullptr) ++coverage.resources[std::string(name(resource.domain))];
  }
  coverage.unknown_values = program.unknown_values();
  const auto by_path = [](const CoverageGap& a, const CoverageGap& b) {
    return std::tie(a.path, a.line, a.reason) < std::tie(b.path, b.line, b.reason);
  };
  for (auto* list : {&coverage.failed, &coverage.skipped, &coverage.gaps, &coverage.limits}) std::sort(list->begin(), list->end(), by_path);
  return coverage;
}

// Files named on the command line choose what is reported, never what is loaded: a module is understood as a whole.
void keep_paths(std::vector<Finding>& findings, const SourceMap& sources, const std::vector<std::string>& paths) {
  if (paths.empty()) return;
  std::erase_if(findings, [&](const Finding& finding) {
    if (!finding.range.valid()) return false;
    const std::string& path = sources[finding.range.file].path();
    return std::none_of(paths.begin(), paths.end(),
                        [&](const std::string& wanted) { return wanted.empty() || path == wanted || path.starts_with(wanted + "/"); });
  });
}

}  // namespace

void add_builtin_rules(RegistryBuilder& builder) {
  for (const BuiltinRule& rule : builtin_rules())
    if (rule.native != nullptr) {
      builder.add(*rule.native, rule.page);
    } else {
      auto compiled = compile_policy_rule(rule.policy, rule.stem);
      if (!compiled) std::fprintf(stderr, "platlint: %s\n", compiled.error().message.c_str());
      PL_CHECK(compiled.has_value());
      builder.add(*std::move(compiled), rule.page);
    }
}

Result<Config> load_config(const FileSystem& files, const RunOptions& options) {
  std::string path = options.config_file.empty() ? std::string(kConfigName) : options.config_file;
  if (options.config_text)
    return read_config(SourceFile(0, options.config_file.empty() ? "configuration" : options.config_file, *options.config_text));
  if (options.config_file.empty() && !files.stat(path)) return Config();
  auto text = files.read(path, kMaxConfigBytes);
  if (!text) return tl::unexpected(text.error());
  return read_config(SourceFile(0, path, *std::move(text)));
}

LoadedProgram load_program(const FileSystem& files, const RunOptions& options, const Config& config) {
  LoadedProgram out;
  out.loaded = load(files, DiscoverOptions(), options.jobs);
  LowerInput input{.sources = *out.loaded.sources,
                   .files = files,
                   .list = out.loaded.list,
                   .variables = options.variables,
                   .variable_files = options.variable_files,
                   .jobs = options.jobs};
  input.links = out.loaded.links;
  for (const RootVariables& set : config.roots) input.sets.push_back({set.path, set.name, set.variable_files, set.variables});
  out.program = lower_and_link(input, out.loaded.sources);
  return out;
}

Result<Run> run(const FileSystem& files, const RunOptions& options) {
  auto config = load_config(files, options);
  if (!config) return tl::unexpected(config.error());
  return run(files, options, *std::move(config));
}

Result<Run> run(const FileSystem& files, const RunOptions& options, Config config) {
  Run result;

  // Configuration and rules: everything that can be the user's mistake.
  result.config = std::move(config);
  RegistryBuilder builder;
  add_builtin_rules(builder);
  PL_CHECK(builder.duplicates().empty());
  // Files -> trees -> resources with values -> graph. From here on the program is frozen. It comes first because a repository's own
  // policies are rules too, which configuration may name.
  LoadedProgram loaded = load_program(files, options, result.config);
  result.loaded = std::move(loaded.loaded);
  result.program = std::move(loaded.program);
  const Diagnostics policy_mistakes = add_repository_policies(result.loaded, result.config.policies, builder);
  result.registry = std::move(builder).build();
  if (const auto checked = check_selectors(result.config, result.registry); !checked) return tl::unexpected(checked.error());
  const auto rules = configured_rules(result.registry, result.config, options.rules, options.skip);
  if (!rules) return tl::unexpected(rules.error());
  const auto baselines = load_baselines(files, result.config);
  if (!baselines) return tl::unexpected(baselines.error());

  // Rules over resources, secrets over bytes, and what the readers said.
  std::vector<Finding> findings =
      check(result.program, *rules, result.config.settings, {.jobs = options.jobs, .evidence = options.evidence});
  for (auto more : {find_secrets(*result.loaded.sources, result.loaded.list, *rules, options.jobs),
                    diagnostic_findings(result.program, result.registry), policy_findings(policy_mistakes, result.registry),
                    budget_findings(result.program, result.config.settings, result.registry)})
    std::move(more.begin(), more.end(), std::back_inserter(findings));
  std::erase_if(findings, [&](const Finding& finding) {
    return std::none_of(rules->begin(), rules->end(), [&](const Rule* rule) { return rule->meta == finding.rule; });
  });
  keep_paths(findings, *result.loaded.sources, options.paths);

  // Order, suppressions, identity.
  settle(findings, {.program = result.program,
                    .registry = result.registry,
                    .config = result.config,
                    .files = result.loaded.list,
                    .ran = *rules,
                    .baselines = *baselines,
                    .today = options.today,
                    .no_ignores = options.no_ignores});
  result.report.version = PLATLINT_VERSION;
  result.report.rules = *rules;
  result.report.findings = std::move(findings);
  result.report.coverage = coverage_of(result.loaded, result.program);
  return result;
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

constexpr std::string_view kFiles[] = {"GITHUB_ENV", "GITHUB_PATH"};

// Can what the command writes depend on anything but its own text?
bool depends(std::string_view command) {
  for (std::size_t i = 0; i < command.size(); ++i) {
    const char c = command[i];
    if (c == '`') return true;
    if (c == '%' && command.find('%', i + 2) != std::string_view::npos) return true;  // cmd's variables
    if (c == '$') return true;
  }
  // Only what prints its own words is known to.
  std::string_view word = command.substr(std::min(command.find_first_not_of(" \t\"'"), command.size()));
  return !(word.starts_with("echo") || word.starts_with("printf") || word.starts_with("Write-Output"));
}

// The line redirects into the file; gives what stands before the redirection.
bool writes(std::string_view line, std::string_view file, std::string_view& command) {
  for (std::size_t at = line.find(file); at != std::string_view::npos; at = line.find(file, at + 1)) {
    std::size_t before = at;
    while (before > 0 && std::string_view("\"'${%}:envEV ").find(line[before - 1]) != std::string_view::npos) --before;
    if (before > 0 && line[before - 1] == '>') {
      while (before > 0 && (line[before - 1] == '>' || line[before - 1] == ' ')) --before;
      command = line.substr(0, before);
      return true;
    }
    const std::string_view ahead = line.substr(0, before);
    const std::size_t pipe = ahead.rfind('|');
    if (pipe != std::string_view::npos &&
        (ahead.find("tee", pipe) != std::string_view::npos || ahead.find("Out-File", pipe) != std::string_view::npos ||
         ahead.find("Add-Content", pipe) != std::string_view::npos)) {
      command = ahead.substr(0, pipe);
      return true;
    }
  }
  return false;
}

void check(const Resource& step, RuleContext& ctx) {
  const Value run = step["run"];
  const Resource* file = file_of(step, ctx);
  if (!run.is_string() || file == nullptr) return;
  // Whoever calls an action may do so from anywhere.
  if (file->kind == "github/workflow" && !has_trigger(step, "pull_request_target") && !has_trigger(step, "workflow_run")) return;
  std::string_view rest = run.as_string();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos || line[first] == '#') continue;
    for (const std::string_view name : kFiles) {
      std::string_view command;
      if (!writes(line, name, command) || !depends(command)) continue;
      ctx.report(run, "what is written to " + std::string(name) +
                          " is not fixed: a line break in it sets any variable, such as LD_PRELOAD, for the steps that follow")
          .attribute(name);
      return;
    }
  }
}

constexpr std::string_view kKinds[] = {"github/step"};
constexpr std::string_view kTags[] = {"injection", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:github-env"};

}  // namespace

extern constinit const NativeRule github_env_injection{
    .meta = {.id = "github-env-injection",
             .summary = "A script lets others choose environment variables of later steps",
             .severity = Severity::kHigh,
             .confidence = Confidence::kLow,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint

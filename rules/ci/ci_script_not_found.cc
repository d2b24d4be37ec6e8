// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <string>

#include "analyzer/rule/commands.h"

namespace platlint {
namespace {

// Folders of the repository that hold scripts: a path into one of them is meant to be a file of the repository.
std::set<std::string, std::less<>> script_folders(const RuleContext& ctx) {
  std::set<std::string, std::less<>> folders;
  for (const Resource* script : ctx.all("file/script"))
    if (const std::size_t slash = script->address.rfind('/'); slash != std::string_view::npos)
      folders.insert(std::string(script->address.substr(0, slash)));
  return folders;
}

// The script that a command starts: its first word, or the first argument of a shell.
std::string_view started(std::string_view command) {
  for (const std::string_view shell : {"bash ", "sh ", "source ", ". "})
    if (command.starts_with(shell)) command.remove_prefix(shell.size());
  if (command.starts_with("./")) command.remove_prefix(2);
  const std::string_view word = command.substr(0, command.find_first_of(" ;|&\n)"));
  return word.find_first_of("$\"'`*{") == std::string_view::npos ? word : std::string_view();
}

// By the step itself, or by the defaults of its job or workflow.
bool starts_elsewhere(const Resource& resource, const RuleContext& ctx) {
  if (!resource["working-directory"].is_absent()) return true;
  for (const Resource* around = ctx.parent(resource); around != nullptr; around = ctx.parent(*around))
    if (!(*around)["defaults"]["run"]["working-directory"].is_absent()) return true;
  return false;
}

void check(const Resource& resource, RuleContext& ctx) {
  if (starts_elsewhere(resource, ctx)) return;
  const auto folders = script_folders(ctx);
  if (folders.empty()) return;
  for (const Command& command : commands_of(resource, ctx)) {
    if (command.script != nullptr) continue;
    // From here on paths are taken from elsewhere, or files may be new.
    if (runs(command.text, "cd") || runs(command.text, "pushd") || runs(command.text, "git clone") || runs(command.text, "git checkout"))
      return;
    const std::string_view path = started(command.text);
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos || !path.ends_with(".sh") || !folders.contains(path.substr(0, slash))) continue;
    if (ctx.program().sources().find(path) == nullptr)
      ctx.report(command.line, "the repository has no script " + std::string(path)).attribute(path);
  }
}

constexpr std::string_view kKinds[] = {"github/step", "gitlab/job"};
constexpr std::string_view kTags[] = {"ci", "scripts"};

}  // namespace

extern constinit const NativeRule ci_script_not_found{
    .meta = {.id = "ci-script-not-found",
             .summary = "Job calls a script that is not in the repository",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/commands.h"

namespace platlint {
namespace {

// Options of `set` and of the interpreter: -e, -eu, -euo pipefail, -o errexit.
void read_options(std::string_view text, bool& stops, bool& pipes) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    if (word.size() > 1 && word.front() == '-' && word[1] != '-' && word.find('e') != std::string_view::npos) stops = true;
    if (word == "errexit") stops = true;
    if (word.starts_with("pipefail")) pipes = true;
    at = end + 1;
  }
}

bool is_caller(const Resource& resource) { return resource.kind == "github/step" || resource.kind == "gitlab/job"; }

// The script whose shell this one runs in, or a job: `source lib.sh` leaves the options to who sources.
const Resource* ci_caller(const Resource& script, const RuleContext& ctx) {
  for (const Resource* caller : ctx.referrers(script, ""))
    if (is_caller(*caller)) return caller;
  return nullptr;
}

bool has_pipe(const Value& commands) {
  for (const Value& line : commands.items())
    if (line.is_string() && line.as_string().find(" | ") != std::string_view::npos) return true;
  return false;
}

void check(const Resource& script, RuleContext& ctx) {
  const Resource* caller = ci_caller(script, ctx);
  const Value commands = script["commands"];
  // One command needs no strictness: its status is the script's.
  if (caller == nullptr || commands.items().size() < 2) return;
  bool stops = false;
  bool pipes = false;
  const std::string interpreter = script["interpreter"].text().value_or("");
  if (interpreter.find("sh") == std::string::npos && !interpreter.empty()) return;
  if (const std::size_t options = interpreter.find(" -"); options != std::string::npos)
    read_options(std::string_view(interpreter).substr(options + 1), stops, pipes);
  for (const Value& line : commands.items())
    if (line.is_string() && line.as_string().starts_with("set ")) read_options(line.as_string().substr(4), stops, pipes);
  const bool posix = interpreter.ends_with("/sh") || interpreter.ends_with("env sh") || interpreter.find("/sh ") != std::string::npos ||
                     interpreter.ends_with("/ash");
  if (!stops)
    ctx.report(script.header, "goes on after a command that failed: set -euo pipefail")
        .note(caller->header, "CI runs it here")
        .attribute("set");
  else if (!pipes && !posix && has_pipe(commands))
    ctx.report(script.header, "a command that fails in front of a pipe goes unnoticed: set -o pipefail")
        .note(caller->header, "CI runs it here")
        .attribute("set");
}

constexpr std::string_view kKinds[] = {"file/script"};
constexpr std::string_view kTags[] = {"ci", "scripts"};

}  // namespace

extern constinit const NativeRule ci_script_not_strict{
    .meta = {.id = "ci-script-not-strict",
             .summary = "Script of CI goes on after failures",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint

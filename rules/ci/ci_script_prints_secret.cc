// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "analyzer/rule/commands.h"

namespace platlint {
namespace {

constexpr std::string_view kSecretWords[] = {"SECRET",  "PASSWORD", "PASSWD",     "TOKEN",     "PRIVATE_KEY",
                                             "API_KEY", "APIKEY",   "ACCESS_KEY", "CREDENTIAL"};
// Names that hold where a secret is, or what it is called.
constexpr std::string_view kPlaceWords[] = {"_FILE",   "_PATH",  "_NAME", "_ARN",    "_ID",      "_DIR", "_URL",
                                            "_LENGTH", "_COUNT", "_TTL",  "_EXPIRY", "_VERSION", "_TYPE"};

// Tokens that everyone may know: of DNS records, of the next page.
constexpr std::string_view kPublicWords[] = {"DKIM", "VERIFICATION", "NEXT", "CONTINUATION", "PAGE"};

// The variables that a text expands, without ${#length}, ${set:+x} and ${must:?message}.
bool expands_secret(std::string_view text, std::string& name) {
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
    if (at > 0 && text[at - 1] == '\\') continue;
    std::size_t begin = at + 1;
    const bool braces = begin < text.size() && text[begin] == '{';
    if (braces) ++begin;
    std::size_t end = begin;
    while (end < text.size() && (text[end] == '_' || (text[end] >= 'A' && text[end] <= 'Z') || (text[end] >= 'a' && text[end] <= 'z') ||
                                 (text[end] >= '0' && text[end] <= '9')))
      ++end;
    if (braces && (text.substr(end, 2) == ":+" || text.substr(end, 1) == "+" || text.substr(end, 2) == ":?" || text.substr(end, 2) == ":0"))
      continue;
    std::string upper(text.substr(begin, end - begin));
    std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    const bool secret = std::any_of(std::begin(kSecretWords), std::end(kSecretWords),
                                    [&](std::string_view word) { return upper.find(word) != std::string::npos; });
    const bool place =
        std::any_of(std::begin(kPlaceWords), std::end(kPlaceWords), [&](std::string_view word) { return upper.ends_with(word); });
    const bool open = std::any_of(std::begin(kPublicWords), std::end(kPublicWords),
                                  [&](std::string_view word) { return upper.find(word) != std::string::npos; });
    if (secret && !place && !open) {
      name = std::string(text.substr(begin, end - begin));
      return true;
    }
  }
  return false;
}

// What a command writes goes to the log unless it goes somewhere else.
bool goes_elsewhere(std::string_view command) {
  return command.find('>') != std::string_view::npos || command.find('|') != std::string_view::npos ||
         command.find("$(") != std::string_view::npos || command.find("::add-mask::") != std::string_view::npos;
}

bool prints(std::string_view command) { return runs(command, "echo") || runs(command, "printf"); }

// `for secret in $names`: what a loop goes through are names of secrets, not secrets.
bool is_loop_variable(const std::string& name, const std::vector<Command>& commands) {
  const std::string loop = "for " + name + " in ";
  return std::any_of(commands.begin(), commands.end(),
                     [&](const Command& command) { return command.text.find(loop) != std::string::npos; });
}

void check_command(const Command& command, bool in_job, const std::vector<Command>& all, RuleContext& ctx) {
  std::string name;
  if (in_job && prints(command.text) && !goes_elsewhere(command.text) && command.text.find('\'') == std::string_view::npos &&
      expands_secret(command.text, name) && !is_loop_variable(name, all)) {
    ctx.report(command.line, "writes " + name + " into the job's log").attribute(name);
  } else if (in_job && (runs(command.text, "env") || runs(command.text, "printenv") || runs(command.text, "export")) &&
             command.text.find_first_of(" |>") == std::string_view::npos) {
    ctx.report(command.line, "writes every variable of the job into its log, secrets too").attribute("env");
  } else if (command.script != nullptr && runs(command.text, "set") && command.text.size() > 5 &&
             (command.text.starts_with("set -x") || command.text.find(" xtrace") != std::string_view::npos ||
              (command.text.starts_with("set -") &&
               command.text.substr(0, command.text.find(' ', 5)).find('x') != std::string_view::npos))) {
    // A trace shows variables as they are: a matter only where the script uses a secret.
    for (const Value& line : (*command.script)["commands"].items())
      if (line.is_string() && expands_secret(line.as_string(), name)) {
        ctx.report(command.line, "traces every command into the log, with the value of " + name)
            .note(line.where(), "used here")
            .attribute("xtrace");
        return;
      }
  }
}

void check(const Resource& resource, RuleContext& ctx) {
  // What no job calls writes to somebody's terminal.
  const bool in_job = resource.kind != "file/script" || !ctx.referrers(resource, "").empty();
  const std::vector<Command> commands = commands_of(resource, ctx);
  for (const Command& command : commands)
    // Scripts are visited as such when they are called, each once.
    if (command.script == nullptr || command.script == &resource) check_command(command, in_job, commands, ctx);
}

constexpr std::string_view kKinds[] = {"github/step", "gitlab/job", "file/script"};
constexpr std::string_view kTags[] = {"ci", "scripts", "secrets"};

}  // namespace

extern constinit const NativeRule ci_script_prints_secret{
    .meta = {.id = "ci-script-prints-secret",
             .summary = "Script writes a secret into its output",
             .severity = Severity::kHigh,
             .confidence = Confidence::kMedium,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "rules/platform/lib_builds.h"

namespace platlint {
namespace {

bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; }

// Does the text hold the name as a word of its own ("api" is none of "api-docs")?
bool holds_name(std::string_view text, std::string_view name) {
  for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || !is_name(text[at - 1])) && (end == text.size() || !is_name(text[end]))) return true;
  }
  return false;
}

bool holds_name(const Value& value, std::string_view name, int depth = 0) {
  if (value.is_string()) return holds_name(value.as_string(), name);
  if (depth > 8) return false;
  for (const Value& item : value.items())
    if (holds_name(item, name, depth + 1)) return true;
  for (const Member& member : value.members())
    if (holds_name(member.value, name, depth + 1)) return true;
  return false;
}

// The word after an option: "--platform linux/arm64", "--platform=linux/arm64".
std::string option(std::string_view command, std::string_view name) {
  const std::size_t at = command.find(name);
  if (at == std::string_view::npos) return {};
  std::string_view rest = command.substr(at + name.size());
  while (!rest.empty() && (rest.front() == '=' || rest.front() == ' ' || rest.front() == '"' || rest.front() == '\''))
    rest.remove_prefix(1);
  return std::string(rest.substr(0, rest.find_first_of(" \"'\\\n")));
}

// $NAME, ${NAME}, ${NAME:-default}: by the job's variables, by an assignment in the script, else by the default.
std::string resolve(std::string text, const Value& variables, const Resource* script, int depth = 0) {
  const std::size_t at = text.find('$');
  if (at == std::string::npos || depth > 4) return text;
  const bool braces = at + 1 < text.size() && text[at + 1] == '{';
  const std::size_t begin = at + (braces ? 2 : 1);
  std::size_t end = begin;
  while (end < text.size() && is_name(text[end]) && text[end] != '-') ++end;
  const std::string name = text.substr(begin, end - begin);
  std::string fallback;
  std::size_t after = end;
  if (braces) {
    const std::size_t close = text.find('}', end);
    if (close == std::string::npos) return {};
    if (text.substr(end, 2) == ":-") fallback = text.substr(end + 2, close - end - 2);
    after = close + 1;
  }
  std::string value = variables[name].text().value_or("");
  if (value.empty() && script != nullptr)
    for (const Value& line : (*script)["commands"].items()) {
      if (line.starts_with(name + "=") != Tri::kTrue || !line.is_string()) continue;
      std::string_view right = line.as_string().substr(name.size() + 1);
      while (!right.empty() && (right.front() == '"' || right.front() == '\'')) right.remove_prefix(1);
      while (!right.empty() && (right.back() == '"' || right.back() == '\'')) right.remove_suffix(1);
      value = resolve(std::string(right), variables, nullptr, depth + 1);
    }
  if (value.empty()) value = fallback;
  return resolve(text.substr(0, at) + value + text.substr(after), variables, script, depth + 1);
}

bool builds(std::string_view command) {
  return runs(command, "docker build") || runs(command, "docker buildx build") || runs(command, "buildah bud") ||
         command.find("/kaniko/executor") != std::string_view::npos;
}

void from_commands(const Resource& job, const Resource& runner, const Value& variables, std::string_view last, const RuleContext& ctx,
                   std::vector<ImageBuild>& out) {
  // The name may come by a variable, a matrix or an argument: it must stand somewhere in the job.
  const bool named = holds_name(runner.body, last) || holds_name(job["strategy"], last) || holds_name(job["env"], last);
  for (const Command& command : commands_of(runner, ctx)) {
    if (!builds(command.text) || (!named && !holds_name(command.text, last))) continue;
    std::string platforms = option(command.text, "--platform");
    if (platforms.empty()) platforms = option(command.text, "--custom-platform");
    out.push_back({&job, command.line, resolve(platforms, variables, command.script)});
  }
}

}  // namespace

std::vector<ImageBuild> builds_of(std::string_view last, const RuleContext& ctx) {
  std::vector<ImageBuild> out;
  for (const Resource* step : ctx.all("github/step")) {
    const Resource* job = ctx.parent(*step);
    if (job == nullptr) continue;
    const Value with = (*step)["with"];
    if ((*step)["uses"].starts_with("docker/build-push-action") == Tri::kTrue) {
      if (holds_name(with["tags"], last) || holds_name((*job)["strategy"], last))
        out.push_back({job, with["platforms"].is_absent() ? (*step)["uses"] : with["platforms"], with["platforms"].text().value_or("")});
    } else {
      from_commands(*job, *step, (*step)["env.effective"], last, ctx, out);
    }
  }
  for (const Resource* job : ctx.all("gitlab/job")) from_commands(*job, *job, (*job)["variables.effective"], last, ctx, out);
  return out;
}

}  // namespace platlint

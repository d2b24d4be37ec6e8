// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {
namespace {

struct Command {
  std::string_view first;   // the program's name
  std::string_view second;  // its word that publishes
};
constexpr Command kCommands[] = {{"cargo", "publish"}, {"twine", "upload"},     {"uv", "publish"},  {"hatch", "publish"},
                                 {"pdm", "publish"},   {"gem", "push"},         {"npm", "publish"}, {"pnpm", "publish"},
                                 {"bun", "publish"},   {"yarn", "npm publish"}, {"nuget", "push"}};

// Words of a script with where each begins; a break of the line that is escaped joins lines, any other one is the word "\n".
std::vector<std::pair<std::string_view, std::size_t>> words_of(std::string_view script) {
  std::vector<std::pair<std::string_view, std::size_t>> words;
  for (std::size_t i = 0; i < script.size();) {
    const char c = script[i];
    if ((c == '\\' || c == '`') && i + 1 < script.size() && script[i + 1] == '\n') {
      i += 2;
    } else if (c == '\n' || c == ';' || c == '&' || c == '|') {
      words.push_back({"\n", i++});
    } else if (c == '#' && (words.empty() || words.back().first == "\n")) {
      i = std::min(script.find('\n', i), script.size());
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '"' || c == '\'' || c == '(' || c == ')') {
      ++i;
    } else {
      const std::size_t end = std::min(script.find_first_of(" \t\r\n;&|\"'()", i), script.size());
      words.push_back({script.substr(i, end - i), i});
      i = end;
    }
  }
  words.push_back({"\n", script.size()});
  return words;
}

// The command that begins the line, behind what only runs it ("bundle exec", "python -m", "npx", "sudo", variables).
bool publishes(const std::vector<std::pair<std::string_view, std::size_t>>& line) {
  std::size_t at = 0;
  const auto word = [&](std::size_t i) { return i < line.size() ? line[i].first : std::string_view(); };
  for (; at < line.size(); ++at) {
    const std::string_view w = word(at);
    if (w == "sudo" || w == "npx" || w == "bunx" || w == "uvx" || w == "time" || w == "exec" || w == "bundle" || w == "run" ||
        w == "pipx" || w == "-m" || w == "poetry" || w.starts_with("python") || w.find('=') != std::string_view::npos) {
      if (w.starts_with("twine==")) break;
      if (w == "run" && at == 0) return false;
      continue;
    }
    break;
  }
  std::string_view program = word(at);
  program = program.substr(0, program.find("=="));
  for (std::size_t i = at; i < line.size(); ++i)
    if (word(i) == "--dry-run" || word(i) == "-n" || word(i) == "--help") return false;
  for (const Command& command : kCommands) {
    if (program == command.first && command.second == "npm publish") return word(at + 1) == "npm" && word(at + 2) == "publish";
    if (program == "dotnet" && command.first == "nuget" && word(at + 1) == "nuget" && word(at + 2) == "push") return true;
    if (program != command.first) continue;
    for (std::size_t i = at + 1; i < line.size(); ++i) {
      const std::string_view w = word(i);
      if (w == command.second) return true;
      if (!w.starts_with('-') && !w.starts_with('+')) break;  // another subcommand
    }
  }
  return false;
}

bool has_identity(const Resource& step, RuleContext& ctx) {
  const Resource* job = ctx.parent(step);
  if (job == nullptr || job->kind != "github/job") return false;
  const Value permissions = (*job)["permissions.effective"];
  return permissions["id-token"].equals("write") == Tri::kTrue || permissions.equals("write-all") == Tri::kTrue;
}

void check(const Resource& step, RuleContext& ctx) {
  if (uses_action(step, "pypa/gh-action-pypi-publish") && !step["with"]["password"].is_missing()) {
    const Value url = step["with"]["repository-url"].is_missing() ? step["with"]["repository_url"] : step["with"]["repository-url"];
    const bool pypi = url.is_missing() || url.contains_text("pypi.org") == Tri::kTrue;
    if (pypi)
      ctx.report(step["uses"], "PyPI takes the identity of the workflow instead of a password")
          .note(step["with"]["password"].where(), "the password")
          .attribute("uses");
  }
  if (uses_action(step, "rubygems/release-gem") && step["with"]["setup-trusted-publisher"].equals("false") == Tri::kTrue)
    ctx.report(step["with"]["setup-trusted-publisher"], "RubyGems takes the identity of the workflow instead of a key").attribute("uses");
  if (uses_action(step, "rubygems/configure-rubygems-credentials") && !step["with"]["api-token"].is_missing())
    ctx.report(step["with"]["api-token"], "RubyGems takes the identity of the workflow instead of a key").attribute("uses");
  const Value run = step["run"];
  if (!run.is_string() || has_identity(step, ctx)) return;
  std::vector<std::pair<std::string_view, std::size_t>> line;
  for (const auto& word : words_of(run.as_string())) {
    if (word.first != "\n") {
      line.push_back(word);
      continue;
    }
    if (!line.empty() && publishes(line)) {
      ctx.report(run, "this registry takes the identity of the workflow instead of a token").attribute(line.front().first);
      return;
    }
    line.clear();
  }
}

constexpr std::string_view kKinds[] = {"github/step"};
constexpr std::string_view kTags[] = {"oidc", "ci"};
constexpr std::string_view kEquivalents[] = {"zizmor:use-trusted-publishing"};

}  // namespace

extern constinit const NativeRule github_long_lived_publishing_token{
    .meta = {.id = "github-long-lived-publishing-token",
             .summary = "A package is published with a token where the registry accepts the workflow's identity",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint

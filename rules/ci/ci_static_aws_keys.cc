// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

constexpr std::string_view kKeyNames[] = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"};

bool is_key_name(std::string_view name) {
  for (const std::string_view key : kKeyNames)
    if (name == key) return true;
  return false;
}

// A script that takes short-lived keys from a token exchange exports the same names: that is OIDC, not static keys.
bool exchanges_token(std::string_view script) {
  return script.find("assume-role-with-web-identity") != std::string_view::npos ||
         script.find("sts assume-role") != std::string_view::npos ||
         script.find("aws configure export-credentials") != std::string_view::npos;
}

// Key ids have 16 characters and more, secrets 40: a shorter word stands in for one where nobody looks, as LocalStack's "test".
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKey.html
bool is_stand_in(std::string_view word) { return word.size() < 16 && word.find('$') == std::string_view::npos; }

std::string_view first_word(std::string_view text) {
  text.remove_prefix(std::min(text.size(), text.find_first_not_of(" =\"'")));
  return text.substr(0, text.find_first_of(" \t\r\n\"';&|"));
}

bool sets_static_key(std::string_view script) {
  if (exchanges_token(script)) return false;
  for (const std::string_view wanted : {"aws configure set aws_secret_access_key", "aws configure set aws_access_key_id",
                                        "export AWS_SECRET_ACCESS_KEY=", "export AWS_ACCESS_KEY_ID="})
    for (std::size_t at = script.find(wanted); at != std::string_view::npos; at = script.find(wanted, at + 1))
      if (!is_stand_in(first_word(script.substr(at + wanted.size())))) return true;
  return false;
}

constexpr std::string_view kMessage = "long-lived AWS keys in CI; assume a role by OIDC instead";

void check_variables(const Value& variables, RuleContext& ctx) {
  for (const Member& variable : variables.members())
    if (is_key_name(variable.key) && !(variable.value.is_string() && (variable.value.as_string().find("steps.") != std::string_view::npos ||
                                                                      is_stand_in(variable.value.as_string()))))
      ctx.report(variable.key_range, std::string(kMessage)).attribute(variable.key);
}

void check(const Resource& resource, RuleContext& ctx) {
  check_variables(resource["env"], ctx);
  if (resource.domain == Domain::kGitlab) {
    bool exchanged = false;
    for (const std::string_view part : {"before_script", "script"})
      for (const Value& line : resource[part].items()) exchanged = exchanged || (line.is_string() && exchanges_token(line.as_string()));
    if (!exchanged) {
      check_variables(resource["variables"], ctx);
      for (const std::string_view part : {"before_script", "script", "after_script"})
        for (const Value& line : resource[part].items())
          if (line.is_string() && sets_static_key(line.as_string())) ctx.report(line, std::string(kMessage)).attribute(part);
    }
    return;
  }
  if (resource.kind != "github/step") return;
  for (const std::string_view input : {"aws-access-key-id", "aws-secret-access-key"}) {
    const Value key = resource["with"][input];
    // Keys that an earlier step got for its token are short-lived.
    if (key.is_string() && key.as_string().find("steps.") == std::string_view::npos &&
        key.as_string().find("env.") == std::string_view::npos && !is_stand_in(key.as_string()))
      ctx.report(key, std::string(kMessage)).attribute(input);
  }
  const Value run = resource["run"];
  if (run.is_string() && sets_static_key(run.as_string())) ctx.report(run, std::string(kMessage)).attribute("run");
}

constexpr std::string_view kKinds[] = {"github/workflow", "github/job", "github/step", "gitlab/pipeline", "gitlab/job"};
constexpr std::string_view kTags[] = {"oidc", "ci"};

}  // namespace

extern constinit const NativeRule ci_static_aws_keys{
    .meta = {.id = "ci-static-aws-keys",
             .summary = "CI uses long-lived AWS keys",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// What GitHub writes into the token's subject for this job, as far as the repository shows it: the environment if the job has one, else
// the branch or pull request that triggers it.
std::vector<std::string> subjects(const Resource& job, const std::string& repository) {
  std::vector<std::string> out;
  const std::string head = "repo:" + repository + ":";
  const Value environment = job["environment.name"];
  if (!environment.is_absent()) {
    if (environment.is_string() && environment.as_string().find("${{") == std::string_view::npos)
      out.push_back(head + "environment:" + std::string(environment.as_string()));
    return out;
  }
  const Value triggers = job["triggers"];
  const Value branches = triggers["push"]["branches"];
  for (const Value& branch : branches.each())
    if (branch.is_string() && branch.as_string().find_first_of("*?!") == std::string_view::npos)
      out.push_back(head + "ref:refs/heads/" + std::string(branch.as_string()));
  return out;
}

// IAM's StringLike: * and ?.
bool like(std::string_view pattern, std::string_view text) {
  std::string_view star, mark;
  bool starred = false;
  while (!text.empty()) {
    if (!pattern.empty() && (pattern.front() == '?' || pattern.front() == text.front()) && pattern.front() != '*') {
      pattern.remove_prefix(1);
      text.remove_prefix(1);
    } else if (!pattern.empty() && pattern.front() == '*') {
      pattern.remove_prefix(1);
      star = pattern;
      mark = text;
      starred = true;
    } else if (starred) {
      mark.remove_prefix(1);
      text = mark;
      pattern = star;
    } else {
      return false;
    }
  }
  while (!pattern.empty() && pattern.front() == '*') pattern.remove_prefix(1);
  return pattern.empty();
}

// Does the role's trust let a token with this subject in?
Tri trusts(const Resource& role, const std::string& subject) {
  const Value trust = role["assume_role_policy.document"];
  if (!trust.is_map()) return Tri::kUnknown;
  Tri any = trust["Statement"].is_open() ? Tri::kUnknown : Tri::kFalse;
  for (const Value& statement : trust["Statement"].items()) {
    if (statement["Principal"]["Federated"].is_absent()) continue;
    Tri all = Tri::kTrue;
    for (const Member& test : statement["Condition"].members())
      for (const Member& variable : test.value.members()) {
        if (!variable.key.ends_with(":sub")) continue;
        Tri fits = variable.value.is_unknown() ? Tri::kUnknown : Tri::kFalse;
        for (const Value& wanted : variable.value.each()) {
          if (!wanted.is_string()) fits = tri_or(fits, Tri::kUnknown);
          else
            fits = tri_or(fits, tri(test.key.find("Like") != std::string_view::npos ? like(wanted.as_string(), subject)
                                                                                    : wanted.as_string() == subject));
        }
        all = tri_and(all, fits);
      }
    if (statement["Condition"].is_unknown() || statement["Condition"].is_open()) all = tri_and(all, Tri::kUnknown);
    any = tri_or(any, all);
  }
  return any;
}

// The repository's own name: from the configuration, or from the subjects of the trust when all name one.
std::string repository_of(const Resource& role, const RuleContext& ctx) {
  if (!ctx.settings().repository.empty()) return ctx.settings().repository;
  std::string found;
  for (const Value& statement : role["assume_role_policy.document"]["Statement"].items())
    for (const Member& test : statement["Condition"].members())
      for (const Member& variable : test.value.members())
        for (const Value& subject : variable.value.each())
          if (variable.key.ends_with(":sub") && subject.is_string() && subject.as_string().starts_with("repo:")) {
            const std::string_view rest = subject.as_string().substr(5);
            const std::string name(rest.substr(0, rest.find(':')));
            if (name.find('*') != std::string::npos || (!found.empty() && found != name)) return {};
            found = name;
          }
  return found;
}

void check(const Resource& step, RuleContext& ctx) {
  const Resource* job = ctx.parent(step);
  if (job == nullptr || job->kind != "github/job") return;
  for (const Resource* role : ctx.references(step, "terraform/aws_iam_role")) {
    const std::string repository = repository_of(*role, ctx);
    if (repository.empty()) continue;
    for (const std::string& subject : subjects(*job, repository)) {
      const Value arn = step["with"]["role-to-assume"];
      if (trusts(*role, subject) == Tri::kFalse) {
        ctx.report(arn, "the role's trust does not admit this job: its token says \"" + subject + "\"")
            .note((*role)["assume_role_policy"].where(), "the trust of " + std::string(role->address))
            .attribute("trust");
        break;
      }
    }
  }
}

constexpr std::string_view kKinds[] = {"github/step"};
constexpr std::string_view kTags[] = {"oidc", "ci", "iam"};
constexpr std::string_view kOptions[] = {"repository"};

}  // namespace

extern constinit const NativeRule ci_role_trust_excludes_job{
    .meta = {.id = "ci-role-trust-excludes-job",
             .summary = "Role that a job assumes does not trust that job",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .options = kOptions},
    .check = check,
};

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "analyzer/rule/pattern.h"
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// The audiences of the job's ID tokens.
std::vector<Value> audiences(const Resource& job) {
  std::vector<Value> all;
  for (const Member& token : job["id_tokens"].members())
    for (const Value& audience : token.value["aud"].each()) all.push_back(audience);
  return all;
}

// The branches that the job's rules name, when every way to start it names one.
std::vector<std::string> branches(const Resource& job) {
  std::vector<std::string> all;
  for (const Value& rule : job["rules"].items()) {
    if (rule["when"].equals("never") == Tri::kTrue) continue;
    const std::string condition = rule["if"].text().value_or("");
    if (condition.find("||") != std::string::npos) return {};
    std::size_t at = condition.find("$CI_COMMIT_BRANCH == \"");
    if (at == std::string::npos) return {};
    at += 22;
    all.push_back(condition.substr(at, condition.find('"', at) - at));
  }
  return all;
}

// A claim of the token against the values that one statement asks for; absent: the statement does not look at it.
Tri claim_fits(const Value& statement, std::string_view claim, const std::vector<std::string>& texts) {
  Tri fits = Tri::kTrue;
  for (const Member& test : statement["Condition"].members())
    for (const Member& variable : test.value.members()) {
      if (!variable.key.ends_with(claim)) continue;
      const bool wild = test.key.find("Like") != std::string_view::npos;
      Tri any = variable.value.is_unknown() ? Tri::kUnknown : Tri::kFalse;
      for (const Value& wanted : variable.value.each()) {
        if (!wanted.is_string()) {
          any = tri_or(any, Tri::kUnknown);
          continue;
        }
        const auto pattern = wanted.as_string();
        any = tri_or(any, tri(std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
                       return wild ? matches_wildcard(pattern, text) : pattern == text;
                     })));
      }
      fits = tri_and(fits, any);
    }
  return statement["Condition"].is_unknown() || statement["Condition"].is_open() ? tri_and(fits, Tri::kUnknown) : fits;
}

// Is the statement about tokens of a GitLab instance (the issuer's host stands in front of the claim)?
bool is_gitlab(const Value& statement) {
  for (const Member& test : statement["Condition"].members())
    for (const Member& variable : test.value.members()) {
      if (variable.key.starts_with("token.actions.githubusercontent.com") || variable.key.find("oidc.eks") != std::string_view::npos)
        return false;
      if (variable.key.find("gitlab") != std::string_view::npos) return true;
      for (const Value& wanted : variable.value.each())
        if (wanted.starts_with("project_path:") == Tri::kTrue) return true;
    }
  return false;
}

// The project's path: what every subject of the trust begins with, if they agree.
std::string project_of(const Value& trust) {
  std::string found;
  for (const Value& statement : trust["Statement"].items())
    for (const Member& test : statement["Condition"].members())
      for (const Member& variable : test.value.members())
        for (const Value& subject : variable.value.each()) {
          if (subject.starts_with("project_path:") != Tri::kTrue || !subject.is_string()) continue;
          const std::string path(subject.as_string().substr(0, subject.as_string().find(":ref_type")));
          if (path.find('*') != std::string::npos || (!found.empty() && found != path)) return {};
          found = path;
        }
  return found;
}

void check(const Resource& job, RuleContext& ctx) {
  const std::vector<Value> tokens = audiences(job);
  if (tokens.empty()) return;
  std::vector<std::string> audience_texts;
  for (const Value& audience : tokens) {
    if (!audience.is_string() || audience.as_string().find('$') != std::string_view::npos) return;
    audience_texts.emplace_back(audience.as_string());
  }
  for (const Resource* role : ctx.references(job, "terraform/aws_iam_role")) {
    const Value trust = (*role)["assume_role_policy.document"];
    if (!trust.is_map() || trust["Statement"].is_open()) continue;
    Tri audience_fits = Tri::kFalse;
    Tri subject_fits = Tri::kFalse;
    const std::string project = project_of(trust);
    std::vector<std::string> subjects;
    for (const std::string& branch : branches(job)) subjects.push_back(project + ":ref_type:branch:ref:" + branch);
    bool any = false;
    for (const Value& statement : trust["Statement"].items()) {
      if (!is_gitlab(statement)) continue;
      any = true;
      audience_fits = tri_or(audience_fits, claim_fits(statement, ":aud", audience_texts));
      subject_fits = tri_or(subject_fits, project.empty() || subjects.empty() ? Tri::kUnknown : claim_fits(statement, ":sub", subjects));
    }
    if (!any) continue;
    const SourceRange trusted = (*role)["assume_role_policy"].where();
    if (audience_fits == Tri::kFalse)
      ctx.report(tokens.front(),
                 "the trust of " + std::string(role->name) + " asks for another audience than \"" + audience_texts.front() + "\"")
          .note(trusted, "the trust")
          .attribute("aud");
    else if (subject_fits == Tri::kFalse)
      ctx.report(job.header, "the role's trust does not admit this job: its token says \"" + subjects.front() + "\"")
          .note(trusted, "the trust of " + std::string(role->address))
          .attribute("sub");
  }
}

constexpr std::string_view kKinds[] = {"gitlab/job"};
constexpr std::string_view kTags[] = {"oidc", "ci", "iam"};

}  // namespace

extern constinit const NativeRule gitlab_role_trust_excludes_job{
    .meta = {.id = "gitlab-role-trust-excludes-job",
             .summary = "Role that a GitLab job assumes does not trust that job",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint

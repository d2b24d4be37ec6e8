// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_iam.h"

namespace platlint {
namespace {

// One statement of a role's trust that lets a web identity in.
bool is_oidc(const Value& statement) {
  const Value federated = statement["Principal"]["Federated"];
  return statement["Effect"].equals("Allow") != Tri::kFalse && !federated.is_absent() &&
         statement["Action"].has_item("sts:AssumeRoleWithWebIdentity") != Tri::kFalse;
}

// The provider's host as conditions name it: "token.actions.githubusercontent.com:sub" ends with ":sub".
std::vector<Value> tested(const Value& statement, std::string_view claim) {
  std::vector<Value> values;
  for (const Member& test : statement["Condition"].members())
    for (const Member& variable : test.value.members())
      if (variable.key.ends_with(claim)) values.push_back(variable.value);
  return values;
}

// Kubernetes service accounts (IRSA) come through an EKS cluster's provider; CI systems are meant here.
bool is_ci(const Value& statement) {
  const Value federated = statement["Principal"]["Federated"];
  if (federated.contains_text("oidc.eks.") == Tri::kTrue) return false;
  for (const Member& test : statement["Condition"].members())
    for (const Member& variable : test.value.members())
      if (variable.key.find("oidc.eks.") != std::string_view::npos) return false;
  if (federated.contains_text("token.actions.githubusercontent.com") == Tri::kTrue || federated.contains_text("gitlab") == Tri::kTrue)
    return true;
  for (const Member& test : statement["Condition"].members())
    for (const Member& variable : test.value.members())
      if (variable.key.starts_with("token.actions.githubusercontent.com:") || variable.key.find("gitlab") != std::string_view::npos)
        return true;
  return false;
}

// "repo:*", "repo:org/*", "*", "project_path:group/*": not one repository.
bool is_open(std::string_view subject) {
  if (subject.starts_with("repo:")) {
    const std::string_view rest = subject.substr(5);
    const std::string_view repository = rest.substr(0, rest.find(':'));
    return repository.find('*') != std::string_view::npos || repository.find('/') == std::string_view::npos;
  }
  if (subject.starts_with("project_path:")) {
    const std::string_view rest = subject.substr(13);
    return rest.substr(0, rest.find(':')).find('*') != std::string_view::npos;
  }
  // A subject may be made of other claims, and these a stranger's repository can have as well.
  constexpr std::string_view kOfAnybody[] = {"actor", "base_ref", "context", "environment", "event_name", "head_ref", "ref", "workflow"};
  const std::size_t colon = subject.find(':');
  if (colon != std::string_view::npos &&
      std::find(std::begin(kOfAnybody), std::end(kOfAnybody), subject.substr(0, colon)) != std::end(kOfAnybody))
    return true;
  return subject.starts_with('*');
}

void check(const Resource& resource, RuleContext& ctx) {
  const bool is_document = resource.type() == "data.aws_iam_policy_document";
  if (is_document && iam::is_told_elsewhere(resource, ctx)) return;
  const Value trust = is_document ? resource["policy_document"] : resource["assume_role_policy.document"];
  const Value attribute = is_document ? trust : resource["assume_role_policy"];
  if (trust.is_unknown()) {
    bool ci = false;
    for (const Ref& ref : attribute.refs()) ci = ci || ref.address.find("openid_connect_provider") != std::string_view::npos;
    if (ci) ctx.unknown(attribute, "which repositories may assume this role is unknown");
    return;
  }
  for (const Value& statement : trust["Statement"].items()) {
    if (!is_oidc(statement) || !is_ci(statement)) continue;
    const std::vector<Value> subjects = tested(statement, ":sub");
    const Value condition = statement["Condition"];
    if (subjects.empty()) {
      // Claims other than the subject can name the repository as well.
      if (!tested(statement, ":repository").empty() || !tested(statement, ":job_workflow_ref").empty() ||
          !tested(statement, ":project_path").empty())
        continue;
      if (condition.is_unknown() || condition.is_open()) ctx.unknown(attribute, "which repositories may assume this role is unknown");
      else
        ctx.report(attribute, "no condition on the token's subject: any repository of the CI service may assume this role")
            .attribute("sub");
      continue;
    }
    for (const Value& list : subjects) {
      if (list.is_unknown() && list.unknown_info().prefix.size() < 6)
        ctx.unknown(attribute, "which repositories may assume this role is unknown");
      std::vector<Value> open;
      for (const Value& subject : list.each()) {
        if (subject.is_string() && is_open(subject.as_string())) open.push_back(subject);
        else if (subject.is_unknown() && subject.unknown_info().prefix.size() < 6)
          ctx.unknown(attribute, "which repositories may assume this role is unknown");
      }
      if (open.empty()) continue;
      // One finding for a list: whoever mends one mends all.
      const std::string others = open.size() == 1 ? std::string() : " (and " + std::to_string(open.size() - 1) + " more of this list)";
      ctx.report(attribute, "the subject \"" + std::string(open.front().as_string()) + "\"" + others +
                                " lets more than one repository assume this role")
          .attribute("sub")
          .note(open.front().written(), "this subject");
    }
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_iam_role", "terraform/data.aws_iam_policy_document"};
constexpr std::string_view kTags[] = {"oidc", "iam", "ci"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_358", "checkov:CKV_AWS_393"};

}  // namespace

extern constinit const NativeRule aws_oidc_trust_open_subject{
    .meta = {.id = "aws-oidc-trust-open-subject",
             .summary = "OIDC trust lets any repository or branch in",
             .severity = Severity::kCritical,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_iam.h"

#include <algorithm>

#include "rules/terraform/lib_policy.h"

namespace platlint::iam {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// Policies of identities have none: whoever has the policy is meant.
bool names_principal(const Value& document) {
  const auto statements = document["Statement"].items();
  return std::any_of(statements.begin(), statements.end(),
                     [](const Value& statement) { return !statement["Principal"].is_absent() || !statement["NotPrincipal"].is_absent(); });
}

bool names_boundary(const Resource& policy) {
  const auto has = [](std::string_view text) {
    return text.find("boundary") != std::string_view::npos || text.find("Boundary") != std::string_view::npos;
  };
  const Value name = policy["name"];
  return has(policy.name) || (name.is_string() && has(name.as_string()));
}

// A boundary limits what other policies give, and gives nothing itself. One that nothing here uses is told by its name.
bool is_boundary_only(const Resource& policy, const RuleContext& context) {
  constexpr std::string_view kHolders[] = {"aws_iam_role", "aws_iam_user"};
  constexpr std::string_view kAttachments[] = {"aws_iam_role_policy_attachment", "aws_iam_user_policy_attachment",
                                               "aws_iam_group_policy_attachment", "aws_iam_policy_attachment"};
  const bool limits = std::any_of(std::begin(kHolders), std::end(kHolders), [&](std::string_view holder) {
    return !context.referrers(policy, holder, "permissions_boundary").empty();
  });
  return (limits || names_boundary(policy)) && context.referrers(policy, "aws_iam_role", "managed_policy_arns").empty() &&
         std::all_of(std::begin(kAttachments), std::end(kAttachments),
                     [&](std::string_view attachment) { return context.referrers(policy, attachment).empty(); });
}

}  // namespace

bool is_told_elsewhere(const Resource& document, const RuleContext& context) {
  const auto users = context.referrers(document, "");
  return std::any_of(users.begin(), users.end(), [](const Resource* user) {
    return user->kind.starts_with("terraform/aws_") || user->kind.starts_with("terraform/data.aws_");
  });
}

Policy policy_of(const Resource& resource, const RuleContext& context) {
  if (resource.type() == "data.aws_iam_policy_document") {
    const Value document = resource["policy_document"];
    return names_principal(document) || is_told_elsewhere(resource, context) ? Policy{} : Policy{document, document};
  }
  if (resource.type() == "aws_iam_policy" && is_boundary_only(resource, context)) return {};
  const bool is_inline = resource.type() == "aws_iam_role" || resource.type() == "aws_ssoadmin_permission_set_inline_policy";
  return is_inline ? Policy{resource["inline_policy.document"], resource["inline_policy"]}
                   : Policy{resource["policy.document"], resource["policy"]};
}

Tri on_everything(const Value& statement, std::span<const std::string_view> stars) {
  Tri everything = Tri::kFalse;
  for (const std::string_view star : stars) everything = tri_or(everything, policy_facts::has_star_item(statement["Resource"], star));
  const Value condition = statement["Condition"];
  const Tri free = condition.is_unknown() ? Tri::kUnknown : tri(condition.is_absent());
  return tri_and(policy_facts::allows(statement), tri_and(everything, free));
}

Tri is_every_action(const Value& actions) {
  return tri_or(policy_facts::has_star_item(actions, "*"), policy_facts::has_star_item(actions, "*:*"));
}

bool covers(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  for (std::size_t t = 0; t < text.size();) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || lower(pattern[p]) == lower(text[t]))) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

Tri allows_one(const Value& actions, std::span<const std::string_view> wanted) {
  if (is_every_action(actions) == Tri::kTrue) return Tri::kFalse;
  Tri result = actions.is_unknown() || actions.is_open() ? Tri::kUnknown : Tri::kFalse;
  for (const Value& action : actions.each()) {
    if (action.is_unknown()) result = tri_or(result, Tri::kUnknown);
    if (!action.is_string()) continue;
    for (const std::string_view one : wanted) result = tri_or(result, tri(covers(action.as_string(), one)));
  }
  return result;
}

std::string first_allowed(const Value& actions, std::span<const std::string_view> wanted) {
  for (const std::string_view one : wanted)
    for (const Value& action : actions.each())
      if (action.is_string() && covers(action.as_string(), one)) return std::string(one);
  return {};
}

void report(RuleContext& ctx, Tri wrong, const Value& statement, const Value& written, std::string message) {
  Value at = statement["Action"];
  if (wrong == Tri::kUnknown)
    for (const std::string_view part : {"Condition", "Resource", "Action"})
      if (const Value value = statement[part]; !value.is_wholly_known()) at = value;
  ctx.report_if(wrong, at.where().valid() ? at : written, std::move(message));
}

void check(const Resource& resource, RuleContext& ctx, std::span<const std::string_view> wanted, std::string_view message,
           std::span<const std::string_view> stars) {
  const Policy policy = policy_of(resource, ctx);
  const std::string unknown = "it cannot be told whether this holds: " + std::string(message);
  const Value statements = policy.document["Statement"];
  if (policy.document.is_unknown() || statements.is_unknown() || statements.is_open()) ctx.unknown(policy.written, unknown);
  for (const Value& statement : statements.items()) {
    const Value actions = statement["Action"];
    const Tri wrong = tri_and(on_everything(statement, stars), allows_one(actions, wanted));
    report(ctx, wrong, statement, policy.written, wrong == Tri::kTrue ? std::string(message) : unknown);
  }
}

void check_plain_star(const Resource& resource, RuleContext& ctx, std::span<const std::string_view> wanted, std::string_view allowed,
                      std::string_view unknown) {
  const Policy policy = policy_of(resource, ctx);
  const Value statements = policy.document["Statement"];
  if (policy.document.is_unknown() || statements.is_unknown() || statements.is_open()) ctx.leave_open();
  for (const Value& statement : statements.items()) {
    const Tri everything = on_everything(statement);
    if (everything == Tri::kUnknown) ctx.leave_open();
    if (everything != Tri::kTrue) continue;
    const Tri wrong = allows_one(statement["Action"], wanted);
    report(ctx, wrong, statement, policy.written,
           wrong == Tri::kTrue ? first_allowed(statement["Action"], wanted) + std::string(allowed) : std::string(unknown));
  }
}

}  // namespace platlint::iam

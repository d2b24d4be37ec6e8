// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_gates.h"

#include <string>
#include <vector>

namespace platlint {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Parts between `op` at depth 0, outside quotes and regular expressions.
std::vector<std::string_view> split(std::string_view text, std::string_view op) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  int depth = 0;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '/' && text.substr(0, i).find_last_not_of(' ') != std::string_view::npos &&
               text[text.substr(0, i).find_last_not_of(' ')] == '~') {
      quote = '/';
    } else if (c == '(') {
      ++depth;
    } else if (c == ')') {
      --depth;
    } else if (depth == 0 && text.substr(i, op.size()) == op) {
      parts.push_back(trimmed(text.substr(begin, i - begin)));
      begin = i + op.size();
      i += op.size() - 1;
    }
  }
  parts.push_back(trimmed(text.substr(begin)));
  return parts;
}

// "(a || b)" -> "a || b"; a call such as contains(x) stays.
std::string_view without_parentheses(std::string_view text) {
  text = trimmed(text);
  while (text.size() > 1 && text.front() == '(' && text.back() == ')') {
    int depth = 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
      depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
      if (depth == 0) return text;
    }
    text = trimmed(text.substr(1, text.size() - 2));
  }
  return text;
}

bool never(const Value& rule) { return rule["when"].equals("never") == Tri::kTrue; }

// Rules are tried in order; those with `never` take runs away from all that come after them.
Gate gate_of_rules(const Value& rules, bool job_manual, const Restricts& one) {
  Gate gate{Tri::kTrue, true, {}};
  Tri taken = Tri::kFalse;  // what earlier `never` rules leave is restricted
  bool any = false;
  for (const Value& rule : rules.items()) {
    const Value condition = rule["if"];
    if (never(rule)) {
      if (condition.is_string() && rule["changes"].is_missing() && rule["exists"].is_missing())
        taken = tri_or(taken, condition_restricts(condition.as_string(), true, one));
      continue;
    }
    any = true;
    Tri here = condition.is_string()   ? condition_restricts(condition.as_string(), false, one)
               : condition.is_absent() ? Tri::kFalse
                                       : Tri::kUnknown;
    here = tri_or(here, taken);
    const bool manual = rule["when"].equals("manual") == Tri::kTrue || (job_manual && rule["when"].is_absent());
    gate.manual = gate.manual && manual;
    if (here == Tri::kFalse && gate.restricted != Tri::kFalse) gate.way = rule;
    gate.restricted = tri_and(gate.restricted, here);
  }
  if (!any) gate.manual = false;
  return gate;
}

}  // namespace

Tri condition_restricts(std::string_view condition, bool negated, const Restricts& one) {
  std::string_view text = without_parentheses(condition);
  if (text.starts_with("${{") && text.ends_with("}}") && text.find("${{", 3) == std::string_view::npos)
    return condition_restricts(text.substr(3, text.size() - 5), negated, one);
  for (const std::string_view op : {std::string_view("||"), std::string_view("&&")}) {
    const auto parts = split(text, op);
    if (parts.size() < 2) continue;
    // The opposite of "a or b" is "not a and not b".
    const bool all_needed = (op == "||") != negated;
    Tri result = tri(all_needed);
    for (const std::string_view part : parts) {
      const Tri here = condition_restricts(part, negated, one);
      result = all_needed ? tri_and(result, here) : tri_or(result, here);
    }
    return result;
  }
  if (text.starts_with("!") && !text.starts_with("!=")) return condition_restricts(text.substr(1), !negated, one);
  return one(text, negated);
}

Gate gitlab_gate(const Resource& job, const RuleContext& ctx, const Restricts& one) {
  Gate gate;
  const bool manual = job["when"].equals("manual") == Tri::kTrue;
  if (job["rules"].is_list()) {
    gate = gate_of_rules(job["rules"], manual, one);
  } else if (job["rules"].is_unknown()) {
    gate.restricted = Tri::kUnknown;
  } else if (const Value only = job["only"]; !only.is_absent()) {
    // Names of refs; `variables` are conditions of which one must hold.
    gate = {Tri::kTrue, manual, {}};
    const Value refs = only.is_map() ? only["refs"] : only;
    Tri by_ref = tri(!refs.is_absent());
    for (const Value& ref : refs.each()) {
      if (!ref.is_string()) continue;
      const std::string_view name = ref.as_string();
      const bool wide = name == "branches" || name == "merge_requests" || name == "pushes" || name == "external_pull_requests";
      const std::string comparison = name == "tags"          ? "$CI_COMMIT_TAG"
                                     : name.starts_with('/') ? "$CI_COMMIT_REF_NAME =~ " + std::string(name)
                                                             : "$CI_COMMIT_REF_NAME == \"" + std::string(name) + "\"";
      by_ref = tri_and(by_ref, wide ? Tri::kFalse : one(comparison, false));
    }
    Tri by_variable = tri(!only["variables"].is_absent());
    for (const Value& condition : only["variables"].each())
      if (condition.is_string()) by_variable = tri_and(by_variable, condition_restricts(condition.as_string(), false, one));
    gate.restricted = tri_or(by_ref, by_variable);
    gate.way = only;
  } else {
    gate = {Tri::kFalse, manual, {}};
  }
  const Resource* pipeline = ctx.parent(job);
  if (pipeline != nullptr && (*pipeline)["workflow"]["rules"].is_list())
    gate.restricted = tri_or(gate.restricted, gate_of_rules((*pipeline)["workflow"]["rules"], false, one).restricted);
  return gate;
}

Gate github_gate(const Resource& job, const RuleContext& ctx, const Restricts& one) {
  Gate gate;
  const Value condition = job["if"];
  gate.way = condition;
  if (condition.is_string()) gate.restricted = condition_restricts(condition.as_string(), false, one);
  // A job is skipped when one that it needs was, unless it asks to run in any case.
  const bool always = condition.is_string() && (condition.as_string().find("always()") != std::string_view::npos ||
                                                condition.as_string().find("!cancelled()") != std::string_view::npos);
  if (gate.restricted != Tri::kTrue && !always)
    for (const Resource* needed : ctx.references(job, "github/job", "needs"))
      if (needed->id != job.id) gate.restricted = tri_or(gate.restricted, github_gate(*needed, ctx, one).restricted);
  return gate;
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/engine/diagnostic_findings.h"

#include <set>
#include <string>
#include <utility>

namespace platlint {
namespace {

std::string_view rule_of(Diagnostic::Kind kind) {
  switch (kind) {
    case Diagnostic::Kind::kSyntax:
      return "syntax-error";
    case Diagnostic::Kind::kSemantic:
      return "terraform-invalid";
    case Diagnostic::Kind::kLimit:
      return "limit-reached";
  }
  return {};
}

Finding finding_of(const Diagnostic& diagnostic, const Rule& rule) {
  Finding finding;
  finding.rule = rule.meta;
  finding.severity = rule.meta->severity;
  finding.message = diagnostic.message;
  finding.range = diagnostic.range;
  return finding;
}

}  // namespace

std::vector<Finding> policy_findings(const Diagnostics& mistakes, const Registry& registry) {
  std::vector<Finding> findings;
  if (const Rule* rule = registry.find("policy-invalid"))
    for (const Diagnostic& diagnostic : mistakes) findings.push_back(finding_of(diagnostic, *rule));
  return findings;
}

std::vector<Finding> diagnostic_findings(const Program& program, const Registry& registry) {
  std::vector<Finding> findings;
  std::set<std::pair<SourceRange, std::string>> seen;  // a module evaluated twice says the same twice
  for (const Diagnostic& diagnostic : program.diagnostics()) {
    const Rule* rule = registry.find(rule_of(diagnostic.kind));
    if (rule == nullptr || !seen.emplace(diagnostic.range, diagnostic.message).second) continue;
    findings.push_back(finding_of(diagnostic, *rule));
  }
  return findings;
}

}  // namespace platlint

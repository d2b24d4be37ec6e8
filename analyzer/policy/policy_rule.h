// SPDX-License-Identifier: Apache-2.0
//
// Declarative rules: Kyverno policies in the registry, beside native rules. They see any resource of the model: `kinds: [Pod]`,
// `kinds: [terraform/aws_s3_bucket]`, `kinds: [github/job]`. What is not Kubernetes is seen as its body with `metadata.name` added.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "analyzer/rule/registry.h"
#include "analyzer/source/diagnostic.h"
#include "analyzer/source/source_map.h"
#include "analyzer/support/result.h"

namespace platlint {

// A built-in rule, from YAML or JSON. Its meta stands in annotations: platlint.dev/id, summary, severity, confidence, since, and the
// comma-separated tags, controls, equivalents, aliases. The error names the stem.
Result<std::shared_ptr<const PolicyRule>> compile_policy_rule(std::string_view text, std::string_view stem);

struct PolicyRules {
  std::vector<std::shared_ptr<const PolicyRule>> rules = {};
  Diagnostics diagnostics = {};  // mistakes, in the policy file
};

// The validation rules of all policies in a file of the user, one rule each: "policy-POLICY-RULE", with the severity of the annotation
// policies.kyverno.io/severity. `file` must outlive them.
PolicyRules compile_policies(const SourceFile& file);

}  // namespace platlint

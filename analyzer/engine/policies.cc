// SPDX-License-Identifier: Apache-2.0
#include "analyzer/engine/policies.h"

#include <iterator>

#include "analyzer/policy/policy_rule.h"

namespace platlint {

Diagnostics add_repository_policies(const Loaded& loaded, RegistryBuilder& builder) {
  Diagnostics out;
  for (const InputFile& file : loaded.list) {
    if (file.kind != FileKind::kManifest) continue;
    const SourceFile& source = (*loaded.sources)[file.id];
    if (source.text().find("kyverno.io/") == std::string_view::npos) continue;
    PolicyRules policies = compile_policies(source);
    for (auto& rule : policies.rules) builder.add(std::move(rule), {});
    std::move(policies.diagnostics.begin(), policies.diagnostics.end(), std::back_inserter(out));
  }
  return out;
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/engine/policies.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "analyzer/policy/policy_rule.h"

namespace platlint {
namespace {

bool is_below(std::string_view path, std::string_view folder) {
  return folder.empty() || (path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/');
}

// A repository that is a library of policies tests them all and means none for itself: the test suites of Kyverno stand in or below the
// policies' folders. Folders that the configuration names always count.
class OwnPolicies {
 public:
  OwnPolicies(const Loaded& loaded, const std::vector<std::string>& configured) : configured_(configured) {
    for (const InputFile& file : loaded.list) {
      if (file.kind != FileKind::kKyvernoTest) continue;
      const std::string& path = (*loaded.sources)[file.id].path();
      const std::string folder = path.substr(0, path.rfind('/') == std::string::npos ? 0 : path.rfind('/'));
      tested_.insert(folder);
      if (const std::size_t up = folder.rfind('/'); up != std::string::npos) tested_.insert(folder.substr(0, up));
    }
  }

  bool applies(const std::string& path) const {
    if (std::any_of(configured_.begin(), configured_.end(), [&](const std::string& folder) { return is_below(path, folder); })) return true;
    if (!configured_.empty()) return false;
    const std::size_t slash = path.rfind('/');
    return !tested_.contains(slash == std::string::npos ? std::string() : path.substr(0, slash));
  }

 private:
  const std::vector<std::string>& configured_;
  std::set<std::string> tested_;
};

}  // namespace

Diagnostics add_repository_policies(const Loaded& loaded, const std::vector<std::string>& folders, RegistryBuilder& builder) {
  Diagnostics out;
  const OwnPolicies own(loaded, folders);
  for (const InputFile& file : loaded.list) {
    if (file.kind != FileKind::kManifest) continue;
    const SourceFile& source = (*loaded.sources)[file.id];
    if (source.text().find("kyverno.io/") == std::string_view::npos || !own.applies(source.path())) continue;
    PolicyRules policies = compile_policies(source);
    for (auto& rule : policies.rules) builder.add(std::move(rule), {});
    std::move(policies.diagnostics.begin(), policies.diagnostics.end(), std::back_inserter(out));
  }
  return out;
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/secrets/find_secrets.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>
#include <unordered_map>

#include "analyzer/secrets/scanner.h"
#include "analyzer/support/parallel.h"

namespace platlint {
namespace {

// Files whose very presence is the finding: values for real environments and credentials of tools.
std::string_view committed_file(std::string_view path) {
  std::string name(path.substr(path.rfind('/') + 1));
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto is_example = [&] {
    for (const std::string_view word : {"example", "sample", "template", "dist", "default", "test", "fixture"})
      if (name.find(word) != std::string::npos) return true;
    return false;
  };
  if (is_example()) return {};
  if (name == ".env" || (name.starts_with(".env.") && name != ".env.ci")) return "environment file";
  if (name == "kubeconfig" || name.ends_with(".kubeconfig")) return "kubeconfig";
  if (name == "credentials" && path.find(".aws/") != std::string_view::npos) return "AWS credentials file";
  if (name == "id_rsa" || name == "id_ed25519" || name == "id_ecdsa" || name == ".netrc" || name == ".pgpass" || name.ends_with(".pfx") ||
      name.ends_with(".p12"))
    return "credential file";
  if (name.ends_with(".tfstate") || name.ends_with(".tfstate.backup")) return "Terraform state";
  return {};
}

}  // namespace

std::vector<Finding> find_secrets(const SourceMap& sources, std::span<const InputFile> files, std::span<const Rule* const> rules,
                                  int jobs) {
  std::unordered_map<std::string_view, const RuleMeta*> by_id;
  for (const Rule* rule : rules)
    if (rule->meta->id.starts_with("secret-")) by_id.emplace(rule->meta->id, rule->meta);
  if (by_id.empty()) return {};
  const SecretScanner scanner;
  std::vector<std::vector<Finding>> found(files.size());
  const auto make = [](const RuleMeta& rule, std::string message, SourceRange range, bool secret) {
    Finding finding;
    finding.rule = &rule;
    finding.severity = rule.severity;
    finding.message = std::move(message);
    finding.range = range;
    finding.secret = secret;
    return finding;
  };
  parallel_for(files.size(), jobs, [&](std::size_t i, std::size_t) {
    const SourceFile& file = sources[files[i].id];
    for (const SecretHit& hit : scanner.scan(file.path(), file.text()))
      if (const auto rule = by_id.find(hit.rule); rule != by_id.end())
        found[i].push_back(make(*rule->second, std::string(hit.title) + " in the repository; revoke it, then keep it in a secret store",
                                {file.id(), hit.begin, hit.end}, true));
    if (const std::string_view what = committed_file(file.path()); !what.empty() && !file.text().empty())
      if (const auto rule = by_id.find("secret-committed-file"); rule != by_id.end()) {
        const auto end = static_cast<std::uint32_t>(file.line(1).size());
        found[i].push_back(
            make(*rule->second, "a " + std::string(what) + " is committed; keep it out of the repository", {file.id(), 0, end}, true));
      }
  });
  std::vector<Finding> all;
  for (auto& list : found) std::move(list.begin(), list.end(), std::back_inserter(all));
  return all;
}

}  // namespace platlint

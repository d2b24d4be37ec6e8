// SPDX-License-Identifier: Apache-2.0
#include "analyzer/secrets/find_secrets.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>
#include <unordered_map>

#include "analyzer/secrets/assignment.h"
#include "analyzer/secrets/placeholder.h"
#include "analyzer/secrets/scanner.h"
#include "analyzer/support/parallel.h"

namespace platlint {
namespace {

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

// Does one line of an environment file give a secret a value? Settings that everyone may know are committed on purpose: those of a web
// client that is built from them, of a container on a developer's machine.
bool gives_secret(std::string_view line) {
  line = trimmed(line);
  const std::size_t equals = line.find('=');
  if (line.starts_with('#') || equals == std::string_view::npos) return false;
  std::string_view key = line.substr(0, equals);
  if (key.starts_with("export ")) key.remove_prefix(7);
  std::string_view value = trimmed(line.substr(equals + 1));
  if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
    value = value.substr(1, value.size() - 2);
  const std::size_t host = value.find('@');
  const std::size_t scheme = value.find("://");
  if (scheme != std::string_view::npos) {  // postgres://user:password@host
    const std::size_t colon = value.find(':', scheme + 3);
    if (host == std::string_view::npos || colon == std::string_view::npos || colon > host) return false;
    value = value.substr(colon + 1, host - colon - 1);
    return !is_placeholder(value) && !is_common_password(value);
  }
  return is_secret_key(trimmed(key)) && !is_placeholder(value) && !is_common_password(value) && value != "true" && value != "false";
}

bool gives_any_secret(std::string_view text) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (gives_secret(text.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

// Files whose very presence is the finding: values for real environments and credentials of tools.
std::string_view committed_file(std::string_view path, std::string_view text) {
  std::string name(path.substr(path.rfind('/') + 1));
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto is_example = [&] {
    for (const std::string_view word : {"example", "sample", "template", "dist", "default", "test", "fixture", "development"})
      if (name.find(word) != std::string::npos) return true;
    // What makes a file of variables: ".env.tpl", ".env.j2".
    for (const std::string_view suffix : {".tpl", ".tmpl", ".erb", ".j2", ".jinja2", ".in", ".ctmpl"})
      if (name.ends_with(suffix)) return true;
    return false;
  };
  if (is_example()) return {};
  if ((name == ".env" || (name.starts_with(".env.") && name != ".env.ci")) && gives_any_secret(text)) return "environment file";
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
      if (const auto rule = by_id.find(hit.rule); rule != by_id.end()) {
        found[i].push_back(make(*rule->second, std::string(hit.title) + " in the repository; revoke it, then keep it in a secret store",
                                {file.id(), hit.begin, hit.end}, true));
        // Tests make keys of their own, and sometimes borrow one.
        if (hit.rule == "secret-private-key" && is_test_code(file.path())) found[i].back().severity = Severity::kMedium;
      }
    if (const std::string_view what = committed_file(file.path(), file.text()); !what.empty() && !file.text().empty())
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

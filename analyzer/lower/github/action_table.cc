// SPDX-License-Identifier: Apache-2.0
//
// Inputs come and go with versions, so an unknown name alone proves nothing; a name one or two letters away from a known one does.
#include "analyzer/lower/github/action_table.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <vector>

#include "analyzer/support/nearest.h"
#include "grammars/ghexpr/ast.h"

namespace platlint::github {
namespace {

constexpr KnownAction kActions[] = {
    {"actions/checkout", " v3 v4 v5 v6 ",
     " repository ref token ssh-key ssh-known-hosts ssh-strict ssh-user persist-credentials path clean filter sparse-checkout "
     "sparse-checkout-cone-mode fetch-depth fetch-tags show-progress lfs submodules "
     "set-safe-directory github-server-url "},
    {"actions/setup-node", " v3 v4 v5 v6 ",
     " always-auth node-version node-version-file architecture check-latest registry-url scope token cache package-manager-cache "
     "cache-dependency-path mirror mirror-token "},
    {"actions/setup-python", " v4 v5 v6 ",
     " python-version python-version-file cache architecture check-latest token cache-dependency-path update-environment allow-prereleases "
     "freethreaded pip-version pip-install "},
    {"actions/setup-go", " v4 v5 v6 ",
     " go-version go-version-file check-latest token cache cache-dependency-path architecture go-download-base-url "},
    {"actions/setup-java", " v3 v4 v5 ",
     " java-version java-version-file distribution java-package architecture jdkFile jdk-file check-latest server-id server-username "
     "server-password settings-path overwrite-settings gpg-private-key "
     "gpg-passphrase cache cache-dependency-path job-status token mvn-toolchain-id mvn-toolchain-vendor verify-signature "},
    {"actions/cache", " v3 v4 v5 ",
     " path key restore-keys upload-chunk-size enableCrossOsArchive fail-on-cache-miss lookup-only save-always "},
    {"actions/upload-artifact", " v4 v5 v6 v7 ",
     " name path if-no-files-found retention-days compression-level overwrite include-hidden-files archive "},
    {"actions/download-artifact", " v4 v5 v6 v7 v8 ",
     " name artifact-ids path pattern merge-multiple github-token repository run-id skip-decompress digest-mismatch "},
    {"actions/github-script", " v6 v7 v8 ",
     " script github-token debug user-agent previews result-encoding retries retry-exempt-status-codes base-url "},
    {"docker/login-action", " v2 v3 v4 ", " registry username password scope ecr logout registry-auth "},
    {"docker/setup-qemu-action", " v2 v3 v4 ", " image platforms cache-image reset "},
    {"docker/setup-buildx-action", " v2 v3 v4 ",
     " version driver driver-opts buildkitd-flags buildkitd-config buildkitd-config-inline use name endpoint platforms install append "
     "cache-binary cleanup keep-state "},
    {"docker/build-push-action", " v4 v5 v6 v7 ",
     " add-hosts allow annotations attests build-args build-contexts builder cache-from cache-to call cgroup-parent context file labels "
     "load network no-cache no-cache-filters outputs platforms provenance pull "
     "push sbom secrets secret-envs secret-files shm-size ssh tags target ulimit github-token "},
    {"aws-actions/configure-aws-credentials", " v2 v3 v4 v5 v6 ",
     " aws-region role-to-assume aws-access-key-id aws-secret-access-key aws-session-token web-identity-token-file role-chaining audience "
     "http-proxy mask-aws-account-id role-duration-seconds role-external-id "
     "role-session-name role-skip-session-tagging inline-session-policy managed-session-policies output-credentials "
     "unset-current-credentials disable-retry retry-max-attempts special-characters-workaround "
     "use-existing-credentials allowed-account-ids force-skip-oidc action-timeout-s proxy-agent no-proxy output-env-credentials "
     "expected-account-ids transitive-tag-keys aws-profile global-endpoint "
     "overwrite-aws-profile "},
    {"hashicorp/setup-terraform", " v2 v3 v4 ",
     " cli_config_credentials_hostname cli_config_credentials_token terraform_version terraform_wrapper "},
};

// The first major version of an action that runs on a Node.js which is still there.
struct FirstVersion {
  std::string_view name;
  int major;
};
constexpr FirstVersion kFirst[] = {
    {"actions/checkout", 4},
    {"actions/setup-node", 4},
    {"actions/setup-python", 5},
    {"actions/setup-go", 5},
    {"actions/setup-java", 4},
    {"actions/setup-dotnet", 4},
    {"actions/cache", 4},
    {"actions/upload-artifact", 4},
    {"actions/download-artifact", 4},
    {"actions/github-script", 7},
    {"actions/labeler", 5},
    {"actions/stale", 9},
    {"docker/login-action", 3},
    {"docker/setup-qemu-action", 3},
    {"docker/setup-buildx-action", 3},
    {"docker/build-push-action", 5},
    {"docker/metadata-action", 5},
    {"hashicorp/setup-terraform", 3},
    {"aws-actions/configure-aws-credentials", 4},
    {"actions/configure-pages", 4},
    {"peaceiris/actions-gh-pages", 4},
    {"softprops/action-gh-release", 2},
};

struct Deprecated {
  std::string_view action;
  std::string_view input;
  std::string_view instead;
};
// Inputs that their action's metadata calls deprecated.
constexpr Deprecated kDeprecated[] = {
    {"pypa/gh-action-pypi-publish", "packages_dir", "packages-dir"},
    {"pypa/gh-action-pypi-publish", "repository_url", "repository-url"},
    {"pypa/gh-action-pypi-publish", "verify_metadata", "verify-metadata"},
    {"pypa/gh-action-pypi-publish", "skip_existing", "skip-existing"},
    {"pypa/gh-action-pypi-publish", "print_hash", "print-hash"},
    {"reviewdog/action-actionlint", "fail_on_error", "fail_level"},
    {"reviewdog/action-golangci-lint", "fail_on_error", "fail_level"},
    {"reviewdog/action-eslint", "fail_on_error", "fail_level"},
    {"reviewdog/action-shellcheck", "fail_on_error", "fail_level"},
    {"reviewdog/action-hadolint", "fail_on_error", "fail_level"},
    {"reviewdog/action-misspell", "fail_on_error", "fail_level"},
    {"reviewdog/action-tflint", "fail_on_error", "fail_level"},
    {"reviewdog/action-rubocop", "fail_on_error", "fail_level"},
    {"codecov/codecov-action", "file", "files"},
    {"codecov/codecov-action", "plugin", "plugins"},
};

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = text.find_first_not_of(' '); at != std::string_view::npos; at = text.find_first_not_of(' ', at)) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

// "v4", "v4.1.2" and "4" as 4; -1 for anything else.
int major_of(std::string_view version) {
  if (version.starts_with('v')) version.remove_prefix(1);
  int major = -1;
  const auto [end, error] = std::from_chars(version.data(), version.data() + version.size(), major);
  const bool whole = error == std::errc() && (end == version.data() + version.size() || *end == '.');
  return whole && version.size() < 20 ? major : -1;
}

}  // namespace

const KnownAction* find_action(std::string_view uses) {
  const std::size_t at = uses.find('@');
  const auto* found = std::find_if(std::begin(kActions), std::end(kActions),
                                   [&](const KnownAction& action) { return ghexpr::same_name(action.name, uses.substr(0, at)); });
  if (found == std::end(kActions) || at == std::string_view::npos) return nullptr;
  const std::string version = " v" + std::to_string(major_of(uses.substr(at + 1))) + " ";
  return found->versions.find(version) == std::string_view::npos ? nullptr : found;
}

std::string wrong_input(const KnownAction& action, std::string_view input) {
  const std::vector<std::string_view> known = words(action.inputs);
  if (std::any_of(known.begin(), known.end(), [&](std::string_view one) { return ghexpr::same_name(one, input); })) return {};
  constexpr std::size_t kTypo = 2;
  const std::string lower = ghexpr::lower_case(input.substr(0, 100));
  for (const std::string_view one : known)
    if (one.size() > 4 && edit_distance(lower, ghexpr::lower_case(one)) <= kTypo)
      return "the action \"" + std::string(action.name) + "\" has no input \"" + std::string(input) + "\"; did you mean \"" +
             std::string(one) + "\"?";
  return {};
}

std::string missing_input(std::string_view uses, const std::vector<std::string_view>& given) {
  struct Required {
    std::string_view action;
    std::string_view input;
  };
  // Without these the action fails in every version of the table.
  constexpr Required kRequired[] = {{"actions/cache", "path"},
                                    {"actions/cache", "key"},
                                    {"actions/upload-artifact", "path"},
                                    {"actions/github-script", "script"},
                                    {"aws-actions/configure-aws-credentials", "aws-region"}};
  const KnownAction* known = find_action(uses);
  if (known == nullptr) return {};
  for (const Required& one : kRequired)
    if (one.action == known->name &&
        std::none_of(given.begin(), given.end(), [&](std::string_view name) { return ghexpr::same_name(name, one.input); }))
      return "the action \"" + std::string(known->name) + "\" needs the input \"" + std::string(one.input) + "\"";
  return {};
}

std::string deprecated_input(std::string_view uses, std::string_view input) {
  for (const Deprecated& one : kDeprecated)
    if (one.input == input && ghexpr::same_name(one.action, uses.substr(0, uses.find('@'))))
      return "the input \"" + std::string(input) + "\" of \"" + std::string(one.action) + "\" is deprecated; use \"" +
             std::string(one.instead) + "\"";
  return {};
}

bool is_outdated_action(std::string_view uses) {
  const std::size_t at = uses.find('@');
  if (at == std::string_view::npos) return false;
  const int major = major_of(uses.substr(at + 1));
  return major >= 0 && std::any_of(std::begin(kFirst), std::end(kFirst), [&](const FirstVersion& one) {
           return ghexpr::same_name(one.name, uses.substr(0, at)) && major < one.major;
         });
}

}  // namespace platlint::github

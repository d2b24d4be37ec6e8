// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github_actions.h"

#include <algorithm>
#include <array>

namespace platlint {
namespace {

// Inputs of actions that are run as code.
struct Sink {
  std::string_view action;
  std::string_view input;
};
constexpr Sink kSinks[] = {{"actions/github-script", "script"},
                           {"mikefarah/yq", "cmd"},
                           {"azure/powershell", "inlineScript"},
                           {"azure/cli", "inlineScript"},
                           {"jannekem/run-python-script-action", "script"},
                           {"cardinalby/js-eval-action", "expression"},
                           {"addnab/docker-run-action", "run"},
                           {"appleboy/ssh-action", "script"},
                           {"amadevus/pwsh-script", "script"},
                           {"nick-fields/retry", "command"},
                           {"satackey/action-js-inline", "script"},
                           {"lukasschwab/python-inline", "run"},
                           {"tibdex/backport", "title_template"},
                           {"tibdex/backport", "body_template"},
                           {"tibdex/backport", "head_template"},
                           {"tibdex/backport", "labels_template"},
                           {"addnab/docker-run-action", "options"},
                           {"nick-fields/retry", "on_retry_command"},
                           {"nick-invision/retry", "command"},
                           {"sergeysova/jq-action", "cmd"},
                           {"bahmutov/npm-install", "install-command"},
                           {"cypress-io/github-action", "command"},
                           {"cypress-io/github-action", "build"},
                           {"cypress-io/github-action", "start"},
                           {"expo/expo-github-action", "command"},
                           {"eskatos/gradle-command-action", "arguments"},
                           {"gautamkrishnar/blog-post-workflow", "item_exec"},
                           {"asdf-vm/actions", "before_install"},
                           {"cachix/cachix-action", "installCommand"},
                           {"dawidd6/action-ansible-playbook", "options"},
                           {"preactjs/compressed-size-action", "build-script"},
                           {"salsify/action-detect-and-tag-new-version", "tag-template"},
                           {"8398a7/action-slack", "custom_payload"},
                           {"gabrielbb/xvfb-action", "run"},
                           {"coactions/setup-xvfb", "run"},
                           {"reactivecircus/android-emulator-runner", "script"}};

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('.') + 1); }

// Numbers, hashes, dates, words of a fixed set and addresses that GitHub makes.
bool has_fixed_shape(std::string_view path) {
  constexpr std::array<std::string_view, 46> kShapes = {"number",
                                                        "id",
                                                        "node_id",
                                                        "sha",
                                                        "after",
                                                        "before",
                                                        "action",
                                                        "draft",
                                                        "merged",
                                                        "fork",
                                                        "private",
                                                        "state",
                                                        "size",
                                                        "additions",
                                                        "deletions",
                                                        "changed_files",
                                                        "commits",
                                                        "comments",
                                                        "type",
                                                        "author_association",
                                                        "created",
                                                        "deleted",
                                                        "forced",
                                                        "conclusion",
                                                        "status",
                                                        "run_number",
                                                        "run_attempt",
                                                        "event",
                                                        "review_comments",
                                                        "mergeable",
                                                        "locked",
                                                        "merge_commit_sha",
                                                        "head_sha",
                                                        "base_sha",
                                                        "before_sha",
                                                        "prerelease",
                                                        "visibility",
                                                        "archived",
                                                        "disabled",
                                                        "position",
                                                        "line",
                                                        "run_id",
                                                        "workflow_id",
                                                        "login",
                                                        "site_admin",
                                                        "full_name"};
  const std::string_view last = last_part(path);
  return last == "url" || last.ends_with("_url") || last.ends_with("_at") || last.ends_with("_id") || last.ends_with("_count") ||
         std::find(kShapes.begin(), kShapes.end(), last) != kShapes.end();
}

constexpr Cacher kCachers[] = {{"actions/cache", Cacher::kUnlessTrue, "lookup-only"},
                               {"actions/setup-java", Cacher::kByText, "cache"},
                               {"actions/setup-node", Cacher::kByText, "cache"},
                               {"actions/setup-python", Cacher::kByText, "cache"},
                               {"actions/setup-go", Cacher::kUnlessFalse, "cache"},
                               {"actions/setup-dotnet", Cacher::kByTrue, "cache"},
                               {"swatinem/rust-cache", Cacher::kUnlessTrue, "lookup-only"},
                               {"actions-rust-lang/setup-rust-toolchain", Cacher::kUnlessFalse, "cache"},
                               {"ruby/setup-ruby", Cacher::kByTrue, "bundler-cache"},
                               {"gradle/actions", Cacher::kUnlessTrue, "cache-disabled"},
                               {"gradle/gradle-build-action", Cacher::kUnlessTrue, "cache-disabled"},
                               {"pyo3/maturin-action", Cacher::kByTrue, "sccache"},
                               {"mozilla-actions/sccache-action", Cacher::kAlways, ""},
                               {"hendrikmuhs/ccache-action", Cacher::kAlways, ""},
                               {"jdx/mise-action", Cacher::kUnlessFalse, "cache"},
                               {"oven-sh/setup-bun", Cacher::kUnlessTrue, "no-cache"},
                               {"astral-sh/setup-uv", Cacher::kByTrue, "enable-cache"},
                               {"pnpm/action-setup", Cacher::kByTrue, "cache"},
                               {"graalvm/setup-graalvm", Cacher::kByText, "cache"},
                               {"bazel-contrib/setup-bazel", Cacher::kByTrue, "disk-cache"},
                               {"golangci/golangci-lint-action", Cacher::kUnlessTrue, "skip-cache"},
                               {"docker/setup-buildx-action", Cacher::kByTrue, "cache-images"},
                               {"determinatesystems/magic-nix-cache-action", Cacher::kAlways, ""}};

}  // namespace

bool is_chosen_outside(std::string_view path) {
  if (path.starts_with("github.event.inputs.")) return true;
  if (path == "github.event" || path == "github") return true;
  if (path.starts_with("github.event.")) return !has_fixed_shape(path);
  return path == "github.head_ref" || path == "github.base_ref" || path == "github.ref" || path == "github.ref_name";
}

bool is_code(const Resource& step, std::string_view key, bool& script) {
  script = key == "run" || (key == "with.script" && uses_action(step, "actions/github-script"));
  if (script) return true;
  for (const Sink& sink : kSinks)
    if (key.size() > 5 && key.starts_with("with.") && same_word(key.substr(5), sink.input) && uses_action(step, sink.action)) return true;
  return false;
}

std::span<const Cacher> cachers() { return kCachers; }

bool publishes_release(const Resource& step) {
  return !used_action(step, {"softprops/action-gh-release",
                             "ncipollo/release-action",
                             "pypa/gh-action-pypi-publish",
                             "goreleaser/goreleaser-action",
                             "rubygems/release-gem",
                             "svenstaro/upload-release-action",
                             "actions/create-release",
                             "actions/upload-release-asset",
                             "actions/deploy-pages",
                             "peaceiris/actions-gh-pages",
                             "js-devtools/npm-publish",
                             "crazy-max/ghaction-github-pages",
                             "cloudflare/wrangler-action",
                             "jreleaser/release-action",
                             "actions/attest-build-provenance",
                             "docker/build-push-action-release",
                             "google-github-actions/deploy-cloudrun",
                             "azure/webapps-deploy",
                             "azure/functions-action",
                             "samuelmeuli/action-snapcraft",
                             "snapcore/action-publish",
                             "changesets/action",
                             "cycjimmy/semantic-release-action",
                             "marvinpinto/action-automatic-releases",
                             "elgohr/publish-docker-github-action"})
              .empty();
}

}  // namespace platlint

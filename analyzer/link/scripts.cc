// SPDX-License-Identifier: Apache-2.0
//
// Who runs which script of the repository: a step, a job, or another script whose command names the file. Names are taken from the root of
// the repository, from a `working-directory`, or from the folder of the script that calls ("$(dirname "$0")/lib.sh").
#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "analyzer/link/link.h"

namespace platlint {
namespace {

constexpr std::string_view kSeparators = " \t\n\r;|&()<>=,";

// What stands for the checked-out repository in front of a path.
constexpr std::string_view kRoots[] = {
    "./",    "$CI_PROJECT_DIR/", "${CI_PROJECT_DIR}/", "$GITHUB_WORKSPACE/", "${GITHUB_WORKSPACE}/", "${{github.workspace}}/",
    "$PWD/", "${PWD}/"};

std::string without_quotes(std::string_view word) {
  std::string out;
  for (const char c : word)
    if (c != '"' && c != '\'') out += c;
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view root : kRoots)
      if (out.starts_with(root)) {
        out.erase(0, root.size());
        again = true;
      }
  }
  return out;
}

class ScriptLinks {
 public:
  explicit ScriptLinks(ProgramBuilder& builder) : builder_(builder), program_(builder.view()) {
    for (const ResourceId id : program_.of_kind("file/script")) scripts_.emplace(program_[id].address, id);
  }

  void run() {
    if (scripts_.empty()) return;
    for (const Resource& resource : program_.resources()) {
      if (resource.kind == "github/step") {
        const Value folder = folder_of(resource);
        commands(resource, resource["run"], folder.is_string() ? without_quotes(folder.as_string()) + "/" : std::string());
      } else if (resource.kind == "gitlab/job") {
        for (const std::string_view part : {"before_script", "script", "after_script"})
          for (const Value& line : resource[part].items()) commands(resource, line, {});
      } else if (resource.kind == "file/script") {
        for (const Value& line : resource["commands"].items())
          commands(resource, line, std::string(resource.address.substr(0, resource.address.rfind('/') + 1)));
      }
    }
  }

 private:
  // Where a step runs: what it says, else what its job or workflow says for all.
  Value folder_of(const Resource& step) const {
    Value folder = step["working-directory"];
    for (ResourceId around = step.parent; folder.is_absent() && around != kNoResource; around = program_[around].parent)
      folder = program_[around]["defaults"]["run"]["working-directory"];
    return folder;
  }

  void commands(const Resource& from, const Value& line, const std::string& folder) {
    if (!line.is_string()) return;
    std::string_view text = line.as_string();
    while (!text.empty()) {
      const std::size_t end = std::min(text.find_first_of(kSeparators), text.size());
      if (end > 0) word(from, line, text.substr(0, end), folder);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  void word(const Resource& from, const Value& line, std::string_view raw, const std::string& folder) {
    if (raw.find('.') == std::string_view::npos && raw.find('/') == std::string_view::npos) return;
    const std::string path = without_quotes(raw);
    // "$(dirname "$0")/lib.sh" comes in pieces; the last begins with a slash.
    const std::string beside =
        from.kind == "file/script" && (path.starts_with('/') || path.starts_with('$')) ? path.substr(path.find('/') + 1) : std::string();
    for (const std::string& candidate : {path, folder + path, folder + beside}) {
      const auto at = scripts_.find(candidate);
      if (at == scripts_.end() || at->second == from.id) continue;
      if (linked_.insert((std::uint64_t{from.id} << 32U) | at->second).second)
        builder_.add_edge({from.id, at->second, EdgeKind::kCall, "script", {}, line.where()});
      return;
    }
  }

  ProgramBuilder& builder_;
  const Program& program_;
  std::unordered_map<std::string_view, ResourceId> scripts_;
  std::unordered_set<std::uint64_t> linked_;
};

}  // namespace

void link_scripts(ProgramBuilder& builder) { ScriptLinks(builder).run(); }

}  // namespace platlint

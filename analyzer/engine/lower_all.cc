// SPDX-License-Identifier: Apache-2.0
#include "analyzer/engine/lower_all.h"

#include <utility>
#include <vector>

#include "analyzer/engine/undeployed.h"
#include "analyzer/link/link.h"
#include "analyzer/lower/github/local_files.h"
#include "analyzer/support/parallel.h"

namespace platlint {
namespace {

// The dialects whose files stand alone.
Fragment lower_file(const LowerInput& input, github::Interfaces& interfaces, const InputFile& file) {
  const SourceFile& source = input.sources[file.id];
  switch (file.kind) {
    case FileKind::kManifest:
      return lower_kubernetes(source);
    case FileKind::kWorkflow:
    case FileKind::kAction:
    case FileKind::kDependabot:
      return lower_github(input, interfaces, source, file.kind);
    case FileKind::kYaml:
      if (is_pre_commit(source.path())) return lower_pre_commit(source);
      return check_yaml(source);
    case FileKind::kHelmChart:
    case FileKind::kKyvernoTest:
      return check_yaml(source);
    case FileKind::kDockerfile:
      return lower_dockerfile(source);
    case FileKind::kShell:
      return lower_shell(source);
    default:
      return {};
  }
}

}  // namespace

Program lower_and_link(const LowerInput& input, std::shared_ptr<const SourceMap> sources) {
  // Terraform and GitLab pipelines first: they may add files (templates, includes) to the source map.
  std::vector<Fragment> terraform = lower_terraform(input);
  lower_plans(input, terraform);
  std::vector<Fragment> gitlab;
  for (const InputFile& file : input.list)
    if (file.kind == FileKind::kGitlabCi) gitlab.push_back(lower_gitlab(input, input.sources[file.id]));
  std::vector<Fragment> single(input.list.size());
  github::Interfaces interfaces(input);
  const auto undeployed = undeployed_manifests(input);
  parallel_for(input.list.size(), input.jobs, [&](std::size_t i, std::size_t) {
    const std::string& path = input.sources[input.list[i].id].path();
    const auto left_out = input.list[i].kind == FileKind::kManifest ? undeployed.find(path) : undeployed.end();
    if (left_out != undeployed.end()) single[i].gaps.push_back({path, std::string(left_out->second)});
    else single[i] = lower_file(input, interfaces, input.list[i]);
  });

  ProgramBuilder builder(std::move(sources));
  for (auto* fragments : {&terraform, &single, &gitlab})
    for (Fragment& fragment : *fragments) builder.add(std::move(fragment));
  link_program(builder);
  return std::move(builder).build();
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <cstdint>
#include <string_view>

#include "analyzer/source/source_range.h"

namespace platlint {

// What a file is, decided by its name and its content (analyzer/discover). Secrets are looked for in every kind but kBinary.
enum class FileKind : std::uint8_t {
  kTerraform,      // .tf, .tofu
  kTerraformJson,  // .tf.json, .tofu.json
  kTfvars,         // .tfvars
  kTfvarsJson,     // .tfvars.json
  kTerraformPlan,  // `terraform show -json` output
  kManifest,       // YAML or JSON with apiVersion and kind in some document (Kyverno policies too)
  kHelmTemplate,   // a chart's template, with {{ }}: not YAML yet
  kHelmChart,      // Chart.yaml, values*.yaml beside it
  kKyvernoTest,    // kyverno-test.yaml
  kWorkflow,       // .github/workflows/*.yml
  kAction,         // action.yml
  kDependabot,     // .github/dependabot.yml
  kGitlabCi,       // .gitlab-ci.yml: the entry of a pipeline
  kYaml,           // other YAML (a GitLab include, docker-compose, Concourse, ...)
  kJson,
  kDockerfile,
  kShell,
  kText,
  kBinary,
};

std::string_view name(FileKind kind);

// A symbolic link that leads to a place inside the root.
struct Link {
  std::string path = {};
  std::string target = {};  // relative to the root
};

struct InputFile {
  FileId id = kNoFile;
  FileKind kind = FileKind::kText;
};

}  // namespace platlint

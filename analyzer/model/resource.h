// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "analyzer/model/value.h"
#include "analyzer/source/source_range.h"

namespace platlint {

struct TerraformCode;

using ResourceId = std::uint32_t;
inline constexpr ResourceId kNoResource = 0xffffffffU;

enum class Domain : std::uint8_t { kTerraform, kKubernetes, kGithub, kGitlab, kDocker, kFile };
std::string_view name(Domain domain);  // "terraform", "kubernetes", ...

// A module call on the way from a root to a resource.
struct CallSite {
  std::string_view address = {};  // "module.data[\"eu\"]"
  SourceRange where = {};         // the call's header
};

// One thing that a repository declares: a Terraform resource instance (or data source, variable, provider, module call, backend),
// a Kubernetes object, a workflow, a job, a step, a Dockerfile stage. Immutable once the Program is built.
struct Resource {
  ResourceId id = kNoResource;
  Domain domain = Domain::kTerraform;
  // With its domain: "terraform/aws_s3_bucket", "terraform/data.aws_iam_policy_document", "terraform/variable",
  // "kubernetes/Deployment", "github/workflow", "github/job", "github/step", "gitlab/pipeline", "gitlab/job", "docker/file",
  // "docker/stage", "docker/instruction", "file/script". Rules name the kinds they visit in this form.
  std::string_view kind = {};
  std::string_view name = {};  // "logs"; Kubernetes: metadata.name; CI: the job's name
  // Unique within one root and variable set: Terraform's address ("module.data.aws_s3_bucket.logs[\"eu\"]"), Kubernetes'
  // "Kind/namespace/name", CI's "path#job", Docker's "path#stage".
  std::string_view address = {};
  std::string_view root = {};            // the Terraform root or the file that it belongs to, relative to the scan root
  std::string_view module_path = {};     // "module.data"; empty in a root module
  std::span<const CallSite> calls = {};  // outermost first
  std::string_view variable_set = {};    // empty: the default set
  SourceRange range = {};                // all of it
  SourceRange header = {};               // its first line, or what names it: where findings about absent things point
  ResourceId parent = kNoResource;       // job -> workflow, step -> job, instruction -> stage -> file
  bool unknown_instance = false;         // stands for an unknown number of instances (count or for_each unknown)
  bool library = false;                  // in a module that no root calls: inputs are unknown
  const TerraformCode* code = nullptr;   // of the kind "terraform/code" alone
  Value body = {};                       // a kMap; missing members point at `header`

  Value operator[](std::string_view key) const { return body[key]; }
  Value at(std::string_view path) const { return body.at(path); }
  std::string_view type() const { return kind.substr(kind.find('/') + 1); }  // "aws_s3_bucket"
};

}  // namespace platlint

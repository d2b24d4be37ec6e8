// SPDX-License-Identifier: Apache-2.0
//
// From syntax trees to the model. Each dialect turns the files of its kinds into fragments; ProgramBuilder joins them. Lowering keeps
// going on bad input and says what it left out.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/model/program.h"
#include "analyzer/source/file_kind.h"
#include "analyzer/source/file_system.h"
#include "analyzer/source/source_map.h"
#include "grammars/yaml/node.h"

namespace platlint {

namespace github {
class Interfaces;
}  // namespace github

// A variable set that somebody configured for Terraform roots, beside those that the repository shows.
struct ConfiguredSet {
  std::string path = {};  // glob over roots; "." is the scan root itself
  std::string name = {};
  std::vector<std::string> variable_files = {};                     // relative to the scan root, later ones win
  std::vector<std::pair<std::string, std::string>> variables = {};  // as --var
};

struct LowerInput {
  SourceMap& sources;  // templatefile and tfvars texts may be added
  const FileSystem& files;
  std::span<const InputFile> list;                                  // every file of the run, sorted by path
  std::vector<std::pair<std::string, std::string>> variables = {};  // --var NAME=VALUE
  std::vector<std::string> variable_files = {};                     // --var-file, relative to the scan root
  int jobs = 1;
  std::vector<ConfiguredSet> sets = {};
  std::span<const Link> links = {};  // sorted by path
};

// YAML and JSON as values: plain scalars by YAML 1.2's core schema; ranges and anchors kept; tags other than the core ones leave a
// string.
Value to_value(const yaml::Node& node, Arena& arena);

// One fragment a root (and per library module), sorted by path. analyzer/lower/terraform/.
std::vector<Fragment> lower_terraform(const LowerInput& input);
// The JSON plans among the files: laid over the roots that they were made of, as fragments of their own elsewhere. analyzer/lower/plan/.
void lower_plans(const LowerInput& input, std::vector<Fragment>& terraform);
// All documents of a manifest file; `kind: List` is taken apart; `# Source:` comments of rendered charts are remembered.
Fragment lower_kubernetes(const SourceFile& file);
// A workflow or an action: "github/workflow" (or "github/action"), its jobs and their steps, with their expressions and with what GitHub
// would not accept ("complaints"). A dependabot.yml is a "github/dependabot" as written.
// `interfaces`: of the actions and workflows of this run (analyzer/lower/github/local_files.h).
Fragment lower_github(const LowerInput& input, github::Interfaces& interfaces, const SourceFile& file, FileKind kind);
// .pre-commit-config.yaml as written: "file/pre-commit".
bool is_pre_commit(std::string_view path);
Fragment lower_pre_commit(const SourceFile& file);
// The merged pipeline of one entry file: "gitlab/pipeline" and its jobs, after include, extends, !reference, default.
Fragment lower_gitlab(const LowerInput& input, const SourceFile& entry);
// "docker/file", "docker/stage", "docker/instruction".
Fragment lower_dockerfile(const SourceFile& file);
// YAML of no dialect: no resources, only what is wrong with its syntax.
Fragment check_yaml(const SourceFile& file);
// Takes the syntax errors of a YAML file back that come of a template's markers, and names the file as a gap instead.
void excuse_templates(const SourceFile& file, Fragment& fragment);
// "file/script" with its "interpreter" and its "commands", one text for each command line.
Fragment lower_shell(const SourceFile& file);

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/lower/lower.h"
#include "grammars/hcl/ast.h"

namespace platlint::terraform {

// A module: the Terraform files of one folder, their blocks sorted by what they declare. Unevaluated and shared by all calls.
struct ModuleDirectory {
  struct Local {
    const hcl::Attribute* attribute = nullptr;
  };
  std::string path = {};  // relative to the scan root; "" is the root itself
  std::map<std::string_view, const hcl::Block*> variables = {};
  std::map<std::string_view, const hcl::Attribute*> locals = {};
  std::map<std::string_view, const hcl::Block*> outputs = {};
  std::map<std::string, const hcl::Block*, std::less<>> resources = {};  // "aws_s3_bucket.logs"
  std::map<std::string, const hcl::Block*, std::less<>> data = {};       // "aws_region.current"
  std::map<std::string_view, const hcl::Block*> modules = {};
  std::vector<const hcl::Block*> providers = {};
  std::vector<const hcl::Block*> settings = {};  // terraform blocks
  std::vector<const hcl::Block*> others = {};    // moved, import, check, removed
  Diagnostics diagnostics = {};                  // duplicates
};

// The parsed files of a run. Trees live as long as the fragments that `take_fragments` hands out.
class ModuleTable {
 public:
  explicit ModuleTable(const LowerInput& input);

  // Null when the folder holds no Terraform files.
  const ModuleDirectory* find(std::string_view path) const;
  const std::map<std::string, ModuleDirectory, std::less<>>& all() const { return directories_; }
  // Attributes of a variable file, read at the first call; null when it cannot be read.
  const hcl::Body* variable_file(const std::string& path);
  std::vector<std::string> variable_files() const;  // paths of all .tfvars files of the run

  // What parsing left: trees' arenas and syntax errors.
  std::vector<Fragment> take_fragments();

 private:
  struct Parsed {
    FileId id = kNoFile;
    std::string path;
    const hcl::File* file = nullptr;
    Fragment fragment;
  };

  void add_blocks(ModuleDirectory& directory, const hcl::File& file, bool override_file);
  void parse(Parsed& parsed, FileKind kind);

  const LowerInput& input_;
  std::vector<std::unique_ptr<Parsed>> files_;
  std::map<std::string, Parsed*, std::less<>> variable_files_;
  std::map<std::string, ModuleDirectory, std::less<>> directories_;
};

// The text of a plain string expression, or nothing.
std::string_view literal_text(const hcl::Expr* expr);

std::string directory_of(std::string_view path);

}  // namespace platlint::terraform

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

// What kind of block declares an object, in Terraform's word.
enum class Mode : std::uint8_t { kManaged, kData, kEphemeral };
// What stands in front of an address: "", "data.", "ephemeral.".
constexpr std::string_view mode_prefix(Mode mode) { return mode == Mode::kData ? "data." : mode == Mode::kEphemeral ? "ephemeral." : ""; }

// A module: the Terraform files of one folder, their blocks sorted by what they declare. Unevaluated and shared by all calls.
struct ModuleDirectory {
  struct File {
    FileId id = kNoFile;
    const hcl::File* tree = nullptr;
    std::string name = {};  // in this folder, without it
    bool override_file = false;
    bool broken = false;  // has syntax errors
    bool linked = false;  // by a link to a file elsewhere
  };
  std::string path = {};  // relative to the scan root; "" is the root itself
  std::vector<File> files = {};
  std::map<std::string_view, const hcl::Block*> variables = {};
  std::map<std::string_view, const hcl::Attribute*> locals = {};
  std::map<std::string_view, const hcl::Block*> outputs = {};
  using Table = std::map<std::string, const hcl::Block*, std::less<>>;
  Table resources = {};   // "aws_s3_bucket.logs"
  Table data = {};        // "aws_region.current"
  Table ephemerals = {};  // "random_password.db"
  std::map<std::string_view, const hcl::Block*> modules = {};
  std::vector<const hcl::Block*> providers = {};
  std::vector<const hcl::Block*> settings = {};  // terraform blocks
  std::vector<const hcl::Block*> others = {};    // moved, import, check, removed
  bool external = false;                         // in a folder that the scan leaves out; read because something calls it

  const Table& table(Mode mode) const { return mode == Mode::kData ? data : mode == Mode::kEphemeral ? ephemerals : resources; }
};

// The parsed files of a run. Trees live as long as the fragments that `take_fragments` hands out.
class ModuleTable {
 public:
  explicit ModuleTable(const LowerInput& input);

  // Null when the folder holds no Terraform files. Links on the way are followed.
  const ModuleDirectory* find(std::string_view path) const;
  const std::map<std::string, ModuleDirectory, std::less<>>& all() const { return directories_; }
  // Attributes of a variable file, read at the first call; null when it cannot be read.
  const hcl::Body* variable_file(const std::string& path);
  std::vector<std::string> variable_files() const;  // paths of all .tfvars files of the run
  // What is wrong with a folder as a whole, once for all calls of it.
  void report(Diagnostics diagnostics);

  // What parsing left: trees' arenas and syntax errors.
  std::vector<Fragment> take_fragments();

 private:
  struct Parsed {
    FileId id = kNoFile;
    std::string path;
    const hcl::File* file = nullptr;
    Fragment fragment;
  };

  // The place that a path leads to through the repository's links.
  std::string canonical(std::string_view path) const;
  void add_file(ModuleDirectory& directory, const Parsed& parsed, const std::string& path, bool override_file);
  void add_blocks(ModuleDirectory& directory, const hcl::File& file, bool override_file);
  void read_called();                             // called_modules.cc
  bool read_external(const std::string& folder);  // is there code?
  void override_settings(ModuleDirectory& directory, const hcl::Block& over);
  void parse(Parsed& parsed, FileKind kind);

  const LowerInput& input_;
  std::vector<std::unique_ptr<Parsed>> files_;
  std::map<std::string, Parsed*, std::less<>> variable_files_;
  std::map<std::string, ModuleDirectory, std::less<>> directories_;
};

// .terraform/modules/modules.json of a root: what `terraform init` put where, by the module's path ("eks.node"). Paths outside the scan
// root are left out.
std::map<std::string, std::string, std::less<>> installed_modules(const FileSystem& files, const std::string& root);

// Is this the name of a file that a later pass merges over the others?
bool is_override(std::string_view path);

// The text of a plain string expression, or nothing.
std::string_view literal_text(const hcl::Expr* expr);

std::string directory_of(std::string_view path);

}  // namespace platlint::terraform

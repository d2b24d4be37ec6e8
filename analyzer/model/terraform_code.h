// SPDX-License-Identifier: Apache-2.0
//
// A Terraform module as it is written, once a folder, however often it is called: what it declares, what its expressions name, and the
// habits of writing that rules judge. Values are not here; the resources of an evaluation have them. Everything lives in the program's
// arenas and is in the order of the files and of the text.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "analyzer/source/source_range.h"

namespace platlint {

struct TerraformCode;
struct CodeBlock;

// What can be said of an expression's value by its form alone.
enum class CodeForm : std::uint8_t { kOther, kText, kTemplate, kNumber, kBool, kNull, kList, kObject };

struct CodeArgument {
  std::string_view name = {};
  SourceRange name_range = {};
  SourceRange value_range = {};
  std::string_view text = {};  // of a plain string; empty for every other expression
  bool is_text = false;        // a string without any expression in it
  bool is_null = false;        // the word null
  CodeForm form = CodeForm::kOther;
  // In JSON, of resources and data sources: the blocks that it is, should its name be that of a block.
  std::span<const CodeBlock> blocks = {};
};

const CodeArgument* find(std::span<const CodeArgument> arguments, std::string_view name);

struct CodeBlock {
  std::string_view type = {};  // of a dynamic block: what it makes
  std::string_view label = {};
  SourceRange header = {};
  bool dynamic = false;  // the arguments and blocks are then those of its content
  std::span<const CodeArgument> arguments = {};
  std::span<const CodeBlock> blocks = {};
};

enum class CodeKind : std::uint8_t {
  kVariable,
  kLocal,
  kOutput,
  kResource,
  kData,
  kEphemeral,
  kModule,
  kProvider,
  kRequiredProvider,
  kTerraform,
  kCheck,
  kOther
};
std::string_view name(CodeKind kind);  // "variable", "local", ..., "data source"

struct CodeDeclaration {
  CodeKind kind = CodeKind::kOther;
  std::string_view type = {};     // "aws_s3_bucket"; of a provider: "aws"
  std::string_view name = {};     // of a provider: its alias
  std::string_view address = {};  // "var.region", "data.aws_region.here", "provider.aws.west"; unique among what a module may declare once
  SourceRange header = {};
  SourceRange range = {};
  SourceRange name_range = {};
  bool override_file = false;                    // adds to a declaration of the same address
  bool json = false;                             // JSON does not tell blocks from arguments
  bool legacy = false;                           // a required provider that is a version alone
  std::uint32_t file = 0;                        // index into TerraformCode::files
  std::span<const CodeArgument> arguments = {};  // of a required provider: what its object says
  std::span<const CodeBlock> blocks = {};
  // Of a module call with a local source: the folder's code, or null where there is none.
  const TerraformCode* module = nullptr;

  const CodeArgument* find(std::string_view argument) const { return platlint::find(arguments, argument); }
};

// What an expression names.
struct CodeReference {
  enum class Kind : std::uint8_t { kVariable, kLocal, kModule, kResource, kData, kEphemeral, kProvider, kTerraform };
  Kind kind = Kind::kVariable;
  std::string_view name = {};     // "region"; "aws_s3_bucket.logs"; of a provider "aws" or "aws.west"; of kTerraform "workspace"
  std::string_view address = {};  // of the declaration that it means: "var.region"
  bool indexed = false;           // module.NAME[...]: one of several calls
  // module.NAME.member, TYPE.NAME.member, keys between skipped; of a provider that a module call passes: its name in the module.
  std::string_view member = {};
  SourceRange member_range = {};
  SourceRange range = {};         // the name, of a module with its member
  std::uint32_t declaration = 0;  // index of the declaration it is written in
};

// A way of writing that some rule judges.
struct CodeHabit {
  enum class Kind : std::uint8_t {
    kInterpolationOnly,     // "${x}"; inner: x
    kLegacyIndex,           // x.0; inner: the digits with their dot
    kLegacySplat,           // x.*.y; inner: the dot and the star
    kLookupWithoutDefault,  // lookup(a, b); inner: a, other: b
    kEmptyListComparison,   // x == []; inner: x; `negated` for !=
    kDuplicateKey,          // { a = 1, a = 2 }; inner: the key before; text: the key
  };
  Kind kind = Kind::kInterpolationOnly;
  SourceRange range = {};
  SourceRange inner = {};
  SourceRange other = {};
  std::string_view text = {};
  bool negated = false;
  bool in_key = false;  // the expression is an object's key
  bool simple = false;  // `inner` binds tighter than any operator: it may stand anywhere without parentheses
  std::uint32_t declaration = 0;
};

struct CodeFile {
  FileId file = kNoFile;
  std::string_view name = {};  // without its folder
  bool json = false;
  bool override_file = false;
  bool linked = false;  // a link to a file that several folders share: no habits and no comments are noted here
  std::span<const SourceRange> comments = {};
};

// A version that .terraform.lock.hcl chose.
struct CodeLock {
  std::string_view source = {};  // "registry.terraform.io/hashicorp/aws"
  std::string_view version = {};
};

struct TerraformCode {
  std::string_view path = {};  // the folder, relative to the scan root; "" is the root itself
  std::span<const CodeFile> files = {};
  std::span<const CodeDeclaration> declarations = {};
  std::span<const CodeReference> references = {};  // those of one declaration stand together
  std::span<const CodeHabit> habits = {};
  std::span<const CodeLock> locks = {};
  std::span<const TerraformCode* const> callers = {};  // folders with a call of this one, each once, sorted by path
  bool called = false;                                 // some module call of the repository names the folder
  bool broken = false;  // a file has syntax errors, or is yet to be made of a template: what is not seen may be there
};

}  // namespace platlint

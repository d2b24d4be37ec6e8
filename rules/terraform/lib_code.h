// SPDX-License-Identifier: Apache-2.0
//
// Questions that several rules about the Terraform language ask of a module as it is written.
#pragma once

#include <span>
#include <string_view>
#include <unordered_set>

#include "analyzer/rule/rule.h"

namespace platlint::code {

// The argument of a declaration, with what override files say; null when it is not there.
const CodeArgument* argument(const TerraformCode& code, const CodeDeclaration& declaration, std::string_view name);

// The addresses of all declarations.
std::unordered_set<std::string_view> addresses(const TerraformCode& code);

// The references written in a declaration.
std::span<const CodeReference> references_of(const TerraformCode& code, const CodeDeclaration& declaration);

// The provider that a resource or data source belongs to by its type ("aws" for aws_s3_bucket) or its `provider` argument, without alias.
std::string_view provider_name(const TerraformCode& code, const CodeDeclaration& declaration);

// The text at a range as it is written.
std::string_view text_at(const RuleContext& ctx, SourceRange range);

// In a folder of examples: often pieces to copy from, which nobody runs as they stand.
bool is_example(const TerraformCode& code);

// A folder that is nobody's module here: a root, or a library for other repositories.
inline bool stands_alone(const TerraformCode& code) { return !code.called; }

// A version constraint of Terraform ("~> 1.2, != 1.3.0"). Unknown operators and numbers match nothing.
bool allows_version(std::string_view constraint, int major, int minor, int patch);

// Is the code held at Terraform 0.11 or older, by its required_version or by a .terraform-version in its folder or above? There an argument
// that is a map could be written as a block.
bool is_before_blocks(const TerraformCode& code, const RuleContext& ctx);

// Where a module comes from.
struct ModuleSource {
  enum class Kind { kLocal, kRegistry, kGit, kMercurial, kOther };
  Kind kind = Kind::kOther;
  std::string_view revision = {};  // ref= or rev=
  bool shallow = false;            // depth=1
};
ModuleSource module_source(std::string_view source);

// A revision that is a commit's hash, whole or abbreviated (7 digits and more).
bool is_commit(std::string_view revision);

// A revision with a version of at least two numbers in it: "v1.2.0", "vpc/2.1".
bool names_version(std::string_view revision);

}  // namespace platlint::code

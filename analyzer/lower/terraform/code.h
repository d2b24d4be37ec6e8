// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/lower/terraform/module_directory.h"
#include "analyzer/model/terraform_code.h"

namespace platlint::terraform {

// One "terraform/code" resource for each folder with Terraform files, sorted by path.
Fragment lower_code(const ModuleTable& modules, const LowerInput& input);

// Reads expressions: what they name and how they are written. One for each folder.
class CodeWalker {
 public:
  CodeWalker(const SourceMap& sources, Arena& arena) : sources_(sources), arena_(arena) {}

  // Everything found from here on stands in this declaration.
  void enter(std::uint32_t declaration) { declaration_ = declaration; }
  void expression(const hcl::Expr& expr) { walk(expr, false); }
  // aws, aws.west, "aws.west": the provider that a block takes, or that a module call passes under the name `passed_as`.
  void provider(const hcl::Expr& expr, std::string_view passed_as = {});
  // `providers` of a module call.
  void providers(const hcl::Object& passed);
  // The addresses in depends_on, also in the old form, as text.
  void dependencies(const hcl::Expr& expr);
  // Names that dynamic blocks and `for` bring in. What stands between the two calls sees the name.
  void push_name(std::string_view name) { names_.push_back(name); }
  void pop_name() { names_.pop_back(); }

  std::vector<CodeReference> references = {};
  std::vector<CodeHabit> habits = {};
  Diagnostics refused = {};  // what Terraform would not accept, whether or not it is ever evaluated

 private:
  void walk(const hcl::Expr& expr, bool in_key);
  void traversal(const hcl::Expr& expr);
  std::string_view provider_name(const hcl::Expr& expr);  // empty: no reference to a provider
  void text_reference(std::string_view text, SourceRange range);
  void add_reference(std::string_view root, const std::vector<std::string_view>& steps, const std::vector<SourceRange>& places,
                     SourceRange range);
  void parts(std::span<const hcl::TemplatePart> list);
  void object(const hcl::Object& object);
  void note(CodeHabit habit);

  const SourceMap& sources_;
  Arena& arena_;
  std::vector<std::string_view> names_ = {};
  std::uint32_t declaration_ = 0;
};

}  // namespace platlint::terraform

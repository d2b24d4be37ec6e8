// SPDX-License-Identifier: Apache-2.0
//
// Folders that something else completes before Terraform runs. What such a folder names and does not declare is no mistake, and what it
// declares and does not name may be used. Four habits:
//
// - Templates of code beside the code: main.tf.j2, main.tf.tpl, providers.jinja. The names follow one rule, the file's name with the
//   template language behind it; Jinja's own is also used in place of .tf, and then the text must look like code.
// - Terragrunt's `generate`, which writes files into the folder that it runs. Which folder that is takes an evaluation of Terragrunt's
//   functions and environment; any that no module calls may be one.
// - Declarations that several roots share, in a folder above them that has nothing else: a pipeline copies them or links to them.
// - Files that links in other folders lead to: they are made for those, which have the rest.
#include "analyzer/lower/terraform/assembled_code.h"

#include <algorithm>
#include <string>
#include <unordered_set>

namespace platlint::terraform {
namespace {

constexpr std::string_view kLanguages[] = {"j2",  "jinja", "jinja2", "tmpl", "tpl", "tftpl",    "template", "gotmpl",
                                           "erb", "ejs",   "hbs",    "mako", "in",  "envsubst", "mustache"};
constexpr std::string_view kBlocks[] = {"terraform {", "provider \"", "resource \"", "data \"", "module \"", "variable \"", "locals {"};

bool has_line(std::string_view text, std::string_view beginning) {
  for (std::size_t at = text.find(beginning); at != std::string_view::npos; at = text.find(beginning, at + 1))
    if (at == 0 || text[at - 1] == '\n') return true;
  return false;
}

bool makes_code(std::string_view name, std::string_view text) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  const std::string_view language = name.substr(dot + 1);
  if (std::find(std::begin(kLanguages), std::end(kLanguages), language) == std::end(kLanguages)) return false;
  const std::string_view made = name.substr(0, dot);
  if (made.ends_with(".tf") || made.ends_with(".tofu") || made.ends_with(".tf.json")) return true;
  const bool jinja = language == "j2" || language.starts_with("jinja");
  return jinja && made.find('.') == std::string_view::npos &&
         std::any_of(std::begin(kBlocks), std::end(kBlocks), [&](std::string_view block) { return has_line(text, block); });
}

bool generates_code(std::string_view name, std::string_view text) {
  return name.ends_with(".hcl") && !name.starts_with(".") && (has_line(text, "generate \"") || has_line(text, "generate ="));
}

// What the folder names and does not declare.
std::vector<std::string> undeclared(const TerraformCode& code) {
  std::unordered_set<std::string_view> declared;
  for (const CodeDeclaration& declaration : code.declarations) declared.insert(declaration.address);
  std::vector<std::string> names;
  for (const CodeReference& reference : code.references) {
    const bool provider = reference.kind == CodeReference::Kind::kProvider;
    if (reference.kind == CodeReference::Kind::kTerraform || reference.name.empty()) continue;
    if (provider && reference.name.find('.') == std::string_view::npos) continue;
    std::string address = provider ? "provider." + std::string(reference.name) : std::string(reference.address);
    if (!declared.contains(address)) names.push_back(std::move(address));
  }
  return names;
}

bool only_declares(const TerraformCode& code) {
  return std::none_of(code.declarations.begin(), code.declarations.end(), [](const CodeDeclaration& declaration) {
    return declaration.kind == CodeKind::kResource || declaration.kind == CodeKind::kModule || declaration.kind == CodeKind::kOutput;
  });
}

bool declares_any(const TerraformCode& code, const std::vector<std::string>& names) {
  return std::any_of(code.declarations.begin(), code.declarations.end(), [&](const CodeDeclaration& declaration) {
    return std::find(names.begin(), names.end(), declaration.address) != names.end();
  });
}

std::string_view above(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

// The folders with files that links in other folders lead to.
std::unordered_set<std::string_view> linked_folders(const LowerInput& input) {
  std::unordered_set<std::string_view> folders;
  for (const Link& link : input.links)
    if (link.target.ends_with(".tf") || link.target.ends_with(".tofu") || link.target.ends_with(".tf.json"))
      if (const std::string_view folder = above(link.target); folder != above(link.path)) folders.insert(folder);
  return folders;
}

}  // namespace

void note_assembled_code(const std::map<std::string_view, TerraformCode*>& folders, const LowerInput& input, Fragment& fragment) {
  std::string_view generator;
  for (const InputFile& file : input.list) {
    const std::string_view path = input.sources[file.id].path();
    const std::string_view name = path.substr(path.rfind('/') + 1);
    const std::string_view text = input.sources[file.id].text();
    if (generator.empty() && generates_code(name, text)) generator = path;
    const auto folder = folders.find(above(path));
    if (folder == folders.end() || !makes_code(name, text)) continue;
    folder->second->broken = true;
    fragment.gaps.push_back({std::string(path), "what another tool makes of this template, and what that declares, is unknown"});
  }
  const std::unordered_set<std::string_view> linked = linked_folders(input);
  for (const auto& [path, code] : folders) {
    if (code->broken || code->called) continue;
    const std::vector<std::string> names = undeclared(*code);
    if (names.empty()) continue;
    if (linked.contains(path)) {
      code->broken = true;
      fragment.gaps.push_back({path.empty() ? "." : std::string(path), "links in other folders lead to its files; those have the rest"});
      continue;
    }
    if (!generator.empty()) {
      code->broken = true;
      fragment.gaps.push_back(
          {path.empty() ? "." : std::string(path), "what Terragrunt generates for it (" + std::string(generator) + ") is unknown"});
      continue;
    }
    for (std::string_view folder = path; !folder.empty() && !code->broken;) {
      folder = above(folder);
      const auto shared = folders.find(folder);
      if (shared == folders.end() || !only_declares(*shared->second) || !declares_any(*shared->second, names)) continue;
      code->broken = true;
      fragment.gaps.push_back({std::string(path), "names what is declared in " +
                                                      (folder.empty() ? "the root folder" : std::string(folder)) +
                                                      "; what else a pipeline puts beside it is unknown"});
    }
  }
}

}  // namespace platlint::terraform

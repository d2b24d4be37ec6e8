// SPDX-License-Identifier: Apache-2.0
//
// Pipelines make a part of the code just before they plan: Jinja, gomplate, envsubst, ERB. The names follow one habit, the file's name
// with the template language behind it; Jinja's own is also used in place of .tf, and then the text must look like code.
#include "analyzer/lower/terraform/code_templates.h"

#include <algorithm>

namespace platlint::terraform {
namespace {

constexpr std::string_view kLanguages[] = {"j2",  "jinja", "jinja2", "tmpl", "tpl", "tftpl",    "template", "gotmpl",
                                           "erb", "ejs",   "hbs",    "mako", "in",  "envsubst", "mustache"};
constexpr std::string_view kBlocks[] = {"terraform {", "provider \"", "resource \"", "data \"", "module \"", "variable \"", "locals {"};

bool has_block(std::string_view text) {
  return std::any_of(std::begin(kBlocks), std::end(kBlocks), [&](std::string_view block) {
    const std::size_t at = text.find(block);
    return at != std::string_view::npos && (at == 0 || text[at - 1] == '\n');
  });
}

}  // namespace

bool makes_terraform_code(std::string_view path, std::string_view text) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  const std::string_view language = name.substr(dot + 1);
  if (std::find(std::begin(kLanguages), std::end(kLanguages), language) == std::end(kLanguages)) return false;
  const std::string_view made = name.substr(0, dot);
  if (made.ends_with(".tf") || made.ends_with(".tofu") || made.ends_with(".tf.json")) return true;
  const bool jinja = language == "j2" || language.starts_with("jinja");
  return jinja && made.find('.') == std::string_view::npos && has_block(text);
}

}  // namespace platlint::terraform

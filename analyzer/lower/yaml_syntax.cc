// SPDX-License-Identifier: Apache-2.0
//
// YAML that no dialect reads is read all the same, to say where it is broken. What a template engine has yet to fill in is not broken:
// where a marker of one (Helm, Jinja, ERB, Terraform) stands outside quotes before the place of the error, the file is a gap of the
// coverage instead.
#include <algorithm>

#include "analyzer/lower/lower.h"
#include "grammars/yaml/parser.h"

namespace platlint {
namespace {

bool has_marker(std::string_view line) {
  for (const std::string_view marker : {"{{", "{%", "<%", "%{"}) {
    const std::size_t at = line.find(marker);
    if (at == std::string_view::npos) continue;
    const std::string_view before = line.substr(0, at);
    if (std::count(before.begin(), before.end(), '"') % 2 == 0 && std::count(before.begin(), before.end(), '\'') % 2 == 0) return true;
  }
  return false;
}

// Where the first line with a marker begins, or npos.
std::size_t first_marker(std::string_view text) {
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t end = std::min(text.find('\n', line), text.size());
    if (has_marker(text.substr(line, end - line))) return line;
    line = end + 1;
  }
  return std::string_view::npos;
}

}  // namespace

void excuse_templates(const SourceFile& file, Fragment& fragment) {
  if (fragment.diagnostics.empty()) return;
  const std::size_t marker = first_marker(file.text());
  const auto excused = [&](const Diagnostic& d) { return d.kind == Diagnostic::Kind::kSyntax && marker < d.range.end; };
  if (std::erase_if(fragment.diagnostics, excused) > 0)
    fragment.gaps.push_back({file.path(), "a template, no YAML as it stands (secrets were looked for)"});
}

Fragment check_yaml(const SourceFile& file) {
  Fragment fragment;
  yaml::parse(file, fragment.arena, fragment.diagnostics);
  excuse_templates(file, fragment);
  return fragment;
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

namespace platlint::code {

const CodeArgument* argument(const TerraformCode& code, const CodeDeclaration& declaration, std::string_view name) {
  const CodeArgument* found = declaration.find(name);
  // Only where there are override files at all is the folder searched.
  if (!std::any_of(code.files.begin(), code.files.end(), [](const CodeFile& file) { return file.override_file; })) return found;
  for (const CodeDeclaration& other : code.declarations)
    if (other.override_file && other.kind == declaration.kind && other.address == declaration.address)
      if (const CodeArgument* over = other.find(name)) found = over;
  return found;
}

std::unordered_set<std::string_view> addresses(const TerraformCode& code) {
  std::unordered_set<std::string_view> set;
  for (const CodeDeclaration& declaration : code.declarations) set.insert(declaration.address);
  return set;
}

std::span<const CodeReference> references_of(const TerraformCode& code, const CodeDeclaration& declaration) {
  const auto index = static_cast<std::uint32_t>(&declaration - code.declarations.data());
  const auto before = [](const CodeReference& reference, std::uint32_t wanted) { return reference.declaration < wanted; };
  const auto begin = std::lower_bound(code.references.begin(), code.references.end(), index, before);
  const auto end = std::lower_bound(begin, code.references.end(), index + 1, before);
  return {begin, end};
}

std::string_view provider_name(const TerraformCode& code, const CodeDeclaration& declaration) {
  const CodeArgument* chosen = declaration.find("provider");
  if (chosen != nullptr)
    for (const CodeReference& reference : references_of(code, declaration))
      if (reference.kind == CodeReference::Kind::kProvider && chosen->value_range.contains(reference.range))
        return reference.name.substr(0, reference.name.find('.'));
  return declaration.type.substr(0, declaration.type.find('_'));
}

std::string_view text_at(const RuleContext& ctx, SourceRange range) { return ctx.program().sources().slice(range); }

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

struct Version {
  std::array<int, 3> parts = {0, 0, 0};
  int given = 0;  // how many parts are written
};

std::optional<Version> read_version(std::string_view text) {
  Version version;
  text = text.substr(0, text.find_first_of("-+"));
  if (text.starts_with('v')) text.remove_prefix(1);
  while (!text.empty() && version.given < 3) {
    const std::string_view part = text.substr(0, text.find('.'));
    int value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (error != std::errc() || end != part.data() + part.size()) return std::nullopt;
    version.parts[static_cast<std::size_t>(version.given++)] = value;
    if (part.size() == text.size()) break;
    text.remove_prefix(part.size() + 1);
  }
  return version.given > 0 ? std::optional(version) : std::nullopt;
}

bool holds(std::string_view condition, const std::array<int, 3>& asked) {
  condition = trimmed(condition);
  const std::size_t digits = condition.find_first_of("v0123456789");
  if (digits == std::string_view::npos) return false;
  const std::string_view op = trimmed(condition.substr(0, digits));
  const auto version = read_version(trimmed(condition.substr(digits)));
  if (!version) return false;
  const auto& than = version->parts;
  if (op.empty() || op == "=") return asked == than;
  if (op == "!=") return asked != than;
  if (op == ">") return asked > than;
  if (op == ">=") return asked >= than;
  if (op == "<") return asked < than;
  if (op == "<=") return asked <= than;
  if (op != "~>" || asked < than) return false;
  // All but the last written part stay; a single one is like >=.
  for (int i = 0; i + 1 < version->given; ++i)
    if (asked[static_cast<std::size_t>(i)] != than[static_cast<std::size_t>(i)]) return false;
  return true;
}

std::string_view query_value(std::string_view source, std::string_view key) {
  std::size_t at = source.find('?');
  while (at != std::string_view::npos) {
    std::string_view rest = source.substr(at + 1);
    const std::string_view pair = rest.substr(0, rest.find('&'));
    if (pair.size() > key.size() && pair.starts_with(key) && pair[key.size()] == '=') return pair.substr(key.size() + 1);
    const std::size_t next = source.find('&', at + 1);
    at = next;
  }
  return {};
}

bool is_registry(std::string_view source) {
  // [host/]namespace/name/provider[//folder]
  if (const std::size_t folder = source.find("//"); folder != std::string_view::npos) source = source.substr(0, folder);
  const auto slashes = std::count(source.begin(), source.end(), '/');
  if (slashes != 2 && slashes != 3) return false;
  const std::string_view first = source.substr(0, source.find('/'));
  if ((slashes == 3) != (first.find('.') != std::string_view::npos || first.starts_with("localhost"))) return false;
  if (first == "github.com" || first == "bitbucket.org" || first == "gitlab.com") return false;
  return std::all_of(source.begin(), source.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '/' || c == '.' ||
           c == ':';
  });
}

}  // namespace

bool allows_version(std::string_view constraint, int major, int minor, int patch) {
  const std::array<int, 3> asked = {major, minor, patch};
  while (true) {
    const std::size_t comma = constraint.find(',');
    if (!holds(constraint.substr(0, comma), asked)) return false;
    if (comma == std::string_view::npos) return true;
    constraint.remove_prefix(comma + 1);
  }
}

bool is_before_blocks(const TerraformCode& code, const RuleContext& ctx) {
  for (const CodeDeclaration& declaration : code.declarations) {
    const CodeArgument* version = declaration.kind == CodeKind::kTerraform ? declaration.find("required_version") : nullptr;
    if (version == nullptr || version->text.empty()) continue;
    // One of the last of each line says enough: who allows 0.12 allows it whole.
    for (const auto& [major, minor, patch] : {std::array{0, 12, 31}, {0, 13, 7}, {0, 14, 11}, {0, 15, 5}, {1, 0, 11}, {1, 5, 7}, {1, 9, 8}})
      if (allows_version(version->text, major, minor, patch)) return false;
    return allows_version(version->text, 0, 11, 15) || allows_version(version->text, 0, 11, 14);
  }
  for (std::string folder(code.path);;) {
    const SourceFile* file = ctx.program().sources().find(folder.empty() ? ".terraform-version" : folder + "/.terraform-version");
    if (file != nullptr) {
      const std::string_view text = file->text();
      const auto held_at = [&](int minor) { return text.starts_with("0." + std::to_string(minor) + "."); };
      for (int minor = 1; minor <= 11; ++minor)
        if (held_at(minor)) return true;
      return false;
    }
    if (folder.empty()) return false;
    const std::size_t slash = folder.rfind('/');
    folder.resize(slash == std::string::npos ? 0 : slash);
  }
}

ModuleSource module_source(std::string_view source) {
  using Kind = ModuleSource::Kind;
  const auto any_of = [&](std::initializer_list<std::string_view> beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view b) { return source.starts_with(b); });
  };
  ModuleSource result;
  if (any_of({"./", "../", "/"}) || source == "." || source == "..") result.kind = Kind::kLocal;
  else if (any_of({"git::", "git://", "git@", "github.com/", "bitbucket.org/", "github.com:"}) || (source.starts_with("ssh://git@")))
    result.kind = Kind::kGit;
  else if (any_of({"hg::"})) result.kind = Kind::kMercurial;
  else if (is_registry(source)) result.kind = Kind::kRegistry;
  result.revision = query_value(source, "ref");
  if (result.revision.empty()) result.revision = query_value(source, "rev");
  result.shallow = query_value(source, "depth") == "1";
  return result;
}

bool is_commit(std::string_view revision) {
  constexpr std::size_t kShortest = 7;
  constexpr std::size_t kLongest = 40;
  return revision.size() >= kShortest && revision.size() <= kLongest &&
         revision.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool names_version(std::string_view revision) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t i = 1; i + 1 < revision.size(); ++i)
    if (revision[i] == '.' && is_digit(revision[i - 1]) && is_digit(revision[i + 1])) return true;
  return false;
}

bool is_example(const TerraformCode& code) {
  const std::string path = "/" + std::string(code.path) + "/";
  return path.find("/examples/") != std::string::npos || path.find("/example/") != std::string::npos ||
         path.find("/docs/") != std::string::npos;
}

}  // namespace platlint::code

// SPDX-License-Identifier: Apache-2.0
//
// From files to modules. Files of one folder are one module. Override files (override.tf, *_override.tf) are read last: their blocks
// replace arguments of the blocks that they name (those of terraform blocks by rules of their own). A .tofu file takes the place of the .tf
// file of the same name.
#include "analyzer/lower/terraform/module_directory.h"

#include <algorithm>
#include <set>

#include "analyzer/support/parallel.h"
#include "grammars/hcl/parser.h"

namespace platlint::terraform {

std::string_view literal_text(const hcl::Expr* expr) {
  if (expr == nullptr || expr->kind != hcl::ExprKind::kTemplate) return {};
  const auto& text = expr->as<hcl::Template>();
  return text.parts.size() == 1 && text.parts[0].kind == hcl::TemplatePart::Kind::kText ? text.parts[0].text : std::string_view();
}

std::string directory_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash));
}

bool is_override(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  name = name.substr(0, name.find('.'));
  return name == "override" || name.ends_with("_override");
}

namespace {

// Without .tf, .tofu, .tf.json, .tofu.json.
std::string stem(std::string_view path) {
  for (const std::string_view ending : {".tf.json", ".tofu.json", ".tf", ".tofu"})
    if (path.ends_with(ending)) return std::string(path.substr(0, path.size() - ending.size()));
  return std::string(path);
}

// The block of an override file laid over the original: its arguments replace, its nested blocks replace those of their type.
hcl::Block merge_blocks(const hcl::Block& original, const hcl::Block& over, Arena& arena) {
  hcl::Block merged = original;
  std::vector<hcl::Attribute> attributes;
  for (const hcl::Attribute& a : original.body.attributes)
    if (over.body.find(a.name) == nullptr) attributes.push_back(a);
  attributes.insert(attributes.end(), over.body.attributes.begin(), over.body.attributes.end());
  std::vector<hcl::Block> blocks;
  for (const hcl::Block& b : original.body.blocks)
    if (std::none_of(over.body.blocks.begin(), over.body.blocks.end(), [&](const hcl::Block& o) { return o.type == b.type; }))
      blocks.push_back(b);
  blocks.insert(blocks.end(), over.body.blocks.begin(), over.body.blocks.end());
  merged.body.attributes = arena.copy(attributes);
  merged.body.blocks = arena.copy(blocks);
  return merged;
}

// "aws", or "aws.west" with an alias.
std::string provider_key(const hcl::Block& block) {
  std::string key(block.labels.empty() ? std::string_view() : block.labels[0].text);
  if (const hcl::Attribute* alias = block.body.find("alias")) key += "." + std::string(literal_text(alias->value));
  return key;
}

}  // namespace

// A terraform block of an override file: required_version and the backend replace those of the whole module, required_providers entry
// by entry; a cloud block replaces a backend and the reverse.
void ModuleTable::override_settings(ModuleDirectory& directory, const hcl::Block& over) {
  Arena& arena = files_.front()->fragment.arena;
  const auto is_state = [](std::string_view type) { return type == "backend" || type == "cloud"; };
  const bool state = std::any_of(over.body.blocks.begin(), over.body.blocks.end(), [&](const hcl::Block& b) { return is_state(b.type); });
  const auto overrides_provider = [&](std::string_view name) {
    return std::any_of(over.body.blocks.begin(), over.body.blocks.end(),
                       [&](const hcl::Block& b) { return b.type == "required_providers" && b.body.find(name) != nullptr; });
  };
  for (const hcl::Block*& original : directory.settings) {
    hcl::Block kept = *original;
    std::vector<hcl::Attribute> attributes;
    for (const hcl::Attribute& a : kept.body.attributes)
      if (over.body.find(a.name) == nullptr) attributes.push_back(a);
    std::vector<hcl::Block> blocks;
    for (hcl::Block b : kept.body.blocks) {
      if (state && is_state(b.type)) continue;
      if (b.type == "required_providers") {
        std::vector<hcl::Attribute> entries;
        for (const hcl::Attribute& a : b.body.attributes)
          if (!overrides_provider(a.name)) entries.push_back(a);
        b.body.attributes = arena.copy(entries);
      }
      blocks.push_back(b);
    }
    kept.body.attributes = arena.copy(attributes);
    kept.body.blocks = arena.copy(blocks);
    original = arena.make<hcl::Block>(kept);
  }
  directory.settings.push_back(&over);
}

void ModuleTable::report(Diagnostics diagnostics) {
  Diagnostics& all = files_.front()->fragment.diagnostics;
  std::move(diagnostics.begin(), diagnostics.end(), std::back_inserter(all));
}

void ModuleTable::parse(Parsed& parsed, FileKind kind) {
  const SourceFile& source = input_.sources[parsed.id];
  const bool json = kind == FileKind::kTerraformJson || kind == FileKind::kTfvarsJson;
  parsed.file = json ? hcl::parse_json(source, parsed.fragment.arena, parsed.fragment.diagnostics)
                     : hcl::parse(source, parsed.fragment.arena, parsed.fragment.diagnostics);
}

ModuleTable::ModuleTable(const LowerInput& input) : input_(input) {
  std::vector<FileKind> kinds;
  for (const InputFile& file : input.list) {
    const bool code = file.kind == FileKind::kTerraform || file.kind == FileKind::kTerraformJson;
    if (!code && file.kind != FileKind::kTfvars && file.kind != FileKind::kTfvarsJson) continue;
    auto parsed = std::make_unique<Parsed>();
    parsed->id = file.id;
    parsed->path = input.sources[file.id].path();
    files_.push_back(std::move(parsed));
    kinds.push_back(file.kind);
  }
  parallel_for(files_.size(), input.jobs, [&](std::size_t i, std::size_t) { parse(*files_[i], kinds[i]); });

  // Every path that a file has: its own, and those of links to it. Folders share files in this way.
  std::map<std::string, Parsed*, std::less<>> code;
  for (std::size_t i = 0; i < files_.size(); ++i) {
    const bool variables = kinds[i] == FileKind::kTfvars || kinds[i] == FileKind::kTfvarsJson;
    (variables ? variable_files_ : code)[files_[i]->path] = files_[i].get();
  }
  for (const Link& link : input.links)
    for (auto* table : {&code, &variable_files_})
      if (const auto target = table->find(canonical(link.target)); target != table->end()) (*table)[link.path] = target->second;

  std::set<std::string> tofu;
  for (const auto& [path, parsed] : code)
    if (path.ends_with(".tofu") || path.ends_with(".tofu.json")) tofu.insert(stem(path));
  for (const bool overrides : {false, true})
    for (const auto& [path, parsed] : code) {
      const bool replaced = (path.ends_with(".tf") || path.ends_with(".tf.json")) && tofu.contains(stem(path));
      if (replaced || is_override(path) != overrides) continue;
      ModuleDirectory& directory = directories_[directory_of(path)];
      directory.path = directory_of(path);
      add_file(directory, *parsed, path, overrides);
    }
  read_called();
}

void ModuleTable::add_file(ModuleDirectory& directory, const Parsed& parsed, const std::string& path, bool override_file) {
  const bool broken = !parsed.fragment.diagnostics.empty();
  directory.files.push_back({parsed.id, parsed.file, path.substr(path.rfind('/') + 1), override_file, broken, path != parsed.path});
  add_blocks(directory, *parsed.file, override_file);
}

void ModuleTable::add_blocks(ModuleDirectory& directory, const hcl::File& file, bool override_file) {
  Arena& arena = files_.front()->fragment.arena;
  // Of two declarations of one name the first stays; a rule says that the second is wrong.
  const auto declare = [&](auto& table, const auto& key, const hcl::Block& block) {
    const auto [at, added] = table.try_emplace(key, &block);
    if (!added && override_file) at->second = arena.make<hcl::Block>(merge_blocks(*at->second, block, arena));
  };
  for (const hcl::Block& block : file.body.blocks) {
    const auto label = [&](std::size_t i) { return block.labels.size() > i ? block.labels[i].text : std::string_view(); };
    if (block.type == "locals") {
      for (const hcl::Attribute& attribute : block.body.attributes) {
        const auto [at, added] = directory.locals.try_emplace(attribute.name, &attribute);
        if (!added && override_file) at->second = &attribute;
      }
    } else if (block.type == "variable" && block.labels.size() == 1) {
      declare(directory.variables, label(0), block);
    } else if (block.type == "output" && block.labels.size() == 1) {
      declare(directory.outputs, label(0), block);
    } else if (block.type == "module" && block.labels.size() == 1) {
      declare(directory.modules, label(0), block);
    } else if (block.type == "resource" && block.labels.size() == 2) {
      declare(directory.resources, std::string(label(0)) + "." + std::string(label(1)), block);
    } else if (block.type == "data" && block.labels.size() == 2) {
      declare(directory.data, std::string(label(0)) + "." + std::string(label(1)), block);
    } else if (block.type == "ephemeral" && block.labels.size() == 2) {
      declare(directory.ephemerals, std::string(label(0)) + "." + std::string(label(1)), block);
    } else if (block.type == "provider") {
      const auto same = std::find_if(directory.providers.begin(), directory.providers.end(),
                                     [&](const hcl::Block* p) { return provider_key(*p) == provider_key(block); });
      if (same == directory.providers.end()) directory.providers.push_back(&block);
      else if (override_file) *same = arena.make<hcl::Block>(merge_blocks(**same, block, arena));
    } else if (block.type == "terraform") {
      if (override_file) override_settings(directory, block);
      else directory.settings.push_back(&block);
    } else {
      directory.others.push_back(&block);
    }
  }
}

std::string ModuleTable::canonical(std::string_view path) const {
  constexpr int kMostLinks = 40;  // as the kernel allows; links may form circles
  std::string at(path);
  for (int followed = 0; followed < kMostLinks; ++followed) {
    const Link* through = nullptr;
    for (std::size_t end = at.find('/'); through == nullptr; end = at.find('/', end + 1)) {
      const std::string_view prefix = std::string_view(at).substr(0, end);
      const auto link =
          std::lower_bound(input_.links.begin(), input_.links.end(), prefix, [](const Link& l, std::string_view p) { return l.path < p; });
      if (link != input_.links.end() && link->path == prefix) through = &*link;
      if (end == std::string::npos) break;
    }
    if (through == nullptr) break;
    const std::string_view rest = std::string_view(at).substr(through->path.size());
    at = through->target.empty() && !rest.empty() ? std::string(rest.substr(1)) : through->target + std::string(rest);
  }
  return at;
}

const ModuleDirectory* ModuleTable::find(std::string_view path) const {
  auto at = directories_.find(path);
  if (at == directories_.end() && !input_.links.empty()) at = directories_.find(canonical(path));
  return at == directories_.end() ? nullptr : &at->second;
}

const hcl::Body* ModuleTable::variable_file(const std::string& path) {
  if (const auto at = variable_files_.find(path); at != variable_files_.end()) return &at->second->file->body;
  // Given on the command line, or not part of the scan's list (ignored by git): read it now.
  auto bytes = input_.files.read(path, 4U << 20U);
  if (!bytes) return nullptr;
  auto parsed = std::make_unique<Parsed>();
  parsed->path = path;
  parsed->id = input_.sources.add(path, *std::move(bytes));
  parse(*parsed, path.ends_with(".json") ? FileKind::kTfvarsJson : FileKind::kTfvars);
  files_.push_back(std::move(parsed));
  variable_files_[path] = files_.back().get();
  return &files_.back()->file->body;
}

std::vector<std::string> ModuleTable::variable_files() const {
  std::vector<std::string> paths;
  for (const auto& [path, parsed] : variable_files_) paths.push_back(path);
  return paths;
}

std::vector<Fragment> ModuleTable::take_fragments() {
  std::vector<Fragment> out;
  for (const auto& parsed : files_) out.push_back(std::move(parsed->fragment));
  return out;
}

}  // namespace platlint::terraform

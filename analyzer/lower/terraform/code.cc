// SPDX-License-Identifier: Apache-2.0
//
// Folders as they are written, for rules about the language. No evaluation: what Terraform checks before it plans (names, arguments,
// outputs) depends on the text alone, and holds for every call of a module at once.
#include "analyzer/lower/terraform/code.h"

#include <algorithm>
#include <map>

#include "analyzer/lower/terraform/assembled_code.h"
#include "analyzer/lower/terraform/block_structure.h"

namespace platlint::terraform {
namespace {

using hcl::ExprKind;

constexpr std::uint64_t kMaxLockSize = 1U << 20U;

CodeForm form_of(const hcl::Expr& value) {
  switch (value.kind) {
    case ExprKind::kTemplate: {
      // "${x}" alone has the type of x.
      const auto parts = value.as<hcl::Template>().parts;
      if (parts.empty() || (parts.size() == 1 && parts[0].kind == hcl::TemplatePart::Kind::kText)) return CodeForm::kText;
      return parts.size() == 1 ? CodeForm::kOther : CodeForm::kTemplate;
    }
    case ExprKind::kLiteral:
      switch (value.as<hcl::Literal>().type) {
        case hcl::Literal::Type::kNull:
          return CodeForm::kNull;
        case hcl::Literal::Type::kBool:
          return CodeForm::kBool;
        case hcl::Literal::Type::kNumber:
          return CodeForm::kNumber;
        default:
          return CodeForm::kOther;
      }
    case ExprKind::kTuple:
      return CodeForm::kList;
    case ExprKind::kObject:
      return CodeForm::kObject;
    default:
      return CodeForm::kOther;
  }
}

// The text between the quotes that follow `from`; empty where there are none on the line.
std::string_view quoted_after(std::string_view text, std::size_t from) {
  const std::string_view line = text.substr(from, text.find('\n', from) - from);
  const std::size_t begin = line.find('"');
  const std::size_t end = begin == std::string_view::npos ? begin : line.find('"', begin + 1);
  return end == std::string_view::npos ? std::string_view() : line.substr(begin + 1, end - begin - 1);
}

// .terraform.lock.hcl, which Terraform writes itself and always alike.
std::vector<CodeLock> read_locks(const FileSystem& files, const std::string& folder, Arena& arena) {
  std::vector<CodeLock> locks;
  const auto read = files.read(folder.empty() ? ".terraform.lock.hcl" : folder + "/.terraform.lock.hcl", kMaxLockSize);
  if (!read) return locks;
  const std::string_view text = *read;
  for (std::size_t at = text.find("provider \""); at != std::string_view::npos; at = text.find("provider \"", at + 1)) {
    const std::size_t version = text.find("version", at);
    if (version >= text.find('}', at)) continue;
    locks.push_back({arena.copy(quoted_after(text, at)), arena.copy(quoted_after(text, version))});
  }
  return locks;
}

bool is_local_source(std::string_view text) { return text.starts_with("./") || text.starts_with("../") || text == "." || text == ".."; }

// The folder's declarations and what stands in them.
class FolderReader {
 public:
  FolderReader(const ModuleDirectory& directory, const LowerInput& input, Arena& arena)
      : directory_(directory), input_(input), arena_(arena), walker_(input.sources, arena) {}

  void read(TerraformCode& code, Diagnostics& refused) {
    std::vector<CodeFile> files;
    for (const ModuleDirectory::File& file : directory_.files) {
      const std::string_view name = file.name;
      const bool json = name.ends_with(".json");
      std::vector<SourceRange> comments;
      if (!file.linked)
        for (const hcl::Comment& comment : file.tree->comments) comments.push_back(comment.range);
      files.push_back({file.id, arena_.copy(name), json, file.override_file, file.linked, arena_.copy(comments)});
      const std::size_t habits = walker_.habits.size();
      code.broken = code.broken || file.broken;
      file_ = static_cast<std::uint32_t>(files.size() - 1);
      json_ = json;
      override_ = file.override_file;
      for (const hcl::Block& block : file.tree->body.blocks) top_block(block);
      if (!json) check_structure(*file.tree, file.override_file || file.broken, walker_.refused);
      if (file.linked) walker_.habits.resize(habits);
      else if (!directory_.external) refused.insert(refused.end(), walker_.refused.begin(), walker_.refused.end());
      walker_.refused.clear();
    }
    code.path = arena_.copy(directory_.path);
    code.locks = arena_.copy(read_locks(input_.files, directory_.path, arena_));
    code.files = arena_.copy(files);
    code.declarations = arena_.copy(declarations_);
    code.references = arena_.copy(walker_.references);
    code.habits = arena_.copy(walker_.habits);
  }

 private:
  CodeArgument argument(const hcl::Attribute& attribute) {
    CodeArgument out{.name = attribute.name, .name_range = attribute.name_range, .value_range = attribute.value->range};
    out.form = form_of(*attribute.value);
    out.is_text = out.form == CodeForm::kText;
    if (out.is_text && !attribute.value->as<hcl::Template>().parts.empty()) out.text = attribute.value->as<hcl::Template>().parts[0].text;
    out.is_null = out.form == CodeForm::kNull;
    return out;
  }

  std::span<const CodeArgument> arguments(const hcl::Body& body) {
    std::vector<CodeArgument> out;
    for (const hcl::Attribute& attribute : body.attributes) out.push_back(argument(attribute));
    return arena_.copy(out);
  }

  std::span<const CodeBlock> blocks(const hcl::Body& body) {
    std::vector<CodeBlock> out;
    for (const hcl::Block& block : body.blocks) {
      CodeBlock made{.type = block.type, .label = block.labels.empty() ? std::string_view() : block.labels[0].text, .header = block.header};
      const hcl::Body* inner = &block.body;
      if (block.type == "dynamic" && !block.labels.empty()) {
        made.dynamic = true;
        made.type = made.label;
        for (const hcl::Block& nested : block.body.blocks)
          if (nested.type == "content") inner = &nested.body;
        if (inner == &block.body) continue;
      }
      made.arguments = arguments(*inner);
      made.blocks = blocks(*inner);
      out.push_back(made);
    }
    return arena_.copy(out);
  }

  // ---- JSON: what is an argument in the tree may be a block to the provider's schema

  std::vector<CodeArgument> json_arguments(const hcl::Object& object) {
    std::vector<CodeArgument> out;
    for (const hcl::ObjectItem& item : object.items) {
      const std::string_view key = literal_text(item.key);
      if (key.empty() || key == "//") continue;
      out.push_back(argument({key, item.key->range, item.value->range, item.value}));
      out.back().blocks = json_blocks(key, item.key->range, *item.value);
    }
    return out;
  }

  void json_block(std::string_view type, SourceRange header, const hcl::Expr& value, std::vector<CodeBlock>& out) {
    if (value.kind == ExprKind::kTuple) {
      for (const hcl::Expr* item : value.as<hcl::Tuple>().items)
        if (item->kind == ExprKind::kObject) json_block(type, header, *item, out);
    } else if (value.kind == ExprKind::kObject && type != "dynamic") {
      out.push_back({.type = type, .header = header, .arguments = arena_.copy(json_arguments(value.as<hcl::Object>()))});
    } else if (value.kind == ExprKind::kObject) {
      for (const hcl::ObjectItem& label : value.as<hcl::Object>().items) {
        std::vector<CodeBlock> made;
        json_block(literal_text(label.key), label.key->range, *label.value, made);
        for (const CodeBlock& block : made)
          if (const CodeArgument* content = platlint::find(block.arguments, "content"))
            for (CodeBlock inner : content->blocks) {
              inner.type = inner.label = block.type;
              inner.dynamic = true;
              out.push_back(inner);
            }
      }
    }
  }

  std::span<const CodeBlock> json_blocks(std::string_view type, SourceRange header, const hcl::Expr& value) {
    std::vector<CodeBlock> out;
    json_block(type, header, value, out);
    return arena_.copy(out);
  }

  // ---- expressions of a block

  void body(const hcl::Body& body, bool top) {
    for (const hcl::Attribute& attribute : body.attributes) {
      if (top && attribute.name == "provider") walker_.provider(*attribute.value);
      else if (top && attribute.name == "depends_on") walker_.dependencies(*attribute.value);
      else walker_.expression(*attribute.value);
    }
    for (const hcl::Block& block : body.blocks) nested(block, top);
  }

  void nested(const hcl::Block& block, bool top) {
    if (block.type == "dynamic" && !block.labels.empty()) return dynamic(block);
    for (const hcl::Attribute& attribute : block.body.attributes) {
      // These hold words, not references.
      if (top && block.type == "lifecycle" && attribute.name == "ignore_changes") continue;
      if (top && block.type == "provisioner" && (attribute.name == "when" || attribute.name == "on_failure")) continue;
      walker_.expression(*attribute.value);
    }
    for (const hcl::Block& inner : block.body.blocks) nested(inner, false);
  }

  void dynamic(const hcl::Block& block) {
    std::string_view iterator = block.labels[0].text;
    for (const hcl::Attribute& attribute : block.body.attributes) {
      if (attribute.name != "iterator") {
        if (attribute.name == "for_each") walker_.expression(*attribute.value);
        continue;
      }
      if (attribute.value->kind == ExprKind::kVariable) iterator = attribute.value->as<hcl::Variable>().name;
      else if (const std::string_view text = literal_text(attribute.value); !text.empty()) iterator = text;
    }
    walker_.push_name(iterator);
    for (const hcl::Attribute& attribute : block.body.attributes)
      if (attribute.name == "labels") walker_.expression(*attribute.value);
    for (const hcl::Block& content : block.body.blocks)
      if (content.type == "content") nested(content, false);
    walker_.pop_name();
  }

  // ---- declarations

  CodeDeclaration& declare(CodeKind kind, const hcl::Block& block, std::string_view type, std::string_view name,
                           const std::string& address) {
    CodeDeclaration made{.kind = kind,
                         .type = type,
                         .name = name,
                         .address = arena_.copy(address),
                         .header = block.header,
                         .range = block.range,
                         .name_range = block.header};
    if (!block.labels.empty()) made.name_range = block.labels.back().range;
    made.override_file = override_;
    made.json = json_;
    made.file = file_;
    if (kind != CodeKind::kLocal) {  // a local is one argument of its block
      made.arguments = arguments(block.body);
      made.blocks = blocks(block.body);
    }
    walker_.enter(static_cast<std::uint32_t>(declarations_.size()));
    declarations_.push_back(made);
    return declarations_.back();
  }

  void resource_like(CodeKind kind, const hcl::Block& block, std::string_view prefix) {
    const std::string_view type = block.labels[0].text;
    const std::string_view name = block.labels[1].text;
    CodeDeclaration& made = declare(kind, block, type, name, std::string(prefix) + std::string(type) + "." + std::string(name));
    if (json_) {
      std::vector<CodeArgument> arguments(made.arguments.begin(), made.arguments.end());
      for (std::size_t i = 0; i < arguments.size(); ++i)
        arguments[i].blocks = json_blocks(arguments[i].name, arguments[i].name_range, *block.body.attributes[i].value);
      made.arguments = arena_.copy(arguments);
    }
    body(block.body, true);
  }

  void top_block(const hcl::Block& block) {
    const std::string_view type = block.type;
    const auto label = [&](std::size_t i) { return block.labels.size() > i ? block.labels[i].text : std::string_view(); };
    if (type == "resource" && block.labels.size() == 2) return resource_like(CodeKind::kResource, block, "");
    if (type == "data" && block.labels.size() == 2) return resource_like(CodeKind::kData, block, "data.");
    if (type == "ephemeral" && block.labels.size() == 2) return resource_like(CodeKind::kEphemeral, block, "ephemeral.");
    if (type == "locals") return locals(block);
    if (type == "terraform") return settings(block);
    if (type == "variable" && block.labels.size() == 1) {
      declare(CodeKind::kVariable, block, {}, label(0), "var." + std::string(label(0)));
      for (const hcl::Attribute& attribute : block.body.attributes)
        if (attribute.name != "type") walker_.expression(*attribute.value);
      for (const hcl::Block& inner : block.body.blocks) nested(inner, false);
    } else if (type == "output" && block.labels.size() == 1) {
      declare(CodeKind::kOutput, block, {}, label(0), "output." + std::string(label(0)));
      body(block.body, true);
    } else if (type == "module" && block.labels.size() == 1) {
      module(block, label(0));
    } else if (type == "provider" && block.labels.size() == 1) {
      const hcl::Attribute* alias = block.body.find("alias");
      const std::string_view name = alias != nullptr ? literal_text(alias->value) : std::string_view();
      declare(CodeKind::kProvider, block, label(0), name,
              "provider." + std::string(label(0)) + (name.empty() ? "" : "." + std::string(name)));
      body(block.body, false);
    } else if (type == "check" && block.labels.size() == 1) {
      declare(CodeKind::kCheck, block, {}, label(0), "check." + std::string(label(0)));
      for (const hcl::Block& inner : block.body.blocks)
        if (inner.type != "data" || inner.labels.size() != 2) nested(inner, false);
      for (const hcl::Block& inner : block.body.blocks)
        if (inner.type == "data" && inner.labels.size() == 2) resource_like(CodeKind::kData, inner, "data.");
    } else {
      declare(CodeKind::kOther, block, type, {}, std::string(type));
      // moved and removed speak of what is gone; an import's target may be made by Terraform itself.
      if (type != "import") return;
      for (const hcl::Attribute& attribute : block.body.attributes) {
        if (attribute.name == "provider") walker_.provider(*attribute.value);
        else if (attribute.name != "to") walker_.expression(*attribute.value);
      }
    }
  }

  void module(const hcl::Block& block, std::string_view name) {
    declare(CodeKind::kModule, block, {}, name, "module." + std::string(name));
    for (const hcl::Attribute& attribute : block.body.attributes) {
      if (attribute.name == "depends_on") {
        walker_.dependencies(*attribute.value);
      } else if (attribute.name == "providers" && attribute.value->kind == ExprKind::kObject) {
        walker_.providers(attribute.value->as<hcl::Object>());
      } else {
        walker_.expression(*attribute.value);
      }
    }
    for (const hcl::Block& inner : block.body.blocks) nested(inner, true);
  }

  void locals(const hcl::Block& block) {
    for (const hcl::Attribute& attribute : block.body.attributes) {
      CodeDeclaration& made = declare(CodeKind::kLocal, block, {}, attribute.name, "local." + std::string(attribute.name));
      made.header = made.name_range = attribute.name_range;
      made.range = attribute.range;
      walker_.expression(*attribute.value);
    }
  }

  void settings(const hcl::Block& block) {
    declare(CodeKind::kTerraform, block, {}, {}, "terraform");
    for (const hcl::Block& inner : block.body.blocks) {
      if (inner.type == "backend" || inner.type == "cloud") nested(inner, false);
      if (inner.type != "required_providers") continue;
      for (const hcl::Attribute& entry : inner.body.attributes) required_provider(inner, entry);
    }
  }

  void required_provider(const hcl::Block& block, const hcl::Attribute& entry) {
    CodeDeclaration& made =
        declare(CodeKind::kRequiredProvider, block, entry.name, entry.name, "required_providers." + std::string(entry.name));
    made.header = made.name_range = entry.name_range;
    made.range = entry.range;
    made.blocks = {};
    std::vector<CodeArgument> members;
    if (entry.value->kind == ExprKind::kObject) {
      for (const hcl::ObjectItem& item : entry.value->as<hcl::Object>().items) {
        const std::string_view key = literal_text(item.key);
        if (!key.empty()) members.push_back(argument({key, item.key->range, item.value->range, item.value}));
      }
    } else {
      members.push_back(argument({"version", entry.name_range, entry.range, entry.value}));
      made.legacy = true;
    }
    made.arguments = arena_.copy(members);
  }

  const ModuleDirectory& directory_;
  const LowerInput& input_;
  Arena& arena_;
  CodeWalker walker_;
  std::vector<CodeDeclaration> declarations_ = {};
  std::uint32_t file_ = 0;
  bool json_ = false;
  bool override_ = false;
};

}  // namespace

Fragment lower_code(const ModuleTable& modules, const LowerInput& input) {
  Fragment fragment;
  Arena& arena = fragment.arena;
  std::map<std::string_view, TerraformCode*> folders;
  for (const auto& [path, directory] : modules.all()) {
    TerraformCode* code = arena.make<TerraformCode>();
    FolderReader(directory, input, arena).read(*code, fragment.diagnostics);
    folders.emplace(code->path, code);
  }
  std::map<TerraformCode*, std::vector<const TerraformCode*>> callers;
  for (const auto& [path, code] : folders) {
    std::vector<CodeDeclaration> linked(code->declarations.begin(), code->declarations.end());
    for (CodeDeclaration& declaration : linked) {
      if (declaration.kind != CodeKind::kModule) continue;
      const CodeArgument* source = declaration.find("source");
      if (source == nullptr || !is_local_source(source->text)) continue;
      const auto folder = resolve_path(path, source->text);
      const ModuleDirectory* found = folder ? modules.find(*folder) : nullptr;
      const auto target = found != nullptr ? folders.find(found->path) : folders.end();
      if (target == folders.end()) continue;
      declaration.module = target->second;
      if (target->second == code) continue;
      target->second->called = true;
      auto& list = callers[target->second];
      if (list.empty() || list.back() != code) list.push_back(code);
    }
    code->declarations = arena.copy(linked);
  }
  for (const auto& [code, list] : callers) code->callers = arena.copy(list);
  note_assembled_code(folders, input, fragment);
  for (const auto& [path, code] : folders) {
    if (modules.find(path)->external) continue;  // not this repository's code
    const std::string_view folder = path.substr(path.rfind('/') + 1);
    const SourceRange start{code->files.front().file, 0, 0};
    Resource resource;
    resource.domain = Domain::kTerraform;
    resource.kind = "terraform/code";
    resource.name = folder.empty() ? std::string_view(".") : folder;
    resource.address = "code";
    resource.root = path;
    resource.range = resource.header = start;
    resource.code = code;
    resource.body = Value::map({}).used_at(start);
    fragment.add(resource);
  }
  return fragment;
}

}  // namespace platlint::terraform

// SPDX-License-Identifier: Apache-2.0
//
// The blocks of Terraform's own language, as a table. What stands in resources, data sources and providers beside the meta-arguments is
// for the provider's schema to say; those shapes are open. The table is wide: it holds what Terraform 1.0 to 1.14 and OpenTofu to 1.12
// know, so that a configuration for one of them is not refused in the name of another.
// Source: the language references of both (block and meta-argument pages).
#include "analyzer/lower/terraform/block_structure.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/lower/terraform/module_directory.h"
#include "analyzer/support/nearest.h"

namespace platlint::terraform {
namespace {

using Words = std::span<const std::string_view>;

struct Shape {
  std::string_view type = {};
  Words labels = {};  // what they are, for people
  Words arguments = {};
  Words required = {};
  Words switches = {};                 // arguments that are true or false
  std::span<const Shape> blocks = {};  // with what may stand in them
  bool open_arguments = false;         // others than `arguments` may stand here
  bool open_blocks = false;            // others than `blocks` may stand here
  Words reserved = {};                 // arguments and blocks that an open shape does not take
};

constexpr std::string_view kName[] = {"name"};
constexpr std::string_view kType[] = {"type"};
constexpr std::string_view kTypeAndName[] = {"type", "name"};

constexpr std::string_view kCondition[] = {"condition", "error_message"};
constexpr Shape kConditions[] = {{.type = "precondition", .arguments = kCondition, .required = kCondition},
                                 {.type = "postcondition", .arguments = kCondition, .required = kCondition}};
constexpr Shape kValidation[] = {{.type = "validation", .arguments = kCondition, .required = kCondition}};

constexpr Shape kAny{.open_arguments = true, .open_blocks = true};
constexpr Shape any(std::string_view type, Words labels = {}) {
  Shape shape = kAny;
  shape.type = type;
  shape.labels = labels;
  return shape;
}

constexpr std::string_view kLifecycle[] = {"create_before_destroy", "prevent_destroy", "ignore_changes",
                                           "replace_triggered_by",  "destroy",         "enabled"};
constexpr std::string_view kLifecycleSwitches[] = {"create_before_destroy", "prevent_destroy"};
constexpr Shape kLifecycleBlocks[] = {kConditions[0], kConditions[1], any("action_trigger")};
constexpr std::string_view kEnabled[] = {"enabled"};
constexpr std::string_view kDestroy[] = {"destroy"};
constexpr Shape kInResource[] = {
    {.type = "lifecycle", .arguments = kLifecycle, .switches = kLifecycleSwitches, .blocks = kLifecycleBlocks},
    any("provisioner", kType),
    any("connection"),
};
constexpr Shape kInData[] = {{.type = "lifecycle", .arguments = kEnabled, .blocks = kConditions}};
constexpr Shape kInModule[] = {{.type = "lifecycle", .arguments = kEnabled}, any("_")};
constexpr Shape kInRemoved[] = {{.type = "lifecycle", .arguments = kDestroy}, any("provisioner", kType), any("connection")};
constexpr Shape kInCheck[] = {any("data", kTypeAndName), {.type = "assert", .arguments = kCondition, .required = kCondition}};
constexpr Shape kInTerraform[] = {any("backend", kType),       any("cloud"),      any("required_providers"),
                                  any("provider_meta", kName), any("encryption"), any("state_store", kType)};

constexpr std::string_view kVariable[] = {"type", "default", "description", "sensitive", "nullable", "ephemeral", "deprecated", "const"};
constexpr std::string_view kVariableSwitches[] = {"sensitive", "nullable", "ephemeral"};
constexpr std::string_view kOutput[] = {"value", "description", "sensitive", "depends_on", "ephemeral", "deprecated", "type"};
constexpr std::string_view kOutputSwitches[] = {"sensitive", "ephemeral"};
constexpr std::string_view kValue[] = {"value"};
constexpr std::string_view kSource[] = {"source"};
constexpr std::string_view kFromTo[] = {"from", "to"};
constexpr std::string_view kFrom[] = {"from"};
constexpr std::string_view kTo[] = {"to"};
constexpr std::string_view kImport[] = {"to", "id", "identity", "provider", "for_each"};
constexpr std::string_view kTerraform[] = {"required_version", "experiments", "language"};
constexpr std::string_view kReserved[] = {"locals"};
constexpr std::string_view kReservedInProvider[] = {"count", "depends_on", "source", "lifecycle", "locals"};

constexpr Shape kTop[] = {
    {.type = "resource", .labels = kTypeAndName, .blocks = kInResource, .open_arguments = true, .open_blocks = true, .reserved = kReserved},
    {.type = "data", .labels = kTypeAndName, .blocks = kInData, .open_arguments = true, .open_blocks = true, .reserved = kReserved},
    {.type = "ephemeral", .labels = kTypeAndName, .blocks = kInData, .open_arguments = true, .open_blocks = true, .reserved = kReserved},
    {.type = "variable", .labels = kName, .arguments = kVariable, .switches = kVariableSwitches, .blocks = kValidation},
    {.type = "output", .labels = kName, .arguments = kOutput, .required = kValue, .switches = kOutputSwitches, .blocks = kConditions},
    {.type = "locals", .open_arguments = true},
    {.type = "module", .labels = kName, .required = kSource, .blocks = kInModule, .open_arguments = true},
    {.type = "provider", .labels = kName, .open_arguments = true, .open_blocks = true, .reserved = kReservedInProvider},
    {.type = "terraform", .arguments = kTerraform, .blocks = kInTerraform},
    {.type = "moved", .arguments = kFromTo, .required = kFromTo},
    {.type = "removed", .arguments = kFrom, .required = kFrom, .blocks = kInRemoved},
    {.type = "import", .arguments = kImport, .required = kTo},
    {.type = "check", .labels = kName, .blocks = kInCheck},
    any("action", kTypeAndName),
    any("language"),
};

// Names of variables that would be taken for meta-arguments of the module.
constexpr std::string_view kNoVariables[] = {"source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals"};

bool has(Words words, std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); }

const Shape* find(std::span<const Shape> shapes, std::string_view type) {
  const auto found = std::find_if(shapes.begin(), shapes.end(), [&](const Shape& shape) { return shape.type == type; });
  return found == shapes.end() ? nullptr : &*found;
}

// Letters of other scripts are taken as they come.
bool is_name(std::string_view text) {
  const auto first = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
  };
  const auto later = [&](char c) { return first(c) || (c >= '0' && c <= '9') || c == '-'; };
  return !text.empty() && first(text.front()) && std::all_of(text.begin(), text.end(), later);
}

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string hint(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string_view meant = nearest(word, known);
  return meant.empty() ? std::string() : " Did you mean " + quoted(meant) + "?";
}

// A text or number that cannot be taken for true or false.
bool is_no_switch(const hcl::Expr& value) {
  if (value.kind == hcl::ExprKind::kLiteral) return value.as<hcl::Literal>().type == hcl::Literal::Type::kNumber;
  const std::string_view text = literal_text(&value);
  return !text.empty() && text != "true" && text != "false";
}

class StructureCheck {
 public:
  StructureCheck(bool partial, Diagnostics& refused) : partial_(partial), refused_(refused) {}

  void file(const hcl::File& file) {
    for (const hcl::Attribute& attribute : file.body.attributes)
      refuse(attribute.name_range, "Unsupported argument: " + quoted(attribute.name) + " stands outside of any block.");
    for (const hcl::Block& block : file.body.blocks) {
      const Shape* shape = find(kTop, block.type);
      if (shape == nullptr) {
        unsupported_block(block, kTop);
        continue;
      }
      if (block.type != "provider" || !block.labels.empty()) names(block, *shape);
      body(block, *shape);
      meaning(block);
    }
  }

 private:
  void refuse(SourceRange where, std::string message) { refused_.push_back({Diagnostic::Kind::kSemantic, where, std::move(message)}); }

  void unsupported_block(const hcl::Block& block, std::span<const Shape> known) {
    std::vector<std::string_view> types;
    for (const Shape& shape : known) types.push_back(shape.type);
    refuse(block.type_range,
           "Unsupported block type: blocks of type " + quoted(block.type) + " are not expected here." + hint(block.type, types));
  }

  void labels(const hcl::Block& block, const Shape& shape) {
    if (block.labels.size() == shape.labels.size()) return;
    std::string wanted;
    for (const std::string_view label : shape.labels) wanted += (wanted.empty() ? "" : " and ") + std::string(label);
    refuse(block.header,
           quoted(block.type) + (shape.labels.empty() ? " takes no labels."
                                                      : " takes " + std::to_string(shape.labels.size()) +
                                                            (shape.labels.size() == 1 ? " label (" : " labels (") + wanted + ")."));
  }

  void names(const hcl::Block& block, const Shape& shape) {
    labels(block, shape);
    for (const hcl::Label& label : block.labels)
      if (!is_name(label.text))
        refuse(label.range, "Invalid name: " + quoted(label.text) +
                                " must begin with a letter or an underscore and hold only letters, digits, underscores and dashes.");
    if (block.type == "variable" && block.labels.size() == 1 && has(kNoVariables, block.labels[0].text))
      refuse(block.labels[0].range, "Invalid variable name: " + quoted(block.labels[0].text) + " is an argument of every module call.");
  }

  void body(const hcl::Block& block, const Shape& shape) {
    for (const hcl::Attribute& attribute : block.body.attributes) {
      if (has(shape.reserved, attribute.name) || (!shape.open_arguments && !has(shape.arguments, attribute.name)))
        refuse(attribute.name_range, "Unsupported argument: " + quoted(block.type) + " has no argument " + quoted(attribute.name) + "." +
                                         hint(attribute.name, {shape.arguments.begin(), shape.arguments.end()}));
      else if (has(shape.switches, attribute.name) && is_no_switch(*attribute.value))
        refuse(attribute.value->range, "Unsuitable value: " + quoted(attribute.name) + " is true or false.");
    }
    for (const std::string_view name : shape.required)
      if (!partial_ && block.body.find(name) == nullptr)
        refuse(block.header, "Missing required argument: " + quoted(block.type) + " must have the argument " + quoted(name) + ".");
    for (const hcl::Block& inner : block.body.blocks) {
      if (const Shape* known = find(shape.blocks, inner.type)) {
        labels(inner, *known);
        body(inner, *known);
      } else if (!shape.open_blocks || has(shape.reserved, inner.type)) {
        unsupported_block(inner, shape.blocks);
      }
    }
  }

  // What the arguments of one block say together.
  void meaning(const hcl::Block& block) {
    const hcl::Attribute* count = block.body.find("count");
    const hcl::Attribute* for_each = block.body.find("for_each");
    const bool repeated = block.type == "resource" || block.type == "data" || block.type == "ephemeral" || block.type == "module";
    if (repeated && count != nullptr && for_each != nullptr)
      refuse(for_each->name_range, "Invalid combination: \"count\" and \"for_each\" exclude each other.");
    const auto is_literal = [&](std::string_view name, hcl::Literal::Type type) {
      const hcl::Attribute* attribute = block.body.find(name);
      return attribute != nullptr && attribute->value->kind == hcl::ExprKind::kLiteral &&
             attribute->value->as<hcl::Literal>().type == type && !attribute->value->as<hcl::Literal>().boolean;
    };
    if (block.type == "variable" && is_literal("nullable", hcl::Literal::Type::kBool) && is_literal("default", hcl::Literal::Type::kNull))
      refuse(block.body.find("default")->value->range, "Invalid default value: the variable is not nullable.");
    if (const hcl::Attribute* version = block.type == "module" ? block.body.find("version") : nullptr) {
      const hcl::Attribute* source = block.body.find("source");
      const std::string_view from = source != nullptr ? literal_text(source->value) : std::string_view();
      if (from.starts_with("./") || from.starts_with("../") || from.find("::") != std::string_view::npos)
        refuse(version->name_range,
               "Unsupported argument: \"version\" is for modules of a registry; this one comes from " + quoted(from) + ".");
    }
  }

  bool partial_;
  Diagnostics& refused_;
};

}  // namespace

void check_structure(const hcl::File& file, bool partial, Diagnostics& refused) { StructureCheck(partial, refused).file(file); }

}  // namespace platlint::terraform

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/cli/dump_tree.h"

#include "grammars/dockerfile/parser.h"
#include "grammars/hcl/parser.h"
#include "grammars/yaml/parser.h"

namespace platlint {
namespace {

// Text on one line, cut at some length.
std::string quoted(std::string_view text) {
  constexpr std::size_t kMost = 60;
  std::string out = "\"";
  for (const char c : text.substr(0, kMost)) {
    if (c == '\n') out += "\\n";
    else if (c == '\r') out += "\\r";
    else if (c == '\t') out += "\\t";
    else if (c == '"' || c == '\\') (out += '\\') += c;
    else if (static_cast<unsigned char>(c) < 32) out += '?';
    else out += c;
  }
  return out + (text.size() > kMost ? "...\"" : "\"");
}

// ---- HCL

DumpNode expression(const hcl::Expr* expr);

DumpNode parts(std::string label, SourceRange range, std::span<const hcl::TemplatePart> list) {
  DumpNode node{std::move(label), range, {}};
  for (const hcl::TemplatePart& part : list) {
    if (part.kind == hcl::TemplatePart::Kind::kText) {
      node.children.push_back({"text " + quoted(part.text), part.range, {}});
      continue;
    }
    if (part.kind == hcl::TemplatePart::Kind::kInterp) {
      node.children.push_back({"interpolation", part.range, {expression(part.value)}});
      continue;
    }
    const bool loop = part.kind == hcl::TemplatePart::Kind::kFor;
    const std::string names =
        loop ? "for " + (part.key_name.empty() ? "" : std::string(part.key_name) + ", ") + std::string(part.value_name) : "if";
    DumpNode directive = parts(names, part.range, part.body);
    directive.children.insert(directive.children.begin(), expression(part.value));
    if (!part.otherwise.empty()) directive.children.push_back(parts("else", part.range, part.otherwise));
    node.children.push_back(std::move(directive));
  }
  return node;
}

std::string_view sign(hcl::BinaryOp op) {
  constexpr std::string_view kSigns[] = {"||", "&&", "==", "!=", ">", ">=", "<", "<=", "+", "-", "*", "/", "%"};
  return kSigns[static_cast<std::size_t>(op)];
}

DumpNode loop(const hcl::For& f) {
  DumpNode node{
      "for " + (f.key_name.empty() ? "" : std::string(f.key_name) + ", ") + std::string(f.value_name) + (f.group ? " grouped" : ""),
      f.range,
      {expression(f.collection)}};
  if (f.key_expr != nullptr) node.children.push_back({"key", f.key_expr->range, {expression(f.key_expr)}});
  node.children.push_back({"value", f.value_expr->range, {expression(f.value_expr)}});
  if (f.condition != nullptr) node.children.push_back({"if", f.condition->range, {expression(f.condition)}});
  return node;
}

// The parsers limit the depth, so recursion is safe.
DumpNode expression(const hcl::Expr* expr) {
  if (expr == nullptr) return {"nothing", {}, {}};
  switch (expr->kind) {
    case hcl::ExprKind::kLiteral: {
      const auto& literal = expr->as<hcl::Literal>();
      if (literal.type == hcl::Literal::Type::kNumber) return {"number " + std::string(literal.number), expr->range, {}};
      return {literal.type == hcl::Literal::Type::kNull ? "null" : literal.boolean ? "true" : "false", expr->range, {}};
    }
    case hcl::ExprKind::kTemplate: {
      const auto& text = expr->as<hcl::Template>();
      if (text.parts.empty()) return {"string \"\"", expr->range, {}};
      if (text.parts.size() == 1 && text.parts[0].kind == hcl::TemplatePart::Kind::kText)
        return {"string " + quoted(text.parts[0].text), expr->range, {}};
      return parts("template", expr->range, text.parts);
    }
    case hcl::ExprKind::kVariable:
      return {"name " + std::string(expr->as<hcl::Variable>().name), expr->range, {}};
    case hcl::ExprKind::kGetAttr:
      return {"." + std::string(expr->as<hcl::GetAttr>().name), expr->range, {expression(expr->as<hcl::GetAttr>().source)}};
    case hcl::ExprKind::kIndex:
      return {"index", expr->range, {expression(expr->as<hcl::Index>().source), expression(expr->as<hcl::Index>().key)}};
    case hcl::ExprKind::kSplat:
      return {"splat", expr->range, {expression(expr->as<hcl::Splat>().source), expression(expr->as<hcl::Splat>().each)}};
    case hcl::ExprKind::kCall: {
      const auto& call = expr->as<hcl::Call>();
      DumpNode node{"call " + std::string(call.name) + (call.expand_last ? " ..." : ""), expr->range, {}};
      for (const hcl::Expr* argument : call.args) node.children.push_back(expression(argument));
      return node;
    }
    case hcl::ExprKind::kConditional: {
      const auto& choice = expr->as<hcl::Conditional>();
      return {"conditional", expr->range, {expression(choice.condition), expression(choice.yes), expression(choice.no)}};
    }
    case hcl::ExprKind::kBinary: {
      const auto& binary = expr->as<hcl::Binary>();
      return {std::string(sign(binary.op)), expr->range, {expression(binary.left), expression(binary.right)}};
    }
    case hcl::ExprKind::kUnary:
      return {expr->as<hcl::Unary>().op == hcl::UnaryOp::kNot ? "!" : "negate", expr->range, {expression(expr->as<hcl::Unary>().operand)}};
    case hcl::ExprKind::kTuple: {
      DumpNode node{"tuple", expr->range, {}};
      for (const hcl::Expr* item : expr->as<hcl::Tuple>().items) node.children.push_back(expression(item));
      return node;
    }
    case hcl::ExprKind::kObject: {
      DumpNode node{"object", expr->range, {}};
      for (const hcl::ObjectItem& item : expr->as<hcl::Object>().items)
        node.children.push_back({"item", item.key->range, {expression(item.key), expression(item.value)}});
      return node;
    }
    case hcl::ExprKind::kFor:
      return loop(expr->as<hcl::For>());
    case hcl::ExprKind::kBroken:
      return {"broken", expr->range, {}};
    case hcl::ExprKind::kParens:
      return {"parentheses", expr->range, {expression(expr->as<hcl::Parens>().inner)}};
  }
  return {"nothing", expr->range, {}};
}

void body_into(const hcl::Body& body, DumpNode& node) {
  for (const hcl::Attribute& attribute : body.attributes)
    node.children.push_back({"attribute " + std::string(attribute.name), attribute.range, {expression(attribute.value)}});
  for (const hcl::Block& block : body.blocks) {
    std::string label = "block " + std::string(block.type);
    for (const hcl::Label& l : block.labels) label += " " + std::string(l.text);
    DumpNode& child = node.children.emplace_back(DumpNode{std::move(label), block.range, {}});
    body_into(block.body, child);
  }
}

// ---- YAML, Dockerfiles

DumpNode yaml_node(const yaml::Node& node, std::string label) {
  const std::string tag = node.tag.empty() ? "" : std::string(node.tag) + " ";
  DumpNode out{std::move(label), node.range, {}};
  switch (node.kind) {
    case yaml::NodeKind::kNull:
      out.label += tag + "null";
      break;
    case yaml::NodeKind::kScalar: {
      constexpr std::string_view kTypes[] = {"null", "bool", "int", "float", "string"};
      out.label += tag + std::string(kTypes[static_cast<std::size_t>(yaml::scalar_type(node))]) + " " + quoted(node.value);
      break;
    }
    case yaml::NodeKind::kSequence:
      out.label += tag + "sequence";
      for (const yaml::Node& item : node.items) out.children.push_back(yaml_node(item, "- "));
      break;
    case yaml::NodeKind::kMapping:
      out.label += tag + "mapping";
      for (const yaml::Entry& entry : node.entries)
        out.children.push_back(yaml_node(entry.value, (entry.value.merged ? "<< " : "") + std::string(entry.key.value) + ": "));
      break;
  }
  return out;
}

DumpNode yaml_tree(const yaml::File& file, SourceRange whole) {
  DumpNode out{"file", whole, {}};
  for (const yaml::Document& document : file.documents)
    if (document.root != nullptr) out.children.push_back(yaml_node(*document.root, "document: "));
  return out;
}

DumpNode docker_tree(const dockerfile::File& file, SourceRange whole) {
  DumpNode out{"file", whole, {}};
  for (const dockerfile::Instruction& instruction : file.instructions) {
    std::string label = std::string(instruction.keyword);
    for (const dockerfile::Flag& flag : instruction.flags) label += " --" + std::string(flag.name) + "=" + std::string(flag.value);
    out.children.push_back({label + " " + quoted(instruction.text), instruction.range, {}});
  }
  return out;
}

}  // namespace

std::optional<DumpNode> tree_of(const SourceFile& file, FileKind kind, Diagnostics& diagnostics) {
  Arena arena;
  switch (kind) {
    case FileKind::kTerraform:
    case FileKind::kTfvars:
    case FileKind::kTerraformJson:
    case FileKind::kTfvarsJson: {
      const bool json = kind == FileKind::kTerraformJson || kind == FileKind::kTfvarsJson;
      const hcl::File* tree = json ? hcl::parse_json(file, arena, diagnostics) : hcl::parse(file, arena, diagnostics);
      DumpNode out{"file", file.whole(), {}};
      body_into(tree->body, out);
      return out;
    }
    case FileKind::kManifest:
      if (!file.path().ends_with(".json")) return yaml_tree(*yaml::parse(file, arena, diagnostics), file.whole());
      [[fallthrough]];
    case FileKind::kJson:
    case FileKind::kTerraformPlan:
      return yaml_tree(*yaml::parse_json(file, arena, diagnostics), file.whole());
    case FileKind::kHelmChart:
    case FileKind::kKyvernoTest:
    case FileKind::kWorkflow:
    case FileKind::kAction:
    case FileKind::kDependabot:
    case FileKind::kGitlabCi:
    case FileKind::kYaml:
      return yaml_tree(*yaml::parse(file, arena, diagnostics), file.whole());
    case FileKind::kDockerfile:
      return docker_tree(*dockerfile::parse(file, arena, diagnostics), file.whole());
    case FileKind::kHelmTemplate:
    case FileKind::kShell:
    case FileKind::kText:
    case FileKind::kBinary:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace platlint

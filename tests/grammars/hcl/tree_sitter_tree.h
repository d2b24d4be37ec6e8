// SPDX-License-Identifier: Apache-2.0
//
// tree-sitter's tree of an HCL text as ours, for comparison: an oracle that knows nothing of our reader. Template text between sequences
// has no nodes there, so it is left out (DumpOptions::template_text); plain strings are cut out by tree-sitter and their escapes read by
// us.
#pragma once

#include <tree_sitter/api.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/hcl/parser.h"

extern "C" const TSLanguage* tree_sitter_hcl();

namespace platlint::hcl {

// Where tree-sitter's grammar is known to mean something else than HCL's; each is switched on by the comparison only where it is needed.
struct Readings {
  bool index_ends_attribute_splat = false;  // x.*.a[0]: HCL indexes what the splat gives, tree-sitter each element
  bool conditional_is_right = false;        // a ? b : c ? d : e: HCL nests the second in the first, tree-sitter the first in the second
  bool splats_nest = false;  // x[*].a[*]: HCL takes what follows [*] for each element, tree-sitter ends that at the next splat
};

class TreeSitterTree {
 public:
  TreeSitterTree(const SourceFile& file, const Readings& readings, Arena& arena) : file_(file), readings_(readings), arena_(arena) {
    TSParser* parser = ts_parser_new();
    ts_parser_set_language(parser, tree_sitter_hcl());
    tree_ = ts_parser_parse_string(parser, nullptr, file.text().data(), static_cast<std::uint32_t>(file.text().size()));
    ts_parser_delete(parser);
  }
  ~TreeSitterTree() { ts_tree_delete(tree_); }
  TreeSitterTree(const TreeSitterTree&) = delete;

  bool has_error() const { return ts_node_has_error(ts_tree_root_node(tree_)); }

  // Null when a node came up that the grammar does not name.
  const File* file() {
    File* result = arena_.make<File>();
    for (const TSNode& child : children(ts_tree_root_node(tree_)))
      if (type(child) == "body") result->body = body(child);
    return odd_.empty() ? result : nullptr;
  }
  const std::string& odd() const { return odd_; }

 private:
  using Nodes = std::vector<TSNode>;

  static std::string_view type(TSNode node) { return ts_node_type(node); }
  SourceRange range(TSNode node) const { return {file_.id(), ts_node_start_byte(node), ts_node_end_byte(node)}; }
  std::string_view slice(TSNode node) const { return file_.slice(range(node)); }

  // Comments left out.
  static Nodes children(TSNode node) {
    Nodes out;
    for (std::uint32_t i = 0; i < ts_node_child_count(node); ++i)
      if (type(ts_node_child(node, i)) != "comment") out.push_back(ts_node_child(node, i));
    return out;
  }

  const Expr* odd(std::string_view what) {
    if (odd_.empty()) odd_ = what;
    return arena_.make<Broken>(Broken{{ExprKind::kBroken, {}}});
  }

  template <class T>
  const Expr* make(T node) {
    node.kind = T::kKind;
    return arena_.make<T>(node);
  }

  Body body(TSNode node) {
    std::vector<Attribute> attributes;
    std::vector<Block> blocks;
    for (const TSNode& child : children(node)) {
      if (type(child) == "attribute") {
        const Nodes parts = children(child);
        Attribute a;
        a.range = range(child);
        a.name = slice(parts[0]);
        a.value = expression(parts.back());
        attributes.push_back(a);
      } else {
        blocks.push_back(block(child));
      }
    }
    Body out;
    out.attributes = arena_.copy(attributes);
    out.blocks = arena_.copy(blocks);
    return out;
  }

  Block block(TSNode node) {
    Block out;
    out.range = range(node);
    std::vector<Label> labels;
    for (const TSNode& part : children(node)) {
      if (type(part) == "body") out.body = body(part);
      else if (type(part) == "identifier" && out.type.empty()) out.type = slice(part);
      else if (type(part) == "identifier") labels.push_back({slice(part), range(part)});
      else if (type(part) == "string_lit") labels.push_back({cooked(part), range(part)});
    }
    out.labels = arena_.copy(labels);
    return out;
  }

  // The text of a string without sequences.
  std::string_view cooked(TSNode node) {
    const SourceFile* alone = arena_strings_.emplace_back(std::make_unique<SourceFile>(0, "string", std::string(slice(node)))).get();
    Diagnostics none;
    const Expr* expr = parse_expression(*alone, arena_, none);
    if (expr == nullptr || expr->kind != ExprKind::kTemplate) return odd("a string that is none"), std::string_view();
    std::string joined;
    for (const TemplatePart& p : expr->as<Template>().parts) joined += p.text;
    return arena_.copy(joined);
  }

  const Expr* expression(TSNode node) { return term(children(node)); }

  // Hidden nodes flatten terms: what stands first, then the steps that follow it.
  const Expr* term(const Nodes& nodes) {
    if (nodes.empty()) return odd("an empty term");
    std::size_t next = 1;
    const Expr* expr = nullptr;
    if (type(nodes[0]) == "(") {
      if (nodes.size() < 3) return odd("parentheses");
      Parens p;
      p.inner = expression(nodes[1]);
      expr = make(p);
      next = 3;
    } else {
      expr = first(nodes[0]);
    }
    return steps(expr, nodes, next);
  }

  const Expr* steps(const Expr* expr, const Nodes& nodes, std::size_t next) {
    for (; next < nodes.size(); ++next) {
      expr = step(expr, nodes[next]);
      if (!readings_.splats_nest || expr->kind != ExprKind::kSplat || !expr->as<Splat>().full) continue;
      Splat all = expr->as<Splat>();
      all.each = steps(all.each, nodes, next + 1);
      return make(all);
    }
    return expr;
  }

  const Expr* first(TSNode node) {
    const std::string_view kind = type(node);
    if (kind == "expression") return expression(node);
    if (kind == "literal_value" || kind == "collection_value" || kind == "for_expr" || kind == "operation" || kind == "template_expr")
      return first(children(node)[0]);
    if (kind == "variable_expr") return variable(slice(children(node)[0]));
    if (kind == "numeric_lit") {
      Literal l;
      l.type = Literal::Type::kNumber;
      l.number = slice(node);
      return make(l);
    }
    if (kind == "bool_lit" || kind == "null_lit") {
      Literal l;
      l.type = kind == "null_lit" ? Literal::Type::kNull : Literal::Type::kBool;
      l.boolean = slice(node) == "true";
      return make(l);
    }
    if (kind == "string_lit") return string(cooked(node));
    if (kind == "quoted_template" || kind == "heredoc_template") return text(node);
    if (kind == "tuple") {
      std::vector<const Expr*> items;
      for (const TSNode& child : children(node))
        if (type(child) == "expression") items.push_back(expression(child));
      Tuple t;
      t.items = arena_.copy(items);
      return make(t);
    }
    if (kind == "object") return object(node);
    if (kind == "for_tuple_expr" || kind == "for_object_expr") return for_each(node);
    if (kind == "function_call") return call(node);
    if (kind == "conditional") return conditional(node);
    if (kind == "binary_operation") return binary(node);
    if (kind == "unary_operation") {
      Nodes nodes = children(node);
      Unary u;
      u.op = type(nodes[0]) == "!" ? UnaryOp::kNot : UnaryOp::kNegate;
      nodes.erase(nodes.begin());
      u.operand = term(nodes);
      return make(u);
    }
    return odd(kind);
  }

  const Expr* variable(std::string_view name) {
    Variable v;
    v.name = name;
    return make(v);
  }

  const Expr* string(std::string_view content) {
    Template t;
    if (!content.empty()) {
      TemplatePart part;
      part.text = content;
      t.parts = arena_.copy(std::vector<TemplatePart>{part});
    }
    return make(t);
  }

  const Expr* step(const Expr* source, TSNode node) {
    const std::string_view kind = type(node);
    if (kind == "get_attr") {
      GetAttr g;
      g.source = source;
      g.name = slice(children(node).back());
      return make(g);
    }
    if (kind == "index") {
      const TSNode inner = children(node)[0];
      if (type(inner) == "legacy_index") {
        GetAttr g;
        g.source = source;
        g.name = slice(inner).substr(1);
        g.legacy_index = true;
        return make(g);
      }
      Index i;
      i.source = source;
      i.key = expression(children(inner)[1]);
      return make(i);
    }
    if (kind == "splat") {
      const TSNode inner = children(node)[0];
      Splat s;
      s.source = source;
      s.full = type(inner) == "full_splat";
      const Expr* each = variable({});
      const Nodes steps = children(inner);
      std::size_t i = 1;
      for (; i < steps.size(); ++i) {
        const bool bracket = type(steps[i]) == "index" && type(children(steps[i])[0]) == "new_index";
        if (!s.full && bracket && readings_.index_ends_attribute_splat) break;
        each = step(each, steps[i]);
      }
      s.each = each;
      const Expr* expr = make(s);
      for (; i < steps.size(); ++i) expr = step(expr, steps[i]);
      return expr;
    }
    return odd(kind);
  }

  const Expr* object(TSNode node) {
    std::vector<ObjectItem> items;
    for (const TSNode& child : children(node)) {
      if (type(child) != "object_elem") continue;
      Nodes parts = children(child);
      ObjectItem item;
      item.key = expression(parts[0]);
      item.value = expression(parts.back());
      item.bare_key = item.key->kind == ExprKind::kVariable || item.key->kind == ExprKind::kLiteral;
      if (item.key->kind == ExprKind::kVariable) item.key = string(item.key->as<Variable>().name);
      items.push_back(item);
    }
    Object o;
    o.items = arena_.copy(items);
    return make(o);
  }

  const Expr* call(TSNode node) {
    Call c;
    std::vector<const Expr*> args;
    for (const TSNode& child : children(node)) {
      if (type(child) == "identifier") c.name = slice(child);
      if (type(child) != "function_arguments") continue;
      for (const TSNode& arg : children(child)) {
        if (type(arg) == "expression") args.push_back(expression(arg));
        if (type(arg) == "ellipsis") c.expand_last = true;
      }
    }
    c.args = arena_.copy(args);
    return make(c);
  }

  const Expr* conditional(TSNode node) {
    const Nodes nodes = children(node);
    if (nodes.size() != 5) return odd("conditional");
    Conditional c;
    c.condition = expression(nodes[0]);
    c.yes = expression(nodes[2]);
    c.no = expression(nodes[4]);
    if (!readings_.conditional_is_right) return make(c);
    // (a ? b : c) ? d : e, where the first is not in parentheses, is a ? b : (c ? d : e).
    return to_the_right(c);
  }
  const Expr* to_the_right(const Conditional& c) {
    if (c.condition->kind != ExprKind::kConditional) return make(c);
    const Conditional inner = c.condition->as<Conditional>();
    Conditional rest = c;
    rest.condition = inner.no;
    Conditional out = inner;
    out.no = to_the_right(rest);
    return make(out);
  }

  const Expr* binary(TSNode node) {
    static constexpr std::array<std::pair<std::string_view, BinaryOp>, 13> kOperators = {{{"||", BinaryOp::kOr},
                                                                                          {"&&", BinaryOp::kAnd},
                                                                                          {"==", BinaryOp::kEqual},
                                                                                          {"!=", BinaryOp::kNotEqual},
                                                                                          {">", BinaryOp::kGreater},
                                                                                          {">=", BinaryOp::kGreaterEqual},
                                                                                          {"<", BinaryOp::kLess},
                                                                                          {"<=", BinaryOp::kLessEqual},
                                                                                          {"+", BinaryOp::kAdd},
                                                                                          {"-", BinaryOp::kSubtract},
                                                                                          {"*", BinaryOp::kMultiply},
                                                                                          {"/", BinaryOp::kDivide},
                                                                                          {"%", BinaryOp::kModulo}}};
    const Nodes nodes = children(node);
    for (std::size_t i = 1; i < nodes.size(); ++i)
      for (const auto& [text, op] : kOperators)
        if (!ts_node_is_named(nodes[i]) && type(nodes[i]) == text) {
          Binary b;
          b.op = op;
          b.left = term(Nodes(nodes.begin(), nodes.begin() + static_cast<std::ptrdiff_t>(i)));
          b.right = term(Nodes(nodes.begin() + static_cast<std::ptrdiff_t>(i) + 1, nodes.end()));
          return make(b);
        }
    return odd("binary_operation");
  }

  const Expr* for_each(TSNode node) {
    For f;
    std::vector<const Expr*> values;
    for (const TSNode& child : children(node)) {
      if (type(child) == "for_intro") {
        for (const TSNode& part : children(child)) {
          if (type(part) == "identifier") f.key_name = std::exchange(f.value_name, slice(part));
          if (type(part) == "expression") f.collection = expression(part);
        }
      } else if (type(child) == "expression") {
        values.push_back(expression(child));
      } else if (type(child) == "ellipsis") {
        f.group = true;
      } else if (type(child) == "for_cond") {
        f.condition = expression(children(child).back());
      }
    }
    if (values.size() == 2) f.key_expr = values[0];
    f.value_expr = values.back();
    return make(f);
  }

  static bool is_sequence(std::string_view kind) { return kind == "template_interpolation" || kind == "template_directive"; }

  const Expr* text(TSNode node) {
    const Nodes nodes = children(node);
    const bool heredoc = type(node) == "heredoc_template";
    if (!heredoc && std::none_of(nodes.begin(), nodes.end(), [](TSNode n) { return is_sequence(type(n)); })) return string(cooked(node));
    Template t;
    t.form = heredoc ? Template::Form::kHeredoc : Template::Form::kQuoted;
    std::size_t next = 0;
    t.parts = parts(nodes, next);
    return make(t);
  }

  // Sequences up to the end, or to an else or end that belongs to the directive around.
  std::span<const TemplatePart> parts(const Nodes& nodes, std::size_t& next) {
    std::vector<TemplatePart> out;
    for (; next < nodes.size(); ++next) {
      const std::string_view kind = type(nodes[next]);
      if (kind == "template_else_intro" || kind == "template_if_end" || kind == "template_for_end") break;
      TemplatePart part;
      if (kind == "template_interpolation") {
        part.kind = TemplatePart::Kind::kInterp;
        part.value = inside(nodes[next]);
        out.push_back(part);
      } else if (kind == "template_directive") {
        out.push_back(directive(children(nodes[next])[0]));
      }
    }
    return arena_.copy(out);
  }

  // The expression in ${ } or a directive's head.
  const Expr* inside(TSNode node) {
    for (const TSNode& child : children(node))
      if (type(child) == "expression") return expression(child);
    return odd("an empty sequence");
  }

  TemplatePart directive(TSNode node) {
    const Nodes nodes = children(node);
    TemplatePart part;
    part.kind = type(node) == "template_if" ? TemplatePart::Kind::kIf : TemplatePart::Kind::kFor;
    part.value = inside(nodes[0]);
    if (part.kind == TemplatePart::Kind::kFor)
      for (const TSNode& name : children(nodes[0]))
        if (type(name) == "identifier") part.key_name = std::exchange(part.value_name, slice(name));
    std::size_t next = 1;
    part.body = parts(nodes, next);
    if (next < nodes.size() && type(nodes[next]) == "template_else_intro") part.otherwise = parts(nodes, ++next);
    return part;
  }

  const SourceFile& file_;
  const Readings readings_;
  Arena& arena_;
  TSTree* tree_ = nullptr;
  std::vector<std::unique_ptr<SourceFile>> arena_strings_ = {};
  std::string odd_ = {};
};

}  // namespace platlint::hcl

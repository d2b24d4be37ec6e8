// SPDX-License-Identifier: Apache-2.0
//
// What holds for every tree that the HCL readers give, whatever the text: a node where the tree says there is one, ranges that lie in the
// file, and children inside their parents.
#pragma once

#include <string>

#include "analyzer/source/diagnostic.h"
#include "analyzer/source/source_map.h"
#include "grammars/hcl/ast.h"

namespace platlint::hcl {

class InvariantCheck {
 public:
  // `nested`: children's ranges lie inside their parents' (not in JSON syntax, where labels are keys outside the block's object).
  InvariantCheck(const SourceFile& file, bool nested) : file_(file), nested_(nested) {}

  // The first thing that does not hold; empty when all is well.
  std::string run(const File& file, const Diagnostics& diagnostics) {
    body(file.body, file_.whole());
    for (const Comment& c : file.comments) inside(c.range, file_.whole(), "comment");
    for (std::size_t i = 1; i < file.comments.size(); ++i)
      if (file.comments[i].range.begin < file.comments[i - 1].range.end) broken_ = "comments overlap";
    for (const Diagnostic& d : diagnostics) inside(d.range, file_.whole(), "diagnostic");
    return broken_;
  }
  std::string run(const Expr* root) {
    expr(root, file_.whole());
    return broken_;
  }

 private:
  void inside(const SourceRange& range, const SourceRange& parent, const char* what) {
    if (!broken_.empty()) return;
    if (range.begin > range.end) broken_ = std::string(what) + " ends before it begins";
    else if (!(nested_ ? parent : file_.whole()).contains(range))
      broken_ = std::string(what) + " lies outside what holds it: " + std::to_string(range.begin) + ".." + std::to_string(range.end) +
                " of " + std::to_string(parent.begin) + ".." + std::to_string(parent.end);
  }

  void body(const Body& b, const SourceRange& parent) {
    inside(b.range, parent, "body");
    for (const Attribute& a : b.attributes) {
      inside(a.range, b.range, "attribute");
      inside(a.name_range, a.range, "attribute's name");
      expr(a.value, a.range);
    }
    for (const Block& block : b.blocks) {
      inside(block.range, b.range, "block");
      inside(block.header, block.range, "block's header");
      inside(block.type_range, block.header, "block's type");
      for (const Label& l : block.labels) inside(l.range, block.header, "label");
      body(block.body, block.range);
    }
  }

  void parts(std::span<const TemplatePart> list, const SourceRange& parent) {
    for (const TemplatePart& p : list) {
      inside(p.range, parent, "template part");
      if (p.kind != TemplatePart::Kind::kText) expr(p.value, p.range);
      parts(p.body, p.range);
      parts(p.otherwise, p.range);
    }
  }

  // The Variable named "" that stands for a splat's element has the range of the splat's source.
  void expr(const Expr* e, const SourceRange& parent) {
    if (!broken_.empty()) return;
    if (e == nullptr) {
      broken_ = "a node is missing";
      return;
    }
    inside(e->range, parent, "expression");
    const SourceRange& in = e->range;
    switch (e->kind) {
      case ExprKind::kLiteral:
      case ExprKind::kBroken:
      case ExprKind::kVariable:
        break;
      case ExprKind::kTemplate:
        parts(e->as<Template>().parts, in);
        break;
      case ExprKind::kGetAttr:
        inside(e->as<GetAttr>().name_range, in, "attribute step");
        expr(e->as<GetAttr>().source, in);
        break;
      case ExprKind::kIndex:
        expr(e->as<Index>().source, in);
        expr(e->as<Index>().key, in);
        break;
      case ExprKind::kSplat:
        expr(e->as<Splat>().source, in);
        expr(e->as<Splat>().each, in);
        break;
      case ExprKind::kCall:
        inside(e->as<Call>().name_range, in, "function's name");
        for (const Expr* arg : e->as<Call>().args) expr(arg, in);
        break;
      case ExprKind::kConditional:
        expr(e->as<Conditional>().condition, in);
        expr(e->as<Conditional>().yes, in);
        expr(e->as<Conditional>().no, in);
        break;
      case ExprKind::kBinary:
        expr(e->as<Binary>().left, in);
        expr(e->as<Binary>().right, in);
        break;
      case ExprKind::kUnary:
        expr(e->as<Unary>().operand, in);
        break;
      case ExprKind::kTuple:
        for (const Expr* item : e->as<Tuple>().items) expr(item, in);
        break;
      case ExprKind::kObject:
        for (const ObjectItem& item : e->as<Object>().items) {
          expr(item.key, in);
          expr(item.value, in);
        }
        break;
      case ExprKind::kFor: {
        const For& f = e->as<For>();
        expr(f.collection, in);
        if (f.key_expr != nullptr) expr(f.key_expr, in);
        expr(f.value_expr, in);
        if (f.condition != nullptr) expr(f.condition, in);
        break;
      }
      case ExprKind::kParens:
        expr(e->as<Parens>().inner, in);
        break;
    }
  }

  const SourceFile& file_;
  bool nested_;
  std::string broken_ = {};
};

}  // namespace platlint::hcl

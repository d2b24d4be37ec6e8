// SPDX-License-Identifier: Apache-2.0
#include "grammars/hcl/dump.h"

#include <algorithm>
#include <utility>

namespace platlint::hcl {

std::string_view spelling(BinaryOp op) {
  switch (op) {
    case BinaryOp::kOr:
      return "||";
    case BinaryOp::kAnd:
      return "&&";
    case BinaryOp::kEqual:
      return "==";
    case BinaryOp::kNotEqual:
      return "!=";
    case BinaryOp::kGreater:
      return ">";
    case BinaryOp::kGreaterEqual:
      return ">=";
    case BinaryOp::kLess:
      return "<";
    case BinaryOp::kLessEqual:
      return "<=";
    case BinaryOp::kAdd:
      return "+";
    case BinaryOp::kSubtract:
      return "-";
    case BinaryOp::kMultiply:
      return "*";
    case BinaryOp::kDivide:
      return "/";
    case BinaryOp::kModulo:
      return "%";
  }
  return "";
}

namespace {

class Dump {
 public:
  explicit Dump(const DumpOptions& options) : options_(options) {}

  std::string out = {};

  // Arguments and blocks in the order of the source.
  void body(const Body& body, int depth) {
    std::size_t a = 0;
    std::size_t b = 0;
    while (a < body.attributes.size() || b < body.blocks.size()) {
      out.append(static_cast<std::size_t>(depth) * 2, ' ');
      if (b >= body.blocks.size() || (a < body.attributes.size() && body.attributes[a].range.begin < body.blocks[b].range.begin)) {
        out.append(body.attributes[a].name).append(" = ");
        expr(*body.attributes[a++].value);
        out += '\n';
      } else {
        const Block& block = body.blocks[b++];
        out.append("block ").append(block.type);
        for (const Label& label : block.labels) out += ' ', text(label.text);
        out += '\n';
        this->body(block.body, depth + 1);
      }
    }
  }

  void expr(const Expr& e) {
    switch (e.kind) {
      case ExprKind::kLiteral:
        return literal(e.as<Literal>());
      case ExprKind::kTemplate:
        return quoted(e.as<Template>());
      case ExprKind::kVariable:
        return list("var", [&] { word(e.as<Variable>().name); });
      case ExprKind::kGetAttr: {
        const auto& step = e.as<GetAttr>();
        return list(step.legacy_index ? "legacy" : "get", [&] { part(*step.source), word(step.name); });
      }
      case ExprKind::kIndex:
        return list("index", [&] { part(*e.as<Index>().source), part(*e.as<Index>().key); });
      case ExprKind::kSplat:
        return list(e.as<Splat>().full ? "splat" : "attr-splat", [&] { part(*e.as<Splat>().source), part(*e.as<Splat>().each); });
      case ExprKind::kCall:
        return list("call", [&] {
          word(e.as<Call>().name);
          for (const Expr* arg : e.as<Call>().args) part(*arg);
          if (e.as<Call>().expand_last) word("...");
        });
      case ExprKind::kConditional:
        return list("if", [&] { part(*e.as<Conditional>().condition), part(*e.as<Conditional>().yes), part(*e.as<Conditional>().no); });
      case ExprKind::kBinary:
        return list(spelling(e.as<Binary>().op), [&] { part(*e.as<Binary>().left), part(*e.as<Binary>().right); });
      case ExprKind::kUnary:
        return list(e.as<Unary>().op == UnaryOp::kNot ? "not" : "negate", [&] { part(*e.as<Unary>().operand); });
      case ExprKind::kTuple:
        return list("tuple", [&] {
          for (const Expr* item : e.as<Tuple>().items) part(*item);
        });
      case ExprKind::kObject:
        return list("object", [&] {
          for (const ObjectItem& item : e.as<Object>().items) {
            out += ' ';
            list(item.bare_key ? "bare" : "item", [&] { part(*item.key), part(*item.value); });
          }
        });
      case ExprKind::kFor:
        return for_each(e.as<For>());
      case ExprKind::kParens:
        return list("parens", [&] { part(*e.as<Parens>().inner); });
      case ExprKind::kBroken:
        out += "broken";
        return;
    }
  }

 private:
  template <class Inside>
  void list(std::string_view head, Inside&& inside) {
    out.append("(").append(head);
    inside();
    out += ')';
  }
  void part(const Expr& e) {
    out += ' ';
    expr(e);
  }
  // Names may be empty: the element of a splat, the second name of a `for`.
  void word(std::string_view w) { out.append(" ").append(w.empty() ? "@" : w); }

  void text(std::string_view t) {
    out += '"';
    for (const char c : t) {
      if (c == '\n') out += "\\n";
      else if (c == '"' || c == '\\') (out += '\\') += c;
      else out += c;
    }
    out += '"';
  }

  void literal(const Literal& l) {
    if (l.type == Literal::Type::kNull) out += "null";
    else if (l.type == Literal::Type::kBool) out += l.boolean ? "true" : "false";
    else out += l.number;
  }

  void parts(std::span<const TemplatePart> list_of_parts) {
    std::string joined;
    const auto flush = [&] {
      if (!joined.empty() && options_.template_text) {
        out += ' ';
        text(joined);
      }
      joined.clear();
    };
    for (const TemplatePart& p : list_of_parts) {
      if (p.kind == TemplatePart::Kind::kText) {
        joined += p.text;
        continue;
      }
      flush();
      out += ' ';
      if (p.kind == TemplatePart::Kind::kInterp) {
        list("interp", [&] { part(*p.value); });
      } else if (p.kind == TemplatePart::Kind::kIf) {
        list("if-part", [&] { part(*p.value), nested(p.body), nested(p.otherwise); });
      } else {
        list("for-part", [&] { word(p.key_name), word(p.value_name), part(*p.value), nested(p.body); });
      }
    }
    flush();
  }
  void nested(std::span<const TemplatePart> list_of_parts) {
    out += " [";
    parts(list_of_parts);
    out += ']';
  }

  // A quoted string of plain text is a text; heredocs are told apart, for "${x}" in quotes is x itself.
  void quoted(const Template& t) {
    const bool plain = t.form == Template::Form::kQuoted && std::all_of(t.parts.begin(), t.parts.end(), [](const TemplatePart& p) {
                         return p.kind == TemplatePart::Kind::kText;
                       });
    if (!plain)
      return list(t.form == Template::Form::kQuoted ? "template"
                  : t.form == Template::Form::kJson ? "json"
                                                    : "heredoc",
                  [&] { parts(t.parts); });
    std::string joined;
    for (const TemplatePart& p : t.parts) joined += p.text;
    text(joined);
  }

  void for_each(const For& f) {
    list(f.key_expr == nullptr ? "for-tuple" : "for-object", [&] {
      word(f.key_name), word(f.value_name), part(*f.collection);
      if (f.key_expr != nullptr) part(*f.key_expr);
      part(*f.value_expr);
      if (f.group) word("...");
      if (f.condition != nullptr) {
        out += ' ';
        list("when", [&] { part(*f.condition); });
      }
    });
  }

  const DumpOptions options_;
};

}  // namespace

std::string dump(const File& file, const DumpOptions& options) {
  Dump d(options);
  d.body(file.body, 0);
  return std::move(d.out);
}

std::string dump(const Expr& expr, const DumpOptions& options) {
  Dump d(options);
  d.expr(expr);
  return std::move(d.out);
}

}  // namespace platlint::hcl

// SPDX-License-Identifier: Apache-2.0
#include "grammars/hcl/print.h"

#include <utility>

#include "grammars/hcl/dump.h"

namespace platlint::hcl {
namespace {

class Print {
 public:
  std::string out = {};

  void body(const Body& body, int depth) {
    std::size_t a = 0;
    std::size_t b = 0;
    while (a < body.attributes.size() || b < body.blocks.size()) {
      out.append(static_cast<std::size_t>(depth) * 2, ' ');
      if (b >= body.blocks.size() || (a < body.attributes.size() && body.attributes[a].range.begin < body.blocks[b].range.begin)) {
        out.append(body.attributes[a].name).append(" = ");
        expr(*body.attributes[a++].value);
        behind_heredoc_ = false;
        out += '\n';
        continue;
      }
      const Block& block = body.blocks[b++];
      out.append(block.type);
      for (const Label& label : block.labels) {
        out += " \"";
        escaped(label.text);
        out += '"';
      }
      out += " {\n";
      this->body(block.body, depth + 1);
      out.append(static_cast<std::size_t>(depth) * 2, ' ').append("}\n");
    }
  }

  void expr(const Expr& e) {
    switch (e.kind) {
      case ExprKind::kLiteral:
        return literal(e.as<Literal>());
      case ExprKind::kTemplate:
        return text(e.as<Template>());
      case ExprKind::kVariable:
        out += e.as<Variable>().name;
        return;
      case ExprKind::kGetAttr:
        inner(*e.as<GetAttr>().source);
        out.append(".").append(e.as<GetAttr>().name);
        return;
      case ExprKind::kIndex:
        inner(*e.as<Index>().source);
        out += '[';
        inner(*e.as<Index>().key);
        out += ']';
        return;
      case ExprKind::kSplat:
        inner(*e.as<Splat>().source);
        out += e.as<Splat>().full ? "[*]" : ".*";
        return inner(*e.as<Splat>().each);
      case ExprKind::kCall:
        out.append(e.as<Call>().name).append("(");
        separated(e.as<Call>().args);
        out += e.as<Call>().expand_last ? "...)" : ")";
        return;
      case ExprKind::kConditional:
        inner(*e.as<Conditional>().condition);
        out += " ? ";
        inner(*e.as<Conditional>().yes);
        out += " : ";
        return inner(*e.as<Conditional>().no);
      case ExprKind::kBinary:
        inner(*e.as<Binary>().left);
        out.append(" ").append(spelling(e.as<Binary>().op)).append(" ");
        return inner(*e.as<Binary>().right);
      case ExprKind::kUnary:
        out += e.as<Unary>().op == UnaryOp::kNot ? '!' : '-';
        return inner(*e.as<Unary>().operand);
      case ExprKind::kTuple:
        out += '[';
        separated(e.as<Tuple>().items);
        out += ']';
        return;
      case ExprKind::kObject:
        return object(e.as<Object>());
      case ExprKind::kFor:
        return for_each(e.as<For>());
      case ExprKind::kParens:
        out += '(';
        inner(*e.as<Parens>().inner);
        out += ')';
        return;
      case ExprKind::kBroken:
        out += "null";
        return;
    }
  }

 private:
  void literal(const Literal& l) {
    if (l.type == Literal::Type::kNull) out += "null";
    else if (l.type == Literal::Type::kBool) out += l.boolean ? "true" : "false";
    else out += l.number;
  }

  // Where more may follow: a heredoc needs a line break behind it, which brackets allow.
  void inner(const Expr& e) {
    expr(e);
    if (std::exchange(behind_heredoc_, false)) out += '\n';
  }

  void separated(std::span<const Expr* const> items) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out += ", ";
      inner(*items[i]);
    }
  }

  void object(const Object& o) {
    out += '{';
    for (const ObjectItem& item : o.items) {
      out += '\n';
      if (item.bare_key && item.key->kind == ExprKind::kTemplate) out += item.key->as<Template>().parts.front().text;
      else inner(*item.key);
      out += " = ";
      expr(*item.value);
      behind_heredoc_ = false;
    }
    out += o.items.empty() ? "}" : "\n}";
  }

  void for_each(const For& f) {
    out += f.key_expr == nullptr ? "[for " : "{for ";
    if (!f.key_name.empty()) out.append(f.key_name).append(", ");
    out.append(f.value_name).append(" in ");
    inner(*f.collection);
    out += " : ";
    if (f.key_expr != nullptr) {
      inner(*f.key_expr);
      out += " => ";
    }
    inner(*f.value_expr);
    if (f.group) out += "...";
    if (f.condition != nullptr) {
      out += " if ";
      inner(*f.condition);
    }
    out += f.key_expr == nullptr ? ']' : '}';
  }

  // Inside quotes.
  void escaped(std::string_view t) {
    for (std::size_t i = 0; i < t.size(); ++i) {
      const char c = t[i];
      if (c == '\n') out += "\\n";
      else if (c == '\r') out += "\\r";
      else if (c == '\t') out += "\\t";
      else if (c == '"' || c == '\\') (out += '\\') += c;
      else if ((c == '$' || c == '%') && i + 1 < t.size() && t[i + 1] == '{') (out += c) += c;
      else out += c;
    }
  }
  void raw(std::string_view t) {
    for (std::size_t i = 0; i < t.size(); ++i) {
      if ((t[i] == '$' || t[i] == '%') && i + 1 < t.size() && t[i + 1] == '{') out += t[i];
      out += t[i];
    }
  }

  void parts(std::span<const TemplatePart> list, bool quoted) {
    std::string joined;
    for (const TemplatePart& p : list) {
      if (p.kind == TemplatePart::Kind::kText) {
        joined += p.text;
        continue;
      }
      flush(joined, quoted, true);
      if (p.kind == TemplatePart::Kind::kInterp) {
        out += "${";
        inner(*p.value);
        out += '}';
      } else if (p.kind == TemplatePart::Kind::kIf) {
        out += "%{if ";
        inner(*p.value);
        out += '}';
        parts(p.body, quoted);
        if (!p.otherwise.empty()) {
          out += "%{else}";
          parts(p.otherwise, quoted);
        }
        out += "%{endif}";
      } else {
        out += "%{for ";
        if (!p.key_name.empty()) out.append(p.key_name).append(", ");
        out.append(p.value_name).append(" in ");
        inner(*p.value);
        out += '}';
        parts(p.body, quoted);
        out += "%{endfor}";
      }
    }
    flush(joined, quoted, true);
  }

  // `sequence`: ${ or %{ follows, which a dollar or per cent sign before it would turn into text.
  void flush(std::string& joined, bool quoted, bool sequence) {
    const char last = joined.empty() ? '\0' : joined.back();
    const bool guard = quoted && sequence && (last == '$' || last == '%');
    if (guard) joined.pop_back();
    quoted ? escaped(joined) : raw(joined);
    if (guard) out += last == '$' ? "\\u0024" : "\\u0025";
    joined.clear();
  }

  void text(const Template& t) {
    if (t.form == Template::Form::kHeredoc || t.form == Template::Form::kIndentedHeredoc) {
      Print inside;
      inside.parts(t.parts, false);
      std::string marker = "EOT";
      while (inside.out.find(marker) != std::string::npos) marker += "_";
      // Its last line break belongs to the text; where there is none, only quotes will do.
      if (inside.out.empty() || inside.out.ends_with('\n')) {
        out.append("<<").append(marker).append("\n").append(inside.out).append(marker);
        behind_heredoc_ = true;
        return;
      }
    }
    out += '"';
    parts(t.parts, true);
    out += '"';
  }

  bool behind_heredoc_ = false;
};

}  // namespace

std::string print(const File& file) {
  Print p;
  p.body(file.body, 0);
  return std::move(p.out);
}

std::string print(const Expr& expr) {
  Print p;
  p.expr(expr);
  return std::move(p.out);
}

}  // namespace platlint::hcl

// SPDX-License-Identifier: Apache-2.0
//
// Random trees are printed, read and compared; random text gives trees whose ranges nest.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

#include "grammars/hcl/dump.h"
#include "grammars/hcl/parser.h"
#include "grammars/hcl/print.h"
#include "tests/grammars/hcl/invariants.h"

namespace platlint::hcl {
namespace {

using Words = std::vector<std::string>;

// Makes trees that HCL's text can say: what binds weaker than its surroundings stands in parentheses, as it must.
class RandomTree {
 public:
  explicit RandomTree(Arena& arena) : arena_(arena) {}

  const File* file() {
    File* result = arena_.make<File>();
    result->body = body(2);
    return result;
  }

 private:
  int below(int n) { return *rc::gen::inRange(0, n); }
  bool coin() { return below(2) == 0; }
  std::string_view pick(const Words& words) { return arena_.copy(words[static_cast<std::size_t>(below(static_cast<int>(words.size())))]); }
  std::string_view name() { return pick({"a", "b1", "größe", "x-y", "_", "resource", "for_each", "null_", "in1", "ǆ"}); }
  template <class T>
  const Expr* make(T node) {
    node.kind = T::kKind;
    return arena_.make<T>(node);
  }

  Body body(int depth) {
    Body result;
    std::vector<Attribute> attributes;
    std::vector<Block> blocks;
    const int items = below(5);
    for (int i = 0; i < items; ++i) {
      const auto place = static_cast<std::uint32_t>(++order_);
      if (depth == 0 || coin()) {
        Attribute a;
        a.name = arena_.copy(std::string(name()) + std::to_string(order_));
        a.range = {0, place, place};
        a.value = below(6) == 0 ? text(true, 2) : expr(3, 0);
        attributes.push_back(a);
      } else {
        Block b;
        b.type = name();
        b.range = {0, place, place};
        std::vector<Label> labels(static_cast<std::size_t>(below(3)));
        for (Label& l : labels) l.text = pick({"x", "two words", "q\"uo\\te", "", "é", "a.b"});
        b.labels = arena_.copy(labels);
        b.body = body(depth - 1);
        blocks.push_back(b);
      }
    }
    result.attributes = arena_.copy(attributes);
    result.blocks = arena_.copy(blocks);
    return result;
  }

  // `level`: operators that bind weaker need parentheses here; 0 conditional, 1..6 binary, 7 unary, 8 a term.
  const Expr* expr(int depth, int level) {
    if (depth == 0) return leaf();
    switch (below(12)) {
      case 0: {
        Conditional c;
        c.condition = expr(depth - 1, 1);
        c.yes = expr(depth - 1, 0);
        c.no = expr(depth - 1, 0);
        return at_level(make(c), 0, level);
      }
      case 1: {
        static const std::pair<BinaryOp, int> kOperators[] = {
            {BinaryOp::kOr, 1},       {BinaryOp::kAnd, 2},          {BinaryOp::kEqual, 3},  {BinaryOp::kNotEqual, 3},
            {BinaryOp::kGreater, 4},  {BinaryOp::kGreaterEqual, 4}, {BinaryOp::kLess, 4},   {BinaryOp::kAdd, 5},
            {BinaryOp::kSubtract, 5}, {BinaryOp::kMultiply, 6},     {BinaryOp::kDivide, 6}, {BinaryOp::kModulo, 6}};
        const auto& [op, own] = kOperators[below(12)];
        Binary b;
        b.op = op;
        b.left = expr(depth - 1, own);
        b.right = expr(depth - 1, own + 1);
        return at_level(make(b), own, level);
      }
      case 2: {
        Unary u;
        u.op = coin() ? UnaryOp::kNot : UnaryOp::kNegate;
        u.operand = expr(depth - 1, 7);
        return at_level(make(u), 7, level);
      }
      case 3: {
        std::vector<const Expr*> items(static_cast<std::size_t>(below(3)));
        for (const Expr*& item : items) item = expr(depth - 1, 0);
        Tuple t;
        t.items = arena_.copy(items);
        return make(t);
      }
      case 4:
        return object(depth);
      case 5: {
        Call c;
        c.name = pick({"f", "merge", "provider::aws::arn"});
        std::vector<const Expr*> args(static_cast<std::size_t>(below(3)));
        for (const Expr*& arg : args) arg = below(5) == 0 ? text(true, depth - 1) : expr(depth - 1, 0);
        c.args = arena_.copy(args);
        c.expand_last = !args.empty() && coin();
        return make(c);
      }
      case 6:
        return for_each(depth);
      case 7:
        return parens(expr(depth - 1, 0));
      case 8:
        return text(false, depth - 1);
      default:
        return steps(depth);
    }
  }

  const Expr* at_level(const Expr* e, int own, int level) { return own < level ? parens(e) : e; }
  const Expr* parens(const Expr* inner) {
    Parens p;
    p.inner = inner;
    return make(p);
  }

  const Expr* leaf() {
    if (coin()) {
      Variable v;
      v.name = name();
      return make(v);
    }
    Literal l;
    l.type = static_cast<Literal::Type>(below(3));
    l.boolean = l.type == Literal::Type::kBool && coin();
    if (l.type == Literal::Type::kNumber) l.number = pick({"0", "1", "2.50", "1e5", "12E-3", "0.1e+2"});
    return make(l);
  }

  // A root and what follows it.
  const Expr* steps(int depth) {
    Variable v;
    v.name = name();
    return step(make(v), depth, 1 + below(3), true);
  }
  const Expr* step(const Expr* source, int depth, int count, bool brackets) {
    if (count == 0) return source;
    switch (below(brackets ? 5 : 2)) {
      case 0:
      case 1: {
        GetAttr g;
        g.source = source;
        g.legacy_index = coin() && below(3) == 0 && !(source->kind == ExprKind::kGetAttr && source->as<GetAttr>().legacy_index);
        g.name = g.legacy_index ? pick({"0", "12"}) : name();
        return step(make(g), depth, count - 1, brackets);
      }
      case 2: {
        Index i;
        i.source = source;
        i.key = expr(depth - 1, 0);
        return step(make(i), depth, count - 1, brackets);
      }
      default: {
        Splat s;
        s.source = source;
        s.full = coin();
        Variable element;
        s.each = step(make(element), depth, s.full ? count - 1 : below(2), s.full);
        return make(s);
      }
    }
  }

  const Expr* object(int depth) {
    std::vector<ObjectItem> items(static_cast<std::size_t>(below(3)));
    for (ObjectItem& item : items) {
      item.bare_key = coin();
      if (item.bare_key) {
        Template t;
        TemplatePart part;
        part.text = name();
        t.parts = arena_.copy(std::vector<TemplatePart>{part});
        item.key = make(t);
      } else {
        item.key = coin() ? text(false, 1) : parens(expr(depth - 1, 0));
      }
      item.value = below(6) == 0 ? text(true, depth - 1) : expr(depth - 1, 0);
    }
    Object o;
    o.items = arena_.copy(items);
    return make(o);
  }

  const Expr* for_each(int depth) {
    For f;
    if (coin()) f.key_name = name();
    f.value_name = name();
    f.collection = expr(depth - 1, 0);
    if (coin()) {
      f.key_expr = expr(depth - 1, 0);
      f.group = coin();
    }
    f.value_expr = expr(depth - 1, 0);
    if (coin()) f.condition = expr(depth - 1, 0);
    return make(f);
  }

  const Expr* text(bool heredoc, int depth) {
    Template t;
    t.form = heredoc ? Template::Form::kHeredoc : Template::Form::kQuoted;
    std::vector<TemplatePart> list = parts(heredoc, depth);
    if (heredoc) {  // whose text ends with its last line
      TemplatePart end;
      end.text = pick({"x\n", "\n", "EOT\n", "  y\n\n", "${x}\n"});
      list.push_back(end);
    }
    t.parts = arena_.copy(list);
    return make(t);
  }

  std::vector<TemplatePart> parts(bool heredoc, int depth) {
    std::vector<TemplatePart> list(static_cast<std::size_t>(below(4)));
    for (TemplatePart& p : list) {
      const int kind = depth <= 0 ? 0 : below(6);
      if (kind == 1) {
        p.kind = TemplatePart::Kind::kInterp;
        p.value = expr(depth - 1, 0);
      } else if (kind == 2) {
        p.kind = TemplatePart::Kind::kIf;
        p.value = expr(depth - 1, 0);
        p.body = arena_.copy(parts(heredoc, depth - 1));
        if (coin()) p.otherwise = arena_.copy(parts(heredoc, depth - 1));
      } else if (kind == 3) {
        p.kind = TemplatePart::Kind::kFor;
        p.value = expr(depth - 1, 0);
        if (coin()) p.key_name = name();
        p.value_name = name();
        p.body = arena_.copy(parts(heredoc, depth - 1));
      } else {
        p.text = heredoc ? pick({"x", " y ", "EOT", "\n", "\n  z", "\"q\" \\n", "${a} %{b}", "é"})
                         : pick({"x", " y ", "\n", "\t", "\"", "\\", "$", "${a}", "%{b}", "$${", "é", "{", "%"});
      }
    }
    return list;
  }

  Arena& arena_;
  int order_ = 0;
};

TEST(HclRoundTrip, PrintedTreesReadBackAsTheyWere) {
  const bool held = rc::check([] {
    Arena made;
    const File* tree = RandomTree(made).file();
    const std::string text = print(*tree);
    const SourceFile source(0, "x.tf", text);
    Arena arena;
    Diagnostics diagnostics;
    const File* read = parse(source, arena, diagnostics);
    RC_LOG() << text << (diagnostics.empty() ? "" : diagnostics.front().message + "\n");
    RC_ASSERT(diagnostics.empty());
    RC_ASSERT(dump(*read) == dump(*tree));
    RC_ASSERT(InvariantCheck(source, true).run(*read, diagnostics) == "");
    // What was read prints as it was printed.
    RC_ASSERT(dump(*parse(SourceFile(0, "x.tf", print(*read)), arena, diagnostics)) == dump(*read));
  });
  EXPECT_TRUE(held);
}

TEST(HclRoundTrip, AnyTextGivesATreeWhoseRangesNest) {
  const bool held = rc::check([] {
    const auto pieces =
        *rc::gen::container<Words>(rc::gen::elementOf(Words{"a",     " = ",    "1",     "\n",         "\n",
                                                            "  ",    "{",      "{\n",   "}",          "\n}\n",
                                                            "[",     "]",      "(",     ")",          "\"",
                                                            "\"x\"", "${",     "%{if ", "%{ endif }", "<<E\n",
                                                            "E\n",   "<<-E\n", "for ",  "in ",        "resource \"x\" \"y\" {\n",
                                                            ":",     "?",      ".",     "*",          "...",
                                                            "#",     "/*",     "*/",    "\\",         "\r\n",
                                                            "\xC3",  "é",      "f(",    ",",          "null",
                                                            "~}"}));
    std::string text;
    for (const std::string& piece : pieces) text += piece;
    const SourceFile source(0, "x.tf", text);
    Arena arena;
    Diagnostics diagnostics;
    const File* file = parse(source, arena, diagnostics);
    RC_LOG() << text << "\n";
    RC_ASSERT(InvariantCheck(source, true).run(*file, diagnostics) == "");
  });
  EXPECT_TRUE(held);
}

}  // namespace
}  // namespace platlint::hcl

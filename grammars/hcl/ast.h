// SPDX-License-Identifier: Apache-2.0
//
// HCL's syntax tree. Nodes live in the arena given to the parser and never change. A node's kind tells its struct:
// `expr.as<Call>()` is a checked downcast. Text is a view into the source where it is written as is, and into the arena
// where escapes were resolved.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "analyzer/source/source_range.h"
#include "analyzer/support/check.h"

namespace platlint::hcl {

enum class ExprKind : std::uint8_t {
  kLiteral,
  kTemplate,
  kVariable,
  kGetAttr,
  kIndex,
  kSplat,
  kCall,
  kConditional,
  kBinary,
  kUnary,
  kTuple,
  kObject,
  kFor,
  kParens,
  kBroken,
};

struct Expr {
  ExprKind kind;
  SourceRange range;

  template <class T>
  const T& as() const {
    PL_CHECK(kind == T::kKind);
    return static_cast<const T&>(*this);
  }
};

// null, true, false or a number; strings are templates.
struct Literal : Expr {
  static constexpr ExprKind kKind = ExprKind::kLiteral;
  enum class Type : std::uint8_t { kNull, kBool, kNumber };
  Type type = Type::kNull;
  bool boolean = false;
  std::string_view number = {};  // as written, e.g. "1.5e3"
};

struct TemplatePart {
  enum class Kind : std::uint8_t {
    kText,    // `text`
    kInterp,  // ${ value }
    kIf,      // %{ if value } body %{ else } otherwise %{ endif }
    kFor,     // %{ for key, name in value } body %{ endfor }
  };
  Kind kind = Kind::kText;
  SourceRange range = {};
  std::string_view text = {};  // escapes resolved, trim markers and `<<-` indentation already applied
  const Expr* value = nullptr;
  std::string_view key_name = {};    // kFor; empty when only one name is given
  std::string_view value_name = {};  // kFor
  std::span<const TemplatePart> body = {};
  std::span<const TemplatePart> otherwise = {};
};

// A quoted string or a heredoc. No parts: the empty string. Exactly one kInterp part in a quoted string: the value
// itself, with its type ("wrapping").
struct Template : Expr {
  static constexpr ExprKind kKind = ExprKind::kTemplate;
  enum class Form : std::uint8_t { kQuoted, kHeredoc, kIndentedHeredoc, kJson };
  Form form = Form::kQuoted;
  std::span<const TemplatePart> parts = {};
};

// The root of a traversal: `var`, `aws_s3_bucket`, a `for` variable.
struct Variable : Expr {
  static constexpr ExprKind kKind = ExprKind::kVariable;
  std::string_view name = {};
};

// source.name, and the legacy source.0 (then `name` is "0" and `legacy_index` is set).
struct GetAttr : Expr {
  static constexpr ExprKind kKind = ExprKind::kGetAttr;
  const Expr* source = nullptr;
  std::string_view name = {};
  SourceRange name_range = {};
  bool legacy_index = false;
};

// source[key]
struct Index : Expr {
  static constexpr ExprKind kKind = ExprKind::kIndex;
  const Expr* source = nullptr;
  const Expr* key = nullptr;
};

// source.* or source[*]: `each` is applied to every element. It is built of GetAttr and Index nodes over a Variable named
// "" that stands for the element, or is that Variable alone.
struct Splat : Expr {
  static constexpr ExprKind kKind = ExprKind::kSplat;
  const Expr* source = nullptr;
  const Expr* each = nullptr;
  bool full = false;  // written [*]
};

struct Call : Expr {
  static constexpr ExprKind kKind = ExprKind::kCall;
  std::string_view name = {};  // with any namespace: "provider::aws::arn_parse"
  SourceRange name_range = {};
  std::span<const Expr* const> args = {};
  bool expand_last = false;  // f(xs...)
};

struct Conditional : Expr {
  static constexpr ExprKind kKind = ExprKind::kConditional;
  const Expr* condition = nullptr;
  const Expr* yes = nullptr;
  const Expr* no = nullptr;
};

enum class BinaryOp : std::uint8_t {
  kOr,
  kAnd,
  kEqual,
  kNotEqual,
  kGreater,
  kGreaterEqual,
  kLess,
  kLessEqual,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo
};
enum class UnaryOp : std::uint8_t { kNegate, kNot };

struct Binary : Expr {
  static constexpr ExprKind kKind = ExprKind::kBinary;
  BinaryOp op = BinaryOp::kOr;
  const Expr* left = nullptr;
  const Expr* right = nullptr;
};

struct Unary : Expr {
  static constexpr ExprKind kKind = ExprKind::kUnary;
  UnaryOp op = UnaryOp::kNegate;
  const Expr* operand = nullptr;
};

struct Tuple : Expr {
  static constexpr ExprKind kKind = ExprKind::kTuple;
  std::span<const Expr* const> items = {};
};

// A bare identifier as a key is a Template with that text; `(expr)` as a key is Parens.
struct ObjectItem {
  const Expr* key = nullptr;
  const Expr* value = nullptr;
  bool bare_key = false;  // written as an identifier without quotes
};

struct Object : Expr {
  static constexpr ExprKind kKind = ExprKind::kObject;
  std::span<const ObjectItem> items = {};
};

// [for key, value in collection : value_expr if condition] or {for ... : key_expr => value_expr... if condition}
struct For : Expr {
  static constexpr ExprKind kKind = ExprKind::kFor;
  std::string_view key_name = {};  // empty when only one name is given
  std::string_view value_name = {};
  const Expr* collection = nullptr;
  const Expr* key_expr = nullptr;  // null: makes a tuple, otherwise an object
  const Expr* value_expr = nullptr;
  const Expr* condition = nullptr;  // null: none
  bool group = false;               // `...`
};

struct Parens : Expr {
  static constexpr ExprKind kKind = ExprKind::kParens;
  const Expr* inner = nullptr;
};

// Text that is no expression, with a diagnostic. Its value is unknown.
struct Broken : Expr {
  static constexpr ExprKind kKind = ExprKind::kBroken;
};

struct Attribute {
  std::string_view name = {};
  SourceRange name_range = {};
  SourceRange range = {};  // from the name to the end of the value
  const Expr* value = nullptr;
};

struct Label {
  std::string_view text = {};
  SourceRange range = {};  // quotes included
};

struct Block;

struct Body {
  // Both in source order. Duplicate attributes are kept (and diagnosed by the parser).
  std::span<const Attribute> attributes = {};
  std::span<const Block> blocks = {};
  SourceRange range = {};

  // The first attribute of that name, or null.
  const Attribute* find(std::string_view name) const {
    for (const Attribute& a : attributes)
      if (a.name == name) return &a;
    return nullptr;
  }
};

struct Block {
  std::string_view type = {};
  SourceRange type_range = {};
  std::span<const Label> labels = {};
  SourceRange header = {};  // type and labels, without the brace
  SourceRange range = {};   // the whole block, closing brace included
  Body body = {};
};

struct Comment {
  SourceRange range = {};  // with its marker, without the line break
  bool own_line = false;   // nothing but blanks before it on its line
};

struct File {
  Body body = {};
  std::span<const Comment> comments = {};
};

}  // namespace platlint::hcl

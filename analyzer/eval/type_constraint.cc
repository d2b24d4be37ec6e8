// SPDX-License-Identifier: Apache-2.0
//
// Type constraints as variables declare them, with optional attributes and their defaults. Recursion follows the expression, whose depth
// the parser limits.
#include <algorithm>
#include <string>
#include <vector>

#include "analyzer/eval/build.h"
#include "analyzer/eval/convert.h"
#include "analyzer/eval/evaluator.h"
#include "analyzer/eval/sets.h"

namespace platlint {

// What to put where an optional attribute is left out: a tree beside the type.
struct TypeDefaults {
  std::span<const Member> values = {};  // of an object: attribute -> default
  struct Child {
    std::string_view name = {};  // of an object's attribute; empty: a collection's element
    const TypeDefaults* defaults = nullptr;
  };
  std::span<const Child> children = {};
};

namespace {

class TypeReader {
 public:
  TypeReader(bool allow_any, Arena& arena, Diagnostics& errors) : allow_any_(allow_any), arena_(arena), errors_(errors) {}

  const Type* read(const hcl::Expr& expr, const TypeDefaults** defaults) {
    if (expr.kind == hcl::ExprKind::kVariable) return word(expr.as<hcl::Variable>());
    if (expr.kind == hcl::ExprKind::kCall) return call(expr.as<hcl::Call>(), defaults);
    return error(expr.range, "A type is one of string, number, bool, any, or list, set, map, object, tuple with its parts.");
  }

  // The whole constraint may be one of Terraform 0.11's quoted words.
  const Type* read_whole(const hcl::Expr& expr, const TypeDefaults** defaults) {
    return expr.kind == hcl::ExprKind::kTemplate ? legacy(expr.as<hcl::Template>()) : read(expr, defaults);
  }

 private:
  const Type* error(SourceRange where, std::string message) {
    errors_.push_back({Diagnostic::Kind::kSemantic, where, "Invalid type specification: " + message});
    return Type::dynamic();
  }

  const Type* word(const hcl::Variable& name) {
    if (name.name == "string") return Type::string();
    if (name.name == "number") return Type::number();
    if (name.name == "bool") return Type::boolean();
    if (name.name == "any") return allow_any_ ? Type::dynamic() : error(name.range, "\"any\" is not allowed here.");
    constexpr std::string_view kNeedParts[] = {"list", "set", "map", "object", "tuple"};
    for (const std::string_view kind : kNeedParts)
      if (kind == name.name) return error(name.range, "The type " + std::string(kind) + " needs its element type in parentheses.");
    return error(name.range, "There is no type \"" + std::string(name.name) + "\".");
  }

  const Type* legacy(const hcl::Template& text) {
    if (text.parts.size() == 1 && text.parts[0].kind == hcl::TemplatePart::Kind::kText) {
      if (text.parts[0].text == "string") return Type::string();
      if (text.parts[0].text == "list") return Type::list(Type::dynamic(), arena_);
      if (text.parts[0].text == "map") return Type::map(Type::dynamic(), arena_);
    }
    return error(text.range, "A type must not be quoted.");
  }

  const Type* call(const hcl::Call& call, const TypeDefaults** defaults) {
    if (call.args.size() != 1) return error(call.range, "The type " + std::string(call.name) + " takes exactly one argument.");
    const hcl::Expr& part = *call.args.front();
    if (call.name == "list" || call.name == "set" || call.name == "map") {
      const TypeDefaults* inner = nullptr;
      const Type* element = read(part, &inner);
      if (inner != nullptr) set_children({{std::string_view(), inner}}, {}, defaults);
      return arena_.make<Type>(Type{.kind = call.name == "list"  ? TypeKind::kList
                                            : call.name == "set" ? TypeKind::kSet
                                                                 : TypeKind::kMap,
                                    .element = element});
    }
    if (call.name == "object") return object(part, defaults);
    if (call.name == "tuple") return tuple(part);
    if (call.name == "optional") return error(call.name_range, "optional(...) may stand only around the type of an object's attribute.");
    return error(call.name_range, "There is no type constructor \"" + std::string(call.name) + "\".");
  }

  const Type* tuple(const hcl::Expr& part) {
    if (part.kind != hcl::ExprKind::kTuple) return error(part.range, "A tuple type needs a list of types.");
    std::vector<const Type*> elements;
    for (const hcl::Expr* item : part.as<hcl::Tuple>().items) elements.push_back(read(*item, nullptr));
    return arena_.make<Type>(Type{.kind = TypeKind::kTuple, .elements = arena_.copy(elements)});
  }

  const Type* object(const hcl::Expr& part, const TypeDefaults** defaults) {
    if (part.kind != hcl::ExprKind::kObject) return error(part.range, "An object type needs its attributes in braces.");
    std::vector<TypeAttribute> attributes;
    std::vector<TypeDefaults::Child> children;
    std::vector<Member> values;
    for (const hcl::ObjectItem& item : part.as<hcl::Object>().items) {
      std::string_view name;
      if (item.key->kind == hcl::ExprKind::kTemplate) {
        const auto parts = item.key->as<hcl::Template>().parts;
        if (parts.size() == 1 && parts[0].kind == hcl::TemplatePart::Kind::kText) name = parts[0].text;
      }
      // A quoted name is longer in the source than its text.
      const bool quoted = item.key->range.valid() && item.key->range.end - item.key->range.begin != name.size();
      if (name.empty() || quoted) {
        error(item.key->range, "An attribute's name must be plain text.");
        continue;
      }
      TypeAttribute attribute{.name = name};
      const TypeDefaults* inner = nullptr;
      const hcl::Expr* type = item.value;
      if (type->kind == hcl::ExprKind::kCall && type->as<hcl::Call>().name == "optional") {
        const auto& optional = type->as<hcl::Call>();
        attribute.optional = true;
        if (!allow_any_) error(optional.name_range, "optional(...) may stand only in a type constraint, not in an exact type.");
        if (optional.args.empty() || optional.args.size() > 2) {
          error(optional.range, "optional takes a type and a default value.");
          continue;
        }
        attribute.type = read(*optional.args[0], &inner);
        if (optional.args.size() == 2) add_default(*optional.args[1], attribute, values);
      } else {
        attribute.type = read(*type, &inner);
      }
      if (inner != nullptr) children.push_back({name, inner});
      attributes.push_back(attribute);
    }
    std::sort(attributes.begin(), attributes.end(), [](const TypeAttribute& a, const TypeAttribute& b) { return a.name < b.name; });
    if (!children.empty() || !values.empty()) set_children(children, values, defaults);
    return arena_.make<Type>(Type{.kind = TypeKind::kObject, .attributes = arena_.copy(attributes)});
  }

  void add_default(const hcl::Expr& expr, const TypeAttribute& attribute, std::vector<Member>& values);

  void set_children(const std::vector<TypeDefaults::Child>& children, const std::vector<Member>& values, const TypeDefaults** defaults) {
    if (defaults == nullptr) return;
    auto* made = arena_.make<TypeDefaults>();
    made->children = arena_.copy(children);
    made->values = arena_.copy(values);
    *defaults = made;
  }

  bool allow_any_;
  Arena& arena_;
  Diagnostics& errors_;
};

// Defaults are constants: they are evaluated without any names in scope.
class NoNames final : public Scope {
 public:
  Value lookup(std::string_view root, std::span<const std::string_view>, SourceRange where, std::size_t&, Evaluation& evaluation) override {
    const std::string message = "Variables not allowed: \"" + std::string(root) + "\" may not be used here.";
    evaluation.errors->push_back({Diagnostic::Kind::kSemantic, where, message});
    return Value::unknown(message, where, evaluation.arena);
  }
};

void TypeReader::add_default(const hcl::Expr& expr, const TypeAttribute& attribute, std::vector<Member>& values) {
  NoNames names;
  Evaluation evaluation{.arena = arena_, .scope = names, .errors = &errors_};
  const Value value = evaluate(expr, evaluation);
  auto converted = convert(value, attribute.type, arena_);
  if (!converted) {
    errors_.push_back(
        {Diagnostic::Kind::kSemantic, expr.range, "Invalid default value for optional attribute: " + converted.error().message + "."});
    return;
  }
  values.push_back({attribute.name, {}, *converted});
}

}  // namespace

const Type* parse_type(const hcl::Expr& expr, bool allow_any, Arena& arena, Diagnostics& errors, const TypeDefaults** defaults) {
  return TypeReader(allow_any, arena, errors).read_whole(expr, defaults);
}

Value apply_defaults(const Value& value, const TypeDefaults& defaults, Arena& arena) {
  if (value.is_list()) {
    if (defaults.children.empty()) return value;
    std::vector<Value> items;
    for (const Value& item : value.items()) items.push_back(apply_defaults(item, *defaults.children.front().defaults, arena));
    return make_list(items, arena, Collection::kStructural)
        .used_at(value.where())
        .with_origin(value.origin())
        .with_refs(value.refs_handle())
        .with_marks(value.marks());
  }
  if (!value.is_map()) return value;
  std::vector<Member> members(value.members().begin(), value.members().end());
  for (const Member& fallback : defaults.values) {
    const auto found = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.key == fallback.key; });
    if (found == members.end()) members.push_back(fallback);
    else if (found->value.is_absent()) found->value = fallback.value;
  }
  for (Member& member : members)
    for (const TypeDefaults::Child& child : defaults.children)
      if (child.name.empty() || child.name == member.key) member.value = apply_defaults(member.value, *child.defaults, arena);
  Value out = make_map(std::move(members), arena)
                  .used_at(value.where())
                  .with_origin(value.origin())
                  .with_refs(value.refs_handle())
                  .with_marks(value.marks());
  return value.is_open() ? out.as_open() : out;
}

}  // namespace platlint

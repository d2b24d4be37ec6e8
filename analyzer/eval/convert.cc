// SPDX-License-Identifier: Apache-2.0
//
// Conversion between Terraform's types, after cty's convert package: what converts to what, what several types have in common
// (unify), and type constraints with optional attributes and their defaults. Recursion follows the type, whose depth the parser
// limits.
#include "analyzer/eval/convert.h"

#include <utf8proc.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "analyzer/eval/build.h"
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

std::string describe(const Type* type) {
  switch (type->kind) {
    case TypeKind::kBool: return "a bool";
    case TypeKind::kNumber: return "a number";
    case TypeKind::kString: return "a string";
    case TypeKind::kList: return "a list of " + to_string(type->element);
    case TypeKind::kSet: return "a set of " + to_string(type->element);
    case TypeKind::kMap: return "a map of " + to_string(type->element);
    case TypeKind::kTuple: return "a tuple";
    case TypeKind::kObject: return "an object";
    case TypeKind::kDynamic: return "any value";
  }
  return "a value";
}

tl::unexpected<Error> required(const Type* type) { return fail(describe(type) + " is required"); }

Result<Value> to_primitive(const Value& value, const Type* type, Arena& arena) {
  if (type->kind == TypeKind::kString) {
    if (value.is_string()) return value;
    if (value.is_number() || value.is_bool()) return make_string(*value.text(), arena);
    return required(type);
  }
  if (type->kind == TypeKind::kNumber) {
    if (value.is_number()) return value;
    if (value.is_string())
      if (const auto number = Number::parse(value.as_string(), arena)) return Value::number(*number);
    return required(type);
  }
  if (value.is_bool()) return value;
  if (value.is_string()) {
    const std::string_view text = value.as_string();
    if (text == "true" || text == "1") return Value::boolean(true);
    if (text == "false" || text == "0") return Value::boolean(false);
  }
  return required(type);
}

template <class Test>
bool any_part(const Type* type, Test&& test) {
  if (test(*type)) return true;
  if (type->element != nullptr && any_part(type->element, test)) return true;
  if (std::any_of(type->elements.begin(), type->elements.end(), [&](const Type* t) { return any_part(t, test); })) return true;
  return std::any_of(type->attributes.begin(), type->attributes.end(), [&](const TypeAttribute& a) { return any_part(a.type, test); });
}

bool has_any(const Type* type) {
  return any_part(type, [](const Type& t) { return t.kind == TypeKind::kDynamic; });
}

bool has_optional(const Type* type) {
  return any_part(type, [](const Type& t) { return std::any_of(t.attributes.begin(), t.attributes.end(), [](const TypeAttribute& a) { return a.optional; }); });
}

// The type that a value of type `from` has after its conversion to the constraint `to`: no attribute is optional any more, and `any`
// is what it stands for. Null when the parts of `from` have no common type.
const Type* result_type(const Type* from, const Type* to, Arena& arena) {
  if (!has_any(to) && !has_optional(to)) return to;
  switch (to->kind) {
    case TypeKind::kDynamic: return from;
    case TypeKind::kList:
    case TypeKind::kSet:
    case TypeKind::kMap: {
      std::vector<const Type*> parts(from->elements.begin(), from->elements.end());
      for (const TypeAttribute& attribute : from->attributes) parts.push_back(attribute.type);
      if (from->element != nullptr) parts.push_back(from->element);
      // What says nothing about its type takes that of the others.
      std::erase_if(parts, [](const Type* t) { return t->kind == TypeKind::kDynamic; });
      for (const Type*& part : parts)
        if (part = result_type(part, to->element, arena); part == nullptr) return nullptr;
      const Type* element = parts.empty() ? result_type(Type::dynamic(), to->element, arena) : unify(parts, arena);
      return element == nullptr ? nullptr : arena.make<Type>(Type{.kind = to->kind, .element = element});
    }
    case TypeKind::kTuple: {
      std::vector<const Type*> elements(to->elements.begin(), to->elements.end());
      for (std::size_t i = 0; i < elements.size(); ++i)
        if (elements[i] = result_type(i < from->elements.size() ? from->elements[i] : Type::dynamic(), elements[i], arena); elements[i] == nullptr) return nullptr;
      return arena.make<Type>(Type{.kind = TypeKind::kTuple, .elements = arena.copy(elements)});
    }
    case TypeKind::kObject: {
      std::vector<TypeAttribute> attributes(to->attributes.begin(), to->attributes.end());
      for (TypeAttribute& attribute : attributes) {
        const TypeAttribute* source = from->attribute(attribute.name);
        attribute.optional = false;
        attribute.type = result_type(source != nullptr ? source->type : from->kind == TypeKind::kMap ? from->element : Type::dynamic(), attribute.type, arena);
        if (attribute.type == nullptr) return nullptr;
      }
      return arena.make<Type>(Type{.kind = TypeKind::kObject, .attributes = arena.copy(attributes)});
    }
    default: return to;
  }
}

// Converts to `element`, which becomes the type that the results have.
Result<std::vector<Value>> convert_all(const std::vector<Value>& values, const Type* held, const Type*& element, Arena& arena) {
  const Type* constraint = element;
  if (has_any(element) && !values.empty()) {
    std::vector<const Type*> types;
    for (const Value& value : values)
      if (const Type* type = type_of(value, arena); type->kind != TypeKind::kDynamic || value.is_unknown()) types.push_back(type);
    for (const Type*& type : types)
      if (type = type->kind == TypeKind::kDynamic ? type : result_type(type, constraint, arena); type == nullptr) return fail("all elements must have the same type");
    // Empty collections of `any` follow the others, too.
    std::vector<const Type*> telling;
    std::copy_if(types.begin(), types.end(), std::back_inserter(telling), [](const Type* t) { return !has_any(t); });
    element = unify(telling.empty() ? types : telling, arena);
    if (element == nullptr) return fail("all elements must have the same type");
    if (constraint->kind == TypeKind::kDynamic) constraint = element;
  } else {
    element = result_type(values.empty() && held != nullptr ? held : Type::dynamic(), element, arena);
  }
  std::vector<Value> out;
  out.reserve(values.size());
  for (const Value& value : values) {
    auto converted = convert(value, constraint, arena);
    // What the constraint left open follows the others.
    if (converted && constraint != element && has_any(constraint)) converted = convert(*converted, element, arena);
    if (!converted) return tl::unexpected(converted.error());
    out.push_back(*converted);
  }
  return out;
}

Result<Value> to_sequence(const Value& value, const Type* type, Arena& arena) {
  if (!value.is_list()) return required(type);
  const Type* element = type->element;
  auto items = convert_all(std::vector<Value>(value.items().begin(), value.items().end()), value.element_type(), element, arena);
  if (!items) return tl::unexpected(Error{"element types: " + items.error().message});
  if (type->kind == TypeKind::kSet) return make_set(*items, element, arena);
  // Unknown elements of a set may turn out equal, so the list's length is not known.
  if (value.collection() == Collection::kSet && items->size() > 1 && !value.is_wholly_known()) {
    const auto most = static_cast<std::uint32_t>(items->size());
    return Value::unknown(arena.make<UnknownInfo>(UnknownInfo{.type = Type::list(element, arena), .not_null = true, .min_length = 1, .max_length = most})).with_refs(deep_refs(value, arena));
  }
  return make_list(*items, arena, Collection::kList, element);
}

Result<Value> to_map(const Value& value, const Type* type, Arena& arena) {
  if (!value.is_map()) return required(type);
  const Type* element = type->element;
  std::vector<Value> values;
  for (const Member& member : value.members()) values.push_back(member.value);
  const auto converted = convert_all(values, value.element_type(), element, arena);
  if (!converted) return tl::unexpected(Error{"element types: " + converted.error().message});
  std::vector<Member> members(value.members().begin(), value.members().end());
  for (std::size_t i = 0; i < members.size(); ++i) members[i].value = (*converted)[i];
  return make_map(std::move(members), arena, Collection::kMap, element);
}

Result<Value> to_object(const Value& value, const Type* type, Arena& arena) {
  if (!value.is_map()) return required(type);
  std::vector<Member> members;
  for (const TypeAttribute& attribute : type->attributes) {
    const Member* found = nullptr;
    for (const Member& member : value.members())
      if (member.key == attribute.name) found = &member;
    if (found == nullptr) {
      if (!attribute.optional && !value.is_open()) return fail("attribute \"" + std::string(attribute.name) + "\" is required");
      members.push_back({attribute.name, {}, value.is_open() ? unknown_of(result_type(Type::dynamic(), attribute.type, arena), arena) : Value::null(result_type(Type::dynamic(), attribute.type, arena))});
      continue;
    }
    auto converted = convert(found->value, attribute.type, arena);
    if (!converted) return fail("attribute \"" + std::string(attribute.name) + "\": " + converted.error().message);
    members.push_back({attribute.name, found->key_range, *converted});
  }
  return make_map(std::move(members), arena);
}

Result<Value> to_tuple(const Value& value, const Type* type, Arena& arena) {
  if (!value.is_list() || value.items().size() != type->elements.size()) return required(type);
  std::vector<Value> items;
  for (std::size_t i = 0; i < type->elements.size(); ++i) {
    auto converted = convert(value.items()[i], type->elements[i], arena);
    if (!converted) return fail("element " + std::to_string(i) + ": " + converted.error().message);
    items.push_back(*converted);
  }
  return make_list(items, arena);
}

// May an unknown of one type become the other at all?
bool convertible(const Type* from, const Type* to) {
  if (from->kind == TypeKind::kDynamic || to->kind == TypeKind::kDynamic || from->kind == to->kind) return true;
  if (from->is_primitive() && to->is_primitive()) return from->kind == TypeKind::kString || to->kind == TypeKind::kString;
  const auto sequence = [](const Type* t) { return t->kind == TypeKind::kList || t->kind == TypeKind::kSet || t->kind == TypeKind::kTuple; };
  const auto mapping = [](const Type* t) { return t->kind == TypeKind::kMap || t->kind == TypeKind::kObject; };
  return (sequence(from) && sequence(to)) || (mapping(from) && mapping(to));
}

}  // namespace

Result<Value> convert(const Value& value, const Type* type, Arena& arena) {
  if (type == nullptr || type->kind == TypeKind::kDynamic) return value;
  const auto keep = [&](const Value& converted) {
    return converted.used_at(value.where()).with_origin(value.origin()).with_refs(value.refs_handle()).with_marks(value.marks());
  };
  if (value.is_absent()) {
    const Type* typed = result_type(type_of(value, arena), type, arena);
    return keep(Value::null(typed == nullptr ? type : typed));
  }
  if (value.is_unknown()) {
    const UnknownInfo& info = value.unknown_info();
    if (info.type != nullptr && !convertible(info.type, type)) return required(type);
    // How many parts a tuple or an object has is known.
    if (info.type != nullptr && info.not_null && (info.type->kind == TypeKind::kTuple || info.type->kind == TypeKind::kObject) && type->is_collection()) {
      std::vector<Value> items;
      for (const Type* element : info.type->elements) items.push_back(unknown_of(element, arena));
      std::vector<Member> members;
      for (const TypeAttribute& attribute : info.type->attributes) members.push_back({attribute.name, {}, unknown_of(attribute.type, arena)});
      auto parts = convert(info.type->kind == TypeKind::kTuple ? make_list(items, arena) : make_map(std::move(members), arena), type, arena);
      return parts ? Result<Value>(keep(*parts)) : parts;
    }
    const Type* typed = result_type(info.type == nullptr ? Type::dynamic() : info.type, type, arena);
    if (typed == nullptr) return required(type);
    UnknownInfo converted = info;
    converted.type = typed;
    if (info.type != nullptr && info.type->kind != type->kind) {
      // Bounds and prefixes speak of the old type.
      converted = {.type = typed, .not_null = info.not_null, .cause = info.cause, .cause_range = info.cause_range};
    }
    return keep(Value::unknown(arena.make<UnknownInfo>(converted)));
  }
  Result<Value> converted = [&]() -> Result<Value> {
    switch (type->kind) {
      case TypeKind::kList:
      case TypeKind::kSet: return to_sequence(value, type, arena);
      case TypeKind::kMap: return to_map(value, type, arena);
      case TypeKind::kObject: return to_object(value, type, arena);
      case TypeKind::kTuple: return to_tuple(value, type, arena);
      default: return to_primitive(value, type, arena);
    }
  }();
  if (!converted) return converted;
  return keep(value.is_open() ? converted->as_open() : *converted);
}

const Type* type_of(const Value& value, Arena& arena) {
  switch (value.kind()) {
    case ValueKind::kBool: return Type::boolean();
    case ValueKind::kNumber: return Type::number();
    case ValueKind::kString: return Type::string();
    case ValueKind::kUnknown: return value.unknown_info().type != nullptr ? value.unknown_info().type : Type::dynamic();
    case ValueKind::kMissing:
    case ValueKind::kNull: return value.element_type() != nullptr ? value.element_type() : Type::dynamic();
    case ValueKind::kList: {
      const Type* element = value.element_type() != nullptr ? value.element_type() : Type::dynamic();
      if (value.collection() == Collection::kList) return Type::list(element, arena);
      if (value.collection() == Collection::kSet) return Type::set(element, arena);
      std::vector<const Type*> elements;
      for (const Value& item : value.items()) elements.push_back(type_of(item, arena));
      return arena.make<Type>(Type{.kind = TypeKind::kTuple, .elements = arena.copy(elements)});
    }
    case ValueKind::kMap: {
      if (value.is_open()) return Type::dynamic();
      if (value.collection() == Collection::kMap) return Type::map(value.element_type() != nullptr ? value.element_type() : Type::dynamic(), arena);
      std::vector<TypeAttribute> attributes;
      for (const Member& member : value.members()) attributes.push_back({member.key, type_of(member.value, arena)});
      std::sort(attributes.begin(), attributes.end(), [](const TypeAttribute& a, const TypeAttribute& b) { return a.name < b.name; });
      return arena.make<Type>(Type{.kind = TypeKind::kObject, .attributes = arena.copy(attributes)});
    }
  }
  return Type::dynamic();
}

// ---- unification

namespace {

using Types = std::span<const Type* const>;

bool all_of_kind(Types types, TypeKind a, TypeKind b) {
  return std::all_of(types.begin(), types.end(), [&](const Type* t) { return t->kind == a || t->kind == b; });
}

// The element types of collections and of what can become one.
std::vector<const Type*> element_types(Types types) {
  std::vector<const Type*> out;
  for (const Type* type : types) {
    if (type->element != nullptr) out.push_back(type->element);
    out.insert(out.end(), type->elements.begin(), type->elements.end());
    for (const TypeAttribute& attribute : type->attributes) out.push_back(attribute.type);
  }
  return out;
}

const Type* unify_collection(Types types, TypeKind kind, Arena& arena) {
  const std::vector<const Type*> elements = element_types(types);
  const Type* element = elements.empty() ? Type::dynamic() : unify(elements, arena);
  return element == nullptr ? nullptr : arena.make<Type>(Type{.kind = kind, .element = element});
}

const Type* unify_objects(Types types, Arena& arena) {
  const auto& first = types.front()->attributes;
  const bool same_names = std::all_of(types.begin(), types.end(), [&](const Type* t) {
    return std::equal(first.begin(), first.end(), t->attributes.begin(), t->attributes.end(), [](const TypeAttribute& a, const TypeAttribute& b) { return a.name == b.name; });
  });
  if (!same_names) return unify_collection(types, TypeKind::kMap, arena);
  std::vector<TypeAttribute> attributes(first.begin(), first.end());
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    std::vector<const Type*> column;
    for (const Type* type : types) column.push_back(type->attributes[i].type);
    attributes[i].type = unify(column, arena);
    if (attributes[i].type == nullptr) return nullptr;
  }
  return arena.make<Type>(Type{.kind = TypeKind::kObject, .attributes = arena.copy(attributes)});
}

const Type* unify_tuples(Types types, Arena& arena) {
  const std::size_t length = types.front()->elements.size();
  if (!std::all_of(types.begin(), types.end(), [&](const Type* t) { return t->elements.size() == length; })) return unify_collection(types, TypeKind::kList, arena);
  std::vector<const Type*> elements;
  for (std::size_t i = 0; i < length; ++i) {
    std::vector<const Type*> column;
    for (const Type* type : types) column.push_back(type->elements[i]);
    const Type* common = unify(column, arena);
    if (common == nullptr) return unify_collection(types, TypeKind::kList, arena);
    elements.push_back(common);
  }
  return arena.make<Type>(Type{.kind = TypeKind::kTuple, .elements = arena.copy(elements)});
}

}  // namespace

const Type* unify(Types types, Arena& arena) {
  if (types.empty()) return Type::dynamic();
  if (std::all_of(types.begin(), types.end(), [&](const Type* t) { return same_type(t, types.front()); })) return types.front();
  if (std::any_of(types.begin(), types.end(), [](const Type* t) { return t->kind == TypeKind::kDynamic; })) return Type::dynamic();
  if (all_of_kind(types, TypeKind::kObject, TypeKind::kObject)) return unify_objects(types, arena);
  if (all_of_kind(types, TypeKind::kTuple, TypeKind::kTuple)) return unify_tuples(types, arena);
  if (all_of_kind(types, TypeKind::kMap, TypeKind::kObject)) return unify_collection(types, TypeKind::kMap, arena);
  if (all_of_kind(types, TypeKind::kList, TypeKind::kTuple)) return unify_collection(types, TypeKind::kList, arena);
  const bool sequences = std::all_of(types.begin(), types.end(), [](const Type* t) { return t->kind == TypeKind::kList || t->kind == TypeKind::kSet || t->kind == TypeKind::kTuple; });
  if (sequences) return unify_collection(types, TypeKind::kSet, arena);
  // Numbers and booleans become strings where a string is among them.
  const bool primitive = std::all_of(types.begin(), types.end(), [](const Type* t) { return t->is_primitive(); });
  const bool any_string = std::any_of(types.begin(), types.end(), [](const Type* t) { return t->kind == TypeKind::kString; });
  return primitive && any_string ? Type::string() : nullptr;
}

// ---- type constraints

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
      return arena_.make<Type>(Type{.kind = call.name == "list" ? TypeKind::kList : call.name == "set" ? TypeKind::kSet : TypeKind::kMap, .element = element});
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
    errors_.push_back({Diagnostic::Kind::kSemantic, expr.range, "Invalid default value for optional attribute: " + converted.error().message + "."});
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
    return make_list(items, arena, Collection::kStructural).used_at(value.where()).with_origin(value.origin()).with_refs(value.refs_handle()).with_marks(value.marks());
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
  Value out = make_map(std::move(members), arena).used_at(value.where()).with_origin(value.origin()).with_refs(value.refs_handle()).with_marks(value.marks());
  return value.is_open() ? out.as_open() : out;
}

}  // namespace platlint

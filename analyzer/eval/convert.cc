// SPDX-License-Identifier: Apache-2.0
//
// Conversion between Terraform's types, after cty's convert package: what converts to what, and what several types have in common
// (unify). Recursion follows the type, whose depth the parser limits.
#include "analyzer/eval/convert.h"

#include <utf8proc.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "analyzer/eval/build.h"
#include "analyzer/eval/evaluator.h"
#include "analyzer/eval/sets.h"

namespace platlint {

namespace {

std::string describe(const Type* type) {
  switch (type->kind) {
    case TypeKind::kBool:
      return "a bool";
    case TypeKind::kNumber:
      return "a number";
    case TypeKind::kString:
      return "a string";
    case TypeKind::kList:
      return "a list of " + to_string(type->element);
    case TypeKind::kSet:
      return "a set of " + to_string(type->element);
    case TypeKind::kMap:
      return "a map of " + to_string(type->element);
    case TypeKind::kTuple:
      return "a tuple";
    case TypeKind::kObject:
      return "an object";
    case TypeKind::kDynamic:
      return "any value";
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
  return any_part(type, [](const Type& t) {
    return std::any_of(t.attributes.begin(), t.attributes.end(), [](const TypeAttribute& a) { return a.optional; });
  });
}

// The type that a value of type `from` has after its conversion to the constraint `to`: no attribute is optional any more, and `any`
// is what it stands for. Null when the parts of `from` have no common type.
const Type* result_type(const Type* from, const Type* to, Arena& arena) {
  if (!has_any(to) && !has_optional(to)) return to;
  switch (to->kind) {
    case TypeKind::kDynamic:
      return from;
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
        if (elements[i] = result_type(i < from->elements.size() ? from->elements[i] : Type::dynamic(), elements[i], arena);
            elements[i] == nullptr)
          return nullptr;
      return arena.make<Type>(Type{.kind = TypeKind::kTuple, .elements = arena.copy(elements)});
    }
    case TypeKind::kObject: {
      std::vector<TypeAttribute> attributes(to->attributes.begin(), to->attributes.end());
      for (TypeAttribute& attribute : attributes) {
        const TypeAttribute* source = from->attribute(attribute.name);
        attribute.optional = false;
        attribute.type = result_type(source != nullptr              ? source->type
                                     : from->kind == TypeKind::kMap ? from->element
                                                                    : Type::dynamic(),
                                     attribute.type, arena);
        if (attribute.type == nullptr) return nullptr;
      }
      return arena.make<Type>(Type{.kind = TypeKind::kObject, .attributes = arena.copy(attributes)});
    }
    default:
      return to;
  }
}

// Converts to `element`, which becomes the type that the results have.
Result<std::vector<Value>> convert_all(const std::vector<Value>& values, const Type* held, const Type*& element, Arena& arena) {
  const Type* constraint = element;
  const bool open = has_any(element);
  if (open && !values.empty()) {
    std::vector<const Type*> types;
    for (const Value& value : values)
      if (const Type* type = type_of(value, arena); type->kind != TypeKind::kDynamic || value.is_unknown()) types.push_back(type);
    for (const Type*& type : types)
      if (type = type->kind == TypeKind::kDynamic ? type : result_type(type, constraint, arena); type == nullptr)
        return fail("all elements must have the same type");
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
    if (!converted && open && has_any(type_of(value, arena))) {
      // What is unknown inside may be of a type that fits the others: they stay as they are.
      element = Type::dynamic();
      return values;
    }
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
    return Value::unknown(arena.make<UnknownInfo>(
                              UnknownInfo{.type = Type::list(element, arena), .not_null = true, .min_length = 1, .max_length = most}))
        .with_refs(deep_refs(value, arena));
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
      members.push_back({attribute.name,
                         {},
                         value.is_open() ? unknown_of(result_type(Type::dynamic(), attribute.type, arena), arena)
                                         : Value::null(result_type(Type::dynamic(), attribute.type, arena))});
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
  const auto sequence = [](const Type* t) {
    return t->kind == TypeKind::kList || t->kind == TypeKind::kSet || t->kind == TypeKind::kTuple;
  };
  const auto mapping = [](const Type* t) { return t->kind == TypeKind::kMap || t->kind == TypeKind::kObject; };
  return (sequence(from) && sequence(to)) || (mapping(from) && mapping(to));
}

}  // namespace

Result<Value> convert(const Value& value, const Type* type, Arena& arena) {
  if (type == nullptr || type->kind == TypeKind::kDynamic || (type->kind == TypeKind::kString && value.is_string())) return value;
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
    if (info.type != nullptr && info.not_null && (info.type->kind == TypeKind::kTuple || info.type->kind == TypeKind::kObject) &&
        type->is_collection()) {
      std::vector<Value> items;
      for (const Type* element : info.type->elements) items.push_back(unknown_of(element, arena));
      std::vector<Member> members;
      for (const TypeAttribute& attribute : info.type->attributes)
        members.push_back({attribute.name, {}, unknown_of(attribute.type, arena)});
      auto parts =
          convert(info.type->kind == TypeKind::kTuple ? make_list(items, arena) : make_map(std::move(members), arena), type, arena);
      return parts ? Result<Value>(keep(*parts)) : parts;
    }
    const Type* typed = result_type(info.type == nullptr ? Type::dynamic() : info.type, type, arena);
    if (typed == nullptr) return required(type);
    UnknownInfo converted = info;
    converted.type = typed;
    if (info.type != nullptr && info.type->kind != type->kind) {
      // Bounds and prefixes speak of the old type.
      converted = {
          .type = typed, .not_null = info.not_null, .computed = info.computed, .cause = info.cause, .cause_range = info.cause_range};
    }
    return keep(Value::unknown(arena.make<UnknownInfo>(converted)));
  }
  Result<Value> converted = [&]() -> Result<Value> {
    switch (type->kind) {
      case TypeKind::kList:
      case TypeKind::kSet:
        return to_sequence(value, type, arena);
      case TypeKind::kMap:
        return to_map(value, type, arena);
      case TypeKind::kObject:
        return to_object(value, type, arena);
      case TypeKind::kTuple:
        return to_tuple(value, type, arena);
      default:
        return to_primitive(value, type, arena);
    }
  }();
  if (!converted) return converted;
  return keep(value.is_open() ? converted->as_open() : *converted);
}

const Type* type_of(const Value& value, Arena& arena) {
  switch (value.kind()) {
    case ValueKind::kBool:
      return Type::boolean();
    case ValueKind::kNumber:
      return Type::number();
    case ValueKind::kString:
      return Type::string();
    case ValueKind::kUnknown:
      return value.unknown_info().type != nullptr ? value.unknown_info().type : Type::dynamic();
    case ValueKind::kMissing:
    case ValueKind::kNull:
      return value.element_type() != nullptr ? value.element_type() : Type::dynamic();
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
      if (value.collection() == Collection::kMap)
        return Type::map(value.element_type() != nullptr ? value.element_type() : Type::dynamic(), arena);
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
    return std::equal(first.begin(), first.end(), t->attributes.begin(), t->attributes.end(),
                      [](const TypeAttribute& a, const TypeAttribute& b) { return a.name == b.name; });
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
  if (!std::all_of(types.begin(), types.end(), [&](const Type* t) { return t->elements.size() == length; }))
    return unify_collection(types, TypeKind::kList, arena);
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
  const bool sequences = std::all_of(types.begin(), types.end(), [](const Type* t) {
    return t->kind == TypeKind::kList || t->kind == TypeKind::kSet || t->kind == TypeKind::kTuple;
  });
  if (sequences) return unify_collection(types, TypeKind::kSet, arena);
  // Numbers and booleans become strings where a string is among them.
  const bool primitive = std::all_of(types.begin(), types.end(), [](const Type* t) { return t->is_primitive(); });
  const bool any_string = std::any_of(types.begin(), types.end(), [](const Type* t) { return t->kind == TypeKind::kString; });
  return primitive && any_string ? Type::string() : nullptr;
}

}  // namespace platlint

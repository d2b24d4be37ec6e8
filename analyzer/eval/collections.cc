// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "analyzer/eval/budget.h"
#include "analyzer/eval/convert.h"
#include "analyzer/eval/expression.h"

namespace platlint {
namespace {

Value unknown_from(const Value& source, Arena& arena, const Type* type = nullptr, bool computed = false) {
  UnknownInfo info{.type = type, .computed = computed};
  if (source.is_unknown()) {
    info.cause = source.unknown_info().cause;
    info.cause_range = source.unknown_info().cause_range;
  }
  return Value::unknown(arena.make<UnknownInfo>(info)).with_refs(deep_refs(source, arena)).with_marks(source.marks());
}

// A reference to a whole resource becomes one to the attribute that is read.
const Refs* refs_to_attribute(const Refs* refs, std::string_view attribute, SourceRange where, Arena& arena) {
  const auto whole = [](const Ref& ref) { return ref.attribute.empty(); };
  if (refs == nullptr || std::none_of(refs->items.begin(), refs->items.end(), whole)) return refs;
  std::vector<Ref> items(refs->items.begin(), refs->items.end());
  for (Ref& ref : items)
    if (ref.attribute.empty()) {
      ref.attribute = attribute;
      ref.where = where;
    }
  return arena.make<Refs>(Refs{arena.copy(items)});
}

// Does the provider set what is read of it? Of a resource or data source that it does, but other people wrote what is in a remote state.
bool is_set_by_provider(const Value& source) {
  const auto whole = [](const Ref& ref) {
    return ref.attribute.empty() && ref.address.find("data.terraform_remote_state.") == std::string_view::npos;
  };
  return source.is_computed() || std::any_of(source.refs().begin(), source.refs().end(), whole);
}

// "a.b" as a key, without parentheses: a name with a dot, or a reference? HCL leaves it to the author.
bool is_bare_reference(const hcl::Expr& key) {
  const hcl::Expr* at = &key;
  while (at->kind == hcl::ExprKind::kGetAttr) at = at->as<hcl::GetAttr>().source;
  return at != &key && at->kind == hcl::ExprKind::kVariable;
}

bool is_sequence(const Type* type) {
  return type != nullptr && (type->kind == TypeKind::kList || type->kind == TypeKind::kSet || type->kind == TypeKind::kTuple);
}

// The type of an element of an unknown value; null with `fits` false when there can be no such element.
const Type* element_of_unknown(const Type* type, const Value& key, bool& fits, Arena& arena) {
  fits = true;
  if (type == nullptr) return nullptr;
  switch (type->kind) {
    case TypeKind::kDynamic:
      return nullptr;
    case TypeKind::kList:
    case TypeKind::kTuple: {
      const auto number = convert(key, Type::number(), arena);
      fits = number.has_value();
      if (type->kind == TypeKind::kList || !fits || number->is_unknown()) return type->element;
      const auto at = number->as_number().to_int64();
      fits = at && *at >= 0 && static_cast<std::size_t>(*at) < type->elements.size();
      return fits ? type->elements[static_cast<std::size_t>(*at)] : nullptr;
    }
    case TypeKind::kMap:
    case TypeKind::kObject: {
      const auto text = convert(key, Type::string(), arena);
      fits = text.has_value();
      if (type->kind == TypeKind::kMap || !fits || text->is_unknown()) return type->element;
      const TypeAttribute* attribute = type->attribute(text->as_string());
      fits = attribute != nullptr;
      return fits ? attribute->type : nullptr;
    }
    default:
      fits = false;
      return nullptr;
  }
}

// Terraform's maps are sorted; those made of other texts need not be.
const Member* find_member(const Value& map, std::string_view name) {
  const auto members = map.members();
  auto member = std::lower_bound(members.begin(), members.end(), name, [](const Member& m, std::string_view n) { return m.key < n; });
  if (member == members.end() || member->key != name)
    member = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.key == name; });
  return member == members.end() ? nullptr : &*member;
}

}  // namespace

Value Evaluator::tuple(const hcl::Tuple& expr) {
  std::vector<Value> items;
  items.reserve(expr.items.size());
  for (const hcl::Expr* item : expr.items) items.push_back(eval(*item));
  const Value result = make_list(items, arena());
  return spend_on(result, expr.range) ? result : Value::unknown(nullptr);
}

Value Evaluator::object(const hcl::Object& expr) {
  std::vector<Member> members;
  members.reserve(expr.items.size());
  bool unknown_key = false;
  Value cause;
  Mark marks = Mark::kNone;  // of the keys: who sees the object sees them
  for (const hcl::ObjectItem& item : expr.items) {
    Value key;
    if (item.key->kind == hcl::ExprKind::kLiteral) {
      // A bare true, null or number names an attribute.
      const auto& literal = item.key->as<hcl::Literal>();
      key = Value::string(literal.type == hcl::Literal::Type::kNumber ? literal.number
                          : literal.type == hcl::Literal::Type::kNull ? std::string_view("null")
                          : literal.boolean                           ? "true"
                                                                      : "false");
    } else {
      if (is_bare_reference(*item.key)) {
        cause = error(item.key->range,
                      "Ambiguous attribute key: if this expression is intended to be a reference, wrap it in parentheses. If it's instead "
                      "intended as a literal name containing periods, wrap it in quotes.");
        unknown_key = true;
        continue;
      }
      key = eval(*item.key);
    }
    const Value value = eval(*item.value);
    if (key.is_absent()) {
      error(item.key->range, "Null value as key: can't use a null value as a key.");
      continue;
    }
    const Value text = converted(key, Type::string(), item.key->range, "Incorrect key type: can't use this value as a key");
    if (text.is_unknown()) {
      unknown_key = true;
      cause = text;
      marks = marks | text.marks();
      continue;
    }
    marks = marks | text.marks();
    members.push_back({text.as_string(), item.key->range, tainted_by(value, text, arena()).with_marks(value.marks())});
  }
  const Value result = make_map(std::move(members), arena());
  if (!spend_on(result, expr.range)) return Value::unknown(nullptr);
  return (unknown_key ? tainted_by(result.as_open(), cause, arena()) : result).with_marks(marks);
}

// Over any number of elements that look alike: any number of results that do. What is wrong for such an element may never happen.
Value Evaluator::for_unknown(const hcl::For& expr, const Value& collection) {
  const UnknownInfo& of = collection.unknown_info();
  const Type* type = of.type != nullptr && of.type->is_collection() ? of.type->element : nullptr;
  const Value element = of.element != nullptr ? *of.element : unknown_from(collection, arena(), type);
  const std::size_t errors = ev.errors->size();
  const LocalName names[2] = {{expr.value_name, element}, {expr.key_name, unknown_from(collection, arena())}};
  const Frame inner{std::span<const LocalName>(names, expr.key_name.empty() ? 1U : 2U), frame};
  const Frame* const outer = std::exchange(frame, &inner);
  const Value taken = expr.condition == nullptr ? Value::boolean(true) : eval(*expr.condition);
  const Value one = eval(*expr.value_expr);
  frame = outer;
  const Value result = unknown_from(collection, arena());
  const auto may_not_be = [](const Diagnostic& diagnostic) { return diagnostic.kind != Diagnostic::Kind::kLimit; };
  ev.errors->erase(std::remove_if(ev.errors->begin() + static_cast<std::ptrdiff_t>(errors), ev.errors->end(), may_not_be),
                   ev.errors->end());
  if (expr.group || taken.is_true() == Tri::kFalse) return result;
  UnknownInfo info = result.unknown_info();
  info.element = arena().make<Value>(one);
  return Value::unknown(arena().make<UnknownInfo>(info))
      .with_refs(join_refs(result.refs_handle(), deep_refs(one, arena()), arena()))
      .with_marks(result.marks());
}

Value Evaluator::for_each(const hcl::For& expr) {
  const Value collection = eval(*expr.collection);
  if (collection.is_absent())
    return error(expr.collection->range, "Iteration over null value: a null value cannot be used as the collection in a 'for' expression.");
  if (collection.is_unknown() && !(collection.unknown_info().type != nullptr && collection.unknown_info().type->is_primitive()))
    return for_unknown(expr, collection);
  if (!collection.is_list() && !collection.is_map())
    return error(expr.collection->range,
                 "Iteration over non-iterable value: a value of this type cannot be used as the collection in a 'for' expression.");

  std::vector<Value> items;
  std::vector<Member> members;
  std::map<std::string_view, std::vector<Value>> groups;
  bool open = collection.is_open();
  const Refs* refs = collection.refs_handle();
  Mark marks = collection.marks();

  LoopMemo memo;
  const auto step = [&](const Value& key, const Value& value) -> bool {
    if (!spend(kStepCost, expr.range)) return false;
    const LocalName names[2] = {{expr.value_name, value}, {expr.key_name, key}};
    const Frame inner{std::span<const LocalName>(names, expr.key_name.empty() ? 1U : 2U), frame, &memo};
    const Frame* const outer = std::exchange(frame, &inner);
    const auto leave = [&] { frame = outer; };
    if (expr.condition != nullptr) {
      const Value condition = converted(eval(*expr.condition), Type::boolean(), expr.condition->range,
                                        "Invalid 'for' condition: the 'if' clause value is invalid");
      marks = marks | condition.marks();
      if (condition.is_null()) error(expr.condition->range, "Condition is null: the value of the 'if' clause must not be null.");
      if (condition.is_unknown() || condition.is_null()) {
        open = true;
        refs = join_refs(refs, condition.refs_handle(), arena());
        leave();
        return true;
      }
      if (!condition.as_bool()) {
        leave();
        return true;
      }
    }
    const Value result = eval(*expr.value_expr);
    if (expr.key_expr == nullptr) {
      items.push_back(result);
    } else {
      const Value raw = eval(*expr.key_expr);
      if (raw.is_absent()) {
        error(expr.key_expr->range, "Invalid object key: key expression in 'for' expression must not produce a null value.");
      } else {
        const Value text =
            converted(raw, Type::string(), expr.key_expr->range, "Invalid object key: the key expression produced an invalid result");
        marks = marks | text.marks();
        if (text.is_unknown()) {
          open = true;
          refs = join_refs(refs, text.refs_handle(), arena());
        } else if (expr.group) {
          groups[text.as_string()].push_back(result);
        } else {
          members.push_back({text.as_string(), expr.key_expr->range, result});
        }
      }
    }
    leave();
    return true;
  };

  std::int64_t number = 0;
  for (const Value& item : collection.items()) {
    // Elements that cannot be seen may stand before this one.
    const Value at = collection.is_open() ? unknown_from(collection, arena(), Type::number()) : Value::number(number);
    if (!step(collection.collection() == Collection::kSet ? item : at, item)) return Value::unknown(nullptr);
    ++number;
  }
  for (const Member& member : collection.members())
    if (!step(Value::string(member.key), member.value)) return Value::unknown(nullptr);

  Value result;
  if (expr.key_expr == nullptr) {
    result = make_list(items, arena());
  } else if (expr.group) {
    for (const auto& [key, values] : groups) members.push_back({key, expr.key_expr->range, make_list(values, arena())});
    result = make_map(std::move(members), arena());
  } else {
    const std::size_t produced = members.size();
    result = make_map(std::move(members), arena());
    if (result.members().size() < produced)
      return error(expr.key_expr->range,
                   "Duplicate object key: two different items produced the same key in this 'for' expression. If duplicates are expected, "
                   "use the ellipsis (...) after the value expression to enable grouping by key.");
  }
  if (!spend_on(result, expr.range)) return Value::unknown(nullptr);
  if (open) result = result.as_open();
  return result.with_refs(refs).with_marks(marks);
}

namespace {

// The first name behind the star: "arn" of xs[*].arn.id. Empty where there is none.
std::string_view first_name(const hcl::Expr& each) {
  std::string_view name;
  const hcl::Expr* at = &each;
  while (at->kind == hcl::ExprKind::kGetAttr || at->kind == hcl::ExprKind::kIndex) {
    const bool attribute = at->kind == hcl::ExprKind::kGetAttr && !at->as<hcl::GetAttr>().legacy_index;
    name = attribute ? at->as<hcl::GetAttr>().name : std::string_view();
    at = at->kind == hcl::ExprKind::kGetAttr ? at->as<hcl::GetAttr>().source : at->as<hcl::Index>().source;
  }
  return name;
}

}  // namespace

Value Evaluator::splat(const hcl::Splat& expr) {
  wanted = is_module(*expr.source) ? first_name(*expr.each) : std::string_view();
  const Value source = eval(*expr.source);
  const auto each = [&](const Value& item) {
    const LocalName name[1] = {{std::string_view(), item}};
    const Frame inner{name, frame};
    const Frame* const outer = std::exchange(frame, &inner);
    const Value result = eval(*expr.each);
    frame = outer;
    return result;
  };
  if (source.is_absent()) {
    if (is_sequence(source.element_type()))
      return error(expr.source->range, "Splat of null value: splat expressions (with the * symbol) cannot be applied to null sequences.");
    return make_list({}, arena()).with_refs(source.refs_handle()).with_marks(source.marks());
  }
  if (source.is_unknown()) {
    const UnknownInfo& info = source.unknown_info();
    const bool single = info.type != nullptr && info.type->kind != TypeKind::kDynamic && !is_sequence(info.type);
    if (single) {
      // One value counts as a list of one, but where it may turn out null the list may turn out empty.
      const Value only = each(source);
      return info.not_null ? make_list({only}, arena()).with_refs(source.refs_handle()).with_marks(source.marks())
                           : unknown_from(only, arena());
    }
    // What is read of each element says which attribute the references are to, and may be wrong for every element.
    if (info.element != nullptr) {
      const Value one = each(*info.element);
      UnknownInfo many{.cause = info.cause, .cause_range = info.cause_range, .element = arena().make<Value>(one)};
      return Value::unknown(arena().make<UnknownInfo>(many)).with_refs(deep_refs(one, arena())).with_marks(source.marks());
    }
    const Type* element = info.type == nullptr ? nullptr : info.type->element;
    return unknown_from(each(unknown_from(source, arena(), element)), arena());
  }
  std::vector<Value> items;
  if (source.is_list()) {
    if (!spend(kElementCost * source.items().size(), expr.range)) return Value::unknown(nullptr);
    for (const Value& item : source.items()) items.push_back(each(item));
  } else {
    items.push_back(each(source));
  }
  const bool typed = source.is_list() && source.collection() != Collection::kStructural;
  Value result = make_list(items, arena());
  if (typed) {
    const Type* element = items.empty() ? Type::dynamic() : type_of(items.front(), arena());
    for (const Value& item : items) {
      const Type* type = type_of(item, arena());
      if (type->kind != TypeKind::kDynamic && element->kind != TypeKind::kDynamic && !same_type(type, element))
        return error(expr.range, "Invalid splat: the elements of a list must have one type, and here are " + to_string(element) + " and " +
                                     to_string(type) + ".");
    }
    result = make_list(items, arena(), Collection::kList, element);
  }
  if (source.is_open()) result = result.as_open();
  return result.with_refs(source.refs_handle()).with_marks(source.marks());
}

Value Evaluator::attribute(const Value& source, std::string_view name, SourceRange where) {
  if (!name.empty() && name.front() >= '0' && name.front() <= '9') {
    if (const auto number = Number::parse(name, arena())) return index(source, Value::number(*number), where);
  }
  if (source.is_absent())
    return error(where, "Attempt to get attribute from null value: this value is null, so it does not have any attributes.");
  if (source.is_unknown()) {
    // An unknown object of a known type may lack the attribute for sure.
    const Type* type = source.unknown_info().type;
    if (type != nullptr && type->kind == TypeKind::kObject) {
      const TypeAttribute* found = type->attribute(name);
      if (found == nullptr)
        return error(where, "Unsupported attribute: this object does not have an attribute named \"" + std::string(name) + "\".");
      return unknown_from(source, arena(), found->type);
    }
    if (type != nullptr && type->kind == TypeKind::kMap) return unknown_from(source, arena(), type->element);
    if (type != nullptr &&
        (type->is_primitive() || type->kind == TypeKind::kList || type->kind == TypeKind::kSet || type->kind == TypeKind::kTuple))
      return error(where, "Unsupported attribute: this value does not have any attributes.");
    return unknown_from(source, arena(), nullptr, is_set_by_provider(source))
        .with_refs(refs_to_attribute(source.refs_handle(), name, where, arena()));
  }
  if (source.is_map()) {
    if (const Member* member = find_member(source, name)) {
      const Value& value = member->value;
      const Refs* refs = join_refs(value.refs_handle(), refs_to_attribute(source.refs_handle(), name, where, arena()), arena());
      return value.with_refs(refs).with_marks(value.marks() | source.marks());
    }
    if (!spend(source.members().size(), where)) return Value::unknown(nullptr);
    if (source.is_open())
      return unknown_from(Value::unknown(nullptr), arena(), nullptr, is_set_by_provider(source))
          .with_refs(refs_to_attribute(source.refs_handle(), name, where, arena()))
          .with_marks(source.marks());
    if (source.collection() == Collection::kMap)
      return error(where, "Missing map element: this map does not have an element with the key \"" + std::string(name) + "\".");
    return error(where, "Unsupported attribute: this object does not have an attribute named \"" + std::string(name) + "\".");
  }
  // A list of one nested block read as if it were the block: common in legacy code, an error in Terraform.
  if (source.is_list())
    return error(where, "Unsupported attribute: this value is a list; use an index or a splat to reach \"" + std::string(name) +
                            "\" of its elements.");
  return error(where, "Unsupported attribute: can't access attributes on a primitive-typed value.");
}

Value Evaluator::index(const Value& source, const Value& key, SourceRange where) {
  const Mark marks = source.marks() | key.marks();
  if (source.is_absent()) return error(where, "Attempt to index null value: this value is null, so it does not have any indices.");
  if (key.is_absent()) return error(where, "Invalid index: can't use a null value as an indexing key.");
  if (source.is_unknown() && source.unknown_info().element != nullptr) {
    // If the element is there at all, it looks like this.
    const Value& one = *source.unknown_info().element;
    return one.with_refs(join_refs(one.refs_handle(), key.refs_handle(), arena())).with_marks(one.marks() | marks);
  }
  if (source.is_unknown()) {
    bool fits = false;
    const Type* element = element_of_unknown(source.unknown_info().type, key, fits, arena());
    if (!fits) return error(where, "Invalid index: the given key does not identify an element in this collection value.");
    const Value result = unknown_from(source, arena(), element, source.is_computed());
    return result.with_refs(join_refs(result.refs_handle(), key.refs_handle(), arena())).with_marks(marks);
  }
  if (key.is_unknown()) {
    Value result = unknown_from(key, arena(), source.element_type());
    return result.with_refs(join_refs(deep_refs(source, arena()), key.refs_handle(), arena())).with_marks(marks);
  }
  if (source.is_map()) {
    const Value text =
        converted(key, Type::string(), where, "Invalid index: the given key does not identify an element in this collection value");
    if (text.is_unknown()) return text;
    note_lookup(ev, source, key, true);
    const Member* member = find_member(source, text.as_string());
    if (member != nullptr)
      return member->value
          .with_refs(join_refs(member->value.refs_handle(), join_refs(source.refs_handle(), key.refs_handle(), arena()), arena()))
          .with_marks(member->value.marks() | marks);
    if (!spend(source.members().size(), where)) return Value::unknown(nullptr);
    if (source.is_open()) return unknown_from(source, arena()).with_marks(marks);
    return error(where, "Invalid index: the given key does not identify an element in this collection value.");
  }
  if (source.is_list()) {
    if (source.collection() == Collection::kSet)
      return error(
          where,
          "Invalid index: elements of a set are identified only by their value and don't have any separate index or key to select with.");
    const Value number =
        converted(key, Type::number(), where,
                  "Invalid index: the given key does not identify an element in this collection value: a number is required");
    if (number.is_unknown()) return number;
    // Elements that cannot be seen may stand before those that can.
    if (source.is_open()) return unknown_from(source, arena()).with_marks(marks);
    const auto at = number.as_number().to_int64();
    if (at && *at >= 0 && static_cast<std::size_t>(*at) < source.items().size()) {
      const Value& item = source.items()[static_cast<std::size_t>(*at)];
      return item.with_refs(join_refs(item.refs_handle(), join_refs(source.refs_handle(), key.refs_handle(), arena()), arena()))
          .with_marks(item.marks() | marks);
    }
    return error(where, "Invalid index: the given key does not identify an element in this collection value.");
  }
  return error(where, "Invalid index: this value does not have any indices.");
}

}  // namespace platlint

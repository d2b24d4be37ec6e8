// SPDX-License-Identifier: Apache-2.0
//
// Functions over lists and maps. Elements pass through with their ranges and references, so that a finding about a merged tag points
// at the tag. Arguments with unknown parts are allowed wherever the known parts still mean something.
#include "analyzer/eval/budget.h"
#include "analyzer/eval/functions/families.h"
#include "analyzer/eval/json_value.h"
#include "analyzer/model/value_index.h"

namespace platlint {
namespace {

bool is_sequence(const Value& v) { return v.is_list(); }

Value unknown_like(const Value& source, Arena& arena, const Type* type = nullptr) {
  UnknownInfo info{.type = type};
  if (source.is_unknown()) {
    info.cause = source.unknown_info().cause;
    info.cause_range = source.unknown_info().cause_range;
  }
  return Value::unknown(arena.make<UnknownInfo>(info)).with_refs(source.refs_handle());
}

// A list again of the kind that the argument was.
Value like(const Value& source, const std::vector<Value>& items, Arena& arena) {
  if (source.collection() == Collection::kStructural) return make_list(items, arena);
  return make_list(items, arena, Collection::kList, source.element_type());
}

Value length(FunctionCall& call) {
  const Value& v = call.args[0];
  if (v.is_unknown() || v.is_open()) return unknown_like(v, call.arena(), Type::number());
  if (v.is_string()) return Value::number(static_cast<std::int64_t>(graphemes(v.as_string()).size()));
  if (v.is_list() && v.collection() == Collection::kSet && !v.is_wholly_known()) return unknown_like(v, call.arena(), Type::number());
  if (v.is_list()) return Value::number(static_cast<std::int64_t>(v.items().size()));
  if (v.is_map()) return Value::number(static_cast<std::int64_t>(v.members().size()));
  return call.argument_error(0, "argument must be a string, a collection type, or a structural type");
}

Value merge(FunctionCall& call) {
  std::vector<Member> members;
  bool open = false;
  bool any = false;
  bool all_maps = true;
  Value hole;
  const Type* element = nullptr;
  for (std::size_t i = 0; i < call.args.size(); ++i) {
    const Value& arg = call.args[i];
    // A null counts for nothing, but one of a type that is no map is a mistake.
    if (arg.is_null()) {
      const Type* type = arg.element_type();
      if (type != nullptr && type->kind != TypeKind::kDynamic && type->kind != TypeKind::kMap && type->kind != TypeKind::kObject)
        return call.argument_error(i, "arguments must be maps or objects, got " + to_string(type));
      continue;
    }
    any = true;
    if (arg.is_unknown()) {
      open = true;
      hole = arg;
      // What an unknown map may overwrite is unknown from here on.
      for (Member& member : members) member.value = unknown_like(arg, call.arena()).used_at(member.value.where());
      continue;
    }
    if (!arg.is_map()) return call.argument_error(i, "arguments must be maps or objects, got " + to_string(type_of(arg, call.arena())));
    open = open || arg.is_open();
    all_maps = all_maps && arg.collection() == Collection::kMap && (element == nullptr || same_type(element, arg.element_type()));
    element = arg.element_type();
    members.insert(members.end(), arg.members().begin(), arg.members().end());
  }
  if (!any) return call.args.empty() ? make_map({}, call.arena()) : Value::null();
  Value result = all_maps && element != nullptr && !open ? make_map(std::move(members), call.arena(), Collection::kMap, element)
                                                         : make_map(std::move(members), call.arena());
  return open ? result.as_open() : result;
}

Value concat(FunctionCall& call) {
  std::vector<Value> items;
  bool all_lists = true;
  const Type* element = nullptr;
  bool open = false;
  Value hole;
  for (std::size_t i = 0; i < call.args.size(); ++i) {
    const Value& arg = call.args[i];
    if (arg.is_unknown()) {
      // What the other lists hold is in the result all the same; where it stands is unknown, as for every open list.
      const Type* type = arg.unknown_info().type;
      if (type != nullptr && (type->is_primitive() || type->kind == TypeKind::kMap || type->kind == TypeKind::kObject))
        return unknown_like(arg, call.arena());
      open = true;
      hole = arg;
      continue;
    }
    if (!is_sequence(arg))
      return call.argument_error(i, "all arguments must be lists or tuples; got " + to_string(type_of(arg, call.arena())));
    open = open || arg.is_open();
    all_lists = all_lists && arg.collection() != Collection::kStructural && arg.element_type() != nullptr;
    if (all_lists) {
      const Type* both[] = {element == nullptr ? arg.element_type() : element, arg.element_type()};
      element = unify(both, call.arena());
      all_lists = element != nullptr;
    }
    items.insert(items.end(), arg.items().begin(), arg.items().end());
  }
  if (items.empty() && hole.is_unknown()) return unknown_like(hole, call.arena());
  if (all_lists && element != nullptr)
    for (Value& item : items)
      if (const auto converted = convert(item, element, call.arena())) item = *converted;
  Value result =
      all_lists && element != nullptr ? make_list(items, call.arena(), Collection::kList, element) : make_list(items, call.arena());
  return open ? result.as_open() : result;
}

bool flatten_into(const Value& list, std::vector<Value>& out, bool& unknown, int depth) {
  if (depth > kMaxValueDepth) return false;
  for (const Value& item : list.items()) {
    if (item.is_list()) {
      if (!flatten_into(item, out, unknown, depth + 1)) return false;
    } else {
      unknown = unknown || (item.is_unknown() && (item.unknown_info().type == nullptr || !item.unknown_info().type->is_primitive()));
      out.push_back(item);
    }
  }
  return true;
}

Value flatten(FunctionCall& call) {
  if (call.args[0].is_unknown()) return unknown_like(call.args[0], call.arena());
  if (!is_sequence(call.args[0])) return call.argument_error(0, "can only flatten lists, sets and tuples");
  std::vector<Value> items;
  bool unknown = false;
  if (!flatten_into(call.args[0], items, unknown, 0)) return call.error("the result is too long");
  // An item of unknown type may turn out to be a list: how many items there are is then unknown, but the known ones are there.
  const Value result = make_list(items, call.arena());
  return unknown || call.args[0].is_open() ? result.as_open() : result;
}

Value lookup(FunctionCall& call) {
  const Value& map = call.args[0];
  if (call.args.size() > 3) return call.error("lookup() takes two or three arguments, got " + std::to_string(call.args.size()));
  if (map.is_unknown() || call.args[1].is_unknown()) return unknown_like(map.is_unknown() ? map : call.args[1], call.arena());
  if (!map.is_map()) return call.argument_error(0, "lookup() requires a map as the first argument");
  Value fallback = call.args.size() == 3 ? call.args[2] : Value();
  if (call.args.size() == 3 && map.collection() == Collection::kMap && map.element_type() != nullptr) {
    const auto converted = convert(fallback, map.element_type(), call.arena());
    if (!converted) return call.argument_error(2, "the default value must have the same type as the map elements");
    fallback = *converted;
  }
  for (const Member& member : map.members())
    if (member.key == call.args[1].as_string()) return member.value;
  if (map.is_open()) return unknown_like(Value::unknown(nullptr), call.arena());
  if (call.args.size() == 3) return fallback;
  return call.error("lookup failed to find key \"" + std::string(call.args[1].as_string()) + "\"");
}

Value element(FunctionCall& call) {
  const Value& list = call.args[0];
  if (list.is_unknown() && list.unknown_info().element != nullptr) return *list.unknown_info().element;
  if (list.is_unknown() || call.args[1].is_unknown() || list.is_open())
    return unknown_like(list.is_unknown() ? list : call.args[1], call.arena());
  if (!is_sequence(list) || list.collection() == Collection::kSet)
    return call.argument_error(0, "cannot read elements from " + to_string(type_of(list, call.arena())));
  const auto at = call.args[1].as_number().to_int64();
  if (!at) return call.argument_error(1, "invalid index: it must be a whole number");
  const auto size = static_cast<std::int64_t>(list.items().size());
  if (size == 0) return call.error("cannot use element function with an empty list");
  return list.items()[static_cast<std::size_t>(((*at % size) + size) % size)];
}

Value keys(FunctionCall& call) {
  const Value& map = call.args[0];
  if (map.is_unknown() || map.is_open()) return unknown_like(map, call.arena());
  if (!map.is_map()) return call.argument_error(0, "must have map or object type");
  std::vector<Value> items;
  for (const Member& member : map.members()) items.push_back(Value::string(member.key));
  return map.collection() == Collection::kMap ? make_list(items, call.arena(), Collection::kList, Type::string())
                                              : make_list(items, call.arena());
}

Value values(FunctionCall& call) {
  const Value& map = call.args[0];
  if (map.is_unknown()) return unknown_like(map, call.arena());
  if (!map.is_map()) return call.argument_error(0, "values() requires a map as the first argument");
  std::vector<Value> items;
  for (const Member& member : map.members()) items.push_back(member.value);
  Value result = map.collection() == Collection::kMap ? make_list(items, call.arena(), Collection::kList, map.element_type())
                                                      : make_list(items, call.arena());
  return map.is_open() ? result.as_open() : result;
}

Value contains(FunctionCall& call) {
  const Value& list = call.args[0];
  if (list.is_unknown() || call.args[1].is_unknown())
    return unknown_like(list.is_unknown() ? list : call.args[1], call.arena(), Type::boolean());
  if (!is_sequence(list)) return call.argument_error(0, "argument must be list, tuple, or set");
  Tri found = list.is_open() ? Tri::kUnknown : Tri::kFalse;
  for (const Value& item : list.items()) {
    found = tri_or(found, same_value(item, call.args[1]));
  }
  if (found == Tri::kUnknown) return unknown_not_null(Type::boolean(), call.arena());
  return Value::boolean(found == Tri::kTrue);
}

Value index(FunctionCall& call) {
  const Value& list = call.args[0];
  if (!is_sequence(list) || list.collection() == Collection::kSet) return call.argument_error(0, "argument must be a list or tuple");
  if (list.items().empty()) return call.error("cannot search an empty list");
  std::int64_t at = 0;
  for (const Value& item : list.items()) {
    if (same_value(item, call.args[1]) == Tri::kTrue) return Value::number(at);
    ++at;
  }
  return call.error("item not found");
}

Value distinct(FunctionCall& call) {
  const Value& list = call.args[0];
  if (!is_sequence(list)) return call.argument_error(0, "a list is required");
  std::vector<Value> items;
  ValueIndex seen;
  for (const Value& item : list.items())
    if (seen.add(item)) items.push_back(item);
  return like(list, items, call.arena());
}

// Is an unknown text not empty, whatever it turns out to be?
bool is_surely_text(const UnknownInfo& info) {
  return info.computed || !info.prefix.empty() || !info.suffix.empty() || info.encoded != nullptr;
}

// What may be empty may be left out: the list has perhaps more than what stays for sure.
Value compact(FunctionCall& call) {
  std::vector<Value> items;
  bool open = call.args[0].is_open();
  for (const Value& item : call.args[0].items()) {
    const bool uncertain = item.is_unknown() && !is_surely_text(item.unknown_info());
    open = open || uncertain;
    if (!uncertain && !item.is_null() && (item.is_unknown() || !item.as_string().empty())) items.push_back(item);
  }
  const Value result = make_list(items, call.arena(), Collection::kList, Type::string());
  return open ? result.as_open() : result;
}

Value coalesce(FunctionCall& call) {
  std::vector<const Type*> types;
  for (const Value& arg : call.args) types.push_back(type_of(arg, call.arena()));
  const Type* common = unify(types, call.arena());
  if (common == nullptr) return call.error("all arguments must have the same type");
  for (const Value& arg : call.args) {
    if (arg.is_unknown()) return unknown_like(arg, call.arena(), common);
    if (arg.is_null() || (arg.is_string() && arg.as_string().empty())) continue;
    const auto value = convert(arg, common, call.arena());
    return value ? *value : arg;
  }
  return call.error("no non-null, non-empty-string arguments");
}

Value coalescelist(FunctionCall& call) {
  if (call.args.empty()) return call.error("at least one argument is required");
  for (std::size_t i = 0; i < call.args.size(); ++i) {
    const Value& arg = call.args[i];
    if (arg.is_unknown() || arg.is_open()) return unknown_like(arg, call.arena());
    if (arg.is_null()) continue;
    if (!is_sequence(arg)) return call.argument_error(i, "coalescelist arguments must be lists or tuples");
    if (!arg.items().empty()) return arg;
  }
  return call.error("no non-null arguments");
}

Value slice(FunctionCall& call) {
  const Value& list = call.args[0];
  if (!is_sequence(list) || list.collection() == Collection::kSet)
    return call.argument_error(0, "cannot slice a set, because its elements do not have indices; explicitly convert to a list");
  const auto begin = call.args[1].as_number().to_int64();
  const auto end = call.args[2].as_number().to_int64();
  const auto size = static_cast<std::int64_t>(list.items().size());
  if (!begin || *begin < 0 || *begin > size)
    return call.argument_error(1, "start index must be greater than or equal to zero and not beyond the end");
  if (!end || *end > size) return call.argument_error(2, "end index must not be greater than the length of the list");
  if (*begin > *end) return call.argument_error(1, "start index must not be greater than end index");
  const auto part = list.items().subspan(static_cast<std::size_t>(*begin), static_cast<std::size_t>(*end - *begin));
  return like(list, {part.begin(), part.end()}, call.arena());
}

Value reverse(FunctionCall& call) {
  const Value& list = call.args[0];
  if (!is_sequence(list))
    return call.argument_error(0, "can only reverse list or tuple values, not " + to_string(type_of(list, call.arena())));
  return like(list, {list.items().rbegin(), list.items().rend()}, call.arena());
}

Value sort(FunctionCall& call) {
  std::vector<Value> items(call.args[0].items().begin(), call.args[0].items().end());
  for (const Value& item : items)
    if (item.is_null()) return call.argument_error(0, "given list has a null element; a null string cannot be sorted");
  std::stable_sort(items.begin(), items.end(), [](const Value& a, const Value& b) { return a.as_string() < b.as_string(); });
  return make_list(items, call.arena(), Collection::kList, Type::string());
}

Value range(FunctionCall& call) {
  Arena& arena = call.arena();
  if (call.args.empty() || call.args.size() > 3) return call.error("must have one, two, or three arguments");
  const Number start = call.args.size() > 1 ? call.args[0].as_number() : Number(0);
  const Number end = call.args.size() > 1 ? call.args[1].as_number() : call.args[0].as_number();
  const bool down = compare(end, start) < 0;
  const Number step = call.args.size() > 2 ? call.args[2].as_number() : Number(down ? -1 : 1);
  if (step.sign() == 0) return call.error("step must not be zero");
  if (down && step.sign() > 0) return call.error("step must be less than zero when the end is smaller than the start");
  if (!down && step.sign() < 0 && compare(end, start) != 0)
    return call.error("step must be greater than zero when the end is larger than the start");
  std::vector<Value> items;
  for (Number at = start; down ? compare(at, end) > 0 : compare(at, end) < 0; at = Number::add(at, step, arena).value_or(end)) {
    // Upstream's limit; it keeps a typing mistake from eating the memory.
    if (items.size() >= 1024)
      return call.error("more than 1024 values were generated; either decrease the difference between start and end or use a smaller step");
    items.push_back(Value::number(at));
  }
  return make_list(items, arena, Collection::kList, Type::number());
}

Value chunklist(FunctionCall& call) {
  const Value& list = call.args[0];
  const auto size = call.args[1].as_number().to_int64();
  if (!size || *size < 0) return call.argument_error(1, "the size argument must be positive");
  if (!is_sequence(list)) return call.argument_error(0, "a list is required");
  Arena& arena = call.arena();
  const Type* element = list.element_type() != nullptr ? list.element_type() : Type::dynamic();
  std::vector<Value> chunks;
  const auto step = *size == 0 ? std::max<std::size_t>(1, list.items().size()) : static_cast<std::size_t>(*size);
  for (std::size_t at = 0; at < list.items().size(); at += step) {
    const auto part = list.items().subspan(at, std::min(step, list.items().size() - at));
    chunks.push_back(make_list({part.begin(), part.end()}, arena, Collection::kList, element));
  }
  return make_list(chunks, arena, Collection::kList, Type::list(element, arena));
}

Value matchkeys(FunctionCall& call) {
  const Value& list = call.args[0];
  const auto keys = call.args[1].items();
  if (!list.is_list() || !call.args[1].is_list() || !call.args[2].is_list()) return call.error("lists are required");
  if (keys.size() != list.items().size()) return call.error("length of keys and values should be equal");
  std::vector<Value> items;
  // Keys and what is searched are compared in the type that both convert to.
  std::vector<const Type*> types;
  for (const auto list_items : {keys, call.args[2].items()})
    for (const Value& item : list_items) types.push_back(type_of(item, call.arena()));
  const Type* common = unify(types, call.arena());
  const auto as_common = [&](const Value& v) {
    const auto converted = common == nullptr ? Result<Value>(v) : convert(v, common, call.arena());
    return converted ? *converted : v;
  };
  std::vector<Value> searched;
  for (const Value& wanted : call.args[2].items()) searched.push_back(as_common(wanted));
  ValueIndex index;
  for (const Value& wanted : searched) index.add(wanted);
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (index.has(as_common(keys[i]))) items.push_back(list.items()[i]);
  return like(list, items, call.arena());
}

Value one(FunctionCall& call) {
  const Value& list = call.args[0];
  if (list.is_unknown() && list.unknown_info().element != nullptr) {
    // The element or null. An attribute of null would be an error, so an object may be taken for itself.
    const Value& element = *list.unknown_info().element;
    if (element.is_map()) return element;
    UnknownInfo info{
        .type = type_of(element, call.arena()), .cause = list.unknown_info().cause, .cause_range = list.unknown_info().cause_range};
    if (element.is_unknown()) info = element.unknown_info();
    else if (element.is_string()) info.encoded = json_of(element.as_string(), call.arena());
    info.not_null = false;
    return Value::unknown(call.arena().make<UnknownInfo>(info));
  }
  if (list.is_unknown() || list.is_open()) return unknown_like(list, call.arena());
  if (!is_sequence(list)) return call.argument_error(0, "must be a list, set, or tuple value with either zero or one elements");
  if (list.items().empty()) return Value::null(list.element_type());
  if (list.items().size() == 1) return list.items().front();
  return call.argument_error(0, "must be a list, set, or tuple value with either zero or one elements");
}

Value zipmap(FunctionCall& call) {
  const Value& keys = call.args[0];
  const Value& list = call.args[1];
  if (keys.is_unknown() || list.is_unknown() || keys.is_open() || list.is_open())
    return unknown_like(keys.is_unknown() ? keys : list, call.arena());
  if (!is_sequence(list)) return call.argument_error(1, "values argument must be a list or tuple value");
  if (keys.items().size() != list.items().size())
    return call.error("number of keys (" + std::to_string(keys.items().size()) + ") does not match number of values (" +
                      std::to_string(list.items().size()) + ")");
  std::vector<Member> members;
  for (std::size_t i = 0; i < keys.items().size(); ++i) {
    const Value& key = keys.items()[i];
    if (key.is_unknown()) return unknown_like(key, call.arena());
    if (key.is_null()) return call.argument_error(0, "keys must not be null");
    members.push_back({key.as_string(), key.where(), list.items()[i]});
  }
  if (list.collection() != Collection::kStructural)
    return make_map(std::move(members), call.arena(), Collection::kMap, list.element_type());
  return make_map(std::move(members), call.arena());
}

Value transpose(FunctionCall& call) {
  std::vector<std::pair<std::string_view, std::string_view>> pairs;
  for (const Member& member : call.args[0].members())
    for (const Value& item : member.value.items()) {
      if (item.is_null()) return call.argument_error(0, "input must not contain null string");
      pairs.emplace_back(item.as_string(), member.key);
    }
  std::sort(pairs.begin(), pairs.end());
  std::vector<Member> members;
  Arena& arena = call.arena();
  for (std::size_t i = 0; i < pairs.size();) {
    std::vector<Value> items;
    const std::string_view key = pairs[i].first;
    for (; i < pairs.size() && pairs[i].first == key; ++i) items.push_back(Value::string(pairs[i].second));
    members.push_back({key, {}, make_list(items, arena, Collection::kList, Type::string())});
  }
  return make_map(std::move(members), arena, Collection::kMap, Type::list(Type::string(), arena));
}

template <bool kAll>
Value quantified(FunctionCall& call) {
  Tri result = call.args[0].is_open() ? Tri::kUnknown : tri(kAll);
  for (const Value& item : call.args[0].items()) {
    const Tri holds = item.is_null() ? Tri::kFalse : item.is_true();
    result = kAll ? tri_and(result, holds) : tri_or(result, holds);
  }
  if (result == Tri::kUnknown) return unknown_not_null(Type::boolean(), call.arena());
  return Value::boolean(result == Tri::kTrue);
}

}  // namespace

std::span<const Function> collection_functions() {
  static Arena types;
  static const Type* const kStrings = Type::list(Type::string(), types);
  static const Type* const kBools = Type::list(Type::boolean(), types);
  static const FunctionParameter kAny = raw_parameter("values");
  static const FunctionParameter kPartial[] = {partial_parameter("value")};
  static const FunctionParameter kValue[] = {parameter("value")};
  static const FunctionParameter kLookup[] = {partial_parameter("map"), partial_parameter("key", Type::string())};
  static const FunctionParameter kDefault = raw_parameter("default");
  static const FunctionParameter kElement[] = {partial_parameter("list"), partial_parameter("index", Type::number())};
  static const FunctionParameter kContains[] = {partial_parameter("list"), raw_parameter("value")};
  static const FunctionParameter kTwo[] = {parameter("list"), parameter("value")};
  static const FunctionParameter kStringList[] = {parameter("list", kStrings)};
  static const FunctionParameter kCompact[] = {partial_parameter("list", kStrings)};
  static const FunctionParameter kBoolList[] = {partial_parameter("list", kBools)};
  static const FunctionParameter kConcat = partial_parameter("seqs");
  static const FunctionParameter kSlice[] = {parameter("list"), number_parameter("start_index"), number_parameter("end_index")};
  static const FunctionParameter kNumbers = number_parameter("params");
  static const FunctionParameter kChunk[] = {parameter("list"), number_parameter("size")};
  static const FunctionParameter kMatch[] = {parameter("values"), parameter("keys"), parameter("searchset")};
  static const FunctionParameter kZip[] = {partial_parameter("keys", kStrings), partial_parameter("values")};
  static const FunctionParameter kTranspose[] = {parameter("values", Type::map(kStrings, types))};
  static const Function kTable[] = {
      {"length", kPartial, nullptr, gives_number, length},
      {"merge", {}, &kAny, nullptr, merge, true},
      {"concat", {}, &kConcat, nullptr, concat, true},
      {"flatten", kPartial, nullptr, nullptr, flatten, true},
      {"lookup", kLookup, &kDefault, nullptr, lookup, true},
      {"element", kElement, nullptr, nullptr, element, true},
      {"keys", kPartial, nullptr, nullptr, keys},
      {"values", kPartial, nullptr, nullptr, values, true},
      {"contains", kContains, nullptr, gives_bool, contains},
      {"index", kTwo, nullptr, gives_number, index},
      {"distinct", kValue, nullptr, nullptr, distinct},
      {"compact", kCompact, nullptr, gives_string_list, compact, true},
      {"coalesce", {}, &kAny, nullptr, coalesce},
      {"coalescelist", {}, &kAny, nullptr, coalescelist},
      {"slice", kSlice, nullptr, nullptr, slice, true},
      {"reverse", kValue, nullptr, nullptr, reverse, true},
      {"sort", kStringList, nullptr, gives_string_list, sort},
      {"range", {}, &kNumbers, nullptr, range},
      {"chunklist", kChunk, nullptr, nullptr, chunklist},
      {"matchkeys", kMatch, nullptr, nullptr, matchkeys},
      {"one", kPartial, nullptr, nullptr, one, true},
      {"zipmap", kZip, nullptr, nullptr, zipmap, true},
      {"transpose", kTranspose, nullptr, nullptr, transpose},
      {"alltrue", kBoolList, nullptr, gives_bool, quantified<true>},
      {"anytrue", kBoolList, nullptr, gives_bool, quantified<false>},
  };
  return kTable;
}

}  // namespace platlint

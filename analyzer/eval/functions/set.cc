// SPDX-License-Identifier: Apache-2.0
#include "analyzer/eval/budget.h"
#include "analyzer/eval/functions/families.h"
#include "analyzer/eval/sets.h"
#include "analyzer/model/value_index.h"

namespace platlint {
namespace {

// All arguments as sets of one element type.
std::optional<std::vector<Value>> as_sets(FunctionCall& call, const Type*& element) {
  std::vector<const Type*> types;
  for (const Value& arg : call.args) {
    if (!arg.is_list()) return std::nullopt;
    for (const Value& item : arg.items()) types.push_back(type_of(item, call.arena()));
  }
  element = unify(types, call.arena());
  if (element == nullptr) return std::nullopt;
  std::vector<Value> sets;
  for (const Value& arg : call.args) {
    auto set = convert(arg, Type::set(element, call.arena()), call.arena());
    if (!set) return std::nullopt;
    sets.push_back(*set);
  }
  return sets;
}

// Keeps of the members of all sets together those that `wanted(value, indexes of the sets)` approves.
template <class Wanted>
Value combine(FunctionCall& call, Wanted wanted) {
  const Type* element = nullptr;
  const auto sets = as_sets(call, element);
  if (!sets) return call.error("all arguments must be sets of the same element type");
  std::vector<ValueIndex> indexes(sets->size());
  std::uint64_t members = 0;
  for (std::size_t i = 0; i < sets->size(); ++i) {
    members += (*sets)[i].items().size();
    for (const Value& item : (*sets)[i].items()) indexes[i].add(item);
  }
  if (!call.spend(kElementCost * members * sets->size())) return call.too_large();
  std::vector<Value> items;
  for (const Value& set : *sets)
    for (const Value& item : set.items())
      if (wanted(item, indexes)) items.push_back(item);
  return make_set(std::move(items), element, call.arena());
}

Value setproduct(FunctionCall& call) {
  if (call.args.size() < 2) return call.error("at least two arguments are required");
  Arena& arena = call.arena();
  std::vector<std::vector<Value>> rows(1);
  bool sets = true;
  std::vector<const Type*> elements;
  for (std::size_t i = 0; i < call.args.size(); ++i) {
    const Value& arg = call.args[i];
    if (!arg.is_list()) return call.argument_error(i, "a set or a list is required");
    sets = sets && arg.collection() == Collection::kSet;
    std::vector<const Type*> types;
    for (const Value& item : arg.items()) types.push_back(type_of(item, arena));
    elements.push_back(arg.element_type() != nullptr ? arg.element_type() : unify(types, arena));
    if (elements.back() == nullptr) return call.argument_error(i, "all elements must have the same type");
    std::vector<std::vector<Value>> next;
    if (!call.spend(kElementCost * kElementCost * rows.size() * arg.items().size() * (i + 1))) return call.too_large();
    for (const auto& row : rows)
      for (const Value& item : arg.items()) {
        next.push_back(row);
        const auto converted = convert(item, elements.back(), arena);
        next.back().push_back(converted ? *converted : item);
      }
    rows = std::move(next);
  }
  const Type* tuple = arena.make<Type>(Type{.kind = TypeKind::kTuple, .elements = arena.copy(elements)});
  std::vector<Value> items;
  for (const auto& row : rows) items.push_back(make_list(row, arena));
  return make_list(items, arena, sets ? Collection::kSet : Collection::kList, tuple);
}

}  // namespace

std::span<const Function> set_functions() {
  static const FunctionParameter kFirst[] = {parameter("first_set")};
  static const FunctionParameter kTwo[] = {parameter("a"), parameter("b")};
  static const FunctionParameter kMore = parameter("other_sets");
  static const Function kTable[] = {
      {"setunion", kFirst, &kMore, nullptr, [](FunctionCall& c) { return combine(c, [](const Value&, const auto&) { return true; }); }},
      {"setintersection", kFirst, &kMore, nullptr,
       [](FunctionCall& c) {
         return combine(c, [](const Value& v, const auto& sets) {
           return std::all_of(sets.begin(), sets.end(), [&](const ValueIndex& s) { return s.has(v); });
         });
       }},
      {"setsubtract", kTwo, nullptr, nullptr,
       [](FunctionCall& c) { return combine(c, [](const Value& v, const auto& sets) { return sets[0].has(v) && !sets[1].has(v); }); }},
      {"setsymmetricdifference", kFirst, &kMore, nullptr,
       [](FunctionCall& c) {
         return combine(c, [](const Value& v, const auto& sets) {
           return std::count_if(sets.begin(), sets.end(), [&](const ValueIndex& s) { return s.has(v); }) % 2 == 1;
         });
       }},
      {"setproduct", {}, &kMore, nullptr, setproduct},
  };
  return kTable;
}

}  // namespace platlint

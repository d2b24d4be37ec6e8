// SPDX-License-Identifier: Apache-2.0
//
// Evaluation of JMESPath over the model's values. A tree walk; projections drop nulls, as the specification says. Two additions: an unknown
// operand makes an unknown result (an unknown item of a list stays where it is), and in Kyverno's dialect a key that a map lacks is an
// error until one of the swallowing constructs turns it into null. Steps and bytes are limited; depth is limited by the parser.
#include "analyzer/policy/query.h"

#include <algorithm>

#include "analyzer/eval/build.h"
#include "analyzer/eval/json_value.h"
#include "analyzer/policy/query_functions.h"
#include "grammars/jmespath/parser.h"

namespace platlint::policy {
namespace {

using jmespath::Comparator;
using jmespath::Node;
using jmespath::NodeKind;

Value null_at(const Value& near) { return Value::null().used_at(near.where()); }

Tri truth(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kUnknown:
      return Tri::kUnknown;
    case ValueKind::kMissing:
    case ValueKind::kNull:
      return Tri::kFalse;
    case ValueKind::kBool:
      return tri(value.as_bool());
    case ValueKind::kString:
      return tri(!value.as_string().empty());
    case ValueKind::kList:
      return value.items().empty() ? (value.is_open() ? Tri::kUnknown : Tri::kFalse) : Tri::kTrue;
    case ValueKind::kMap:
      return value.members().empty() ? (value.is_open() ? Tri::kUnknown : Tri::kFalse) : Tri::kTrue;
    case ValueKind::kNumber:
      return Tri::kTrue;
  }
  return Tri::kTrue;
}

class Evaluation {
 public:
  Evaluation(const std::vector<Value>& literals, Dialect dialect, Arena& arena)
      : literals_(literals), dialect_(dialect), arena_(arena), first_bytes_(arena.bytes()) {}

  QueryResult<Value> eval(const Node& node, const Value& input) {
    if (++steps_ > kMaxQuerySteps || arena_.bytes() - first_bytes_ > kMaxQueryBytes)
      return query_error("the expression takes too much work");
    switch (node.kind) {
      case NodeKind::kCurrent:
        return input;
      case NodeKind::kField:
        return field(node, input);
      case NodeKind::kLiteral:
        return literals_[node.literal];
      case NodeKind::kRawString:
        return make_string(node.text, arena_);
      case NodeKind::kSubexpression:
        return then(*node.children[0], *node.children[1], input);
      case NodeKind::kPipe: {
        const auto left = swallow(*node.children[0], input);
        if (!left) return left;
        return eval(*node.children[1], *left);
      }
      case NodeKind::kIndex:
        return index(node, input);
      case NodeKind::kSlice:
        return slice(node, input);
      case NodeKind::kListProjection:
        return list_projection(node, input);
      case NodeKind::kFlatten:
        return flatten(node, input);
      case NodeKind::kFilter:
        return filter(node, input);
      case NodeKind::kObjectProjection:
        return object_projection(node, input);
      case NodeKind::kMultiselectList:
      case NodeKind::kMultiselectHash:
        return multiselect(node, input);
      case NodeKind::kOr:
      case NodeKind::kAnd:
        return logic(node, input);
      case NodeKind::kNot: {
        const auto value = swallow(*node.children[0], input);
        if (!value) return value;
        const Tri t = truth(*value);
        return t == Tri::kUnknown ? unknown_like(*value) : Value::boolean(t == Tri::kFalse).used_at(value->where());
      }
      case NodeKind::kCompare:
        return compare(node, input);
      case NodeKind::kFunction:
        return call(node, input);
      case NodeKind::kReference:
        return query_error("an expression reference is only allowed as an argument");
    }
    return query_error("not an expression");
  }

 private:
  // Any unknown part makes the whole unknown; its cause is kept.
  Value unknown_like(const Value& value) const {
    if (value.is_unknown()) return value;
    for (const Value& item : value.items())
      if (!item.is_wholly_known()) return unknown_like(item);
    for (const Member& member : value.members())
      if (!member.value.is_wholly_known()) return unknown_like(member.value);
    return Value::unknown(nullptr).used_at(value.where());
  }

  QueryResult<Value> swallow(const Node& node, const Value& input) {
    auto value = eval(node, input);
    if (!value && value.error().unknown_key) return null_at(input);
    return value;
  }

  QueryResult<Value> then(const Node& left, const Node& right, const Value& input) {
    const auto value = eval(left, input);
    if (!value) return value;
    if (value->is_absent()) {
      // Nothing but a multiselect or a function looks at null; the rest of the path is null too.
      if (right.kind == NodeKind::kMultiselectList || right.kind == NodeKind::kMultiselectHash) return null_at(*value);
    }
    return eval(right, *value);
  }

  QueryResult<Value> field(const Node& node, const Value& input) const {
    if (input.is_unknown()) return input;
    if (!input.is_map()) return null_at(input);
    const Value value = input[node.text];
    if (!value.is_missing()) return value;
    if (dialect_ == Dialect::kKyverno) return tl::unexpected<QueryError>(QueryError{true, "Unknown key \"" + node.text + "\" in path"});
    return null_at(value);
  }

  QueryResult<Value> index(const Node& node, const Value& input) {
    const auto value = eval(*node.children[0], input);
    if (!value || value->is_unknown()) return value;
    if (!value->is_list()) return null_at(*value);
    if (value->is_open()) return unknown_like(*value);
    const auto size = static_cast<std::int64_t>(value->items().size());
    const std::int64_t at = node.index < 0 ? node.index + size : node.index;
    if (at < 0 || at >= size) return null_at(*value);
    return value->items()[static_cast<std::size_t>(at)];
  }

  QueryResult<Value> slice(const Node& node, const Value& input) {
    const std::int64_t step = node.step.value_or(1);
    if (step == 0) return query_error("a slice's step cannot be 0");
    const auto value = eval(*node.children[0], input);
    if (!value || value->is_unknown()) return value;
    if (!value->is_list()) return null_at(*value);
    if (value->is_open()) return unknown_like(*value);
    const auto size = static_cast<std::int64_t>(value->items().size());
    const auto bound = [&](const std::optional<std::int64_t>& given, std::int64_t fallback) {
      if (!given) return fallback;
      const std::int64_t at = *given < 0 ? (*given < -size ? -1 : *given + size) : *given;
      return step < 0 ? std::clamp<std::int64_t>(at, -1, size - 1) : std::clamp<std::int64_t>(at, 0, size);
    };
    const std::int64_t begin = bound(node.start, step < 0 ? size - 1 : 0);
    const std::int64_t end = bound(node.stop, step < 0 ? -1 : size);
    std::vector<Value> out;
    const std::int64_t stride = std::clamp<std::int64_t>(step, -(size + 1), size + 1);
    for (std::int64_t i = begin; step > 0 ? i < end : i > end; i += stride) out.push_back(value->items()[static_cast<std::size_t>(i)]);
    return make_list(out, arena_).used_at(value->where());
  }

  QueryResult<Value> project(std::span<const Value> items, const Node& right, const Value& origin, bool open) {
    std::vector<Value> out;
    for (const Value& item : items) {
      const auto value = swallow(right, item);
      if (!value) return value;
      if (!value->is_absent()) out.push_back(*value);
    }
    const Value list = make_list(out, arena_).used_at(origin.where());
    return open ? list.as_open() : list;
  }

  QueryResult<Value> list_projection(const Node& node, const Value& input) {
    // What a flatten or a slice takes apart may lack its key: then there is nothing to project over.
    const auto value = eval(*node.children[0], input);
    if (!value || value->is_unknown()) return value;
    if (!value->is_list()) return null_at(*value);
    return project(value->items(), *node.children[1], *value, value->is_open());
  }

  QueryResult<Value> object_projection(const Node& node, const Value& input) {
    const auto value = eval(*node.children[0], input);
    if (!value || value->is_unknown()) return value;
    if (!value->is_map()) return null_at(*value);
    std::vector<Value> items;
    for (const Member& member : value->members()) items.push_back(member.value);
    return project(items, *node.children[1], *value, value->is_open());
  }

  QueryResult<Value> flatten(const Node& node, const Value& input) {
    const auto value = swallow(*node.children[0], input);
    if (!value || value->is_unknown()) return value;
    if (!value->is_list()) return null_at(*value);
    std::vector<Value> out;
    for (const Value& item : value->items()) {
      if (item.is_list()) out.insert(out.end(), item.items().begin(), item.items().end());
      else out.push_back(item);
    }
    const Value list = make_list(out, arena_).used_at(value->where());
    return value->is_open() ? list.as_open() : list;
  }

  QueryResult<Value> filter(const Node& node, const Value& input) {
    const auto value = eval(*node.children[0], input);
    if (!value || value->is_unknown()) return value;
    if (!value->is_list()) return null_at(*value);
    std::vector<Value> kept;
    for (const Value& item : value->items()) {
      const auto condition = swallow(*node.children[2], item);
      if (!condition) return condition;
      const Tri t = truth(*condition);
      if (t == Tri::kUnknown) return unknown_like(*condition);
      if (t == Tri::kTrue) kept.push_back(item);
    }
    return project(kept, *node.children[1], *value, value->is_open());
  }

  QueryResult<Value> multiselect(const Node& node, const Value& input) {
    if (input.is_absent()) return null_at(input);
    if (input.is_unknown()) return input;
    std::vector<Value> items;
    for (const auto& child : node.children) {
      const auto value = swallow(*child, input);
      if (!value) return value;
      items.push_back(value->is_missing() ? null_at(*value) : *value);
    }
    if (node.kind == NodeKind::kMultiselectList) return make_list(items, arena_).used_at(input.where());
    std::vector<Member> members;
    for (std::size_t i = 0; i < items.size(); ++i) members.push_back({arena_.copy(node.keys[i]), items[i].where(), items[i]});
    return make_map(std::move(members), arena_).used_at(input.where());
  }

  QueryResult<Value> logic(const Node& node, const Value& input) {
    const auto left = swallow(*node.children[0], input);
    if (!left) return left;
    const Tri t = truth(*left);
    if (t == Tri::kUnknown) return unknown_like(*left);
    if ((t == Tri::kTrue) == (node.kind == NodeKind::kOr)) return left;
    return swallow(*node.children[1], input);
  }

  QueryResult<Value> compare(const Node& node, const Value& input) {
    const auto left = swallow(*node.children[0], input);
    if (!left) return left;
    const auto right = swallow(*node.children[1], input);
    if (!right) return right;
    if (node.comparator == Comparator::kEqual || node.comparator == Comparator::kNotEqual) {
      const Value a = left->is_missing() ? null_at(*left) : *left;
      const Value b = right->is_missing() ? null_at(*right) : *right;
      const Tri same = same_value(a, b);
      if (same == Tri::kUnknown) return unknown_like(a.is_wholly_known() ? b : a);
      return Value::boolean((same == Tri::kTrue) == (node.comparator == Comparator::kEqual)).used_at(a.where());
    }
    if (left->is_unknown() || right->is_unknown()) return left->is_unknown() ? *left : *right;
    if (!left->is_number() || !right->is_number()) return null_at(*left);
    const int order = platlint::compare(left->as_number(), right->as_number());
    bool holds = false;
    switch (node.comparator) {
      case Comparator::kLess:
        holds = order < 0;
        break;
      case Comparator::kLessOrEqual:
        holds = order <= 0;
        break;
      case Comparator::kGreater:
        holds = order > 0;
        break;
      default:
        holds = order >= 0;
        break;
    }
    return Value::boolean(holds).used_at(left->where());
  }

  static std::uint16_t type_bits(const Argument& argument) {
    if (argument.reference != nullptr) return kReferenceType;
    const Value& value = argument.value;
    switch (value.kind()) {
      case ValueKind::kBool:
        return kBoolType;
      case ValueKind::kNumber:
        return kNumberType;
      case ValueKind::kString:
        return kStringType;
      case ValueKind::kMap:
        return kMapType;
      case ValueKind::kList: {
        std::uint16_t bits = kListType;
        if (std::all_of(value.items().begin(), value.items().end(), [](const Value& item) { return item.is_string(); }))
          bits |= kStringsType;
        if (std::all_of(value.items().begin(), value.items().end(), [](const Value& item) { return item.is_number(); }))
          bits |= kNumbersType;
        return bits;
      }
      default:
        return kNullType;
    }
  }

  QueryResult<Value> call(const Node& node, const Value& input) {
    const QueryFunction* function = find_function(node.text, dialect_);
    if (function == nullptr) return query_error("unknown function " + node.text + "()");
    const std::size_t given = node.children.size();
    const std::size_t most = function->types.size();
    if (function->variadic ? given < most : (given > most || given + function->optional < most))
      return query_error(node.text + "() takes " + std::to_string(most) + " arguments, not " + std::to_string(given));
    std::vector<Argument> arguments;
    for (const auto& child : node.children) {
      if (child->kind == NodeKind::kReference) {
        arguments.push_back({.value = {}, .reference = child->children[0].get()});
        continue;
      }
      const auto value = swallow(*child, input);
      if (!value) return value;
      arguments.push_back({.value = value->is_missing() ? null_at(*value) : *value, .reference = nullptr});
    }
    for (const Argument& argument : arguments) {
      const Value& value = argument.value;
      if (value.is_unknown() && node.text != "not_null") return value;
      if (!function->shallow && argument.reference == nullptr && (!value.is_wholly_known() || value.is_open())) return unknown_like(value);
      if (value.is_open() && (node.text == "length" || node.text == "keys" || node.text == "values")) return unknown_like(value);
    }
    for (std::size_t i = 0; i < given; ++i) {
      const std::uint16_t wanted = function->types[std::min(i, most - 1)];
      if ((wanted & type_bits(arguments[i])) == 0)
        return query_error("argument " + std::to_string(i + 1) + " of " + node.text + "() has the wrong type");
    }
    const Call made{
        .arguments = arguments, .arena = arena_, .apply = [this](const Node& body, const Value& value) { return swallow(body, value); }};
    auto result = function->call(made);
    if (result && !result->where().valid() && !arguments.empty()) return result->used_at(arguments.front().value.where());
    return result;
  }

  const std::vector<Value>& literals_;
  Dialect dialect_;
  Arena& arena_;
  std::size_t first_bytes_;
  std::uint64_t steps_ = 0;
};

Result<void> check_functions(const Node& node, Dialect dialect) {
  if (node.kind == NodeKind::kFunction && find_function(node.text, dialect) == nullptr) return fail("unknown function " + node.text + "()");
  for (const auto& child : node.children)
    if (auto checked = check_functions(*child, dialect); !checked) return checked;
  return {};
}

}  // namespace

Result<Query> Query::compile(std::string_view text, Dialect dialect) {
  auto expression = jmespath::parse(text);
  if (!expression) return tl::unexpected(expression.error());
  if (const auto checked = check_functions(*expression->root, dialect); !checked) return tl::unexpected(checked.error());
  auto arena = std::make_shared<Arena>();
  auto literals = std::make_shared<std::vector<Value>>();
  for (const std::string& literal : expression->literals) {
    auto value = read_json(arena->copy(literal), *arena);
    if (!value) return fail("the literal `" + literal + "` is not JSON");
    literals->push_back(*value);
  }
  Query query;
  query.expression_ = std::make_shared<const jmespath::Expression>(*std::move(expression));
  query.arena_ = std::move(arena);
  query.literals_ = std::move(literals);
  query.dialect_ = dialect;
  return query;
}

QueryResult<Value> Query::evaluate(const Value& input, Arena& arena) const {
  auto value = Evaluation(*literals_, dialect_, arena).eval(*expression_->root, input);
  if (value && value->is_missing()) return Value::null().used_at(value->where());
  return value;
}

}  // namespace platlint::policy

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/eval/cty_json.h"

#include <algorithm>
#include <cmath>

#include "analyzer/eval/build.h"
#include "analyzer/eval/sets.h"

namespace platlint {
namespace {

using Json = CtyJson;

constexpr int kMaxDepth = 200;

const Type* type_of_json(const Json& json, Arena& arena, int depth) {
  if (depth > kMaxDepth) return Type::dynamic();
  if (json.is_string()) {
    const std::string name = json.get<std::string>();
    return name == "string" ? Type::string() : name == "number" ? Type::number() : name == "bool" ? Type::boolean() : Type::dynamic();
  }
  if (!json.is_array() || json.size() < 2 || !json[0].is_string()) return Type::dynamic();
  const std::string name = json[0].get<std::string>();
  if (name == "list") return Type::list(type_of_json(json[1], arena, depth + 1), arena);
  if (name == "set") return Type::set(type_of_json(json[1], arena, depth + 1), arena);
  if (name == "map") return Type::map(type_of_json(json[1], arena, depth + 1), arena);
  if (name == "tuple" && json[1].is_array()) {
    std::vector<const Type*> elements;
    for (const Json& element : json[1]) elements.push_back(type_of_json(element, arena, depth + 1));
    return arena.make<Type>(Type{.kind = TypeKind::kTuple, .elements = arena.copy(elements)});
  }
  if (name == "object" && json[1].is_object()) {
    const Json optional = json.size() > 2 && json[2].is_array() ? json[2] : Json::array();
    std::vector<TypeAttribute> attributes;
    for (const auto& [key, type] : json[1].items())
      attributes.push_back(
          {arena.copy(key), type_of_json(type, arena, depth + 1), std::find(optional.begin(), optional.end(), key) != optional.end()});
    std::sort(attributes.begin(), attributes.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return arena.make<Type>(Type{.kind = TypeKind::kObject, .attributes = arena.copy(attributes)});
  }
  return Type::dynamic();
}

Value read_unknown(const Json& json, Arena& arena) {
  UnknownInfo info{.type = type_of_json(json["$unknown"], arena, 0)};
  if (const auto at = json.find("refined"); at != json.end() && at->is_object()) {
    const Json& refined = *at;
    info.not_null = refined.value("not_null", false);
    for (const char* name : {"prefix", "prefix_full"})
      if (refined.contains(name) && refined[name].is_string()) info.prefix = arena.copy(refined[name].get<std::string>());
    const auto bound = [&](const char* name, const Number*& out, bool& inclusive) {
      if (!refined.contains(name)) return;
      const Json value = refined[name].is_array() ? (refined[name].empty() ? Json() : refined[name][0]) : refined[name];
      inclusive = !refined[name].is_array();
      if (value.is_number()) out = arena.make<Number>(*Number::parse(value.dump(), arena));
    };
    bound("min", info.min, info.min_inclusive);
    bound("max", info.max, info.max_inclusive);
    const auto length = [&](const char* name, std::uint32_t& out) {
      if (refined.contains(name) && refined[name].is_number_unsigned()) out = refined[name].get<std::uint32_t>();
    };
    length("min_length", info.min_length);
    length("max_length", info.max_length);
  }
  return Value::unknown(arena.make<UnknownInfo>(info));
}

Value value_of_json(const Json& json, const Type* type, Arena& arena, int depth);

Value list_of_json(const Json& json, const Type* type, Arena& arena, int depth) {
  std::vector<Value> items;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const Type* element = type->kind == TypeKind::kTuple && i < type->elements.size() ? type->elements[i] : type->element;
    items.push_back(value_of_json(json[i], element == nullptr ? Type::dynamic() : element, arena, depth + 1));
  }
  if (type->kind == TypeKind::kSet) return make_set(items, type->element, arena);
  return make_list(items, arena, type->kind == TypeKind::kList ? Collection::kList : Collection::kStructural, type->element);
}

Value value_of_json(const Json& json, const Type* type, Arena& arena, int depth) {
  if (depth > kMaxDepth) return Value::unknown(nullptr);
  if (json.is_object()) {
    if (json.contains("$unknown")) return read_unknown(json, arena);
    if (json.contains("$marked")) {
      const Value inner = value_of_json(json["$marked"], type, arena, depth + 1);
      return inner.with_marks(Mark::kSensitive);
    }
    if (json.contains("$number") && json["$number"].is_string()) {
      const std::string text = json["$number"].get<std::string>();
      if (text == "inf" || text == "-inf") return Value::number(Number::infinity(text == "-inf", arena));
      const auto number = Number::parse(text, arena);
      return number ? Value::number(*number) : Value::null();
    }
    std::vector<Member> members;
    for (const auto& [key, value] : json.items()) {
      const Type* of = type->element;
      if (type->kind == TypeKind::kObject)
        if (const TypeAttribute* attribute = type->attribute(key)) of = attribute->type;
      members.push_back({arena.copy(key), {}, value_of_json(value, of == nullptr ? Type::dynamic() : of, arena, depth + 1)});
    }
    return make_map(std::move(members), arena, type->kind == TypeKind::kMap ? Collection::kMap : Collection::kStructural, type->element);
  }
  if (json.is_array()) return list_of_json(json, type, arena, depth);
  if (json.is_null()) return Value::null(type);
  if (json.is_boolean()) return Value::boolean(json.get<bool>());
  if (json.is_number()) return Value::number(*Number::parse(json.dump(), arena));
  return make_string(json.get<std::string>(), arena);
}

}  // namespace

const Type* read_type(const Json& json, Arena& arena) { return type_of_json(json, arena, 0); }

Value read_value(const Json& json, const Type* type, Arena& arena) { return value_of_json(json, type, arena, 0); }

CtyJson write_type(const Type* type) {
  switch (type->kind) {
    case TypeKind::kBool:
      return "bool";
    case TypeKind::kNumber:
      return "number";
    case TypeKind::kString:
      return "string";
    case TypeKind::kList:
      return Json::array({"list", write_type(type->element)});
    case TypeKind::kSet:
      return Json::array({"set", write_type(type->element)});
    case TypeKind::kMap:
      return Json::array({"map", write_type(type->element)});
    case TypeKind::kTuple: {
      Json elements = Json::array();
      for (const Type* element : type->elements) elements.push_back(write_type(element));
      return Json::array({"tuple", elements});
    }
    case TypeKind::kObject: {
      Json attributes = Json::object();
      for (const TypeAttribute& attribute : type->attributes) attributes[std::string(attribute.name)] = write_type(attribute.type);
      return Json::array({"object", attributes});
    }
    default:
      return "dynamic";
  }
}

namespace {

Json write_number(const Number& number) {
  const std::string text = number.to_string();
  if (number.is_infinite()) return {{"$number", text}};
  if (const auto small = number.to_int64(); small && std::abs(*small) <= (std::int64_t{1} << 53U)) return *small;
  // A double holds a fraction when its shortest text is the same number's; integers only up to 2^53.
  const double value = number.to_double();
  Arena scratch;
  const auto back = Number::parse(Json(value).dump(), scratch);
  if (!number.is_integer() && back && *back == number) return value;
  return {{"$number", number.to_scientific()}};
}

}  // namespace

CtyJson write_value(const Value& value) {
  Json json;
  switch (value.kind()) {
    case ValueKind::kUnknown:
      json = {{"$unknown", value.unknown_info().type != nullptr ? write_type(value.unknown_info().type) : Json("dynamic")}};
      break;
    case ValueKind::kBool:
      json = value.as_bool();
      break;
    case ValueKind::kNumber:
      json = write_number(value.as_number());
      break;
    case ValueKind::kString:
      json = value.as_string();
      break;
    case ValueKind::kList:
      if (value.is_open()) return {{"$unknown", "dynamic"}};
      json = Json::array();
      for (const Value& item : value.items()) json.push_back(write_value(item));
      break;
    case ValueKind::kMap:
      if (value.is_open()) return {{"$unknown", "dynamic"}};
      json = Json::object();
      for (const Member& member : value.members()) json[std::string(member.key)] = write_value(member.value);
      break;
    default:
      break;
  }
  if (value.is_sensitive()) return {{"$marked", json}};
  return json;
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/eval/eval_lines.h"

#include <cmath>
#include <istream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "analyzer/eval/build.h"
#include "analyzer/eval/convert.h"
#include "analyzer/eval/evaluator.h"
#include "analyzer/eval/sets.h"
#include "grammars/hcl/parser.h"

namespace platlint {
namespace {

using Json = nlohmann::ordered_json;

// ---- types and values out of JSON (cty's notation)

const Type* read_type(const Json& json, Arena& arena) {
  if (json.is_string()) {
    const std::string name = json.get<std::string>();
    return name == "string" ? Type::string() : name == "number" ? Type::number() : name == "bool" ? Type::boolean() : Type::dynamic();
  }
  if (!json.is_array() || json.size() < 2 || !json[0].is_string()) return Type::dynamic();
  const std::string name = json[0].get<std::string>();
  if (name == "list") return Type::list(read_type(json[1], arena), arena);
  if (name == "set") return Type::set(read_type(json[1], arena), arena);
  if (name == "map") return Type::map(read_type(json[1], arena), arena);
  if (name == "tuple" && json[1].is_array()) {
    std::vector<const Type*> elements;
    for (const Json& element : json[1]) elements.push_back(read_type(element, arena));
    return arena.make<Type>(Type{.kind = TypeKind::kTuple, .elements = arena.copy(elements)});
  }
  if (name == "object" && json[1].is_object()) {
    std::vector<TypeAttribute> attributes;
    for (const auto& [key, type] : json[1].items()) attributes.push_back({arena.copy(key), read_type(type, arena)});
    std::sort(attributes.begin(), attributes.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return arena.make<Type>(Type{.kind = TypeKind::kObject, .attributes = arena.copy(attributes)});
  }
  return Type::dynamic();
}

Value read_unknown(const Json& json, Arena& arena) {
  UnknownInfo info{.type = read_type(json["$unknown"], arena)};
  if (const auto at = json.find("refined"); at != json.end() && at->is_object()) {
    const Json& refined = *at;
    info.not_null = refined.value("not_null", false);
    for (const char* name : {"prefix", "prefix_full"})
      if (refined.contains(name) && refined[name].is_string()) info.prefix = arena.copy(refined[name].get<std::string>());
    const auto bound = [&](const char* name, const Number*& out, bool& inclusive) {
      if (!refined.contains(name)) return;
      const Json& value = refined[name].is_array() ? refined[name][0] : refined[name];
      inclusive = !refined[name].is_array();
      if (value.is_number()) out = arena.make<Number>(*Number::parse(value.dump(), arena));
    };
    bound("min", info.min, info.min_inclusive);
    bound("max", info.max, info.max_inclusive);
    if (refined.contains("min_length")) info.min_length = refined["min_length"].get<std::uint32_t>();
    if (refined.contains("max_length")) info.max_length = refined["max_length"].get<std::uint32_t>();
  }
  return Value::unknown(arena.make<UnknownInfo>(info));
}

Value read_value(const Json& json, const Type* type, Arena& arena);

Value read_list(const Json& json, const Type* type, Arena& arena) {
  std::vector<Value> items;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const Type* element = type->kind == TypeKind::kTuple && i < type->elements.size() ? type->elements[i] : type->element;
    items.push_back(read_value(json[i], element == nullptr ? Type::dynamic() : element, arena));
  }
  if (type->kind == TypeKind::kSet) return make_set(items, type->element, arena);
  return make_list(items, arena, type->kind == TypeKind::kList ? Collection::kList : Collection::kStructural, type->element);
}

Value read_value(const Json& json, const Type* type, Arena& arena) {
  if (json.is_object()) {
    if (json.contains("$unknown")) return read_unknown(json, arena);
    if (json.contains("$marked")) {
      const Value inner = read_value(json["$marked"], type, arena);
      return inner.with_marks(Mark::kSensitive);
    }
    if (json.contains("$number")) {
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
      members.push_back({arena.copy(key), {}, read_value(value, of == nullptr ? Type::dynamic() : of, arena)});
    }
    return make_map(std::move(members), arena, type->kind == TypeKind::kMap ? Collection::kMap : Collection::kStructural, type->element);
  }
  if (json.is_array()) return read_list(json, type, arena);
  if (json.is_null()) return Value::null(type);
  if (json.is_boolean()) return Value::boolean(json.get<bool>());
  if (json.is_number()) return Value::number(*Number::parse(json.dump(), arena));
  return make_string(json.get<std::string>(), arena);
}

// ---- values into JSON

Json write_type(const Type* type) {
  switch (type->kind) {
    case TypeKind::kBool: return "bool";
    case TypeKind::kNumber: return "number";
    case TypeKind::kString: return "string";
    case TypeKind::kList: return Json::array({"list", write_type(type->element)});
    case TypeKind::kSet: return Json::array({"set", write_type(type->element)});
    case TypeKind::kMap: return Json::array({"map", write_type(type->element)});
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
    default: return "dynamic";
  }
}

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

Json write_value(const Value& value) {
  Json json;
  switch (value.kind()) {
    case ValueKind::kUnknown: json = {{"$unknown", value.unknown_info().type != nullptr ? write_type(value.unknown_info().type) : Json("dynamic")}}; break;
    case ValueKind::kBool: json = value.as_bool(); break;
    case ValueKind::kNumber: json = write_number(value.as_number()); break;
    case ValueKind::kString: json = value.as_string(); break;
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
    default: break;
  }
  if (value.is_sensitive()) return {{"$marked", json}};
  return json;
}

class Variables final : public Scope {
 public:
  explicit Variables(std::vector<Member> members) : members_(std::move(members)) {}
  Value lookup(std::string_view root, std::span<const std::string_view>, SourceRange where, std::size_t&, Evaluation& evaluation) override {
    for (const Member& member : members_)
      if (member.key == root) return member.value;
    const std::string message = "Unknown variable: there is no variable named \"" + std::string(root) + "\".";
    evaluation.errors->push_back({Diagnostic::Kind::kSemantic, where, message});
    return Value::unknown(message, where, evaluation.arena);
  }

 private:
  std::vector<Member> members_;
};

Json eval_line(const Json& item, const FileSystem& files) {
  Json out;
  if (item.contains("id")) out["id"] = item["id"];
  const bool is_template = item.contains("template");
  if (!is_template && !(item.contains("expr") && item["expr"].is_string())) {
    out["error"] = "expected an object with \"expr\" or \"template\"";
    return out;
  }
  Arena arena;
  std::vector<Member> variables;
  if (item.contains("vars") && item["vars"].is_object())
    for (const auto& [name, variable] : item["vars"].items())
      if (variable.is_object() && variable.contains("value")) {
        const Type* type = variable.contains("type") ? read_type(variable["type"], arena) : Type::dynamic();
        variables.push_back({arena.copy(name), {}, read_value(variable["value"], type, arena)});
      }
  const SourceFile source(0, "expression", item[is_template ? "template" : "expr"].get<std::string>());
  Diagnostics errors;
  const hcl::Expr* tree = is_template ? hcl::parse_template(source, arena, errors) : hcl::parse_expression(source, arena, errors);
  if (tree != nullptr && errors.empty()) {
    Variables scope(std::move(variables));
    Evaluation evaluation{.arena = arena, .scope = scope, .files = &files, .plan_time = "2004-04-25T15:00:00Z", .errors = &errors};
    const Value value = evaluate(*tree, evaluation);
    if (errors.empty()) {
      if (value.is_unknown() || value.is_open()) out["unknown"] = true;
      else out["value"] = write_value(value);
      return out;
    }
  }
  out["error"] = errors.empty() ? std::string("the expression does not parse") : errors.front().message;
  return out;
}

}  // namespace

void eval_lines(std::istream& in, std::ostream& out, const FileSystem& files) {
  std::string line;
  while (std::getline(in, line)) {
    if (line.empty()) continue;
    const Json item = Json::parse(line, nullptr, false);
    const Json answer = item.is_object() ? eval_line(item, files) : Json{{"error", "the line is not a JSON object"}};
    out << answer.dump(-1, ' ', false, Json::error_handler_t::replace) << "\n";
  }
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/eval/functions/families.h"
#include "analyzer/eval/json_value.h"
#include "analyzer/eval/yaml_value.h"
#include "grammars/yaml/parser.h"

namespace platlint {
namespace {

// Indentation can make the text far longer than the value is: past `most` bytes nothing is written any more.
struct YamlText {
  std::string text = {};
  std::uint64_t most = 0;
  bool full() const { return text.size() > most; }
};

void write_yaml(const Value& value, int indent, bool in_list, YamlText& yaml);

void write_block(const Value& value, int indent, bool in_list, YamlText& yaml) {
  std::string& out = yaml.text;
  const std::string pad(static_cast<std::size_t>(indent) * 2, ' ');
  bool first = in_list;
  for (const Member& member : value.members()) {
    if (yaml.full()) return;
    if (!first) out += pad;
    first = false;
    std::string key;
    write_json(Value::string(member.key), key);
    out += key + ":";
    write_yaml(member.value, indent + 1, false, yaml);
  }
  for (const Value& item : value.items()) {
    if (yaml.full()) return;
    if (!first) out += pad;
    first = false;
    out += "-";
    write_yaml(item, indent + 1, true, yaml);
  }
}

void write_yaml(const Value& value, int indent, bool in_list, YamlText& yaml) {
  std::string& out = yaml.text;
  const bool list = value.is_list();
  if ((list && !value.items().empty()) || (value.is_map() && !value.members().empty())) {
    if (in_list) {
      out += " ";
      write_block(value, indent, true, yaml);
    } else {
      out += "\n";
      // A list inside a map stands at the map's own indentation.
      write_block(value, list ? indent - 1 : indent, false, yaml);
    }
    return;
  }
  out += " ";
  if (value.is_string()) {
    std::string json;
    if (value.as_string().find('\n') != std::string_view::npos) {
      // Several lines become a literal block.
      const std::string_view text = value.as_string();
      const bool ends = text.ends_with('\n');
      out += !ends ? "|-" : text.ends_with("\n\n") ? "|+" : "|";
      std::string_view rest = ends ? text.substr(0, text.size() - 1) : text;
      while (!yaml.full()) {
        const std::size_t end = rest.find('\n');
        out += "\n";
        if (!rest.substr(0, end).empty()) out += std::string(static_cast<std::size_t>(indent) * 2, ' ') + std::string(rest.substr(0, end));
        if (end == std::string_view::npos) break;
        rest = rest.substr(end + 1);
      }
    } else {
      write_json(value, json);
      // YAML needs no escapes for <, > and &.
      for (std::size_t i = 0; i < json.size(); ++i) {
        const std::string_view rest = std::string_view(json).substr(i);
        const char plain = rest.starts_with("\\u003c") ? '<' : rest.starts_with("\\u003e") ? '>' : rest.starts_with("\\u0026") ? '&' : '\0';
        // A backslash that is itself escaped starts no escape.
        const bool escape = json[i] == '\\' && plain == '\0' && i + 1 < json.size();
        out += plain != '\0' ? plain : json[i];
        if (escape) out += json[i + 1];
        i += plain != '\0' ? 5 : escape ? 1 : 0;
      }
    }
  } else if (list) {
    out += "[]";
  } else if (value.is_map()) {
    out += "{}";
  } else if (value.is_absent()) {
    out += "null";
  } else {
    out += *value.text();
  }
  out += "\n";
}

Value yamlencode(FunctionCall& call) {
  const Value& value = call.args[0];
  if (!value.is_wholly_known()) return unknown_not_null(Type::string(), call.arena());
  YamlText yaml{.most = call.evaluation.budget};
  std::string& out = yaml.text;
  const bool block = !value.items().empty() || !value.members().empty();
  if (block) write_block(value, 0, false, yaml);
  else write_yaml(value, 0, false, yaml);
  if (yaml.full() || !call.spend(out.size())) return call.too_large();
  if (out.starts_with(' ')) out.erase(0, 1);
  // A bare scalar is closed by a document end marker; quoted text, lists and maps are not.
  if (!block && (value.is_number() || value.is_bool() || value.is_absent())) out += "...\n";
  return make_string(out, call.arena());
}

// Nodes as structural values, with YAML 1.2's core schema.
Value from_node(const yaml::Node& node, Arena& arena, int depth) {
  if (depth > 100) return Value::unknown(nullptr);
  switch (node.kind) {
    case yaml::NodeKind::kNull:
      return Value::null();
    case yaml::NodeKind::kSequence: {
      std::vector<Value> items;
      for (const yaml::Node& item : node.items) items.push_back(from_node(item, arena, depth + 1));
      return make_list(items, arena);
    }
    case yaml::NodeKind::kMapping: {
      std::vector<Member> members;
      for (const yaml::Entry& entry : node.entries)
        members.push_back({arena.copy(entry.key.value), {}, from_node(entry.value, arena, depth + 1)});
      return make_map(std::move(members), arena);
    }
    case yaml::NodeKind::kScalar:
      break;
  }
  switch (yaml::scalar_type(node)) {
    case yaml::ScalarType::kNull:
      return Value::null();
    case yaml::ScalarType::kBool:
      return Value::boolean(node.value == "true" || node.value == "True" || node.value == "TRUE");
    case yaml::ScalarType::kInt:
    case yaml::ScalarType::kFloat:
      if (const auto number = Number::parse(node.value, arena)) return Value::number(*number);
      return make_string(node.value, arena);
    default:
      return make_string(node.value, arena);
  }
}

Value yamldecode(FunctionCall& call) {
  const auto value = read_yaml(call.args[0].as_string(), call.arena());
  return value ? *value : call.argument_error(0, value.error().message);
}

}  // namespace

Result<Value> read_yaml(std::string_view text, Arena& arena) {
  const SourceFile source(kNoFile, "yaml", std::string(text));
  Diagnostics problems;
  Arena trees;
  const yaml::File* file = yaml::parse(source, trees, problems);
  if (!problems.empty()) return fail(problems.front().message);
  if (file->documents.size() > 1) return fail("unexpected extra content after value");
  if (file->documents.empty() || file->documents.front().root == nullptr) return Value::null();
  return from_node(*file->documents.front().root, arena, 0);
}

std::span<const Function> yaml_functions() {
  static const FunctionParameter kRaw[] = {raw_parameter("value")};
  static const FunctionParameter kText[] = {text_parameter("src")};
  static const Function kTable[] = {
      {"yamlencode", kRaw, nullptr, gives_string, yamlencode},
      {"yamldecode", kText, nullptr, nullptr, yamldecode},
  };
  return kTable;
}

}  // namespace platlint

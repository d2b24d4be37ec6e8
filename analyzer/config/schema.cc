// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "analyzer/config/config.h"
#include "analyzer/config/keys.h"

namespace platlint {
namespace {

using Json = nlohmann::ordered_json;

Json string_schema(Form form) {
  Json json{{"type", "string"}};
  switch (form) {
    case Form::kDate:
      json["format"] = "date";
      json["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
      break;
    case Form::kSeverity:
      json["enum"] = {"info", "low", "medium", "high", "critical"};
      break;
    case Form::kSeverityOrNever:
      json["enum"] = {"info", "low", "medium", "high", "critical", "never"};
      break;
    case Form::kMoney:
      json = {{"type", {"string", "number"}}, {"pattern", "^[0-9]{1,12}(\\.[0-9]{1,6})?$"}, {"minimum", 0}};
      break;
    case Form::kAccountId:
      json = {{"type", {"string", "integer"}}, {"pattern", "^[0-9]{12}$"}};
      break;
    case Form::kWord:
      json["pattern"] = "^\\S*$";
      break;
    case Form::kPattern:
      json["format"] = "regex";
      break;
    case Form::kAny:
      json["type"] = {"string", "number"};
      break;
    case Form::kSelector:
    case Form::kGlob:
    case Form::kPath:
      break;
  }
  return json;
}

Json section_schema(std::span<const Key> keys);

Json key_schema(const Key& key) {
  Json json;
  switch (key.shape) {
    case Shape::kBool:
      json = {{"type", "boolean"}};
      break;
    case Shape::kInteger:
      json = {{"type", "integer"}, {"minimum", key.least}, {"maximum", key.most}};
      break;
    case Shape::kString:
      json = string_schema(key.form);
      break;
    case Shape::kStringList:
      json = {{"type", "array"}, {"items", string_schema(key.form)}};
      if (key.least != 0) json["minItems"] = key.least;
      break;
    case Shape::kStringMap:
      json = {{"type", "object"}, {"additionalProperties", string_schema(key.form)}};
      break;
    case Shape::kSection:
      json = section_schema(key.members);
      break;
    case Shape::kSectionList:
      json = {{"type", "array"}, {"items", section_schema(key.members)}};
      break;
    case Shape::kSectionMap:
      json = {{"type", "object"}, {"additionalProperties", section_schema(key.members)}};
      break;
  }
  json["description"] = key.description;
  return json;
}

Json section_schema(std::span<const Key> keys) {
  Json json{{"type", "object"}, {"additionalProperties", false}, {"properties", Json::object()}};
  for (const Key& key : keys) {
    json["properties"][std::string(key.name)] = key_schema(key);
    if (key.required) json["required"].push_back(key.name);
  }
  return json;
}

// Comment lines of at most 100 columns.
void write_comment(std::string_view text, const std::string& indent, std::string& out) {
  constexpr std::size_t kWidth = 100;
  while (!text.empty()) {
    std::size_t cut = text.size();
    if (text.size() > kWidth) cut = text.rfind(' ', kWidth);
    if (cut == std::string_view::npos || cut == 0) cut = text.size();
    out += indent + "# " + std::string(text.substr(0, cut)) + "\n";
    text.remove_prefix(std::min(text.size(), cut + 1));
  }
}

void write_key(const Key& key, const std::string& indent, const std::string& lead, std::string& out) {
  const std::string_view shown = key.example.empty() ? key.standard : key.example;
  out += indent + "# " + lead + std::string(key.name) + ": " + std::string(shown) + "\n";
}

void write_keys(std::span<const Key> keys, const std::string& indent, std::string& out) {
  for (const Key& key : keys) {
    std::string comment(key.description);
    if (!key.standard.empty() && key.shape != Shape::kSection) comment += " Default: " + std::string(key.standard) + ".";
    write_comment(comment, indent, out);
    if (key.shape == Shape::kSection) {
      out += indent + std::string(key.name) + ":\n";
      write_keys(key.members, indent + "  ", out);
      continue;
    }
    if (key.shape == Shape::kSectionList || key.shape == Shape::kSectionMap) {
      out += indent + "# " + std::string(key.name) + ":\n";
      if (key.shape == Shape::kSectionMap) out += indent + "#   RULE:\n";
      bool first = true;
      for (const Key& member : key.members) {
        write_key(member, indent, key.shape == Shape::kSectionMap ? "    " : first ? "  - " : "    ", out);
        first = false;
      }
      out += "\n";
      continue;
    }
    write_key(key, indent, "", out);
    out += "\n";
  }
}

}  // namespace

std::string config_schema() {
  Json json{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "platlint configuration (.platlint.yaml)"}};
  json.update(section_schema(config_keys()));
  return json.dump(2) + "\n";
}

std::string config_template() {
  std::string out = "# Configuration of platlint. Data only; every key is optional. Remove the \"# \" before a key to set it.\n\n";
  write_keys(config_keys(), "", out);
  return out;
}

}  // namespace platlint

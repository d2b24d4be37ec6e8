// SPDX-License-Identifier: Apache-2.0
//
// `on`. Names of events, their activity types and which filters each knows are those of
// https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

#include "analyzer/lower/github/cron.h"
#include "analyzer/lower/github/event_table.h"
#include "analyzer/lower/github/filter_pattern.h"
#include "analyzer/lower/github/reader.h"
#include "analyzer/support/nearest.h"
#include "grammars/ghexpr/ast.h"

namespace platlint::github {
namespace {

bool is_empty(const yaml::Node& node) {
  return node.kind == yaml::NodeKind::kNull || (node.is_scalar() && yaml::scalar_type(node) == yaml::ScalarType::kNull);
}

bool is_number(const yaml::Node& node) {
  char* end = nullptr;
  const std::string text(node.value);
  std::strtod(text.c_str(), &end);
  return !text.empty() && *end == '\0' && text.find_first_of("xXpPnN") == std::string::npos;
}

std::string quoted(std::string_view text) { return "\"" + std::string(text.substr(0, 100)) + "\""; }

}  // namespace

void Reader::events(const yaml::Node& node) {
  if (node.is_mapping()) {
    if (!mapping(node, "on")) return;
    keys(node, "\"on\"", {});
    for (const yaml::Entry& entry : node.entries) event(entry.key.value, entry.key.range, &entry.value);
    return;
  }
  if (node.is_scalar() && !is_empty(node)) return event(node.value, node.range, nullptr);
  if (!sequence(node, "on")) return;
  for (const yaml::Node& item : node.items) {
    if (item.is_scalar()) event(item.value, item.range, nullptr);
    else complain(Topic::kSyntax, item.range, "an event must be a text");
  }
}

void Reader::event(std::string_view name, SourceRange range, const yaml::Node* config) {
  out_.events.push_back({name, range});
  if (name == "workflow_call") out_.called = true;
  if (name == "workflow_dispatch") out_.dispatched = true;
  if (name.find("${{") != std::string_view::npos) return complain(Topic::kSyntax, range, "no expression can stand under \"on\"");
  if (name == "schedule") {
    if (config == nullptr || is_empty(*config)) complain(Topic::kSyntax, range, "the event \"schedule\" needs a list of times");
    else schedule(*config);
    return;
  }
  if (find_event(name) == nullptr) {
    const std::string_view near = nearest(name, event_names());
    return complain(Topic::kEvent, range, "unknown event " + quoted(name) + (near.empty() ? "" : "; did you mean " + quoted(near) + "?"));
  }
  if (config == nullptr || is_empty(*config)) return;
  if (name == "workflow_dispatch") return dispatch(*config);
  if (name == "workflow_call") return call(*config);
  if (name == "image_version") return image_version(*config);
  webhook(name, range, *config);
}

void Reader::webhook(std::string_view name, SourceRange range, const yaml::Node& config) {
  if (!mapping(config, name, true)) return;
  keys(config, quoted(name), {"types", "branches", "branches-ignore", "tags", "tags-ignore", "paths", "paths-ignore", "workflows"});
  const Event& event = *find_event(name);
  for (const yaml::Entry& entry : config.entries) {
    const std::string_view key = entry.key.value;
    if (key == "types") {
      texts(entry.value, "types", Place::kNowhere);
      const bool own = name == "repository_dispatch";
      if (!own && event.types.empty()) {
        complain(Topic::kEvent, entry.key.range, "the event " + quoted(name) + " has no activity types");
        continue;
      }
      if (own) continue;
      const auto check = [&](const yaml::Node& type) {
        if (type.is_scalar() && !has_type(event, type.value))
          complain(Topic::kEvent, type.range, "the event " + quoted(name) + " has no activity type " + quoted(type.value));
      };
      if (entry.value.is_scalar()) check(entry.value);
      for (const yaml::Node& type : entry.value.items) check(type);
      continue;
    }
    if (key == "workflows") {
      texts(entry.value, "workflows", Place::kNowhere);
      if (name != "workflow_run")
        complain(Topic::kEvent, entry.key.range, "the filter \"workflows\" is for the event \"workflow_run\", not for " + quoted(name));
      continue;
    }
    const char filter = key.starts_with("branches") ? 'b' : key.starts_with("tags") ? 't' : key.starts_with("paths") ? 'p' : '\0';
    if (filter == '\0') continue;
    if (event.filters.find(filter) == std::string_view::npos) {
      complain(Topic::kEvent, entry.key.range, "the filter " + quoted(key) + " does nothing for the event " + quoted(name));
      continue;
    }
    texts(entry.value, std::string(key), Place::kNowhere);
    const auto check = [&](const yaml::Node& pattern) {
      if (!pattern.is_scalar() || pattern.value.empty()) return;
      const std::string wrong = filter == 'p' ? wrong_path_pattern(pattern.value) : wrong_ref_pattern(pattern.value);
      if (!wrong.empty()) complain(Topic::kGlob, pattern.range, "the pattern " + quoted(pattern.value) + " is not one: " + wrong);
    };
    if (entry.value.is_scalar()) check(entry.value);
    for (const yaml::Node& pattern : entry.value.items) check(pattern);
  }
  for (const std::string_view key : {"branches", "tags", "paths"}) {
    const std::string ignore = std::string(key) + "-ignore";
    if (config.find(key) == nullptr || config.find(ignore) == nullptr || event.filters.find(key.front()) == std::string_view::npos)
      continue;
    for (const yaml::Entry& entry : config.entries)
      if (entry.key.value == ignore)
        complain(Topic::kEvent, entry.key.range, quoted(key) + " and " + quoted(ignore) + " cannot stand together for one event");
  }
  if (name == "workflow_run" && config.find("workflows") == nullptr)
    complain(Topic::kEvent, range, "the event \"workflow_run\" needs \"workflows\"");
}

void Reader::schedule(const yaml::Node& node) {
  if (!node.is_sequence()) return complain(Topic::kSyntax, node.range, "\"schedule\" must be a list");
  for (const yaml::Node& item : node.items) {
    if (!mapping(item, "schedule")) continue;
    keys(item, "\"schedule\"", {"cron", "timezone"});
    const yaml::Node* cron = item.find("cron");
    if (cron == nullptr) {
      complain(Topic::kSyntax, item.range, "\"cron\" is missing in \"schedule\"");
    } else if (text(*cron, Place::kNowhere, "cron")) {
      if (const std::string wrong = wrong_cron(cron->value); !wrong.empty()) complain(Topic::kEvent, cron->range, wrong);
    }
    if (const yaml::Node* zone = item.find("timezone");
        zone != nullptr && text(*zone, Place::kNowhere, "timezone") && !is_time_zone(zone->value))
      complain(Topic::kEvent, zone->range, quoted(zone->value) + " is no time zone of the IANA database");
  }
}

void Reader::dispatch(const yaml::Node& node) {
  if (!mapping(node, "workflow_dispatch", true)) return;
  keys(node, "\"workflow_dispatch\"", {"inputs"});
  const yaml::Node* inputs = node.find("inputs");
  if (inputs == nullptr || !mapping(*inputs, "inputs", true)) return;
  keys(*inputs, "\"inputs\"", {}, true);
  constexpr std::size_t kMost =
      25;  // https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_dispatch
  if (inputs->entries.size() > kMost)
    complain(Topic::kEvent, node.range,
             "\"workflow_dispatch\" takes at most 25 inputs, here are " + std::to_string(inputs->entries.size()));
  for (const yaml::Entry& entry : inputs->entries) dispatch_input(entry);
}

void Reader::dispatch_input(const yaml::Entry& entry) {
  const yaml::Node& node = entry.value;
  Input input;
  input.name = {entry.key.value, entry.key.range};
  input.type = InputType::kString;
  std::string_view type = "string";
  if (mapping(node, "input " + std::string(entry.key.value), true)) {
    keys(node, "an input", {"description", "required", "default", "type", "options", "deprecationMessage"});
    if (const yaml::Node* value = node.find("description")) text(*value, Place::kNowhere, "description", true);
    if (const yaml::Node* value = node.find("required")) boolean(*value, Place::kNowhere, "required");
    const yaml::Node* options = node.find("options");
    const yaml::Node* preset = node.find("default");
    if (const yaml::Node* value = node.find("type"); value != nullptr && text(*value, Place::kNowhere, "type")) {
      constexpr std::array<std::string_view, 5> kTypes = {"string", "number", "boolean", "choice", "environment"};
      type = value->value;
      if (std::find(kTypes.begin(), kTypes.end(), type) == kTypes.end())
        complain(Topic::kSyntax, value->range, "the type of an input must be one of " + listed(kTypes) + ", not " + quoted(type)),
            type = "";
    }
    if (preset != nullptr) text(*preset, Place::kNowhere, "default", true);
    input.type = type == "boolean"  ? InputType::kBool
                 : type == "number" ? InputType::kNumber
                 : type.empty()     ? InputType::kAny
                                    : InputType::kString;
    std::set<std::string_view> choices;
    if (options != nullptr && sequence(*options, "options"))
      for (const yaml::Node& option : options->items)
        if (text(option, Place::kNowhere, "options") && !choices.insert(option.value).second)
          complain(Topic::kEvent, option.range, "the option " + quoted(option.value) + " stands twice");
    if (type == "choice") {
      if (choices.empty())
        complain(Topic::kEvent, entry.key.range, "the input " + quoted(entry.key.value) + " is a choice without options");
      else if (preset != nullptr && preset->is_scalar() && !preset->value.empty() && !choices.contains(preset->value))
        complain(Topic::kEvent, preset->range, "the default " + quoted(preset->value) + " is none of the options");
    } else if (options != nullptr && !type.empty()) {
      complain(Topic::kEvent, entry.key.range, "\"options\" are for inputs of type choice; " + quoted(entry.key.value) + " is not");
    }
    if (preset != nullptr && preset->is_scalar() && !preset->value.empty()) {
      if (type == "boolean" && preset->value != "true" && preset->value != "false")
        complain(Topic::kEvent, preset->range, "the default of a boolean input must be true or false, not " + quoted(preset->value));
      if (type == "number" && !is_number(*preset))
        complain(Topic::kEvent, preset->range, "the default of a number input must be a number, not " + quoted(preset->value));
    }
  }
  out_.dispatch_inputs.push_back(input);
}

void Reader::call(const yaml::Node& node) {
  if (!mapping(node, "workflow_call", true)) return;
  keys(node, "\"workflow_call\"", {"inputs", "secrets", "outputs"});
  if (const yaml::Node* inputs = node.find("inputs"); inputs != nullptr && mapping(*inputs, "inputs", true)) {
    keys(*inputs, "\"inputs\"", {}, true);
    for (const yaml::Entry& entry : inputs->entries) call_input(entry);
  }
  if (const yaml::Node* secrets = node.find("secrets"); secrets != nullptr && mapping(*secrets, "secrets", true)) {
    out_.secrets_open = false;
    keys(*secrets, "\"secrets\"", {}, true);
    for (const yaml::Entry& entry : secrets->entries) {
      out_.call_secrets.push_back({entry.key.value, entry.key.range});
      if (!mapping(entry.value, "secret", true)) continue;
      keys(entry.value, "a secret", {"description", "required"});
      if (const yaml::Node* value = entry.value.find("required")) {
        boolean(*value, Place::kNowhere, "required");
        if (value->value == "true") out_.required_secrets.push_back({entry.key.value, entry.key.range});
      }
    }
  }
  if (const yaml::Node* outputs = node.find("outputs"); outputs != nullptr && mapping(*outputs, "outputs", true)) {
    keys(*outputs, "\"outputs\"", {}, true);
    for (const yaml::Entry& entry : outputs->entries) {
      out_.call_outputs.push_back({entry.key.value, entry.key.range});
      if (!mapping(entry.value, "output")) continue;
      keys(entry.value, "an output", {"description", "value"});
      if (const yaml::Node* value = entry.value.find("value"))
        text(*value, Place::kCallOutput, "on.workflow_call.outputs." + std::string(entry.key.value), true);
      else complain(Topic::kSyntax, entry.key.range, "\"value\" is missing in the output " + quoted(entry.key.value));
    }
  }
}

void Reader::call_input(const yaml::Entry& entry) {
  Input input;
  input.name = {entry.key.value, entry.key.range};
  const yaml::Node& node = entry.value;
  bool typed = false;
  if (mapping(node, "input " + std::string(entry.key.value), true)) {
    keys(node, "an input of a reusable workflow", {"description", "required", "default", "type", "deprecationMessage"});
    if (const yaml::Node* value = node.find("required")) {
      boolean(*value, Place::kNowhere, "required");
      input.required = value->value == "true";
    }
    if (const yaml::Node* value = node.find("type")) {
      if (text(*value, Place::kNowhere, "type")) {
        typed = true;
        if (value->value == "string") input.type = InputType::kString;
        else if (value->value == "number") input.type = InputType::kNumber;
        else if (value->value == "boolean") input.type = InputType::kBool;
        else
          complain(Topic::kSyntax, value->range,
                   "the type of an input must be \"string\", \"number\" or \"boolean\", not " + quoted(value->value));
      } else {
        typed = true;  // complained of already
      }
    }
    if (const yaml::Node* value = node.find("default")) {
      input.has_default = true;
      if (input.required)
        complain(Topic::kEvent, value->range, "the input " + quoted(entry.key.value) + " is required, so its default is never used");
      if (text(*value, Place::kCallInputDefault, "on.workflow_call.inputs." + std::string(entry.key.value), true) &&
          value->value.find("${{") == std::string_view::npos) {
        if (input.type == InputType::kNumber && !is_number(*value))
          complain(Topic::kEvent, value->range, "the default of a number input must be a number, not " + quoted(value->value));
        if (input.type == InputType::kBool && value->value != "true" && value->value != "false")
          complain(Topic::kEvent, value->range, "the default of a boolean input must be true or false, not " + quoted(value->value));
      }
    }
  }
  if (!typed) complain(Topic::kSyntax, entry.key.range, "\"type\" is missing in the input " + quoted(entry.key.value));
  out_.call_inputs.push_back(input);
}

void Reader::image_version(const yaml::Node& node) {
  if (!mapping(node, "image_version")) return;
  keys(node, "\"image_version\"", {"names", "versions"});
  for (const std::string_view key : {"names", "versions"})
    if (const yaml::Node* value = node.find(key)) {
      texts(*value, std::string(key), Place::kNowhere);
      for (const yaml::Node& item : value->items) version_pattern(item);
    }
}

void Reader::version_pattern(const yaml::Node& node) {
  if (!node.is_scalar() || node.value.empty() || node.value.find("${{") != std::string_view::npos) return;
  if (const std::string wrong = wrong_path_pattern(node.value); !wrong.empty())
    complain(Topic::kGlob, node.range, "the pattern " + quoted(node.value) + " is not one: " + wrong);
}

}  // namespace platlint::github

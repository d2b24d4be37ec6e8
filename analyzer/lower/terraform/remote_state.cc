// SPDX-License-Identifier: Apache-2.0
//
// terraform_remote_state reads the outputs of another root. When that root is part of the repository, its outputs can be evaluated here:
// the backend of the data source is compared with the backend blocks of the roots, by the arguments that tell one state from another.
// The outputs lose their references, which are addresses of the other root.
#include "analyzer/lower/terraform/remote_state.h"

#include <algorithm>

#include "analyzer/eval/build.h"

namespace platlint::terraform {
namespace {

// The arguments that together name one state, by backend.
// Source: https://developer.hashicorp.com/terraform/language/backend (2026-08)
struct Identity {
  std::string_view kind;
  std::string_view arguments[3];
};
constexpr Identity kIdentities[] = {
    {"s3", {"bucket", "key"}},
    {"gcs", {"bucket", "prefix"}},
    {"azurerm", {"storage_account_name", "container_name", "key"}},
    {"http", {"address"}},
    {"consul", {"path"}},
    {"oss", {"bucket", "key"}},
    {"cos", {"bucket", "key"}},
    {"kubernetes", {"secret_suffix"}},
};

constexpr int kMostProducers = 8;  // states that are read for a state that is read ...

// A local state's file, relative to the scan root.
std::string state_file(const Value& body, const std::string& directory) {
  const Value path = body["path"];
  if (!path.is_absent() && !path.is_string()) return {};
  const auto resolved = resolve_path(directory, path.is_string() ? path.as_string() : std::string_view("terraform.tfstate"));
  return resolved ? *resolved : std::string();
}

bool same_state(std::string_view kind, const Value& config, const std::string& reader, const Value& body, const std::string& writer) {
  if (kind == "local") {
    const std::string file = state_file(config, reader);
    return !file.empty() && file == state_file(body, writer);
  }
  if (kind == "remote" || kind == "cloud") {
    const Value name = config["workspaces"]["name"];
    return name.is_string() && config["organization"].is_string() &&
           body["organization"].equals(config["organization"].as_string()) == Tri::kTrue &&
           body["workspaces"]["name"].equals(name.as_string()) == Tri::kTrue;
  }
  for (const Identity& identity : kIdentities)
    if (identity.kind == kind)
      return std::all_of(std::begin(identity.arguments), std::end(identity.arguments), [&](std::string_view argument) {
        if (argument.empty()) return true;
        const Value wanted = config[argument];
        return wanted.is_string() && body[argument].equals(wanted.as_string()) == Tri::kTrue;
      });
  return false;
}

// A value as another root sees it.
Value foreign(const Value& value, Arena& arena, int depth) {
  Value out = value;
  if (depth > 30) {
    out = Value::unknown(nullptr);
  } else if (value.is_list()) {
    std::vector<Value> items;
    for (const Value& item : value.items()) items.push_back(foreign(item, arena, depth + 1));
    out = make_list(items, arena, value.collection(), value.element_type());
  } else if (value.is_map()) {
    std::vector<Member> members;
    for (const Member& member : value.members()) members.push_back({member.key, member.key_range, foreign(member.value, arena, depth + 1)});
    out = make_map(std::move(members), arena, value.collection(), value.element_type());
  }
  if (value.is_open()) out = out.as_open();
  return out.used_at(value.where()).with_origin(value.origin()).with_marks(value.marks()).with_refs(nullptr);
}

}  // namespace

RemoteStates::RemoteStates(const std::vector<std::unique_ptr<RootEvaluation>>& roots) {
  NoNames names;
  Diagnostics ignored;  // said when the block itself is evaluated
  for (const auto& root : roots)
    for (const hcl::Block* settings : root->directory.settings)
      for (const hcl::Block& block : settings->body.blocks) {
        if (block.type != "cloud" && (block.type != "backend" || block.labels.empty())) continue;
        Evaluation evaluation{.arena = root->arena(), .scope = names, .errors = &ignored};
        std::vector<Member> members;
        for (const hcl::Attribute& a : block.body.attributes) members.push_back({a.name, a.name_range, evaluate(*a.value, evaluation)});
        for (const hcl::Block& nested : block.body.blocks) {  // workspaces {}
          std::vector<Member> inner;
          for (const hcl::Attribute& a : nested.body.attributes) inner.push_back({a.name, a.name_range, evaluate(*a.value, evaluation)});
          members.push_back({nested.type, nested.header, make_map(std::move(inner), root->arena())});
        }
        states_.push_back({root.get(), block.type == "cloud" ? std::string_view("remote") : block.labels[0].text,
                           make_map(std::move(members), root->arena())});
      }
}

Value RemoteStates::outputs(const Value& data_source, SourceRange where, RootEvaluation& reader) const {
  Arena& arena = reader.arena();
  const auto unknown = [&](std::string_view cause) { return Value::unknown(cause, where, arena); };
  const Value kind = data_source["backend"];
  const Value config = data_source["config"];
  if (!kind.is_string() || !config.is_map()) return unknown("which state is read is unknown");
  const Value named = data_source["workspace"];
  if (!named.is_absent() && !named.is_string()) return unknown("which workspace's state is read is unknown");
  const std::string workspace(named.is_string() ? named.as_string() : kDefaultWorkspace);
  const RootEvaluation* producer = nullptr;
  bool ambiguous = false;
  for (const State& state : states_) {
    if (state.kind != kind.as_string() || !same_state(state.kind, config, reader.directory.path, state.body, state.root->directory.path))
      continue;
    if (state.root->variable_set == reader.variable_set) {
      producer = state.root;
      ambiguous = false;
      break;
    }
    ambiguous = producer != nullptr;
    if (producer == nullptr) producer = state.root;
  }
  if (producer == nullptr) return unknown("no root of the repository writes the state that is read here");
  if (ambiguous) return unknown("the state that is read here may be of several variable sets");
  // Whoever gives variables gives each workspace its own.
  if (workspace != producer->workspace.name && !producer->variables.empty()) return unknown("the state is that of another workspace");
  for (const RootEvaluation* at = &reader; at != nullptr; at = at->reader)
    if (&at->directory == &producer->directory) return unknown("the states read one another");
  if (reader.producer_depth >= kMostProducers) return unknown("states are read through too many others");

  auto& kept = reader.producers[{producer, workspace}];
  if (kept == nullptr) {
    kept = std::make_unique<RootEvaluation>(producer->input, producer->modules, producer->directory);
    kept->installed = producer->installed;
    kept->variable_set = producer->variable_set;
    kept->variables = producer->variables;
    kept->workspace.name = kept->arena().copy(workspace);
    kept->states = reader.states;
    kept->reader = &reader;
    kept->producer_depth = reader.producer_depth + 1;
    kept->depth = reader.depth;
    kept->budget = reader.budget;
    kept->max_memory = reader.max_memory;
    kept->instance = std::make_unique<ModuleInstance>(*kept, producer->directory, nullptr, "", std::span<const CallSite>{});
  }
  std::vector<Member> members;
  for (const auto& [name, block] : producer->directory.outputs)
    members.push_back({name, block->header, foreign(kept->instance->output(name), arena, 0)});
  return make_map(std::move(members), arena).used_at(where);
}

}  // namespace platlint::terraform

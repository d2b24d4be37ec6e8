// SPDX-License-Identifier: Apache-2.0
//
// Properties of contexts: https://docs.github.com/actions/reference/workflows-and-actions/contexts. What a workflow itself declares
// (inputs, jobs needed, steps with an id, matrix) is closed: a name that is not declared is a mistake. What comes from outside (variables,
// secrets, the event's payload, outputs of actions that are not here) is open.
#include "analyzer/lower/github/scopes.h"

#include <algorithm>

#include "analyzer/lower/github/json_type.h"
#include "analyzer/lower/lower.h"

namespace platlint::github {
namespace {

constexpr std::string_view kGithubStrings[] = {"action",
                                               "action_path",
                                               "action_ref",
                                               "action_repository",
                                               "action_status",
                                               "actor",
                                               "actor_id",
                                               "api_url",
                                               "artifact_cache_size_limit",
                                               "base_ref",
                                               "env",
                                               "event_name",
                                               "event_path",
                                               "graphql_url",
                                               "head_ref",
                                               "job",
                                               "job_workflow_sha",
                                               "output",
                                               "path",
                                               "ref",
                                               "ref_name",
                                               "ref_type",
                                               "repository",
                                               "repository_id",
                                               "repository_owner",
                                               "repository_owner_id",
                                               "repository_visibility",
                                               "repositoryurl",
                                               "retention_days",
                                               "run_attempt",
                                               "run_id",
                                               "run_number",
                                               "secret_source",
                                               "server_url",
                                               "sha",
                                               "state",
                                               "step_summary",
                                               "token",
                                               "triggering_actor",
                                               "workflow",
                                               "workflow_ref",
                                               "workflow_sha",
                                               "workspace"};

const Type* type_of(InputType type) {
  switch (type) {
    case InputType::kString:
      return &kStringType;
    case InputType::kNumber:
      return &kNumberType;
    case InputType::kBool:
      return &kBoolType;
    case InputType::kAny:
      break;
  }
  return &kAnyType;
}

std::string_view lower(std::string_view text, Arena& arena) { return arena.copy(ghexpr::lower_case(text)); }

void add(std::vector<Property>& properties, std::string_view name, const Type* type, Arena& arena) {
  const auto at = std::find_if(properties.begin(), properties.end(), [&](const Property& one) { return one.name == name; });
  if (at == properties.end()) properties.push_back({name, type});
  else at->type = joined(at->type, type, arena);
}

// What a matrix value that is one expression can be; contexts may be anything.
const Type* value_type(const yaml::Node& node, Arena& arena) {
  const auto found = node.is_scalar() ? ghexpr::find_placeholders(node.value) : std::vector<ghexpr::Placeholder>();
  if (found.size() != 1 || found[0].whole.begin != 0 || found[0].whole.end != node.value.size())
    return data_type(to_value(node, arena), arena);
  std::vector<ghexpr::Mistake> mistakes;
  const ghexpr::Node* root =
      ghexpr::parse(node.value.substr(found[0].inner.begin, found[0].inner.end - found[0].inner.begin), arena, mistakes);
  Scope anywhere;
  anywhere.place = Place::kStep;
  return root == nullptr ? &kAnyType : check_expression(*root, anywhere, arena, mistakes);
}

// Of all values of a row.
const Type* row_type(const yaml::Node& row, Arena& arena) {
  const Type* type = nullptr;
  for (const yaml::Node& item : row.items) {
    const Type* one = value_type(item, arena);
    type = type == nullptr ? one : joined(type, one, arena);
  }
  if (type == nullptr && row.is_scalar()) {
    const Type* whole = value_type(row, arena);
    if (whole->kind == TypeKind::kArray) type = whole->element;
  }
  return type == nullptr ? &kAnyType : type;
}

bool has_expression(const yaml::Node& node) { return node.is_scalar() && node.value.find("${{") != std::string_view::npos; }

}  // namespace

Scopes::Scopes(const Workflow& workflow, LocalFiles& files, Arena& arena) : workflow_(workflow), files_(files), arena_(arena) {
  inputs_ = inputs_type();
  github_ = github_type();
  job_ = job_type();
  runner_ = object_of({{"name", &kStringType},
                       {"os", &kStringType},
                       {"arch", &kStringType},
                       {"temp", &kStringType},
                       {"tool_cache", &kStringType},
                       {"debug", &kStringType},
                       {"environment", &kStringType},
                       {"workspace", &kStringType}},
                      nullptr, arena_);
  strategy_ =
      object_of({{"fail-fast", &kBoolType}, {"job-index", &kNumberType}, {"job-total", &kNumberType}, {"max-parallel", &kNumberType}},
                nullptr, arena_);
  secrets_ = &kStringMap;
  // Callers that pass all they have may pass more than is declared; but who declares secrets means to get those.
  const bool only_called = workflow_.called && workflow_.events.size() == 1;
  if (only_called && !workflow_.secrets_open && !workflow_.call_secrets.empty()) {
    std::vector<Property> properties = {
        {"github_token", &kStringType}, {"actions_runner_debug", &kStringType}, {"actions_step_debug", &kStringType}};
    for (const Name& secret : workflow_.call_secrets) add(properties, lower(secret.text, arena_), &kStringType, arena_);
    secrets_ = object_of(std::move(properties), nullptr, arena_);
  }
  for (const Job& job : workflow_.jobs) {
    ids_.emplace(ghexpr::lower_case(job.id.text), results_.size());
    results_.push_back(result_type(job));
  }
  for (const Job& job : workflow_.jobs) {
    needs_.push_back(needs_type(job));
    matrix_.push_back(matrix_type(job));
  }
  jobs_ = all_jobs_type();
}

const Type* Scopes::inputs_type() const {
  std::vector<Property> properties;
  for (const Input& input : workflow_.call_inputs) add(properties, lower(input.name.text, arena_), type_of(input.type), arena_);
  for (const Input& input : workflow_.dispatch_inputs) add(properties, lower(input.name.text, arena_), type_of(input.type), arena_);
  return object_of(std::move(properties), nullptr, arena_);
}

const Type* Scopes::github_type() const {
  const Type* event = &kOpenObject;
  if (workflow_.dispatched) {
    std::vector<Property> inputs;
    for (const Input& input : workflow_.dispatch_inputs) add(inputs, lower(input.name.text, arena_), &kStringType, arena_);
    // A called workflow sees the event of its caller.
    const Type* rest = workflow_.called ? &kStringType : nullptr;
    event = object_of({{"inputs", object_of(std::move(inputs), rest, arena_)}}, &kAnyType, arena_);
  }
  std::vector<Property> properties = {{"event", event}, {"ref_protected", &kBoolType}};
  for (const std::string_view name : kGithubStrings) properties.push_back({name, &kStringType});
  return object_of(std::move(properties), nullptr, arena_);
}

const Type* Scopes::job_type() const {
  const Type* container = object_of({{"id", &kStringType}, {"network", &kStringType}}, nullptr, arena_);
  const Type* service = object_of({{"id", &kStringType}, {"network", &kStringType}, {"ports", &kOpenObject}}, nullptr, arena_);
  const Type* services = object_of({}, service, arena_);
  return object_of({{"status", &kStringType},
                    {"check_run_id", &kNumberType},
                    {"container", container},
                    {"services", services},
                    {"workflow_ref", &kStringType},
                    {"workflow_sha", &kStringType},
                    {"workflow_repository", &kStringType},
                    {"workflow_file_path", &kStringType}},
                   nullptr, arena_);
}

const Type* Scopes::result_type(const Job& job) const {
  const Type* outputs = &kStringMap;
  if (!job.outputs_open) {
    std::vector<Property> properties;
    for (const Name& output : job.outputs) add(properties, lower(output.text, arena_), &kStringType, arena_);
    outputs = object_of(std::move(properties), nullptr, arena_);
  } else if (job.uses != nullptr) {
    if (const Interface* callee = job.uses->value.starts_with("./") ? files_.workflow(job.uses->value) : nullptr;
        callee != nullptr && callee->called) {
      std::vector<Property> properties;
      for (const std::string& output : callee->outputs) add(properties, lower(output, arena_), &kStringType, arena_);
      outputs = object_of(std::move(properties), nullptr, arena_);
    }
  }
  return object_of({{"outputs", outputs}, {"result", &kStringType}}, nullptr, arena_);
}

const Type* Scopes::needs_type(const Job& job) const {
  std::vector<Property> properties;
  for (const Name& need : job.needs) {
    const auto at = ids_.find(ghexpr::lower_case(need.text));
    properties.push_back({lower(need.text, arena_), at == ids_.end() ? &kAnyType : results_[at->second]});
  }
  return object_of(std::move(properties), nullptr, arena_);
}

const Type* Scopes::all_jobs_type() const {
  std::vector<Property> properties;
  for (const auto& [id, index] : ids_) properties.push_back({arena_.copy(id), results_[index]});
  return object_of(std::move(properties), nullptr, arena_);
}

const Type* Scopes::outputs_of(const Step& step) {
  if (step.uses == nullptr || !step.uses->value.starts_with("./")) return &kStringMap;
  const Interface* action = files_.action(step.uses->value);
  if (action == nullptr) return &kStringMap;
  std::vector<Property> properties;
  for (const std::string& output : action->outputs) add(properties, lower(output, arena_), &kStringType, arena_);
  return object_of(std::move(properties), nullptr, arena_);
}

const Type* Scopes::steps_type(int job, int before) {
  if (steps_job_ != job) {
    steps_job_ = job;
    steps_.clear();
    steps_before_.clear();
    open_from_ = -1;
    for (const Step& step : workflow_.jobs[static_cast<std::size_t>(job)].steps) {
      steps_before_.push_back(steps_.size());
      if (const yaml::Node* id = step.node->find("id"); id != nullptr && has_expression(*id) && open_from_ < 0)
        open_from_ = static_cast<int>(steps_before_.size());
      if (step.id.text.empty()) continue;
      steps_.push_back(
          {lower(step.id.text, arena_),
           object_of({{"outputs", outputs_of(step)}, {"conclusion", &kStringType}, {"outcome", &kStringType}}, nullptr, arena_)});
    }
    kept_steps_ = arena_.copy(steps_);
  }
  Type type;
  type.kind = TypeKind::kObject;
  type.properties = before < 0 ? kept_steps_ : kept_steps_.first(steps_before_[static_cast<std::size_t>(before)]);
  if (open_from_ >= 0 && (before < 0 || before >= open_from_)) type.rest = &kAnyType;
  return arena_.make<Type>(type);
}

const Type* Scopes::matrix_type(const Job& job) const {
  if (job.matrix == nullptr) return &kEmptyObject;
  if (!job.matrix->is_mapping()) return &kOpenObject;
  std::vector<Property> properties;
  bool open = false;
  for (const yaml::Entry& row : job.matrix->entries) {
    if (row.key.value == "exclude") continue;
    if (row.key.value == "include") {
      if (!row.value.is_sequence()) open = true;
      for (const yaml::Node& item : row.value.items) {
        if (!item.is_mapping()) open = true;
        for (const yaml::Entry& entry : item.entries)
          add(properties, lower(entry.key.value, arena_), value_type(entry.value, arena_), arena_);
      }
      continue;
    }
    add(properties, lower(row.key.value, arena_), row_type(row.value, arena_), arena_);
  }
  return object_of(std::move(properties), open ? &kAnyType : nullptr, arena_);
}

Scope Scopes::at(const Site& site) {
  Scope scope;
  scope.place = site.place;
  scope.contexts[0] = github_;
  scope.contexts[1] = &kStringMap;
  scope.contexts[2] = &kStringMap;
  scope.contexts[3] = secrets_;
  scope.contexts[4] = inputs_;
  scope.contexts[8] = strategy_;
  scope.contexts[9] = runner_;
  scope.contexts[10] = job_;
  scope.contexts[11] = jobs_;
  if (site.job < 0) return scope;
  if (!workflow_.is_action) {
    scope.contexts[5] = needs_[static_cast<std::size_t>(site.job)];
    scope.contexts[7] = matrix_[static_cast<std::size_t>(site.job)];
  }
  scope.contexts[6] = steps_type(site.job, site.step);
  return scope;
}

}  // namespace platlint::github

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "analyzer/lower/github/reader.h"
#include "grammars/ghexpr/ast.h"

namespace platlint::github {
namespace {

bool begins_id(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

// Letters, digits, '-' and '_', beginning with a letter or '_'.
bool is_id(std::string_view id) {
  return !id.empty() && begins_id(id.front()) &&
         std::all_of(id.begin(), id.end(), [](char c) { return begins_id(c) || (c >= '0' && c <= '9') || c == '-'; });
}

bool is_empty(const yaml::Node& node) {
  return node.kind == yaml::NodeKind::kNull || (node.is_scalar() && yaml::scalar_type(node) == yaml::ScalarType::kNull);
}

Name name_of(const yaml::Node& node) { return {node.value, node.range}; }

}  // namespace

void Reader::jobs(const yaml::Node& node) {
  if (!mapping(node, "jobs")) return;
  keys(node, "\"jobs\"", {}, true);
  out_.jobs.reserve(node.entries.size());
  for (const yaml::Entry& entry : node.entries) job(entry);
  job_ = step_ = -1;
}

void Reader::job(const yaml::Entry& entry) {
  out_.jobs.emplace_back();
  Job& job = out_.jobs.back();
  job_ = static_cast<int>(out_.jobs.size()) - 1;
  step_ = -1;
  job.id = name_of(entry.key);
  job.node = &entry.value;
  const yaml::Node& node = entry.value;
  if (!is_id(job.id.text))
    complain(Topic::kId, job.id.range,
             "the job's id \"" + std::string(job.id.text) + "\" must begin with a letter or _ and hold only letters, digits, - and _");
  if (!mapping(node, "job " + std::string(job.id.text))) return;
  keys(node, "job \"" + std::string(job.id.text) + "\"",
       {"name",      "needs",    "runs-on", "permissions", "environment",     "concurrency", "outputs",
        "env",       "defaults", "if",      "steps",       "timeout-minutes", "strategy",    "continue-on-error",
        "container", "services", "uses",    "with",        "secrets",         "snapshot"});
  // Needs and outputs of all jobs are known before any expression is looked at; the order here is for people.
  if (const yaml::Node* value = node.find("name")) text(*value, Place::kJob, "name", true);
  if (const yaml::Node* value = node.find("needs")) needs(*value, job);
  if (const yaml::Node* value = node.find("if")) condition(*value, Place::kJobIf);
  if (const yaml::Node* value = node.find("permissions")) permissions(*value);
  if (const yaml::Node* value = node.find("strategy")) strategy(*value, job);
  if (const yaml::Entry* found = find(node, "concurrency")) concurrency(*found, Place::kJob);
  job.uses = node.find("uses");
  job.with = node.find("with");
  job.secrets = node.find("secrets");
  if (job.uses != nullptr) {
    call_job(job, node);
    return;
  }
  for (const yaml::Entry& key : node.entries)
    if (key.key.value == "with" || key.key.value == "secrets")
      complain(Topic::kSyntax, key.key.range,
               "\"" + std::string(key.key.value) + "\" is for calls of reusable workflows, but this job has no \"uses\"");
  job.runs_on = node.find("runs-on");
  if (job.runs_on != nullptr) runs_on(*job.runs_on);
  else complain(Topic::kSyntax, job.id.range, "\"runs-on\" is missing in job \"" + std::string(job.id.text) + "\"");
  if (const yaml::Entry* found = find(node, "environment")) environment(*found);
  if (const yaml::Node* value = node.find("env")) env(*value, Place::kJobEnv);
  if (const yaml::Node* value = node.find("defaults")) defaults(*value, Place::kJobDefaults, job.default_shell);
  if (const yaml::Node* value = node.find("timeout-minutes")) number(*value, Place::kJob, "timeout-minutes", false);
  if (const yaml::Node* value = node.find("continue-on-error")) boolean(*value, Place::kJob, "continue-on-error");
  if (const yaml::Entry* found = find(node, "container")) container(*found, "container", false);
  if (const yaml::Node* value = node.find("services")) {
    job.services = value;
    services(*value);
  }
  if (const yaml::Entry* found = find(node, "snapshot")) snapshot(*found);
  if (const yaml::Node* value = node.find("outputs")) {
    if (is_expression(*value)) {
      job.outputs_open = true;
      site(*value, Place::kJobOutputs, Want::kObject, "outputs");
    } else if (mapping(*value, "outputs")) {
      keys(*value, "\"outputs\"", {}, true);
      for (const yaml::Entry& output : value->entries) {
        job.outputs.push_back(name_of(output.key));
        text(output.value, Place::kJobOutputs, "outputs." + std::string(output.key.value), true);
      }
    }
  }
  const yaml::Node* list = node.find("steps");
  if (list == nullptr) complain(Topic::kSyntax, job.id.range, "\"steps\" is missing in job \"" + std::string(job.id.text) + "\"");
  else if (is_empty(*list))
    complain(Topic::kSyntax, list->range, "\"steps\" must be a list, not nothing"),
        complain(Topic::kSyntax, job.id.range, "job \"" + std::string(job.id.text) + "\" has no steps");
  else steps(*list, job, Place::kStep, Place::kStepIf);
  step_ = -1;
}

void Reader::call_job(Job& job, const yaml::Node& node) {
  constexpr std::array<std::string_view, 9> kAllowed = {"name", "uses",        "with",     "secrets",    "needs",
                                                        "if",   "permissions", "strategy", "concurrency"};
  constexpr std::array<std::string_view, 11> kRefused = {"runs-on",   "environment", "outputs",         "env",
                                                         "defaults",  "steps",       "timeout-minutes", "continue-on-error",
                                                         "container", "services",    "snapshot"};
  for (const yaml::Entry& entry : node.entries)
    if (std::find(kRefused.begin(), kRefused.end(), entry.key.value) != kRefused.end())
      complain(Topic::kSyntax, entry.key.range,
               "\"" + std::string(entry.key.value) + "\" cannot stand in a job that calls a reusable workflow; only " + listed(kAllowed) +
                   " can");
  text(*job.uses, Place::kNowhere, "uses");
  job.outputs_open = true;
  if (job.with != nullptr) {
    if (is_expression(*job.with)) {
      site(*job.with, Place::kJobWith, Want::kObject, "with");
    } else if (mapping(*job.with, "with", true)) {
      keys(*job.with, "\"with\"", {}, true);
      for (const yaml::Entry& entry : job.with->entries) text(entry.value, Place::kJobWith, "with." + std::string(entry.key.value), true);
    }
  }
  if (job.secrets == nullptr) return;
  if (job.secrets->is_scalar() && !is_empty(*job.secrets)) {
    if (job.secrets->value != "inherit" && !is_expression(*job.secrets))
      complain(Topic::kSyntax, job.secrets->range, "\"secrets\" must be a mapping or \"inherit\"");
    return;
  }
  if (!mapping(*job.secrets, "secrets", true)) return;
  keys(*job.secrets, "\"secrets\"", {}, true);
  for (const yaml::Entry& entry : job.secrets->entries)
    text(entry.value, Place::kJobSecrets, "secrets." + std::string(entry.key.value), true);
}

void Reader::needs(const yaml::Node& node, Job& job) {
  const auto add = [&](const yaml::Node& item) {
    if (text(item, Place::kNowhere, "needs")) job.needs.push_back(name_of(item));
  };
  if (node.is_scalar()) {
    add(node);
  } else if (sequence(node, "needs", true)) {
    for (const yaml::Node& item : node.items) add(item);
  }
}

void Reader::runs_on(const yaml::Node& node) {
  if (is_expression(node)) return site(node, Place::kJob, Want::kLabels, "runs-on");
  if (!node.is_mapping()) return texts(node, "runs-on", Place::kJob);
  keys(node, "\"runs-on\"", {"group", "labels"});
  if (const yaml::Node* group = node.find("group")) text(*group, Place::kJob, "runs-on.group");
  if (const yaml::Node* labels = node.find("labels")) {
    if (is_expression(*labels)) site(*labels, Place::kJob, Want::kLabels, "runs-on.labels");
    else texts(*labels, "runs-on.labels", Place::kJob);
  }
}

void Reader::strategy(const yaml::Node& node, Job& job) {
  if (is_expression(node)) return site(node, Place::kStrategy, Want::kObject, "strategy");
  if (!mapping(node, "strategy")) return;
  keys(node, "\"strategy\"", {"matrix", "fail-fast", "max-parallel"});
  if (const yaml::Node* value = node.find("fail-fast")) boolean(*value, Place::kStrategy, "strategy.fail-fast");
  if (const yaml::Node* value = node.find("max-parallel")) number(*value, Place::kStrategy, "strategy.max-parallel", true);
  const yaml::Node* matrix = node.find("matrix");
  if (matrix == nullptr) return;
  job.matrix = matrix;
  if (is_expression(*matrix)) return site(*matrix, Place::kStrategy, Want::kObject, "strategy.matrix");
  if (!mapping(*matrix, "matrix")) return;
  keys(*matrix, "\"matrix\"", {}, true);
  for (const yaml::Entry& row : matrix->entries) {
    const std::string key = "strategy.matrix." + std::string(row.key.value);
    const bool combinations = row.key.value == "include" || row.key.value == "exclude";
    if (is_expression(row.value)) {
      site(row.value, Place::kStrategy, Want::kList, key);
      continue;
    }
    if (!sequence(row.value, row.key.value)) continue;
    for (const yaml::Node& item : row.value.items) {
      if (combinations && !is_expression(item)) {
        if (!mapping(item, row.key.value)) continue;
        keys(item, "\"" + std::string(row.key.value) + "\"", {}, true);
      }
      any(item, Place::kStrategy, key);
    }
  }
}

void Reader::credentials(const yaml::Node& node, const std::string& owner) {
  if (is_expression(node)) return site(node, Place::kCredentials, Want::kObject, owner + ".credentials");
  if (!mapping(node, "credentials")) return;
  keys(node, "\"credentials\"", {"username", "password"});
  const yaml::Node* username = node.find("username");
  const yaml::Node* password = node.find("password");
  if (username == nullptr || password == nullptr)
    complain(Topic::kSyntax, node.range, "\"credentials\" needs both \"username\" and \"password\"");
  if (username != nullptr) text(*username, Place::kCredentials, owner + ".credentials.username");
  if (password == nullptr || !text(*password, Place::kCredentials, owner + ".credentials.password")) return;
  if (password->value.find("${{") == std::string_view::npos)
    complain(Topic::kCredential, password->range, "the password of " + owner + " is written in the workflow; take it from a secret");
}

void Reader::container(const yaml::Entry& entry, const std::string& section, bool service) {
  const yaml::Node& node = entry.value;
  if (node.is_scalar()) {
    text(node, Place::kContainer, section, true);
    return;
  }
  if (!mapping(node, section)) return;
  if (service) keys(node, "\"" + section + "\"", {"image", "credentials", "env", "ports", "volumes", "options", "entrypoint", "command"});
  else keys(node, "\"" + section + "\"", {"image", "credentials", "env", "ports", "volumes", "options"});
  if (const yaml::Node* value = node.find("image")) text(*value, Place::kContainer, section + ".image", service);
  else complain(Topic::kSyntax, entry.key.range, "\"image\" is missing in \"" + section + "\"");
  if (const yaml::Node* value = node.find("credentials")) credentials(*value, section);
  if (const yaml::Node* value = node.find("env")) env(*value, Place::kContainerEnv, section + ".env");
  for (const std::string_view key : {"ports", "volumes"})
    if (const yaml::Node* value = node.find(key)) {
      if (is_expression(*value)) site(*value, Place::kContainer, Want::kList, section + "." + std::string(key));
      else texts(*value, section + "." + std::string(key), Place::kContainer);
    }
  for (const std::string_view key : {"options", "entrypoint", "command"})
    if (const yaml::Node* value = node.find(key)) text(*value, Place::kContainer, section + "." + std::string(key), true);
}

void Reader::services(const yaml::Node& node) {
  if (is_expression(node)) return site(node, Place::kContainer, Want::kObject, "services");
  if (!mapping(node, "services")) return;
  keys(node, "\"services\"", {}, true);
  for (const yaml::Entry& entry : node.entries) {
    if (is_expression(entry.value)) site(entry.value, Place::kContainer, Want::kAny, "services." + std::string(entry.key.value));
    else container(entry, "services." + std::string(entry.key.value), true);
  }
}

void Reader::environment(const yaml::Entry& entry) {
  const yaml::Node& node = entry.value;
  if (node.is_scalar()) {
    text(node, Place::kJob, "environment", true);
    return;
  }
  if (!mapping(node, "environment")) return;
  keys(node, "\"environment\"", {"name", "url", "deployment"});
  if (const yaml::Node* value = node.find("name")) text(*value, Place::kJob, "environment.name", true);
  else complain(Topic::kSyntax, entry.key.range, "\"name\" is missing in \"environment\"");
  if (const yaml::Node* value = node.find("url")) text(*value, Place::kEnvironmentUrl, "environment.url", true);
  if (const yaml::Node* value = node.find("deployment")) boolean(*value, Place::kJob, "environment.deployment");
}

void Reader::snapshot(const yaml::Entry& entry) {
  const yaml::Node& node = entry.value;
  if (node.is_scalar()) {
    text(node, Place::kJob, "snapshot");
    return;
  }
  if (node.is_sequence()) return complain(Topic::kSyntax, node.range, "\"snapshot\" must be a text or a mapping, not a list");
  if (!mapping(node, "snapshot")) return;
  keys(node, "\"snapshot\"", {"image-name", "version", "if"});
  if (const yaml::Node* value = node.find("image-name")) text(*value, Place::kJob, "snapshot.image-name");
  else complain(Topic::kSyntax, entry.key.range, "\"image-name\" is missing in \"snapshot\"");
  if (const yaml::Node* value = node.find("version"))
    if (text(*value, Place::kJob, "snapshot.version")) version_pattern(*value);
  if (const yaml::Node* value = node.find("if")) condition(*value, Place::kSnapshotIf);
}

void Reader::steps(const yaml::Node& node, Job& job, Place place, Place condition_place) {
  step_ids_.clear();
  if (!sequence(node, "steps", true)) return;
  for (const yaml::Node& item : node.items) step(item, job, place, condition_place);
}

void Reader::step(const yaml::Node& node, Job& job, Place place, Place condition_place) {
  job.steps.emplace_back();
  step_ = static_cast<int>(job.steps.size()) - 1;
  const auto current = static_cast<std::size_t>(step_);  // nested steps may move the vector
  job.steps[current].node = &node;
  if (is_empty(node) || !node.is_mapping() || node.entries.empty()) {
    complain(Topic::kSyntax, node.range, "a step must run a script with \"run\" or an action with \"uses\"");
    return;
  }
  const bool in_action = place == Place::kActionStep;
  std::string_view kind;
  for (const yaml::Entry& entry : node.entries)
    if (entry.key.value == "run" || entry.key.value == "uses" || entry.key.value == "parallel" || entry.key.value == "wait" ||
        entry.key.value == "wait-all" || entry.key.value == "cancel")
      kind = entry.key.value;
  if (kind == "run")
    keys(node, "a step that runs a script",
         {"id", "if", "name", "run", "working-directory", "shell", "env", "continue-on-error", "timeout-minutes", "background"});
  else if (kind == "uses")
    keys(node, "a step that runs an action",
         {"id", "if", "name", "uses", "with", "env", "continue-on-error", "timeout-minutes", "background"});
  else keys(node, "the step", {});
  if (kind.empty()) complain(Topic::kSyntax, node.range, "a step must run a script with \"run\" or an action with \"uses\"");

  if (const yaml::Node* value = node.find("id")) {
    site(*value, Place::kNowhere, Want::kText, "id");
    if (text(*value, Place::kNowhere, "id") && value->value.find("${{") == std::string_view::npos) {
      if (!is_id(value->value))
        complain(
            Topic::kId, value->range,
            "the step's id \"" + std::string(value->value) + "\" must begin with a letter or _ and hold only letters, digits, - and _");
      if (!step_ids_.insert(ghexpr::lower_case(value->value)).second)
        complain(Topic::kId, value->range, "the step's id \"" + std::string(value->value) + "\" is taken by an earlier step of this job");
      job.steps[current].id = name_of(*value);
    }
  }
  if (const yaml::Node* value = node.find("if")) condition(*value, condition_place);
  if (const yaml::Node* value = node.find("name")) text(*value, place, "name", true);
  if (const yaml::Node* value = node.find("env")) env(*value, place);
  if (const yaml::Node* value = node.find("continue-on-error")) boolean(*value, place, "continue-on-error");
  if (const yaml::Node* value = node.find("timeout-minutes")) number(*value, place, "timeout-minutes", false);
  if (const yaml::Node* value = node.find("working-directory")) text(*value, place, "working-directory", true);
  if (const yaml::Node* value = node.find("run"))
    if (text(*value, place, "run")) job.steps[current].run = value;
  if (const yaml::Node* value = node.find("uses"))
    if (text(*value, Place::kNowhere, "uses")) job.steps[current].uses = value;
  if (const yaml::Node* value = node.find("shell"); value != nullptr && kind != "uses")
    if (text(*value, in_action ? Place::kActionStep : Place::kNowhere, "shell")) job.steps[current].shell = value;
  if (const yaml::Node* value = node.find("with"); value != nullptr && kind == "uses") {
    if (is_expression(*value)) {
      site(*value, place, Want::kObject, "with");
    } else if (mapping(*value, "with", true)) {
      job.steps[current].with = value;
      keys(*value, "\"with\"", {}, true);
      for (const yaml::Entry& entry : value->entries) text(entry.value, place, "with." + std::string(entry.key.value), true);
    }
  }
  if (const yaml::Node* value = node.find("parallel"); value != nullptr && sequence(*value, "parallel"))
    for (const yaml::Node& item : value->items) step(item, job, place, condition_place);
}

}  // namespace platlint::github

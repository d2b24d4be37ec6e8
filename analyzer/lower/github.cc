// SPDX-License-Identifier: Apache-2.0
//
// Workflows and actions to resources. Bodies are the YAML as written, expressions kept as text; beside that, members with a dot in
// their name say what holds in effect: "permissions.effective" of a job (a job's block replaces the workflow's whole), "env.effective" of
// jobs and steps, "triggers" as a map of events, "environment.name".
#include <string>

#include "analyzer/eval/build.h"
#include "analyzer/lower/lower.h"
#include "grammars/yaml/parser.h"

namespace platlint {
namespace {

class WorkflowLowering {
 public:
  WorkflowLowering(const SourceFile& file, Fragment& fragment) : file_(file), fragment_(fragment), arena_(fragment.arena) {}

  void workflow(const Value& document) {
    const Value triggers = events(document["on"]);
    std::vector<Member> members(document.members().begin(), document.members().end());
    members.push_back({"triggers", document["on"].where(), triggers});
    const ResourceId id = add("github/workflow", document["name"].text().value_or(std::string(file_.path())), file_.path(), document.where(), head(document), std::move(members), kNoResource);
    for (const Member& job : document["jobs"].members())
      if (job.value.is_map()) this->job(job, document, triggers, id);
  }

  void action(const Value& document) {
    std::vector<Member> members(document.members().begin(), document.members().end());
    const ResourceId id = add("github/action", document["name"].text().value_or(std::string(file_.path())), file_.path(), document.where(), head(document), std::move(members), kNoResource);
    steps(document["runs"]["steps"], Value(), std::string(file_.path()), id, triggers_);
  }

 private:
  static SourceRange head(const Value& document) { return document.members().empty() ? document.where() : document.members().front().key_range; }

  ResourceId add(std::string_view kind, const std::string& name, std::string_view address, SourceRange range, SourceRange header, std::vector<Member> members, ResourceId parent) {
    Resource resource;
    resource.domain = Domain::kGithub;
    resource.kind = kind;
    resource.name = arena_.copy(name);
    resource.address = arena_.copy(address);
    resource.root = file_.path();
    resource.range = range;
    resource.header = header;
    resource.parent = parent;
    resource.body = Value::map(arena_.copy(members)).used_at(header);
    return fragment_.add(resource);
  }

  // `on` as a map from event to its configuration, whichever way it is written.
  Value events(const Value& on) {
    if (on.is_map()) return on;
    std::vector<Member> members;
    for (const Value& event : on.each())
      if (event.is_string()) members.push_back({event.as_string(), event.where(), Value::null().used_at(event.where())});
    return Value::map(arena_.copy(members)).used_at(on.where());
  }

  Value merged(const Value& outer, const Value& inner, SourceRange where) {
    std::vector<Member> members(outer.members().begin(), outer.members().end());
    members.insert(members.end(), inner.members().begin(), inner.members().end());
    const Value map = make_map(std::move(members), arena_).used_at(where);
    return (!outer.is_absent() && !outer.is_map()) || (!inner.is_absent() && !inner.is_map()) ? map.as_open() : map;
  }

  void job(const Member& job, const Value& document, const Value& triggers, ResourceId workflow) {
    const Value& body = job.value;
    std::vector<Member> members(body.members().begin(), body.members().end());
    const Value permissions = body["permissions"].is_missing() ? document["permissions"] : body["permissions"];
    members.push_back({"permissions.effective", permissions.where(), permissions.is_missing() ? Value::missing(job.key_range) : permissions});
    const Value environment = body["environment"];
    members.push_back({"environment.name", environment.where(), environment.is_map() ? environment["name"] : environment.is_missing() ? Value::missing(job.key_range) : environment});
    const Value env = merged(document["env"], body["env"], job.key_range);
    members.push_back({"env.effective", job.key_range, env});
    members.push_back({"triggers", triggers.where(), triggers});
    const std::string address = std::string(file_.path()) + "#" + std::string(job.key);
    const SourceRange range = {body.where().file, job.key_range.begin, body.where().end};
    const ResourceId id = add("github/job", std::string(job.key), address, range, job.key_range, std::move(members), workflow);
    steps(body["steps"], env, address, id, triggers);
  }

  void steps(const Value& list, const Value& env, const std::string& address, ResourceId parent, const Value& triggers) {
    std::size_t index = 0;
    for (const Value& step : list.items()) {
      ++index;
      if (!step.is_map()) continue;
      std::vector<Member> members(step.members().begin(), step.members().end());
      members.push_back({"env.effective", step.where(), merged(env, step["env"], step.where())});
      members.push_back({"triggers", triggers.where(), triggers});
      const Value id = step["id"];
      const std::string name = step["name"].text().value_or(id.text().value_or("step " + std::to_string(index)));
      add("github/step", name, address + "/" + id.text().value_or(std::to_string(index)), step.where(), head(step), std::move(members), parent);
    }
  }

  const SourceFile& file_;
  Fragment& fragment_;
  Arena& arena_;
  Value triggers_;
};

}  // namespace

Fragment lower_github(const SourceFile& file, FileKind kind) {
  Fragment fragment;
  const yaml::File* tree = yaml::parse(file, fragment.arena, fragment.diagnostics);
  if (tree->documents.empty() || tree->documents.front().root == nullptr) return fragment;
  const Value document = to_value(*tree->documents.front().root, fragment.arena);
  if (!document.is_map()) return fragment;
  WorkflowLowering lowering(file, fragment);
  if (kind == FileKind::kAction) lowering.action(document);
  else lowering.workflow(document);
  return fragment;
}

}  // namespace platlint

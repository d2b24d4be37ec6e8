// SPDX-License-Identifier: Apache-2.0
//
// A merged pipeline as resources: the pipeline, and its jobs with the variables that they get.
#include <algorithm>

#include "analyzer/eval/build.h"
#include "analyzer/lower/gitlab/pipeline.h"
#include "analyzer/lower/lower.h"

namespace platlint {

Fragment lower_gitlab(const LowerInput& input, const SourceFile& entry) {
  Fragment fragment;
  const gitlab::Pipeline pipeline = gitlab::merge_pipeline(input, entry, fragment.arena, fragment.diagnostics, fragment.gaps);
  if (!pipeline.merged.is_map()) return fragment;
  const SourceRange top = {entry.id(), 0, static_cast<std::uint32_t>(std::min<std::size_t>(entry.text().size(), entry.line(1).size()))};
  const auto make = [&](std::string_view kind, std::string_view name, std::string address, SourceRange range, SourceRange header) {
    Resource resource;
    resource.domain = Domain::kGitlab;
    resource.kind = kind;
    resource.name = name;
    resource.address = fragment.arena.copy(address);
    resource.root = entry.path();
    resource.range = range;
    resource.header = header;
    return resource;
  };
  std::vector<Member> members;
  for (const Member& member : pipeline.merged.members())
    if (!gitlab::is_job(member.key)) members.push_back(member);
  std::vector<Value> complaints;
  for (const gitlab::Complaint& complaint : pipeline.invalid)
    complaints.push_back(make_string(complaint.message, fragment.arena).used_at(complaint.where.valid() ? complaint.where : top));
  members.push_back({"invalid", top, make_list(complaints, fragment.arena).used_at(top)});
  members.push_back({"incomplete", top, Value::boolean(pipeline.incomplete)});
  Resource whole = make("gitlab/pipeline", entry.path(), entry.path(), entry.whole(), top);
  whole.body = Value::map(fragment.arena.copy(members)).used_at(top);
  const ResourceId id = fragment.add(whole);

  for (const Member& job : pipeline.merged.members()) {
    if (!gitlab::is_job(job.key) || !job.value.is_map()) continue;
    const SourceRange header = job.key_range.valid() ? job.key_range : job.value.where();
    Resource resource = make("gitlab/job", job.key, entry.path() + "#" + std::string(job.key), job.value.where(), header);
    resource.parent = id;
    std::vector<Member> body(job.value.members().begin(), job.value.members().end());
    // Pipeline variables are the job's unless `inherit` says otherwise.
    std::vector<Member> variables;
    const Value inherit = job.value["inherit"]["variables"];
    if (inherit.is_absent() || inherit.is_true() == Tri::kTrue)
      for (const Member& variable : pipeline.merged["variables"].members())
        variables.push_back({variable.key, variable.key_range, variable.value.is_map() ? variable.value["value"] : variable.value});
    for (const Member& variable : job.value["variables"].members())
      variables.push_back({variable.key, variable.key_range, variable.value.is_map() ? variable.value["value"] : variable.value});
    body.push_back({"variables.effective", header, make_map(std::move(variables), fragment.arena).used_at(header)});
    resource.body = Value::map(fragment.arena.copy(body)).used_at(header);
    fragment.add(resource);
  }
  return fragment;
}

}  // namespace platlint

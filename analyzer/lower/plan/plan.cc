// SPDX-License-Identifier: Apache-2.0
//
// A plan beside its sources is the same infrastructure twice. It must not be reported twice, and the plan knows more, so it is laid over
// the root that it was made of: the resources stay the sources' (places, comments, references), their values become the plan's. The root is
// the one whose addresses the plan names; of several variable sets it is the one whose variables agree. Instances that only the plan
// knows (an unknown for_each, a module that is not in the repository) are added. A second plan of the same root and set is another
// set, named by the plan's path. A plan without its sources stands on its own, with places in the plan.
//
// What happens to each resource becomes a resource of the kind "terraform/change", and the member "plan.action" of the resource itself.
#include "analyzer/lower/plan/plan.h"

#include <algorithm>
#include <set>

#include "analyzer/eval/build.h"
#include "analyzer/lower/lower.h"

namespace platlint {
namespace plan {
namespace {

constexpr std::size_t kMostCopied = 100;  // edges of a block that each of its instances gets

std::string_view directory_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

// How well a fragment fits a plan; nothing when it does not.
struct Fit {
  std::size_t matched = 0;   // blocks of the plan that it has
  std::size_t near = 0;      // length of the common folder
  std::size_t agreeing = 0;  // variables with the plan's value
  auto operator<=>(const Fit&) const = default;
};

std::optional<Fit> fit(const Plan& plan, std::span<const Resource> sources) {
  std::set<std::string, std::less<>> blocks;
  std::map<std::string_view, const Resource*> variables;
  for (const Resource& resource : sources) {
    blocks.insert(without_keys(resource.address));
    if (resource.address.starts_with("var.")) variables.emplace(resource.address.substr(4), &resource);
  }
  // Modules from elsewhere may be missing in the sources, so only the root module's own blocks must be there.
  std::set<std::string> own;
  for (const PlannedResource& resource : plan.resources)
    if (!resource.data && resource.exists() && resource.module_address.empty()) own.insert(without_keys(resource.address));
  if (own.empty())
    for (const PlannedResource& resource : plan.resources)
      if (!resource.data && resource.exists()) own.insert(without_keys(resource.address));
  Fit found;
  found.matched =
      static_cast<std::size_t>(std::count_if(own.begin(), own.end(), [&](const std::string& address) { return blocks.contains(address); }));
  if (found.matched == 0 || found.matched * 2 < own.size()) return std::nullopt;
  const std::string_view root = sources.front().root;
  const std::string_view folder = directory_of(plan.path);
  if (root.empty() || folder == root || folder.starts_with(std::string(root) + "/")) found.near = root.size() + 1;
  for (const Member& variable : plan.root["variables"].members())
    if (const auto at = variables.find(variable.key);
        at != variables.end() && same_value((*at->second)["value"], variable.value["value"]) == Tri::kTrue)
      ++found.agreeing;
  return found;
}

// A root in one variable set, as plans find it.
struct Candidate {
  Fragment* fragment = nullptr;
  bool taken = false;
  std::vector<Resource> resources = {};  // as they were before a plan took it
  std::vector<Edge> edges = {};
};

// The candidate that fits best, of equals a free one; null when none fits.
Candidate* best_fit(const Plan& plan, std::vector<Candidate>& candidates) {
  Candidate* best = nullptr;
  Fit most;
  for (Candidate& candidate : candidates) {
    const auto found = fit(plan, candidate.taken ? candidate.resources : candidate.fragment->resources);
    if (!found || (best != nullptr && (*found < most || (*found == most && (candidate.taken || !best->taken))))) continue;
    best = &candidate;
    most = *found;
  }
  return best;
}

// The region of an AWS resource's provider, where the configuration says it plainly.
Value region_of(const Plan& plan, const PlannedResource& resource) {
  const Value key = resource.configuration["provider_config_key"];
  const Value region = plan.root["configuration"]["provider_config"][key.is_string() ? key.as_string() : "aws"]["expressions"]["region"];
  if (!region["constant_value"].is_missing()) return region["constant_value"];
  for (const Value& reference : region["references"].items())
    if (reference.is_string() && reference.as_string().starts_with("var."))
      return plan.root["variables"][reference.as_string().substr(4)]["value"];
  return Value::missing(resource.where);
}

class Joiner {
 public:
  Joiner(const Plan& plan, Fragment& fragment, bool joined) : plan_(plan), fragment_(fragment), joined_(joined) {
    for (const Resource& resource : fragment.resources) {
      by_address_.emplace(resource.address, resource.id);
      if (resource.unknown_instance) open_.emplace(without_keys(resource.address), resource.id);
    }
  }

  void join() {
    for (const PlannedResource& resource : plan_.resources) {
      if (resource.exists() && seen_.insert(resource.address).second) place(resource);
      if (!resource.data && !resource.action.empty() && resource.action != "no-op" && resource.action != "read") add_change(resource);
    }
    add_references(plan_, added_, fragment_);
  }

 private:
  void place(const PlannedResource& planned) {
    const auto known = by_address_.find(planned.address);
    if (known != by_address_.end()) {
      Resource& resource = fragment_.resources[known->second];
      resource.body = overlaid_body(resource.body, planned, fragment_.arena);
      return;
    }
    // The block is there, but not how often: the plan's first instance takes the place of the unknown ones, others are copies.
    if (const auto open = open_.find(without_keys(planned.address)); open != open_.end()) {
      const bool first = fragment_.resources[open->second].unknown_instance;
      const ResourceId id = first ? open->second : copy(open->second);
      Resource& resource = fragment_.resources[id];
      resource.body = overlaid_body(resource.body, planned, fragment_.arena);
      resource.address = planned.address;
      resource.unknown_instance = false;
      by_address_.emplace(resource.address, id);
      return;
    }
    // A data source that was read is of no interest without the code that uses it.
    if (planned.data && joined_) return;
    Resource resource = blank(planned);
    resource.kind = fragment_.arena.copy("terraform/" + std::string(planned.data ? "data." : "") + std::string(planned.type));
    resource.body = planned_body(planned, fragment_.arena);
    if (planned.type.starts_with("aws_")) {
      std::vector<Member> members(resource.body.members().begin(), resource.body.members().end());
      members.push_back({"provider.region", planned.where, region_of(plan_, planned)});
      resource.body = make_map(std::move(members), fragment_.arena).used_at(planned.where);
    }
    const ResourceId id = fragment_.add(resource);
    by_address_.emplace(planned.address, id);
    added_.emplace(id, &planned);
  }

  ResourceId copy(ResourceId of) {
    const ResourceId id = fragment_.add(fragment_.resources[of]);
    const auto [known, first] = block_edges_.try_emplace(of);
    if (first)
      for (const Edge& edge : fragment_.edges)
        if ((edge.from == of || edge.to == of) && known->second.size() < kMostCopied) known->second.push_back(edge);
    for (Edge edge : known->second) {
      (edge.from == of ? edge.from : edge.to) = id;
      fragment_.edges.push_back(edge);
    }
    return id;
  }

  Resource blank(const PlannedResource& planned) const {
    Resource resource;
    resource.domain = Domain::kTerraform;
    resource.name = planned.name;
    resource.address = planned.address;
    resource.module_path = planned.module_address;
    resource.root = joined_ ? fragment_.resources.front().root : plan_.path;
    resource.variable_set = joined_ ? fragment_.resources.front().variable_set : std::string_view();
    resource.range = resource.header = planned.where;
    return resource;
  }

  void add_change(const PlannedResource& planned) {
    Resource resource = blank(planned);
    resource.kind = kChangeKind;
    if (const auto known = by_address_.find(planned.address); known != by_address_.end()) {
      resource.range = fragment_.resources[known->second].range;
      resource.header = fragment_.resources[known->second].header;
      resource.calls = fragment_.resources[known->second].calls;
    }
    std::vector<Member> members = {{"action", planned.where, Value::string(planned.action).used_at(resource.header)},
                                   {"type", planned.where, Value::string(planned.type).used_at(resource.header)}};
    if (!planned.reason.is_absent()) members.push_back({"reason", planned.where, planned.reason});
    if (!planned.change["replace_paths"].is_absent()) members.push_back({"replace_paths", planned.where, planned.change["replace_paths"]});
    resource.body = make_map(std::move(members), fragment_.arena).used_at(resource.header);
    fragment_.add(resource);
  }

  const Plan& plan_;
  Fragment& fragment_;
  bool joined_;
  std::map<std::string_view, ResourceId> by_address_;
  std::map<std::string, ResourceId> open_;               // blocks with an unknown number of instances
  std::map<ResourceId, std::vector<Edge>> block_edges_;  // of those that were copied
  std::set<std::string_view> seen_;
  std::map<ResourceId, const PlannedResource*> added_;  // without sources
};

}  // namespace
}  // namespace plan

void lower_plans(const LowerInput& input, std::vector<Fragment>& terraform) {
  std::vector<Fragment> alone;
  std::vector<plan::Candidate> candidates;
  for (Fragment& fragment : terraform)
    if (!fragment.resources.empty()) candidates.push_back({&fragment});
  for (const InputFile& file : input.list) {
    if (file.kind != FileKind::kTerraformPlan) continue;
    Fragment& own = alone.emplace_back();
    const plan::Plan read = plan::read_plan(input.sources[file.id], own);
    if (read.resources.empty()) continue;
    plan::Candidate* sources = plan::best_fit(read, candidates);
    if (sources != nullptr && sources->taken) {
      // What the sources say lives in the arena of the first one, which lives as long.
      own.resources = sources->resources;
      own.edges = sources->edges;
      for (Resource& resource : own.resources) resource.variable_set = read.path;
      plan::Joiner(read, own, true).join();
    } else if (sources != nullptr) {
      sources->taken = true;
      sources->resources = sources->fragment->resources;
      sources->edges = sources->fragment->edges;
      plan::Joiner(read, *sources->fragment, true).join();
    } else {
      plan::Joiner(read, own, false).join();
    }
  }
  std::move(alone.begin(), alone.end(), std::back_inserter(terraform));
}

}  // namespace platlint

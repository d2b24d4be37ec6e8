// SPDX-License-Identifier: Apache-2.0
//
// A plan's configuration names what each argument refers to ("aws_s3_bucket.logs.id", "module.data.bucket", "var.role"), not the instance.
// Names are followed through module inputs and outputs; among the instances of a block the one with the referring instance's own key
// is meant when there is one, all of them otherwise. References through locals are in no plan.
#include <algorithm>
#include <set>

#include "analyzer/eval/build.h"
#include "analyzer/lower/plan/plan.h"

namespace platlint::plan {
namespace {

constexpr int kMaxSteps = 30;               // through inputs and outputs
constexpr std::size_t kMaxWork = 200'000;   // names followed and edges made, of one plan
constexpr std::size_t kMostCompared = 500;  // names of one expression among which beginnings of others are looked for

std::string_view parent_of(std::string_view module_path) {
  const std::size_t at = module_path.rfind("module.");
  return at == std::string_view::npos || at == 0 ? std::string_view() : module_path.substr(0, at - 1);
}

std::string join(std::string_view module_path, std::string_view rest) {
  return module_path.empty() ? std::string(rest) : std::string(module_path) + "." + std::string(rest);
}

class References {
 public:
  References(const Plan& plan, Fragment& fragment) : plan_(plan), fragment_(fragment) {
    for (const Resource& resource : fragment.resources)
      if (resource.kind != kChangeKind) instances_[without_keys(resource.address)].push_back(resource.id);
  }

  bool exhausted() const { return left_ == 0; }

  void add(ResourceId id, const PlannedResource& resource) {
    const Value expressions = resource.configuration["expressions"];
    if (!expressions.is_map()) return;
    const std::string module_path = without_keys(resource.module_address);
    std::vector<Member> members(fragment_.resources[id].body.members().begin(), fragment_.resources[id].body.members().end());
    for (const Member& expression : expressions.members()) {
      targets_.clear();
      collect(id, expression.value, module_path, 0);
      if (targets_.empty()) continue;
      std::vector<Ref> refs;
      for (const auto& [to, attribute] : targets_) {
        refs.push_back({fragment_.resources[to].address, attribute, expression.value.where()});
        fragment_.edges.push_back({id, to, EdgeKind::kReference, expression.key, attribute, expression.value.where()});
      }
      const Refs* all = fragment_.arena.make<Refs>(Refs{fragment_.arena.copy(refs)});
      for (Member& member : members)
        if (member.key == expression.key) member.value = member.value.with_refs(all);
    }
    Resource& made = fragment_.resources[id];
    made.body = make_map(std::move(members), fragment_.arena).used_at(made.body.where());
  }

 private:
  // Nested blocks hold expressions of their own.
  void collect(ResourceId from, const Value& expression, std::string_view module_path, int steps) {
    if (steps > kMaxSteps) return;
    for (const Value& item : expression.items()) collect(from, item, module_path, steps + 1);
    const auto references = expression["references"].items();
    for (const Value& reference : references) {
      if (!reference.is_string()) continue;
      const std::string_view text = reference.as_string();
      // "a.b.c" is listed with its beginning "a.b", which says nothing more.
      const bool beginning =
          references.size() <= kMostCompared && std::any_of(references.begin(), references.end(), [&](const Value& other) {
            return other.is_string() && other.as_string().size() > text.size() && other.as_string().starts_with(text) &&
                   (other.as_string()[text.size()] == '.' || other.as_string()[text.size()] == '[');
          });
      if (!beginning) follow(from, text, module_path, steps);
    }
    if (references.empty() && expression.is_map())
      for (const Member& member : expression.members())
        if (member.key != "constant_value") collect(from, member.value, module_path, steps + 1);
  }

  void follow(ResourceId from, std::string_view text, std::string_view module_path, int steps) {
    if (left_ == 0) return;
    --left_;
    const auto parts = address_parts(text);
    if (parts.size() < 2) return;
    if (parts[0] == "var") {
      if (module_path.empty()) return;
      const std::string_view call = module_path.substr(module_path.rfind("module.") + 7);
      const std::string_view parent = parent_of(module_path);
      if (const auto module = plan_.modules.find(parent); module != plan_.modules.end())
        collect(from, module->second.value["module_calls"][call]["expressions"][parts[1].substr(0, parts[1].find('['))], parent, steps + 1);
      return;
    }
    if (parts[0] == "module") {
      if (parts.size() < 3) return;
      const std::string_view name = parts[1].substr(0, parts[1].find('['));
      const std::string below = join(module_path, "module." + std::string(name));
      if (const auto module = plan_.modules.find(below); module != plan_.modules.end())
        collect(from, module->second.value["outputs"][parts[2].substr(0, parts[2].find('['))]["expression"], below, steps + 1);
      return;
    }
    const std::size_t name_at = parts[0] == "data" ? 2 : 1;
    if (parts.size() <= name_at) return;
    std::string block;
    for (std::size_t i = 0; i <= name_at; ++i) block += (i == 0 ? "" : ".") + std::string(parts[i].substr(0, parts[i].find('[')));
    const auto at = instances_.find(join(module_path, block));
    if (at == instances_.end()) return;
    const std::string_view attribute =
        parts.size() > name_at + 1 ? parts[name_at + 1].substr(0, parts[name_at + 1].find('[')) : std::string_view();
    const std::size_t bracket = parts[name_at].find('[');
    const std::string_view key =
        bracket == std::string_view::npos ? key_of(fragment_.resources[from].address) : parts[name_at].substr(bracket);
    const auto has_key = [&](ResourceId to) { return !key.empty() && key_of(fragment_.resources[to].address) == key; };
    const bool exact = std::any_of(at->second.begin(), at->second.end(), has_key);
    for (const ResourceId to : at->second) {
      if (left_ == 0) return;
      --left_;
      if (to != from && (!exact || has_key(to))) targets_.emplace(to, attribute);
    }
  }

  // The last instance key of an address, with its brackets.
  static std::string_view key_of(std::string_view address) {
    const std::string_view last = address_parts(address).back();
    const std::size_t bracket = last.find('[');
    return bracket == std::string_view::npos ? std::string_view() : last.substr(bracket);
  }

  const Plan& plan_;
  Fragment& fragment_;
  std::size_t left_ = kMaxWork;
  std::map<std::string, std::vector<ResourceId>, std::less<>> instances_;
  std::set<std::pair<ResourceId, std::string_view>> targets_;
};

}  // namespace

void add_references(const Plan& plan, const std::map<ResourceId, const PlannedResource*>& from, Fragment& fragment) {
  References references(plan, fragment);
  for (const auto& [id, resource] : from) references.add(id, *resource);
  if (references.exhausted())
    fragment.diagnostics.push_back(
        {Diagnostic::Kind::kLimit, plan.root["configuration"].where(), "The plan's references unfold without end; not all were followed."});
}

}  // namespace platlint::plan

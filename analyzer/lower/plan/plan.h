// SPDX-License-Identifier: Apache-2.0
//
// What `terraform show -json PLAN` says (format 1.x, OpenTofu's too): https://developer.hashicorp.com/terraform/internals/json-format.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/model/program.h"
#include "analyzer/source/source_map.h"

namespace platlint::plan {

// What becomes of a resource, as a resource with the same address: {action, type, reason, replace_paths}. Only where something
// does.
inline constexpr std::string_view kChangeKind = "terraform/change";

// One instance of a resource (or data source) that the plan speaks of.
struct PlannedResource {
  std::string_view address = {};         // module.data["eu"].aws_s3_bucket.logs[0]
  std::string_view module_address = {};  // module.data["eu"]; empty in the root module
  std::string_view type = {};
  std::string_view name = {};
  bool data = false;
  Value index = {};              // missing, a number or a string
  std::string_view action = {};  // "no-op", "create", "read", "update", "delete", "replace", "forget"; empty when the plan does not say
  Value change = {};             // {actions, after, after_unknown, after_sensitive, replace_paths, ...}
  Value reason = {};             // action_reason
  SourceRange where = {};        // the address in the plan
  Value configuration = {};      // its entry of `configuration`: {expressions, provider_config_key, ...}; missing when there is none

  bool exists() const { return action != "delete" && action != "forget"; }
};

// The configuration of a module, by its path without instance keys ("module.a.module.b").
struct PlannedModule {
  Value value = {};                                          // {resources, module_calls, outputs}
  std::map<std::string, Value, std::less<>> resources = {};  // "aws_s3_bucket.logs", "data.aws_region.here"
};

struct Plan {
  FileId file = kNoFile;
  std::string_view path = {};
  Value root = {};
  std::vector<PlannedResource> resources = {};  // in the plan's order
  std::map<std::string, PlannedModule, std::less<>> modules = {};
};

// Values live in the fragment's arena. A plan of another format gives a gap and no resources; broken JSON a diagnostic.
Plan read_plan(const SourceFile& file, Fragment& fragment);

// An address without its instance keys: module.data.aws_s3_bucket.logs.
std::string without_keys(std::string_view address);
// The parts of an address or reference, split at dots outside of brackets: module, data["a.b"], aws_s3_bucket, logs[0].
std::vector<std::string_view> address_parts(std::string_view address);

// The body of a resource that has no sources: what is set, with its place in the plan; unknown where it is known after apply only. What
// nobody configured and the provider leaves empty is missing.
Value planned_body(const PlannedResource& resource, Arena& arena);
// `source` with the plan's values: known where only the plan knows, elsewhere as it was. Places, chains and references stay the source's.
Value overlaid_body(const Value& source, const PlannedResource& resource, Arena& arena);

// References of the configuration as edges (and as references of the values) from those resources of the fragment, given by their
// local ids, to any resource of it.
void add_references(const Plan& plan, const std::map<ResourceId, const PlannedResource*>& from, Fragment& fragment);

}  // namespace platlint::plan

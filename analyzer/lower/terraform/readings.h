// SPDX-License-Identifier: Apache-2.0
//
// What rules see of a resource or a data source beside what is written in it. Names with a dot are for rules alone; the others can be
// named by expressions as well. `where` and `block` are places in the block for what stands nowhere else.
#pragma once

#include <string_view>
#include <vector>

#include "analyzer/lower/terraform/module_instance.h"

namespace platlint::terraform {

// What data sources give whose results can be told without asking AWS.
std::vector<Member> data_attributes(std::string_view type, const Value& body, const Value& region, SourceRange where, Arena& arena);

// Texts that hold policies, documents or containers, as what they say: "policy.document", "containers".
std::vector<Member> structures(std::string_view type, const Value& body, SourceRange block, Arena& arena);

// default_tags under the resource's own tags, without what the provider ignores. Empty where there are none.
Value tags_all(const Value& own, const Provider& provider, SourceRange where, Arena& arena);

}  // namespace platlint::terraform

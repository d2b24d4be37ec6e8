// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "analyzer/model/value.h"

namespace platlint::terraform {

// The policy that an aws_iam_policy_document data source renders, as a value with unknown parts: {Version, Statement: [{Sid, Effect,
// Action, Resource, Principal, Condition, ...}]}. Statements of source documents come first; override documents replace by Sid.
Value render_policy_document(const Value& body, Arena& arena);

// What a JSON text holds: read from the text, or the value that was encoded where the text has unknown parts. Missing when it is no JSON.
// Places as with parse_policy.
Value decoded(const Value& attribute, SourceRange block, Arena& arena);

// The policy in an attribute, whatever it came from (JSON text, a heredoc, jsonencode, a data source): a map whose Statement is a
// list; unknown when it cannot be seen, missing when the attribute is absent or no JSON object. Its parts stand where they are written if
// that is inside of `block`, else at the attribute, and remember the place.
Value parse_policy(const Value& attribute, SourceRange block, Arena& arena);

// Is this attribute of a resource an IAM policy?
bool is_policy_attribute(std::string_view type, std::string_view attribute);

}  // namespace platlint::terraform

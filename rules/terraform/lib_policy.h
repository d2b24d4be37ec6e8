// SPDX-License-Identifier: Apache-2.0
//
// What the statements of IAM policies say: whom they let in, and whether their conditions narrow that down. Facts:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
#pragma once

#include "analyzer/model/value.h"

namespace platlint::policy_facts {

// Without an Effect AWS refuses a statement; what is meant is to allow.
Tri allows(const Value& statement);

// Is the principal of this statement every AWS account: "*", {"AWS": "*"}, the wildcard in place of an account's number, or everyone but
// some (NotPrincipal)? An attribute of another resource, a role's ARN, an account's number, is never a star.
Tri is_anybody(const Value& statement);

// Does the condition say who or from where? Encryption in transit does not, nor do tests that hold for everyone ("*", 0.0.0.0/0, all but
// some) or that hold when the key is absent (ForAllValues).
Tri narrows(const Value& condition);

// Everyone is let in.
Tri is_public(const Value& statement);

// Is the text an item of the list, or the value itself? For texts with a star: computed attributes are never one.
Tri has_star_item(const Value& value, std::string_view text);

}  // namespace platlint::policy_facts

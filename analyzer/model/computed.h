// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "analyzer/model/value.h"

namespace platlint {

// Why an attribute that only the provider sets is unknown.
inline constexpr std::string_view kKnownOnlyToProvider = "known only to the provider";

// Is the value itself an attribute that a resource or a data source has after apply: an ARN, an id, an account's number? It is something,
// and no star that somebody wrote. What an expression made of one is not meant: of `var.open ? "*" : aws_iam_role.x.arn` the star is
// one outcome, and of `var.own ? aws_kms_key.k.arn : null` nothing is.
inline bool is_computed(const Value& value) {
  if (!value.is_unknown()) return false;
  const UnknownInfo& info = value.unknown_info();
  const bool read = info.type == nullptr && info.cause.empty();  // operators and functions give their results a type or a cause
  return (read || info.cause == kKnownOnlyToProvider) &&
         std::any_of(value.refs().begin(), value.refs().end(), [](const Ref& ref) { return !ref.attribute.empty(); });
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
//
// Whom an image is shared with.
#pragma once

#include <cstddef>
#include <string_view>

#include "analyzer/rule/rule.h"

namespace platlint::ami {

inline constexpr std::string_view kKinds[] = {"terraform/aws_ami_launch_permission"};

// The attribute that says with whom; missing for a group, which is everybody.
inline Value grantee(const Resource& permission) {
  for (const std::string_view attribute : {"account_id", "organization_arn", "organizational_unit_arn"})
    if (!permission[attribute].is_absent()) return permission[attribute];
  return {};
}

// Each of thousands would be held against each of thousands; nobody reads so many.
inline constexpr std::size_t kMostPermissions = 250;

// Does another permission of this root share the same image with somebody else?
inline bool has_company(const Resource& permission, const RuleContext& ctx) {
  const Value image = permission["image_id"];
  const auto all = ctx.siblings(permission, "aws_ami_launch_permission");
  if (all.size() > kMostPermissions) return true;
  for (const Resource* other : all) {
    if (other->id == permission.id || grantee(*other).is_missing()) continue;
    const Value theirs = (*other)["image_id"];
    if (same_value(image, theirs) == Tri::kTrue) return true;
    // The id of an image that is yet to be made is the same where it comes from the same place.
    if (image.is_unknown() && !image.refs().empty() && !theirs.refs().empty() && image.refs()[0].address == theirs.refs()[0].address)
      return true;
  }
  return false;
}

}  // namespace platlint::ami

// SPDX-License-Identifier: Apache-2.0
//
// Canned ACLs of buckets, where they may stand, and what the bucket's public access block makes of them. Facts:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_s3_module.h"

namespace platlint::s3_acl {

inline constexpr std::string_view kKinds[] = {"terraform/aws_s3_bucket", "terraform/aws_s3_bucket_acl", s3_module::kKind};

inline bool is_public(std::string_view acl) { return acl == "public-read" || acl == "public-read-write" || acl == "authenticated-read"; }

// Of a bucket, an aws_s3_bucket_acl, or a call of the module; missing for any other call.
inline Value acl_of(const Resource& resource) {
  if (resource.kind != s3_module::kKind) return resource["acl"];
  const auto inputs = s3_module::inputs(resource);
  return inputs ? (*inputs)["acl"] : Value();
}

// Whom a list that lets everybody in is about: the bucket where it is known, at which other tools tell it and their ignores stand. What it
// says of users of AWS (AuthenticatedUsers) is told at the list.
inline const Resource& subject_of(const Resource& resource, const RuleContext& ctx) {
  if (resource.type() != "aws_s3_bucket_acl") return resource;
  const auto buckets = ctx.references(resource, "aws_s3_bucket", "bucket");
  return buckets.empty() ? resource : *buckets.front();
}
inline const Resource& subject_of(const Resource& resource, std::string_view acl, const RuleContext& ctx) {
  return acl == "authenticated-read" ? resource : subject_of(resource, ctx);
}

// Are all four switches against public access on, in so many words?
inline bool refuses_public_acls(const Value& block) {
  for (const std::string_view flag : {"block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"})
    if (block[flag].is_true() != Tri::kTrue) return false;
  return true;
}

// Does a public access block of the bucket that this ACL is of keep everybody out all the same?
inline bool is_blocked(const Resource& resource, const RuleContext& ctx) {
  if (resource.kind == s3_module::kKind) {
    const auto inputs = s3_module::inputs(resource);
    return inputs && refuses_public_acls(*inputs);
  }
  std::vector<const Resource*> buckets = {&resource};
  if (resource.type() == "aws_s3_bucket_acl") buckets = ctx.references(resource, "aws_s3_bucket", "bucket");
  for (const Resource* bucket : buckets)
    for (const Resource* block : ctx.referrers(*bucket, "aws_s3_bucket_public_access_block", "bucket"))
      if (refuses_public_acls(block->body)) return true;
  return false;
}

}  // namespace platlint::s3_acl

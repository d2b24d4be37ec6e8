// SPDX-License-Identifier: Apache-2.0
//
// Declarative rules for what Kyverno's patterns cannot say: attributes that the provider defaults, nested blocks of which there may be
// none, unknown values, resources joined by reference. Most checks of cloud resources are such predicates:
//
//   apiVersion: platlint.dev/v1
//   kind: ResourceRule
//   id: aws-rds-unencrypted
//   summary: RDS instance stores its data unencrypted
//   severity: high
//   tags: [encryption, database]
//   equivalents: [checkov:CKV_AWS_16]
//   checks:
//     - kinds: [aws_db_instance]              # without a domain: terraform
//       modules: [terraform-aws-modules/rds/aws]  # optional: calls of these modules, where they are not in the repository
//       when: {replicate_source_db: {set: false}}   # optional: whom the check is about
//       each: ebs_block_device                # optional: ask every item; `when`, `require` and `forbid` are then about the item
//       require: {storage_encrypted: true}    # or forbid: {...}
//       message: the database and its snapshots are stored unencrypted
//
// The language of conditions stands in resource_condition.h. What cannot be known is reported as unknown.
#pragma once

#include <memory>
#include <string_view>

#include "analyzer/model/value.h"
#include "analyzer/rule/registry.h"
#include "analyzer/support/arena.h"
#include "analyzer/support/result.h"

namespace platlint {

bool is_resource_rule(const Value& document);

// `keep` owns what `document` points into. The error says what is wrong in the rule.
Result<std::shared_ptr<const PolicyRule>> compile_resource_rule(const Value& document, std::shared_ptr<const Arena> keep);

}  // namespace platlint

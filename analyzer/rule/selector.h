// SPDX-License-Identifier: Apache-2.0
//
// How people name rules, on the command line, in the configuration and in ignores:
//
//   aws-s3-public-acl     an id or an earlier id            aws-s3-*             a glob over ids
//   storage, tag:storage  a tag                             terraform            a domain
//   severity>=high        also > = < <=                     confidence>=medium   likewise
//   checkov:CKV_AWS_21    another tool's check, also without the tool's name     all
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/rule/registry.h"
#include "analyzer/support/result.h"

namespace platlint {

bool selects(std::string_view selector, const Rule& rule);

// Does the selector name this rule itself: by id, earlier id, or another tool's id (not by glob, tag, domain or level)?
bool names(std::string_view selector, const Rule& rule);

// An error when the selector is malformed or matches no rule; names what is nearest.
Result<std::vector<const Rule*>> select(const Registry& registry, std::string_view selector);

// The rules of a run, sorted by id. No `wanted`: all but the pedantic ones, which only their own name or the tag "pedantic" switches on.
Result<std::vector<const Rule*>> select_rules(const Registry& registry, std::span<const std::string> wanted,
                                              std::span<const std::string> unwanted);

}  // namespace platlint

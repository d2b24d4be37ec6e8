// SPDX-License-Identifier: Apache-2.0
//
// The conditions of declarative resource rules (resource_rule.h): small, three-valued predicates on one resource and on what is joined
// to it. Written as YAML:
//
//   storage_encrypted: true                       the attribute is true; absent counts as false
//   engine: [mysql, mariadb]                      ... is one of these
//   retention_in_days: {at_least: 365, default: 0}  absent is judged as this value, which is what the provider puts there
//   kms_key_id: {set: true}
//   origin.custom_origin_config: {every: {origin_protocol_policy: https-only}}
//
// Several entries must all hold; `any: [...]`, `all: [...]` and `not: {...}` combine. A path goes through nested blocks; a plain test looks
// into the first of several, `some`, `every` and `none` ask all of them (also those of all blocks on the way). "." is the item itself.
//
//   referrer aws_flow_log.vpc_id: {some: {}}      resources whose attribute refers to this one
//   reference aws_iam_role.role: {...}            resources that this one's attribute refers to
//   reference data.aws_kms_key.kms_key_id: {...}  data sources, likewise
//   sibling aws_guardduty_detector: {...}         all of that kind in the same root
//
// Tests: a plain value or list (equal to one of them), or a map of: is, not, default, set, length, at_least, at_most, starts, ends,
// contains (a part of a text, an item of a list), has (the value itself, or an item), matches ('*' and '?'), allows (the value is an IAM
// action pattern that covers one of these), some, every, none.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/model/resource.h"
#include "analyzer/rule/rule.h"
#include "analyzer/support/result.h"

namespace platlint::policy {

struct Condition;

struct Test {
  std::optional<Value> fallback = {};  // of an absent value
  std::vector<Value> one_of = {};
  std::optional<bool> set = {};
  std::optional<std::int64_t> at_least = {};
  std::optional<std::int64_t> at_most = {};
  std::vector<std::string> starts = {};
  std::vector<std::string> ends = {};
  std::vector<std::string> contains = {};  // part of a text; an item of a list
  std::vector<std::string> has = {};
  std::vector<std::string> matches = {};
  std::vector<std::string> allows = {};
  std::unique_ptr<Test> negated = {};
  std::unique_ptr<Test> length = {};
  std::unique_ptr<Condition> some = {};
  std::unique_ptr<Condition> every = {};
  std::unique_ptr<Condition> none = {};
};

struct Path {
  enum class From { kBody, kReferrer, kReference, kSibling } from = From::kBody;
  std::string kind = {};                // of the joined resources
  std::string attribute = {};           // that joins
  std::vector<std::string> steps = {};  // none: the value itself
  std::string text = {};
};

struct Condition {
  enum class Kind { kAll, kAny, kNot, kTest } kind = Kind::kAll;
  std::vector<Condition> parts = {};
  Path path = {};
  Test test = {};
};

// What decided, and where it is written.
struct Answer {
  Tri holds = Tri::kTrue;
  Value at = {};
  std::string path = {};
};

// What a condition is asked of: the body (or an item in it) and the resource that joins start from.
struct Asked {
  const Resource& resource;
  const RuleContext& context;
  Value value = {};
};

// Mistakes are told with the words as written. The texts of values must outlive the condition.
Result<Condition> read_condition(const Value& yaml);
Result<Path> read_path(std::string_view text);

Answer evaluate(const Condition& condition, const Asked& asked);

// All that a path leads to, through every block on the way.
struct Found {
  std::vector<Value> items = {};
  // What there is only if an unknown number of blocks is not none; any number of such.
  struct Possible {
    Value item = {};
    Value blocks = {};  // the unknown ones
  };
  std::vector<Possible> possible = {};
  std::optional<Value> unknown = {};  // there may be more than the items
  Value nearest = {};                 // where to point at when there are none
};
Found find_all(const Path& path, const Asked& asked);

}  // namespace platlint::policy

// SPDX-License-Identifier: Apache-2.0
//
// All that a rule author sees. A native rule is a function and a constant:
//
//   void check(const Resource& bucket, RuleContext& ctx) { ... ctx.report(bucket["acl"], "bucket is public"); }
//   extern constinit const NativeRule aws_s3_public_acl{.meta = {...}, .check = check};
//
// The constant's name is the rule's id with '_' for '-'. The rule's page stands beside it as a .md file.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/model/program.h"
#include "analyzer/model/resource.h"
#include "analyzer/model/terraform_code.h"
#include "analyzer/model/value.h"
#include "analyzer/rule/finding.h"
#include "analyzer/rule/rule_meta.h"
#include "analyzer/rule/settings.h"
#include "analyzer/support/check.h"

namespace platlint {

class RuleContext;

// What a finding about this resource says of it.
Subject subject_of(const Resource& resource);

struct NativeRule {
  RuleMeta meta = {};
  void (*check)(const Resource& resource, RuleContext& ctx) = nullptr;  // for each resource of its kinds
  void (*check_program)(RuleContext& ctx) = nullptr;                    // for the kind "program"
};

// A finding being made; chain what there is to add.
class FindingBuilder {
 public:
  explicit FindingBuilder(Finding* finding) : finding_(finding) {}
  FindingBuilder& note(SourceRange range, std::string message);
  FindingBuilder& fix(Fix fix);
  FindingBuilder& attribute(std::string_view path);
  FindingBuilder& severity(Severity severity);
  FindingBuilder& secret();
  FindingBuilder& monthly_cost(std::string amount);

 private:
  Finding* finding_;  // null: the finding was dropped (a duplicate)
};

// What a check may ask, and where it reports. One for each worker thread.
class RuleContext {
 public:
  RuleContext(const Program& program, const Settings& settings, std::vector<Finding>& out)
      : program_(program), settings_(settings), out_(out) {}

  const Program& program() const { return program_; }
  const Settings& settings() const { return settings_; }

  // ---- links
  // Resources of that kind with an edge to `resource` ("terraform/aws_s3_bucket_policy"; a kind without a domain is one of the
  // resource's own). Empty kind: all. Same root and variable set for Terraform, by construction.
  std::vector<const Resource*> referrers(const Resource& resource, std::string_view kind, std::string_view path = {}) const;
  // Resources of that kind that `resource` refers to, from its attribute `path` ("bucket") or from anywhere.
  std::vector<const Resource*> references(const Resource& resource, std::string_view kind, std::string_view path = {}) const;
  // Tri: is there any resource of `kind` in the same root whose link to `resource` cannot be known (an unknown reference)?
  bool may_be_referred(const Resource& resource, std::string_view kind, std::string_view path) const;
  const Resource* parent(const Resource& resource) const;
  std::vector<const Resource*> children(const Resource& resource, std::string_view kind = {}) const;
  std::vector<const Resource*> all(std::string_view kind) const;
  // All of that kind in the same root and variable set as `resource`.
  std::vector<const Resource*> siblings(const Resource& resource, std::string_view kind) const;

  // ---- reporting: what is wrong, at the value (with the chain it came through as related places) or at a range
  FindingBuilder report(const Value& at, std::string message);
  FindingBuilder report(SourceRange at, std::string message);
  // About another resource than the one being visited.
  FindingBuilder report(const Resource& subject, SourceRange at, std::string message);
  FindingBuilder report(const Resource& subject, const Value& at, std::string message);
  // About a declaration of a Terraform module as it is written; null: about the module as a whole.
  FindingBuilder report(const TerraformCode& code, const CodeDeclaration* declaration, SourceRange at, std::string message);
  // The question cannot be answered: `value` is what is unknown; its cause becomes part of the message.
  FindingBuilder unknown(const Value& value, std::string message);
  FindingBuilder unknown(const Resource& subject, const Value& value, std::string message);
  // Reports kTrue as a failure and kUnknown as unknown; kFalse is fine.
  void report_if(Tri wrong, const Value& at, std::string message);
  // What would have to be known is not, and another rule tells it: nothing is said of the resource being visited, not even a pass.
  void leave_open() { left_open_ = true; }

  // ---- engine
  void begin(const RuleMeta& rule, const Resource* resource) {
    rule_ = &rule;
    resource_ = resource;
    left_open_ = false;
  }
  bool left_open() const { return left_open_; }

 private:
  FindingBuilder add(Status status, const Resource* subject, SourceRange at, std::string message);
  FindingBuilder add(Status status, const Resource* subject, const Value& at, std::string message);

  const Program& program_;
  const Settings& settings_;
  std::vector<Finding>& out_;
  const RuleMeta* rule_ = nullptr;
  const Resource* resource_ = nullptr;
  bool left_open_ = false;
};

}  // namespace platlint

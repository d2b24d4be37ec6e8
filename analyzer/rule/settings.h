// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace platlint {

// The parameters of rules, from `.platlint.yaml`. Plain data with working defaults: an empty list or pattern switches the rule
// that reads it off. Every field is documented in analyzer/config, which reads, checks and describes it.
struct Settings {
  struct Stack {
    std::string path = {};                            // glob over Terraform roots: "infra/aws/envs/dev-ecr"
    std::string monthly_budget = {};                  // USD, decimal text; empty: none
    std::vector<std::string> allowed_types = {};      // resource types that may stand in it; empty: all
    std::vector<std::string> allowed_addresses = {};  // "aws_ecr_repository.*" or names "oneprotect/dev/frontend"; empty: all
  };
  std::vector<std::string> required_tags = {};
  std::map<std::string, std::string> name_patterns = {};  // kind ("aws_s3_bucket", "*") -> RE2 pattern the name must match
  // What is declared ("variable", "local", "output", "resource", "data", "module", "check", "*") -> snake_case, mixed_snake_case, none,
  // or an RE2 pattern. Nothing for a kind and no "*": snake_case.
  std::map<std::string, std::string> terraform_names = {};
  std::vector<std::string> allowed_regions = {};
  std::vector<std::string> allowed_account_ids = {};  // account ids that may stand in the repository
  bool report_account_ids = false;
  std::vector<Stack> stacks = {};
  std::vector<std::string> legacy_state_keys = {};  // state keys or buckets that no root may name
  std::string secret_name_pattern = {};             // RE2 for Secrets Manager and parameter names
  std::vector<std::string> production_names = {"prod", "production", "prd", "live"};
  std::vector<std::string> protected_branches = {"main", "master", "production"};
  std::string deploy_flag = {};  // the variable that on-demand jobs must test: "DEPLOY_AWS_DEV"
  std::vector<std::string> team_namespaces = {};
  std::vector<std::string> trusted_action_owners = {"actions", "github"};
  std::uint32_t minimum_log_retention_days = 1;
  std::uint32_t minimum_backup_days = 7;
  std::vector<std::string> forbidden_files = {};            // path globs of files that may not be committed
  std::map<std::string, std::string> forbidden_texts = {};  // what it is -> RE2 pattern that no file may contain
  std::string repository = {};                              // "owner/name" or "group/project" of this repository, for trust policies
};

}  // namespace platlint

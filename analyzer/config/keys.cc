// SPDX-License-Identifier: Apache-2.0
#include "analyzer/config/keys.h"

#include "analyzer/config/reader.h"

namespace platlint {
namespace {

template <class T>
struct MemberOf;
template <class Owner, class Field>
struct MemberOf<Field Owner::*> {
  using Struct = Owner;
};

template <auto Member>
void read_into(ConfigReader& reader, const Key& key, const yaml::Node& node, void* into) {
  using Struct = typename MemberOf<decltype(Member)>::Struct;
  reader.value(key, node, static_cast<Struct*>(into)->*Member);
}

constexpr Key kRuleKeys[] = {
    {.name = "severity", .form = Form::kSeverity, .description = "Reported with this severity instead of the rule's own.", .example = "high", .read = read_into<&RuleChoice::severity>},
    {.name = "enabled", .shape = Shape::kBool, .description = "false switches the rule off; true also switches a pedantic rule on.", .standard = "true", .read = read_into<&RuleChoice::enabled>},
    {.name = "ignorable",
     .shape = Shape::kBool,
     .description = "false: no ignore, inline or configured, and no baseline counts for the rule.",
     .standard = "true",
     .read = read_into<&RuleChoice::ignorable>},
};

constexpr Key kIgnoreKeys[] = {
    {.name = "rules",
     .shape = Shape::kStringList,
     .form = Form::kSelector,
     .least = 1,
     .required = true,
     .description = "Rules to ignore: ids, globs, tags, or other tools' ids.",
     .example = "[aws-s3-*]",
     .read = read_into<&ConfiguredIgnore::rules>},
    {.name = "path", .form = Form::kGlob, .description = "Only in files that match this glob, or lie below a folder that does.", .example = "legacy/**", .read = read_into<&ConfiguredIgnore::path>},
    {.name = "resource", .form = Form::kAny, .description = "Only for resources whose address matches; * and ? are wildcards.", .example = "module.old.*", .read = read_into<&ConfiguredIgnore::resource>},
    {.name = "reason", .form = Form::kAny, .required = true, .description = "Why. It appears in every report.", .example = "migrated in Q3", .read = read_into<&ConfiguredIgnore::reason>},
    {.name = "until", .form = Form::kDate, .description = "The last day on which the ignore counts (YYYY-MM-DD).", .example = "2027-01-31", .read = read_into<&ConfiguredIgnore::until>},
    {.name = "owner", .form = Form::kAny, .description = "Who answers for it.", .example = "team-data", .read = read_into<&ConfiguredIgnore::owner>},
};

constexpr Key kRootKeys[] = {
    {.name = "path", .form = Form::kGlob, .required = true, .description = "Glob over Terraform roots.", .example = "infra/app", .read = read_into<&RootVariables::path>},
    {.name = "name", .form = Form::kWord, .required = true, .description = "The variable set's name, shown in findings.", .example = "prod", .read = read_into<&RootVariables::name>},
    {.name = "variable_files",
     .shape = Shape::kStringList,
     .form = Form::kPath,
     .description = "Variable files, relative to the scan root, later ones win.",
     .standard = "[]",
     .example = "[infra/app/envs/prod.tfvars]",
     .read = read_into<&RootVariables::variable_files>},
    {.name = "variables", .shape = Shape::kStringMap, .form = Form::kAny, .description = "Values, as for -var.", .standard = "{}", .example = "{region: eu-west-1}", .read = read_into<&RootVariables::variables>},
};

constexpr Key kStackKeys[] = {
    {.name = "path", .form = Form::kGlob, .required = true, .description = "Glob over Terraform roots.", .example = "infra/envs/dev", .read = read_into<&Settings::Stack::path>},
    {.name = "monthly_budget", .form = Form::kMoney, .description = "US dollars a month that the estimate may reach.", .example = "\"120\"", .read = read_into<&Settings::Stack::monthly_budget>},
    {.name = "allowed_types",
     .shape = Shape::kStringList,
     .form = Form::kWord,
     .description = "Resource types that may stand in the stack; empty: all.",
     .standard = "[]",
     .example = "[aws_ecr_repository]",
     .read = read_into<&Settings::Stack::allowed_types>},
    {.name = "allowed_addresses",
     .shape = Shape::kStringList,
     .form = Form::kAny,
     .description = "Resource addresses (with * and ?) or names that may stand in the stack; empty: all.",
     .standard = "[]",
     .example = "[aws_ecr_repository.*]",
     .read = read_into<&Settings::Stack::allowed_addresses>},
};

constexpr Key kSettingsKeys[] = {
    {.name = "required_tags",
     .shape = Shape::kStringList,
     .form = Form::kAny,
     .description = "Tags that every taggable AWS resource must carry, through default_tags or its own.",
     .standard = "[]",
     .example = "[Project, Environment]",
     .read = read_into<&Settings::required_tags>},
    {.name = "name_patterns",
     .shape = Shape::kStringMap,
     .form = Form::kPattern,
     .description = "RE2 patterns that names must match, by resource type; \"*\" is for every type without its own.",
     .standard = "{}",
     .example = "{aws_s3_bucket: \"^acme-\"}",
     .read = read_into<&Settings::name_patterns>},
    {.name = "allowed_regions", .shape = Shape::kStringList, .form = Form::kWord, .description = "AWS regions that may be used; empty: all.", .standard = "[]", .example = "[eu-west-1]", .read = read_into<&Settings::allowed_regions>},
    {.name = "allowed_account_ids",
     .shape = Shape::kStringList,
     .form = Form::kAccountId,
     .description = "AWS account ids that may stand in the repository.",
     .standard = "[]",
     .example = "[\"123456789012\"]",
     .read = read_into<&Settings::allowed_account_ids>},
    {.name = "report_account_ids", .shape = Shape::kBool, .description = "Report AWS account ids other than the allowed ones.", .standard = "false", .read = read_into<&Settings::report_account_ids>},
    {.name = "stacks",
     .shape = Shape::kSectionList,
     .description = "What may stand in a Terraform root, and what it may cost.",
     .standard = "[]",
     .members = kStackKeys,
     .read = read_into<&Settings::stacks>},
    {.name = "legacy_state_keys",
     .shape = Shape::kStringList,
     .form = Form::kAny,
     .description = "State keys or buckets that no root may name any more.",
     .standard = "[]",
     .example = "[old/terraform.tfstate]",
     .read = read_into<&Settings::legacy_state_keys>},
    {.name = "secret_name_pattern",
     .form = Form::kPattern,
     .description = "RE2 pattern that names of secrets and parameters must match.",
     .standard = "\"\"",
     .example = "\"^app/(dev|prod)/\"",
     .read = read_into<&Settings::secret_name_pattern>},
    {.name = "production_names",
     .shape = Shape::kStringList,
     .form = Form::kWord,
     .description = "Names that mark an environment as production.",
     .standard = "[prod, production, prd, live]",
     .read = read_into<&Settings::production_names>},
    {.name = "protected_branches",
     .shape = Shape::kStringList,
     .form = Form::kWord,
     .description = "Branches that only reviewed changes reach.",
     .standard = "[main, master, production]",
     .read = read_into<&Settings::protected_branches>},
    {.name = "deploy_flag", .form = Form::kWord, .description = "The variable that jobs which deploy on demand must test.", .standard = "\"\"", .example = "DEPLOY_AWS_DEV", .read = read_into<&Settings::deploy_flag>},
    {.name = "team_namespaces", .shape = Shape::kStringList, .form = Form::kWord, .description = "Kubernetes namespaces that belong to teams.", .standard = "[]", .example = "[payments]", .read = read_into<&Settings::team_namespaces>},
    {.name = "trusted_action_owners",
     .shape = Shape::kStringList,
     .form = Form::kWord,
     .description = "Owners whose GitHub actions need no pinning by commit.",
     .standard = "[actions, github]",
     .read = read_into<&Settings::trusted_action_owners>},
    {.name = "minimum_log_retention_days",
     .shape = Shape::kInteger,
     .most = 3653,
     .description = "Log groups must keep logs at least this long.",
     .standard = "1",
     .read = read_into<&Settings::minimum_log_retention_days>},
    {.name = "minimum_backup_days",
     .shape = Shape::kInteger,
     .most = 3653,
     .description = "Databases must keep backups at least this long.",
     .standard = "7",
     .read = read_into<&Settings::minimum_backup_days>},
    {.name = "repository",
     .form = Form::kWord,
     .description = "This repository's name at its forge (owner/name or group/project), for trust policies.",
     .standard = "\"\"",
     .example = "example-org/app",
     .read = read_into<&Settings::repository>},
};

constexpr Key kKeys[] = {
    {.name = "select",
     .shape = Shape::kStringList,
     .form = Form::kSelector,
     .description = "Rules to run: ids, globs, tags, domains, levels such as severity>=high. Empty: all but the pedantic ones.",
     .standard = "[]",
     .example = "[terraform, secrets]",
     .read = read_into<&Config::select>},
    {.name = "skip", .shape = Shape::kStringList, .form = Form::kSelector, .description = "Rules not to run, named in the same ways.", .standard = "[]", .example = "[\"*-no-description\"]", .read = read_into<&Config::skip>},
    {.name = "rules",
     .shape = Shape::kSectionMap,
     .description = "Changes to single rules, by id or any other selector; later entries win.",
     .standard = "{}",
     .members = kRuleKeys,
     .read = read_into<&Config::rules>},
    {.name = "exclude",
     .shape = Shape::kStringList,
     .form = Form::kGlob,
     .description = "Paths in which nothing is reported. They are still read, since others may depend on them; their findings are kept as suppressed.",
     .standard = "[]",
     .example = "[third_party/**]",
     .read = read_into<&Config::exclude>},
    {.name = "policies",
     .shape = Shape::kStringList,
     .form = Form::kPath,
     .description = "Folders with Kyverno policies that are to run as rules.",
     .standard = "[]",
     .example = "[policies]",
     .read = read_into<&Config::policies>},
    {.name = "baselines",
     .shape = Shape::kStringList,
     .form = Form::kPath,
     .description = "Baseline files; findings that stand in one are suppressed.",
     .standard = "[]",
     .example = "[.platlint-baseline.json]",
     .read = read_into<&Config::baselines>},
    {.name = "ignores",
     .shape = Shape::kSectionList,
     .description = "Findings to suppress; all the conditions of an entry must hold.",
     .standard = "[]",
     .members = kIgnoreKeys,
     .read = read_into<&Config::ignores>},
    {.name = "roots",
     .shape = Shape::kSectionList,
     .description = "Variable sets that Terraform roots are evaluated with, beside those found.",
     .standard = "[]",
     .members = kRootKeys,
     .read = read_into<&Config::roots>},
    {.name = "fail_on", .form = Form::kSeverityOrNever, .description = "The least severity that makes the exit code 1.", .standard = "medium", .read = read_into<&Config::fail_on>},
    {.name = "settings", .shape = Shape::kSection, .description = "Parameters of rules.", .standard = "{}", .members = kSettingsKeys, .read = read_into<&Config::settings>},
};

}  // namespace

std::span<const Key> config_keys() { return kKeys; }

}  // namespace platlint

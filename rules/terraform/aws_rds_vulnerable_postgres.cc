// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <optional>
#include <span>
#include <string>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

using Version = std::array<int, 3>;

// "13.2", "9.6.21"; parts that are not written are -1. Nothing for anything else.
std::optional<Version> read_version(std::string_view text) {
  Version version = {-1, -1, -1};
  for (int& part : version) {
    const std::string_view number = text.substr(0, text.find('.'));
    if (number.empty() || number.size() > 4 || number.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    part = 0;
    for (const char digit : number) part = part * 10 + (digit - '0');
    if (number.size() == text.size()) return version;
    text.remove_prefix(number.size() + 1);
  }
  return std::nullopt;
}

// The last versions with the fault, one for each major version; older majors have it throughout, newer ones never had it. 9.6 counts as a
// major version. AWS-2022-004, https://aws.amazon.com/security/security-bulletins/AWS-2022-004/, of 2022-04-11.
constexpr int kLastOfRds[][2] = {{13, 2}, {12, 6}, {11, 11}, {10, 16}};
constexpr int kLastOfAurora[][2] = {{11, 8}, {10, 13}};

Tri is_vulnerable(const Version& version, bool aurora) {
  const std::span<const int[2]> table = aurora ? std::span<const int[2]>(kLastOfAurora) : std::span<const int[2]>(kLastOfRds);
  if (version[0] > table.front()[0]) return Tri::kFalse;
  for (const auto& [major, last] : table)
    // Of a major version alone AWS takes its newest minor one.
    if (version[0] == major) return tri(version[1] >= 0 && version[1] <= last);
  if (version[0] == 9 && version[1] == 6 && !aurora) return tri(version[2] >= 0 && version[2] <= 21);
  return tri(version[1] >= 0);
}

void check(const Resource& database, RuleContext& ctx) {
  const bool aurora = database["engine"].equals("aurora-postgresql") == Tri::kTrue;
  if (!aurora && database["engine"].equals("postgres") != Tri::kTrue) return;
  const Value version = database["engine_version"];
  if (version.is_absent()) return;
  if (version.is_unknown()) return (void)ctx.unknown(version, "whether the version has the fault of log_fdw is unknown");
  const std::string text = version.text().value_or("");
  const auto parts = read_version(text);
  if (parts && is_vulnerable(*parts, aurora) == Tri::kTrue)
    ctx.report(version, "PostgreSQL " + text + " lets a database user read files of its host, AWS' own credentials among them, by log_fdw")
        .attribute("engine_version");
}

constexpr std::string_view kKinds[] = {"terraform/aws_db_instance", "terraform/aws_rds_cluster", "terraform/aws_rds_cluster_instance"};
constexpr std::string_view kTags[] = {"database", "vulnerability"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_250", "checkov:CKV_AWS_388"};

}  // namespace

extern constinit const NativeRule aws_rds_vulnerable_postgres{
    .meta = {.id = "aws-rds-vulnerable-postgres",
             .summary = "PostgreSQL version lets database users read files of the host",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint

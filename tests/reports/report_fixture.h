// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/rule/report.h"
#include "analyzer/rule/rule.h"
#include "reports/reporters.h"

namespace platlint {

inline constexpr std::string_view kBucketTags[] = {"storage"};
inline constexpr std::string_view kBucketControls[] = {"CIS-AWS-3.0:2.1.1", "PCI-4.0:1.3"};
inline constexpr std::string_view kBucketEquivalents[] = {"checkov:CKV_AWS_20"};
inline constexpr std::string_view kBucketAliases[] = {"bucket-public"};
inline constexpr std::string_view kTokenTags[] = {"secrets"};
inline constexpr NativeRule kBucketRule{.meta = {.id = "s3-public",
                                                 .summary = "Bucket is public",
                                                 .severity = Severity::kHigh,
                                                 .tags = kBucketTags,
                                                 .controls = kBucketControls,
                                                 .equivalents = kBucketEquivalents,
                                                 .aliases = kBucketAliases}};
inline constexpr NativeRule kQuietRule{
    .meta = {.id = "quiet", .summary = "Never found", .severity = Severity::kInfo, .confidence = Confidence::kLow}};
inline constexpr NativeRule kTokenRule{
    .meta = {.id = "secret-token", .summary = "A token", .severity = Severity::kCritical, .tags = kTokenTags}};
inline constexpr std::string_view kBucketPage =
    "# Bucket is public\n\nAnyone can read\nthe bucket.\n\n## How to fix\n\nMake it private.\n\n## Examples\n\n```hcl bad\nx = 1\n```\n";

class ReportFixture {
 public:
  ReportFixture() {
    report.version = "1.2.3";
    for (const Rule& rule : rules_) report.rules.push_back(&rule);
    report.coverage.files_seen = 2;
    report.coverage.files_parsed = 2;
    report.coverage.resources = {{"terraform", 3}};
  }

  FileId add_file(std::string path, std::string text) { return sources.add(std::move(path), std::move(text)); }

  SourceRange at(FileId file, std::string_view text) const {
    const std::size_t begin = sources[file].text().find(text);
    return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + text.size())};
  }

  Finding& add(const NativeRule& rule, SourceRange range, std::string message, std::string address = {}) {
    Finding finding;
    finding.rule = &rule.meta;
    finding.severity = rule.meta.severity;
    finding.message = std::move(message);
    finding.range = range;
    if (!address.empty())
      finding.subject =
          Subject{.domain = "terraform", .kind = "aws_s3_bucket", .name = "b", .address = std::move(address), .root = "infra"};
    finding.fingerprint = std::string(60, '0') + std::to_string(1000 + report.findings.size());
    report.findings.push_back(std::move(finding));
    return report.findings.back();
  }

  std::string write(std::string_view format, const ReportOptions& options = {}) const {
    std::string out;
    find_reporter(format)->write(report, sources, options, out);
    return out;
  }

  SourceMap sources;
  Report report;

 private:
  std::vector<Rule> rules_ = {
      {&kQuietRule.meta, &kQuietRule, ""}, {&kBucketRule.meta, &kBucketRule, kBucketPage}, {&kTokenRule.meta, &kTokenRule, ""}};
};

// A report with one of everything.
inline void fill(ReportFixture& f) {
  const FileId main = f.add_file("infra/main.tf", "resource \"aws_s3_bucket\" \"b\" {\n\tacl = \"public-read\"\n}\n");
  const FileId vars = f.add_file("infra/prod.tfvars", "acl = \"public-read\"\n");
  Finding& first = f.add(kBucketRule, f.at(main, "\"public-read\""), "bucket is public", "aws_s3_bucket.b[\"eu\"]");
  first.related.push_back({"set in a variable file: var.acl", f.at(vars, "\"public-read\"")});
  first.fix = Fix{"make it private", Applicability::kSafe, {{f.at(main, "\"public-read\""), "\"private\""}}};
  f.add(kBucketRule, f.at(main, "\"public-read\""), "bucket is public", "aws_s3_bucket.b[\"us\"]");
  f.add(kBucketRule, f.at(main, "resource"), "cannot tell (var.x has no default)", "aws_s3_bucket.b").status = Status::kUnknown;
  f.add(kBucketRule, f.at(main, "acl"), "old", "aws_s3_bucket.old").suppression =
      Suppression{"inline", "known", "2030-01-01", "me", f.at(main, "acl")};
  f.report.coverage.skipped.push_back({"node_modules", 0, "vendored folder"});
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/engine/settle.h"
#include "analyzer/rule/rule.h"

namespace platlint {

inline constexpr std::string_view kAclEquivalents[] = {"checkov:CKV_AWS_20", "trivy:AVD-AWS-0092", "kics:38c5ee0d",
                                                       "tflint:aws_s3_bucket_invalid_acl"};
inline constexpr std::string_view kRootEquivalents[] = {"checkov:CKV_K8S_40", "kube-linter:run-as-non-root"};
inline constexpr std::string_view kInjectionEquivalents[] = {"zizmor:template-injection"};
inline constexpr std::string_view kSecretEquivalents[] = {"gitleaks:generic-api-key"};
inline constexpr std::string_view kStorageTags[] = {"storage"};

inline constexpr NativeRule kAclRule{.meta = {.id = "s3-public-acl",
                                              .summary = "Bucket is public",
                                              .severity = Severity::kHigh,
                                              .tags = kStorageTags,
                                              .equivalents = kAclEquivalents}};
inline constexpr NativeRule kTagRule{
    .meta = {.id = "s3-no-tags", .summary = "Bucket has no tags", .severity = Severity::kLow, .tags = kStorageTags}};
inline constexpr NativeRule kRootRule{.meta = {.id = "k8s-root", .summary = "Runs as root", .equivalents = kRootEquivalents}};
inline constexpr NativeRule kInjectionRule{.meta = {.id = "gha-injection", .summary = "Injection", .equivalents = kInjectionEquivalents}};
inline constexpr NativeRule kSecretRule{
    .meta = {.id = "secret-key", .summary = "A secret", .severity = Severity::kCritical, .equivalents = kSecretEquivalents}};
inline constexpr NativeRule kUnreasonedRule{.meta = {.id = "suppression-without-reason", .summary = "No reason"}};
inline constexpr NativeRule kExpiredRule{.meta = {.id = "suppression-expired", .summary = "Expired"}};
inline constexpr NativeRule kUnusedRule{.meta = {.id = "suppression-unused", .summary = "Unused"}};
inline constexpr NativeRule kLimitRule{.meta = {.id = "limit-reached", .summary = "Limit"}};

// A repository by hand: files, resources and findings placed by the text they stand on.
class SettleFixture {
 public:
  SettleFixture() {
    RegistryBuilder builder;
    for (const NativeRule* rule :
         {&kAclRule, &kTagRule, &kRootRule, &kInjectionRule, &kSecretRule, &kUnreasonedRule, &kExpiredRule, &kUnusedRule, &kLimitRule})
      builder.add(*rule, "");
    registry = std::move(builder).build();
    for (const Rule& rule : registry.rules()) ran.push_back(&rule);
  }

  FileId add_file(std::string path, std::string text, FileKind kind = FileKind::kTerraform) {
    const FileId id = sources->add(std::move(path), std::move(text));
    files.push_back({id, kind});
    return id;
  }

  // The `nth` place (from 0) at which the text stands in the file.
  SourceRange at(FileId file, std::string_view text, int nth = 0) const {
    std::size_t begin = (*sources)[file].text().find(text);
    for (; nth > 0 && begin != std::string_view::npos; --nth) begin = (*sources)[file].text().find(text, begin + 1);
    if (begin == std::string_view::npos) return {};
    return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + text.size())};
  }

  // From `first` to the end of `last` after it.
  SourceRange between(FileId file, std::string_view first, std::string_view last) const {
    const SourceRange begin = at(file, first);
    const std::size_t end = (*sources)[file].text().find(last, begin.begin) + last.size();
    return {file, begin.begin, static_cast<std::uint32_t>(end)};
  }

  Resource& add_resource(std::string_view kind, std::string_view address, SourceRange range, Domain domain = Domain::kTerraform) {
    Resource resource;
    resource.domain = domain;
    resource.kind = fragment.arena.copy(kind);
    resource.name = resource.address = fragment.arena.copy(address);
    resource.range = resource.header = range;
    fragment.add(resource);
    return fragment.resources.back();
  }

  Finding& add(const NativeRule& rule, SourceRange range, std::string address = {}, std::string message = "wrong") {
    Finding finding;
    finding.rule = &rule.meta;
    finding.severity = rule.meta.severity;
    finding.message = std::move(message);
    finding.range = range;
    if (!address.empty())
      finding.subject = Subject{.domain = "terraform", .kind = "aws_s3_bucket", .name = "b", .address = std::move(address)};
    findings.push_back(std::move(finding));
    return findings.back();
  }

  void build() {
    if (program) return;
    ProgramBuilder builder(sources);
    builder.add(std::move(fragment));
    program = std::move(builder).build();
  }

  // Settles a copy of the findings.
  std::vector<Finding> settled() {
    build();
    std::vector<Finding> out = findings;
    settle(out, {.program = *program,
                 .registry = registry,
                 .config = config,
                 .files = files,
                 .ran = ran,
                 .baselines = baselines,
                 .today = today,
                 .no_ignores = no_ignores});
    return out;
  }

  // "rule@line kind" for each, "-" where nothing suppresses.
  std::vector<std::string> told() {
    std::vector<std::string> lines;
    for (const Finding& finding : settled()) {
      const std::string line =
          finding.range.valid() ? std::to_string((*sources)[finding.range.file].position(finding.range.begin).line) : "?";
      lines.push_back(std::string(finding.rule->id) + "@" + line + " " + (finding.suppression ? finding.suppression->kind : "-"));
    }
    return lines;
  }

  std::shared_ptr<SourceMap> sources = std::make_shared<SourceMap>();
  std::vector<InputFile> files;
  Fragment fragment;
  std::optional<Program> program;
  Registry registry;
  std::vector<const Rule*> ran;
  Config config;
  std::vector<Baseline> baselines;
  std::string today = "2026-06-15";
  bool no_ignores = false;
  std::vector<Finding> findings;
};

}  // namespace platlint

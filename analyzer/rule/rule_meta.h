// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace platlint {

enum class Severity : std::uint8_t { kInfo, kLow, kMedium, kHigh, kCritical };
enum class Confidence : std::uint8_t { kLow, kMedium, kHigh };
enum class RuleStatus : std::uint8_t { kStable, kPreview, kDeprecated };

std::string_view name(Severity severity);
std::string_view name(Confidence confidence);
std::string_view name(RuleStatus status);
std::optional<Severity> parse_severity(std::string_view text);

using Texts = std::span<const std::string_view>;

// What is said of a rule, native or declarative. Constant data.
struct RuleMeta {
  std::string_view id = {};       // names the bad pattern: "aws-s3-no-versioning"
  std::string_view summary = {};  // one sentence without a full stop
  Severity severity = Severity::kMedium;
  Confidence confidence = Confidence::kHigh;
  RuleStatus status = RuleStatus::kStable;
  std::string_view since = {};
  Texts kinds = {};        // what it visits: "terraform/aws_s3_bucket", "kubernetes/*", "gitlab/job"; "program": once a run
  Texts tags = {};         // "storage", "secrets"; selectable
  Texts controls = {};     // "CIS-AWS-3.0:2.1.1"
  Texts equivalents = {};  // "checkov:CKV_AWS_21"; only what the rule really covers
  Texts aliases = {};      // earlier ids
  Texts options = {};      // configuration parameters it reads: "required_tags"
  bool fixable = false;
  bool pedantic = false;  // off unless selected by id or by the tag "pedantic"

  std::string_view domain() const;  // of its first kind: "terraform"; "platform" for several domains
};

}  // namespace platlint

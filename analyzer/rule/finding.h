// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/rule/rule_meta.h"
#include "analyzer/source/source_range.h"

namespace platlint {

enum class Status : std::uint8_t { kFail, kUnknown, kPass };

// Replace the bytes of `range` by `text`.
struct Edit {
  SourceRange range = {};
  std::string text = {};
};

enum class Applicability : std::uint8_t { kSafe, kUnsafe, kDisplay };  // display: show it, never apply it

struct Fix {
  std::string description = {};
  Applicability applicability = Applicability::kDisplay;
  std::vector<Edit> edits = {};
};

struct RelatedPlace {
  std::string message = {};
  SourceRange range = {};
};

// What a finding is about, copied out of the model so that reports do not need it.
struct Subject {
  std::string domain = {};  // "terraform"
  std::string kind = {};    // "aws_s3_bucket"
  std::string name = {};
  std::string address = {};
  std::string root = {};
  std::vector<std::string> variable_sets = {};  // empty: the default set alone
};

struct Suppression {
  std::string kind = {};  // "inline", "config", "baseline", or a peer: "checkov", "trivy", ...
  std::string reason = {};
  std::string until = {};  // YYYY-MM-DD or empty
  std::string owner = {};
  SourceRange where = {};  // invalid for a baseline
};

// Against an earlier state of the repository (`--base`).
enum class Change : std::uint8_t { kNotCompared, kNew, kUnchanged };

struct Finding {
  const RuleMeta* rule = nullptr;
  Severity severity = Severity::kMedium;  // after configuration
  Status status = Status::kFail;
  std::string message = {};
  SourceRange range = {};
  std::optional<Subject> subject = {};
  std::string attribute = {};  // the path inside the subject, part of the fingerprint: "versioning.enabled"
  std::vector<RelatedPlace> related = {};
  std::optional<Fix> fix = {};
  std::string fingerprint = {};  // 64 hex digits; filled by the settle pass
  std::optional<Suppression> suppression = {};
  Change change = Change::kNotCompared;
  bool secret = false;            // the text at `range` must not be shown
  std::string monthly_cost = {};  // USD, decimal text; empty when the finding is not about money
};

}  // namespace platlint

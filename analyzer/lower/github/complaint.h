// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/source/source_range.h"

namespace platlint::github {

// What a complaint is about; each topic is one rule.
enum class Topic : std::uint8_t {
  kSyntax,
  kExpression,
  kUntrusted,
  kCondition,
  kAlwaysTrue,
  kEvent,
  kGlob,
  kPermission,
  kAction,
  kCall,
  kCommand,
  kCredential,
  kId,
  kShell,
  kRunner,
  kMatrix,
  kNeeds,
  kEnvName,
};
inline constexpr int kTopics = 18;
std::string_view name(Topic topic);  // "syntax", the key under which a workflow's body lists its complaints

struct Complaint {
  Topic topic = Topic::kSyntax;
  SourceRange range = {};
  std::string message = {};
};

using Complaints = std::vector<Complaint>;

}  // namespace platlint::github

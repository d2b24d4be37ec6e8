// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_s3_module.h"

#include <algorithm>
#include <string>

namespace platlint::s3_module {
namespace {

// Does the constraint ("3.7.0", "~> 3.0") allow nothing newer than version 3?
bool is_before_four(const Value& version) {
  if (!version.is_string()) return false;
  std::string_view text = version.as_string();
  for (const std::string_view sign : {"~>", "="})
    if (text.starts_with(sign)) text.remove_prefix(sign.size());
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return text.size() >= 2 && text[0] >= '1' && text[0] <= '3' && text[1] == '.';
}

}  // namespace

std::optional<Value> inputs(const Resource& call) {
  if (call.kind != kKind || call["inputs"].is_missing()) return std::nullopt;
  if (call["source"].equals("terraform-aws-modules/s3-bucket/aws") != Tri::kTrue) return std::nullopt;
  return call["inputs"];
}

void check_flag(const Resource& call, RuleContext& ctx, std::string_view flag, std::string_view consequence) {
  const auto given = inputs(call);
  if (!given) return;
  const Value value = (*given)[flag];
  const std::string what(flag);
  if (value.is_absent()) {
    if (is_before_four(call["version"]))
      ctx.report(call.header, what + " is not set, and off in this version of the module: " + std::string(consequence)).attribute(flag);
  } else if (value.is_unknown()) {
    ctx.unknown(value, "whether " + what + " is on is unknown");
  } else if (value.is_true() == Tri::kFalse) {
    ctx.report(value, what + " is off: " + std::string(consequence)).attribute(flag);
  }
}

}  // namespace platlint::s3_module

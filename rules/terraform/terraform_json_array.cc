// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_code.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  const TerraformCode& code = *resource.code;
  for (const CodeFile& file : code.files) {
    if (!file.json || file.linked) continue;
    constexpr std::uint32_t kFarEnough = 4096;  // only space stands before
    const std::string_view text = code::text_at(ctx, {file.file, 0, kFarEnough});
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || text[first] != '[') continue;
    const auto at = static_cast<std::uint32_t>(first);
    ctx.report(code, nullptr, {file.file, at, at + 1},
               "the documented form of Terraform's JSON is one object at the root, with a key for each kind of block");
  }
}

constexpr std::string_view kKinds[] = {"terraform/code"};
constexpr std::string_view kTags[] = {"language", "style", "pedantic"};
constexpr std::string_view kEquivalents[] = {"tflint:terraform_json_syntax"};

}  // namespace

extern constinit const NativeRule terraform_json_array{
    .meta = {.id = "terraform-json-array",
             .summary = "Terraform's JSON begins with a list",
             .severity = Severity::kInfo,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents,
             .pedantic = true},
    .check = check,
};

}  // namespace platlint

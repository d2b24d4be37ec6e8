// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

constexpr std::string_view kSecretWords[] = {"SECRET",  "PASSWORD", "PASSWD",     "TOKEN",      "PRIVATE_KEY",
                                             "API_KEY", "APIKEY",   "ACCESS_KEY", "CREDENTIALS"};
// Names that say where a secret is or how it looks.
constexpr std::string_view kOtherWords[] = {"_FILE",   "_PATH",   "_DIR",  "_URL",    "_URI",    "_NAME",     "_ARN",      "_ID",   "_TTL",
                                            "_LENGTH", "_EXPIRY", "_TYPE", "_HEADER", "_ISSUER", "_AUDIENCE", "TOKENIZER", "PUBLIC"};

bool names_secret(std::string_view name) {
  std::string upper(name);
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  const bool secret = std::any_of(std::begin(kSecretWords), std::end(kSecretWords),
                                  [&](std::string_view word) { return upper.find(word) != std::string::npos; });
  return secret && std::none_of(std::begin(kOtherWords), std::end(kOtherWords), [&](std::string_view word) {
           return upper.ends_with(word) || (word.front() != '_' && upper.find(word) != std::string::npos);
         });
}

void check(const Resource& instruction, RuleContext& ctx) {
  if (instruction.name != "ARG" && instruction.name != "ENV") return;
  for (const Value& word : instruction["words"].items()) {
    if (!word.is_string()) continue;
    const std::string_view text = word.as_string();
    const std::size_t equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    if (!names_secret(name)) continue;
    std::string_view value = equals == std::string_view::npos ? std::string_view() : text.substr(equals + 1);
    while (!value.empty() && (value.front() == '"' || value.front() == '\'')) value.remove_prefix(1);
    while (!value.empty() && (value.back() == '"' || value.back() == '\'')) value.remove_suffix(1);
    // An empty variable is filled in when the container starts.
    if (instruction.name == "ENV" && value.empty()) continue;
    ctx.report(instruction.header,
               std::string(name) + " stays in the image's history for everybody who pulls it; mount it with --mount=type=secret")
        .attribute(name);
  }
}

constexpr std::string_view kKinds[] = {"docker/instruction"};
constexpr std::string_view kTags[] = {"containers", "secrets"};

}  // namespace

extern constinit const NativeRule docker_secret_in_build{
    .meta = {.id = "docker-secret-in-build",
             .summary = "Dockerfile takes a secret as a build argument or variable",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags},
    .check = check,
};

}  // namespace platlint

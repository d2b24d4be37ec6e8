// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "analyzer/rule/rule.h"
#include "rules/terraform/lib_user_data.h"

namespace platlint {
namespace {

constexpr std::string_view kSecretEnds[] = {"PASSWORD", "PASSWD",      "SECRET",     "TOKEN",     "API_KEY",
                                            "APIKEY",   "PRIVATE_KEY", "SECRET_KEY", "PASSPHRASE"};
constexpr std::string_view kPlaceholders[] = {"REPLACE", "CHANGEME",    "CHANGE_ME", "YOUR", "EXAMPLE", "XXX",
                                              "DUMMY",   "PLACEHOLDER", "<",         "...",  "***"};

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return out;
}

bool is_name(char c) { return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// A value that is written there, not asked for when the machine starts.
bool is_written(std::string_view value) {
  const std::string text = upper(value);
  return value.size() >= 6 && value.find_first_of("$`{}()%@/") == std::string_view::npos &&
         std::none_of(std::begin(kPlaceholders), std::end(kPlaceholders),
                      [&](std::string_view p) { return text.find(p) != std::string::npos; });
}

// The name that a secret is assigned to in shell text; empty when there is none. AWS' own keys are what another rule looks for.
std::string first_assigned(std::string_view text) {
  for (std::size_t at = text.find('='); at != std::string_view::npos; at = text.find('=', at + 1)) {
    std::size_t from = at;
    while (from > 0 && is_name(text[from - 1])) --from;
    // Not a part of a web address.
    if (from > 0 && std::string_view(" \t\r\n;\"'").find(text[from - 1]) == std::string_view::npos) continue;
    const std::string name = upper(text.substr(from, at - from));
    if (name.starts_with("AWS_") ||
        std::none_of(std::begin(kSecretEnds), std::end(kSecretEnds), [&](std::string_view end) { return name.ends_with(end); }))
      continue;
    std::string_view value = text.substr(at + 1);
    while (!value.empty() && (value.front() == '\\' || value.front() == '"' || value.front() == '\'')) value.remove_prefix(1);
    if (is_written(value.substr(0, value.find_first_of(" \t\r\n\"'\\;&|")))) return std::string(text.substr(from, at - from));
  }
  return {};
}

void check(const Resource& machine, RuleContext& ctx) {
  const auto texts = user_data::texts_of(machine);
  user_data::leave_unknown_open(texts, ctx);
  for (const user_data::Text& data : texts) {
    const std::string name = first_assigned(data.text);
    if (!name.empty())
      ctx.report(data.at, name + " is set here: everything on the machine, and everyone who may describe it, can read it").secret();
  }
}

constexpr std::string_view kTags[] = {"compute", "secrets"};
constexpr std::string_view kEquivalents[] = {"trivy:AWS-0122"};

}  // namespace

extern constinit const NativeRule aws_password_in_user_data{
    .meta = {.id = "aws-password-in-user-data",
             .summary = "Password stands in the user data of a machine",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = user_data::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_user_data.h"

#include <algorithm>
#include <cstdint>

namespace platlint::user_data {
namespace {

std::string decode(std::string_view base64) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : base64) {
    const std::size_t digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    if ((count += 6) < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xffU);
  }
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

bool is_key_id(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool is_secret(char c) { return is_key_id(c) || (c >= 'a' && c <= 'z') || c == '/' || c == '+' || c == '='; }

// How many characters from there on are of that sort.
template <class Sort>
std::size_t run(std::string_view text, std::size_t at, Sort sort) {
  const auto* from = text.begin() + static_cast<std::ptrdiff_t>(at);
  return static_cast<std::size_t>(std::find_if_not(from, text.end(), sort) - from);
}

// What stands behind "NAME =", "NAME=", quotes skipped, each time.
std::vector<std::string_view> assigned(std::string_view text, std::string_view name) {
  std::vector<std::string_view> values;
  const std::string all = lower(text);
  for (std::size_t at = all.find(name); at != std::string::npos; at = all.find(name, at + 1)) {
    std::string_view rest = text.substr(at + name.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    if (!rest.starts_with('=')) continue;
    rest.remove_prefix(1);
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\\\"'"), rest.size()));
    values.push_back(rest);
  }
  return values;
}

// Where base64 belongs people also write the text itself.
bool is_base64(std::string_view text) {
  return text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n") == std::string_view::npos;
}

void add(const Value& value, bool encoded, std::vector<Text>& found) {
  encoded = encoded && value.is_string() && is_base64(value.as_string());
  if (value.is_string()) found.push_back({value, encoded ? decode(value.as_string()) : std::string(value.as_string()), encoded});
  else if (value.is_unknown()) found.push_back({value, {}, encoded});
}

}  // namespace

std::vector<Text> texts_of(const Resource& machine) {
  std::vector<Text> found;
  Value body = machine.body;
  bool encoded = machine.type() == "aws_launch_template";
  if (machine.kind == "terraform/module") {
    body = machine["inputs"];
    encoded = machine["source"].equals("terraform-aws-modules/autoscaling/aws") == Tri::kTrue;
    if (!encoded && machine["source"].equals("terraform-aws-modules/ec2-instance/aws") != Tri::kTrue) return found;
  }
  add(body["user_data"], encoded, found);
  add(body["user_data_base64"], true, found);
  return found;
}

void leave_unknown_open(const std::vector<Text>& texts, RuleContext& ctx) {
  if (std::any_of(texts.begin(), texts.end(), [](const Text& one) { return one.at.is_unknown(); })) ctx.leave_open();
}

bool holds_access_key(std::string_view text) {
  for (const std::string_view start : {"AKIA", "ASIA"})
    for (std::size_t at = text.find(start); at != std::string_view::npos; at = text.find(start, at + 1))
      if ((at == 0 || !is_key_id(text[at - 1])) && run(text, at, is_key_id) == 20) return true;
  const auto secrets = assigned(text, "aws_secret_access_key");
  return std::any_of(secrets.begin(), secrets.end(), [](std::string_view value) { return run(value, 0, is_secret) == 40; });
}

bool sets_access_key(std::string_view text) {
  for (const std::string_view name : {"aws_access_key_id", "aws_secret_access_key"})
    for (const std::string_view value : assigned(text, name))
      if (!value.empty() && value.front() != '\n' && value.front() != '\r' && !value.starts_with("$(") && value.front() != '`') return true;
  return false;
}

}  // namespace platlint::user_data

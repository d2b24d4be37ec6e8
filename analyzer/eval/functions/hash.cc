// SPDX-License-Identifier: Apache-2.0
#include <openssl/evp.h>

#include "analyzer/eval/functions/families.h"
#include "analyzer/eval/functions/files.h"

namespace platlint {

std::string base64(std::string_view bytes);

namespace {

std::string digest(const EVP_MD* kind, std::string_view bytes) {
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  EVP_Digest(bytes.data(), bytes.size(), out, &length, kind, nullptr);
  return {reinterpret_cast<const char*>(out), length};
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) out += {kDigits[static_cast<unsigned char>(c) >> 4U], kDigits[static_cast<unsigned char>(c) & 15U]};
  return out;
}

using Kind = const EVP_MD* (*)();

template <Kind kKind>
Value hash(FunctionCall& call) {
  return make_string(hex(digest(kKind(), call.args[0].as_string())), call.arena());
}

template <Kind kKind>
Value base64_hash(FunctionCall& call) {
  return make_string(base64(digest(kKind(), call.args[0].as_string())), call.arena());
}

template <Kind kKind, bool kBase64>
Value file_hash(FunctionCall& call) {
  Value problem;
  const auto bytes = read_file(call, 0, problem);
  if (!bytes) return problem;
  return make_string(kBase64 ? base64(digest(kKind(), *bytes)) : hex(digest(kKind(), *bytes)), call.arena());
}

Value unknown_each_run(FunctionCall& call) { return Value::unknown("this function gives another value with every run", call.where, call.arena(), Type::string()); }

Value uuidv5(FunctionCall& call) {
  std::string space;
  const std::string_view name = call.args[0].as_string();
  constexpr std::pair<std::string_view, std::string_view> kSpaces[] = {{"dns", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"},
                                                                       {"url", "6ba7b811-9dad-11d1-80b4-00c04fd430c8"},
                                                                       {"oid", "6ba7b812-9dad-11d1-80b4-00c04fd430c8"},
                                                                       {"x500", "6ba7b814-9dad-11d1-80b4-00c04fd430c8"}};
  std::string_view text = name;
  for (const auto& [word, id] : kSpaces)
    if (word == name) text = id;
  int high = -1;
  for (const char c : text) {
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    if (digit < 0 && c != '-') return call.argument_error(0, "invalid namespace");
    if (digit < 0) continue;
    if (high < 0) {
      high = digit;
    } else {
      space += static_cast<char>(high * 16 + digit);
      high = -1;
    }
  }
  if (space.size() != 16 || high >= 0) return call.argument_error(0, "invalid namespace");
  std::string id = digest(EVP_sha1(), space + std::string(call.args[1].as_string())).substr(0, 16);
  id[6] = static_cast<char>((static_cast<unsigned char>(id[6]) & 0x0FU) | 0x50U);
  id[8] = static_cast<char>((static_cast<unsigned char>(id[8]) & 0x3FU) | 0x80U);
  const std::string text16 = hex(id);
  return make_string(text16.substr(0, 8) + "-" + text16.substr(8, 4) + "-" + text16.substr(12, 4) + "-" + text16.substr(16, 4) + "-" + text16.substr(20), call.arena());
}

}  // namespace

std::span<const Function> hash_functions() {
  static const FunctionParameter kText[] = {text_parameter("str")};
  static const FunctionParameter kPath[] = {text_parameter("path")};
  static const FunctionParameter kCost = number_parameter("cost");
  static const FunctionParameter kTwo[] = {text_parameter("namespace"), text_parameter("name")};
  static const Function kTable[] = {
      {"md5", kText, nullptr, gives_string, hash<EVP_md5>},
      {"sha1", kText, nullptr, gives_string, hash<EVP_sha1>},
      {"sha256", kText, nullptr, gives_string, hash<EVP_sha256>},
      {"sha512", kText, nullptr, gives_string, hash<EVP_sha512>},
      {"base64sha256", kText, nullptr, gives_string, base64_hash<EVP_sha256>},
      {"base64sha512", kText, nullptr, gives_string, base64_hash<EVP_sha512>},
      {"filemd5", kPath, nullptr, gives_string, file_hash<EVP_md5, false>},
      {"filesha1", kPath, nullptr, gives_string, file_hash<EVP_sha1, false>},
      {"filesha256", kPath, nullptr, gives_string, file_hash<EVP_sha256, false>},
      {"filesha512", kPath, nullptr, gives_string, file_hash<EVP_sha512, false>},
      {"filebase64sha256", kPath, nullptr, gives_string, file_hash<EVP_sha256, true>},
      {"filebase64sha512", kPath, nullptr, gives_string, file_hash<EVP_sha512, true>},
      {"uuidv5", kTwo, nullptr, gives_string, uuidv5},
      {"uuid", {}, nullptr, gives_string, unknown_each_run},
      {"bcrypt", kText, &kCost, gives_string, unknown_each_run},
      {"rsadecrypt", kTwo, nullptr, gives_string, [](FunctionCall& c) { return Value::unknown("keys are not used by the analysis", c.where, c.arena(), Type::string()); }},
  };
  return kTable;
}

}  // namespace platlint

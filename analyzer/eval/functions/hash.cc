// SPDX-License-Identifier: Apache-2.0
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

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

Value unknown_each_run(FunctionCall& call) {
  return Value::unknown("this function gives another value with every run", call.where, call.arena(), Type::string());
}

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
  return make_string(
      text16.substr(0, 8) + "-" + text16.substr(8, 4) + "-" + text16.substr(12, 4) + "-" + text16.substr(16, 4) + "-" + text16.substr(20),
      call.arena());
}

// PKCS #1 v1.5, as Terraform decrypts what AWS encrypts for a key pair (get_password_data).
Value rsadecrypt(FunctionCall& call) {
  const std::string_view encoded = call.args[0].as_string();
  std::string cipher(encoded.size() / 4 * 3 + 3, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(cipher.data()),
                                     reinterpret_cast<const unsigned char*>(encoded.data()), static_cast<int>(encoded.size()));
  if (length < 0 || encoded.size() > 1U << 20U) return call.argument_error(0, "failed to decode input: cipher text must be base64-encoded");
  const std::size_t padding = encoded.ends_with("==") ? 2 : encoded.ends_with('=') ? 1 : 0;
  cipher.resize(static_cast<std::size_t>(length) - padding);
  const std::string_view pem = call.args[1].as_string();
  const std::unique_ptr<BIO, decltype(&BIO_free)> text(
      BIO_new_mem_buf(pem.data(), static_cast<int>(std::min<std::size_t>(pem.size(), 1U << 20U))), BIO_free);
  // The callback keeps the library from asking for a passphrase on the terminal.
  const auto no_passphrase = [](char*, int, int, void*) { return 0; };
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(PEM_read_bio_PrivateKey(text.get(), nullptr, no_passphrase, nullptr),
                                                                EVP_PKEY_free);
  if (key == nullptr || EVP_PKEY_base_id(key.get()) != EVP_PKEY_RSA) return call.argument_error(1, "invalid private key");
  const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(EVP_PKEY_CTX_new(key.get(), nullptr), EVP_PKEY_CTX_free);
  std::string plain(cipher.size() + 512, '\0');
  std::size_t size = plain.size();
  if (context == nullptr || EVP_PKEY_decrypt_init(context.get()) <= 0 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) <= 0 ||
      EVP_PKEY_decrypt(context.get(), reinterpret_cast<unsigned char*>(plain.data()), &size,
                       reinterpret_cast<const unsigned char*>(cipher.data()), cipher.size()) <= 0)
    return call.argument_error(0, "failed to decrypt: decryption error");
  return make_string(std::string_view(plain).substr(0, size), call.arena());
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
      {"rsadecrypt", kTwo, nullptr, gives_string, rsadecrypt},
  };
  return kTable;
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/secrets/placeholder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string>

namespace platlint {
namespace {

// Words that people write where a secret will stand. Matched without case, anywhere in the text.
constexpr std::string_view kStandIns[] = {
    "example", "changeme",  "change-me", "change_me", "placeholder",      "replace-me", "replaceme",          "replace_me", "your-",
    "your_",   "yourtoken", "yourkey",   "insert-",   "insert_",          "dummy",      "redacted",           "not-a-real", "notareal",
    "fake",    "sample",    "todo",      "fixme",     "<secret",          "<token",     "<password",          "<key",       "test-token",
    "xxxx",    "*****",     "....",      "foobar",    "deadbeefdeadbeef", "00000000",   "123456789012345678",
};

// What manuals and tests call their own, as in "MySecretPassw0rd", "notrealkey1".
constexpr std::string_view kManuals[] = {"notreal",   "not-real", "not_real", "local-dev", "thisis",   "mysecret",  "my-secret",
                                         "my_secret", "mypassw",  "my-passw", "my_passw",  "yourpass", "yoursecret"};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

// "abcdefgh...", "12345678...", "aaaaaaaa": at least `least` steps of the same small difference.
bool has_sequence(std::string_view text, std::size_t least) {
  std::size_t run = 1;
  int step = 99;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const int difference = text[i] - text[i - 1];
    run = difference == step && std::abs(difference) <= 1 ? run + 1 : 2;
    step = difference;
    if (run >= least && std::abs(step) <= 1) return true;
  }
  return false;
}

// "1234abcd", "abcd1234efgh": nothing but runs of four and more that go up by one.
bool is_made_of_sequences(std::string_view text) {
  std::size_t run = 1;
  for (std::size_t i = 1; i <= text.size(); ++i) {
    if (i < text.size() && text[i] - text[i - 1] == 1) {
      ++run;
      continue;
    }
    if (run < 4) return false;
    run = 1;
  }
  return true;
}

}  // namespace

double entropy(std::string_view text) {
  std::array<int, 256> count = {};
  for (const char c : text) ++count[static_cast<unsigned char>(c)];
  double bits = 0;
  for (const int n : count)
    if (n > 0) {
      const double p = n / static_cast<double>(text.size());
      bits -= p * std::log2(p);
    }
  return bits;
}

bool is_reference(std::string_view text) {
  constexpr std::string_view kOpenings[] = {"${",
                                            "{{",
                                            "$(",
                                            "$[[",
                                            "%{",
                                            "<%",
                                            "#{",
                                            "@@",
                                            "((",
                                            "[[",
                                            "!reference",
                                            "ref+",
                                            "arn:aws",
                                            "vault:",
                                            "op://",
                                            "ssm:",
                                            "secretsmanager:"};
  for (const std::string_view opening : kOpenings)
    if (text.find(opening) != std::string_view::npos) return true;
  constexpr std::string_view kRoots[] = {"var.",       "local.",      "data.",         "module.", "env.",    "secrets.",
                                         "os.environ", "process.env", "System.getenv", "getenv(", "lookup(", "file("};
  for (const std::string_view root : kRoots)
    if (text.starts_with(root)) return true;
  return text.starts_with('$') || text.starts_with('%') || (text.starts_with('<') && text.ends_with('>')) ||
         (text.starts_with("__") && text.ends_with("__"));
}

bool is_placeholder(std::string_view secret) {
  if (secret.empty() || is_reference(secret)) return true;
  const std::string low = lower(secret);
  for (const std::string_view word : kStandIns)
    if (low.find(word) != std::string::npos) return true;
  for (const std::string_view word : kManuals)
    if (low.find(word) != std::string::npos) return true;
  const auto [least, most] = std::minmax_element(low.begin(), low.end());
  if (*least == *most || is_made_of_sequences(low)) return true;
  return secret.size() >= 12 && has_sequence(secret, std::max<std::size_t>(8, secret.size() * 3 / 4));
}

bool is_common_password(std::string_view secret) {
  constexpr std::string_view kWords[] = {"password", "passwd",     "pass",          "pwd",     "secret",   "postgres",   "mysql",
                                         "root",     "admin",      "administrator", "user",    "username", "guest",      "test",
                                         "testing",  "local",      "dev",           "token",   "redis",    "rabbitmq",   "mongo",
                                         "app",      "demo",       "default",       "docker",  "minio",    "minioadmin", "key",
                                         "pw",       "mypassword", "letmein",       "hunter2", "12345",    "123456",     "12345678"};
  const std::string low = lower(secret);
  return std::find(std::begin(kWords), std::end(kWords), low) != std::end(kWords);
}

}  // namespace platlint

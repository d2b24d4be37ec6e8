// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace platlint {

struct SecretHit {
  std::string_view rule = {};   // "secret-github-token"
  std::string_view title = {};  // "GitHub personal access token"
  std::uint32_t begin = 0;      // the secret's bytes
  std::uint32_t end = 0;
};

// Is the file of a test, by its name or a folder that it lies in? Its secrets are mostly made up.
bool is_test_code(std::string_view path);

// Finds secrets in text. Immutable after construction; one for all threads. Patterns are compiled when a keyword of theirs is met for
// the first time.
class SecretScanner {
 public:
  SecretScanner();
  ~SecretScanner();
  SecretScanner(const SecretScanner&) = delete;
  SecretScanner& operator=(const SecretScanner&) = delete;

  // Sorted by place; overlapping hits are reduced to the most telling one. `path` decides what file formats allow.
  std::vector<SecretHit> scan(std::string_view path, std::string_view text) const;

 private:
  struct Tables;
  std::unique_ptr<Tables> tables_;
};

}  // namespace platlint

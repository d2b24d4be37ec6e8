// SPDX-License-Identifier: Apache-2.0
//
// Secrets that carry no mark of their own are known by the name they are given: `DB_PASSWORD=...`, `"oktaApiToken": "00..."`,
// `api_key: ...`. This reads one assignment around a place where a telling word occurs: the key, the operator, the value.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace platlint {

struct Assignment {
  std::string_view key = {};
  std::string_view value = {};  // without quotes; a view into the text
  bool quoted = false;
  std::size_t value_offset = 0;  // in the text
};

// Reads the assignment whose key covers text[at]. Operators: = : := => ?= ||= -> and an XML attribute's. Nothing when there is none.
std::optional<Assignment> assignment_at(std::string_view text, std::size_t at);

// A value that a vendor's unmarked keys have, by the vendor's name in the key.
struct VendorShape {
  std::string_view title = {};
  std::string_view vendor = {};   // words, separated by blanks, in lower case
  std::string_view pattern = {};  // RE2, must match the whole value
  double min_entropy = 0;
};
std::span<const VendorShape> vendor_shapes();

// Does this key name hold a secret itself ("db_password", "clientSecret", "API_KEY")? Not a name of one ("secret_name",
// "password_file", "key_id", "public_key", "tokens").
bool is_secret_key(std::string_view key);

// Can a value under a secret key be a real secret: long and random enough, no word of prose, path, URL, reference, type name?
bool is_secret_value(std::string_view value, bool quoted);

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace platlint {

// Shannon entropy in bits a character.
double entropy(std::string_view text);

// Is this a stand-in or a reference rather than a secret? "<your-token>", "${VAR}", "{{ .Values.x }}", "$(cmd)", "changeme",
// "xxxxxxxx", "AKIAIOSFODNN7EXAMPLE", a path, an ARN, an all-same-character run, an obvious counting sequence.
bool is_placeholder(std::string_view secret);

// Is the text a reference to a value kept elsewhere: an interpolation of any of the dialects, a variable, a secret manager's path?
bool is_reference(std::string_view text);

// Passwords that stand in examples and in compose files for a developer's machine: "password", "postgres", "secret", "admin".
bool is_common_password(std::string_view secret);

}  // namespace platlint

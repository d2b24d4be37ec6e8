// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace platlint::github {

enum class System : std::uint8_t { kUnknown, kLinux, kMac, kWindows };

System system_of(std::string_view label);
// One of GitHub's own images, such as ubuntu-latest.
bool is_hosted_label(std::string_view label);
// Why a label can only be one of GitHub's own and is none; empty for its labels and for those that somebody may have made.
std::string wrong_label(std::string_view label);
// Why a shell's name is none there; empty for the names GitHub knows and for commands with {0}.
std::string wrong_shell(std::string_view shell, System system);

}  // namespace platlint::github

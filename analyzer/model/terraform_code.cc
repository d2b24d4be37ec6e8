// SPDX-License-Identifier: Apache-2.0
#include "analyzer/model/terraform_code.h"

namespace platlint {

const CodeArgument* find(std::span<const CodeArgument> arguments, std::string_view name) {
  for (const CodeArgument& argument : arguments)
    if (argument.name == name) return &argument;
  return nullptr;
}

std::string_view name(CodeKind kind) {
  constexpr std::string_view kNames[] = {"variable",          "local value",        "output",      "resource",
                                         "data source",       "ephemeral resource", "module call", "provider",
                                         "required provider", "settings block",     "check",       "block"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace platlint

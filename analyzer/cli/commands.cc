// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdio>
#include <string>

#include "analyzer/cli/command.h"

namespace platlint {

std::span<const Command> commands() {
  static const std::array kCommands = {kScanCommand,     kCostCommand, kFixCommand,  kTestCommand,   kRulesCommand, kExplainCommand,
                                       kBaselineCommand, kGateCommand, kInitCommand, kConfigCommand, kEvalCommand,  kDumpCommand};
  return kCommands;
}

int usage_error(std::string_view message) {
  std::fprintf(stderr, "platlint: %s\n", std::string(message).c_str());
  return kExitUsage;
}

}  // namespace platlint

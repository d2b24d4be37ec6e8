// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "analyzer/cli/arguments.h"

namespace platlint {

// Exit codes, part of the contract.
enum ExitCode : int {
  kExitClean = 0,
  kExitFindings = 1,    // findings at or above the threshold
  kExitUsage = 2,       // wrong usage or configuration
  kExitIncomplete = 3,  // the analysis is incomplete
};

// One subcommand: a row of the table in commands.cc.
struct Command {
  std::string_view name = {};
  std::string_view synopsis = {};  // "scan [PATH...]"
  std::string_view help = {};      // one sentence
  std::span<const OptionSpec> options = {};
  int (*run)(const Arguments& arguments) = nullptr;
};

std::span<const Command> commands();

// Says what is wrong on standard error and gives kExitUsage.
int usage_error(std::string_view message);

extern const Command kScanCommand, kCostCommand, kTestCommand, kRulesCommand, kExplainCommand, kBaselineCommand, kGateCommand, kInitCommand,
    kConfigCommand, kEvalCommand, kDumpCommand, kFixCommand;

}  // namespace platlint

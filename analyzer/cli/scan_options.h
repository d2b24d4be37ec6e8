// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "analyzer/cli/arguments.h"
#include "analyzer/engine/run.h"
#include "analyzer/source/file_system.h"

namespace platlint {

// The options that every command which reads a repository takes.
inline constexpr OptionSpec kRepositoryOptions[] = {
    {"config", "FILE", "configuration, in place of the repository's .platlint.yaml"},
    {"var", "NAME=VALUE", "value of a Terraform root variable; repeatable"},
    {"var-file", "FILE", "Terraform variable file below the scan root; repeatable"},
    {"jobs", "N", "threads; default: one a core"},
};

// Where a command looks, and what for.
struct Target {
  DiskFileSystem files;
  RunOptions options;
  std::string root;  // on disk
};

// One folder is the scan root. Files, or several paths, are looked at from the current folder as root.
Result<Target> open_target(const Arguments& arguments);

// The current day in UTC, YYYY-MM-DD.
std::string today();

}  // namespace platlint

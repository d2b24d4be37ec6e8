// SPDX-License-Identifier: Apache-2.0
//
// A whole scan of one file. The first line of the input names the file, so that all kinds of files come up.
#include "tests/fuzz/target.h"

#include "analyzer/engine/run.h"

namespace platlint {

PLATLINT_FUZZ_TARGET(scan) {
  const std::size_t line = std::min(input.find('\n'), input.size());
  std::string path(input.substr(0, line));
  if (path.empty() || path.size() > 60 || !resolve_path("", path) || path.find('\0') != std::string::npos) path = "main.tf";
  MemoryFileSystem files;
  files.add(path, std::string(input.substr(std::min(line + 1, input.size()))));
  RunOptions options;
  options.evidence = true;
  options.today = "2026-01-01";
  const auto result = run(files, options);
  if (!result) FUZZ_EXPECT(!result.error().message.empty());
}

}  // namespace platlint

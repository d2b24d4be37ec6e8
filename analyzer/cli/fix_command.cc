// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <cstdio>
#include <fstream>

#include "analyzer/cli/command.h"
#include "analyzer/cli/scan_options.h"
#include "analyzer/engine/fix.h"
#include "reports/escape.h"

namespace platlint {
namespace {

constexpr std::uint64_t kMostBytes = 64U << 20U;

// Written beside its place and renamed, with the file's mode: nobody meets half a file. The path came from the walk, which
// follows no links.
Result<void> replace_file(const std::string& root, const std::string& path, const std::string& text) {
  const std::string file = root + "/" + path;
  const std::string part = file + ".platlint-part";
  struct stat info = {};
  if (::lstat(file.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return fail(path + ": not a regular file");
  {
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    out << text;
    if (!out.flush()) return fail(path + ": cannot be written");
  }
  if (::chmod(part.c_str(), info.st_mode & 07777U) != 0 || std::rename(part.c_str(), file.c_str()) != 0) {
    std::remove(part.c_str());
    return fail(path + ": cannot be written");
  }
  return {};
}

void print_list(const char* head, const std::vector<AppliedFix>& list, std::FILE* to) {
  for (const AppliedFix& fix : list)
    std::fprintf(to, "%s%s:%u: %s [%s]\n", head, escape_plain(fix.path).c_str(), fix.line, escape_plain(fix.description).c_str(),
                 fix.rule.c_str());
}

int run_fix(const Arguments& arguments) {
  auto target = open_target(arguments);
  if (!target) return usage_error(target.error().message);
  target->options.rules = arguments.values("rule");
  target->options.skip = arguments.values("skip");
  const auto result = fix(target->files, target->options, {.unsafe = arguments.has("unsafe")});
  if (!result) return usage_error(result.error().message);
  if (arguments.has("dry-run")) {
    for (const auto& [path, text] : result->changed) {
      const auto before = target->files.read(path, kMostBytes);
      const std::string diff = unified_diff(path, before.value_or(""), text);
      std::fwrite(diff.data(), 1, diff.size(), stdout);
    }
  } else {
    for (const auto& [path, text] : result->changed)
      if (const auto written = replace_file(target->root, path, text); !written) return usage_error(written.error().message);
    print_list("", result->applied, stdout);
  }
  print_list("not fixed, the file would not parse: ", result->refused, stderr);
  std::fprintf(stderr, "platlint: %zu fixes %s in %zu files\n", result->applied.size(), arguments.has("dry-run") ? "to make" : "made",
               result->changed.size());
  if (!result->settled) std::fputs("platlint: there is more to fix; run it again\n", stderr);
  return result->settled ? kExitClean : kExitIncomplete;
}

constexpr OptionSpec kFixOptions[] = {kRepositoryOptions[0],
                                      kRepositoryOptions[1],
                                      kRepositoryOptions[2],
                                      kRepositoryOptions[3],
                                      {"rule", "SELECTOR", "fix what these rules find only; repeatable"},
                                      {"skip", "SELECTOR", "leave these rules out; repeatable"},
                                      {"unsafe", "", "also make fixes that change what is deployed"},
                                      {"dry-run", "", "print the difference and change nothing"}};

}  // namespace

const Command kFixCommand{"fix", "fix [PATH...]", "Apply the fixes that are safe.", kFixOptions, run_fix};

}  // namespace platlint

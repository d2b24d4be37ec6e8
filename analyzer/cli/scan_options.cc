// SPDX-License-Identifier: Apache-2.0
#include "analyzer/cli/scan_options.h"

#include <sys/stat.h>

#include <charconv>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

namespace platlint {
namespace {

bool is_directory(const std::string& path) {
  struct stat info = {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

Result<std::string> read_outside(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail(path + ": cannot be read");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// The folder that a scan of these paths starts from, and the paths below it: the current folder where they all lie below it, else the
// innermost folder that holds them all.
Result<std::string> common_root(const std::vector<std::string>& paths, std::vector<std::string>& below) {
  const auto all = [&](auto&& clean) {
    below.clear();
    for (const std::string& path : paths) {
      auto relative = clean(path);
      if (!relative) return false;
      below.push_back(*std::move(relative));
    }
    return true;
  };
  if (all([](const std::string& path) { return resolve_path("", path); })) return std::string(".");
  std::vector<std::filesystem::path> absolute;
  for (const std::string& path : paths) {
    std::error_code error;
    absolute.push_back(std::filesystem::canonical(path, error));
    if (error) return fail(path + ": " + error.message());
  }
  std::filesystem::path root = absolute.front().parent_path();
  const auto holds = [&](const std::filesystem::path& path) {
    return std::mismatch(root.begin(), root.end(), path.begin(), path.end()).first == root.end();
  };
  while (root != root.root_path() && !std::all_of(absolute.begin(), absolute.end(), holds)) root = root.parent_path();
  below.clear();
  for (const std::filesystem::path& path : absolute) below.push_back(path.lexically_relative(root).generic_string());
  return root.string();
}

}  // namespace

std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm utc = {};
  gmtime_r(&now, &utc);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &utc);
  return text;
}

Result<Target> open_target(const Arguments& arguments) {
  const auto& paths = arguments.positional();
  std::string root = ".";
  RunOptions options;
  if (paths.size() == 1 && is_directory(paths[0])) {
    root = paths[0];
  } else {
    for (const std::string& path : paths) {
      struct stat info = {};
      if (::stat(path.c_str(), &info) != 0) return fail(path + ": no such file or folder");
    }
    auto common = common_root(paths, options.paths);
    if (!common) return tl::unexpected(common.error());
    root = *std::move(common);
  }
  auto files = DiskFileSystem::open(root);
  if (!files) return tl::unexpected(files.error());
  if (arguments.has("config")) {
    auto text = read_outside(arguments.value("config"));
    if (!text) return tl::unexpected(text.error());
    options.config_file = arguments.value("config");
    options.config_text = *std::move(text);
  }
  for (const std::string& assignment : arguments.values("var")) {
    const std::size_t equals = assignment.find('=');
    if (equals == std::string::npos || equals == 0) return fail("--var takes NAME=VALUE, not \"" + assignment + "\"");
    options.variables.emplace_back(assignment.substr(0, equals), assignment.substr(equals + 1));
  }
  options.variable_files = arguments.values("var-file");
  options.jobs = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  if (arguments.has("jobs")) {
    const std::string text = arguments.value("jobs");
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), options.jobs);
    if (error != std::errc() || end != text.data() + text.size() || options.jobs < 1 || options.jobs > 256)
      return fail("--jobs takes a number from 1 to 256, not \"" + text + "\"");
  }
  options.today = today();
  return Target{*std::move(files), std::move(options), std::move(root)};
}

}  // namespace platlint

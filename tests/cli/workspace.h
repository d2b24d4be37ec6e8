// SPDX-License-Identifier: Apache-2.0
//
// A folder of its own in which a test runs the program as its users do.
#pragma once

#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace platlint {

struct Outcome {
  int code = -1;         // exit code
  std::string out = {};  // standard output
  std::string err = {};  // standard error
};

class Workspace {
 public:
  Workspace() {
    std::string pattern = (std::filesystem::temp_directory_path() / "platlint-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) != nullptr) root_ = pattern;
  }
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;
  ~Workspace() {
    std::error_code ignored;
    if (!root_.empty()) std::filesystem::remove_all(root_, ignored);
  }

  const std::filesystem::path& root() const { return root_; }
  bool has(std::string_view path) const { return std::filesystem::exists(root_ / "repo" / path); }

  void write(std::string_view path, std::string_view text) const {
    const std::filesystem::path file = root_ / "repo" / path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
  }

  std::string read(std::string_view path) const { return slurp(root_ / "repo" / path); }

  // Runs a shell script in the folder `repo`, stopping at the first failing line, with `platlint` on the path and none of the caller's
  // git configuration.
  Outcome run(std::string_view script) const {
    std::filesystem::create_directories(root_ / "repo");
    std::ofstream(root_ / "script") << script << "\n";
    const std::string binary = std::filesystem::path(PLATLINT_BINARY).parent_path().string();
    const std::string command = "cd '" + (root_ / "repo").string() + "' && PATH='" + binary + "':\"$PATH\" HOME='" + root_.string() +
                                "' GIT_CONFIG_NOSYSTEM=1 bash -e ../script >../out 2>../err </dev/null";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, slurp(root_ / "out"), slurp(root_ / "err")};
  }

 private:
  static std::string slurp(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }

  std::filesystem::path root_;
};

}  // namespace platlint

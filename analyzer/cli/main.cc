// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/cli/command.h"
#include "analyzer/support/nearest.h"

namespace {

using namespace platlint;

void print_help() {
  std::string text = "platlint " PLATLINT_VERSION
                     ": checks a platform repository, prices it and reports on it. Offline.\n\nusage: platlint COMMAND [OPTION...]\n\n";
  for (const Command& command : commands()) {
    text += "  ";
    text += command.synopsis;
    text.append(command.synopsis.size() < 26 ? 26 - command.synopsis.size() : 1, ' ');
    text += command.help;
    text += '\n';
  }
  text +=
      "\n`platlint COMMAND --help` tells a command's options.\nexit codes: 0 clean, 1 findings, 2 wrong usage or configuration, 3 "
      "incomplete analysis\n";
  std::fputs(text.c_str(), stdout);
}

void print_help(const Command& command) {
  std::string text = "usage: platlint " + std::string(command.synopsis) + "\n" + std::string(command.help) + "\n\n";
  for (const OptionSpec& option : command.options) {
    std::string left = "  --" + std::string(option.name) + (option.value.empty() ? "" : " " + std::string(option.value));
    left.append(left.size() < 26 ? 26 - left.size() : 1, ' ');
    text += left + std::string(option.help) + "\n";
  }
  std::fputs(text.c_str(), stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> words(argv + 1, argv + argc);
  if (words.empty() || words[0] == "help" || words[0] == "--help" || words[0] == "-h") {
    print_help();
    return words.empty() ? kExitUsage : kExitClean;
  }
  if (words[0] == "--version" || words[0] == "version") {
    std::puts("platlint " PLATLINT_VERSION);
    return kExitClean;
  }
  std::vector<std::string_view> names;
  for (const Command& command : commands()) {
    names.push_back(command.name);
    if (command.name != words[0]) continue;
    std::vector<OptionSpec> options(command.options.begin(), command.options.end());
    options.push_back({"help", "", "print this"});
    const auto arguments = Arguments::parse(std::span(words).subspan(1), options);
    if (!arguments) return usage_error(arguments.error().message);
    if (arguments->has("help")) {
      print_help(command);
      return kExitClean;
    }
    return command.run(*arguments);
  }
  std::string message = "unknown command \"" + std::string(words[0]) + "\"";
  if (const std::string_view near = nearest(words[0], names); !near.empty()) message += "; did you mean \"" + std::string(near) + "\"?";
  return usage_error(message);
}

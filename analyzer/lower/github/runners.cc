// SPDX-License-Identifier: Apache-2.0
//
// Labels: https://docs.github.com/actions/reference/runners/github-hosted-runners. Anyone may name a runner of their own as they like, so a
// label is only wrong when it has the form of GitHub's images: a system, a dash, and "latest" or a version.
#include "analyzer/lower/github/runners.h"

#include <algorithm>
#include <array>

#include "analyzer/support/nearest.h"
#include "grammars/ghexpr/ast.h"

namespace platlint::github {
namespace {

constexpr std::array<std::string_view, 13> kImages = {"ubuntu-latest",  "ubuntu-24.04", "ubuntu-22.04", "ubuntu-26.04", "ubuntu-slim",
                                                      "windows-latest", "windows-2025", "windows-2022", "macos-latest", "macos-14",
                                                      "macos-15",       "macos-26",     "windows-2026"};
constexpr std::array<std::string_view, 16> kRetired = {
    "ubuntu-16.04", "ubuntu-18.04", "ubuntu-20.04", "windows-2016", "windows-2019", "macos-10",     "macos-10.13",  "macos-10.14",
    "macos-10.15",  "macos-11",     "macos-11.0",   "macos-12",     "macos-13",     "ubuntu-14.04", "windows-2012", "macos-11.00"};
constexpr std::array<std::string_view, 4> kEverywhere = {"bash", "pwsh", "python", "sh"};

bool has_image_form(std::string_view label) {
  const std::size_t dash = label.find('-');
  if (dash == std::string_view::npos) return false;
  const std::string_view system = label.substr(0, dash);
  const std::string_view version = label.substr(dash + 1);
  constexpr std::array<std::string_view, 7> kSystems = {"ubuntu", "windows", "macos", "linux", "mac", "win", "osx"};
  if (std::find(kSystems.begin(), kSystems.end(), system) == kSystems.end()) return false;
  return version == "latest" || (!version.empty() && version.find_first_not_of("0123456789.") == std::string_view::npos);
}

}  // namespace

System system_of(std::string_view label) {
  const std::string lower = ghexpr::lower_case(label);
  if (lower.starts_with("ubuntu-") || lower == "linux") return System::kLinux;
  if (lower.starts_with("macos-") || lower == "macos") return System::kMac;
  if (lower.starts_with("windows-") || lower == "windows") return System::kWindows;
  return System::kUnknown;
}

bool is_hosted_label(std::string_view label) {
  return std::find(kImages.begin(), kImages.end(), ghexpr::lower_case(label)) != kImages.end();
}

std::string wrong_label(std::string_view label) {
  const std::string lower = ghexpr::lower_case(label);
  if (std::find(kRetired.begin(), kRetired.end(), lower) != kRetired.end())
    return "GitHub has retired the image \"" + lower + "\"; jobs that ask for it never start";
  if (!has_image_form(lower) || std::find(kImages.begin(), kImages.end(), lower) != kImages.end()) return {};
  const std::string_view near = nearest(lower, kImages);
  return "GitHub has no image \"" + lower + "\"" + (near.empty() ? "" : "; did you mean \"" + std::string(near) + "\"?");
}

std::string wrong_shell(std::string_view shell, System system) {
  if (shell.find("${{") != std::string_view::npos || shell.find("{0}") != std::string_view::npos) return {};
  const std::string lower = ghexpr::lower_case(shell);
  const std::string shown = "\"" + std::string(shell) + "\"";
  if (lower == "cmd" || lower == "powershell")
    return system == System::kLinux || system == System::kMac ? "the shell " + shown + " is on Windows alone" : std::string();
  if (lower == "sh" && system == System::kWindows) return "the shell " + shown + " is not on Windows";
  if (std::find(kEverywhere.begin(), kEverywhere.end(), lower) != kEverywhere.end()) return {};
  return "GitHub has no shell " + shown + "; a command of your own needs {0} for the script's file";
}

}  // namespace platlint::github

// SPDX-License-Identifier: Apache-2.0
//
// What a file is: by name where the name decides, by content where it does not. No parsing: line scans only.
#include <algorithm>
#include <array>

#include "analyzer/discover/discover.h"

namespace platlint {
namespace {

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return text.ends_with(e); });
}

// A NUL byte, or much that is no text, near the beginning.
bool is_binary(std::string_view text) {
  const std::string_view head = text.substr(0, 8192);
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return true;  // UTF-16: no reader of ours takes it
  if (head.find('\0') != std::string_view::npos) return true;
  const auto control = std::count_if(head.begin(), head.end(), [](char c) {
    return static_cast<unsigned char>(c) < 32 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\x1b';
  });
  return static_cast<std::size_t>(control) * 20 > head.size() + 20;
}

// Does some line begin with this key?
bool has_top_key(std::string_view text, std::string_view key) {
  for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
    const std::size_t end = at + key.size();
    if ((at == 0 || text[at - 1] == '\n') && end < text.size() && text[end] == ':') return true;
  }
  return false;
}

bool has_any_key(std::string_view text, std::string_view key) {
  for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
    std::size_t end = at + key.size();
    if (end < text.size() && text[end] == '"') ++end;
    const bool before = at == 0 || text[at - 1] == '\n' || text[at - 1] == ' ' || text[at - 1] == '"' || text[at - 1] == '{';
    if (before && end < text.size() && text[end] == ':') return true;
  }
  return false;
}

bool is_template(std::string_view path, std::string_view text) {
  if (text.find("{{") == std::string_view::npos) return false;
  if (path.find("/templates/") != std::string_view::npos || path.starts_with("templates/")) return true;
  // Control structures on lines of their own break YAML wherever they stand; a value in braces within quotes does not.
  for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 2)) {
    std::size_t line = at;
    while (line > 0 && (text[line - 1] == ' ' || text[line - 1] == '\t')) --line;
    if (line == 0 || text[line - 1] == '\n') return true;
  }
  return false;
}

FileKind classify_yaml(std::string_view path, std::string_view text) {
  const std::string_view name = file_name(path);
  // GitHub runs what stands right in the folder; below it lie actions, templates, what nobody uses any more.
  if (path.substr(0, path.size() - name.size()).ends_with(".github/workflows/")) return FileKind::kWorkflow;
  if (name == "dependabot.yml" || name == "dependabot.yaml") return FileKind::kDependabot;
  if (name == "action.yml" || name == "action.yaml") return has_top_key(text, "runs") ? FileKind::kAction : FileKind::kYaml;
  if (ends_with_any(name, {".gitlab-ci.yml", ".gitlab-ci.yaml"})) return FileKind::kGitlabCi;
  if (name == "kyverno-test.yaml" || name == "kyverno-test.yml") return FileKind::kKyvernoTest;
  if (name == "Chart.yaml" || name == "Chart.yml") return FileKind::kHelmChart;
  if (is_template(path, text)) return FileKind::kHelmTemplate;
  const bool api = has_top_key(text, "apiVersion") || has_any_key(text.substr(0, 4096), "apiVersion");
  const bool kind = has_top_key(text, "kind") || has_any_key(text.substr(0, 4096), "kind");
  return api && kind ? FileKind::kManifest : FileKind::kYaml;
}

}  // namespace

std::string_view name(FileKind kind) {
  constexpr std::array<std::string_view, 20> kNames = {"terraform",     "terraform-json", "tfvars",     "tfvars-json",  "terraform-plan",
                                                       "manifest",      "helm-template",  "helm-chart", "kyverno-test", "github-workflow",
                                                       "github-action", "dependabot",     "gitlab-ci",  "yaml",         "json",
                                                       "dockerfile",    "shell",          "text",       "binary",       ""};
  return kNames[static_cast<std::size_t>(kind)];
}

FileKind classify(std::string_view path, std::string_view text) {
  if (is_binary(text)) return FileKind::kBinary;
  const std::string_view name = file_name(path);
  if (ends_with_any(name, {".tf.json", ".tofu.json"})) return FileKind::kTerraformJson;
  if (ends_with_any(name, {".tf", ".tofu"})) return FileKind::kTerraform;
  if (name.ends_with(".tfvars.json")) return FileKind::kTfvarsJson;
  if (name.ends_with(".tfvars")) return FileKind::kTfvars;
  if (name == "Dockerfile" || name == "Containerfile" || name.starts_with("Dockerfile.") ||
      ends_with_any(name, {".Dockerfile", ".dockerfile"}))
    return ends_with_any(name, {".dockerignore", ".md", ".j2", ".tpl"}) ? FileKind::kText : FileKind::kDockerfile;
  if (ends_with_any(name, {".yml", ".yaml"})) return classify_yaml(path, text);
  if (name.ends_with(".json")) {
    if (has_any_key(text.substr(0, 4096), "format_version") &&
        (has_any_key(text, "planned_values") || has_any_key(text, "resource_changes")))
      return FileKind::kTerraformPlan;
    return has_any_key(text, "apiVersion") && has_any_key(text, "kind") ? FileKind::kManifest : FileKind::kJson;
  }
  if (ends_with_any(name, {".sh", ".bash", ".zsh"}) || text.starts_with("#!/bin/sh") || text.starts_with("#!/usr/bin/env bash") ||
      text.starts_with("#!/bin/bash"))
    return FileKind::kShell;
  return FileKind::kText;
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/engine/page.h"

#include <array>
#include <optional>
#include <tuple>
#include <utility>

namespace platlint {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kDefaultFiles = {{
    {"hcl", "main.tf"},
    {"terraform", "main.tf"},
    {"tfvars", "terraform.tfvars"},
    {"yaml", "manifest.yaml"},
    {"github", ".github/workflows/ci.yml"},
    {"gitlab", ".gitlab-ci.yml"},
    {"dockerfile", "Dockerfile"},
    {"json", "data.json"},
    {"sh", "script.sh"},
    {"text", "notes.txt"},
}};

constexpr std::array<std::pair<std::string_view, PageExample::Verdict>, 4> kVerdicts = {{
    {"bad", PageExample::Verdict::kBad},
    {"good", PageExample::Verdict::kGood},
    {"unknown", PageExample::Verdict::kUnknown},
    {"fixed", PageExample::Verdict::kFixed},
}};

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return line;
}

std::string_view take_word(std::string_view& rest) {
  rest = trim(rest);
  const std::size_t end = rest.find(' ');
  const std::string_view word = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return word;
}

// An expectation found in a line, and the line without it.
struct Expectation {
  std::string_view before = {};
  std::string_view rules = {};
  bool unknown = false;
  std::uint32_t below = 0;  // so many lines further down; the comment has a line of its own then
};

std::optional<Expectation> expectation(std::string_view line) {
  for (const auto& [marker, unknown, below] : {std::tuple("# expect: ", false, 0U), std::tuple("# expect-unknown: ", true, 0U),
                                               std::tuple("# expect-next: ", false, 1U), std::tuple("# expect-unknown-next: ", true, 1U)}) {
    const std::size_t at = line.find(marker);
    if (at != std::string_view::npos)
      return Expectation{line.substr(0, at), line.substr(at + std::string_view(marker).size()), unknown, below};
  }
  for (const auto& [marker, unknown] :
       {std::pair(std::string_view("# expect-below "), false), std::pair(std::string_view("# expect-unknown-below "), true)}) {
    const std::size_t at = line.find(marker);
    if (at == std::string_view::npos) continue;
    std::string_view rest = line.substr(at + marker.size());
    std::uint32_t lines = 0;
    for (; !rest.empty() && rest.front() >= '0' && rest.front() <= '9'; rest.remove_prefix(1))
      lines = std::min(lines * 10 + static_cast<std::uint32_t>(rest.front() - '0'), 10'000U);
    if (rest.starts_with(": ")) return Expectation{line.substr(0, at), rest.substr(2), unknown, lines};
  }
  return std::nullopt;
}

// Reads the lines of one fenced block into files and expectations.
class BlockReader {
 public:
  BlockReader(PageExample& example, std::string path) : example_(example) { open(std::move(path)); }

  void line(std::string_view text) {
    constexpr std::string_view kFile = "# file: ";
    if (text.starts_with(kFile)) {
      if (lines_ == 0) example_.files.pop_back();
      open(std::string(trim(text.substr(kFile.size()))));
      return;
    }
    ++lines_;
    PageExample::File& file = example_.files.back();
    if (const auto found = expectation(text)) {
      std::string_view rules = found->rules;
      while (!rules.empty()) {
        const std::size_t comma = rules.find(',');
        const std::string_view rule = trim(rules.substr(0, comma));
        rules = comma == std::string_view::npos ? std::string_view() : rules.substr(comma + 1);
        example_.expected.push_back({std::string(rule), file.path, lines_ + found->below, found->unknown});
      }
      std::string_view before = found->before;
      while (!before.empty() && (before.back() == ' ' || before.back() == '\t')) before.remove_suffix(1);
      file.text += found->below > 0 ? "#" : std::string(before);
    } else {
      file.text += text;
    }
    file.text += '\n';
  }

 private:
  void open(std::string path) {
    example_.files.push_back({std::move(path), {}});
    lines_ = 0;
  }

  PageExample& example_;
  std::uint32_t lines_ = 0;
};

}  // namespace

Page read_page(std::string_view markdown) {
  Page page;
  std::string_view rest = markdown;
  std::uint32_t number = 0;
  std::optional<BlockReader> block;
  bool in_fence = false;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    ++number;
    if (in_fence) {
      if (line.starts_with("```")) {
        in_fence = false;
        block.reset();
      } else if (block) {
        block->line(line);
      }
      continue;
    }
    if (page.title.empty() && line.starts_with("# ")) page.title = trim(line.substr(2));
    if (!line.starts_with("```")) continue;
    in_fence = true;
    std::string_view info = line.substr(3);
    const std::string_view language = take_word(info);
    const std::string_view verdict = take_word(info);
    if (verdict.empty()) continue;  // plain code in the prose
    PageExample example;
    example.page_line = number;
    bool known = false;
    for (const auto& [text, value] : kVerdicts)
      if (text == verdict) {
        example.verdict = value;
        known = true;
      }
    std::string path = "input.txt";
    for (const auto& [text, file] : kDefaultFiles)
      if (text == language) path = file;
    if (const std::string_view option = take_word(info); option.starts_with("file=")) path = option.substr(5);
    if (!known) page.problems.push_back("line " + std::to_string(number) + ": unknown verdict \"" + std::string(verdict) + "\"");
    page.examples.push_back(std::move(example));
    block.emplace(page.examples.back(), std::move(path));
  }
  if (in_fence) page.problems.emplace_back("a fenced block is not closed");
  if (page.title.empty()) page.problems.emplace_back("no title");
  return page;
}

std::string printable_page(std::string_view markdown) {
  std::string out;
  std::string_view rest = markdown;
  bool in_fence = false;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    std::string_view shown = line;
    std::string note;
    if (line.starts_with("```")) {
      in_fence = !in_fence;
      if (in_fence) {
        std::string_view info = line.substr(3);
        const std::string_view language = take_word(info);
        const std::string_view verdict = take_word(info);
        if (!verdict.empty()) {
          out += "```";
          out += language == "github" || language == "gitlab" ? "yaml" : language;
          out += '\n';
          continue;
        }
      }
    } else if (in_fence) {
      if (const auto found = expectation(line)) {
        if (found->below > 0) continue;
        shown = found->before;
        note = found->unknown ? "# unknown" : "# found here";
      }
    }
    out += shown;
    out += note;
    out += '\n';
  }
  return out;
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
//
// A rule's page is documentation and test in one. Prose as Markdown; examples are fenced blocks whose info string says what they
// show:
//
//   ```hcl bad                      ```yaml good file=.github/workflows/ci.yml
//
// The verdict is `bad`, `good`, `unknown`, or `fixed` (what the `bad` block before it becomes when its fixes are applied). A
// block is one file (main.tf, manifest.yaml, Dockerfile, ... by its language) or several, each begun by a line
// `# file: PATH`. Expected findings are written where they must appear:
//
//   acl = "public-read"   # expect: aws-s3-public-acl        (on this line)
//   # expect-next: docker-no-user                            (on the next line; the comment's own line stays as an empty comment)
//   # expect-below 4: aws-iam-wildcard-policy                 (four lines further down, inside a text that takes no comments)
//   name = var.name       # expect-unknown: aws-name-pattern
#pragma once

#include <cstdint>

#include <string>
#include <string_view>
#include <vector>

namespace platlint {

struct ExpectedFinding {
  std::string rule = {};
  std::string path = {};
  std::uint32_t line = 1;
  bool unknown = false;
  auto operator<=>(const ExpectedFinding&) const = default;
};

struct PageExample {
  enum class Verdict : std::uint8_t { kBad, kGood, kUnknown, kFixed };
  struct File {
    std::string path = {};
    std::string text = {};  // expectations taken out
  };
  Verdict verdict = Verdict::kBad;
  std::uint32_t page_line = 1;  // of the fence
  std::vector<File> files = {};
  std::vector<ExpectedFinding> expected = {};
};

struct Page {
  std::string title = {};
  std::vector<PageExample> examples = {};
  std::vector<std::string> problems = {};  // what is wrong with the page itself
};

Page read_page(std::string_view markdown);
// The page as users read it: expectation comments become plain notes, the info strings lose their verdicts.
std::string printable_page(std::string_view markdown);

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lower/github/untrusted.h"

#include <algorithm>
#include <array>

namespace platlint::github {
namespace {

using ghexpr::Node;
using ghexpr::NodeKind;

constexpr std::array<std::string_view, 24> kUntrusted = {"github.event.issue.title",
                                                         "github.event.issue.body",
                                                         "github.event.pull_request.title",
                                                         "github.event.pull_request.body",
                                                         "github.event.comment.body",
                                                         "github.event.review.body",
                                                         "github.event.review_comment.body",
                                                         "github.event.pages.*.page_name",
                                                         "github.event.commits.*.message",
                                                         "github.event.commits.*.author.email",
                                                         "github.event.commits.*.author.name",
                                                         "github.event.head_commit.message",
                                                         "github.event.head_commit.author.email",
                                                         "github.event.head_commit.author.name",
                                                         "github.event.pull_request.head.ref",
                                                         "github.event.pull_request.head.label",
                                                         "github.event.pull_request.head.repo.default_branch",
                                                         "github.event.discussion.title",
                                                         "github.event.discussion.body",
                                                         "github.event.workflow_run.head_branch",
                                                         "github.event.workflow_run.head_commit.message",
                                                         "github.event.workflow_run.head_commit.author.email",
                                                         "github.event.workflow_run.head_commit.author.name",
                                                         "github.head_ref"};

// Their value is no text of the operand's.
constexpr std::array<std::string_view, 8> kHarmless = {"contains", "startswith", "endswith", "hashfiles",
                                                       "success",  "failure",    "always",   "cancelled"};

std::string_view part(std::string_view& rest) {
  const std::size_t dot = rest.find('.');
  const std::string_view first = rest.substr(0, dot);
  rest = dot == std::string_view::npos ? std::string_view() : rest.substr(dot + 1);
  return first;
}

// A filter reads every property; an index, whatever it is, reads an element of a list.
bool reads(std::string_view path, std::string_view dangerous) {
  while (!path.empty() && !dangerous.empty()) {
    const std::string_view mine = part(path);
    const std::string_view theirs = part(dangerous);
    if (mine == theirs || mine == "*" || (mine == "?" && theirs == "*")) continue;
    return false;
  }
  return path.empty() && dangerous.empty();
}

void walk(const Node& node, std::vector<Untrusted>& out) {
  switch (node.kind) {
    case NodeKind::kNot:
    case NodeKind::kCompare:
      return;
    case NodeKind::kAnd:
      return walk(*node.children.back(), out);  // what stands before is passed on only when it is empty
    case NodeKind::kCall:
      if (std::find(kHarmless.begin(), kHarmless.end(), ghexpr::lower_case(node.text)) != kHarmless.end()) return;
      break;
    default:
      break;
  }
  const std::string path = ghexpr::path_of(node);
  if (!path.empty()) {
    if (is_untrusted(path)) out.push_back({node.span, path});
    // An index may itself hold something: what it picks is then chosen by others, too.
    for (const Node* at = &node; at->kind != NodeKind::kContext; at = at->children[0])
      if (at->kind == NodeKind::kIndex) walk(*at->children[1], out);
    return;
  }
  for (const Node* child : node.children) walk(*child, out);
}

}  // namespace

bool is_untrusted(std::string_view path) {
  return std::any_of(kUntrusted.begin(), kUntrusted.end(), [&](std::string_view dangerous) { return reads(path, dangerous); });
}

std::vector<Untrusted> untrusted_parts(const Node& root) {
  std::vector<Untrusted> out;
  walk(root, out);
  return out;
}

}  // namespace platlint::github

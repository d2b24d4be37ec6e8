// SPDX-License-Identifier: Apache-2.0
//
// Where ignores may stand. Files are searched for the words first; only the few that have one are read again for their comments, by
// the format's own reader where there is one, so that a string or heredoc that merely quotes an ignore is none.
#include <algorithm>
#include <unordered_map>

#include "analyzer/engine/suppress.h"
#include "analyzer/support/arena.h"
#include "grammars/hcl/parser.h"
#include "grammars/yaml/parser.h"

namespace platlint {
namespace {

bool may_have_ignores(std::string_view text) {
  constexpr std::string_view kWords[] = {":ignore", "-ignore", ":skip=", "kics-scan", "KICS-SCAN", "zizmor:", "gitleaks:allow"};
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

void add_hcl_blocks(const hcl::Body& body, std::vector<SourceRange>& blocks, int depth) {
  if (depth > hcl::kMaxDepth) return;
  for (const hcl::Attribute& attribute : body.attributes) blocks.push_back(attribute.range);
  for (const hcl::Block& block : body.blocks) {
    blocks.push_back(block.range);
    add_hcl_blocks(block.body, blocks, depth + 1);
  }
}

// Entries and items that are written here: what an alias or a merge key brought stands elsewhere.
void add_yaml_blocks(const yaml::Node& node, std::vector<SourceRange>& blocks, int depth) {
  if (depth > yaml::kMaxDepth || node.anchor.valid() || node.merged) return;
  for (const yaml::Node& item : node.items) {
    blocks.push_back(item.range);
    add_yaml_blocks(item, blocks, depth + 1);
  }
  for (const yaml::Entry& entry : node.entries) {
    if (entry.value.anchor.valid() || entry.value.merged || entry.key.range.file != entry.value.range.file) continue;
    blocks.push_back(cover(entry.key.range, entry.value.range));
    add_yaml_blocks(entry.value, blocks, depth + 1);
  }
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// Comments of formats without a reader here: from a marker at the line's begin or after a blank, to the line's end.
void scan_comments(const SourceFile& file, std::vector<IgnoreComment>& comments) {
  constexpr std::string_view kMarkers[] = {"#", "//", "--", ";", "/*", "<!--", "{{/*", "REM ", "%"};
  const std::string_view text = file.text();
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    if (may_have_ignores(line)) {
      std::size_t best = std::string_view::npos;
      for (const std::string_view marker : kMarkers)
        for (std::size_t at = line.find(marker); at != std::string_view::npos && at < best; at = line.find(marker, at + 1))
          if (at == 0 || is_blank(line[at - 1])) {
            // The last comment marker before the word would do too; the first takes in the whole comment.
            best = at;
            break;
          }
      if (best != std::string_view::npos) {
        const bool own = std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(best), is_blank);
        comments.push_back({{file.id(), static_cast<std::uint32_t>(begin + best), static_cast<std::uint32_t>(end)}, own});
      }
    }
    begin = end + 1;
  }
}

void read_hcl(CommentedFile& into) {
  Arena arena;
  Diagnostics diagnostics;
  const hcl::File* tree = hcl::parse(*into.file, arena, diagnostics);
  if (tree == nullptr) return;
  for (const hcl::Comment& comment : tree->comments) into.comments.push_back({comment.range, comment.own_line});
  for (const hcl::Block& block : tree->body.blocks) into.top_blocks.push_back(block.range);
  add_hcl_blocks(tree->body, into.blocks, 0);
}

void read_yaml(CommentedFile& into) {
  Arena arena;
  Diagnostics diagnostics;
  const yaml::File* tree = yaml::parse(*into.file, arena, diagnostics);
  if (tree == nullptr) return;
  for (const yaml::Comment& comment : tree->comments) into.comments.push_back({comment.range, comment.own_line});
  for (const yaml::Document& document : tree->documents)
    if (document.root != nullptr) add_yaml_blocks(*document.root, into.blocks, 0);
}

}  // namespace

std::vector<CommentedFile> commented_files(const SettleInput& input) {
  const SourceMap& sources = input.program.sources();
  std::vector<CommentedFile> files;
  std::unordered_map<FileId, std::size_t> index;
  for (const InputFile& entry : input.files) {
    if (entry.id >= sources.size() || entry.kind == FileKind::kBinary || !may_have_ignores(sources[entry.id].text())) continue;
    index.emplace(entry.id, files.size());
    files.push_back({.file = &sources[entry.id], .kind = entry.kind});
  }
  for (CommentedFile& file : files) {
    switch (file.kind) {
      case FileKind::kTerraform:
      case FileKind::kTfvars:
        read_hcl(file);
        break;
      case FileKind::kManifest:
      case FileKind::kHelmChart:
      case FileKind::kKyvernoTest:
      case FileKind::kWorkflow:
      case FileKind::kAction:
      case FileKind::kDependabot:
      case FileKind::kGitlabCi:
      case FileKind::kYaml:
        read_yaml(file);
        break;
      case FileKind::kTerraformJson:
      case FileKind::kTfvarsJson:
      case FileKind::kTerraformPlan:
      case FileKind::kJson:
      case FileKind::kBinary:
        break;  // no comments
      case FileKind::kHelmTemplate:
      case FileKind::kDockerfile:
      case FileKind::kShell:
      case FileKind::kText:
        scan_comments(*file.file, file.comments);
        break;
    }
  }
  for (const Resource& resource : input.program.resources()) {
    const auto at = resource.range.valid() ? index.find(resource.range.file) : index.end();
    if (at == index.end()) continue;
    CommentedFile& file = files[at->second];
    file.blocks.push_back(resource.range);
    if (file.kind != FileKind::kTerraform && file.kind != FileKind::kTfvars) file.top_blocks.push_back(resource.range);
  }
  for (CommentedFile& file : files) {
    std::sort(file.blocks.begin(), file.blocks.end());
    file.blocks.erase(std::unique(file.blocks.begin(), file.blocks.end()), file.blocks.end());
    std::sort(file.top_blocks.begin(), file.top_blocks.end());
  }
  return files;
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "grammars/hcl/salvage.h"

#include <tree_sitter/api.h>

#include <memory>
#include <string_view>
#include <vector>

#include "grammars/hcl/expression_reader.h"
#include "grammars/hcl/parser.h"

extern "C" const TSLanguage* tree_sitter_hcl();

namespace platlint::hcl {
namespace {

// One value whose place is known. Line breaks count as blanks: what ends it is `end`.
class ValueReader : public ExpressionReader {
 public:
  ValueReader(const SourceFile& file, std::size_t end, Arena& arena, Diagnostics& diagnostics)
      : ExpressionReader(file, file.text().substr(0, end), {}, arena, diagnostics) {}

  const Expr* read(std::size_t begin) {
    at_ = begin;
    line_breaks_count_ = false;
    const Expr* expr = expression();
    skip();
    return failed_ || !at_end() ? nullptr : expr;
  }
};

class Salvage {
 public:
  Salvage(const SourceFile& file, std::size_t offset, Arena& arena)
      : file_(file), offset_(static_cast<std::uint32_t>(offset)), arena_(arena) {}

  // The body node's children are arguments and blocks; anything else makes the stretch unusable.
  bool body(TSNode node, Body& out, int depth) {
    if (depth > kMaxDepth) return false;
    std::vector<Attribute> attributes;
    std::vector<Block> blocks;
    for (const TSNode child : children(node)) {
      const std::string_view type = ts_node_type(child);
      if (type == "comment") continue;
      if (type == "attribute") {
        Attribute found;
        if (!attribute(child, found)) return false;
        attributes.push_back(found);
      } else if (type == "block") {
        Block found;
        if (!block(child, found, depth)) return false;
        blocks.push_back(found);
      } else {
        return false;
      }
    }
    out.attributes = arena_.copy(attributes);
    out.blocks = arena_.copy(blocks);
    out.range = range(node);
    return true;
  }

 private:
  SourceRange range(TSNode node) const { return {file_.id(), offset_ + ts_node_start_byte(node), offset_ + ts_node_end_byte(node)}; }

  static std::vector<TSNode> children(TSNode node) {
    std::vector<TSNode> out;
    TSTreeCursor cursor = ts_tree_cursor_new(node);
    if (ts_tree_cursor_goto_first_child(&cursor)) do
        out.push_back(ts_tree_cursor_current_node(&cursor));
      while (ts_tree_cursor_goto_next_sibling(&cursor));
    ts_tree_cursor_delete(&cursor);
    return out;
  }

  bool attribute(TSNode node, Attribute& out) {
    const std::vector<TSNode> parts = children(node);
    if (parts.size() < 3 || ts_node_type(parts[0]) != std::string_view("identifier")) return false;
    out.name_range = range(parts[0]);
    out.name = file_.slice(out.name_range);
    out.range = range(node);
    Diagnostics ours;
    const std::uint32_t begin = range(parts[2]).begin;
    out.value = ValueReader(file_, out.range.end, arena_, ours).read(begin);
    if (out.value == nullptr) out.value = arena_.make<Broken>(Broken{{ExprKind::kBroken, SourceRange{file_.id(), begin, out.range.end}}});
    return true;
  }

  bool block(TSNode node, Block& out, int depth) {
    std::vector<Label> labels;
    bool first = true;
    bool opened = false;
    for (const TSNode part : children(node)) {
      const std::string_view type = ts_node_type(part);
      if (type == "comment") continue;
      if (type == "body") {
        if (!body(part, out.body, depth + 1)) return false;
      } else if (type == "block_start") {
        opened = true;
        out.body.range = {file_.id(), range(part).end, range(part).end};
      } else if (type == "block_end") {
        continue;
      } else if (type == "identifier" && first) {
        out.type_range = range(part);
        out.type = file_.slice(out.type_range);
        first = false;
      } else if ((type == "identifier" || type == "string_lit") && !opened) {
        std::string_view text = file_.slice(range(part));
        if (type == "string_lit" && text.size() >= 2) text = text.substr(1, text.size() - 2);
        if (text.find('\\') != std::string_view::npos) return false;
        labels.push_back({text, range(part)});
      } else {
        return false;
      }
    }
    out.labels = arena_.copy(labels);
    out.header = labels.empty() ? out.type_range : cover(out.type_range, labels.back().range);
    out.range = range(node);
    return opened;
  }

  const SourceFile& file_;
  std::uint32_t offset_;
  Arena& arena_;
};

}  // namespace

std::optional<Body> salvage(const SourceFile& file, std::size_t begin, std::size_t end, Arena& arena) {
  const std::string_view text = file.text().substr(begin, end - begin);
  const std::unique_ptr<TSParser, decltype(&ts_parser_delete)> parser(ts_parser_new(), ts_parser_delete);
  if (!ts_parser_set_language(parser.get(), tree_sitter_hcl())) return std::nullopt;
  const std::unique_ptr<TSTree, decltype(&ts_tree_delete)> tree(
      ts_parser_parse_string(parser.get(), nullptr, text.data(), static_cast<std::uint32_t>(text.size())), ts_tree_delete);
  if (tree == nullptr) return std::nullopt;
  const TSNode root = ts_tree_root_node(tree.get());
  if (ts_node_has_error(root)) return std::nullopt;
  for (std::uint32_t i = 0; i < ts_node_child_count(root); ++i) {
    const TSNode child = ts_node_child(root, i);
    if (ts_node_type(child) != std::string_view("body")) continue;
    Body out;
    if (Salvage(file, begin, arena).body(child, out, 0)) return out;
  }
  return std::nullopt;
}

}  // namespace platlint::hcl

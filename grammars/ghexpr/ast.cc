// SPDX-License-Identifier: Apache-2.0
#include "grammars/ghexpr/ast.h"

#include <algorithm>

namespace platlint::ghexpr {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The larger, the tighter a node holds its operands together.
int binding(NodeKind kind) {
  switch (kind) {
    case NodeKind::kOr:
      return 1;
    case NodeKind::kAnd:
      return 2;
    case NodeKind::kCompare:
      return 3;
    case NodeKind::kNot:
      return 5;
    case NodeKind::kNumber:
      return 6;  // "1.x" would be read as a number
    default:
      return 7;
  }
}

int binding(const Node& node) {
  const bool relation =
      node.kind == NodeKind::kCompare && node.comparator != Comparator::kEqual && node.comparator != Comparator::kNotEqual;
  return relation ? 4 : binding(node.kind);
}

void write(const Node& node, int least, std::string& out) {
  const int mine = binding(node);
  const bool wrapped = mine < least;
  if (wrapped) out += '(';
  switch (node.kind) {
    case NodeKind::kNull:
      out += "null";
      break;
    case NodeKind::kBool:
      out += node.boolean ? "true" : "false";
      break;
    case NodeKind::kNumber:
    case NodeKind::kContext:
      out += node.text;
      break;
    case NodeKind::kString:
      out += '\'';
      for (const char c : node.text) {
        out += c;
        if (c == '\'') out += c;
      }
      out += '\'';
      break;
    case NodeKind::kProperty:
      write(*node.children[0], 7, out);
      out += '.';
      out += node.text;
      break;
    case NodeKind::kFilter:
      write(*node.children[0], 7, out);
      out += ".*";
      break;
    case NodeKind::kIndex:
      write(*node.children[0], 7, out);
      out += '[';
      write(*node.children[1], 0, out);
      out += ']';
      break;
    case NodeKind::kCall:
      out += node.text;
      out += '(';
      for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (i > 0) out += ", ";
        write(*node.children[i], 0, out);
      }
      out += ')';
      break;
    case NodeKind::kNot:
      out += '!';
      write(*node.children[0], mine, out);
      break;
    case NodeKind::kCompare:
      write(*node.children[0], mine, out);
      out += ' ';
      out += symbol(node.comparator);
      out += ' ';
      write(*node.children[1], mine + 1, out);
      break;
    case NodeKind::kAnd:
    case NodeKind::kOr:
      for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (i > 0) out += node.kind == NodeKind::kAnd ? " && " : " || ";
        // A chain inside a chain of its own kind was written in parentheses.
        write(*node.children[i], mine + 1, out);
      }
      break;
  }
  if (wrapped) out += ')';
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

std::string path_of(const Node& node) {
  switch (node.kind) {
    case NodeKind::kContext:
      return lower_case(node.text);
    case NodeKind::kProperty:
    case NodeKind::kFilter:
    case NodeKind::kIndex: {
      std::string path = path_of(*node.children[0]);
      if (path.empty()) return path;
      path += '.';
      if (node.kind == NodeKind::kProperty) path += lower_case(node.text);
      else if (node.kind == NodeKind::kIndex && node.children[1]->kind == NodeKind::kString) path += lower_case(node.children[1]->text);
      else path += node.kind == NodeKind::kFilter || node.children[1]->kind == NodeKind::kNumber ? '*' : '?';
      return path;
    }
    default:
      return {};
  }
}

std::string print(const Node& node) {
  std::string out;
  write(node, 0, out);
  return out;
}

std::string_view symbol(Comparator comparator) {
  switch (comparator) {
    case Comparator::kEqual:
      return "==";
    case Comparator::kNotEqual:
      return "!=";
    case Comparator::kLess:
      return "<";
    case Comparator::kLessOrEqual:
      return "<=";
    case Comparator::kGreater:
      return ">";
    case Comparator::kGreaterOrEqual:
      return ">=";
  }
  return {};
}

}  // namespace platlint::ghexpr

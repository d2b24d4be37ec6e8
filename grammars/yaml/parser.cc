// SPDX-License-Identifier: Apache-2.0
//
// YAML through yaml-cpp's event interface, which says where a node begins. The rest is added here: where it ends (read off the source,
// by style), comments, aliases with both their places, merge keys. The text is cut at document markers first, so that a document
// that does not parse costs itself alone; and what came before the error in it is kept as far as its collections can be closed.
//
// Limits. yaml-cpp guards its own recursion; nesting beyond kMaxDepth and aliases that would unfold to more than kMaxNodes nodes are
// cut with a kLimit diagnostic. Aliased children are shared, never copied.
#include "grammars/yaml/parser.h"

#include <yaml-cpp/anchor.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/emitterstyle.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <streambuf>
#include <string>
#include <unordered_map>
#include <vector>

namespace platlint::yaml {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_break(char c) { return c == '\n' || c == '\r'; }

// A stream over bytes that are not copied.
class ViewBuffer : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());
    setg(begin, begin, begin + text.size());
  }
};

// Thrown through yaml-cpp to stop it; caught in this file.
struct Stop {};

class Builder final : public YAML::EventHandler {
 public:
  Builder(const SourceFile& file, std::size_t offset, std::size_t end, Arena& arena, Diagnostics& diagnostics,
          std::vector<SourceRange>& scalars)
      : file_(file), text_(file.text().substr(0, end)), offset_(offset), arena_(arena), diagnostics_(diagnostics), scalars_(scalars) {}

  const Node* root() {
    while (!open_.empty()) close();  // after an error
    return has_root_ ? arena_.make<Node>(root_) : nullptr;
  }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Node node;
    std::size_t at = content(mark, node.tag);
    const std::string_view written = null_text(at);
    if (!written.empty()) {
      node.kind = NodeKind::kScalar;
      node.value = written;
      node.range = range(at, at + written.size());
      scalars_.push_back(node.range);
    } else {
      // Nothing is written: stand right behind what came before.
      at = std::min(at, text_.size());
      const std::size_t behind = last_end_ > 0 ? std::min(last_end_ + 1, text_.size()) : at;
      node.range = range(std::min(behind, at), std::min(behind, at));
    }
    add(node, anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const std::size_t begin = offset_ + static_cast<std::size_t>(mark.pos);
    std::size_t end = begin + 1;
    while (end < text_.size() && !is_blank(text_[end]) && !is_break(text_[end]) &&
           std::string_view(",[]{}").find(text_[end]) == std::string_view::npos)
      ++end;
    const auto found = anchors_.find(anchor);
    Node node;
    if (found != anchors_.end()) {
      nodes_ += found->second.size;
      if (nodes_ > kMaxNodes) {
        limit(range(begin, end), "Aliases unfold to more than " + std::to_string(kMaxNodes) + " nodes; this one is taken as null.");
      } else {
        node = found->second.node;
        node.anchor = node.anchor.valid() ? node.anchor : node.range;
        pending_size_ = found->second.size;
      }
    } else {
      diagnostics_.push_back(
          {Diagnostic::Kind::kSyntax, range(begin, end), "This alias stands inside what it names; it is taken as null."});
    }
    node.range = range(begin, end);
    last_end_ = end;
    add(node, 0);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
    Node node;
    node.kind = NodeKind::kScalar;
    const std::size_t begin = content(mark, node.tag);
    if (node.tag.empty() && tag != "?" && tag != "!") node.tag = arena_.copy(tag);
    const char first = begin < text_.size() ? text_[begin] : '\0';
    std::size_t end = begin;
    if (first == '"' || first == '\'') {
      node.style = first == '"' ? Style::kDoubleQuoted : Style::kSingleQuoted;
      end = quoted_end(begin, first);
      // yaml-cpp takes the end of the document for the closing quote.
      if (end - begin < 2 || text_[end - 1] != first)
        diagnostics_.push_back({Diagnostic::Kind::kSyntax, range(begin, begin + 1), "This quoted text is not closed."});
    } else if (first == '|' || first == '>') {
      node.style = first == '|' ? Style::kLiteral : Style::kFolded;
      end = block_end(begin);
    } else {
      end = plain_end(begin, value);
    }
    node.range = range(begin, end);
    const std::string_view written = text_.substr(begin, end - begin);
    const std::string_view inside = written.size() >= 2 && node.style != Style::kPlain ? written.substr(1, written.size() - 2) : written;
    node.value = inside == value ? inside : arena_.copy(value);
    scalars_.push_back(node.range);
    last_end_ = end;
    add(node, anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style) override {
    start(NodeKind::kSequence, mark, tag, anchor, style);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style) override {
    start(NodeKind::kMapping, mark, tag, anchor, style);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    Node node;
    YAML::anchor_t anchor = 0;
    std::vector<Node> children;  // of a mapping: keys and values in turn
    std::size_t size = 1;        // nodes below, aliases unfolded
  };
  struct Anchored {
    Node node;
    std::size_t size = 1;
  };

  SourceRange range(std::size_t begin, std::size_t end) const {
    return {file_.id(), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  void limit(SourceRange where, std::string message) {
    if (!limit_hit_) diagnostics_.push_back({Diagnostic::Kind::kLimit, where, std::move(message)});
    limit_hit_ = true;
  }

  // Where a node's content begins: behind its tag and anchor, at which yaml-cpp's mark stands.
  std::size_t content(const YAML::Mark& mark, std::string_view& tag) const {
    std::size_t at = offset_ + static_cast<std::size_t>(std::max(0, mark.pos));
    while (at < text_.size() && (text_[at] == '!' || text_[at] == '&')) {
      std::size_t end = at;
      while (end < text_.size() && !is_blank(text_[end]) && !is_break(text_[end])) ++end;
      if (text_[at] == '!') tag = text_.substr(at, end - at);
      at = end;
      while (at < text_.size()) {
        if (is_blank(text_[at]) || is_break(text_[at])) ++at;
        else if (text_[at] == '#') at = std::min(text_.find('\n', at), text_.size());
        else break;
      }
    }
    return at;
  }

  // yaml-cpp reports both `key: null` and `key:` as null; which one is it?
  std::string_view null_text(std::size_t at) const {
    for (const std::string_view word : {"null", "Null", "NULL", "~"}) {
      if (text_.substr(at, word.size()) != word) continue;
      const std::size_t end = at + word.size();
      if (end < text_.size() && !is_blank(text_[end]) && !is_break(text_[end]) && text_[end] != ',' && text_[end] != ']' &&
          text_[end] != '}')
        continue;
      // Behind an empty value stands the next key of the same mapping.
      std::size_t next = end;
      while (next < text_.size() && is_blank(text_[next])) ++next;
      if (next < text_.size() && text_[next] == ':') continue;
      return text_.substr(at, word.size());
    }
    return {};
  }

  std::size_t quoted_end(std::size_t begin, char quote) const {
    for (std::size_t i = begin + 1; i < text_.size(); ++i) {
      if (quote == '"' && text_[i] == '\\') ++i;
      else if (text_[i] == quote && quote == '\'' && i + 1 < text_.size() && text_[i + 1] == '\'') ++i;
      else if (text_[i] == quote) return i + 1;
    }
    return text_.size();
  }

  // A plain scalar's text, with line folding undone: walks the source beside the value.
  std::size_t plain_end(std::size_t begin, const std::string& value) const {
    if (text_.substr(begin, value.size()) == value) return begin + value.size();
    std::size_t at = begin;
    for (const char c : value) {
      if (is_blank(c) || is_break(c)) continue;
      while (at < text_.size() && text_[at] != c) ++at;
      ++at;
    }
    return std::min(at, text_.size());
  }

  // A block scalar goes on while lines are blank or indented at least as its first line.
  std::size_t block_end(std::size_t begin) const {
    std::size_t line = text_.find('\n', begin);
    if (line == std::string_view::npos) return text_.size();
    const std::string_view header = text_.substr(begin, line - begin);
    std::size_t end = line;
    std::size_t indent = 0;
    bool known = false;
    if (const std::size_t digit = header.find_first_of("123456789"); digit != std::string_view::npos && digit <= 2) {
      // Explicit: counted from the parent's indentation, which is at least one less than ours.
      known = true;
      indent = 1;
    }
    while (line != std::string_view::npos && line + 1 < text_.size()) {
      const std::size_t start = line + 1;
      std::size_t i = start;
      while (i < text_.size() && text_[i] == ' ') ++i;
      const std::size_t next = text_.find('\n', start);
      const bool blank = i >= text_.size() || is_break(text_[i]);
      if (!blank) {
        const std::size_t here = i - start;
        if (!known) {
          // The first line must be deeper than the collection around.
          if (!open_.empty() && here <= open_.back().node.range.begin - line_begin(open_.back().node.range.begin) &&
              open_.back().node.style == Style::kBlock && open_.back().node.kind == NodeKind::kMapping)
            break;
          indent = here;
          known = true;
        }
        if (here < indent) break;
        end = next == std::string_view::npos ? text_.size() : next;
        if (end > start && text_[end - 1] == '\r') --end;
      }
      line = next;
    }
    return end;
  }

  std::size_t line_begin(std::size_t at) const {
    while (at > 0 && text_[at - 1] != '\n') --at;
    return at;
  }

  void start(NodeKind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
    if (open_.size() >= static_cast<std::size_t>(kMaxDepth)) {
      const std::size_t at = offset_ + static_cast<std::size_t>(mark.pos);
      limit(range(at, at + 1), "Nested deeper than " + std::to_string(kMaxDepth) + " levels; the rest of this document was not read.");
      throw Stop();
    }
    Open open;
    open.node.kind = kind;
    open.anchor = anchor;
    const std::size_t begin = content(mark, open.node.tag);
    if (open.node.tag.empty() && tag != "?" && tag != "!") open.node.tag = arena_.copy(tag);
    open.node.style = style == YAML::EmitterStyle::Flow ? Style::kFlow : Style::kBlock;
    open.node.range = range(begin, begin);
    last_end_ = begin;
    open_.push_back(std::move(open));
  }

  void close() {
    Open open = std::move(open_.back());
    open_.pop_back();
    Node& node = open.node;
    std::size_t end = node.range.begin;
    for (const Node& child : open.children) end = std::max<std::size_t>(end, child.range.end);
    if (node.style == Style::kFlow) {
      const char bracket = node.kind == NodeKind::kMapping ? '}' : ']';
      std::size_t i = std::max(end, static_cast<std::size_t>(node.range.begin) + 1);
      while (i < text_.size() && text_[i] != bracket)
        i = text_[i] == '#' && is_blank(text_[i - 1]) ? std::min(text_.find('\n', i), text_.size()) : i + 1;
      end = std::min(i + 1, text_.size());
    }
    node.range.end = static_cast<std::uint32_t>(end);
    last_end_ = std::max(last_end_, end);
    if (node.kind == NodeKind::kSequence) node.items = arena_.copy(open.children);
    else node.entries = entries(open.children);
    pending_size_ = open.size;
    add(node, open.anchor);
  }

  std::span<const Entry> entries(const std::vector<Node>& children) {
    std::vector<Entry> own;
    std::vector<Node> merges;
    for (std::size_t i = 0; i < children.size(); i += 2) {
      Entry entry;
      entry.key = children[i];
      if (i + 1 < children.size()) entry.value = children[i + 1];
      else entry.value.range = range(entry.key.range.end, entry.key.range.end);  // reading stopped between the two
      if (entry.key.is_scalar() && entry.key.value == "<<" && entry.key.style == Style::kPlain && !entry.value.is_scalar() &&
          entry.value.kind != NodeKind::kNull) {
        if (entry.value.is_mapping()) merges.push_back(entry.value);
        for (const Node& item : entry.value.items)
          if (item.is_mapping()) merges.push_back(item);
      } else {
        own.push_back(entry);
      }
    }
    if (merges.empty()) return arena_.copy(own);
    const auto has = [&](std::string_view key) {
      return std::any_of(own.begin(), own.end(), [&](const Entry& e) { return e.key.is_scalar() && e.key.value == key; });
    };
    for (const Node& source : merges)  // earlier maps win over later ones, own keys over all
      for (Entry entry : source.entries) {
        if (!entry.key.is_scalar() || has(entry.key.value)) continue;
        entry.value.merged = true;
        entry.value.anchor = entry.value.anchor.valid() ? entry.value.anchor : entry.value.range;
        own.push_back(entry);
      }
    return arena_.copy(own);
  }

  void add(const Node& node, YAML::anchor_t anchor) {
    ++nodes_;
    const std::size_t size = std::max<std::size_t>(1, std::exchange(pending_size_, 1));
    if (anchor != 0) anchors_[anchor] = {node, size};
    if (open_.empty()) {
      if (!has_root_) root_ = node;
      has_root_ = true;
      return;
    }
    open_.back().children.push_back(node);
    open_.back().size += size;
  }

  const SourceFile& file_;
  std::string_view text_;
  std::size_t offset_;
  Arena& arena_;
  Diagnostics& diagnostics_;
  std::vector<SourceRange>& scalars_;
  std::vector<Open> open_;
  std::unordered_map<YAML::anchor_t, Anchored> anchors_;
  Node root_;
  bool has_root_ = false;
  bool limit_hit_ = false;
  std::size_t nodes_ = 0;
  std::size_t pending_size_ = 1;
  std::size_t last_end_ = 0;
};

// Where each document's text begins and ends; markers belong to the document behind them.
std::vector<std::pair<std::size_t, std::size_t>> split_documents(std::string_view text) {
  std::vector<std::size_t> starts = {text.starts_with("\xEF\xBB\xBF") ? std::size_t{3} : std::size_t{0}};
  bool content = false;
  for (std::size_t line = starts[0]; line < text.size();) {
    const std::size_t next = std::min(text.find('\n', line), text.size());
    const std::string_view row = text.substr(line, next - line);
    const bool marker = row.starts_with("---") && (row.size() == 3 || is_blank(row[3]) || row[3] == '\r');
    if (marker && content) starts.push_back(line);
    // Comments and directives before the first marker belong to its document.
    const std::size_t first = row.find_first_not_of(" \t\r");
    content = content || marker || (first != std::string_view::npos && row[first] != '#' && row[first] != '%');
    line = next + 1;
  }
  std::vector<std::pair<std::size_t, std::size_t>> out;
  for (std::size_t i = 0; i < starts.size(); ++i) out.emplace_back(starts[i], i + 1 < starts.size() ? starts[i + 1] : text.size());
  return out;
}

std::string say(const YAML::Exception& error) {
  std::string message = error.msg;
  if (!message.empty() && message[0] >= 'a' && message[0] <= 'z') message[0] = static_cast<char>(message[0] - 'a' + 'A');
  return message + ".";
}

std::vector<Comment> find_comments(const SourceFile& file, std::vector<SourceRange> scalars) {
  std::sort(scalars.begin(), scalars.end());
  std::vector<Comment> comments;
  const std::string_view text = file.text();
  std::size_t next = 0;
  for (std::size_t at = text.find('#'); at != std::string_view::npos; at = text.find('#', at)) {
    while (next < scalars.size() && scalars[next].end <= at) ++next;
    if (next < scalars.size() && scalars[next].begin <= at) {
      const SourceRange& scalar = scalars[next];
      const char first = text[scalar.begin];
      // A block scalar's header line may end with a comment; its lines may not.
      const std::size_t header_end = first == '|' || first == '>' ? std::min(text.find('\n', scalar.begin), text.size()) : 0;
      if (at >= header_end) {
        at = scalar.end;
        continue;
      }
    }
    if (at > 0 && !is_blank(text[at - 1]) && !is_break(text[at - 1])) {
      ++at;
      continue;
    }
    std::size_t end = std::min(text.find('\n', at), text.size());
    std::size_t line = at;
    while (line > 0 && is_blank(text[line - 1])) --line;
    const bool own = line == 0 || is_break(text[line - 1]);
    const std::size_t after = end;
    if (end > at && text[end - 1] == '\r') --end;
    comments.push_back({{file.id(), static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}, own});
    at = after;
  }
  return comments;
}

}  // namespace

const File* parse(const SourceFile& file, Arena& arena, Diagnostics& diagnostics) {
  std::vector<Document> documents;
  std::vector<SourceRange> scalars;
  for (const auto& [begin, end] : split_documents(file.text())) {
    ViewBuffer buffer(file.text().substr(begin, end - begin));
    std::istream stream(&buffer);
    Builder builder(file, begin, end, arena, diagnostics, scalars);
    const auto place = [&file, start = begin](const YAML::Mark& mark) {
      const std::size_t at = std::min(start + static_cast<std::size_t>(std::max(0, mark.pos)), file.text().size());
      return SourceRange{file.id(), static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(std::min(at + 1, file.text().size()))};
    };
    try {
      YAML::Parser parser(stream);
      parser.HandleNextDocument(builder);
    } catch (const Stop&) {
    } catch (const YAML::Exception& error) {
      const bool deep = dynamic_cast<const YAML::DeepRecursion*>(&error) != nullptr;
      diagnostics.push_back({deep ? Diagnostic::Kind::kLimit : Diagnostic::Kind::kSyntax, place(error.mark), say(error)});
    } catch (const std::exception& error) {
      diagnostics.push_back(
          {Diagnostic::Kind::kSyntax, place(YAML::Mark::null_mark()), std::string("The YAML reader gave up: ") + error.what()});
    }
    Document document;
    document.root = builder.root();
    document.range = {file.id(), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    if (document.root != nullptr || documents.empty()) documents.push_back(document);
  }
  File* result = arena.make<File>();
  result->documents = arena.copy(documents);
  result->comments = arena.copy(find_comments(file, std::move(scalars)));
  return result;
}

const File* parse_json(const SourceFile& file, Arena& arena, Diagnostics& diagnostics) { return parse(file, arena, diagnostics); }

}  // namespace platlint::yaml

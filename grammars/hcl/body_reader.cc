// SPDX-License-Identifier: Apache-2.0
//
// Bodies, and recovery. A mistake should cost one item and not the file, whatever was left open. Four things see to that:
//
// - After a broken item reading goes on at the next line that begins an item (`name =`, `name {`, `name "label"`) or closes a block, at no
//   deeper column than the broken item. For a value that was left open (a bracket, a string) that line is looked for behind the item's
//   first line, not behind the place of the error, for the value has swallowed what followed. Heredocs that were read to their end are
//   passed over.
// - When that line stands no deeper than the head of the block around, the block itself was not closed, and ends there.
// - A block that reaches the end of the file unclosed has swallowed its neighbours: it is cut at the first item in it that stands no deeper
//   than its own head, and reading goes on there.
// - An argument whose value does not parse stays, with a Broken value: it is there, and unknown. Where the second reader (salvage.h) can
// make
//   sense of the whole broken stretch, its structure is taken.
//
// Going back costs time: together no more than kReadAgain times the file; beyond, the rest of the file is given up with a kLimit
// diagnostic.
#include "grammars/hcl/body_reader.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "grammars/hcl/salvage.h"

namespace platlint::hcl {
namespace {

constexpr std::size_t kReadAgain = 16;
constexpr std::size_t kFewAttributes = 24;
constexpr std::size_t kMaxSalvage = 64 * 1024;  // bytes of one file: tree-sitter reads some 3 MB/s

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// The first item below `body` that stands at most at `column` (`labelled`: blocks with labels only).
template <class Column>
std::size_t first_shallow(const Body& body, std::size_t most, bool labelled, const Column& column) {
  std::size_t first = std::string_view::npos;
  if (!labelled)
    for (const Attribute& a : body.attributes)
      if (a.range.begin < first && column(a.range.begin) <= most) first = a.range.begin;
  for (const Block& b : body.blocks) {
    if (b.range.begin >= first) break;
    if (column(b.range.begin) <= most && (!labelled || !b.labels.empty())) first = b.range.begin;
    else first = std::min(first, first_shallow(b.body, most, labelled, column));
  }
  return first;
}

// What stands before `end`, ranges cut there.
void cut(Block& block, std::size_t end, Arena& arena) {
  Body& body = block.body;
  const auto place = static_cast<std::uint32_t>(end);
  const auto attributes =
      std::find_if(body.attributes.begin(), body.attributes.end(), [&](const Attribute& a) { return a.range.begin >= end; });
  body.attributes = body.attributes.first(static_cast<std::size_t>(attributes - body.attributes.begin()));
  std::vector<Block> blocks;
  for (const Block& b : body.blocks) {
    if (b.range.begin >= end) break;
    blocks.push_back(b);
    if (b.range.end > end) cut(blocks.back(), end, arena);
  }
  body.blocks = arena.copy(blocks);
  body.range.end = std::min(body.range.end, place);
  block.range.end = place;
}

}  // namespace

BodyReader::BodyReader(const SourceFile& file, Arena& arena, Diagnostics& diagnostics)
    : ExpressionReader(file, file.text(), {}, arena, diagnostics) {
  if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
}

const File* BodyReader::read() {
  File* result = arena_.make<File>();
  result->body = body(false, 0);
  result->comments = arena_.copy(comments_);
  return result;
}

Body BodyReader::body(bool in_block, std::size_t header_column) {
  Items items;
  const std::size_t begin = at_;
  const int depth = depth_;
  line_breaks_count_ = true;
  while (true) {
    skip(true);
    if (at_end() || (in_block && peek() == '}')) break;
    const std::size_t item_at = at_;
    const std::size_t attributes_before = items.attributes.size();
    const std::size_t blocks_before = items.blocks.size();
    failed_ = limit_hit_ = false;
    failure_ = {};
    heredocs_.clear();
    item(items, in_block);
    depth_ = depth;
    line_breaks_count_ = true;
    if (failed_) {
      mend(item_at, attributes_before, blocks_before, items);
      failed_ = false;
      if (!in_block) {
        cut_unclosed(items);
      } else if (!at_end() && peek() != '}' && column(at_) <= header_column && column(item_at) > header_column) {
        failure_.not_closed = true;
        break;
      }
    }
  }
  if (!failure_.not_closed) failure_ = {};
  failed_ = false;  // a comment that is not closed is told already
  Body result;
  result.attributes = arena_.copy(items.attributes);
  result.blocks = arena_.copy(items.blocks);
  result.range = range(begin, at_);
  check_duplicates(items.attributes);
  return result;
}

void BodyReader::check_duplicates(const std::vector<Attribute>& attributes) {
  const auto tell = [&](const Attribute& first, const Attribute& again) {
    const std::string line = std::to_string(file_.position(first.name_range.begin).line);
    complain(again.name_range,
             "The argument \"" + std::string(again.name) + "\" was already set at line " + line + "; each argument may be set only once.");
  };
  if (attributes.size() <= kFewAttributes) {
    for (std::size_t i = 1; i < attributes.size(); ++i) {
      const auto end = attributes.begin() + static_cast<std::ptrdiff_t>(i);
      const auto first = std::find_if(attributes.begin(), end, [&](const Attribute& a) { return a.name == attributes[i].name; });
      if (first != end) tell(*first, attributes[i]);
    }
    return;
  }
  std::unordered_map<std::string_view, const Attribute*> seen;
  for (const Attribute& a : attributes)
    if (const auto [first, fresh] = seen.try_emplace(a.name, &a); !fresh) tell(*first->second, a);
}

void BodyReader::item(Items& items, bool in_block) {
  const std::size_t begin = at_;
  const std::string_view word = take_name();
  failure_.go_on_behind = at_;
  if (word.empty()) {
    if (peek() == '"') return error(here(), "Argument names must not be quoted.");
    if (utf8_sequence(text_.substr(at_)) == 0) return error(here(), "This is no UTF-8 text.");
    return error(here(), in_block ? "Expected an argument, a nested block or the closing brace." : "Expected an argument or a block.");
  }
  const SourceRange name_range = range(begin, at_);
  skip();
  if (peek() == '=' && peek(1) != '=') argument(word, name_range, items);
  else block(word, name_range, items);
  if (failed_) return;
  end_of_item();
  failure_.go_on_behind = at_;
}

void BodyReader::argument(std::string_view name, SourceRange name_range, Items& items) {
  const std::size_t value_at = ++at_;
  skip();
  const Expr* value = nullptr;
  if (at_end() || peek() == '\n') error(here(), "Expected the argument's value here, on the same line as \"=\".");
  else value = expression();
  if (value != nullptr) {
    items.attributes.push_back({name, name_range, range(name_range.begin, value->range.end), value});
    failure_.go_on_behind = at_;  // a comment that is not closed can still fail the item
    return;
  }
  failure_.value = true;
  failure_.go_on_behind = name_range.begin;
  items.attributes.push_back({name, name_range, range(name_range.begin, value_at), nullptr});  // mend() says what its value is
}

// An item ends with its line.
void BodyReader::end_of_item() {
  skip();
  if (at_end() || peek() == '\n') return;
  error(here(), "An argument or block must end with its line: expected a line break here.");
}

bool BodyReader::labels(std::vector<Label>& labels) {
  while (true) {
    skip();
    if (peek() == '{') return true;
    const std::size_t begin = at_;
    if (peek() == '"') {
      const auto label = plain_string();
      if (!label) return false;
      labels.push_back({*label, range(begin, at_)});
    } else if (const std::string_view word = take_name(); !word.empty()) {
      labels.push_back({word, range(begin, at_)});
    } else {
      error(here(), at_end() || peek() == '\n' ? "A block needs its opening brace on the same line as its name and labels."
                                               : "Expected \"=\" and a value, or block labels and an opening brace.");
      return false;
    }
  }
}

void BodyReader::block(std::string_view type, SourceRange type_range, Items& items) {
  Block result;
  result.type = type;
  result.type_range = type_range;
  std::vector<Label> names;
  const bool good = labels(names);
  result.labels = arena_.copy(names);
  result.header = range(type_range.begin, names.empty() ? type_range.end : names.back().range.end);
  if (!good || !enter_level()) {
    failure_.go_on_behind = std::max<std::size_t>(result.header.end, std::min(at_, text_.find('\n', result.header.end)));
    return;
  }
  ++at_;
  skip();
  const bool single_line = !at_end() && peek() != '\n';
  result.body = single_line ? single_line_body() : body(true, column(type_range.begin));
  leave_level();
  failure_.go_on_behind = at_;
  if (!failed_ && !take('}')) {
    const bool stopped = failure_.not_closed;
    failure_ = {at_, false, true};
    error(result.header, at_end() ? "This block is not closed: expected \"}\" before the end of the file."
                                  : "This block is not closed: expected \"}\" before the next item of what is around it.");
    if (!stopped && !at_end()) failure_.not_closed = false;
  }
  result.range = range(type_range.begin, at_);
  items.blocks.push_back(result);
}

// `block { a = 1 }`: nothing or one argument.
Body BodyReader::single_line_body() {
  Items items;
  const std::size_t begin = at_;
  if (peek() != '}') {
    const std::size_t name_begin = at_;
    const std::string_view word = take_name();
    const SourceRange name_range = range(name_begin, at_);
    skip();
    if (word.empty() || peek() != '=' || peek(1) == '=') {
      error(here(), "A block on one line may hold one argument only, no nested block.");
    } else {
      argument(word, name_range, items);
      if (failure_.value) {
        items.attributes.back().value =
            arena_.make<Broken>(Broken{{ExprKind::kBroken, range(items.attributes.back().range.end, items.attributes.back().range.end)}});
        failure_.value = false;
      }
      skip();
      if (!failed_ && peek() != '}') error(here(), "A block on one line may hold one argument only; put each on a line of its own.");
    }
  }
  Body result;
  result.attributes = arena_.copy(items.attributes);
  result.range = range(begin, at_);
  return result;
}

// After a failed item: goes to where reading goes on, and keeps of the item what can be kept.
void BodyReader::mend(std::size_t begin, std::size_t attributes_before, std::size_t blocks_before, Items& items) {
  if (failure_.not_closed) return;
  const std::size_t reached = at_;
  at_ = failure_.go_on_behind;
  find_next_item(begin);
  while (!comments_.empty() && comments_.back().range.end > at_) comments_.pop_back();
  if (reached > at_) read_again_ += reached - at_;
  if (read_again_ > kReadAgain * text_.size() + 4096) {
    limit_hit_ = false;
    limit(range(at_, at_), "Too many mistakes; the rest of this file was not read.");
    at_ = text_.size();
  }
  std::size_t end = at_;
  while (end > begin && (is_blank(text_[end - 1]) || text_[end - 1] == '\n' || text_[end - 1] == '\r')) --end;
  if (failure_.value && items.attributes.size() > attributes_before) {
    Attribute& broken = items.attributes.back();
    end = std::max<std::size_t>(end, broken.range.end);
    broken.value = arena_.make<Broken>(Broken{{ExprKind::kBroken, range(broken.range.end, end)}});
    broken.range = range(broken.range.begin, end);
  }
  if (items.blocks.size() > blocks_before && items.blocks.back().range.end > at_) cut(items.blocks.back(), at_, arena_);
  if (limit_hit_) return;
  // A line that begins with an operator goes on with the argument before it, which was read too short.
  const bool goes_on = attributes_before > 0 && items.attributes.size() == attributes_before && items.blocks.size() == blocks_before &&
                       goes_on_with(items.attributes.back(), begin);
  if (goes_on) {
    Attribute& cut_short = items.attributes.back();
    begin = cut_short.range.begin;
    cut_short.value = arena_.make<Broken>(Broken{{ExprKind::kBroken, cover(cut_short.value->range, range(end, end))}});
    cut_short.range.end = static_cast<std::uint32_t>(end);
    --attributes_before;
  }
  if (end - begin + salvaged_ > kMaxSalvage) return;
  salvaged_ += end - begin;
  if (const auto found = salvage(file_, begin, end, arena_)) {
    items.attributes.resize(attributes_before);
    items.blocks.resize(blocks_before);
    items.attributes.insert(items.attributes.end(), found->attributes.begin(), found->attributes.end());
    items.blocks.insert(items.blocks.end(), found->blocks.begin(), found->blocks.end());
  }
}

bool BodyReader::goes_on_with(const Attribute& before, std::size_t at) const {
  if (std::string_view("?:.+-*/%=&|<>![").find(text_[at]) == std::string_view::npos) return false;
  return text_.substr(before.range.end, at - before.range.end).find_first_not_of(" \t\r\n") == std::string_view::npos;
}

void BodyReader::find_next_item(std::size_t item) {
  const std::size_t indent = column(item);
  int open = 0;  // braces that the item has opened so far, roughly
  std::size_t from = item;
  auto heredoc = heredocs_.begin();
  for (std::size_t line = text_.find('\n', at_); line != std::string_view::npos; line = text_.find('\n', line + 1)) {
    while (heredoc != heredocs_.end() && heredoc->second <= line) ++heredoc;
    if (heredoc != heredocs_.end() && heredoc->first <= line) {
      line = heredoc->second - 1;
      from = heredoc->second;
      continue;
    }
    for (; from < line; ++from) open += text_[from] == '{' ? 1 : text_[from] == '}' ? -1 : 0;
    std::size_t i = line + 1;
    while (i < text_.size() && is_blank(text_[i])) ++i;
    if (i >= text_.size() || i - line - 1 > indent) continue;
    if (text_[i] == '}') {
      // At the item's own column it closes the item, if that has opened something; else the block around.
      const bool own = i - line - 1 == indent && open > 0;
      at_ = own ? i + 1 : i;
      return;
    }
    if (begins_item(i)) {
      at_ = i;
      return;
    }
  }
  at_ = text_.size();
}

void BodyReader::cut_unclosed(Items& items) {
  if (!failure_.not_closed || !at_end() || items.blocks.empty()) return;
  Block& block = items.blocks.back();
  const auto column_of = [&](std::size_t at) { return column(at); };
  const std::size_t most = column(block.range.begin);
  // Where the block's own items are not indented, only what looks like a neighbour is one.
  const std::size_t first = std::min<std::size_t>(block.body.attributes.empty() ? text_.size() : block.body.attributes.front().range.begin,
                                                  block.body.blocks.empty() ? text_.size() : block.body.blocks.front().range.begin);
  const bool flat = first < text_.size() && column(first) <= most;
  const std::size_t next = first_shallow(block.body, most, flat, column_of);
  if (next == std::string_view::npos) return;
  read_again_ += at_ - next;
  if (read_again_ > kReadAgain * text_.size() + 4096) return;
  cut(block, next, arena_);
  while (!comments_.empty() && comments_.back().range.end > next) comments_.pop_back();
  std::erase_if(diagnostics_, [&](const Diagnostic& d) { return d.range.file == file_.id() && d.range.begin >= next; });
  at_ = next;
}

std::size_t BodyReader::column(std::size_t at) const {
  const std::size_t line = at == 0 ? std::string_view::npos : text_.rfind('\n', at - 1);
  return line == std::string_view::npos ? at : at - line - 1;
}

bool BodyReader::begins_item(std::size_t at) const {
  std::size_t i = at;
  for (std::size_t size = name_character(text_.substr(i), true); size > 0; size = name_character(text_.substr(i), false)) i += size;
  if (i == at) return false;
  while (i < text_.size() && is_blank(text_[i])) ++i;
  if (i >= text_.size()) return false;
  return text_[i] == '{' || text_[i] == '"' || (text_[i] == '=' && (i + 1 >= text_.size() || (text_[i + 1] != '=' && text_[i + 1] != '>')));
}

}  // namespace platlint::hcl

// SPDX-License-Identifier: Apache-2.0
//
// Lines without indentation open a section, and sections are sorted. Where they begin is noted at the first question (some 2,700 places);
// their lines are read as the text that they are, when somebody asks.
#include "analyzer/model/aws_schema.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "analyzer/support/nearest.h"

namespace platlint {

std::string_view aws_schema_text();  // generated from aws_schema/aws.txt

namespace aws {
namespace {

struct Section {
  std::string_view key = {};  // "resource aws_s3_bucket", "@3f2a1"
  std::string_view majors = {};
  std::string_view lines = {};
};

Section read_section(std::string_view text) {
  Section out;
  const std::size_t body = text.find('\n') + 1;
  out.lines = text.substr(body);
  const std::string_view header = text.substr(0, body - 1);
  const std::size_t space = header.front() == '@' ? std::string_view::npos : header.rfind(' ');
  out.key = header.substr(0, space);
  if (space != std::string_view::npos) out.majors = header.substr(space + 1);
  return out;
}

const std::vector<Section>& sections() {
  static const std::vector<Section> list = [] {
    std::vector<Section> out;
    std::string_view text = aws_schema_text();
    text.remove_prefix(text.find("\n@") + 1);  // the comment at its head
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
      at = text.find('\n', at) + 1;
      if (at < text.size() && text[at] == ' ') continue;
      out.push_back(read_section(text.substr(begin, at - begin)));
      begin = at;
    }
    return out;
  }();
  return list;
}

const Section* find_section(std::string_view key) {
  static const std::unordered_map<std::string_view, const Section*> by_key = [] {
    std::unordered_map<std::string_view, const Section*> out;
    out.reserve(sections().size());
    for (const Section& section : sections()) out.emplace(section.key, &section);
    return out;
  }();
  const auto found = by_key.find(key);
  return found != by_key.end() ? found->second : nullptr;
}

Majors read_majors(std::string_view digits) {
  Majors out = 0;
  for (const char c : digits) out = static_cast<Majors>(out | major_bit(c - '0'));
  return out;
}

SchemaShape shape_of(char letter) {
  switch (letter) {
    case 's':
      return SchemaShape::kText;
    case 'n':
      return SchemaShape::kNumber;
    case 'b':
      return SchemaShape::kBool;
    case 'l':
      return SchemaShape::kList;
    case 'e':
      return SchemaShape::kSet;
    case 'm':
      return SchemaShape::kMap;
    case 'o':
      return SchemaShape::kObject;
    case 'k':
      return SchemaShape::kBlock;
    default:
      return SchemaShape::kAny;
  }
}

// NAME KIND[FLAG][ MAJORS][ @ID]
SchemaArgument read_line(std::string_view line, const SchemaBlock& block) {
  SchemaArgument out;
  out.majors = block.majors;
  out.depth = block.depth + 1;
  const std::size_t space = line.find(' ');
  out.name = line.substr(0, space);
  line.remove_prefix(space + 1);
  std::string_view kind = line.substr(0, line.find(' '));
  line.remove_prefix(kind.size());
  while (!line.empty()) {
    line.remove_prefix(1);
    const std::string_view word = line.substr(0, line.find(' '));
    if (word.front() == '@') out.shared = word;
    else out.majors = static_cast<Majors>(out.majors & read_majors(word));
    line.remove_prefix(word.size());
  }
  out.required = kind.back() == '!';
  out.computed_only = kind.back() == '=';
  if (out.required || out.computed_only) kind.remove_suffix(1);
  out.shape = shape_of(kind.front());
  if (kind == "lk") out.shape = SchemaShape::kBlock, out.repeats = true;
  else if (kind.size() > 1) out.element = shape_of(kind[1]);
  return out;
}

std::string_view word_of(SchemaKind kind) { return kind == SchemaKind::kResource ? "resource " : "data "; }

}  // namespace

std::string describe(Majors majors) {
  std::string out;
  for (int m = kFirstMajor; m <= kLastMajor; ++m) {
    if ((majors & major_bit(m)) == 0) continue;
    int last = m;
    while (last < kLastMajor && (majors & major_bit(last + 1)) != 0) ++last;
    if (!out.empty()) out += " and ";
    out += std::to_string(m);
    if (last > m) out += (last == m + 1 ? " and " : " to ") + std::to_string(last);
    m = last;
  }
  return out;
}

std::optional<SchemaBlock> schema_of(SchemaKind kind, std::string_view type) {
  const Section* section = find_section(std::string(word_of(kind)) + std::string(type));
  if (section == nullptr) return std::nullopt;
  return SchemaBlock{.lines = section->lines, .depth = 1, .majors = read_majors(section->majors)};
}

const std::vector<SchemaArgument>& arguments_of(const SchemaBlock& block) {
  // Several rules ask for the same blocks of the same types, again and again. The text is one, so its place names the block.
  thread_local std::map<std::pair<const char*, Majors>, std::vector<SchemaArgument>> known;
  const auto [place, fresh] = known.try_emplace({block.lines.data(), block.majors});
  std::vector<SchemaArgument>& out = place->second;
  if (!fresh) return out;
  std::size_t at = 0;
  while (at < block.lines.size()) {
    const std::size_t end = std::min(block.lines.find('\n', at), block.lines.size());
    out.push_back(read_line(block.lines.substr(at + block.depth, end - at - block.depth), block));
    std::size_t after = end + 1;
    while (after + block.depth < block.lines.size() && block.lines[after + block.depth] == ' ')
      after = std::min(block.lines.find('\n', after), block.lines.size()) + 1;
    if (after > end + 1) out.back().lines = block.lines.substr(end + 1, after - end - 1);
    if (out.back().majors == 0) out.pop_back();
    at = after;
  }
  return out;
}

SchemaBlock inside_of(const SchemaArgument& argument) {
  if (argument.shared.empty()) return {.lines = argument.lines, .depth = argument.depth, .majors = argument.majors};
  const Section* section = find_section(argument.shared);
  return {.lines = section != nullptr ? section->lines : std::string_view(), .depth = 1, .majors = argument.majors};
}

namespace {

void collect(const SchemaBlock& block, std::string_view path, std::vector<SchemaArgument>& out) {
  const std::string_view name = path.substr(0, path.find('.'));
  for (const SchemaArgument& argument : arguments_of(block)) {
    if (argument.name != name) continue;
    const SchemaBlock inside = inside_of(argument);
    if (name.size() == path.size() || !inside.known()) out.push_back(argument);
    else collect(inside, path.substr(name.size() + 1), out);
  }
}

std::vector<SchemaArgument> find_all(SchemaKind kind, std::string_view type, std::string_view path) {
  std::vector<SchemaArgument> out;
  if (const auto block = schema_of(kind, type)) collect(*block, path, out);
  return out;
}

}  // namespace

Majors versions_with(SchemaKind kind, std::string_view type, std::string_view path) {
  Majors out = 0;
  for (const SchemaArgument& argument : find_all(kind, type, path)) {
    const bool whole = argument.name == path.substr(path.rfind('.') + 1);
    const bool open = argument.shape == SchemaShape::kAny || argument.shape == SchemaShape::kMap;
    if (whole || open) out = static_cast<Majors>(out | argument.majors);
  }
  return out;
}

std::optional<SchemaArgument> find_argument(SchemaKind kind, std::string_view type, std::string_view path, int major) {
  for (const SchemaArgument& argument : find_all(kind, type, path))
    if ((argument.majors & major_bit(major)) != 0 && argument.name == path.substr(path.rfind('.') + 1)) return argument;
  return std::nullopt;
}

bool takes_tags(std::string_view type) {
  const auto schema = schema_of(SchemaKind::kResource, type);
  if (!schema) return false;
  // Asked of every instance; the text is one, so its place names the type.
  thread_local std::unordered_map<const char*, bool> known;
  const auto [place, fresh] = known.try_emplace(schema->lines.data());
  if (fresh) place->second = schema->lines.find("\n tags_all ") != std::string_view::npos;  // of its own: deeper lines have more spaces
  return place->second;
}

bool is_slip(std::string_view word, std::string_view name) {
  const std::size_t limit = word.size() < 4 ? 0 : word.size() < 6 ? 1 : 2;
  const std::size_t longer = std::max(word.size(), name.size());
  if (longer - std::min(word.size(), name.size()) > limit || longer > 200) return false;
  return edit_distance(word, name) <= limit;
}

const std::vector<std::string_view>& all_types(SchemaKind kind) {
  const auto list = [](SchemaKind wanted) {
    std::vector<std::string_view> out;
    const std::string_view word = word_of(wanted);
    for (const Section& section : sections())
      if (section.key.starts_with(word)) out.push_back(section.key.substr(word.size()));
    return out;
  };
  static const std::vector<std::string_view> resources = list(SchemaKind::kResource);
  static const std::vector<std::string_view> data = list(SchemaKind::kData);
  return kind == SchemaKind::kResource ? resources : data;
}

std::string_view nearest_type(SchemaKind kind, std::string_view type) {
  std::string_view best;
  std::size_t least = 3;
  for (const std::string_view name : all_types(kind)) {
    // Two slips leave one half as it was, save where they fall into both; a cheap look before the costly one.
    const std::size_t half = std::min(type.size(), name.size()) / 2;
    if (half < 4 || (type.substr(0, half) != name.substr(0, half) && type.substr(type.size() - half) != name.substr(name.size() - half)))
      continue;
    if (!is_slip(type, name)) continue;
    const std::size_t distance = edit_distance(type, name);
    if (distance < least) least = distance, best = name;
  }
  return best;
}

}  // namespace aws
}  // namespace platlint

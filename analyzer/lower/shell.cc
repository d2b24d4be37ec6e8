// SPDX-License-Identifier: Apache-2.0
//
// A shell script as one resource: what it runs, one command line each, in order. No parser of the language: lines are joined over
// backslashes, comments and the bodies of here documents left out, quotes kept. That is enough to ask which tools a script calls and
// which settings it makes; control flow is not followed, so a command under `if` counts like any other.
#include <string>
#include <vector>

#include "analyzer/eval/build.h"
#include "analyzer/lower/lower.h"

namespace platlint {
namespace {

struct Quotes {
  bool single = false;
  bool twice = false;
  bool open() const { return single || twice; }
};

// Where a line's comment begins, or its end. Quotes may stand open from the line before.
std::size_t comment_start(std::string_view line, Quotes& quotes) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '\\' && !quotes.single) ++i;
    else if (c == '\'' && !quotes.twice) quotes.single = !quotes.single;
    else if (c == '"' && !quotes.single) quotes.twice = !quotes.twice;
    else if (c == '#' && !quotes.open() && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t' || line[i - 1] == ';')) return i;
  }
  return line.size();
}

// The word that ends the here document which this line opens; empty when it opens none.
std::string here_document(std::string_view line) {
  const std::size_t at = line.find("<<");
  if (at == std::string_view::npos || line.substr(at, 3) == "<<<") return {};
  std::string_view rest = line.substr(at + 2);
  while (!rest.empty() && (rest.front() == '-' || rest.front() == ' ' || rest.front() == '"' || rest.front() == '\''))
    rest.remove_prefix(1);
  const std::size_t end = rest.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
  return std::string(rest.substr(0, end));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

std::vector<Value> command_lines(const SourceFile& file, Arena& arena) {
  std::vector<Value> commands;
  std::string joined;
  std::uint32_t begin = 0;
  Quotes quotes;
  std::string until;
  for (std::uint32_t number = 1; number <= file.line_count(); ++number) {
    const std::string_view raw = file.line(number);
    if (!until.empty()) {
      if (trimmed(raw) == until) until.clear();
      continue;
    }
    const bool fresh = joined.empty();
    const std::string_view line = raw.substr(0, comment_start(raw, quotes));
    std::string_view text = trimmed(line);
    const bool continues = text.ends_with('\\') && text.size() == trimmed(raw).size();
    if (continues) text.remove_suffix(1);
    if (fresh) begin = file.line_start(number) + static_cast<std::uint32_t>(text.empty() ? 0 : text.data() - raw.data());
    if (!quotes.open()) until = here_document(text);
    joined += (joined.empty() ? "" : " ") + std::string(trimmed(text));
    if (continues || quotes.open()) continue;
    if (!joined.empty())
      commands.push_back(
          make_string(joined, arena).used_at({file.id(), begin, file.line_start(number) + static_cast<std::uint32_t>(raw.size())}));
    joined.clear();
  }
  if (!joined.empty())
    commands.push_back(make_string(joined, arena).used_at({file.id(), begin, static_cast<std::uint32_t>(file.text().size())}));
  return commands;
}

}  // namespace

Fragment lower_shell(const SourceFile& file) {
  Fragment fragment;
  Arena& arena = fragment.arena;
  const SourceRange head = {file.id(), 0, static_cast<std::uint32_t>(file.line(1).size())};
  std::vector<Member> members;
  if (file.line(1).starts_with("#!"))
    members.push_back({"interpreter", head, make_string(trimmed(file.line(1).substr(2)), arena).used_at(head)});
  members.push_back({"commands", head, make_list(command_lines(file, arena), arena).used_at(head)});
  Resource resource;
  resource.domain = Domain::kFile;
  resource.kind = "file/script";
  resource.name = arena.copy(file.path().substr(file.path().rfind('/') + 1));
  resource.address = file.path();
  resource.root = file.path();
  resource.range = file.whole();
  resource.header = head;
  resource.body = make_map(std::move(members), arena).used_at(head);
  fragment.add(resource);
  return fragment;
}

}  // namespace platlint

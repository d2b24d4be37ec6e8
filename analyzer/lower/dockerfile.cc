// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzer/eval/build.h"
#include "analyzer/lower/lower.h"
#include "grammars/dockerfile/parser.h"

namespace platlint {
namespace {

class DockerLowering {
 public:
  DockerLowering(const SourceFile& file, Fragment& fragment) : file_(file), fragment_(fragment), arena_(fragment.arena) {}

  void run(const dockerfile::File& tree) {
    Resource whole =
        make("docker/file", file_.path(), file_.path(), tree.instructions.empty() ? file_.whole() : tree.instructions.front().range);
    whole.range = file_.whole();
    whole.body = make_map({}, arena_).used_at(whole.header);
    const ResourceId file_id = fragment_.add(whole);

    ResourceId stage = kNoResource;
    std::vector<Member> defaults;  // ARGs in front of the first FROM
    for (std::size_t i = 0; i < tree.instructions.size(); ++i) {
      const dockerfile::Instruction& one = tree.instructions[i];
      if (one.keyword == "FROM") {
        close_stage(false);
        stage = open_stage(one, defaults, file_id);
      } else if (one.keyword == "ARG" && stage == kNoResource) {
        for (const std::string_view word : one.words)
          if (const std::size_t equals = word.find('='); equals != std::string_view::npos)
            defaults.push_back({word.substr(0, equals), one.text_range, Value::string(word.substr(equals + 1)).used_at(one.text_range)});
      }
      instruction(one, i, stage == kNoResource ? file_id : stage);
    }
    close_stage(true);
  }

 private:
  Resource make(std::string_view kind, std::string_view name, std::string_view address, SourceRange header) {
    Resource resource;
    resource.domain = Domain::kDocker;
    resource.kind = kind;
    resource.name = name;
    resource.address = address;
    resource.root = file_.path();
    resource.range = header;
    resource.header = header;
    return resource;
  }

  // $NAME and ${NAME} of build arguments. The default is what the file says; a build may say otherwise.
  Value expand(std::string_view text, const std::vector<Member>& arguments, SourceRange where) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '$') {
        out += text[i];
        continue;
      }
      const bool braces = i + 1 < text.size() && text[i + 1] == '{';
      std::size_t end = i + (braces ? 2 : 1);
      const std::size_t begin = end;
      while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || text[end] == '_')) ++end;
      const std::string_view name = text.substr(begin, end - begin);
      std::string_view fallback;
      if (braces) {
        const std::size_t close = text.find('}', end);
        if (close == std::string_view::npos) return Value::string(arena_.copy(text)).used_at(where);
        if (text.substr(end, 2) == ":-") fallback = text.substr(end + 2, close - end - 2);
        end = close + 1;
      }
      const Member* found = nullptr;
      for (const Member& argument : arguments)
        if (argument.key == name) found = &argument;
      if (found == nullptr && fallback.empty())
        return Value::unknown("the build argument " + std::string(name) + " has no default", where, arena_, Type::string());
      out += found != nullptr ? found->value.as_string() : fallback;
      i = end - 1;
    }
    return make_string(out, arena_).used_at(where);
  }

  ResourceId open_stage(const dockerfile::Instruction& from, const std::vector<Member>& defaults, ResourceId file_id) {
    Value image = from.words.empty() ? Value::missing(from.range) : expand(from.words[0], defaults, from.text_range);
    std::string_view alias;
    if (from.words.size() >= 3 && (from.words[1] == "AS" || from.words[1] == "as" || from.words[1] == "As")) alias = from.words[2];
    const std::string_view name = alias.empty() ? arena_.copy(std::to_string(stages_)) : alias;
    ++stages_;
    members_.clear();
    members_.push_back({"image", from.text_range, image});
    if (image.is_string()) {
      std::string_view rest = image.as_string();
      const std::size_t at = rest.find('@');
      if (at != std::string_view::npos)
        members_.push_back({"digest", from.text_range, Value::string(rest.substr(at + 1)).used_at(from.text_range)});
      rest = rest.substr(0, at);
      const std::size_t colon = rest.rfind(':');
      const bool tagged = colon != std::string_view::npos && rest.find('/', colon) == std::string_view::npos;
      if (tagged) members_.push_back({"tag", from.text_range, Value::string(rest.substr(colon + 1)).used_at(from.text_range)});
      const std::string_view repository = tagged ? rest.substr(0, colon) : rest;
      members_.push_back({"repository", from.text_range, Value::string(repository).used_at(from.text_range)});
      bool earlier = false;
      for (const std::string_view stage : names_) earlier = earlier || stage == rest;
      members_.push_back({"from_stage", from.text_range, Value::boolean(earlier)});
    }
    for (const dockerfile::Flag& flag : from.flags)
      if (flag.name == "platform") members_.push_back({"platform", flag.range, Value::string(flag.value).used_at(flag.range)});
    names_.push_back(name);
    Resource resource = make("docker/stage", name, arena_.copy(std::string(file_.path()) + "#" + std::string(name)), from.range);
    resource.parent = file_id;
    open_ = fragment_.add(resource);
    return open_;
  }

  // A stage's body is complete when the next one begins.
  void close_stage(bool last) {
    if (open_ == kNoResource) return;
    Resource& resource = fragment_.resources[open_];
    members_.push_back({"final", resource.header, Value::boolean(last)});
    resource.body = Value::map(arena_.copy(members_)).used_at(resource.header);
    open_ = kNoResource;
  }

  void instruction(const dockerfile::Instruction& one, std::size_t index, ResourceId parent) {
    std::vector<Value> words;
    for (const std::string_view word : one.words) words.push_back(Value::string(word).used_at(one.text_range));
    std::vector<Member> flags;
    for (const dockerfile::Flag& flag : one.flags) flags.push_back({flag.name, flag.range, Value::string(flag.value).used_at(flag.range)});
    std::string text(one.text);
    for (const std::string_view body : one.heredocs) text += "\n" + std::string(body);
    std::vector<Member> members = {
        {"keyword", one.range, Value::string(one.keyword).used_at(one.range)},
        {"text", one.text_range, make_string(text, arena_).used_at(one.text_range)},
        {"words", one.text_range, make_list(words, arena_).used_at(one.text_range)},
        {"flags", one.range, make_map(std::move(flags), arena_).used_at(one.range)},
    };
    Resource resource =
        make("docker/instruction", one.keyword, arena_.copy(std::string(file_.path()) + "#" + std::to_string(index)), one.range);
    resource.parent = parent;
    resource.body = Value::map(arena_.copy(members)).used_at(one.range);
    fragment_.add(resource);
    if (open_ == kNoResource) return;
    // What a rule asks of a stage as a whole: the last USER, the health check.
    if (one.keyword == "USER") set("user", Value::string(one.text).used_at(one.text_range));
    if (one.keyword == "HEALTHCHECK") set("healthcheck", Value::string(one.text).used_at(one.text_range));
  }

  void set(std::string_view key, const Value& value) {
    for (Member& member : members_)
      if (member.key == key) {
        member.value = value;
        return;
      }
    members_.push_back({key, value.where(), value});
  }

  const SourceFile& file_;
  Fragment& fragment_;
  Arena& arena_;
  std::vector<Member> members_;
  std::vector<std::string_view> names_;
  ResourceId open_ = kNoResource;
  std::size_t stages_ = 0;
};

}  // namespace

Fragment lower_dockerfile(const SourceFile& file) {
  Fragment fragment;
  const dockerfile::File* tree = dockerfile::parse(file, fragment.arena, fragment.diagnostics);
  DockerLowering(file, fragment).run(*tree);
  return fragment;
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
//
// Functions that read files. Everything goes through the FileSystem of the run, which is confined to the scan root; a path that leaves
// it makes the value unknown, not wrong: on the machine where Terraform runs the file may well be there.
#include "analyzer/eval/functions/files.h"

#include "analyzer/eval/budget.h"
#include "analyzer/eval/build.h"
#include "analyzer/eval/functions/families.h"
#include "analyzer/eval/functions/file_pattern.h"
#include "analyzer/eval/json_text.h"
#include "grammars/hcl/parser.h"

namespace platlint {

std::string base64(std::string_view bytes);
bool is_utf8(std::string_view text);

namespace {

Result<std::string> path_of(FunctionCall& call, std::size_t index) {
  const std::string_view path = call.args[index].as_string();
  if (path.starts_with('~')) return fail("the home folder is not part of the scan");
  return resolve_path(call.evaluation.root_directory, path);
}

Value outside(FunctionCall& call, const std::string& why) { return Value::unknown(why, call.where, call.arena(), Type::string()); }

}  // namespace

std::optional<std::string> read_file(FunctionCall& call, std::size_t index, Value& problem) {
  const auto path = path_of(call, index);
  if (!path || call.evaluation.files == nullptr) {
    problem = outside(call, path ? "no files here" : path.error().message);
    return std::nullopt;
  }
  if (!call.spend(kFileCost)) {
    problem = call.too_large();
    return std::nullopt;
  }
  auto bytes = call.evaluation.files->read(*path, kMaxFunctionFile);
  if (!bytes) {
    problem = call.argument_error(index, "cannot read the file: " + bytes.error().message);
    return std::nullopt;
  }
  return *std::move(bytes);
}

namespace {

// The file of the run that an argument names, when it is one.
const SourceFile* file_of(FunctionCall& call, std::size_t index) {
  const auto path = path_of(call, index);
  return path && call.evaluation.sources != nullptr ? call.evaluation.sources->find(*path) : nullptr;
}

// A text read from a file says so, and keeps the structure of JSON.
Value from_file(FunctionCall& call, const Value& text, const SourceFile* file) {
  if (file == nullptr) return text;
  Arena& arena = call.arena();
  const Value placed = text.via(OriginKind::kFile, {file->id(), 0, 0}, arena.copy(file->path()), arena);
  // AWS takes no policy, task or document that is larger, and rules look into no other texts.
  constexpr std::size_t kLargestDocument = 64 * 1024;
  if (text.encoded() != nullptr || !text.is_string() || text.as_string().size() > kLargestDocument) return placed;
  const auto structure = read_json_file(*file, arena);
  return structure ? encoded_from(placed, *structure, file->whole(), arena) : placed;
}

Value file(FunctionCall& call) {
  // A file of the run has been read.
  if (const SourceFile* known = file_of(call, 0); known != nullptr && known->text().size() <= kMaxFunctionFile && is_utf8(known->text()))
    return from_file(call, Value::string(known->text()), known);
  Value problem;
  const auto bytes = read_file(call, 0, problem);
  if (!bytes) return problem;
  if (!is_utf8(*bytes)) return call.argument_error(0, "contents of the file are not valid UTF-8; use the filebase64 function");
  return from_file(call, make_string(*bytes, call.arena()), file_of(call, 0));
}

Value fileexists(FunctionCall& call) {
  const auto path = path_of(call, 0);
  if (!path || call.evaluation.files == nullptr) return unknown_not_null(Type::boolean(), call.arena());
  if (!call.spend(kFileCost)) return call.too_large();
  const auto found = call.evaluation.files->stat(*path);
  if (!found) return Value::boolean(false);
  if (found->type == DirectoryEntry::Type::kDirectory) return call.argument_error(0, "the path is a directory, not a file");
  return Value::boolean(true);
}

// False: there are more files than may be looked at.
bool collect(FunctionCall& call, const std::string& base, const std::string& relative, const FilePattern& pattern, std::vector<Value>& out,
             int depth) {
  constexpr int kDeepestFolder = 32;
  if (depth > kDeepestFolder) return false;
  const auto entries = call.evaluation.files->list(relative.empty() ? base : base.empty() ? relative : base + "/" + relative);
  if (!entries) return true;
  for (const DirectoryEntry& entry : *entries) {
    const std::string path = relative.empty() ? entry.name : relative + "/" + entry.name;
    if (!call.spend(kFileCost / 4)) return false;
    if (entry.type == DirectoryEntry::Type::kDirectory) {
      if (!collect(call, base, path, pattern, out, depth + 1)) return false;
    } else if (entry.type == DirectoryEntry::Type::kFile && pattern.matches(path)) {
      out.push_back(make_string(path, call.arena()));
    }
  }
  return true;
}

Value fileset(FunctionCall& call) {
  const auto path = path_of(call, 0);
  if (!path || call.evaluation.files == nullptr)
    return Value::unknown(path ? "no files here" : path.error().message, call.where, call.arena(), Type::set(Type::string(), call.arena()));
  std::vector<Value> found;
  std::string_view pattern = call.args[1].as_string();
  if (pattern.starts_with("./")) pattern.remove_prefix(2);
  if (!collect(call, *path, "", FilePattern(pattern), found, 0)) return call.too_large();
  std::sort(found.begin(), found.end(), [](const Value& a, const Value& b) { return a.as_string() < b.as_string(); });
  return make_list(found, call.arena(), Collection::kSet, Type::string());
}

// The names in a template file are the members of the second argument.
class TemplateScope final : public Scope {
 public:
  explicit TemplateScope(const Value& variables) : variables_(variables) {}
  Value lookup(std::string_view root, std::span<const std::string_view>, SourceRange where, std::size_t&, Evaluation& evaluation) override {
    const Value value = variables_[root];
    if (!value.is_missing()) return value;
    const std::string message = "vars map does not contain key \"" + std::string(root) + "\"";
    evaluation.errors->push_back({Diagnostic::Kind::kSemantic, where, message});
    return Value::unknown(message, where, evaluation.arena);
  }

 private:
  const Value& variables_;
};

Value render(FunctionCall& call, const std::string& name, const std::string& text, const Value& variables, const SourceFile* file) {
  if (call.evaluation.depth > call.evaluation.max_depth - 40) {
    call.evaluation.errors->push_back({Diagnostic::Kind::kLimit, call.where,
                                       "Templates call one another too deeply (does one include itself?); the text is taken as unknown."});
    return Value::unknown("templates call one another too deeply", call.where, call.arena(), Type::string());
  }
  if (!variables.is_map() && !variables.is_unknown()) return call.argument_error(1, "invalid vars value: must be a map");
  if (variables.is_unknown())
    return Value::unknown(variables.unknown_info().cause, variables.unknown_info().cause_range, call.arena(), Type::string());
  Arena& arena = call.arena();
  if (!call.spend(text.size())) return call.too_large();
  // The text must live as long as the tree.
  auto* source =
      new (arena.allocate(sizeof(SourceFile), alignof(SourceFile))) SourceFile(file != nullptr ? file->id() : kNoFile, name, text);
  Diagnostics problems;
  const hcl::Expr* tree = hcl::parse_template(*source, arena, problems);
  Value result;
  if (tree == nullptr) {
    result = call.error(name + ": " + (problems.empty() ? std::string("not a template") : problems.front().message));
  } else {
    TemplateScope scope(variables);
    Diagnostics errors;
    Evaluation inner{.arena = arena,
                     .scope = scope,
                     .files = call.evaluation.files,
                     .sources = call.evaluation.sources,
                     .module_directory = call.evaluation.module_directory,
                     .root_directory = call.evaluation.root_directory,
                     .errors = &errors,
                     .depth = call.evaluation.depth + 20,
                     .max_depth = call.evaluation.max_depth,
                     .budget = call.evaluation.budget,
                     .memory_end = call.evaluation.memory_end};
    result = evaluate(*tree, inner);
    call.evaluation.budget = inner.budget;
    for (Diagnostic& error : errors) {
      if (error.kind != Diagnostic::Kind::kLimit) continue;
      error.range = call.where;
      call.evaluation.errors->push_back(error);
    }
    if (!errors.empty()) result = call.error(name + ": " + errors.front().message);
    const auto as_text = convert(result, Type::string(), arena);
    if (as_text) result = *as_text;
  }
  // What it left in the arena does not point into the text: template parts were copied.
  source->~SourceFile();
  return result.used_at(call.where);
}

Value templatefile(FunctionCall& call) {
  Value problem;
  if (call.args[0].is_unknown()) return unknown_not_null(Type::string(), call.arena());
  const auto text = read_file(call, 0, problem);
  if (!text) return problem;
  const SourceFile* file = file_of(call, 0);
  return from_file(call, render(call, std::string(call.args[0].as_string()), *text, call.args[1], file), file);
}

Value templatestring(FunctionCall& call) {
  if (call.args[0].is_unknown()) return unknown_not_null(Type::string(), call.arena());
  return render(call, "template", std::string(call.args[0].as_string()), call.args[1], nullptr);
}

std::string_view base_name(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  if (path.empty()) return ".";
  if (path == "/") return "/";
  return path.substr(path.rfind('/') + 1);
}

std::string clean(std::string_view path) {
  const bool absolute = path.starts_with('/');
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (part.empty() || part == ".") continue;
    if (part == ".." && !parts.empty() && parts.back() != "..") parts.pop_back();
    else if (part != ".." || !absolute) parts.push_back(part);
  }
  std::string out = absolute ? "/" : "";
  for (const std::string_view part : parts) {
    if (!out.empty() && out != "/") out += '/';
    out += part;
  }
  return out.empty() ? "." : out;
}

Value dirname(FunctionCall& call) {
  const std::string_view path = call.args[0].as_string();
  const std::size_t slash = path.rfind('/');
  return make_string(slash == std::string_view::npos ? "." : clean(path.substr(0, slash + 1)), call.arena());
}

}  // namespace

std::span<const Function> file_functions() {
  static const FunctionParameter kPath[] = {text_parameter("path")};
  static const FunctionParameter kFileset[] = {text_parameter("path"), text_parameter("pattern")};
  static const FunctionParameter kTemplate[] = {partial_parameter("path", Type::string()), partial_parameter("vars")};
  static const Function kTable[] = {
      {"file", kPath, nullptr, gives_string, file},
      {"filebase64", kPath, nullptr, gives_string,
       [](FunctionCall& c) {
         Value problem;
         const auto bytes = read_file(c, 0, problem);
         return bytes ? make_string(base64(*bytes), c.arena()) : problem;
       }},
      {"fileexists", kPath, nullptr, gives_bool, fileexists},
      {"fileset", kFileset, nullptr, nullptr, fileset},
      {"templatefile", kTemplate, nullptr, gives_string, templatefile},
      {"templatestring", kTemplate, nullptr, gives_string, templatestring},
      {"basename", kPath, nullptr, gives_string, [](FunctionCall& c) { return make_string(base_name(c.args[0].as_string()), c.arena()); }},
      {"dirname", kPath, nullptr, gives_string, dirname},
      {"abspath", kPath, nullptr, gives_string, [](FunctionCall& c) { return outside(c, "absolute paths depend on the machine"); }},
      {"pathexpand", kPath, nullptr, gives_string,
       [](FunctionCall& c) {
         return c.args[0].as_string().starts_with('~') ? outside(c, "the home folder depends on the machine") : c.args[0];
       }},
  };
  return kTable;
}

}  // namespace platlint

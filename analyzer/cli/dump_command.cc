// SPDX-License-Identifier: Apache-2.0
//
// `platlint dump`: what one pass left, as terse text or JSON, for people who debug rules. Each stage prints what the next one reads.
#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "analyzer/cli/command.h"
#include "analyzer/cli/dump_tree.h"
#include "analyzer/cli/scan_options.h"
#include "analyzer/engine/run.h"
#include "analyzer/eval/json_value.h"
#include "analyzer/lower/gitlab/pipeline.h"

namespace platlint {
namespace {

using Json = nlohmann::ordered_json;

struct Dump {
  const SourceMap& sources;
  std::span<const std::string> paths;  // what is shown; empty: everything
  bool json = false;
  Json list = Json::array();
  std::string text = {};

  bool shows(std::string_view path) const {
    return paths.empty() || std::any_of(paths.begin(), paths.end(),
                                        [&](const std::string& p) { return p.empty() || path == p || path.starts_with(p + "/"); });
  }
  bool shows(const SourceRange& range) const { return !range.valid() || shows(sources[range.file].path()); }
  std::string place(const SourceRange& range) const {
    if (!range.valid()) return "-";
    const Position at = sources[range.file].position(range.begin);
    return sources[range.file].path() + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
  }
};

// ---- files, trees

void dump_files(const Loaded& loaded, Dump& out) {
  const auto add = [&](std::string_view kind, const std::string& path, const std::string& why) {
    if (!out.shows(path)) return;
    Json row{{"kind", kind}, {"path", path}};
    if (!why.empty()) row["reason"] = why;
    out.list.push_back(std::move(row));
    std::string line(kind);
    line.append(line.size() < 16 ? 16 - line.size() : 0, ' ');
    out.text += line + " " + path + (why.empty() ? "" : " (" + why + ")") + "\n";
  };
  for (const InputFile& file : loaded.list) add(name(file.kind), (*loaded.sources)[file.id].path(), "");
  for (const Gap& gap : loaded.skipped) add("skipped", gap.path, gap.reason);
  for (const Gap& gap : loaded.unreadable) add("unreadable", gap.path, gap.reason);
}

Json tree_json(const DumpNode& node, const SourceFile& file) {
  Json out{{"node", node.label}};
  if (node.range.valid()) {
    const Position begin = file.position(node.range.begin);
    const Position end = file.position(node.range.end);
    out["range"] = {begin.line, begin.column, end.line, end.column};
  }
  for (const DumpNode& child : node.children) out["children"].push_back(tree_json(child, file));
  return out;
}

void tree_text(const DumpNode& node, const SourceFile& file, int depth, std::string& out) {
  out.append(static_cast<std::size_t>(depth) * 2, ' ');
  out += node.label;
  if (node.range.valid()) {
    const Position begin = file.position(node.range.begin);
    const Position end = file.position(node.range.end);
    out += "  " + std::to_string(begin.line) + ":" + std::to_string(begin.column) + "-" + std::to_string(end.line) + ":" +
           std::to_string(end.column);
  }
  out += '\n';
  for (const DumpNode& child : node.children) tree_text(child, file, depth + 1, out);
}

void dump_trees(const Loaded& loaded, Dump& out) {
  for (const InputFile& input : loaded.list) {
    const SourceFile& file = (*loaded.sources)[input.id];
    if (!out.shows(file.path())) continue;
    Diagnostics diagnostics;
    const auto tree = tree_of(file, input.kind, diagnostics);
    if (!tree) continue;
    if (out.json) {
      Json row{{"path", file.path()}, {"kind", name(input.kind)}, {"tree", tree_json(*tree, file)}, {"diagnostics", Json::array()}};
      for (const Diagnostic& d : diagnostics) row["diagnostics"].push_back({{"at", out.place(d.range)}, {"message", d.message}});
      out.list.push_back(std::move(row));
      continue;
    }
    out.text += file.path() + " (" + std::string(name(input.kind)) + ")\n";
    for (const DumpNode& child : tree->children) tree_text(child, file, 1, out.text);
    for (const Diagnostic& d : diagnostics) out.text += "  ! " + out.place(d.range) + " " + d.message + "\n";
  }
}

// ---- the program

Json value_json(const Value& value) {
  if (value.is_sensitive()) return {{"$sensitive", true}};
  switch (value.kind()) {
    case ValueKind::kMissing:
      return {{"$missing", true}};
    case ValueKind::kNull:
      return nullptr;
    case ValueKind::kUnknown:
      return {{"$unknown", value.unknown_info().cause}};
    case ValueKind::kBool:
      return value.as_bool();
    case ValueKind::kNumber:
      return {{"$number", value.as_number().to_string()}};
    case ValueKind::kString:
      return value.as_string();
    case ValueKind::kList: {
      Json list = Json::array();
      for (const Value& item : value.items()) list.push_back(value_json(item));
      if (value.is_open()) list.push_back({{"$unknown", "there may be more"}});
      return list;
    }
    case ValueKind::kMap: {
      Json map = Json::object();
      for (const Member& member : value.members()) map[std::string(member.key)] = value_json(member.value);
      if (value.is_open()) map["$open"] = true;
      return map;
    }
  }
  return nullptr;
}

std::string title(const Resource& resource) {
  std::string text = std::string(resource.kind) + " " + std::string(resource.address);
  if (!resource.variable_set.empty()) text += " [" + std::string(resource.variable_set) + "]";
  return text;
}

Json identity(const Resource& resource) {
  return {{"kind", resource.kind}, {"address", resource.address}, {"root", resource.root}, {"variable_set", resource.variable_set}};
}

void dump_program(const Program& program, Dump& out) {
  for (const Resource& resource : program.resources()) {
    if (!out.shows(resource.range)) continue;
    if (!out.json) {
      out.text += title(resource) + "  " + out.place(resource.header) + (resource.unknown_instance ? "  (unknown number)" : "") + "\n  " +
                  to_string(resource.body) + "\n";
      continue;
    }
    Json row = identity(resource);
    row["at"] = out.place(resource.header);
    row["unknown_instance"] = resource.unknown_instance;
    row["body"] = value_json(resource.body);
    out.list.push_back(std::move(row));
  }
}

void dump_graph(const Program& program, Dump& out) {
  for (const Resource& resource : program.resources()) {
    if (!out.shows(resource.range)) continue;
    const auto edges = program.graph().out(resource.id);
    if (edges.empty()) continue;
    if (!out.json) out.text += title(resource) + "\n";
    for (const Edge& edge : edges) {
      const Resource& to = program[edge.to];
      const std::string_view kind = name(edge.kind);
      if (out.json)
        out.list.push_back({{"from", identity(resource)},
                            {"to", identity(to)},
                            {"kind", kind},
                            {"path", edge.path},
                            {"attribute", edge.attribute},
                            {"at", out.place(edge.where)}});
      else
        out.text += "  " + std::string(edge.path) + " -" + std::string(kind) + "-> " + title(to) +
                    (edge.attribute.empty() ? "" : "." + std::string(edge.attribute)) + "  " + out.place(edge.where) + "\n";
    }
  }
}

void dump_diagnostics(const Program& program, Dump& out) {
  constexpr std::string_view kKinds[] = {"syntax", "semantic", "limit"};
  for (const Diagnostic& diagnostic : program.diagnostics()) {
    if (!out.shows(diagnostic.range)) continue;
    const std::string_view kind = kKinds[static_cast<std::size_t>(diagnostic.kind)];
    out.list.push_back({{"kind", kind}, {"at", out.place(diagnostic.range)}, {"message", diagnostic.message}});
    out.text += out.place(diagnostic.range) + " " + std::string(kind) + ": " + diagnostic.message + "\n";
  }
  for (const Gap& gap : program.gaps()) {
    if (!out.shows(gap.path)) continue;
    out.list.push_back({{"kind", "gap"}, {"at", gap.path}, {"message", gap.reason}});
    out.text += gap.path + " gap: " + gap.reason + "\n";
  }
}

// ---- the command

// The merged pipeline of one file. Its root is the folder that it stands in.
int dump_pipeline(const std::string& path, const RunOptions& options) {
  const std::size_t slash = path.rfind('/');
  auto files = DiskFileSystem::open(slash == std::string::npos ? "." : path.substr(0, slash));
  if (!files) return usage_error(files.error().message);
  const Loaded loaded = load(*files, DiscoverOptions{.use_gitignore = false}, 1);
  const SourceFile* entry = loaded.sources->find(path.substr(slash + 1));
  if (entry == nullptr) return usage_error(path + ": no such file");
  const LowerInput input{.sources = *loaded.sources, .files = *files, .list = loaded.list, .variables = options.variables};
  Arena arena;
  Diagnostics diagnostics;
  std::vector<Gap> gaps;
  const gitlab::Pipeline pipeline = gitlab::merge_pipeline(input, *entry, arena, diagnostics, gaps);
  std::string json;
  write_json(pipeline.merged, json);
  std::puts(json.c_str());
  return diagnostics.empty() ? kExitClean : kExitIncomplete;
}

constexpr std::string_view kStages[] = {"files", "tree", "program", "graph", "diagnostics", "ci"};

int run_dump(const Arguments& arguments) {
  const std::string stage = arguments.value("stage", "program");
  const std::string format = arguments.value("format", "text");
  if (std::find(std::begin(kStages), std::end(kStages), stage) == std::end(kStages))
    return usage_error("unknown stage \"" + stage + "\"; there are: files, tree, program, graph, diagnostics, ci");
  if (format != "text" && format != "json") return usage_error("unknown format \"" + format + "\"; there are: text, json");
  if (arguments.positional().size() != 1) return usage_error("dump takes one path");
  auto target = open_target(arguments);
  if (!target) return usage_error(target.error().message);
  if (stage == "ci") return dump_pipeline(arguments.positional().front(), target->options);
  const auto config = load_config(target->files, target->options);
  if (!config) return usage_error(config.error().message);
  const bool before_lowering = stage == "files" || stage == "tree";
  LoadedProgram loaded;
  if (before_lowering) loaded.loaded = load(target->files, DiscoverOptions(), target->options.jobs);
  else loaded = load_program(target->files, target->options, *config);
  Dump out{.sources = *loaded.loaded.sources, .paths = target->options.paths, .json = format == "json"};
  if (stage == "files") dump_files(loaded.loaded, out);
  else if (stage == "tree") dump_trees(loaded.loaded, out);
  else if (stage == "program") dump_program(loaded.program, out);
  else if (stage == "graph") dump_graph(loaded.program, out);
  else dump_diagnostics(loaded.program, out);
  if (out.json)
    out.text =
        Json{{"schema", "platlint/dump/v1"}, {"stage", stage}, {stage, out.list}}.dump(1, ' ', false, Json::error_handler_t::replace) +
        "\n";
  std::fwrite(out.text.data(), 1, out.text.size(), stdout);
  return kExitClean;
}

constexpr OptionSpec kDumpOptions[] = {
    kRepositoryOptions[0],
    kRepositoryOptions[1],
    kRepositoryOptions[2],
    kRepositoryOptions[3],
    {"stage", "STAGE", "files, tree, program (default), graph, diagnostics or ci (a merged pipeline, as JSON)"},
    {"format", "FORMAT", "text (default) or json"}};

}  // namespace

const Command kDumpCommand{"dump", "dump --stage STAGE PATH", "Print the state after one pass.", kDumpOptions, run_dump};

}  // namespace platlint

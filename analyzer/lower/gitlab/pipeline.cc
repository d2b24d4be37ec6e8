// SPDX-License-Identifier: Apache-2.0
//
// GitLab's pipeline of transformations, in GitLab's order: read each file, interpolate $[[ inputs ]], expand includes depth first, merge
// deeply (the including file wins; maps merge, all else replaces), resolve extends (depth 11), resolve !reference (depth 10, lists
// spliced), flatten scripts, move the old global keywords into default, apply default as `inherit` allows. Works on a tree of its own,
// since references and extends rewrite it in place. Source: docs.gitlab.com/ci/yaml.
#include "analyzer/lower/gitlab/pipeline.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "analyzer/eval/build.h"
#include "grammars/yaml/parser.h"

namespace platlint::gitlab {
namespace {

constexpr int kMaxExtends = 11;
constexpr int kMaxReferences = 10;
constexpr std::size_t kMaxIncludes = 150;
constexpr std::size_t kMaxCopied = 200'000;

constexpr std::string_view kGlobal[] = {"stages", "variables",     "default",      "include", "workflow",     "image", "services",
                                        "cache",  "before_script", "after_script", "spec",    "pages:deploy", "types"};
constexpr std::string_view kMovedToDefault[] = {"image", "services", "cache", "before_script", "after_script"};

struct Tree {
  enum class Kind : std::uint8_t { kScalar, kMap, kList, kReference };
  Kind kind = Kind::kScalar;
  Value scalar = {};
  std::vector<std::pair<std::string, Tree>> map = {};
  std::vector<Tree> list = {};
  SourceRange where = {};
  SourceRange key = {};  // of the entry that holds it

  Tree* find(std::string_view name) {
    for (auto& [key_text, value] : map)
      if (key_text == name) return &value;
    return nullptr;
  }
  void erase(std::string_view name) {
    std::erase_if(map, [&](const auto& e) { return e.first == name; });
  }
  void set(const std::string& name, Tree value) {
    if (Tree* old = find(name)) *old = std::move(value);
    else map.emplace_back(name, std::move(value));
  }
  bool is_null() const { return kind == Kind::kScalar && scalar.is_absent(); }
};

Tree from_node(const yaml::Node& node, Arena& arena) {
  Tree tree;
  tree.where = node.range;
  if (node.is_mapping()) {
    tree.kind = Tree::Kind::kMap;
    std::unordered_map<std::string_view, std::size_t> places;
    for (const yaml::Entry& entry : node.entries) {
      Tree value = from_node(entry.value, arena);
      value.key = entry.key.range;
      const auto [place, fresh] = places.try_emplace(entry.key.value, tree.map.size());
      if (fresh) tree.map.emplace_back(std::string(entry.key.value), std::move(value));
      else tree.map[place->second].second = std::move(value);  // of equal keys the last one wins
    }
  } else if (node.is_sequence()) {
    tree.kind = node.tag == "!reference" ? Tree::Kind::kReference : Tree::Kind::kList;
    for (const yaml::Node& item : node.items) tree.list.push_back(from_node(item, arena));
  } else {
    tree.scalar = to_value(node, arena);
  }
  return tree;
}

Value to_tree_value(const Tree& tree, Arena& arena) {
  switch (tree.kind) {
    case Tree::Kind::kMap: {
      std::vector<Member> members;
      for (const auto& [key, value] : tree.map) members.push_back({arena.copy(key), value.key, to_tree_value(value, arena)});
      return Value::map(arena.copy(members)).used_at(tree.where);
    }
    case Tree::Kind::kList: {
      std::vector<Value> items;
      for (const Tree& item : tree.list) items.push_back(to_tree_value(item, arena));
      return Value::list(arena.copy(items)).used_at(tree.where);
    }
    case Tree::Kind::kReference:
      return Value::unknown("the reference leads out of the repository", tree.where, arena);
    case Tree::Kind::kScalar:
      break;
  }
  return tree.scalar.used_at(tree.where);
}

// The second over the first.
void merge_into(Tree& base, const Tree& over) {
  if (base.kind != Tree::Kind::kMap || over.kind != Tree::Kind::kMap) {
    base = over;
    return;
  }
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < base.map.size(); ++i) places.emplace(base.map[i].first, i);
  for (const auto& [key, value] : over.map) {
    const auto [place, fresh] = places.try_emplace(key, base.map.size());
    if (fresh) {
      base.map.emplace_back(key, value);
    } else {
      Tree& old = base.map[place->second].second;
      merge_into(old, value);
      old.key = value.key;
    }
  }
  base.where = over.where;
}

class Merger {
 public:
  Merger(const LowerInput& input, Arena& arena, Diagnostics& diagnostics, std::vector<Gap>& gaps)
      : input_(input), arena_(arena), diagnostics_(diagnostics), gaps_(gaps) {}

  Pipeline run(const SourceFile& entry) {
    Tree inputs;
    inputs.kind = Tree::Kind::kMap;
    Tree root = load(entry, inputs, 0);
    if (root.kind != Tree::Kind::kMap) return std::move(result_);
    for (auto& [name, job] : root.map)
      if (is_job(name) || name.starts_with('.')) extend(root, name, job, 0);
    resolve_references(root, root, 0);
    for (auto& [name, job] : root.map)
      if (job.kind == Tree::Kind::kMap) flatten_scripts(job);
    apply_default(root);
    finish(root);
    return std::move(result_);
  }

 private:
  void complain(SourceRange where, std::string message) { result_.invalid.push_back({where, std::move(message)}); }

  // ---- files, inputs, includes
  Tree load(const SourceFile& file, const Tree& given, int depth) {
    const yaml::File* parsed = yaml::parse(file, arena_, diagnostics_);
    Tree header;
    Tree body;
    body.kind = Tree::Kind::kMap;
    body.where = file.whole();
    std::vector<const yaml::Node*> roots;
    for (const yaml::Document& document : parsed->documents)
      if (document.root != nullptr) roots.push_back(document.root);
    if (roots.empty()) return body;
    if (roots.size() > 1 && roots[0]->find("spec") != nullptr) {
      header = from_node(*roots[0], arena_);
      body = from_node(*roots[1], arena_);
    } else {
      body = from_node(*roots[0], arena_);
    }
    interpolate(body, resolve_inputs(header, given, file), 0);
    return expand_includes(std::move(body), file, depth);
  }

  Tree resolve_inputs(Tree& header, const Tree& given, const SourceFile& file) {
    Tree inputs;
    inputs.kind = Tree::Kind::kMap;
    Tree* spec = header.kind == Tree::Kind::kMap ? header.find("spec") : nullptr;
    Tree* declared = spec != nullptr && spec->kind == Tree::Kind::kMap ? spec->find("inputs") : nullptr;
    if (declared == nullptr || declared->kind != Tree::Kind::kMap) return inputs;
    for (auto& [name, definition] : declared->map) {
      Tree value;
      Tree copy = given;
      const Tree* passed = copy.find(name);
      Tree* fallback = definition.kind == Tree::Kind::kMap ? definition.find("default") : nullptr;
      if (passed != nullptr) value = *passed;
      else if (fallback != nullptr) value = *fallback;
      else {
        complain(definition.key.valid() ? definition.key : file.whole(), "`" + name + "` input: required value has not been provided.");
        value.scalar = Value::unknown("the input " + name + " has no value", definition.key, arena_);
      }
      check_input(name, definition, value);
      inputs.set(name, std::move(value));
    }
    return inputs;
  }

  void check_input(const std::string& name, Tree& definition, const Tree& value) {
    if (definition.kind != Tree::Kind::kMap) return;
    const Tree* options = definition.find("options");
    if (options != nullptr && options->kind == Tree::Kind::kList && value.kind == Tree::Kind::kScalar && value.scalar.is_known()) {
      const auto text = value.scalar.text();
      const bool known = std::any_of(options->list.begin(), options->list.end(), [&](const Tree& o) { return o.scalar.text() == text; });
      if (!known)
        complain(value.where.valid() ? value.where : definition.key,
                 "`" + name + "` input: `" + text.value_or("") + "` cannot be used because it is not in the list of allowed options.");
    }
    const Tree* type = definition.find("type");
    if (type == nullptr || value.kind == Tree::Kind::kReference || value.scalar.is_unknown()) return;
    const std::string wanted = type->scalar.text().value_or("string");
    const bool fits = wanted == "string"    ? value.kind == Tree::Kind::kScalar && value.scalar.is_string()
                      : wanted == "number"  ? value.scalar.is_number()
                      : wanted == "boolean" ? value.scalar.is_bool()
                      : wanted == "array"   ? value.kind == Tree::Kind::kList
                                            : false;
    if (!fits)
      complain(value.where.valid() ? value.where : definition.key, "`" + name + "` input: provided value is not a " + wanted + ".");
  }

  // $[[ inputs.name | function ]] in keys and texts. A text that is nothing else takes the input's own type.
  void interpolate(Tree& tree, const Tree& inputs, int depth) {
    if (depth > yaml::kMaxDepth) return;
    for (auto& [key, value] : tree.map) {
      if (key.find("$[[") != std::string::npos) key = interpolated(key, inputs, tree.where).scalar.text().value_or(key);
      interpolate(value, inputs, depth + 1);
    }
    for (Tree& item : tree.list) interpolate(item, inputs, depth + 1);
    if (tree.kind == Tree::Kind::kScalar && tree.scalar.is_string() && tree.scalar.as_string().find("$[[") != std::string_view::npos) {
      const SourceRange where = tree.where;
      const SourceRange key = tree.key;
      tree = interpolated(tree.scalar.as_string(), inputs, where);
      tree.where = where;
      tree.key = key;
    }
  }

  Tree interpolated(std::string_view text, const Tree& inputs, SourceRange where) {
    std::string out;
    Tree whole;
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t open = text.find("$[[", at);
      out += text.substr(at, open == std::string_view::npos ? open : open - at);
      if (open == std::string_view::npos) break;
      const std::size_t close = text.find("]]", open);
      if (close == std::string_view::npos) {
        out += text.substr(open);
        break;
      }
      std::string_view inside = text.substr(open + 3, close - open - 3);
      std::string_view functions;
      if (const std::size_t pipe = inside.find('|'); pipe != std::string_view::npos) {
        functions = inside.substr(pipe + 1);
        inside = inside.substr(0, pipe);
      }
      const auto trimmed = [](std::string_view t) {
        while (!t.empty() && t.front() == ' ') t.remove_prefix(1);
        while (!t.empty() && t.back() == ' ') t.remove_suffix(1);
        return t;
      };
      inside = trimmed(inside);
      Tree value;
      if (inside.starts_with("inputs.")) {
        Tree copy = inputs;
        if (const Tree* found = copy.find(inside.substr(7))) value = *found;
        else complain(where, "unknown interpolation key: `" + std::string(inside.substr(7)) + "`.");
      } else {
        complain(where, "unknown interpolation provided: `" + std::string(inside) + "`.");
      }
      if (open == 0 && close + 2 == text.size() && functions.empty()) return value;
      std::string piece = value.scalar.text().value_or("");
      apply_functions(functions, piece);
      out += piece;
      at = close + 2;
    }
    whole.scalar = make_string(out, arena_);
    return whole;
  }

  static void apply_functions(std::string_view functions, std::string& text) {
    const std::size_t truncate = functions.find("truncate(");
    if (truncate == std::string_view::npos) return;
    int numbers[2] = {0, 0};
    std::size_t i = truncate + 9;
    for (int& number : numbers) {
      while (i < functions.size() && (functions[i] == ' ' || functions[i] == ',')) ++i;
      while (i < functions.size() && functions[i] >= '0' && functions[i] <= '9' && number < 100000)
        number = number * 10 + (functions[i++] - '0');
    }
    text = static_cast<std::size_t>(numbers[0]) < text.size()
               ? text.substr(static_cast<std::size_t>(numbers[0]), static_cast<std::size_t>(numbers[1]))
               : std::string();
  }

  Tree expand_includes(Tree body, const SourceFile& file, int depth) {
    Tree* include = body.kind == Tree::Kind::kMap ? body.find("include") : nullptr;
    if (include == nullptr) return body;
    std::vector<Tree> items = include->kind == Tree::Kind::kList ? include->list : std::vector<Tree>{*include};
    Tree base;
    base.kind = Tree::Kind::kMap;
    for (Tree& item : items) {
      std::string local;
      Tree given;
      given.kind = Tree::Kind::kMap;
      if (item.kind == Tree::Kind::kScalar && item.scalar.is_string()) {
        local = item.scalar.as_string();
        if (local.starts_with("http://") || local.starts_with("https://")) local.clear();
      } else if (Tree* path = item.kind == Tree::Kind::kMap ? item.find("local") : nullptr) {
        local = path->scalar.text().value_or("");
      }
      if (item.kind == Tree::Kind::kMap)
        if (Tree* inputs = item.find("inputs"); inputs != nullptr && inputs->kind == Tree::Kind::kMap) given = *inputs;
      if (local.empty() || local.find('$') != std::string::npos) {
        result_.incomplete = true;
        gaps_.push_back({file.path(), "an include leads out of the repository: " + describe(item)});
        continue;
      }
      if (local.starts_with("./") || std::string("/" + local + "/").find("/../") != std::string::npos) {
        complain(item.where, "Local file `" + local + "`: paths start at the root and may not lead through ./ or ../.");
        continue;
      }
      auto files = local_files(local);
      // A pipeline that does not stand at the root belongs to a project of its own below.
      if (files.empty() && file.path().find('/') != std::string::npos) {
        const std::string folder = file.path().substr(0, file.path().rfind('/') + 1);
        files = local_files(folder + (local.starts_with('/') ? local.substr(1) : local));
      }
      if (files.empty()) complain(item.where, "Local file `" + local + "` does not exist!");
      for (const SourceFile* included : files) {
        if (++includes_ > kMaxIncludes || depth > 20) {
          complain(item.where, "Maximum of " + std::to_string(kMaxIncludes) + " nested includes are allowed!");
          return body;
        }
        merge_into(base, load(*included, given, depth + 1));
      }
    }
    body.erase("include");
    merge_into(base, body);
    return base;
  }

  static std::string describe(Tree& item) {
    if (item.kind == Tree::Kind::kScalar) return item.scalar.text().value_or("?");
    for (const char* key : {"project", "remote", "template", "component", "local", "artifact"})
      if (Tree* found = item.find(key)) return std::string(key) + " " + found->scalar.text().value_or("?");
    return "?";
  }

  std::vector<const SourceFile*> local_files(std::string path) {
    if (path.starts_with('/')) path.erase(0, 1);
    std::vector<const SourceFile*> found;
    const bool pattern = path.find('*') != std::string::npos;
    for (const InputFile& file : input_.list) {
      const SourceFile& source = input_.sources[file.id];
      if (pattern ? matches(path, source.path()) : source.path() == path) found.push_back(&source);
    }
    return found;
  }

  static bool matches(std::string_view pattern, std::string_view text) {
    if (pattern.empty()) return text.empty();
    if (pattern.starts_with('*')) {
      const bool deep = pattern.starts_with("**");
      std::string_view rest = pattern.substr(deep ? 2 : 1);
      if (deep && rest.starts_with('/') && matches(rest.substr(1), text)) return true;
      for (std::size_t i = 0; i <= text.size(); ++i) {
        if (matches(rest, text.substr(i))) return true;
        if (i < text.size() && text[i] == '/' && !deep) return false;
      }
      return false;
    }
    return !text.empty() && pattern.front() == text.front() && matches(pattern.substr(1), text.substr(1));
  }

  // ---- extends
  void extend(Tree& root, const std::string& name, Tree& job, int depth) {
    if (job.kind != Tree::Kind::kMap || done_.contains(name)) return;
    Tree* extends = job.find("extends");
    if (extends == nullptr) {
      done_.insert(name);
      return;
    }
    if (depth >= kMaxExtends || !running_.insert(name).second) {
      complain(extends->where,
               running_.contains(name) ? name + ": circular dependency detected in `extends`" : name + ": nesting too deep in `extends`");
      job.erase("extends");
      return;
    }
    const std::vector<Tree> parents = extends->kind == Tree::Kind::kList ? extends->list : std::vector<Tree>{*extends};
    Tree merged;
    merged.kind = Tree::Kind::kMap;
    for (const Tree& parent : parents) {
      const std::string parent_name = parent.scalar.text().value_or("");
      Tree* found = root.find(parent_name);
      if (found == nullptr || found->kind != Tree::Kind::kMap) {
        if (!result_.incomplete) complain(parent.where, name + ": unknown keys in `extends` (" + parent_name + ")");
        continue;
      }
      extend(root, parent_name, *found, depth + 1);
      merge_into(merged, *found);
    }
    Tree own = job;
    own.erase("extends");
    merge_into(merged, own);
    merged.key = job.key;
    std::erase_if(merged.map, [](const auto& e) { return e.second.is_null() && e.first != "variables"; });
    job = std::move(merged);
    running_.erase(name);
    done_.insert(name);
  }

  // ---- !reference
  void resolve_references(Tree& tree, Tree& root, int depth) {
    if (depth > yaml::kMaxDepth) return;
    open_.push_back(&tree);
    for (auto& [key, value] : tree.map) resolve_here(value, root, depth);
    std::vector<Tree> spliced;
    for (Tree& item : tree.list) {
      const bool reference = item.kind == Tree::Kind::kReference;
      resolve_here(item, root, depth);
      if (reference && item.kind == Tree::Kind::kList) std::move(item.list.begin(), item.list.end(), std::back_inserter(spliced));
      else spliced.push_back(std::move(item));
    }
    if (tree.kind == Tree::Kind::kList) tree.list = std::move(spliced);
    open_.pop_back();
  }

  static std::size_t size_of(const Tree& tree) {
    std::size_t size = 1;
    for (const auto& [key, value] : tree.map) size += size_of(value);
    for (const Tree& item : tree.list) size += size_of(item);
    return size;
  }

  void resolve_here(Tree& value, Tree& root, int depth) {
    for (int hops = 0; value.kind == Tree::Kind::kReference; ++hops) {
      if (hops >= kMaxReferences || depth > 60) {
        complain(value.where, "!reference is nested too deeply or refers to itself");
        value = Tree{};
        return;
      }
      Tree* at = &root;
      std::string path;
      for (const Tree& step : value.list) {
        const std::string name = step.scalar.text().value_or("");
        path += (path.empty() ? "" : ", ") + name;
        const auto index = step.scalar.int_value();
        if (at != nullptr && at->kind == Tree::Kind::kList && index && *index >= 0 && static_cast<std::size_t>(*index) < at->list.size())
          at = &at->list[static_cast<std::size_t>(*index)];
        else at = at != nullptr && at->kind == Tree::Kind::kMap ? at->find(name) : nullptr;
      }
      if (value.list.empty() || (at != nullptr && std::find(open_.begin(), open_.end(), at) != open_.end())) {
        complain(value.where, "!reference [" + path + "] refers to what it stands in");
        value = Tree{};
        return;
      }
      if (at != nullptr && (copied_ += size_of(*at)) > kMaxCopied) {
        if (!limit_told_)
          diagnostics_.push_back({Diagnostic::Kind::kLimit, value.where,
                                  "The references of this pipeline unfold to more than " + std::to_string(kMaxCopied) +
                                      " values; the rest is taken as null."});
        limit_told_ = true;
        value = Tree{};
        return;
      }
      if (at == nullptr) {
        if (!result_.incomplete) complain(value.where, "!reference [" + path + "] could not be found");
        return;
      }
      const SourceRange key = value.key;
      const Tree copy = *at;
      value = copy;
      value.key = key;
    }
    if (value.kind != Tree::Kind::kScalar) resolve_references(value, root, depth + 1);
  }

  static void flatten_scripts(Tree& job) {
    for (const char* key : {"script", "before_script", "after_script"}) {
      Tree* script = job.find(key);
      if (script == nullptr) continue;
      std::vector<Tree> flat;
      std::vector<Tree> open;
      if (script->kind == Tree::Kind::kList) open.assign(script->list.rbegin(), script->list.rend());
      else if (script->kind == Tree::Kind::kScalar && !script->is_null()) open.push_back(*script);
      else continue;
      while (!open.empty()) {
        Tree item = std::move(open.back());
        open.pop_back();
        if (item.kind == Tree::Kind::kList) open.insert(open.end(), item.list.rbegin(), item.list.rend());
        else flat.push_back(std::move(item));
      }
      script->kind = Tree::Kind::kList;
      script->list = std::move(flat);
    }
  }

  // ---- default
  void apply_default(Tree& root) {
    Tree fallback;
    fallback.kind = Tree::Kind::kMap;
    for (const std::string_view key : kMovedToDefault)
      if (const Tree* global = root.find(key)) fallback.set(std::string(key), *global);
    if (Tree* declared = root.find("default"); declared != nullptr && declared->kind == Tree::Kind::kMap) {
      flatten_scripts(*declared);
      merge_into(fallback, *declared);
    }
    for (auto& [name, job] : root.map) {
      if (!is_job(name) || job.kind != Tree::Kind::kMap || job.find("trigger") != nullptr) continue;
      const Tree* inherit = job.find("inherit");
      Tree copy = inherit != nullptr ? *inherit : Tree{};
      const Tree* which = copy.kind == Tree::Kind::kMap ? copy.find("default") : nullptr;
      for (const auto& [key, value] : fallback.map) {
        if (which != nullptr && which->kind == Tree::Kind::kScalar && which->scalar.is_true() == Tri::kFalse) break;
        const bool listed =
            which == nullptr || which->kind != Tree::Kind::kList ||
            std::any_of(which->list.begin(), which->list.end(), [&, k = key](const Tree& t) { return t.scalar.text() == k; });
        if (listed && job.find(key) == nullptr) job.map.emplace_back(key, value);
      }
    }
  }

  // ---- result
  void finish(Tree& root) {
    Tree out;
    out.kind = Tree::Kind::kMap;
    out.where = root.where;
    Tree stages;
    if (const Tree* declared = root.find("stages"); declared != nullptr && declared->kind == Tree::Kind::kList) {
      stages = *declared;
    } else {
      stages.kind = Tree::Kind::kList;
      for (const char* stage : {"build", "test", "deploy"}) {
        Tree item;
        item.scalar = Value::string(stage);
        stages.list.push_back(std::move(item));
      }
    }
    const auto has_stage = [&](std::string_view name) {
      return std::any_of(stages.list.begin(), stages.list.end(), [&](const Tree& t) { return t.scalar.text() == std::string(name); });
    };
    const auto fixed = [&](const char* name, bool front) {
      if (has_stage(name)) return;
      Tree item;
      item.scalar = Value::string(name);
      stages.list.insert(front ? stages.list.begin() : stages.list.end(), std::move(item));
    };
    fixed(".pre", true);
    fixed(".post", false);
    out.set("stages", stages);
    for (const char* key : {"variables", "workflow", "default"})
      if (const Tree* global = root.find(key)) out.set(key, *global);
    for (const auto& [name, job] : root.map)
      if (is_job(name)) {
        validate(root, name, job, stages);
        out.map.emplace_back(name, job);
      }
    result_.merged = to_tree_value(out, arena_);
  }

  // The place of the job's stage among the stages; their number when it is not declared. Without `stage` a job runs in test.
  static std::size_t stage_index(const Tree& stages, Tree job) {
    const Tree* stage = job.kind == Tree::Kind::kMap ? job.find("stage") : nullptr;
    const std::string name = stage == nullptr ? "test" : stage->scalar.text().value_or("");
    std::size_t i = 0;
    while (i < stages.list.size() && stages.list[i].scalar.text() != name) ++i;
    return i;
  }

  void validate(Tree& root, const std::string& name, const Tree& constant, const Tree& stages) {
    Tree job = constant;
    const auto has_stage = [&](std::string_view of) {
      return std::any_of(stages.list.begin(), stages.list.end(), [&](const Tree& t) { return t.scalar.text() == std::string(of); });
    };
    std::set<std::string> needed;
    bool every_need_named = true;
    const SourceRange where = job.key.valid() ? job.key : job.where;
    if (job.kind != Tree::Kind::kMap) return complain(where, "jobs:" + name + " config should be a hash");
    if (job.find("script") == nullptr && job.find("trigger") == nullptr && job.find("run") == nullptr && !result_.incomplete &&
        name != "pages")
      complain(where, "jobs:" + name + " config should implement the script:, run:, or trigger: keyword");
    if (const Tree* stage = job.find("stage");
        stage != nullptr && stage->scalar.is_string() && !has_stage(stage->scalar.as_string()) && !result_.incomplete)
      complain(stage->where, name + " job: chosen stage " + stage->scalar.text().value_or("") + " does not exist");
    if (job.find("rules") != nullptr && (job.find("only") != nullptr || job.find("except") != nullptr))
      complain(where, "jobs:" + name + " config key may not be used with `rules`: only, except");
    for (const char* key : {"needs", "dependencies"}) {
      const Tree* list = job.find(key);
      if (list == nullptr || list->kind != Tree::Kind::kList || result_.incomplete) continue;
      for (Tree item : list->list) {
        bool optional = false;
        std::string target;
        if (item.kind == Tree::Kind::kMap) {
          if (item.find("pipeline") != nullptr || item.find("project") != nullptr) {
            every_need_named = false;
            continue;
          }
          if (const Tree* flag = item.find("optional")) optional = flag->scalar.is_true() == Tri::kTrue;
          if (const Tree* of = item.find("job")) target = of->scalar.text().value_or("");
        } else {
          target = item.scalar.text().value_or("");
        }
        const bool is_need = std::string_view(key) == "needs";
        if (is_need) needed.insert(target);
        if (const Tree* other = root.find(target); is_need && other != nullptr && stage_index(stages, *other) < stages.list.size() &&
                                                   stage_index(stages, *other) > stage_index(stages, job))
          complain(item.where, name + " job: need " + target + " is not defined in current or prior stages");
        if (!is_need && job.find("needs") != nullptr && every_need_named && !target.empty() && !needed.contains(target))
          complain(item.where, name + " job: dependency " + target + " should be part of needs");
        if (!optional && !target.empty() && root.find(target) == nullptr && target.find('[') == std::string::npos &&
            target.find(' ') == std::string::npos)
          complain(item.where, "'" + name + "' job needs '" + target + "' job, but '" + target + "' does not exist in the pipeline");
      }
    }
  }

  const LowerInput& input_;
  Arena& arena_;
  Diagnostics& diagnostics_;
  std::vector<Gap>& gaps_;
  Pipeline result_;
  std::size_t includes_ = 0;
  std::vector<const Tree*> open_;  // what the reference being resolved stands in
  std::size_t copied_ = 0;         // values that references unfolded to
  bool limit_told_ = false;
  std::set<std::string> running_, done_;
};

}  // namespace

bool is_job(std::string_view key) {
  return !key.starts_with('.') && std::find(std::begin(kGlobal), std::end(kGlobal), key) == std::end(kGlobal);
}

Pipeline merge_pipeline(const LowerInput& input, const SourceFile& entry, Arena& arena, Diagnostics& diagnostics, std::vector<Gap>& gaps) {
  return Merger(input, arena, diagnostics, gaps).run(entry);
}

}  // namespace platlint::gitlab

namespace platlint {

Fragment lower_gitlab(const LowerInput& input, const SourceFile& entry) {
  Fragment fragment;
  const gitlab::Pipeline pipeline = gitlab::merge_pipeline(input, entry, fragment.arena, fragment.diagnostics, fragment.gaps);
  if (!pipeline.merged.is_map()) return fragment;
  const SourceRange top = {entry.id(), 0, static_cast<std::uint32_t>(std::min<std::size_t>(entry.text().size(), entry.line(1).size()))};
  const auto make = [&](std::string_view kind, std::string_view name, std::string address, SourceRange range, SourceRange header) {
    Resource resource;
    resource.domain = Domain::kGitlab;
    resource.kind = kind;
    resource.name = name;
    resource.address = fragment.arena.copy(address);
    resource.root = entry.path();
    resource.range = range;
    resource.header = header;
    return resource;
  };
  std::vector<Member> members;
  for (const Member& member : pipeline.merged.members())
    if (!gitlab::is_job(member.key)) members.push_back(member);
  std::vector<Value> complaints;
  for (const gitlab::Complaint& complaint : pipeline.invalid)
    complaints.push_back(make_string(complaint.message, fragment.arena).used_at(complaint.where.valid() ? complaint.where : top));
  members.push_back({"invalid", top, make_list(complaints, fragment.arena).used_at(top)});
  members.push_back({"incomplete", top, Value::boolean(pipeline.incomplete)});
  Resource whole = make("gitlab/pipeline", entry.path(), entry.path(), entry.whole(), top);
  whole.body = Value::map(fragment.arena.copy(members)).used_at(top);
  const ResourceId id = fragment.add(whole);

  for (const Member& job : pipeline.merged.members()) {
    if (!gitlab::is_job(job.key) || !job.value.is_map()) continue;
    const SourceRange header = job.key_range.valid() ? job.key_range : job.value.where();
    Resource resource = make("gitlab/job", job.key, entry.path() + "#" + std::string(job.key), job.value.where(), header);
    resource.parent = id;
    std::vector<Member> body(job.value.members().begin(), job.value.members().end());
    // Pipeline variables are the job's unless `inherit` says otherwise.
    std::vector<Member> variables;
    const Value inherit = job.value["inherit"]["variables"];
    if (inherit.is_absent() || inherit.is_true() == Tri::kTrue)
      for (const Member& variable : pipeline.merged["variables"].members())
        variables.push_back({variable.key, variable.key_range, variable.value.is_map() ? variable.value["value"] : variable.value});
    for (const Member& variable : job.value["variables"].members())
      variables.push_back({variable.key, variable.key_range, variable.value.is_map() ? variable.value["value"] : variable.value});
    body.push_back({"variables.effective", header, make_map(std::move(variables), fragment.arena).used_at(header)});
    resource.body = Value::map(fragment.arena.copy(body)).used_at(header);
    fragment.add(resource);
  }
  return fragment;
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lower/github/expressions.h"

#include <algorithm>

#include "analyzer/lower/github/expression_check.h"
#include "analyzer/lower/github/scopes.h"
#include "analyzer/lower/github/untrusted.h"
#include "grammars/ghexpr/parser.h"
#include "grammars/yaml/offsets.h"

namespace platlint::github {
namespace {

using ghexpr::Node;
using ghexpr::NodeKind;

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

class Pass {
 public:
  Pass(const Workflow& workflow, const SourceFile& file, LocalFiles& files, Arena& arena, Complaints& complaints)
      : workflow_(workflow), file_(file), arena_(arena), complaints_(complaints), scopes_(workflow, files, arena) {}

  std::vector<FoundExpression> run() {
    for (const Site& site : workflow_.sites) one(site);
    return std::move(found_);
  }

 private:
  SourceRange range(ghexpr::Span span, std::size_t from) const {
    const std::size_t last = offsets_.size() - 1;
    return {file_.id(), offsets_[std::min(from + span.begin, last)], offsets_[std::min(from + span.end, last)]};
  }

  // A condition is wrong as a whole: it is shown from where its scalar begins.
  static SourceRange written(const yaml::Node& scalar) { return scalar.anchor.valid() ? scalar.anchor : scalar.range; }

  void complain(Topic topic, SourceRange where, std::string message) { complaints_.push_back({topic, where, std::move(message)}); }

  void one(const Site& site) {
    const std::string_view text = site.scalar->value;
    const auto placeholders = ghexpr::find_placeholders(text);
    if (placeholders.empty() && site.want != Want::kCondition) return;
    offsets_ = yaml::source_offsets(*site.scalar, file_);
    scope_ = scopes_.at(site);
    if (placeholders.empty()) {
      if (!is_blank(text)) expression(site, text, 0, true);
      return;
    }
    const bool alone = placeholders.size() == 1 && placeholders[0].whole.begin == 0 && placeholders[0].whole.end == text.size();
    for (const auto& placeholder : placeholders) {
      if (!placeholder.closed) {
        complain(Topic::kExpression, range(placeholder.whole, 0), "\"${{\" is not closed by \"}}\"");
        continue;
      }
      expression(site, text.substr(placeholder.inner.begin, placeholder.inner.end - placeholder.inner.begin), placeholder.inner.begin,
                 alone);
    }
    if (site.want == Want::kCondition && !alone)
      complain(Topic::kAlwaysTrue, written(*site.scalar),
               "the condition is always true: what stands around ${{ }} makes it a text that is not empty");
  }

  // `from`: where `text` begins in the scalar.
  void expression(const Site& site, std::string_view text, std::size_t from, bool alone) {
    std::vector<ghexpr::Mistake> mistakes;
    const Node* root = ghexpr::parse(text, arena_, mistakes);
    if (root != nullptr) {
      const Type* type = check_expression(*root, scope_, arena_, mistakes);
      if (mistakes.empty()) value(site, *root, *type, from, alone);
      if (site.key == "run" || site.key == "with.script") untrusted(site, *root, from);
      FoundExpression found;
      found.job = site.job;
      found.step = site.step;
      const SourceRange where = range({0, static_cast<std::uint32_t>(text.size())}, from);
      found.value = Value::map(arena_.copy(std::vector<Member>{{"key", where, Value::string(arena_.copy(site.key))},
                                                               {"text", where, Value::string(arena_.copy(ghexpr::print(*root)))},
                                                               {"alone", where, Value::boolean(alone)},
                                                               {"tree", where, tree(*root, from)}}))
                        .used_at(where);
      found_.push_back(found);
    }
    for (const ghexpr::Mistake& mistake : mistakes) complain(Topic::kExpression, range(mistake.span, from), mistake.message);
  }

  void value(const Site& site, const Node& root, const Type& type, std::size_t from, bool alone) {
    const SourceRange where = range(root.span, from);
    const TypeKind kind = type.kind;
    const bool shapeless = kind == TypeKind::kObject || kind == TypeKind::kArray || kind == TypeKind::kNull;
    if (site.want == Want::kCondition) {
      const auto constant = alone ? constant_value(root) : std::nullopt;
      if (constant)
        complain(Topic::kCondition, written(*site.scalar),
                 std::string("the condition is always ") + (constant->truthy() ? "true" : "false"));
      return;
    }
    const auto wanted = [&](std::string_view what) {
      complain(Topic::kExpression, where, "\"" + site.key + "\" wants " + std::string(what) + ", not " + to_string(type));
    };
    const Want want = alone || site.want == Want::kAny ? site.want : Want::kText;
    switch (want) {
      case Want::kObject:
        if (kind != TypeKind::kObject && kind != TypeKind::kAny) wanted("an object");
        break;
      case Want::kList:
        if (kind != TypeKind::kArray && kind != TypeKind::kAny) wanted("an array");
        break;
      case Want::kLabels:
        if (kind == TypeKind::kObject || kind == TypeKind::kNull || kind == TypeKind::kBool) wanted("a string or an array");
        break;
      case Want::kBool:
        if (shapeless || kind == TypeKind::kNumber) wanted("true or false");
        break;
      case Want::kNumber:
        if (shapeless || kind == TypeKind::kBool) wanted("a number");
        break;
      case Want::kText:
        if (shapeless) complain(Topic::kExpression, where, "a value of type " + to_string(type) + " does not make a text; use toJSON()");
        break;
      default:
        break;
    }
  }

  void untrusted(const Site& site, const Node& root, std::size_t from) {
    if (site.key == "with.script") {
      const yaml::Node* uses = site.job < 0 || site.step < 0
                                   ? nullptr
                                   : workflow_.jobs[static_cast<std::size_t>(site.job)].steps[static_cast<std::size_t>(site.step)].uses;
      if (uses == nullptr || !uses->value.starts_with("actions/github-script@")) return;
    }
    for (const Untrusted& one : untrusted_parts(root))
      complain(Topic::kUntrusted, range(one.span, from),
               "\"" + one.path +
                   "\" is written by anyone who can open an issue or a pull request; it becomes code here. Pass it through an environment "
                   "variable");
  }

  Value tree(const Node& node, std::size_t from) {
    const SourceRange where = range(node.span, from);
    std::vector<Member> members;
    const auto put = [&](std::string_view key, Value member) { members.push_back({key, where, member.used_at(where)}); };
    const auto kind = [&](std::string_view name) { put("kind", Value::string(name)); };
    bool leaf = false;
    if (std::string path = ghexpr::path_of(node); !path.empty()) {
      kind("path");
      put("path", Value::string(arena_.copy(path)));
      if (is_untrusted(path)) put("untrusted", Value::boolean(true));
      // What computes an index is part of the tree too.
      std::vector<Value> keys;
      for (const Node* at = &node; at->kind != NodeKind::kContext; at = at->children[0])
        if (at->kind == NodeKind::kIndex && at->children[1]->kind != NodeKind::kString && at->children[1]->kind != NodeKind::kNumber)
          keys.push_back(tree(*at->children[1], from));
      if (!keys.empty()) put("items", Value::list(arena_.copy(keys)));
      return Value::map(arena_.copy(members)).used_at(where);
    }
    switch (node.kind) {
      case NodeKind::kNull:
        kind("literal"), put("value", Value::null()), leaf = true;
        break;
      case NodeKind::kBool:
        kind("literal"), put("value", Value::boolean(node.boolean)), leaf = true;
        break;
      case NodeKind::kNumber:
        kind("literal"), put("value", number(node)), leaf = true;
        break;
      case NodeKind::kString:
        kind("literal"), put("value", Value::string(arena_.copy(node.text))), leaf = true;
        break;
      case NodeKind::kContext:
        kind("path"), leaf = true;
        break;
      case NodeKind::kProperty:
        kind("property"), put("name", Value::string(arena_.copy(ghexpr::lower_case(node.text))));
        break;
      case NodeKind::kIndex:
        kind("index");
        break;
      case NodeKind::kFilter:
        kind("filter");
        break;
      case NodeKind::kCall:
        kind("call"), put("name", Value::string(arena_.copy(ghexpr::lower_case(node.text))));
        break;
      case NodeKind::kNot:
        kind("not");
        break;
      case NodeKind::kCompare:
        kind("compare"), put("operator", Value::string(symbol(node.comparator)));
        break;
      case NodeKind::kAnd:
        kind("and");
        break;
      case NodeKind::kOr:
        kind("or");
        break;
    }
    if (!leaf) {
      std::vector<Value> items;
      for (const Node* child : node.children) items.push_back(tree(*child, from));
      put("items", Value::list(arena_.copy(items)));
    }
    return Value::map(arena_.copy(members)).used_at(where);
  }

  Value number(const Node& node) {
    if (const auto parsed = Number::parse(node.text, arena_)) return Value::number(*parsed);
    return Value::string(node.text);
  }

  const Workflow& workflow_;
  const SourceFile& file_;
  Arena& arena_;
  Complaints& complaints_;
  Scopes scopes_;
  Scope scope_ = {};
  std::vector<std::uint32_t> offsets_ = {};
  std::vector<FoundExpression> found_ = {};
};

}  // namespace

std::vector<FoundExpression> check_expressions(const Workflow& workflow, const SourceFile& file, LocalFiles& files, Arena& arena,
                                               Complaints& complaints) {
  return Pass(workflow, file, files, arena, complaints).run();
}

}  // namespace platlint::github

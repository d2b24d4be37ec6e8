// SPDX-License-Identifier: Apache-2.0
//
// What expressions name, and how they are written. A traversal (var.a.b["c"]) is read from its outermost node inwards: the root's name
// and the attribute steps right after it say what is meant; index keys are expressions of their own. Names that `for` expressions and
// dynamic blocks bring in hide everything else.
#include <algorithm>
#include <map>

#include "analyzer/lower/terraform/code.h"

namespace platlint::terraform {
namespace {

using hcl::Expr;
using hcl::ExprKind;

const Expr& without_parens(const Expr& expr) {
  const Expr* at = &expr;
  while (at->kind == ExprKind::kParens) at = at->as<hcl::Parens>().inner;
  return *at;
}

// Does the expression hold together without parentheses wherever it is put?
bool binds_tightly(const Expr& expr) {
  return expr.kind != ExprKind::kConditional && expr.kind != ExprKind::kBinary && expr.kind != ExprKind::kUnary;
}

bool is_empty_tuple(const Expr& expr) {
  const Expr& inner = without_parens(expr);
  return inner.kind == ExprKind::kTuple && inner.as<hcl::Tuple>().items.empty();
}

// The first attribute asked of a splat's elements.
const hcl::GetAttr* first_of_element(const Expr& each) {
  const hcl::GetAttr* first = nullptr;
  const Expr* at = &each;
  while (true) {
    if (at->kind == ExprKind::kGetAttr) {
      first = &at->as<hcl::GetAttr>();
      at = first->source;
    } else if (at->kind == ExprKind::kIndex) {
      first = nullptr;
      at = at->as<hcl::Index>().source;
    } else {
      return at->kind == ExprKind::kVariable ? first : nullptr;
    }
  }
}

}  // namespace

void CodeWalker::note(CodeHabit habit) {
  habit.declaration = declaration_;
  habits.push_back(habit);
}

void CodeWalker::add_reference(std::string_view root, const std::vector<std::string_view>& steps, const std::vector<SourceRange>& places,
                               SourceRange range) {
  if (std::find(names_.begin(), names_.end(), root) != names_.end()) return;
  constexpr std::string_view kLocalNames[] = {"each", "count", "self", "path"};
  if (root.empty() || std::find(std::begin(kLocalNames), std::end(kLocalNames), root) != std::end(kLocalNames)) return;
  using Kind = CodeReference::Kind;
  CodeReference reference{.range = range, .declaration = declaration_};
  const auto joined = [&](std::string_view prefix, std::string_view name) { return arena_.copy(std::string(prefix) + std::string(name)); };
  const auto pair = [&](std::string_view a, std::string_view b) { return arena_.copy(std::string(a) + "." + std::string(b)); };
  const auto step = [&](std::size_t i) { return steps.size() > i ? steps[i] : std::string_view(); };
  const auto member = [&](std::size_t i) {
    reference.member = step(i);
    if (places.size() > i) reference.member_range = places[i];
  };
  if (root == "var" || root == "local" || root == "terraform" || root == "tofu") {
    reference.kind = root == "var" ? Kind::kVariable : root == "local" ? Kind::kLocal : Kind::kTerraform;
    reference.name = step(0);
    reference.address = joined(root == "var" ? "var." : root == "local" ? "local." : "", step(0));
    if (!places.empty()) reference.range.end = std::max(reference.range.begin, places[0].end);
  } else if (root == "module") {
    reference.kind = Kind::kModule;
    reference.name = step(0);
    reference.address = joined("module.", step(0));
    member(1);
  } else if (root == "data" || root == "ephemeral" || root == "resource") {
    reference.kind = root == "data" ? Kind::kData : root == "ephemeral" ? Kind::kEphemeral : Kind::kResource;
    reference.name = pair(step(0), step(1));
    reference.address = joined(root == "data" ? "data." : root == "ephemeral" ? "ephemeral." : "", reference.name);
    if (places.size() > 1) reference.range.end = std::max(reference.range.begin, places[1].end);
    member(2);
  } else {
    reference.kind = Kind::kResource;
    reference.name = steps.empty() ? root : pair(root, steps[0]);
    reference.address = reference.name;
    if (!places.empty()) reference.range.end = std::max(reference.range.begin, places[0].end);
    member(1);
  }
  references.push_back(reference);
}

// `expr` is a GetAttr, Index, Splat or Variable that no other traversal node holds.
void CodeWalker::traversal(const Expr& expr) {
  struct Step {
    std::string_view name = {};  // empty: an index
    SourceRange range = {};
  };
  std::vector<Step> steps;  // outermost first
  const Expr* at = &expr;
  bool extended = false;  // something follows the splat that is being read
  while (true) {
    if (at->kind == ExprKind::kGetAttr) {
      const auto& get = at->as<hcl::GetAttr>();
      if (get.legacy_index) {
        note({.kind = CodeHabit::Kind::kLegacyIndex,
              .range = get.range,
              .inner = {get.range.file, get.source->range.end, get.name_range.end},
              .text = get.name});
        steps.push_back({});
      } else {
        steps.push_back({get.name, get.name_range});
      }
      at = get.source;
      extended = true;
    } else if (at->kind == ExprKind::kIndex) {
      const auto& index = at->as<hcl::Index>();
      walk(*index.key, false);
      steps.push_back({});
      at = index.source;
      extended = true;
    } else if (at->kind == ExprKind::kSplat) {
      const auto& splat = at->as<hcl::Splat>();
      // An index after `.*` belongs to the whole list, after `[*]` to each element: then the star cannot simply be put in brackets.
      if (!splat.full)
        note({.kind = CodeHabit::Kind::kLegacySplat,
              .range = splat.range,
              .inner = {splat.range.file, splat.source->range.end, splat.source->range.end + 2},
              .simple = !extended});
      if (splat.each->kind != ExprKind::kVariable) {
        const hcl::GetAttr* first = first_of_element(*splat.each);
        traversal(*splat.each);
        if (first != nullptr) steps.push_back({first->name, first->name_range});
      }
      steps.push_back({});
      at = splat.source;
      extended = true;
    } else {
      break;
    }
  }
  if (at->kind != ExprKind::kVariable) {
    walk(*at, false);
    return;
  }
  const auto& root = at->as<hcl::Variable>();
  std::vector<std::string_view> names;
  std::vector<SourceRange> places;
  bool indexed = false;
  const bool word = root.name == "data" || root.name == "ephemeral" || root.name == "resource";
  const bool value = root.name == "var" || root.name == "local" || root.name == "terraform" || root.name == "tofu";
  const std::size_t key_after = value ? 0 : word ? 2 : 1;  // names before an instance's key
  for (std::size_t i = steps.size(); i-- > 0;) {
    // Instance keys do not matter; elsewhere an index ends what names the thing.
    if (steps[i].name.empty()) {
      if (names.size() != key_after) break;
      indexed = root.name == "module";
      continue;
    }
    names.push_back(steps[i].name);
    places.push_back(steps[i].range);
  }
  const std::size_t before = references.size();
  add_reference(root.name, names, places, expr.range);
  if (references.size() > before) references.back().indexed = indexed;
}

void CodeWalker::parts(std::span<const hcl::TemplatePart> list) {
  for (const hcl::TemplatePart& part : list) {
    if (part.value != nullptr) walk(*part.value, false);
    const std::size_t before = names_.size();
    if (part.kind == hcl::TemplatePart::Kind::kFor)
      for (const std::string_view name : {part.key_name, part.value_name})
        if (!name.empty()) names_.push_back(name);
    parts(part.body);
    names_.resize(before);
    parts(part.otherwise);
  }
}

namespace {

// a.b as a key, bare: a reference or a name with a dot?
bool is_ambiguous(const Expr& key) {
  const Expr* at = &key;
  while (at->kind == ExprKind::kGetAttr) at = at->as<hcl::GetAttr>().source;
  return at != &key && at->kind == ExprKind::kVariable;
}

}  // namespace

void CodeWalker::object(const hcl::Object& object) {
  std::map<std::string, SourceRange, std::less<>> seen;
  for (const hcl::ObjectItem& item : object.items) {
    if (!item.bare_key) walk(*item.key, true);
    if (is_ambiguous(*item.key))
      refused.push_back({Diagnostic::Kind::kSemantic, item.key->range,
                         "Ambiguous attribute key: a reference goes in parentheses, a name with dots in quotes."});
    walk(*item.value, false);
    const Expr& key = without_parens(*item.key);
    std::string text;
    if (key.kind == ExprKind::kTemplate) {
      const auto parts = key.as<hcl::Template>().parts;
      if (parts.size() > 1 || (parts.size() == 1 && parts[0].kind != hcl::TemplatePart::Kind::kText))
        text = "(" + std::string(sources_.slice(key.range)) + ")";
      else text = parts.empty() ? "" : parts[0].text;
    } else if (key.kind == ExprKind::kLiteral) {
      text = sources_.slice(key.range);  // 1 and "1" are one key
    } else if (key.kind == ExprKind::kCall) {
      continue;  // uuid() may give two keys
    } else {
      text = "(" + std::string(sources_.slice(key.range)) + ")";
    }
    const auto [first, added] = seen.try_emplace(text, item.key->range);
    if (!added) note({.kind = CodeHabit::Kind::kDuplicateKey, .range = item.key->range, .inner = first->second, .text = arena_.copy(text)});
  }
}

void CodeWalker::walk(const Expr& expr, bool in_key) {
  using Kind = CodeHabit::Kind;
  switch (expr.kind) {
    case ExprKind::kLiteral:
    case ExprKind::kBroken:
      return;
    case ExprKind::kTemplate: {
      const auto& text = expr.as<hcl::Template>();
      if (text.form == hcl::Template::Form::kQuoted && text.parts.size() == 1 && text.parts[0].kind == hcl::TemplatePart::Kind::kInterp &&
          text.parts[0].value != nullptr)
        note({.kind = Kind::kInterpolationOnly,
              .range = expr.range,
              .inner = text.parts[0].value->range,
              .in_key = in_key,
              .simple = binds_tightly(*text.parts[0].value)});
      return parts(text.parts);
    }
    case ExprKind::kVariable:
    case ExprKind::kGetAttr:
    case ExprKind::kIndex:
    case ExprKind::kSplat:
      return traversal(expr);
    case ExprKind::kCall: {
      const auto& call = expr.as<hcl::Call>();
      if (call.name == "lookup" && call.args.size() == 2 && !call.expand_last)
        note({.kind = Kind::kLookupWithoutDefault,
              .range = expr.range,
              .inner = call.args[0]->range,
              .other = call.args[1]->range,
              .simple = binds_tightly(*call.args[0])});
      if (call.name.starts_with("provider::")) {
        const std::string_view rest = call.name.substr(10);
        const std::string_view name = rest.substr(0, rest.find("::"));
        references.push_back(
            {.kind = CodeReference::Kind::kProvider, .name = name, .address = name, .range = call.name_range, .declaration = declaration_});
      }
      for (const Expr* argument : call.args) walk(*argument, false);
      return;
    }
    case ExprKind::kConditional: {
      const auto& choice = expr.as<hcl::Conditional>();
      for (const Expr* part : {choice.condition, choice.yes, choice.no}) walk(*part, false);
      return;
    }
    case ExprKind::kBinary: {
      const auto& binary = expr.as<hcl::Binary>();
      const bool left = is_empty_tuple(*binary.left);
      if ((binary.op == hcl::BinaryOp::kEqual || binary.op == hcl::BinaryOp::kNotEqual) && (left || is_empty_tuple(*binary.right)))
        note({.kind = Kind::kEmptyListComparison,
              .range = expr.range,
              .inner = left ? binary.right->range : binary.left->range,
              .negated = binary.op == hcl::BinaryOp::kNotEqual});
      walk(*binary.left, false);
      walk(*binary.right, false);
      return;
    }
    case ExprKind::kUnary:
      return walk(*expr.as<hcl::Unary>().operand, false);
    case ExprKind::kTuple:
      for (const Expr* item : expr.as<hcl::Tuple>().items) walk(*item, false);
      return;
    case ExprKind::kObject:
      return object(expr.as<hcl::Object>());
    case ExprKind::kFor: {
      const auto& loop = expr.as<hcl::For>();
      walk(*loop.collection, false);
      const std::size_t before = names_.size();
      for (const std::string_view name : {loop.key_name, loop.value_name})
        if (!name.empty()) names_.push_back(name);
      for (const Expr* part : {loop.key_expr, loop.value_expr, loop.condition})
        if (part != nullptr) walk(*part, false);
      names_.resize(before);
      return;
    }
    case ExprKind::kParens:
      return walk(*expr.as<hcl::Parens>().inner, in_key);
  }
}

void CodeWalker::provider(const Expr& expr, std::string_view passed_as) {
  const Expr& inner = without_parens(expr);
  if (inner.kind == ExprKind::kIndex) {
    // OpenTofu: aws.by_region[each.key]
    walk(*inner.as<hcl::Index>().key, false);
    return provider(*inner.as<hcl::Index>().source, passed_as);
  }
  const std::string_view name = provider_name(inner);
  if (!name.empty())
    references.push_back({.kind = CodeReference::Kind::kProvider,
                          .name = name,
                          .address = name,
                          .member = passed_as,
                          .range = expr.range,
                          .declaration = declaration_});
}

void CodeWalker::providers(const hcl::Object& passed) {
  for (const hcl::ObjectItem& item : passed.items) provider(*item.value, provider_name(*item.key));
}

std::string_view CodeWalker::provider_name(const Expr& expr) {
  if (expr.kind == ExprKind::kVariable) return expr.as<hcl::Variable>().name;
  if (expr.kind != ExprKind::kGetAttr) return literal_text(&expr);
  const auto& get = expr.as<hcl::GetAttr>();
  if (get.source->kind != ExprKind::kVariable) return {};
  return arena_.copy(std::string(get.source->as<hcl::Variable>().name) + "." + std::string(get.name));
}

void CodeWalker::text_reference(std::string_view text, SourceRange range) {
  std::vector<std::string_view> steps;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = rest.find_first_of(".[");
    steps.push_back(rest.substr(0, end));
    if (end == std::string_view::npos || rest[end] == '[') break;
    rest.remove_prefix(end + 1);
  }
  if (steps.size() < 2) return;
  const std::string_view root = steps.front();
  steps.erase(steps.begin());
  add_reference(root, steps, {}, range);
}

void CodeWalker::dependencies(const Expr& expr) {
  if (expr.kind != ExprKind::kTuple) return walk(expr, false);
  for (const Expr* item : expr.as<hcl::Tuple>().items) {
    if (const std::string_view text = literal_text(item); !text.empty()) text_reference(text, item->range);
    else walk(*item, false);
  }
}

}  // namespace platlint::terraform

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/eval/loop_memo.h"

#include <algorithm>
#include <iterator>

namespace platlint {
namespace {

using hcl::ExprKind;

class Search {
 public:
  explicit Search(std::span<const LocalName> names) : names_(names) {}

  bool in(const hcl::Expr* expr) const { return expr != nullptr && in(*expr); }

  bool in(const hcl::Expr& expr) const {
    switch (expr.kind) {
      case ExprKind::kLiteral:
      case ExprKind::kBroken:
        return false;
      case ExprKind::kVariable:
        return std::any_of(names_.begin(), names_.end(),
                           [&](const LocalName& local) { return local.name == expr.as<hcl::Variable>().name; });
      case ExprKind::kTemplate:
        return in(expr.as<hcl::Template>().parts);
      case ExprKind::kGetAttr:
        return in(expr.as<hcl::GetAttr>().source);
      case ExprKind::kIndex:
        return in(expr.as<hcl::Index>().source) || in(expr.as<hcl::Index>().key);
      case ExprKind::kSplat:
        return in(expr.as<hcl::Splat>().source) || in(expr.as<hcl::Splat>().each);
      case ExprKind::kCall:
        return in(expr.as<hcl::Call>().args);
      case ExprKind::kConditional: {
        const auto& choice = expr.as<hcl::Conditional>();
        return in(choice.condition) || in(choice.yes) || in(choice.no);
      }
      case ExprKind::kBinary:
        return in(expr.as<hcl::Binary>().left) || in(expr.as<hcl::Binary>().right);
      case ExprKind::kUnary:
        return in(expr.as<hcl::Unary>().operand);
      case ExprKind::kTuple:
        return in(expr.as<hcl::Tuple>().items);
      case ExprKind::kObject: {
        const auto items = expr.as<hcl::Object>().items;
        return std::any_of(items.begin(), items.end(), [&](const hcl::ObjectItem& item) { return in(item.key) || in(item.value); });
      }
      case ExprKind::kFor: {
        const auto& loop = expr.as<hcl::For>();
        return in(loop.collection) || in(loop.key_expr) || in(loop.value_expr) || in(loop.condition);
      }
      case ExprKind::kParens:
        return in(expr.as<hcl::Parens>().inner);
    }
    return true;
  }

 private:
  bool in(std::span<const hcl::Expr* const> list) const {
    return std::any_of(list.begin(), list.end(), [&](const hcl::Expr* expr) { return in(*expr); });
  }
  bool in(std::span<const hcl::TemplatePart> parts) const {
    return std::any_of(parts.begin(), parts.end(),
                       [&](const hcl::TemplatePart& part) { return in(part.value) || in(part.body) || in(part.otherwise); });
  }

  std::span<const LocalName> names_;
};

}  // namespace

bool is_worth_keeping(std::string_view function) {
  constexpr std::string_view kFunctions[] = {"concat",       "csvdecode", "distinct", "file",       "fileset",  "flatten",
                                             "jsondecode",   "keys",      "merge",    "setproduct", "setunion", "sort",
                                             "templatefile", "transpose", "values",   "yamldecode"};
  return std::find(std::begin(kFunctions), std::end(kFunctions), function) != std::end(kFunctions);
}

bool names_any(const hcl::Expr& expr, std::span<const LocalName> names) { return Search(names).in(expr); }

}  // namespace platlint

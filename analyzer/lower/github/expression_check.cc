// SPDX-License-Identifier: Apache-2.0
//
// Types from the leaves up. A mistake is reported once: what it makes unknown has the type any, which fits everywhere. Functions and the
// rules of conversion are those of https://docs.github.com/actions/reference/workflows-and-actions/expressions; what GitHub would
// silently turn into null, NaN or "Object" is a mistake here.
#include "analyzer/lower/github/expression_check.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <string>

#include "analyzer/lower/github/json_type.h"
#include "analyzer/support/nearest.h"

namespace platlint::github {
namespace {

using ghexpr::Comparator;
using ghexpr::Node;
using ghexpr::NodeKind;

struct Signature {
  std::string_view name;  // lower case
  std::string_view shown;
  int least;
  int most;                     // -1: any number
  std::string_view parameters;  // s string, a any, A array; the last one holds for those after it
  const Type* result;
};

const Signature kSignatures[] = {
    {"contains", "contains", 2, 2, "ca", &kBoolType}, {"startswith", "startsWith", 2, 2, "ss", &kBoolType},
    {"endswith", "endsWith", 2, 2, "ss", &kBoolType}, {"format", "format", 2, -1, "sa", &kStringType},
    {"join", "join", 1, 2, "js", &kStringType},       {"tojson", "toJSON", 1, 1, "a", &kStringType},
    {"fromjson", "fromJSON", 1, 1, "s", &kAnyType},   {"hashfiles", "hashFiles", 1, -1, "s", &kStringType},
    {"success", "success", 0, 0, "", &kBoolType},     {"always", "always", 0, 0, "", &kBoolType},
    {"cancelled", "cancelled", 0, 0, "", &kBoolType}, {"failure", "failure", 0, 0, "", &kBoolType},
    {"case", "case", 3, -1, "a", &kAnyType},
};

constexpr std::string_view kFunctionNames[] = {"contains",  "startsWith", "endsWith", "format",    "join",    "toJSON", "fromJSON",
                                               "hashFiles", "success",    "always",   "cancelled", "failure", "case"};

class Checker {
 public:
  Checker(const Scope& scope, Arena& arena, std::vector<ghexpr::Mistake>& mistakes) : scope_(scope), arena_(arena), mistakes_(mistakes) {}

  const Type* type(const Node& node) {
    switch (node.kind) {
      case NodeKind::kNull:
        return &kNullType;
      case NodeKind::kBool:
        return &kBoolType;
      case NodeKind::kNumber:
        return &kNumberType;
      case NodeKind::kString:
        return &kStringType;
      case NodeKind::kContext:
        return context(node);
      case NodeKind::kProperty:
        return property(*type(*node.children[0]), node.text, node.name);
      case NodeKind::kIndex:
        return index(node);
      case NodeKind::kFilter:
        return filter(node);
      case NodeKind::kCall:
        return call(node);
      case NodeKind::kNot:
        type(*node.children[0]);
        return &kBoolType;
      case NodeKind::kCompare:
        return compare(node);
      case NodeKind::kAnd:
      case NodeKind::kOr:
        return choice(node);
    }
    return &kAnyType;
  }

 private:
  const Type* mistake(ghexpr::Span span, std::string message) {
    mistakes_.push_back({span, std::move(message)});
    return &kAnyType;
  }

  const Type* context(const Node& node) {
    const ContextSet bit = context_bit(node.text);
    if (bit == 0) {
      const std::string_view near = nearest(ghexpr::lower_case(node.text), kContexts);
      return mistake(node.span, "there is no context \"" + std::string(node.text) + "\"" +
                                    (near.empty() ? "" : "; did you mean \"" + std::string(near) + "\"?"));
    }
    std::size_t i = 0;
    while ((bit >> i) != 1) ++i;
    const Type* known = scope_.contexts[i] == nullptr ? &kAnyType : scope_.contexts[i];
    const ContextSet allowed = available_contexts(scope_.place);
    if ((allowed & bit) != 0) return known;
    std::vector<std::string_view> words;
    for (std::size_t k = 0; k < std::size(kContexts); ++k)
      if (((allowed >> k) & 1) != 0) words.push_back(kContexts[k]);
    std::string message = "the context \"" + std::string(kContexts[i]) + "\" cannot be read here; ";
    if (words.empty()) message += "no context can";
    else message += "what can is ";
    for (std::size_t k = 0; k < words.size(); ++k) message += (k == 0 ? "" : ", ") + std::string(words[k]);
    mistake(node.span, message);
    return known;
  }

  const Type* property(const Type& receiver, std::string_view name, ghexpr::Span where) {
    switch (receiver.kind) {
      case TypeKind::kAny:
        return &kAnyType;
      case TypeKind::kObject: {
        if (const Type* found = property_of(receiver, name)) return found;
        std::vector<std::string_view> known;
        for (const Property& one : receiver.properties) known.push_back(one.name);
        constexpr std::size_t kMostToTry = 100;  // a suggestion is not worth more time
        const std::string_view near = known.size() > kMostToTry ? std::string_view() : nearest(ghexpr::lower_case(name), known);
        return mistake(where, "there is no \"" + std::string(name) + "\" in " + to_string(receiver) +
                                  (near.empty() ? "" : "; did you mean \"" + std::string(near) + "\"?"));
      }
      case TypeKind::kArray:
        if (receiver.filtered) {
          if (receiver.element->kind == TypeKind::kAny) return &kAnyArray;
          if (receiver.element->kind == TypeKind::kObject) return array_of(property(*receiver.element, name, where), true, arena_);
        }
        return mistake(where, "\"" + std::string(name) + "\" is read from an array; use an index or .*");
      default:
        return mistake(where, "\"" + std::string(name) + "\" is read from a " + to_string(receiver) + ", which has no properties");
    }
  }

  const Type* index(const Node& node) {
    const Type& receiver = *type(*node.children[0]);
    const Node& key = *node.children[1];
    const Type& by = *type(key);
    if (receiver.kind == TypeKind::kAny) return &kAnyType;
    if (receiver.kind == TypeKind::kArray) {
      if (by.kind == TypeKind::kNumber || by.kind == TypeKind::kAny) return receiver.element;
      if (receiver.filtered && by.kind == TypeKind::kString) return &kAnyType;
      return mistake(key.span, "an array is read by a number, not by " + to_string(by));
    }
    if (receiver.kind != TypeKind::kObject) return mistake(key.span, "a " + to_string(receiver) + " has no elements");
    if (key.kind == NodeKind::kString) return property(receiver, key.text, key.span);
    if (by.kind == TypeKind::kString || by.kind == TypeKind::kAny)
      return receiver.rest != nullptr && receiver.properties.empty() ? receiver.rest : &kAnyType;
    return mistake(key.span, "a property is read by a string, not by " + to_string(by));
  }

  const Type* filter(const Node& node) {
    const Type& receiver = *type(*node.children[0]);
    switch (receiver.kind) {
      case TypeKind::kAny:
        return array_of(&kAnyType, true, arena_);
      case TypeKind::kArray:
        return array_of(receiver.element, true, arena_);
      case TypeKind::kObject: {
        const Type* element = receiver.rest;
        for (const Property& property : receiver.properties)
          element = element == nullptr ? property.type : joined(element, property.type, arena_);
        return array_of(element == nullptr ? &kAnyType : element, true, arena_);
      }
      default:
        return mistake(node.span, ".* is for arrays and objects, not for a " + to_string(receiver));
    }
  }

  const Type* compare(const Node& node) {
    const Type& left = *type(*node.children[0]);
    const Type& right = *type(*node.children[1]);
    const bool equality = node.comparator == Comparator::kEqual || node.comparator == Comparator::kNotEqual;
    if (equality ? !may_equal(left, right) : !may_order(left, right))
      mistake(node.span, "a " + shape(left) + " cannot be compared to a " + shape(right) + " by " + std::string(symbol(node.comparator)));
    return &kBoolType;
  }

  static std::string shape(const Type& type) {
    return type.kind == TypeKind::kObject ? "object" : type.kind == TypeKind::kArray ? "array" : to_string(type);
  }

  static bool may_equal(const Type& left, const Type& right) {
    const auto loose = [](const Type& type) { return type.kind == TypeKind::kAny || type.kind == TypeKind::kNull; };
    if (loose(left) || loose(right)) return true;
    if (left.kind == TypeKind::kObject || right.kind == TypeKind::kObject) return left.kind == right.kind;
    if (left.kind == TypeKind::kArray || right.kind == TypeKind::kArray)
      return left.kind == right.kind && may_equal(*left.element, *right.element);
    return true;  // numbers, booleans and strings are converted
  }

  static bool may_order(const Type& left, const Type& right) {
    const auto ordered = [](const Type& type) {
      return type.kind == TypeKind::kAny || type.kind == TypeKind::kNumber || type.kind == TypeKind::kString;
    };
    return ordered(left) && ordered(right);
  }

  const Type* choice(const Node& node) {
    // `a && b || c`: what && gives on its false side is replaced by what follows ||, unless that side is all there is.
    const Type* result = nullptr;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const Type* one = type(*node.children[i]);
      const Node& child = *node.children[i];
      if (node.kind == NodeKind::kOr && child.kind == NodeKind::kAnd && i + 1 < node.children.size())
        one = last_of(*child.children.back(), one);
      result = result == nullptr ? one : joined(result, one, arena_);
    }
    return result;
  }

  // The type of the last operand of && when it is sure to be what || passes on.
  const Type* last_of(const Node& last, const Type* whole) {
    std::vector<ghexpr::Mistake> again;
    return whole->kind == TypeKind::kAny ? Checker(scope_, arena_, again).type(last) : whole;
  }

  const Type* call(const Node& node) {
    const std::string lower = ghexpr::lower_case(node.text);
    const auto* found = std::find_if(std::begin(kSignatures), std::end(kSignatures), [&](const Signature& s) { return s.name == lower; });
    std::vector<const Type*> arguments;
    for (const Node* argument : node.children) arguments.push_back(type(*argument));
    if (found == std::end(kSignatures)) {
      const std::string_view near = nearest(node.text, kFunctionNames);
      return mistake(node.name, "there is no function \"" + std::string(node.text) + "\"" +
                                    (near.empty() ? "" : "; did you mean \"" + std::string(near) + "\"?"));
    }
    if (is_special_function(lower) && !may_call(scope_.place, lower))
      mistake(node.name, std::string(found->shown) + "() cannot be called here");
    const int count = static_cast<int>(arguments.size());
    const bool jobs_named = (lower == "success" || lower == "failure") && count > 0;
    if (count < found->least || (found->most >= 0 && count > found->most && !jobs_named)) {
      mistake(node.span, std::string(found->shown) + "() takes " +
                             (found->most == found->least ? std::to_string(found->least)
                              : found->most < 0           ? "at least " + std::to_string(found->least)
                                                          : std::to_string(found->least) + " or " + std::to_string(found->most)) +
                             " arguments, not " + std::to_string(count));
      return lower == "fromjson" ? &kAnyType : found->result;
    }
    for (std::size_t i = 0; i < arguments.size() && !found->parameters.empty(); ++i) argument(*found, i, *arguments[i], *node.children[i]);
    if (lower == "format" && node.children[0]->kind == NodeKind::kString) placeholders(node);
    if (lower == "fromjson" && node.children[0]->kind == NodeKind::kString) {
      std::string wrong;
      const Type* type = json_type(node.children[0]->text, arena_, wrong);
      return type != nullptr ? type : mistake(node.children[0]->span, "fromJSON() is given what is no JSON: " + wrong);
    }
    return found->result;
  }

  void argument(const Signature& function, std::size_t i, const Type& given, const Node& node) {
    const char wanted = function.parameters[std::min(i, function.parameters.size() - 1)];
    bool fits = true;
    if (wanted == 's') fits = assignable(kStringType, given);
    if (wanted == 'c') fits = assignable(kStringType, given) || given.kind == TypeKind::kArray;
    if (wanted == 'j') fits = assignable(kStringType, given) || given.kind == TypeKind::kArray;
    if (!fits)
      mistake(node.span, "argument " + std::to_string(i + 1) + " of " + std::string(function.shown) + "() cannot be a " + shape(given));
  }

  // {0} in a format's text; {{ and }} stand for the brace.
  void placeholders(const Node& node) {
    const std::string_view text = node.children[0]->text;
    std::set<int> used;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '{') continue;
      if (i + 1 < text.size() && text[i + 1] == '{') {
        ++i;
        continue;
      }
      int number = -1;
      const auto [end, error] = std::from_chars(text.data() + i + 1, text.data() + text.size(), number);
      if (error == std::errc() && end < text.data() + text.size() && *end == '}' && number >= 0) used.insert(number);
    }
    const int given = static_cast<int>(node.children.size()) - 1;
    for (int i = 0; i < given; ++i)
      if (!used.contains(i)) mistake(node.span, "the format has no {" + std::to_string(i) + "}, so one argument is never shown");
    for (const int i : used)
      if (i >= given)
        mistake(node.span, "the format has {" + std::to_string(i) + "}, but only " + std::to_string(given) + " arguments follow");
  }

  const Scope& scope_;
  Arena& arena_;
  std::vector<ghexpr::Mistake>& mistakes_;
};

}  // namespace

const Type* check_expression(const Node& root, const Scope& scope, Arena& arena, std::vector<ghexpr::Mistake>& mistakes) {
  return Checker(scope, arena, mistakes).type(root);
}

}  // namespace platlint::github

// SPDX-License-Identifier: Apache-2.0
//
// Patterns over maps and lists. In a map the anchors () =() X() ^() come first, in the order of their text; then <() and values that hold
// anchors, in reverse order; then plain keys. The first mismatch decides, so this order decides between fail and skip. A skip stays a skip
// through every map above it; in a list of maps a skipped element is passed over, and the list skips only when no element applied.
//
// Unknown: where an anchor's condition is unknown so is everything below it. An unknown plain value is remembered, and a later mismatch
// that is certain still fails.
#include "analyzer/policy/pattern.h"

#include <algorithm>
#include <map>
#include <vector>

#include "analyzer/support/glob.h"

namespace platlint::policy {
namespace {

constexpr int kMaxDepth = 200;

bool is_early(Anchor::Kind kind) {
  return kind == Anchor::Kind::kCondition || kind == Anchor::Kind::kEquality || kind == Anchor::Kind::kNegation ||
         kind == Anchor::Kind::kExistence;
}

bool holds_anchors(const Value& pattern, int depth = 0) {
  if (depth > kMaxDepth) return false;
  for (const Member& member : pattern.members())
    if (const Anchor::Kind kind = parse_anchor(member.key).kind;
        is_early(kind) || kind == Anchor::Kind::kGlobal || holds_anchors(member.value, depth + 1))
      return true;
  return std::any_of(pattern.items().begin(), pattern.items().end(), [&](const Value& item) { return holds_anchors(item, depth + 1); });
}

std::string below(const std::string& path, std::string_view key) { return path.empty() ? std::string(key) : path + "." + std::string(key); }
std::string below(const std::string& path, std::size_t index) { return path + "[" + std::to_string(index) + "]"; }

class Matching {
 public:
  explicit Matching(Arena& arena) : arena_(arena) {}

  Match element(const Value& resource, const Value& pattern, const std::string& path, int depth) {
    if (depth > kMaxDepth) return fail(resource, path, "the pattern is nested too deeply");
    if (resource.is_unknown() && !pattern.is_absent()) {
      if (pattern.is_map() || pattern.is_list() || match_leaf(resource, pattern, arena_) == Tri::kUnknown) return unknown(resource, path);
    }
    if (pattern.is_map()) {
      if (!resource.is_map()) return fail(resource, path, resource.is_absent() ? "the field is missing" : "the pattern wants a map here");
      note_anchors(pattern, resource);
      return map(resource, pattern, path, depth);
    }
    if (pattern.is_list()) {
      if (!resource.is_list()) return fail(resource, path, resource.is_absent() ? "the field is missing" : "the pattern wants a list here");
      return list(resource, pattern, path, depth);
    }
    if (!resource.is_list()) return leaf(resource, pattern, path);
    Match result;
    for (std::size_t i = 0; i < resource.items().size(); ++i) {
      const Match one = leaf(resource.items()[i], pattern, below(path, i));
      if (one.verdict == Verdict::kFail) return one;
      if (one.verdict == Verdict::kUnknown) result = one;
    }
    if (resource.is_open() && result.verdict == Verdict::kPass) return unknown(resource, path);
    return result;
  }

  bool keys_are_missing() const {
    return std::any_of(anchors_.begin(), anchors_.end(), [](const auto& row) { return !row.second; });
  }

  bool negated() const { return negated_; }

 private:
  static Match fail(const Value& at, const std::string& path, std::string message) {
    return {Verdict::kFail, std::move(message), path, at};
  }
  static Match unknown(const Value& at, const std::string& path) { return {Verdict::kUnknown, "the value is not known", path, at}; }

  Match leaf(const Value& value, const Value& pattern, const std::string& path) {
    switch (match_leaf(value, pattern, arena_)) {
      case Tri::kTrue:
        return {};
      case Tri::kUnknown:
        return unknown(value, path);
      default:
        return fail(value, path, "the value does not match " + to_string(pattern));
    }
  }

  void note_anchors(const Value& pattern, const Value& resource) {
    for (const Member& member : pattern.members()) {
      const Anchor anchor = parse_anchor(member.key);
      if (anchor.kind != Anchor::Kind::kCondition && anchor.kind != Anchor::Kind::kExistence && anchor.kind != Anchor::Kind::kNegation)
        continue;
      bool& found = anchors_[member.key];
      found = found || !resource[anchor.key].is_missing();
    }
  }

  // Wildcards in the keys of labels and annotations stand for the first key of the resource that fits.
  std::vector<Member> expanded(const Value& pattern, const Value& resource, const std::string& path) {
    std::vector<Member> members(pattern.members().begin(), pattern.members().end());
    if (!path.ends_with("metadata.labels") && !path.ends_with("metadata.annotations")) return members;
    for (Member& member : members) {
      const Anchor anchor = parse_anchor(member.key);
      if (!has_wildcard(anchor.key)) continue;
      for (const Member& have : resource.members()) {
        if (!matches_wildcard(anchor.key, have.key)) continue;
        const std::string_view key = member.key;
        const std::size_t at = static_cast<std::size_t>(anchor.key.data() - key.data());
        member.key = arena_.copy(std::string(key.substr(0, at)) + std::string(have.key) + std::string(key.substr(at + anchor.key.size())));
        break;
      }
    }
    return members;
  }

  Match map(const Value& resource, const Value& pattern, const std::string& path, int depth) {
    std::vector<Member> members = expanded(pattern, resource, path);
    std::stable_sort(members.begin(), members.end(), [](const Member& a, const Member& b) { return a.key < b.key; });
    std::vector<const Member*> early;
    std::vector<const Member*> nested;
    std::vector<const Member*> rest;
    for (const Member& member : members) {
      const Anchor anchor = parse_anchor(member.key);
      if (is_early(anchor.kind)) early.push_back(&member);
      else if (anchor.kind == Anchor::Kind::kGlobal || holds_anchors(member.value)) nested.insert(nested.begin(), &member);
      else rest.push_back(&member);
    }
    for (const Member* member : early)
      if (Match one = anchored(resource, *member, path, depth); one.verdict != Verdict::kPass) return one;
    Match result;
    nested.insert(nested.end(), rest.begin(), rest.end());
    for (const Member* member : nested) {
      Match one = anchored(resource, *member, path, depth);
      if (one.verdict == Verdict::kPass) continue;
      if (one.verdict == Verdict::kUnknown) {
        if (result.verdict == Verdict::kPass) result = std::move(one);
        continue;
      }
      if (one.verdict == Verdict::kSkip && result.verdict == Verdict::kUnknown) return result;
      return one;
    }
    return result;
  }

  static Match as_skip(Match match) {
    if (match.verdict == Verdict::kFail) match.verdict = Verdict::kSkip;
    return match;
  }

  Match anchored(const Value& resource, const Member& member, const std::string& path, int depth) {
    const Anchor anchor = parse_anchor(member.key);
    const Value value = resource[anchor.key];
    const std::string at = below(path, anchor.key);
    switch (anchor.kind) {
      case Anchor::Kind::kCondition:
        if (value.is_missing()) return {Verdict::kSkip, "the conditional key " + at + " is missing", at, value};
        return as_skip(element(value, member.value, at, depth + 1));
      case Anchor::Kind::kGlobal:
        if (value.is_missing()) return {};
        return as_skip(element(value, member.value, at, depth + 1));
      case Anchor::Kind::kEquality:
        if (value.is_missing()) return {};
        return element(value, member.value, at, depth + 1);
      case Anchor::Kind::kNegation:
        if (value.is_missing()) return {};
        if (value.is_unknown()) return unknown(value, at);
        negated_ = true;
        return fail(value, at, "the field " + at + " is not allowed");
      case Anchor::Kind::kExistence:
        return existence(value, member.value, at, depth);
      default:
        break;
    }
    if (member.value.is_string() && member.value.as_string() == "*") {
      if (value.is_unknown()) return value.unknown_info().not_null ? Match{} : unknown(value, at);
      if (value.is_absent()) return fail(value, at, "the field is missing");
      return {};
    }
    return element(value, member.value, at, depth + 1);
  }

  Match existence(const Value& value, const Value& pattern, const std::string& path, int depth) {
    if (value.is_missing()) return {};
    if (value.is_unknown()) return unknown(value, path);
    if (!value.is_list() || !pattern.is_list()) return fail(value, path, "the pattern wants a list here");
    for (const Value& wanted : pattern.items()) {
      Match closest = value.is_open() ? unknown(value, path) : fail(value, path, "no element of " + path + " matches");
      for (std::size_t i = 0; i < value.items().size(); ++i) {
        const Match one = element(value.items()[i], wanted, below(path, i), depth + 1);
        if (one.verdict == Verdict::kPass) {
          closest = {};
          break;
        }
        if (one.verdict == Verdict::kUnknown) closest = one;
      }
      if (closest.verdict != Verdict::kPass) return closest;
    }
    return {};
  }

  Match list(const Value& resource, const Value& pattern, const std::string& path, int depth) {
    if (pattern.items().empty()) return fail(resource, path, "the pattern's list is empty");
    const Value& first = pattern.items().front();
    if (first.is_map()) return list_of_maps(resource, first, path, depth);
    if (!first.is_list()) return element(resource, first, path, depth + 1);
    if (resource.items().size() < pattern.items().size())
      return resource.is_open() ? unknown(resource, path) : fail(resource, path, "the list is too short");
    for (std::size_t i = 0; i < pattern.items().size(); ++i)
      if (Match one = element(resource.items()[i], pattern.items()[i], below(path, i), depth + 1); one.verdict != Verdict::kPass)
        return one;
    return {};
  }

  Match list_of_maps(const Value& resource, const Value& pattern, const std::string& path, int depth) {
    bool applied = false;
    Match undecided;
    Match skipped;
    for (std::size_t i = 0; i < resource.items().size(); ++i) {
      Match one = element(resource.items()[i], pattern, below(path, i), depth + 1);
      if (one.verdict == Verdict::kFail || one.verdict == Verdict::kError) return one;
      if (one.verdict == Verdict::kUnknown) undecided = std::move(one);
      else if (one.verdict == Verdict::kSkip) skipped = std::move(one);
      else applied = true;
    }
    if (undecided.verdict == Verdict::kUnknown) return undecided;
    if (resource.is_open()) return unknown(resource, path);
    return applied ? Match{} : skipped;
  }

  Arena& arena_;
  std::map<std::string_view, bool> anchors_;
  bool negated_ = false;
};

}  // namespace

Anchor parse_anchor(std::string_view key) {
  if (!key.ends_with(')')) return {Anchor::Kind::kNone, key};
  struct Form {
    std::string_view prefix;
    Anchor::Kind kind;
  };
  static constexpr Form kForms[] = {{"=(", Anchor::Kind::kEquality}, {"X(", Anchor::Kind::kNegation}, {"^(", Anchor::Kind::kExistence},
                                    {"<(", Anchor::Kind::kGlobal},   {"+(", Anchor::Kind::kAddition}, {"(", Anchor::Kind::kCondition}};
  for (const Form& form : kForms)
    if (key.starts_with(form.prefix)) return {form.kind, key.substr(form.prefix.size(), key.size() - form.prefix.size() - 1)};
  return {Anchor::Kind::kNone, key};
}

Match match_pattern(const Value& resource, const Value& pattern, Arena& arena) {
  Matching matching(arena);
  Match match = matching.element(resource, pattern, "", 0);
  if (match.verdict == Verdict::kFail && !matching.negated() && matching.keys_are_missing()) match.verdict = Verdict::kError;
  return match;
}

}  // namespace platlint::policy

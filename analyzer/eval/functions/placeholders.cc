// SPDX-License-Identifier: Apache-2.0
//
// Modules write policies with placeholders and put in the bucket's ARN afterwards: replace(replace(policy, "_BUCKET_", arn), "_ID_", id).
// Often the ARN is not known, or some other part of the policy is not. Then the text is unknown, but as JSON it still has its structure, in
// which only the strings that hold the placeholder change, and those keep a known beginning and end.
//
// An unknown string with a known beginning may go on with the rest of a placeholder: "…_BUC" + unknown. So the beginning is kept up to
// where a placeholder may start, and an end from where one may have ended. A placeholder or replacement with characters that mean something
// in JSON could change the structure: then nothing is said.
#include "analyzer/eval/functions/placeholders.h"

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/eval/budget.h"
#include "analyzer/eval/build.h"
#include "analyzer/eval/json_value.h"

namespace platlint {
namespace {

constexpr int kMostDepth = 60;  // of a structure; deeper parts are unknown

class Placeholders {
 public:
  Placeholders(std::string_view what, const Value& with, FunctionCall& call) : what_(what), with_(with), call_(call) {}

  Value in(const Value& value, int depth) {
    if (!call_.spend(kStepCost)) return call_.too_large();
    if (value.is_string()) return in_text(value);
    if (value.is_unknown()) return in_unknown(value, depth);
    if (depth > kMostDepth) return Value::unknown(nullptr).used_at(value.where());
    if (value.is_list()) {
      std::vector<Value> items;
      for (const Value& item : value.items()) items.push_back(in(item, depth + 1));
      return like(value, make_list(items, arena(), value.collection(), value.element_type()));
    }
    if (value.is_map()) {
      std::vector<Member> members;
      for (const Member& member : value.members()) {
        const Value key = in_text(Value::string(member.key));
        if (key.is_unknown()) return Value::unknown(nullptr).used_at(value.where());
        members.push_back({key.as_string(), member.key_range, in(member.value, depth + 1)});
      }
      return like(value, make_map(std::move(members), arena(), value.collection(), value.element_type()));
    }
    return value;
  }

  // What is known of an unknown text.
  UnknownInfo ends(const UnknownInfo& before) {
    UnknownInfo after = before;
    after.prefix = beginning(before.prefix);
    after.suffix = end(before.suffix);
    after.computed =
        before.computed && (with_.is_computed() || (with_.is_string() && with_.as_string().find('*') == std::string_view::npos));
    return after;
  }

 private:
  Arena& arena() { return call_.arena(); }

  static Value like(const Value& before, const Value& made) {
    return (before.is_open() ? made.as_open() : made).used_at(before.where()).with_refs(before.refs_handle()).with_marks(before.marks());
  }

  Value in_text(const Value& value) {
    const std::string_view text = value.as_string();
    const std::size_t first = text.find(what_);
    if (first == std::string_view::npos) return value;
    if (!call_.spend(text.size())) return call_.too_large();
    Value result;
    if (with_.is_string()) {
      result = make_string(replaced(text), arena());
    } else {
      const UnknownInfo& with = with_.unknown_info();
      const std::size_t last = text.rfind(what_) + what_.size();
      const UnknownInfo info{.type = Type::string(),
                             .not_null = true,
                             .prefix = arena().copy(std::string(text.substr(0, first)) + std::string(with.prefix)),
                             .suffix = arena().copy(std::string(with.suffix) + std::string(text.substr(last))),
                             .cause = with.cause,
                             .cause_range = with.cause_range};
      result = Value::unknown(arena().make<UnknownInfo>(info));
    }
    return result.used_at(value.where()).with_refs(join_refs(value.refs_handle(), with_.refs_handle(), arena())).with_marks(value.marks());
  }

  Value in_unknown(const Value& value, int depth) {
    UnknownInfo info = ends(value.unknown_info());
    if (info.element != nullptr) info.element = depth > kMostDepth ? nullptr : arena().make<Value>(in(*info.element, depth + 1));
    if (info.encoded != nullptr) info.encoded = depth > kMostDepth ? nullptr : arena().make<Value>(in(*info.encoded, depth + 1));
    return like(value, Value::unknown(arena().make<UnknownInfo>(info)));
  }

  std::string replaced(std::string_view text) const {
    std::string out;
    for (std::size_t at = text.find(what_); at != std::string_view::npos; at = text.find(what_)) {
      out.append(text.substr(0, at)).append(with_.as_string());
      text.remove_prefix(at + what_.size());
    }
    return out.append(text);
  }

  std::string_view beginning(std::string_view prefix) {
    const std::size_t first = prefix.find(what_);
    if (first != std::string_view::npos && !with_.is_string())
      return arena().copy(std::string(prefix.substr(0, first)) + std::string(with_.unknown_info().prefix));
    std::size_t done = 0;  // behind the last one that is there in full
    for (std::size_t at = first; at != std::string_view::npos; at = prefix.find(what_, done)) done = at + what_.size();
    std::size_t cut = prefix.size();
    for (std::size_t n = std::min(prefix.size() - done, what_.size() - 1); n > 0 && cut == prefix.size(); --n)
      if (prefix.ends_with(what_.substr(0, n))) cut -= n;
    if (done == 0) return prefix.substr(0, cut);
    return arena().copy(replaced(prefix.substr(0, done)) + std::string(prefix.substr(done, cut - done)));
  }

  // What stands before decides where one begins, so nothing is said up to the last place where one may end.
  std::string_view end(std::string_view suffix) const {
    if (const std::size_t last = suffix.rfind(what_); last != std::string_view::npos) return suffix.substr(last + what_.size());
    for (std::size_t n = std::min(suffix.size(), what_.size() - 1); n > 0; --n)
      if (suffix.starts_with(what_.substr(what_.size() - n))) return suffix.substr(n);
    return suffix;
  }

  std::string_view what_;
  const Value& with_;  // a string or unknown
  FunctionCall& call_;
};

// May be put into a JSON text, or looked for there, without changing what surrounds it.
bool is_plain(std::string_view text) { return text.find_first_of("\"\\{}[]") == std::string_view::npos; }

}  // namespace

Value replace_placeholders(FunctionCall& call) {
  const Value& text = call.args[0];
  const Value& what = call.args[1];
  const Value& with = call.args[2];
  const Value& unknown = text.is_unknown() ? text : what.is_unknown() ? what : with;
  UnknownInfo info{
      .type = Type::string(), .not_null = true, .cause = unknown.unknown_info().cause, .cause_range = unknown.unknown_info().cause_range};
  const auto result = [&] { return Value::unknown(call.arena().make<UnknownInfo>(info)); };
  const bool pattern = what.is_string() && what.as_string().size() > 1 && what.as_string().front() == '/' && what.as_string().back() == '/';
  if (!what.is_string() || what.as_string().empty() || pattern) return result();
  Placeholders placeholders(what.as_string(), with, call);
  if (text.is_string()) {
    const Value whole = placeholders.in(text, 0);
    if (whole.is_string()) return whole;  // there is no placeholder
    info.prefix = whole.unknown_info().prefix;
    info.suffix = whole.unknown_info().suffix;
  } else {
    const UnknownInfo ends = placeholders.ends(text.unknown_info());
    info.prefix = ends.prefix;
    info.suffix = ends.suffix;
    info.computed = ends.computed;
  }
  if (!is_plain(what.as_string()) || (with.is_string() && !is_plain(with.as_string()))) return result();
  const Value* structure = text.encoded();
  if (structure == nullptr && text.is_string()) structure = json_of(text.as_string(), call.arena());
  if (structure != nullptr) info.encoded = call.arena().make<Value>(placeholders.in(*structure, 0));
  return result();
}

}  // namespace platlint

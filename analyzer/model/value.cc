// SPDX-License-Identifier: Apache-2.0
#include "analyzer/model/value.h"

#include <algorithm>
#include <charconv>

#include "analyzer/model/value_index.h"
#include "analyzer/support/check.h"

namespace platlint {

// ---- making

Value Value::missing(SourceRange where) {
  Value v;
  v.used_ = where;
  return v;
}

Value Value::null(const Type* type) {
  Value v;
  v.kind_ = ValueKind::kNull;
  v.type_ = type;
  return v;
}

Value Value::boolean(bool b) {
  Value v;
  v.kind_ = ValueKind::kBool;
  v.payload_.boolean = b;
  return v;
}

Value Value::number(Number n) {
  Value v;
  v.kind_ = ValueKind::kNumber;
  v.payload_.number = n;
  return v;
}

Value Value::string(std::string_view text) {
  Value v;
  v.kind_ = ValueKind::kString;
  v.payload_.span = {text.data(), text.size()};
  return v;
}

Value Value::list(std::span<const Value> items, Collection flavour, const Type* element) {
  Value v;
  v.kind_ = ValueKind::kList;
  v.collection_ = flavour;
  v.type_ = element;
  v.payload_.span = {items.data(), items.size()};
  return v;
}

Value Value::map(std::span<const Member> members, Collection flavour, const Type* element) {
  Value v;
  v.kind_ = ValueKind::kMap;
  v.collection_ = flavour;
  v.type_ = element;
  v.payload_.span = {members.data(), members.size()};
  return v;
}

Value Value::unknown(const UnknownInfo* info) {
  static constexpr UnknownInfo kNothing;
  Value v;
  v.kind_ = ValueKind::kUnknown;
  v.payload_.unknown = info == nullptr ? &kNothing : info;
  return v;
}

Value Value::unknown(std::string_view cause, SourceRange cause_range, Arena& arena, const Type* type) {
  return unknown(arena.make<UnknownInfo>(UnknownInfo{.type = type, .cause = arena.copy(cause), .cause_range = cause_range}))
      .used_at(cause_range);
}

Value Value::used_at(SourceRange range) const {
  Value v = *this;
  v.used_ = range;
  return v;
}

Value Value::with_origin(const Origin* origin) const {
  Value v = *this;
  v.origin_ = origin;
  return v;
}

Value Value::via(OriginKind kind, SourceRange where, std::string_view name, Arena& arena) const {
  return with_origin(arena.make<Origin>(Origin{.kind = kind, .where = where, .name = name, .next = origin_}));
}

Value Value::with_refs(const Refs* refs) const {
  Value v = *this;
  v.refs_ = refs;
  return v;
}

Value Value::with_marks(Mark marks) const {
  Value v = *this;
  v.marks_ = marks;
  return v;
}

Value Value::as_open() const {
  Value v = *this;
  v.open_ = true;
  return v;
}

Value Value::as_block_list() const {
  Value v = *this;
  v.block_ = true;
  return v;
}

// ---- payload

bool Value::as_bool() const {
  PL_CHECK(is_bool());
  return payload_.boolean;
}

const Number& Value::as_number() const {
  PL_CHECK(is_number());
  return payload_.number;
}

std::string_view Value::as_string() const {
  PL_CHECK(is_string());
  return {static_cast<const char*>(payload_.span.data), payload_.span.size};
}

std::span<const Value> Value::items() const {
  if (!is_list()) return {};
  return {static_cast<const Value*>(payload_.span.data), payload_.span.size};
}

std::span<const Member> Value::members() const {
  if (!is_map()) return {};
  return {static_cast<const Member*>(payload_.span.data), payload_.span.size};
}

const UnknownInfo& Value::unknown_info() const {
  PL_CHECK(is_unknown());
  return *payload_.unknown;
}

bool Value::is_wholly_known() const {
  if (is_unknown() || open_) return false;
  for (const Value& item : items())
    if (!item.is_wholly_known()) return false;
  for (const Member& member : members())
    if (!member.value.is_wholly_known()) return false;
  return true;
}

// ---- reading

Value Value::operator[](std::string_view name) const {
  if (block_ && !items().empty()) return items().front()[name];
  if (is_unknown() || (block_ && open_))
    return unknown(is_unknown() ? payload_.unknown : nullptr).used_at(used_).with_origin(origin_).with_refs(refs_).with_marks(marks_);
  // The last of two equal keys wins, as YAML and JSON readers have it; Terraform's maps have no duplicates.
  const auto all = members();
  for (std::size_t i = all.size(); i-- > 0;)
    if (all[i].key == name) return all[i].value;
  return open_ ? unknown(nullptr).used_at(used_) : missing(used_);
}

Value Value::operator[](std::size_t index) const {
  if (index < items().size()) return items()[index];
  return is_unknown() || open_ ? unknown(is_unknown() ? payload_.unknown : nullptr).used_at(used_).with_refs(refs_) : missing(used_);
}

Value Value::at(std::string_view path) const {
  Value v = *this;
  while (!path.empty()) {
    const std::size_t dot = path.find('.');
    v = v[path.substr(0, dot)];
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  }
  return v;
}

ValueRange Value::each() const {
  if (is_list()) return ValueRange(items());
  return is_absent() || is_unknown() ? ValueRange(std::span<const Value>()) : ValueRange(*this);
}

Tri Value::is_true() const {
  switch (kind_) {
    case ValueKind::kUnknown:
      return Tri::kUnknown;
    case ValueKind::kBool:
      return tri(payload_.boolean);
    case ValueKind::kString:
      return tri(as_string() == "true");
    default:
      return Tri::kFalse;
  }
}

std::optional<std::string> Value::text() const {
  switch (kind_) {
    case ValueKind::kString:
      return std::string(as_string());
    case ValueKind::kBool:
      return payload_.boolean ? "true" : "false";
    case ValueKind::kNumber:
      return payload_.number.to_string();
    default:
      return std::nullopt;
  }
}

std::optional<std::string_view> Value::string_value() const {
  if (!is_string()) return std::nullopt;
  return as_string();
}

std::optional<std::int64_t> Value::int_value() const {
  if (is_number()) return payload_.number.to_int64();
  if (!is_string() || as_string().empty()) return std::nullopt;
  std::int64_t n = 0;
  const std::string_view s = as_string();
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), n);
  if (error != std::errc() || end != s.data() + s.size()) return std::nullopt;
  return n;
}

Tri Value::equals(std::string_view wanted) const {
  if (is_unknown()) {
    const UnknownInfo& info = unknown_info();
    const bool fits =
        wanted.starts_with(info.prefix) && wanted.ends_with(info.suffix) && wanted.size() >= info.prefix.size() + info.suffix.size();
    return fits ? Tri::kUnknown : Tri::kFalse;
  }
  if (is_string()) return tri(as_string() == wanted);
  return tri(text() == wanted);
}

Tri Value::starts_with(std::string_view wanted) const {
  if (is_unknown()) {
    const std::string_view known = unknown_info().prefix;
    if (known.starts_with(wanted)) return Tri::kTrue;
    return wanted.starts_with(known) ? Tri::kUnknown : Tri::kFalse;
  }
  return tri(is_string() && as_string().starts_with(wanted));
}

Tri Value::ends_with(std::string_view wanted) const {
  if (is_unknown()) {
    const std::string_view known = unknown_info().suffix;
    if (known.ends_with(wanted)) return Tri::kTrue;
    return wanted.ends_with(known) ? Tri::kUnknown : Tri::kFalse;
  }
  return tri(is_string() && as_string().ends_with(wanted));
}

Tri Value::contains_text(std::string_view wanted) const {
  if (is_unknown()) {
    const UnknownInfo& info = unknown_info();
    const bool found = info.prefix.find(wanted) != std::string_view::npos || info.suffix.find(wanted) != std::string_view::npos;
    return found ? Tri::kTrue : Tri::kUnknown;
  }
  return tri(is_string() && as_string().find(wanted) != std::string_view::npos);
}

Tri Value::has_item(std::string_view wanted) const {
  if (is_unknown()) {
    // However many elements there are, they look alike. A text may have a known beginning.
    const Value* element = unknown_info().element;
    return element != nullptr ? tri_and(element->equals(wanted), Tri::kUnknown) : equals(wanted);
  }
  Tri any = open_ ? Tri::kUnknown : Tri::kFalse;
  for (const Value& item : each()) any = tri_or(any, item.equals(wanted));
  return any;
}

const Value* Value::encoded() const {
  if (is_unknown()) return unknown_info().encoded;
  for (const Origin* o = origin_; o != nullptr; o = o->next)
    if (o->encoding != nullptr && is_string() && o->encoding->text.data() == as_string().data() &&
        o->encoding->text.size() == as_string().size())
      return &o->encoding->structure;
  return nullptr;
}

SourceRange Value::written() const {
  SourceRange at = used_;
  for (const Origin* o = origin_; o != nullptr; o = o->next)
    if (o->where.valid()) at = o->where;
  return at;
}

// ---- equality

namespace {

Tri same_list(std::span<const Value> a, std::span<const Value> b) {
  if (a.size() != b.size()) return Tri::kFalse;
  Tri all = Tri::kTrue;
  for (std::size_t i = 0; i < a.size() && all != Tri::kFalse; ++i) all = tri_and(all, same_value(a[i], b[i]));
  return all;
}

Tri same_set(std::span<const Value> a, std::span<const Value> b) {
  // Sets hold no value twice, so that equal ones have equal sizes; unknown ones may turn out equal.
  const auto known = [](const Value& v) { return v.is_wholly_known(); };
  if (!std::all_of(a.begin(), a.end(), known) || !std::all_of(b.begin(), b.end(), known)) return Tri::kUnknown;
  if (a.size() != b.size()) return Tri::kFalse;
  ValueIndex index;
  for (const Value& value : b) index.add(value);
  return tri(std::all_of(a.begin(), a.end(), [&](const Value& value) { return index.has(value); }));
}

Tri same_map(const Value& a, const Value& b) {
  if (a.members().size() != b.members().size()) return a.is_open() || b.is_open() ? Tri::kUnknown : Tri::kFalse;
  Tri all = Tri::kTrue;
  for (const Member& m : a.members()) all = tri_and(all, same_value(m.value, b[m.key]));
  return all;
}

}  // namespace

Tri same_value(const Value& a, const Value& b) {
  if (a.is_unknown() || b.is_unknown()) return Tri::kUnknown;
  if (a.kind() != b.kind()) return tri(a.is_absent() && b.is_absent());
  switch (a.kind()) {
    case ValueKind::kBool:
      return tri(a.as_bool() == b.as_bool());
    case ValueKind::kNumber:
      return tri(a.as_number() == b.as_number());
    case ValueKind::kString:
      return tri(a.as_string() == b.as_string());
    case ValueKind::kList:
      return a.collection() == Collection::kSet && b.collection() == Collection::kSet ? same_set(a.items(), b.items())
                                                                                      : same_list(a.items(), b.items());
    case ValueKind::kMap:
      return same_map(a, b);
    default:
      return Tri::kTrue;
  }
}

// ---- dumping

std::string to_string(const Value& value) {
  if (value.is_sensitive()) return "(sensitive)";
  switch (value.kind()) {
    case ValueKind::kMissing:
      return "missing";
    case ValueKind::kNull:
      return "null";
    case ValueKind::kUnknown: {
      const UnknownInfo& info = value.unknown_info();
      if (info.prefix.empty() && info.suffix.empty()) return "unknown";
      return "unknown(\"" + std::string(info.prefix) + "…" + std::string(info.suffix) + "\")";
    }
    case ValueKind::kString:
      return "\"" + std::string(value.as_string()) + "\"";
    case ValueKind::kList: {
      std::string out = "[";
      for (const Value& item : value.items()) out += (out.size() > 1 ? ", " : "") + to_string(item);
      return out + (value.is_open() ? ", …]" : "]");
    }
    case ValueKind::kMap: {
      std::string out = "{";
      for (const Member& m : value.members()) out += (out.size() > 1 ? ", " : "") + std::string(m.key) + " = " + to_string(m.value);
      return out + (value.is_open() ? ", …}" : "}");
    }
    default:
      return *value.text();
  }
}

}  // namespace platlint

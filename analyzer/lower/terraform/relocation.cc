// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lower/terraform/relocation.h"

#include <algorithm>

namespace platlint::terraform {

std::string_view Relocation::address(std::string_view address) const {
  if (!address.starts_with(from_)) return address;
  const std::string_view rest = address.substr(from_.size());
  if (!rest.empty() && rest[0] != '.') return address;
  return arena_.copy(std::string(to_) + std::string(rest));
}

SourceRange Relocation::place(SourceRange range) const {
  for (const Shift& shift : shifts_)
    if (shift.from.contains(range))
      return {shift.to.file, shift.to.begin + (range.begin - shift.from.begin), shift.to.begin + (range.end - shift.from.begin)};
  return range;
}

const Origin* Relocation::origin(const Origin* origin) {
  if (origin == nullptr) return nullptr;
  const auto [known, added] = done_.try_emplace(origin, origin);
  if (!added) return static_cast<const Origin*>(known->second);
  Origin moved = *origin;
  moved.where = place(origin->where);
  moved.name = address(origin->name);
  moved.next = this->origin(origin->next);
  bool same = moved.where == origin->where && moved.name.data() == origin->name.data() && moved.next == origin->next;
  if (origin->encoding != nullptr) {
    const Value structure = value(origin->encoding->structure);
    moved.encoding = arena_.make<Encoding>(Encoding{origin->encoding->text, structure});
    same = false;
  }
  const Origin* result = same ? origin : arena_.make<Origin>(moved);
  done_[origin] = result;
  return result;
}

const Refs* Relocation::refs(const Refs* refs) {
  if (refs == nullptr) return nullptr;
  const auto [known, added] = done_.try_emplace(refs, refs);
  if (!added) return static_cast<const Refs*>(known->second);
  std::vector<Ref> moved(refs->items.begin(), refs->items.end());
  bool same = true;
  for (Ref& ref : moved) {
    const Ref before = ref;
    ref.address = address(ref.address);
    ref.where = place(ref.where);
    same = same && ref.address.data() == before.address.data() && ref.where == before.where;
  }
  const Refs* result = same ? refs : arena_.make<Refs>(Refs{arena_.copy(moved)});
  done_[refs] = result;
  return result;
}

const UnknownInfo* Relocation::unknown(const UnknownInfo& info) {
  const auto [known, added] = done_.try_emplace(&info, &info);
  if (!added) return static_cast<const UnknownInfo*>(known->second);
  UnknownInfo moved = info;
  moved.cause_range = place(info.cause_range);
  if (info.encoded != nullptr) moved.encoded = arena_.make<Value>(value(*info.encoded));
  if (info.element != nullptr) moved.element = arena_.make<Value>(value(*info.element));
  const bool same = moved.cause_range == info.cause_range && info.encoded == nullptr && info.element == nullptr;
  const UnknownInfo* result = same ? &info : arena_.make<UnknownInfo>(moved);
  done_[&info] = result;
  return result;
}

namespace {

bool same_handles(const Value& a, const Value& b) {
  if (a.where() != b.where() || a.origin() != b.origin() || a.refs_handle() != b.refs_handle()) return false;
  if (a.is_unknown()) return &a.unknown_info() == &b.unknown_info();
  return a.items().data() == b.items().data() && a.members().data() == b.members().data();
}

}  // namespace

std::span<const Value> Relocation::items(std::span<const Value> items) {
  if (items.empty()) return items;
  const auto [known, added] = done_.try_emplace(items.data(), items.data());
  if (!added) return {static_cast<const Value*>(known->second), items.size()};
  std::vector<Value> moved;
  moved.reserve(items.size());
  bool same = true;
  for (const Value& item : items) {
    moved.push_back(value(item));
    same = same && same_handles(moved.back(), item);
  }
  if (same) return items;
  const std::span<const Value> result = arena_.copy(moved);
  done_[items.data()] = result.data();
  return result;
}

std::span<const Member> Relocation::members(std::span<const Member> members) {
  if (members.empty()) return members;
  const auto [known, added] = done_.try_emplace(members.data(), members.data());
  if (!added) return {static_cast<const Member*>(known->second), members.size()};
  std::vector<Member> moved;
  moved.reserve(members.size());
  bool same = true;
  for (const Member& member : members) {
    moved.push_back({member.key, place(member.key_range), value(member.value)});
    same = same && moved.back().key_range == member.key_range && same_handles(moved.back().value, member.value);
  }
  if (same) return members;
  const std::span<const Member> result = arena_.copy(moved);
  done_[members.data()] = result.data();
  return result;
}

Value Relocation::value(const Value& value) {
  Value moved = value;
  if (value.is_unknown()) {
    const UnknownInfo* info = unknown(value.unknown_info());
    if (info != &value.unknown_info()) moved = Value::unknown(info);
  } else if (value.is_list()) {
    const std::span<const Value> parts = items(value.items());
    if (parts.data() != value.items().data()) moved = Value::list(parts, value.collection(), value.element_type());
  } else if (value.is_map()) {
    const std::span<const Member> parts = members(value.members());
    if (parts.data() != value.members().data()) moved = Value::map(parts, value.collection(), value.element_type());
  }
  if (value.is_open()) moved = moved.as_open();
  if (value.is_block_list()) moved = moved.as_block_list();
  return moved.used_at(place(value.where()))
      .with_origin(origin(value.origin()))
      .with_refs(refs(value.refs_handle()))
      .with_marks(value.marks());
}

}  // namespace platlint::terraform

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/eval/build.h"

#include <array>
#include <cstdint>

namespace platlint {

Value make_map(std::vector<Member> members, Arena& arena, Collection flavour, const Type* element) {
  // Most maps are small, or sorted already. Equal keys must keep their order.
  const auto before = [](const Member& a, const Member& b) { return a.key < b.key; };
  constexpr std::size_t kSmall = 24;
  if (members.size() <= kSmall) {
    // Members are large: what is sorted is their order.
    std::array<std::uint8_t, kSmall> order = {};
    for (std::size_t i = 0; i < members.size(); ++i) {
      std::size_t at = i;
      for (; at > 0 && before(members[i], members[order[at - 1]]); --at) order[at] = order[at - 1];
      order[at] = static_cast<std::uint8_t>(i);
    }
    Member* const made = static_cast<Member*>(arena.allocate(sizeof(Member) * members.size(), alignof(Member)));
    std::size_t kept = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
      const Member& next = members[order[i]];
      if (kept > 0 && made[kept - 1].key == next.key) --kept;
      ::new (made + kept++) Member(next);
    }
    return Value::map({made, kept}, flavour, element);
  }
  if (!std::is_sorted(members.begin(), members.end(), before)) std::stable_sort(members.begin(), members.end(), before);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (kept > 0 && members[kept - 1].key == members[i].key) --kept;
    if (kept != i) members[kept] = members[i];
    ++kept;
  }
  members.resize(kept);
  return Value::map(arena.copy(members), flavour, element);
}

std::string_view join_text(std::initializer_list<std::string_view> parts, Arena& arena) {
  std::size_t size = 0;
  for (const std::string_view part : parts) size += part.size();
  if (size == 0) return {};
  char* const text = static_cast<char*>(arena.allocate(size, 1));
  char* at = text;
  for (const std::string_view part : parts) at = std::copy(part.begin(), part.end(), at);
  return {text, size};
}

Value unknown_of(const Type* type, Arena& arena) { return Value::unknown(arena.make<UnknownInfo>(UnknownInfo{.type = type})); }

Value unknown_not_null(const Type* type, Arena& arena) {
  return Value::unknown(arena.make<UnknownInfo>(UnknownInfo{.type = type, .not_null = true}));
}

const Refs* join_refs(const Refs* a, const Refs* b, Arena& arena) {
  if (a == nullptr || a->items.empty()) return b;
  constexpr std::size_t kMost = 256;
  if (b == nullptr || b->items.empty() || a == b || a->items.size() >= kMost) return a;
  std::vector<Ref> all(a->items.begin(), a->items.end());
  for (const Ref& ref : b->items) {
    const bool known = std::any_of(a->items.begin(), a->items.end(),
                                   [&](const Ref& r) { return r.address == ref.address && r.attribute == ref.attribute; });
    if (!known && all.size() < kMost) all.push_back(ref);
  }
  if (all.size() == a->items.size()) return a;
  return arena.make<Refs>(Refs{arena.copy(all)});
}

const Refs* deep_refs(const Value& value, Arena& arena) {
  const Refs* refs = value.refs_handle();
  for (const Value& item : value.items()) refs = join_refs(refs, deep_refs(item, arena), arena);
  for (const Member& member : value.members()) refs = join_refs(refs, deep_refs(member.value, arena), arena);
  return refs;
}

Mark deep_marks(const Value& value) {
  Mark marks = value.marks();
  for (const Value& item : value.items()) marks = marks | deep_marks(item);
  for (const Member& member : value.members()) marks = marks | deep_marks(member.value);
  return marks;
}

Value tainted_by(const Value& value, const Value& source, Arena& arena) {
  return value.with_refs(join_refs(value.refs_handle(), source.refs_handle(), arena)).with_marks(value.marks() | source.marks());
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/policy/resource_condition.h"

#include <algorithm>
#include <utility>

#include "analyzer/support/glob.h"

namespace platlint::policy {
namespace {

// "policy.document" and "provider.region" are single members that the lowering adds: a member whose name has the dot wins.
Value step_into(const Value& value, const std::vector<std::string>& steps, std::size_t& i) {
  if (value.is_map() && i + 1 < steps.size()) {
    const std::string joined = steps[i] + "." + steps[i + 1];
    for (const Member& member : value.members())
      if (member.key == joined) {
        i += 2;
        return member.value;
      }
  }
  return value[steps[i++]];
}

// Blocks of which it is not known how many there are, but what they look like.
const Value* possible_block(const Value& value) {
  return value.is_unknown() && value.is_block_list() ? value.unknown_info().element : nullptr;
}

struct Followed {
  Value value = {};
  std::optional<Value> unless = {};  // the unknown blocks on the way: without them there is no value
};

Followed follow(const Value& from, const std::vector<std::string>& steps) {
  Followed at = {from};
  for (std::size_t i = 0; i < steps.size();) {
    if (const Value* block = possible_block(at.value); block != nullptr) at = {*block, at.unless ? at.unless : at.value};
    at.value = step_into(at.value, steps, i);
  }
  return at;
}

void collect(const Value& value, const std::vector<std::string>& steps, std::size_t i, Found& found) {
  if (const Value* block = possible_block(value); block != nullptr) {
    Found inside;
    if (i < steps.size()) collect(*block, steps, i, inside);
    else inside.items.push_back(*block);
    for (const Value& item : inside.items) found.possible.push_back({item, value});
    for (const Found::Possible& other : inside.possible) found.possible.push_back({other.item, value});
    if (inside.unknown) found.unknown = value;
    return;
  }
  if (value.is_unknown()) {
    found.unknown = value;
    return;
  }
  if (value.is_absent()) return;
  const bool through = value.is_list() && i < steps.size();
  if (through || i == steps.size()) {
    if (value.is_open()) found.unknown = value;
    // What was decoded from a text has no places of its own: it stands where the text does.
    for (const Value& item : value.each()) {
      const Value placed = item.where().valid() ? item : item.used_at(value.where());
      if (through) collect(placed, steps, i, found);
      else found.items.push_back(placed);
    }
    return;
  }
  Value next = step_into(value, steps, i);
  if (!next.where().valid()) next = next.used_at(value.where());
  found.nearest = next.where().valid() ? next : found.nearest;
  collect(next, steps, i, found);
}

// Each of thousands would be held against each of thousands; of so many nobody knows.
constexpr std::size_t kMostSiblings = 250;

// All of a kind in the root and variable set of the resource, one more than the most at most. What was lowered together stands together
// in the program, so its ends are found by bisection.
std::vector<const Resource*> siblings(const Resource& resource, const std::string& kind, const RuleContext& context) {
  const Program& program = context.program();
  const auto same = [&](ResourceId id) { return program[id].root == resource.root && program[id].variable_set == resource.variable_set; };
  const std::span<const ResourceId> all = program.of_kind(std::string(name(resource.domain)) + "/" + kind);
  const auto here = std::lower_bound(all.begin(), all.end(), resource.id);
  const auto first = std::partition_point(all.begin(), here, [&](ResourceId id) { return !same(id); });
  const auto last = std::partition_point(here, all.end(), same);
  std::vector<const Resource*> found;
  for (auto at = first; at != last && found.size() <= kMostSiblings; ++at) found.push_back(&program[*at]);
  return found;
}

std::vector<const Resource*> joined(const Path& path, const Asked& asked) {
  switch (path.from) {
    case Path::From::kReferrer:
      return asked.context.referrers(asked.resource, path.kind, path.attribute);
    case Path::From::kReference:
      return asked.context.references(asked.resource, path.kind, path.attribute);
    case Path::From::kSibling:
      return siblings(asked.resource, path.kind, asked.context);
    case Path::From::kBody:
      break;
  }
  return {};
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

template <class Question>
Tri any_of(const std::vector<std::string>& texts, Question&& question) {
  Tri result = Tri::kFalse;
  for (const std::string& text : texts) result = tri_or(result, question(text));
  return result;
}

Tri is_one(const Value& value, const Value& wanted) {
  if (wanted.is_bool()) return wanted.as_bool() ? value.is_true() : tri_not(value.is_true());
  return value.equals(wanted.text().value_or(""));
}

Tri matches_text(const Value& value, std::string_view pattern) {
  if (!value.is_unknown()) {
    const auto text = value.text();
    return tri(text && matches_wildcard(pattern, *text));
  }
  // What stands before the first star must fit the known beginning, what stands behind the last one the known end.
  const std::string_view head = pattern.substr(0, pattern.find_first_of("*?"));
  const std::size_t last = pattern.find_last_of("*?");
  const std::string_view tail = last == std::string_view::npos ? pattern : pattern.substr(last + 1);
  return value.starts_with(head) == Tri::kFalse || value.ends_with(tail) == Tri::kFalse ? Tri::kFalse : Tri::kUnknown;
}

// Is the text an item, or the value itself?
Tri has_text(const Value& value, const std::string& text) {
  const bool star = text.find('*') != std::string::npos;
  if (value.is_unknown()) {
    const Value* element = value.unknown_info().element;
    return star && (value.is_computed() || (element != nullptr && element->is_computed())) ? Tri::kFalse : value.has_item(text);
  }
  Tri result = value.is_open() ? Tri::kUnknown : Tri::kFalse;
  for (const Value& item : value.each()) result = tri_or(result, star && item.is_computed() ? Tri::kFalse : item.equals(text));
  return result;
}

Tri allows_action(const Value& value, const std::string& action) {
  Tri result = value.is_unknown() || value.is_open() ? Tri::kUnknown : Tri::kFalse;
  for (const Value& item : value.each()) {
    if (item.is_unknown()) result = tri_or(result, Tri::kUnknown);
    else if (const auto text = item.text()) result = tri_or(result, tri(matches_wildcard(lower(*text), action)));
  }
  return result;
}

Tri in_bounds(const Value& value, const Test& test) {
  if (value.is_unknown()) return Tri::kUnknown;
  const auto number = value.int_value();
  if (!number) return Tri::kFalse;
  return tri((!test.at_least || *number >= *test.at_least) && (!test.at_most || *number <= *test.at_most));
}

// Is there something? What another resource computes is something.
Tri is_set(const Value& value) {
  if (value.is_unknown()) return value.unknown_info().not_null || value.is_computed() ? Tri::kTrue : Tri::kUnknown;
  if (value.is_absent()) return Tri::kFalse;
  if (value.is_string()) return tri(!value.as_string().empty());
  if (value.is_list() && value.items().empty()) return value.is_open() ? Tri::kUnknown : Tri::kFalse;
  return Tri::kTrue;
}

Tri has_length(const Value& value, const Test& length) {
  if (value.is_unknown()) return Tri::kUnknown;
  const auto count = static_cast<std::int64_t>(value.is_map() ? value.members().size() : value.each().size());
  if (value.is_open()) return length.at_least && !length.at_most && count >= *length.at_least ? Tri::kTrue : Tri::kUnknown;
  return tri((!length.at_least || count >= *length.at_least) && (!length.at_most || count <= *length.at_most));
}

Tri scalar_holds(const Value& written, const Test& test) {
  const Value value = written.is_absent() && test.fallback ? test.fallback->used_at(written.where()) : written;
  Tri result = Tri::kTrue;
  const auto also = [&](Tri one) { result = tri_and(result, one); };
  if (!test.one_of.empty()) {
    Tri one = Tri::kFalse;
    for (const Value& wanted : test.one_of) one = tri_or(one, is_one(value, wanted));
    also(one);
  }
  if (test.set) also(*test.set ? is_set(value) : tri_not(is_set(value)));
  if (test.at_least || test.at_most) also(in_bounds(value, test));
  if (!test.starts.empty()) also(any_of(test.starts, [&](const std::string& text) { return value.starts_with(text); }));
  if (!test.ends.empty()) also(any_of(test.ends, [&](const std::string& text) { return value.ends_with(text); }));
  if (!test.contains.empty())
    also(
        any_of(test.contains, [&](const std::string& text) { return value.is_list() ? value.has_item(text) : value.contains_text(text); }));
  if (!test.has.empty()) also(any_of(test.has, [&](const std::string& text) { return has_text(value, text); }));
  if (!test.matches.empty()) also(any_of(test.matches, [&](const std::string& text) { return matches_text(value, text); }));
  if (!test.allows.empty()) also(any_of(test.allows, [&](const std::string& text) { return allows_action(value, text); }));
  if (test.length) also(has_length(value, *test.length));
  if (test.negated) also(tri_not(scalar_holds(value, *test.negated)));
  return result;
}

// Does the condition hold for some item, or (with `wanted` false) fail for some? The item that says so, or the first that cannot tell.
Answer seek(const Condition& condition, const Found& found, const Asked& asked, bool wanted) {
  Answer open = {Tri::kFalse, found.nearest, {}};
  const bool only = found.items.size() == 1;  // then its own reason is the reason
  if (found.unknown) open = {Tri::kUnknown, *found.unknown, {}};
  for (const Value& item : found.items) {
    Answer one = evaluate(condition, {asked.resource, asked.context, item});
    if (!one.at.where().valid()) one.at = item;
    const Tri hit = wanted ? one.holds : tri_not(one.holds);
    if (hit == Tri::kTrue) return {Tri::kTrue, one.at, one.path};
    if (hit == Tri::kFalse && only && open.holds == Tri::kFalse) open = {Tri::kFalse, one.at, one.path};
    if (hit == Tri::kUnknown && open.holds == Tri::kFalse) open = {Tri::kUnknown, one.at, one.path};
  }
  for (const auto& [item, blocks] : found.possible) {
    const Tri holds = evaluate(condition, {asked.resource, asked.context, item}).holds;
    if (open.holds == Tri::kFalse && (wanted ? holds : tri_not(holds)) != Tri::kFalse) open = {Tri::kUnknown, blocks, {}};
  }
  return open;
}

Answer test_holds(const Condition& condition, const Asked& asked) {
  const Path& path = condition.path;
  const Test& test = condition.test;
  const bool plural = test.some || test.every || test.none;
  const bool body = path.from == Path::From::kBody;
  const auto [value, unless] = body ? follow(asked.value, path.steps) : Followed{Value::missing(asked.resource.header)};
  Answer answer = {Tri::kTrue, value, path.text};
  if (body) answer.holds = scalar_holds(value, test);
  if (unless && answer.holds != scalar_holds(Value::missing(unless->where()), test)) answer = {Tri::kUnknown, *unless, path.text};
  if (!plural || answer.holds == Tri::kFalse) return answer;
  const Found found = find_all(path, asked);
  const auto also = [&](Answer one) {
    const Tri both = tri_and(answer.holds, one.holds);
    if (both == answer.holds && both != Tri::kTrue) return;
    answer.holds = both;
    if (one.at.where().valid()) answer.at = one.at;
    if (!one.path.empty() && one.path != ".") answer.path = body ? path.text + "." + one.path : one.path;
  };
  if (test.some) also(seek(*test.some, found, asked, true));
  for (const auto& [nested, wanted] : {std::pair{test.every.get(), false}, std::pair{test.none.get(), true}}) {
    if (nested == nullptr) continue;
    Answer one = seek(*nested, found, asked, wanted);
    one.holds = tri_not(one.holds);
    also(one);
  }
  return answer;
}

// ---- reading

Result<std::vector<std::string>> read_texts(std::string_view word, const Value& yaml) {
  std::vector<std::string> texts;
  for (const Value& item : yaml.each()) {
    const auto text = item.text();
    if (!text) return fail(std::string(word) + " wants texts");
    texts.push_back(*text);
  }
  if (texts.empty()) return fail(std::string(word) + " is empty");
  return texts;
}

Result<std::unique_ptr<Condition>> read_nested(const Value& yaml) {
  auto condition = read_condition(yaml);
  if (!condition) return fail(condition.error().message);
  return std::make_unique<Condition>(std::move(*condition));
}

Result<Test> read_test(const Value& yaml);

Result<std::unique_ptr<Test>> read_nested_test(const Value& yaml) {
  auto test = read_test(yaml);
  if (!test) return fail(test.error().message);
  return std::make_unique<Test>(std::move(*test));
}

Result<Test> read_test(const Value& yaml) {
  Test test;
  if (yaml.is_absent()) return fail("a test is empty");
  if (!yaml.is_map()) {
    for (const Value& item : yaml.each()) {
      if (!item.text()) return fail("a test wants plain values");
      test.one_of.push_back(item);
    }
    if (test.one_of.empty()) return fail("a list of values is empty");
    return test;
  }
  for (const Member& member : yaml.members()) {
    const std::string_view word = member.key;
    const Value& value = member.value;
    if (word == "is") {
      auto plain = read_test(value);
      if (!plain || value.is_map()) return fail("is wants plain values");
      test.one_of = std::move(plain->one_of);
    } else if (word == "default") {
      test.fallback = value;
    } else if (word == "set") {
      if (!value.is_bool()) return fail("set wants true or false");
      test.set = value.as_bool();
    } else if (word == "at_least" || word == "at_most") {
      if (!value.int_value()) return fail(std::string(word) + " wants an integer");
      (word == "at_least" ? test.at_least : test.at_most) = value.int_value();
    } else if (word == "starts" || word == "ends" || word == "contains" || word == "has" || word == "matches" || word == "allows") {
      auto texts = read_texts(word, value);
      if (!texts) return fail(texts.error().message);
      if (word == "allows")
        std::transform(texts->begin(), texts->end(), texts->begin(), [](const std::string& text) { return lower(text); });
      (word == "starts"     ? test.starts
       : word == "ends"     ? test.ends
       : word == "contains" ? test.contains
       : word == "has"      ? test.has
       : word == "matches"  ? test.matches
                            : test.allows) = std::move(*texts);
    } else if (word == "not" || word == "length") {
      auto nested = read_nested_test(value);
      if (!nested) return fail(nested.error().message);
      (word == "not" ? test.negated : test.length) = std::move(*nested);
    } else if (word == "some" || word == "every" || word == "none") {
      auto nested = read_nested(value);
      if (!nested) return fail(nested.error().message);
      (word == "some" ? test.some : word == "every" ? test.every : test.none) = std::move(*nested);
    } else {
      return fail("\"" + std::string(word) + "\" is not a test");
    }
  }
  if (test.negated && (test.negated->some || test.negated->every || test.negated->none))
    return fail("some, every and none do not stand below not");
  return test;
}

}  // namespace

Result<Path> read_path(std::string_view text) {
  Path path;
  path.text = text;
  if (const std::size_t blank = text.find(' '); blank != std::string_view::npos) {
    const std::string_view word = text.substr(0, blank);
    const std::string_view rest = text.substr(blank + 1);
    if (word == "referrer") path.from = Path::From::kReferrer;
    else if (word == "reference") path.from = Path::From::kReference;
    else if (word == "sibling") path.from = Path::From::kSibling;
    else return fail("\"" + std::string(word) + "\" does not join");
    const std::size_t dot = rest.find('.', rest.starts_with("data.") ? 5 : 0);
    path.kind = rest.substr(0, dot);
    if (dot != std::string_view::npos) path.attribute = rest.substr(dot + 1);
    return path;
  }
  while (!text.empty() && text != ".") {
    const std::size_t dot = text.find('.');
    path.steps.emplace_back(text.substr(0, dot));
    if (path.steps.back().empty()) return fail("the path " + path.text + " has an empty step");
    text = dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
  }
  return path;
}

Result<Condition> read_condition(const Value& yaml) {
  if (!yaml.is_map()) return fail("a condition is a map");
  Condition all;
  for (const Member& member : yaml.members()) {
    Condition part;
    if (member.key == "any" || member.key == "all") {
      part.kind = member.key == "any" ? Condition::Kind::kAny : Condition::Kind::kAll;
      if (!member.value.is_list() || member.value.items().empty()) return fail(std::string(member.key) + " wants a list of conditions");
      for (const Value& item : member.value.items()) {
        auto nested = read_condition(item);
        if (!nested) return nested;
        part.parts.push_back(std::move(*nested));
      }
    } else if (member.key == "not") {
      auto nested = read_condition(member.value);
      if (!nested) return nested;
      part.kind = Condition::Kind::kNot;
      part.parts.push_back(std::move(*nested));
    } else {
      part.kind = Condition::Kind::kTest;
      auto path = read_path(member.key);
      if (!path) return fail(path.error().message);
      auto test = read_test(member.value);
      if (!test) return fail(std::string(member.key) + ": " + test.error().message);
      part.path = std::move(*path);
      part.test = std::move(*test);
    }
    all.parts.push_back(std::move(part));
  }
  return all;
}

Found find_all(const Path& path, const Asked& asked) {
  Found found;
  found.nearest = asked.value.where().valid() ? Value::missing(asked.value.where()) : Value::missing(asked.resource.header);
  if (path.from == Path::From::kBody) {
    collect(asked.value, path.steps, 0, found);
    return found;
  }
  for (const Resource* resource : joined(path, asked)) {
    if (path.from == Path::From::kSibling && found.items.size() == kMostSiblings) {
      found.unknown = Value::missing(asked.resource.header);
      break;
    }
    found.items.push_back(resource->body);
  }
  if (path.from == Path::From::kReferrer && asked.context.may_be_referred(asked.resource, path.kind, path.attribute))
    found.unknown = Value::missing(asked.resource.header);
  if (path.from == Path::From::kReference) {
    const Value own = asked.resource.at(path.attribute);
    if (found.items.empty() && own.is_unknown() && own.refs().empty()) found.unknown = own;
  }
  return found;
}

Answer evaluate(const Condition& condition, const Asked& asked) {
  if (condition.kind == Condition::Kind::kTest) return test_holds(condition, asked);
  if (condition.kind == Condition::Kind::kNot) {
    Answer answer = evaluate(condition.parts.front(), asked);
    answer.holds = tri_not(answer.holds);
    return answer;
  }
  // All: the first that fails decides, else the first unknown one, else the first. Any: likewise with what holds.
  const Tri decides = condition.kind == Condition::Kind::kAny ? Tri::kTrue : Tri::kFalse;
  Answer result = {tri_not(decides), asked.value, {}};
  bool first = true;
  for (const Condition& part : condition.parts) {
    Answer one = evaluate(part, asked);
    if (one.holds == decides) return one;
    // Of what decides alike, something written tells more than something absent.
    const bool tells_more = one.holds == result.holds && result.at.is_missing() && !one.at.is_missing();
    if (first || (one.holds == Tri::kUnknown && result.holds != Tri::kUnknown) || tells_more) result = std::move(one);
    first = false;
  }
  return result;
}

}  // namespace platlint::policy

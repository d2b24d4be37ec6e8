// SPDX-License-Identifier: Apache-2.0
//
// A value as a rule sees it, whatever it came from: an HCL expression, a YAML node, a Dockerfile instruction.
//
// - *missing* is not *null* is not *unknown*. Missing: nobody wrote it (the provider's or the API's default holds). Unknown:
//   somebody wrote it, and it cannot be known from here; its cause is kept.
// - Reading never fails: an index into anything gives a value, at worst a missing or unknown one that points at the nearest
//   place a person can look at.
// - A value remembers where it is used, the chain of places it came through, and which resources it was computed from. Links
//   between resources are read off those references, not off equal text.
//
// Values are small (56 bytes), immutable, and point into an arena. Copy them freely; never keep one longer than its Program.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "analyzer/model/number.h"
#include "analyzer/model/type.h"
#include "analyzer/source/source_range.h"
#include "analyzer/support/arena.h"
#include "analyzer/support/tri.h"

namespace platlint {

enum class ValueKind : std::uint8_t { kMissing, kNull, kUnknown, kBool, kNumber, kString, kList, kMap };

// What a kList or kMap is in Terraform's type system. kStructural: a tuple or an object (and all of YAML and JSON).
enum class Collection : std::uint8_t { kStructural, kList, kSet, kMap };

enum class Mark : std::uint8_t { kNone = 0, kSensitive = 1, kEphemeral = 2 };
constexpr Mark operator|(Mark a, Mark b) { return static_cast<Mark>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b)); }
constexpr bool has(Mark set, Mark one) { return (static_cast<std::uint8_t>(set) & static_cast<std::uint8_t>(one)) != 0; }

enum class OriginKind : std::uint8_t {
  kVariable,
  kDefault,
  kVariableFile,
  kModuleInput,
  kModuleOutput,
  kLocal,
  kEach,
  kAnchor,
  kMergeKey,
  kInclude,
  kExtends,
  kTemplate,
  kFile,
  kEncoding
};

struct Encoding;

// One step of the way a value came, nearest to its use first.
struct Origin {
  OriginKind kind = OriginKind::kLocal;
  SourceRange where = {};              // the expression that this step took the value from
  std::string_view name = {};          // as a person writes it: "var.acl", "module.logs.bucket"
  const Origin* next = nullptr;        // one step further away; null at the place where the value is written
  const Encoding* encoding = nullptr;  // kEncoding: what the JSON text says
};

// A resource instance that a value was computed from.
struct Ref {
  std::string_view address = {};    // "module.data.aws_s3_bucket.logs[\"eu\"]"
  std::string_view attribute = {};  // "id", "arn"; empty for the whole resource
  SourceRange where = {};           // the expression that names it
};

struct Refs {
  std::span<const Ref> items = {};
};

class Value;
class ValueRange;
struct Member;

// What is known of an unknown value.
struct UnknownInfo {
  const Type* type = nullptr;  // null: dynamic
  bool not_null = false;
  bool computed = false;         // as a provider sets it, an ARN, an id, an account's number: something, and no star that somebody wrote
  std::string_view prefix = {};  // of a string
  std::string_view suffix = {};
  const Number* min = nullptr;  // of a number; null: none
  const Number* max = nullptr;
  bool min_inclusive = true;
  bool max_inclusive = true;
  std::uint32_t min_length = 0;  // of a list, set or map
  std::uint32_t max_length = 0xffffffffU;
  std::string_view cause = {};     // for people: "var.region has no default", "timestamp() changes with every run"
  SourceRange cause_range = {};    // where the cause stands; may be invalid
  const Value* encoded = nullptr;  // of a JSON text that cannot be known in full: what was encoded
  const Value* element = nullptr;  // of a collection: what each element looks like, however many there are
};

class Value {
 public:
  constexpr Value() = default;  // missing, nowhere

  // ---- making (text, items and members must live in the arena that the value is to live in)
  static Value missing(SourceRange where);
  static Value null(const Type* type = nullptr);
  static Value boolean(bool b);
  static Value number(Number n);
  static Value number(std::int64_t n) { return number(Number(n)); }
  static Value string(std::string_view text);
  static Value list(std::span<const Value> items, Collection flavour = Collection::kStructural, const Type* element = nullptr);
  static Value map(std::span<const Member> members, Collection flavour = Collection::kStructural, const Type* element = nullptr);
  static Value unknown(const UnknownInfo* info);  // null: nothing at all is known
  // An unknown with a cause that people can read.
  static Value unknown(std::string_view cause, SourceRange cause_range, Arena& arena, const Type* type = nullptr);

  Value used_at(SourceRange range) const;
  Value with_origin(const Origin* origin) const;
  // Puts one step in front of the chain.
  Value via(OriginKind kind, SourceRange where, std::string_view name, Arena& arena) const;
  Value with_refs(const Refs* refs) const;
  Value with_marks(Mark marks) const;  // replaces
  Value as_open() const;               // a list or map that may hold more than what is listed
  Value as_block_list() const;         // a list of nested blocks: operator[](name) looks into the first one

  // ---- asking
  ValueKind kind() const { return kind_; }
  Collection collection() const { return collection_; }
  bool is_missing() const { return kind_ == ValueKind::kMissing; }
  bool is_null() const { return kind_ == ValueKind::kNull; }
  bool is_absent() const { return is_missing() || is_null(); }  // Terraform treats the two alike
  bool is_unknown() const { return kind_ == ValueKind::kUnknown; }
  bool is_known() const { return !is_unknown(); }  // of this value; not of what is inside
  bool is_wholly_known() const;                    // of this value and everything inside
  bool is_string() const { return kind_ == ValueKind::kString; }
  bool is_number() const { return kind_ == ValueKind::kNumber; }
  bool is_bool() const { return kind_ == ValueKind::kBool; }
  bool is_list() const { return kind_ == ValueKind::kList; }
  bool is_map() const { return kind_ == ValueKind::kMap; }
  bool is_open() const { return open_; }
  bool is_block_list() const { return block_; }
  Mark marks() const { return marks_; }
  bool is_computed() const { return is_unknown() && unknown_info().computed; }
  bool is_sensitive() const { return has(marks_, Mark::kSensitive); }

  // Payload; the kind must fit.
  bool as_bool() const;
  const Number& as_number() const;
  std::string_view as_string() const;
  std::span<const Value> items() const;               // kList; empty for anything else
  std::span<const Member> members() const;            // kMap; empty for anything else
  const UnknownInfo& unknown_info() const;            // kUnknown
  const Type* element_type() const { return type_; }  // of a typed list, set, map, or null's type; may be null

  // ---- reading the way rules do
  // A member or, in a list of blocks, a member of its first block. Unknown inside an unknown or an open map; missing, pointing here,
  // where there is nothing.
  Value operator[](std::string_view name) const;
  Value operator[](std::size_t index) const;
  // Follows "a.b.c".
  Value at(std::string_view path) const;
  // What to go through when a value may be written singly or as a list: the items of a list, a known other value itself, nothing for
  // an absent or unknown one.
  ValueRange each() const;

  // "true" and "false" as text count as booleans, as Terraform converts them. Absent is false; unknown is unknown.
  Tri is_true() const;
  // Is it a string (or a number, a boolean written so) with exactly this text? Unknown values with a known prefix or suffix that
  // cannot fit are kFalse. Absent is false.
  Tri equals(std::string_view text) const;
  Tri starts_with(std::string_view text) const;
  Tri ends_with(std::string_view text) const;
  Tri contains_text(std::string_view text) const;
  // Is the text one of the items (or the value itself when it is not a list)?
  Tri has_item(std::string_view text) const;
  // The text of a known string, number or boolean.
  std::optional<std::string> text() const;
  std::optional<std::string_view> string_value() const;  // kString only
  std::optional<std::int64_t> int_value() const;         // integers, also written as text

  // ---- where
  SourceRange where() const { return used_; }  // where it is used
  // What a JSON text was made from or says, with the places of its parts; null where that is not remembered.
  const Value* encoded() const;
  SourceRange written() const;  // the far end of the chain: where a person must edit
  const Origin* origin() const { return origin_; }
  std::span<const Ref> refs() const { return refs_ ? refs_->items : std::span<const Ref>(); }
  const Refs* refs_handle() const { return refs_; }

  // Deep equality by Terraform's rules (number 1 is not "1"; sets without order). Unknown inside gives kUnknown unless another part
  // already differs.
  friend Tri same_value(const Value& a, const Value& b);

 private:
  ValueKind kind_ = ValueKind::kMissing;
  Collection collection_ = Collection::kStructural;
  Mark marks_ = Mark::kNone;
  bool open_ : 1 = false;
  bool block_ : 1 = false;
  SourceRange used_ = {};
  const Type* type_ = nullptr;
  union Payload {
    constexpr Payload() : number() {}
    Number number;
    bool boolean;
    const UnknownInfo* unknown;
    struct {
      const void* data;
      std::size_t size;
    } span;
  } payload_;
  const Origin* origin_ = nullptr;
  const Refs* refs_ = nullptr;
};

// What Value::each() gives. It holds a value that is not a list itself, so that it may be taken of a temporary.
class ValueRange {
 public:
  explicit ValueRange(std::span<const Value> items) : items_(items) {}
  explicit ValueRange(const Value& single) : single_(single), is_single_(true) {}
  const Value* begin() const { return is_single_ ? &single_ : items_.data(); }
  const Value* end() const { return begin() + size(); }
  std::size_t size() const { return is_single_ ? 1 : items_.size(); }
  bool empty() const { return size() == 0; }
  const Value& front() const { return *begin(); }

 private:
  std::span<const Value> items_ = {};
  Value single_ = {};
  bool is_single_ = false;
};

struct Member {
  std::string_view key = {};
  SourceRange key_range = {};
  Value value = {};
};

// What a JSON text says. It holds for that very text: what functions make of it has other bytes.
struct Encoding {
  std::string_view text = {};
  Value structure = {};
};

Tri same_value(const Value& a, const Value& b);

// Terse text for dumps and tests: {a = 1, b = [unknown, "x"]}; sensitive values print as (sensitive).
std::string to_string(const Value& value);

}  // namespace platlint

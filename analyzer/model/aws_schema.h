// SPDX-License-Identifier: Apache-2.0
//
// What the AWS provider's schema says of resources and data sources: which arguments and blocks a type has, what must be set, what only
// AWS sets, and in which major versions. The facts stand in aws_schema/aws.txt (source, versions and date at its head), of which nothing
// is read before the first question, and then of the types that are asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platlint::aws {

// A set of major versions of the provider: bit m for version m.
using Majors = std::uint8_t;
inline constexpr int kFirstMajor = 3;
inline constexpr int kLastMajor = 6;
inline constexpr int kLastMinor = 25;  // of the last major; of 4 and 5 the table has the last there will be, of 3 it has 3.75.0
constexpr Majors major_bit(int major) { return static_cast<Majors>(1U << static_cast<unsigned>(major)); }
inline constexpr Majors kAllMajors = major_bit(3) | major_bit(4) | major_bit(5) | major_bit(6);
// "3 to 5", "6", "3 and 5".
std::string describe(Majors majors);

enum class SchemaShape : std::uint8_t { kAny, kText, kNumber, kBool, kList, kSet, kMap, kObject, kBlock };

// The lines that stand under a type or a block.
struct SchemaBlock {
  std::string_view lines = {};
  std::size_t depth = 1;                         // leading spaces of its own arguments
  Majors majors = 0;                             // that have it
  bool known() const { return !lines.empty(); }  // what stands in it is in the table
};

// An argument or a nested block as some versions have it. One that changed between versions is there several times.
struct SchemaArgument {
  std::string_view name = {};
  SchemaShape shape = SchemaShape::kAny;
  SchemaShape element = SchemaShape::kAny;  // of lists, sets and maps
  bool repeats = false;                     // a block that may be there several times
  bool required = false;
  bool computed_only = false;  // only AWS sets it
  Majors majors = 0;
  std::string_view lines = {};
  std::string_view shared = {};  // name of the block that says what stands in it
  std::size_t depth = 1;
};

enum class SchemaKind : std::uint8_t { kResource, kData };

// The schema of "aws_s3_bucket"; nothing when no version has that type.
std::optional<SchemaBlock> schema_of(SchemaKind kind, std::string_view type);

// The arguments and nested blocks, sorted by name. Meta-arguments (count, lifecycle, ...) are not among them. Read once a thread; lives as
// long as the thread.
const std::vector<SchemaArgument>& arguments_of(const SchemaBlock& block);

// What stands in an argument that holds objects or is a block.
SchemaBlock inside_of(const SchemaArgument& argument);

// The versions in which the type has the argument "rule.filter.prefix". Through what the table does not know: all of the versions that
// have it.
Majors versions_with(SchemaKind kind, std::string_view type, std::string_view path);

// The argument of that path in one version; nothing when it has none.
std::optional<SchemaArgument> find_argument(SchemaKind kind, std::string_view type, std::string_view path, int major);

// Does a resource of this type take tags and the provider's default_tags? Those have a `tags_all`.
bool takes_tags(std::string_view type);

// A name that differs from `word` by a slip of the keyboard: at most two letters, fewer in short words.
bool is_slip(std::string_view word, std::string_view name);

// The type that was most likely meant by one that does not exist, or empty.
std::string_view nearest_type(SchemaKind kind, std::string_view type);

// All types of a kind, sorted.
const std::vector<std::string_view>& all_types(SchemaKind kind);

}  // namespace platlint::aws

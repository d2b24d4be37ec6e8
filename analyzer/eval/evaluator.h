// SPDX-License-Identifier: Apache-2.0
//
// Evaluates HCL expressions to values, with unknowns. What a name means is asked of a Scope; everything else (operators,
// templates, `for`, splats, functions, conversions, marks, refinements, references) is here.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "analyzer/eval/workspace.h"
#include "analyzer/model/value.h"
#include "analyzer/source/diagnostic.h"
#include "analyzer/source/file_system.h"
#include "analyzer/source/source_map.h"
#include "analyzer/support/arena.h"
#include "grammars/hcl/ast.h"

namespace platlint {

struct Evaluation;

// Gives names their meaning. Implemented by modules (analyzer/lower) and by `platlint eval`.
class Scope {
 public:
  virtual ~Scope() = default;
  // The value of a root name and as many of the steps after it as the scope wants to take itself ("var" + "acl",
  // "module" + "data" + "bucket"): `steps` are the first two of the static attribute names that follow, `consumed` how many of them were
  // used (0 on entry). `where` is the whole traversal. An unknown name: add a diagnostic and return an unknown value.
  virtual Value lookup(std::string_view root, std::span<const std::string_view> steps, SourceRange where, std::size_t& consumed,
                       Evaluation& evaluation) = 0;
};

inline constexpr int kMaxEvaluationDepth = 400;  // of one expression
// What one expression may cost, see analyzer/eval/budget.h.
inline constexpr std::uint64_t kMaxEvaluationSize = 16'000'000;
inline constexpr std::size_t kMaxEvaluationMemory = std::size_t{64} << 20U;  // bytes of the arena

// What an evaluation needs and collects. One for each thread; cheap to make.
struct Evaluation {
  Arena& arena;
  Scope& scope;
  const FileSystem* files = nullptr;          // null: file functions give unknown
  const SourceMap* sources = nullptr;         // the files of the run, so that what comes out of them has a place there; may be null
  std::string_view module_directory = {};     // path.module, relative to the scan root: what relative file paths start from
  std::string_view root_directory = {};       // path.root
  std::string_view plan_time = {};            // what plantimestamp() gives; empty: unknown
  Diagnostics* errors = nullptr;              // never null while evaluating
  std::string_view wanted = {};               // the one attribute that a lookup is for; empty: any. Only during a lookup
  int depth = 0;                              // of nested evaluation, that of the expressions that asked for this one included
  int max_depth = kMaxEvaluationDepth;        // where `depth` ends
  std::uint64_t budget = kMaxEvaluationSize;  // what it may still cost; 0: everything further is unknown
  WorkspaceUse* workspace = nullptr;          // of terraform.workspace; null: nobody asks
  std::size_t memory_end = 0;  // the size of the arena (bytes) where it ends; 0: kMaxEvaluationMemory from its first expression on
};

// Never fails: an error in the expression adds to `errors` and gives an unknown value whose cause is that error.
Value evaluate(const hcl::Expr& expr, Evaluation& evaluation);

// Evaluates with extra local names (a dynamic block's iterator, `each`, `count`) in front of the scope.
struct LocalName {
  std::string_view name = {};
  Value value = {};
};
Value evaluate_with(const hcl::Expr& expr, std::span<const LocalName> names, Evaluation& evaluation);

// Calls a function by name with values, as `name(args...)` would. Unknown names add an error.
Value call_function(std::string_view name, std::span<const Value> args, SourceRange where, Evaluation& evaluation);

}  // namespace platlint

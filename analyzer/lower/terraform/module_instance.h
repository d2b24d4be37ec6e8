// SPDX-License-Identifier: Apache-2.0
//
// One call of a module, evaluated lazily. Whoever asks for a name gets its value computed at the first request and kept; so the
// order of declarations does not matter, a cycle shows itself as a request for what is being computed, and the work is linear in
// the expanded configuration.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzer/eval/evaluator.h"
#include "analyzer/lower/terraform/module_directory.h"
#include "analyzer/lower/terraform/relocation.h"
#include "analyzer/model/program.h"

namespace platlint::terraform {

// Limits on untrusted configuration; each is named in a diagnostic when met.
inline constexpr std::size_t kMaxInstances = 10'000;      // of one block
inline constexpr std::size_t kMaxRootInstances = 15'000;  // of one root: resources, data sources and modules
inline constexpr std::size_t kMaxRootBlocks = 100'000;    // that the dynamic blocks of one root make
// What all expressions of one root may cost (see analyzer/eval/budget.h), and the bytes that its values may fill before no more are made.
inline constexpr std::uint64_t kMaxRootSize = 20 * kMaxEvaluationSize;
inline constexpr std::size_t kMaxRootMemory = std::size_t{256} << 20U;
inline constexpr int kMaxModuleDepth = 20;
// Of all evaluations that wait for one another (a local asks for a local asks for an output ...), in the evaluator's levels. One level
// takes at most some 20 kB of stack with sanitizers; kDeepStack holds them.
inline constexpr int kMaxRootDepth = 20'000;
inline constexpr int kLookupDepth = 4;  // what a name costs between two expressions
inline constexpr std::string_view kDefaultWorkspace = "default";

// An entry of depends_on: the instance at `from` waits for everything whose address is `to` or begins there.
struct Dependency {
  std::string_view from = {};
  std::string_view to = {};  // "module.a.aws_iam_role.x", "module.a.module.b"
  SourceRange where = {};
};

class ModuleInstance;
class RemoteStates;

// What all module instances of one root evaluation share.
struct RootEvaluation {
  const LowerInput& input;
  ModuleTable& modules;
  const ModuleDirectory& directory;
  std::string_view path = {};          // the directory's, in the arena: the directories are gone when the rules run
  std::string_view variable_set = {};  // in the arena
  WorkspaceUse workspace = {};         // that it is evaluated for
  bool library = false;
  // Values of root variables, with where they stand.
  std::map<std::string, Value, std::less<>> variables = {};
  // Registry and git modules that `terraform init` has installed: module path ("eks.node") -> folder.
  std::map<std::string, std::string, std::less<>> installed = {};
  const RemoteStates* states = nullptr;    // of all roots; null: none is looked up
  const RootEvaluation* reader = nullptr;  // the root for whose remote state this one is evaluated
  int producer_depth = 0;                  // how many readers there are above
  // Evaluated for remote states of this one, each for one workspace.
  std::map<std::pair<const RootEvaluation*, std::string>, std::unique_ptr<RootEvaluation>> producers = {};
  std::unique_ptr<ModuleInstance> instance = {};
  Fragment fragment = {};
  std::vector<Dependency> dependencies = {};
  std::size_t instances = 0;
  int depth = 0;  // of the expression that is being evaluated, see kMaxRootDepth
  std::size_t dynamic_blocks = 0;
  std::uint64_t budget = kMaxRootSize;      // what all expressions of the root together may still cost
  std::size_t max_memory = kMaxRootMemory;  // bytes of its arena

  Arena& arena() { return fragment.arena; }
  RootEvaluation(const LowerInput& i, ModuleTable& m, const ModuleDirectory& d) : input(i), modules(m), directory(d) {
    path = arena().copy(d.path);
    workspace.name = arena().copy(kDefaultWorkspace);
  }
  ~RootEvaluation();
};

// Adds the edges between the root's resources to its fragment, once all of them are there (edges.cc).
void collect_edges(RootEvaluation& root);

// The configuration of one provider as resources see it.
struct Provider {
  Value region = {};
  Value default_tags = {};
  Value ignored_keys = {};  // of ignore_tags
  Value ignored_prefixes = {};
};

// How a block is repeated.
struct Repetition {
  struct One {
    Value key = {};    // missing without count and for_each
    Value value = {};  // each.value
    bool unknown = false;
  };
  std::vector<One> list = {};
  enum class Kind : std::uint8_t { kSingle, kCount, kForEach } kind = Kind::kSingle;
};

// A resource (or data source) block after expansion.
struct Expansion {
  struct Instance {
    Value key = {};  // missing: neither count nor for_each
    std::string_view address = {};
    Value body = {};       // what the configuration says; of a data source also what it gives
    bool unknown = false;  // stands for an unknown number of instances
  };
  const hcl::Block* block = nullptr;
  Mode mode = Mode::kManaged;
  Repetition::Kind kind = Repetition::Kind::kSingle;
  const Provider* provider = nullptr;
  std::string_view name = {};  // "data.aws_region.here"
  std::vector<Instance> instances = {};
  bool cut = false;     // there are more instances than could be analysed
  bool valued = false;  // `value` is made
  Value value = {};  // the instance as other expressions see it (with computed attributes, open, with its reference), or their list or map
  enum class State : std::uint8_t { kNew, kRunning, kDone } state = State::kNew;
};

// What an address says of an instance behind the name: "", "[0]", "[\"eu\"]", or "[*]" for an unknown number of them.
std::string instance_suffix(const Value& key, bool unknown);

// Variable files and backends hold constants: every name in them is unknown.
class NoNames final : public Scope {
 public:
  Value lookup(std::string_view, std::span<const std::string_view>, SourceRange where, std::size_t&, Evaluation& evaluation) override {
    return Value::unknown("only plain values may stand here", where, evaluation.arena);
  }
};

class ModuleInstance final : public Scope {
 public:
  ModuleInstance(RootEvaluation& root, const ModuleDirectory& directory, ModuleInstance* parent, std::string_view address,
                 std::span<const CallSite> calls);
  ~ModuleInstance() override;

  Value lookup(std::string_view root, std::span<const std::string_view> steps, SourceRange where, std::size_t& consumed,
               Evaluation& evaluation) override;

  // Evaluates everything and adds resources to the root's fragment. A second call does nothing.
  void emit();

  Value output(std::string_view name);
  const ModuleDirectory& directory() const { return directory_; }
  std::string_view address() const { return address_; }

 private:
  friend class CallBuilder;
  struct Call {
    const hcl::Block* block = nullptr;
    struct Instance {
      Value key = {};
      std::string_view address = {};
      std::span<const CallSite> calls = {};    // from the root to this one
      std::shared_ptr<ModuleInstance> module;  // null: not available
      bool unknown = false;
      // Of a call that equals an earlier one, whose module it shares: from that one to this one.
      std::unique_ptr<Relocation> relocation;
      std::map<std::string_view, Value> outputs = {};  // relocated

      Value output(std::string_view name);
    };
    bool cut = false;  // there are more instances than could be analysed
    std::vector<Instance> instances = {};
    Repetition::Kind kind = Repetition::Kind::kSingle;
    const ModuleDirectory* directory = nullptr;  // null: not available
    Value value = {};
    Expansion::State state = Expansion::State::kNew;
  };
  struct Memo {
    Value value = {};
    Expansion::State state = Expansion::State::kNew;
  };

  Arena& arena() { return root_.arena(); }
  Value evaluate_here(const hcl::Expr& expr, std::span<const LocalName> names = {});
  Value find(std::string_view root, std::span<const std::string_view> steps, SourceRange where, std::size_t& consumed);
  Value unknown(std::string cause, SourceRange where);
  // Any number of instances that all look like `one`.
  Value unknown_instances(const Value& one, const std::string& cause, SourceRange where);
  // Counts instances of blocks and modules; false, reported at `where`, when the root has no room for so many.
  bool take_instances(std::size_t count, SourceRange where);
  void report(SourceRange where, std::string message, Diagnostic::Kind kind = Diagnostic::Kind::kSemantic);

  std::optional<Value> given_value(std::string_view name);
  Value variable(std::string_view name, SourceRange where);
  Value local(std::string_view name, SourceRange where);
  Value module_call(std::string_view name, SourceRange where, std::span<const std::string_view> steps, std::size_t& consumed);
  Value resource(std::string_view key, Mode mode, SourceRange where);

  Repetition repetition(const hcl::Body& body);
  bool is_type_certain(const hcl::Expr& expr, int depth);
  Expansion& expand(std::string_view key, Mode mode);
  std::vector<Member> readings(const hcl::Block& block, Mode mode, const Value& body, const Provider& provider);
  std::optional<Member> rendered_template(const hcl::Block& block, const Value& text, std::span<const LocalName> names);
  Value object_of(const Expansion& expansion, const Expansion::Instance& instance);
  const Value& value_of(Expansion& expansion);
  Call& call(std::string_view name);
  const ModuleDirectory* called_directory(Call& call);
  void make_call_instance(Call& call, Call::Instance& instance, const Repetition::One& one);
  std::string call_key(const Call& call) const;
  std::string installed_path(std::string_view label) const;
  void emit_copy(Call::Instance& instance);

  Value block_body(const hcl::Body& body, std::span<const LocalName> names, SourceRange header, int depth);
  // Arguments and nested blocks, unsorted. `top`: of a resource and the like, which have meta-arguments.
  std::vector<Member> block_members(const hcl::Body& body, std::span<const LocalName> names, bool top, int depth);
  void note_dependencies(const hcl::Body& body, std::string_view from);
  // The nested blocks of one type.
  struct NestedBlocks {
    std::vector<Value> list = {};
    bool open = false;    // there may be more
    Value possible = {};  // what the others look like when one dynamic block makes them; missing: nobody knows
  };
  void dynamic_blocks(const hcl::Block& block, std::span<const LocalName> names, NestedBlocks& out, int depth);

  const Provider& provider_of(const hcl::Body& body, std::string_view type);
  Provider make_provider(const hcl::Block& block);
  std::string_view join_address(std::string_view rest);

  void emit_expansion(std::string_view key, Mode mode);
  void emit_declarations();
  void emit_block(std::string_view kind, std::string_view name, std::string_view address, const hcl::Block& block,
                  std::vector<Member> extra, bool evaluate_body);
  ResourceId add_resource(Resource resource);

  RootEvaluation& root_;
  const ModuleDirectory& directory_;
  ModuleInstance* parent_;
  std::string_view address_;  // "module.a[\"x\"].module.b"; empty for the root
  std::span<const CallSite> calls_;
  // What it added to the root's fragment, with its own calls of modules.
  struct Emitted {
    std::size_t resources_begin = 0, resources_end = 0;
    std::size_t dependencies_begin = 0, dependencies_end = 0;
    std::size_t instances = 0;  // of resources and data sources
    bool done = false;
  } emitted_;
  // Arguments of the call, evaluated in the parent when first asked for: modules may use one another's outputs both ways.
  std::map<std::string_view, const hcl::Expr*> inputs_;
  std::vector<LocalName> input_names_;                            // count or each of the call
  std::map<std::string, std::string, std::less<>> provider_map_;  // "aws.west" here -> "aws.eu" in the parent
  // What has been asked for. Names point into the directory's tables; elements stay where they are while others are added.
  std::unordered_map<std::string_view, Memo> variables_, locals_, outputs_;
  std::array<std::unordered_map<std::string_view, Expansion>, 3> expansions_;  // by mode
  std::map<std::string_view, Call> module_calls_;
  std::string_view wanted_output_ = {};  // of the lookup that begins: the one output that is read of a module's instances; empty: all
  struct FirstCall {
    const hcl::Block* block = nullptr;
    std::shared_ptr<ModuleInstance> module;
  };
  std::map<std::string, FirstCall> first_calls_;  // by call_key
  std::map<std::string, Provider, std::less<>> providers_;
  Diagnostics scratch_;
  std::map<std::string_view, Value> mismatches_;  // variable -> why the call's argument does not fit its type, at the argument
};

}  // namespace platlint::terraform

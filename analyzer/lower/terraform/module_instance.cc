// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lower/terraform/module_instance.h"

#include <algorithm>

#include "analyzer/eval/build.h"
#include "analyzer/eval/convert.h"

namespace platlint::terraform {

RootEvaluation::~RootEvaluation() = default;

ModuleInstance::ModuleInstance(RootEvaluation& root, const ModuleDirectory& directory, ModuleInstance* parent, std::string_view address,
                               std::span<const CallSite> calls)
    : root_(root), directory_(directory), parent_(parent), address_(address), calls_(calls) {}

ModuleInstance::~ModuleInstance() = default;

Value ModuleInstance::unknown(std::string cause, SourceRange where) { return Value::unknown(cause, where, arena()); }

Value ModuleInstance::unknown_instances(const Value& one, const std::string& cause, SourceRange where) {
  UnknownInfo info{.cause = arena().copy(cause), .cause_range = where, .element = arena().make<Value>(one)};
  return Value::unknown(arena().make<UnknownInfo>(info)).with_refs(one.refs_handle());
}

bool ModuleInstance::take_instances(std::size_t count, SourceRange where) {
  const bool first = root_.instances <= kMaxRootInstances;
  root_.instances += count;
  if (root_.instances <= kMaxRootInstances) return true;
  if (first)
    report(where, "This root has more than " + std::to_string(kMaxRootInstances) + " instances; the rest was not analysed.",
           Diagnostic::Kind::kLimit);
  return false;
}

void ModuleInstance::report(SourceRange where, std::string message, Diagnostic::Kind kind) {
  root_.fragment.diagnostics.push_back({kind, where, std::move(message)});
}

std::string_view ModuleInstance::join_address(std::string_view rest) {
  if (address_.empty()) return arena().copy(rest);
  return join_text({address_, ".", rest}, arena());
}

// Errors inside expressions stay with the value as its cause. Limits are reported; references to what is not declared are reported by
// lookup itself.
Value ModuleInstance::evaluate_here(const hcl::Expr& expr, std::span<const LocalName> names) {
  if (root_.depth > kMaxRootDepth) {
    report(expr.range, "Values depend on one another too deeply; this one is taken as unknown.", Diagnostic::Kind::kLimit);
    return unknown("values depend on one another too deeply", expr.range);
  }
  Diagnostics errors;
  Evaluation evaluation{.arena = arena(),
                        .scope = *this,
                        .files = &root_.input.files,
                        .sources = &root_.input.sources,
                        .module_directory = directory_.path,
                        .root_directory = root_.directory.path,
                        .errors = &errors,
                        .depth = root_.depth,
                        .max_depth = root_.depth + kMaxEvaluationDepth};
  evaluation.workspace = &root_.workspace;
  evaluation.budget = std::min(kMaxEvaluationSize, root_.budget);
  evaluation.memory_end = std::min(arena().bytes() + kMaxEvaluationMemory, root_.max_memory);
  const std::uint64_t given = evaluation.budget;
  const Value value = evaluate_with(expr, names, evaluation);
  root_.budget -= std::min(root_.budget, given - evaluation.budget);  // expressions that this one asked for have paid already
  if (arena().bytes() > root_.max_memory) root_.budget = 0;
  for (Diagnostic& error : errors)
    if (error.kind == Diagnostic::Kind::kLimit) root_.fragment.diagnostics.push_back(std::move(error));
  if (value.is_unknown()) ++root_.fragment.unknown_values;
  return value;
}

// ---- names

Value ModuleInstance::lookup(std::string_view root, std::span<const std::string_view> steps, SourceRange where, std::size_t& consumed,
                             Evaluation& evaluation) {
  const int outer = std::exchange(root_.depth, evaluation.depth + kLookupDepth);
  wanted_output_ = evaluation.wanted;
  const Value value = find(root, steps, where, consumed);
  root_.depth = outer;
  return value;
}

namespace {

// "type.name". In the source they nearly always stand so already.
std::string_view joined(std::string_view type, std::string_view name, std::string& buffer) {
  if (type.data() + type.size() + 1 == name.data() && type.data()[type.size()] == '.') return {type.data(), type.size() + 1 + name.size()};
  buffer.append(type).append(1, '.').append(name);
  return buffer;
}

}  // namespace

Value ModuleInstance::find(std::string_view root, std::span<const std::string_view> steps, SourceRange where, std::size_t& consumed) {
  const auto need = [&](std::size_t count) { return steps.size() >= count; };
  if (root == "var" && need(1)) {
    consumed = 1;
    return variable(steps[0], where);
  }
  if (root == "local" && need(1)) {
    consumed = 1;
    return local(steps[0], where);
  }
  if (root == "module" && need(1)) {
    consumed = 1;
    return module_call(steps[0], where, steps, consumed);
  }
  if ((root == "data" || root == "ephemeral" || root == "resource") && need(2)) {
    consumed = 2;
    std::string buffer;
    return resource(joined(steps[0], steps[1], buffer),
                    root == "data"        ? Mode::kData
                    : root == "ephemeral" ? Mode::kEphemeral
                                          : Mode::kManaged,
                    where);
  }
  if (root == "path" && need(1)) {
    consumed = 1;
    // Relative to the root module, whose folder is the working folder: that is what Terraform gives as well.
    if (steps[0] == "root" || steps[0] == "cwd") return Value::string(".");
    std::string relative = directory_.path;
    const std::string& base = root_.directory.path;
    if (relative == base) return Value::string(".");
    if (!base.empty() && relative.starts_with(base + "/")) return make_string("./" + relative.substr(base.size() + 1), arena());
    std::string up;
    if (!base.empty()) {
      up = "..";
      for (const char c : base)
        if (c == '/') up += "/..";
      up += "/";
    }
    return make_string(up + relative, arena());
  }
  if ((root == "terraform" || root == "tofu") && need(1)) {
    consumed = 1;
    return steps[0] == "workspace" ? Value::string(root_.workspace.name) : unknown("not known before the run", where);
  }
  if (root == "each" || root == "count" || root == "self") {
    return unknown(std::string(root) + " is not available here", where);
  }
  if (need(1)) {
    consumed = 1;
    std::string buffer;
    return resource(joined(root, steps[0], buffer), Mode::kManaged, where);
  }
  // Terraform refuses the capital letter (terraform-undeclared-reference says so), but what is meant is plain.
  if (root == "False" || root == "FALSE") return Value::boolean(false).used_at(where);
  if (root == "True" || root == "TRUE") return Value::boolean(true).used_at(where);
  return unknown("there is nothing named \"" + std::string(root) + "\" here", where);
}

namespace {

// Beside what a type constraint may be, variables still take the bare words of Terraform 0.11: a list or a map of anything that is alike.
const Type* variable_type(const hcl::Expr& expr, Arena& arena, Diagnostics& errors, const TypeDefaults*& defaults) {
  const std::string_view word = expr.kind == hcl::ExprKind::kVariable ? expr.as<hcl::Variable>().name : std::string_view();
  if (word == "list") return Type::list(Type::dynamic(), arena);
  if (word == "map") return Type::map(Type::dynamic(), arena);
  return parse_type(expr, true, arena, errors, &defaults);
}

}  // namespace

// What the caller or the variable files say; nothing when they do not.
std::optional<Value> ModuleInstance::given_value(std::string_view name) {
  if (parent_ == nullptr) {
    const auto at = root_.variables.find(name);
    return at == root_.variables.end() ? std::optional<Value>() : at->second;
  }
  const auto at = inputs_.find(name);
  return at == inputs_.end() ? std::optional<Value>() : parent_->evaluate_here(*at->second, input_names_);
}

Value ModuleInstance::variable(std::string_view name, SourceRange where) {
  if (const auto known = variables_.find(name); known != variables_.end() && known->second.state == Expansion::State::kDone)
    return known->second.value;
  const auto declared = directory_.variables.find(name);
  if (declared == directory_.variables.end()) return unknown("var." + std::string(name) + " is not declared", where);
  Memo& memo = variables_[declared->first];
  const hcl::Block& block = *declared->second;
  if (memo.state == Expansion::State::kRunning) {
    report(where, "Cycle: var." + std::string(name) + " depends on itself.");
    return unknown("var." + std::string(name) + " depends on itself", where);
  }
  memo.state = Expansion::State::kRunning;

  const std::string_view label = join_text({"var.", name}, arena());
  Diagnostics errors;
  const TypeDefaults* defaults = nullptr;
  const hcl::Attribute* type_attribute = block.body.find("type");
  const Type* type = type_attribute != nullptr ? variable_type(*type_attribute->value, arena(), errors, defaults) : Type::dynamic();
  if (!directory_.external)
    for (const Diagnostic& error : errors) report(error.range, "Invalid type constraint: " + error.message, error.kind);
  const hcl::Attribute* nullable = block.body.find("nullable");
  const bool not_nullable =
      nullable != nullptr && nullable->value->kind == hcl::ExprKind::kLiteral && !nullable->value->as<hcl::Literal>().boolean;
  const hcl::Attribute* fallback = block.body.find("default");

  const std::optional<Value> input = given_value(name);
  Value value;
  OriginKind origin = OriginKind::kDefault;
  SourceRange origin_range;
  if (input && !(input->is_null() && not_nullable && fallback != nullptr)) {
    value = *input;
    origin = parent_ == nullptr ? OriginKind::kVariableFile : OriginKind::kModuleInput;
    origin_range = value.where();
  } else if (fallback != nullptr) {
    value = evaluate_here(*fallback->value);
    origin_range = fallback->value->range;
  } else {
    value =
        Value::unknown(std::string(label) + (root_.library ? " is an input of this module" : " has no value"), block.header, arena(), type);
    origin_range = block.header;
  }
  if (auto converted = convert(value, type, arena())) value = *converted;
  else if (origin == OriginKind::kModuleInput)
    mismatches_[declared->first] = make_string(converted.error().message, arena()).used_at(origin_range);
  else
    report(origin_range, "Invalid value for input variable: the given value is not suitable for " + std::string(label) + ": " +
                             converted.error().message + ".");
  if (defaults != nullptr) value = apply_defaults(value, *defaults, arena());
  const auto marked = [&](std::string_view flag) {
    const hcl::Attribute* attribute = block.body.find(flag);
    return attribute != nullptr && attribute->value->kind == hcl::ExprKind::kLiteral && attribute->value->as<hcl::Literal>().boolean;
  };
  Mark marks = value.marks();
  if (marked("sensitive")) marks = marks | Mark::kSensitive;
  if (marked("ephemeral")) marks = marks | Mark::kEphemeral;
  memo.value = value.with_marks(marks).via(origin, origin_range, label, arena());
  memo.state = Expansion::State::kDone;
  return memo.value;
}

Value ModuleInstance::local(std::string_view name, SourceRange where) {
  if (const auto known = locals_.find(name); known != locals_.end() && known->second.state == Expansion::State::kDone)
    return known->second.value;
  const auto declared = directory_.locals.find(name);
  if (declared == directory_.locals.end()) return unknown("local." + std::string(name) + " is not declared", where);
  Memo& memo = locals_[declared->first];
  if (memo.state == Expansion::State::kRunning) {
    report(where, "Cycle: local." + std::string(name) + " depends on itself.");
    return unknown("local." + std::string(name) + " depends on itself", where);
  }
  if (memo.state == Expansion::State::kNew) {
    memo.state = Expansion::State::kRunning;
    const hcl::Expr& expr = *declared->second->value;
    const Value value = evaluate_here(expr);
    memo.value = value.via(OriginKind::kLocal, expr.range, join_text({"local.", name}, arena()), arena());
    memo.state = Expansion::State::kDone;
  }
  return memo.value;
}

Value ModuleInstance::resource(std::string_view key, Mode mode, SourceRange where) {
  auto& expansions = expansions_[static_cast<std::size_t>(mode)];
  if (const auto known = expansions.find(key); known != expansions.end() && known->second.state == Expansion::State::kDone)
    return value_of(known->second);
  if (!directory_.table(mode).contains(key)) {
    // It still says which resource is meant, so that it is taken for no other one.
    const Refs* meant = arena().make<Refs>(
        Refs{arena().copy(std::vector<Ref>{{join_address(std::string(mode_prefix(mode)) + std::string(key)), {}, where}})});
    return unknown(std::string(key) + " is not declared", where)
        .with_refs(key.substr(0, key.find('.')).find('_') == std::string_view::npos ? nullptr : meant);
  }
  Expansion& expansion = expand(key, mode);
  if (expansion.state == Expansion::State::kRunning) {
    report(where, "Cycle: " + std::string(mode_prefix(mode)) + std::string(key) + " depends on itself.");
    return unknown(std::string(key) + " depends on itself", where);
  }
  return value_of(expansion);
}

Value ModuleInstance::output(std::string_view name) {
  if (const auto known = outputs_.find(name); known != outputs_.end() && known->second.state == Expansion::State::kDone)
    return known->second.value;
  const auto declared = directory_.outputs.find(name);
  if (declared == directory_.outputs.end()) return Value::missing({});
  Memo& memo = outputs_[declared->first];
  if (memo.state == Expansion::State::kRunning) {
    report(declared->second->header, "Cycle: output \"" + std::string(name) + "\" depends on itself.");
    return unknown("output \"" + std::string(name) + "\" depends on itself", declared->second->header);
  }
  if (memo.state == Expansion::State::kNew) {
    memo.state = Expansion::State::kRunning;
    const hcl::Attribute* value = declared->second->body.find("value");
    memo.value = value != nullptr ? evaluate_here(*value->value) : Value::null();
    if (value != nullptr)
      memo.value = memo.value.via(OriginKind::kModuleOutput, value->value->range,
                                  join_text({address_.empty() ? std::string_view("output") : address_, ".", name}, arena()), arena());
    memo.state = Expansion::State::kDone;
  }
  return memo.value;
}

// ---- repetition

// The arms of a conditional take one type, so that `cond ? toset(x) : []` is a set whichever arm it takes; where the other arm cannot be
// known, neither can the type.
bool ModuleInstance::is_type_certain(const hcl::Expr& expr, int depth) {
  if (depth > 20) return false;
  if (expr.kind == hcl::ExprKind::kParens) return is_type_certain(*expr.as<hcl::Parens>().inner, depth + 1);
  if (expr.kind == hcl::ExprKind::kGetAttr && expr.as<hcl::GetAttr>().source->kind == hcl::ExprKind::kVariable &&
      expr.as<hcl::GetAttr>().source->as<hcl::Variable>().name == "local") {
    const auto local = directory_.locals.find(expr.as<hcl::GetAttr>().name);
    return local == directory_.locals.end() || is_type_certain(*local->second->value, depth + 1);
  }
  if (expr.kind != hcl::ExprKind::kConditional) {
    const Value value = evaluate_here(expr);
    return value.is_known() || (value.unknown_info().type != nullptr && value.unknown_info().type->kind != TypeKind::kDynamic);
  }
  const auto& conditional = expr.as<hcl::Conditional>();
  return is_type_certain(*conditional.yes, depth + 1) && is_type_certain(*conditional.no, depth + 1);
}

Repetition ModuleInstance::repetition(const hcl::Body& body) {
  Repetition result;
  const hcl::Attribute* count = body.find("count");
  const hcl::Attribute* for_each = body.find("for_each");
  if (count != nullptr) {
    result.kind = Repetition::Kind::kCount;
    const Value raw = evaluate_here(*count->value);
    const auto number = convert(raw, Type::number(), arena());
    const bool known = number && number->is_number();
    const std::int64_t whole = known ? number->as_number().to_int64().value_or(-1) : -1;  // -1: too large
    // What Terraform refuses is still worth a look: one instance stands for whatever was meant.
    const auto refused = [&](std::string_view why) {
      report(count->value->range, "Invalid count argument: the given \"count\" argument value is unsuitable: " + std::string(why) + ".");
      result.list.push_back({unknown("count is invalid", count->value->range), {}, true});
      return result;
    };
    if (raw.is_null()) return refused("it is null");
    if (!number) return refused("number required");
    if (!known) {
      result.list.push_back({raw.is_unknown() ? raw : unknown("count is not known", count->value->range), {}, true});
      return result;
    }
    if (compare(number->as_number(), Number(0)) < 0) return refused("must be greater than or equal to zero");
    if (!number->as_number().is_integer()) return refused("a whole number is required");
    if (whole < 0 || whole > static_cast<std::int64_t>(kMaxInstances)) {
      report(count->value->range, "count asks for more than " + std::to_string(kMaxInstances) + " instances; the first is analysed.",
             Diagnostic::Kind::kLimit);
      result.list.push_back({Value::number(0), {}, true});
      return result;
    }
    for (std::int64_t i = 0; i < whole; ++i) result.list.push_back({Value::number(i), {}, false});
    return result;
  }
  if (for_each == nullptr) {
    // OpenTofu: a resource or module call may be switched off.
    Tri switched = Tri::kTrue;
    for (const hcl::Block& block : body.blocks)
      if (const hcl::Attribute* enabled = block.type == "lifecycle" ? block.body.find("enabled") : nullptr)
        switched = tri_and(switched, evaluate_here(*enabled->value).is_true());
    if (switched != Tri::kFalse) result.list.push_back({{}, {}, switched == Tri::kUnknown});
    return result;
  }
  result.kind = Repetition::Kind::kForEach;
  const Value collection = evaluate_here(*for_each->value);
  const auto unknown_one = [&](const Value& cause) {
    const Value key = Value::unknown(cause.is_unknown() ? cause.unknown_info().cause : std::string_view("the keys of for_each are unknown"),
                                     for_each->value->range, arena(), Type::string());
    Value value =
        Value::unknown("the values of for_each are unknown", for_each->value->range, arena()).with_refs(deep_refs(cause, arena()));
    if (cause.is_unknown() && cause.unknown_info().element != nullptr) value = *cause.unknown_info().element;
    result.list.push_back({key, value, true});
  };
  const auto refused = [&](const std::string& why) {
    report(for_each->value->range, "Invalid for_each argument: the given \"for_each\" argument value is unsuitable: " + why + ".");
  };
  if (collection.is_null()) refused("it is null");
  if (collection.is_sensitive()) refused("it is derived from a sensitive value");
  if (collection.is_unknown() || collection.is_null()) {
    unknown_one(collection);
    return result;
  }
  if (!collection.is_map() && collection.collection() != Collection::kSet) {
    // The items still are what was meant.
    if (is_type_certain(*for_each->value, 0))
      refused("it must be a map, or set of strings, and you have provided a value of type " + to_string(type_of(collection, arena())));
    if (!collection.is_list()) unknown_one(collection);
  }
  if (collection.items().size() > kMaxInstances || collection.members().size() > kMaxInstances) {
    report(for_each->value->range, "for_each asks for more than " + std::to_string(kMaxInstances) + " instances; one is analysed.",
           Diagnostic::Kind::kLimit);
    unknown_one(collection);
    return result;
  }
  const auto each = [&](const Value& value) {
    return tainted_by(value, collection.with_refs(nullptr), arena()).via(OriginKind::kEach, value.where(), "each.value", arena());
  };
  for (const Member& member : collection.members()) {
    // for_each over a chained resource: each.value is the resource's instance.
    result.list.push_back({Value::string(member.key).used_at(member.key_range.valid() ? member.key_range : for_each->value->range),
                           each(member.value), false});
  }
  // However many keys are unknown, one instance stands for all of theirs.
  const Value* unknown_key = nullptr;
  for (const Value& item : collection.items()) {
    if (item.is_unknown()) unknown_key = unknown_key == nullptr ? &item : unknown_key;
    else if (const auto text = item.text()) result.list.push_back({make_string(*text, arena()).used_at(item.where()), each(item), false});
  }
  if (unknown_key != nullptr || collection.is_open()) unknown_one(unknown_key != nullptr ? *unknown_key : collection);
  return result;
}

// ---- providers

Provider ModuleInstance::make_provider(const hcl::Block& block) {
  Provider provider;
  if (const hcl::Attribute* region = block.body.find("region")) provider.region = evaluate_here(*region->value);
  const auto read = [&](const hcl::Body& body, std::string_view name, Value& into) {
    if (const hcl::Attribute* attribute = body.find(name)) into = evaluate_here(*attribute->value);
  };
  for (const hcl::Block& nested : block.body.blocks) {
    if (nested.type == "default_tags") read(nested.body, "tags", provider.default_tags);
    if (nested.type != "ignore_tags") continue;
    read(nested.body, "keys", provider.ignored_keys);
    read(nested.body, "key_prefixes", provider.ignored_prefixes);
  }
  return provider;
}

const Provider& ModuleInstance::provider_of(const hcl::Body& body, std::string_view type) {
  std::string chosen_name;
  std::string_view name = type.substr(0, type.find('_'));
  if (const hcl::Attribute* chosen = body.find("provider")) {
    const hcl::Expr& expr = *chosen->value;
    if (expr.kind == hcl::ExprKind::kGetAttr && expr.as<hcl::GetAttr>().source->kind == hcl::ExprKind::kVariable)
      name = joined(expr.as<hcl::GetAttr>().source->as<hcl::Variable>().name, expr.as<hcl::GetAttr>().name, chosen_name);
    else if (expr.kind == hcl::ExprKind::kVariable) name = expr.as<hcl::Variable>().name;
    else if (!literal_text(&expr).empty()) name = literal_text(&expr);
  }
  ModuleInstance* module = this;
  while (true) {
    if (const auto known = module->providers_.find(name); known != module->providers_.end()) return known->second;
    const std::string_view base = name.substr(0, name.find('.'));
    const std::string_view alias = name.find('.') == std::string_view::npos ? std::string_view() : name.substr(name.find('.') + 1);
    for (const hcl::Block* block : module->directory_.providers) {
      const hcl::Attribute* has_alias = block->body.find("alias");
      if (!block->labels.empty() && block->labels[0].text == base &&
          (has_alias != nullptr ? literal_text(has_alias->value) : std::string_view()) == alias)
        return module->providers_[std::string(name)] = module->make_provider(*block);
    }
    if (module->parent_ == nullptr) return module->providers_[std::string(name)];
    const auto mapped = module->provider_map_.find(name);
    if (mapped != module->provider_map_.end()) name = mapped->second;
    else if (!alias.empty()) return module->providers_[std::string(name)];
    module = module->parent_;
  }
}

}  // namespace platlint::terraform

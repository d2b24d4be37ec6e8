// SPDX-License-Identifier: Apache-2.0
#include "analyzer/eval/eval_lines.h"

#include <istream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "analyzer/eval/convert.h"
#include "analyzer/eval/cty_json.h"
#include "analyzer/eval/evaluator.h"
#include "grammars/hcl/parser.h"

namespace platlint {
namespace {

using Json = CtyJson;

class Variables final : public Scope {
 public:
  explicit Variables(std::vector<Member> members) : members_(std::move(members)) {}
  Value lookup(std::string_view root, std::span<const std::string_view>, SourceRange where, std::size_t&, Evaluation& evaluation) override {
    for (const Member& member : members_)
      if (member.key == root) return member.value;
    const std::string message = "Unknown variable: there is no variable named \"" + std::string(root) + "\".";
    evaluation.errors->push_back({Diagnostic::Kind::kSemantic, where, message});
    return Value::unknown(message, where, evaluation.arena);
  }

 private:
  std::vector<Member> members_;
};

// `convert(VALUE, TYPE)` as a whole line says what a variable of that type would make of the value, as `type()` of the console of OpenTofu
// works there only. In configuration there is no such function.
bool asks_for_conversion(const hcl::Expr& tree) {
  return tree.kind == hcl::ExprKind::kCall && tree.as<hcl::Call>().name == "convert" && tree.as<hcl::Call>().args.size() == 2;
}

Value conversion(const hcl::Call& call, Evaluation& evaluation) {
  const TypeDefaults* defaults = nullptr;
  const Type* type = parse_type(*call.args[1], true, evaluation.arena, *evaluation.errors, &defaults);
  const auto value = convert(evaluate(*call.args[0], evaluation), type, evaluation.arena);
  if (value) return defaults != nullptr ? apply_defaults(*value, *defaults, evaluation.arena) : *value;
  evaluation.errors->push_back({Diagnostic::Kind::kSemantic, call.range, "Invalid value: " + value.error().message + "."});
  return {};
}

Json eval_line(const Json& item, const FileSystem& files) {
  Json out;
  if (item.contains("id")) out["id"] = item["id"];
  const bool is_template = item.contains("template");
  if (!is_template && !(item.contains("expr") && item["expr"].is_string())) {
    out["error"] = "expected an object with \"expr\" or \"template\"";
    return out;
  }
  Arena arena;
  std::vector<Member> variables;
  if (item.contains("vars") && item["vars"].is_object())
    for (const auto& [name, variable] : item["vars"].items())
      if (variable.is_object() && variable.contains("value")) {
        const Type* type = variable.contains("type") ? read_type(variable["type"], arena) : Type::dynamic();
        variables.push_back({arena.copy(name), {}, read_value(variable["value"], type, arena)});
      }
  const SourceFile source(0, "expression", item[is_template ? "template" : "expr"].get<std::string>());
  Diagnostics errors;
  const hcl::Expr* tree = is_template ? hcl::parse_template(source, arena, errors) : hcl::parse_expression(source, arena, errors);
  if (tree != nullptr && errors.empty()) {
    Variables scope(std::move(variables));
    Evaluation evaluation{.arena = arena, .scope = scope, .files = &files, .plan_time = "2004-04-25T15:00:00Z", .errors = &errors};
    const Value value = asks_for_conversion(*tree) ? conversion(tree->as<hcl::Call>(), evaluation) : evaluate(*tree, evaluation);
    if (errors.empty()) {
      if (value.is_unknown() || value.is_open()) out["unknown"] = true;
      else out["value"] = write_value(value);
      return out;
    }
  }
  out["error"] = errors.empty() ? std::string("the expression does not parse") : errors.front().message;
  return out;
}

}  // namespace

void eval_lines(std::istream& in, std::ostream& out, const FileSystem& files) {
  std::string line;
  while (std::getline(in, line)) {
    if (line.empty()) continue;
    const Json item = Json::parse(line, nullptr, false);
    const Json answer = item.is_object() ? eval_line(item, files) : Json{{"error", "the line is not a JSON object"}};
    out << answer.dump(-1, ' ', false, Json::error_handler_t::replace) << "\n";
  }
}

}  // namespace platlint

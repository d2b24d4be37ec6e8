// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_schema.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace platlint::schema {
namespace {

using aws::Majors;
using aws::SchemaArgument;
using aws::SchemaBlock;
using aws::SchemaShape;

bool is_meta_argument(std::string_view name) {
  return name == "count" || name == "for_each" || name == "depends_on" || name == "provider" || name == "//";
}
bool is_meta_block(std::string_view name) { return name == "lifecycle" || name == "provisioner" || name == "connection" || name == "_"; }

// As a block: nested blocks, and objects, which Terraform takes in both ways where a provider says so.
bool may_be_block(const SchemaArgument& known) {
  return known.shape == SchemaShape::kBlock || known.shape == SchemaShape::kAny || known.shape == SchemaShape::kObject ||
         known.element == SchemaShape::kObject ||
         (known.shape != SchemaShape::kMap && known.element == SchemaShape::kAny &&
          (known.shape == SchemaShape::kList || known.shape == SchemaShape::kSet));
}

bool is_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error != std::errc::invalid_argument && end == text.data() + text.size();
}

// What is wrong with a value of that form; empty when it fits or may.
std::string_view misfit(const CodeArgument& argument, const SchemaArgument& known) {
  const CodeForm form = argument.form;
  const bool text = form == CodeForm::kText || form == CodeForm::kTemplate;
  const bool scalar = text || form == CodeForm::kNumber || form == CodeForm::kBool;
  switch (known.shape) {
    case SchemaShape::kText:
      return form == CodeForm::kList || form == CodeForm::kObject ? "a string" : "";
    case SchemaShape::kNumber:
      if (form == CodeForm::kList || form == CodeForm::kObject || form == CodeForm::kBool) return "a number";
      return form == CodeForm::kText && !is_number(argument.text) ? "a number" : "";
    case SchemaShape::kBool:
      if (form == CodeForm::kList || form == CodeForm::kObject || form == CodeForm::kNumber) return "true or false";
      return form == CodeForm::kText && argument.text != "true" && argument.text != "false" && argument.text != "1" && argument.text != "0"
                 ? "true or false"
                 : "";
    case SchemaShape::kList:
      return scalar || form == CodeForm::kObject ? "a list" : "";
    case SchemaShape::kSet:
      return scalar || form == CodeForm::kObject ? "a set" : "";
    case SchemaShape::kMap:
      return scalar || form == CodeForm::kList ? "a map" : "";
    case SchemaShape::kObject:
      return scalar || form == CodeForm::kList ? "an object" : "";
    default:
      return "";
  }
}

class Walk {
 public:
  Walk(const TerraformCode& code, Question question, RuleContext& ctx)
      : code_(code), question_(question), old_(code::is_before_blocks(code, ctx)), ctx_(ctx), versions_(provider_versions(code)) {
    for (const CodeDeclaration& declaration : code.declarations)
      if (declaration.override_file) overrides_.emplace(declaration.address, &declaration);
  }

  void declaration(const CodeDeclaration& declaration) {
    const auto schema = aws::schema_of(kind_of(declaration), declaration.type);
    const Majors majors = schema ? static_cast<Majors>(schema->majors & versions_.majors) : Majors{0};
    if (majors == 0) return;
    declaration_ = &declaration;
    block({.schemas = {*schema},
           .majors = majors,
           .header = declaration.header,
           .top = true,
           .strict = true,
           .arguments = declaration.arguments,
           .blocks = declaration.blocks});
  }

  bool possible() const { return versions_.majors != 0; }

 private:
  struct Place {
    std::vector<SchemaBlock> schemas = {};  // one for each form that the block has had
    Majors majors = 0;                      // that matter here
    std::string path = {};                  // "rule.filter."
    SourceRange header = {};
    bool top = false;
    bool strict = false;  // what must be set must be set here
    std::span<const CodeArgument> arguments = {};
    std::span<const CodeBlock> blocks = {};
  };
  using Known = std::vector<SchemaArgument>;

  void block(const Place& place) {
    Known known;
    for (const SchemaBlock& schema : place.schemas)
      for (const SchemaArgument& argument : aws::arguments_of(schema)) known.push_back(argument);
    for (const CodeArgument& argument : place.arguments) {
      if (place.top && is_meta_argument(argument.name)) continue;
      if (declaration_->json && argument.name == "//") continue;
      if (declaration_->json && (argument.name == "dynamic" || (place.top && is_meta_block(argument.name)))) {
        if (argument.name == "dynamic")
          for (const CodeBlock& made : argument.blocks) nested(place, known, made);
        continue;
      }
      one_argument(place, known, argument);
    }
    for (const CodeBlock& made : place.blocks)
      if (!place.top || !is_meta_block(made.type)) nested(place, known, made);
    if (question_ == Question::kMissing && place.strict) missing(place, known);
  }

  // The forms in which the versions that matter have it.
  Known forms(const Place& place, const Known& known, std::string_view name) const {
    Known out;
    for (const SchemaArgument& one : known)
      if (one.name == name && (one.majors & place.majors) != 0) out.push_back(one);
    return out;
  }

  // False where the argument cannot be set at all, which is reported.
  bool settable(const Place& place, const Known& known, Known& found, std::string_view name, SourceRange range, bool may_be_null) {
    if (found.empty()) {
      unknown(place, known, name, range);
      return false;
    }
    found.erase(std::remove_if(found.begin(), found.end(), [](const SchemaArgument& one) { return one.computed_only; }), found.end());
    if (!found.empty()) return true;
    if (question_ == Question::kComputed && !may_be_null) {
      Majors elsewhere_set = 0;
      for (const SchemaArgument& one : known)
        if (one.name == name && !one.computed_only) elsewhere_set = static_cast<Majors>(elsewhere_set | one.majors);
      report(place, name, range,
             "only AWS sets " + quoted(place.path + std::string(name)) + " of " + std::string(declaration_->type) +
                 elsewhere(elsewhere_set, versions_),
             elsewhere_set != 0);
    }
    return false;
  }

  void one_argument(const Place& place, const Known& known, const CodeArgument& argument) {
    Known found = forms(place, known, argument.name);
    const bool may_be_null = argument.form == CodeForm::kOther || argument.form == CodeForm::kNull;  // null sets nothing
    if (!settable(place, known, found, argument.name, argument.name_range, may_be_null)) return;
    const bool block_only =
        std::all_of(found.begin(), found.end(), [](const SchemaArgument& one) { return one.shape == SchemaShape::kBlock; });
    if (block_only && declaration_->json) {
      for (const CodeBlock& made : argument.blocks) nested(place, known, made);
    } else if (block_only && question_ == Question::kUnknown) {
      report(place, argument.name, argument.name_range,
             quoted(place.path + std::string(argument.name)) + " of " + std::string(declaration_->type) +
                 " is a block: write it without \"=\"");
    } else if (!block_only && question_ == Question::kType) {
      for (const SchemaArgument& one : found)
        if (misfit(argument, one).empty()) return;
      report(place, argument.name, argument.value_range,
             quoted(place.path + std::string(argument.name)) + " of " + std::string(declaration_->type) + " must be " +
                 std::string(misfit(argument, found.back())));
    }
  }

  void nested(const Place& place, const Known& known, const CodeBlock& made) {
    Known found = forms(place, known, made.type);
    if (!settable(place, known, found, made.type, made.header, false)) return;
    Place inner{.majors = 0,
                .path = place.path + std::string(made.type) + ".",
                .header = made.header,
                .strict = place.strict,
                .arguments = made.arguments,
                .blocks = made.blocks};
    bool fits = false;
    bool open = false;
    for (const SchemaArgument& one : found) {
      if (!may_be_block(one)) continue;
      fits = true;
      inner.schemas.push_back(aws::inside_of(one));
      inner.majors = static_cast<Majors>(inner.majors | (one.majors & place.majors));
      inner.strict = inner.strict && one.shape == SchemaShape::kBlock;
      // A block without any argument is a block all the same; an object of which nothing is known takes what it takes.
      open = open || (!inner.schemas.back().known() && one.shape != SchemaShape::kBlock);
    }
    if (!fits && question_ == Question::kUnknown && !old_)
      report(place, made.type, made.header,
             quoted(place.path + std::string(made.type)) + " of " + std::string(declaration_->type) +
                 " is an argument, not a block: write \"" + std::string(made.type) + " = ...\"");
    if (fits && !open) block(inner);
  }

  void unknown(const Place& place, const Known& known, std::string_view name, SourceRange range) {
    if (question_ != Question::kUnknown) return;
    Majors having = 0;
    std::string_view meant;
    for (const SchemaArgument& one : known) {
      if (one.name == name) having = static_cast<Majors>(having | one.majors);
      else if (meant.empty() && (one.majors & place.majors) != 0 && !one.computed_only && aws::is_slip(name, one.name) &&
               !given(place, one.name))
        meant = one.name;
    }
    if (!certain(having, place.majors, !meant.empty(), versions_)) return;
    std::string message =
        (place.path.empty() ? std::string(declaration_->type)
                            : quoted(place.path.substr(0, place.path.size() - 1)) + " of " + std::string(declaration_->type)) +
        " has no " + quoted(name);
    if (having != 0) message += elsewhere(having, versions_);
    else if (!meant.empty()) message += "; did you mean " + quoted(meant) + "?";
    report(place, name, range, message, meant.empty());
  }

  bool given(const Place& place, std::string_view name) const {
    const auto makes = [&](const CodeBlock& block) { return block.type == name; };
    if (find(place.arguments, name) != nullptr || std::any_of(place.blocks.begin(), place.blocks.end(), makes)) return true;
    if (declaration_->json)
      if (const CodeArgument* dynamic = find(place.arguments, "dynamic"))
        if (std::any_of(dynamic->blocks.begin(), dynamic->blocks.end(), makes)) return true;
    if (!place.top) return false;
    const auto [begin, end] = overrides_.equal_range(declaration_->address);
    return std::any_of(begin, end, [&](const auto& other) {
      return other.second->find(name) != nullptr || std::any_of(other.second->blocks.begin(), other.second->blocks.end(), makes);
    });
  }

  void missing(const Place& place, const Known& known) {
    if (place.top && declaration_->override_file) return;
    for (std::size_t i = 0; i < known.size(); ++i) {
      const std::string_view name = known[i].name;
      if (i > 0 && known[i - 1].name == name) continue;
      Majors required = 0;
      bool block = true;
      for (const SchemaArgument& one : known) {
        if (one.name != name || !one.required) continue;
        required = static_cast<Majors>(required | one.majors);
        block = block && one.shape == SchemaShape::kBlock;
      }
      if ((place.majors & ~required) != 0) continue;
      const CodeArgument* argument = find(place.arguments, name);
      if (argument != nullptr && argument->is_null && overrides_.find(declaration_->address) == overrides_.end()) {
        report(place, name, argument->value_range,
               quoted(place.path + std::string(name)) + " of " + std::string(declaration_->type) + " must be set, null is no value");
        continue;
      }
      if (given(place, name)) continue;
      report(
          place, name, place.header,
          std::string(declaration_->type) + " must have the " + (block ? "block " : "argument ") + quoted(place.path + std::string(name)));
    }
  }

  void report(const Place& place, std::string_view name, SourceRange range, const std::string& message, bool by_version = false) {
    auto finding = ctx_.report(code_, declaration_, range, message);
    finding.attribute(place.path + std::string(name));
    if (by_version) finding.note(versions_.where, "the version is chosen here");
  }

  static std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

  const TerraformCode& code_;
  Question question_;
  bool old_;  // written for Terraform 0.11
  RuleContext& ctx_;
  Versions versions_;
  const CodeDeclaration* declaration_ = nullptr;
  std::multimap<std::string_view, const CodeDeclaration*> overrides_ = {};
};

}  // namespace

void check(const TerraformCode& code, Question question, RuleContext& ctx) {
  if (code.broken) return;
  const std::vector<const CodeDeclaration*> list = aws_declarations(code);
  if (list.empty()) return;
  Walk walk(code, question, ctx);
  if (!walk.possible()) return;
  for (const CodeDeclaration* declaration : list) walk.declaration(*declaration);
}

}  // namespace platlint::schema

// SPDX-License-Identifier: Apache-2.0
//
// Inputs of included files. Source: docs.gitlab.com/ci/inputs.
#include <re2/re2.h>

#include <algorithm>

#include "analyzer/eval/build.h"
#include "analyzer/lower/gitlab/merge.h"
#include "grammars/yaml/parser.h"

namespace platlint::gitlab {
namespace {

class InputCheck {
 public:
  InputCheck(Merge& merge, const std::string& name, const Tree& definition, const Tree& value)
      : merge_(merge), name_(name), definition_(definition), value_(value) {}

  void run() {
    if (!definition_.is_map() || value_.kind == Tree::Kind::kReference || value_.scalar.is_unknown()) return;
    options();
    pattern();
    type();
  }

 private:
  void complain(const std::string& what) {
    merge_.complain(value_.where.valid() ? value_.where : definition_.key, "`" + name_ + "` input: " + what);
  }

  void options() {
    const Tree* options = definition_.find("options");
    if (options == nullptr || !options->is_list()) return;
    const auto check = [&](const Tree& one) {
      if (one.kind != Tree::Kind::kScalar || one.scalar.is_unknown()) return;
      const bool listed = std::any_of(options->list.begin(), options->list.end(), [&](const Tree& o) { return o.text() == one.text(); });
      if (!listed) complain("`" + one.text() + "` cannot be used because it is not in the list of allowed options.");
    };
    if (value_.is_list()) std::for_each(value_.list.begin(), value_.list.end(), check);
    else check(value_);
  }

  void pattern() {
    const Tree* pattern = definition_.find("regex");
    if (pattern == nullptr || !pattern->scalar.is_string()) return;
    re2::RE2::Options quiet;
    quiet.set_log_errors(false);
    const re2::RE2 regex(pattern->text(), quiet);
    // GitLab's own reader is RE2 as well.
    if (!regex.ok())
      merge_.complain(pattern->where, "`" + name_ + "` input: regex `" + pattern->text() + "` is not a valid regular expression.");
    else if (value_.scalar.is_string() && !re2::RE2::PartialMatch(value_.text(), regex))
      complain("`" + value_.text() + "` does not match required regex: " + pattern->text() + ".");
  }

  void type() {
    const Tree* type = definition_.find("type");
    if (type == nullptr) return;
    const std::string wanted = type->text();
    const bool fits = wanted == "string"    ? value_.kind == Tree::Kind::kScalar && value_.scalar.is_string()
                      : wanted == "number"  ? value_.scalar.is_number()
                      : wanted == "boolean" ? value_.scalar.is_bool()
                      : wanted == "array"   ? value_.is_list()
                                            : false;
    if (!fits) complain("provided value is not a " + wanted + ".");
  }

  Merge& merge_;
  const std::string& name_;
  const Tree& definition_;
  const Tree& value_;
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// The functions behind a bar: truncate(offset, length) changes the text, expand_vars leaves it to the runner.
void apply_functions(std::string_view functions, std::string& text) {
  const std::size_t truncate = functions.find("truncate(");
  if (truncate == std::string_view::npos) return;
  int numbers[2] = {0, 0};
  std::size_t i = truncate + 9;
  for (int& number : numbers) {
    while (i < functions.size() && (functions[i] == ' ' || functions[i] == ',')) ++i;
    while (i < functions.size() && functions[i] >= '0' && functions[i] <= '9' && number < 100000)
      number = number * 10 + (functions[i++] - '0');
  }
  const auto offset = static_cast<std::size_t>(numbers[0]);
  text = offset < text.size() ? text.substr(offset, static_cast<std::size_t>(numbers[1])) : std::string();
}

// $[[ inputs.name | function ]] in a text. A text that is nothing else takes the input's own type.
Tree interpolated(Merge& merge, std::string_view text, const Tree& inputs, SourceRange where) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find("$[[", at);
    out += text.substr(at, open == std::string_view::npos ? open : open - at);
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find("]]", open);
    if (close == std::string_view::npos) {
      out += text.substr(open);
      break;
    }
    std::string_view inside = text.substr(open + 3, close - open - 3);
    std::string_view functions;
    if (const std::size_t bar = inside.find('|'); bar != std::string_view::npos) {
      functions = inside.substr(bar + 1);
      inside = inside.substr(0, bar);
    }
    inside = trimmed(inside);
    Tree value;
    if (!inside.starts_with("inputs.")) merge.complain(where, "unknown interpolation provided: `" + std::string(inside) + "`.");
    else if (const Tree* found = inputs.find(inside.substr(7))) value = *found;
    else merge.complain(where, "unknown interpolation key: `" + std::string(inside.substr(7)) + "`.");
    if (open == 0 && close + 2 == text.size() && functions.empty()) return value;
    std::string piece = value.text();
    apply_functions(functions, piece);
    out += piece;
    at = close + 2;
  }
  Tree whole;
  whole.scalar = make_string(out, merge.arena);
  return whole;
}

void interpolate_below(Merge& merge, Tree& tree, const Tree& inputs, int depth) {
  if (depth > yaml::kMaxDepth) return;
  for (auto& [key, value] : tree.map) {
    if (key.find("$[[") != std::string::npos)
      if (const Tree made = interpolated(merge, key, inputs, tree.where); !made.text().empty()) key = made.text();
    interpolate_below(merge, value, inputs, depth + 1);
  }
  for (Tree& item : tree.list) interpolate_below(merge, item, inputs, depth + 1);
  if (tree.kind != Tree::Kind::kScalar || !tree.scalar.is_string() || tree.scalar.as_string().find("$[[") == std::string_view::npos) return;
  const SourceRange where = tree.where;
  const SourceRange key = tree.key;
  tree = interpolated(merge, tree.scalar.as_string(), inputs, where);
  tree.where = where;
  tree.key = key;
}

}  // namespace

Tree resolve_inputs(Merge& merge, const Tree& header, const Tree& given, const SourceFile& file) {
  Tree inputs = empty_map();
  const Tree* spec = header.find("spec");
  const Tree* declared = spec != nullptr ? spec->find("inputs") : nullptr;
  if (declared == nullptr) return inputs;
  for (const auto& [name, definition] : declared->map) {
    Tree value;
    if (const Tree* passed = given.find(name)) {
      value = *passed;
    } else if (const Tree* fallback = definition.find("default")) {
      value = *fallback;
    } else {
      merge.complain(definition.key.valid() ? definition.key : file.whole(), "`" + name + "` input: required value has not been provided.");
      value.scalar = Value::unknown("the input " + name + " has no value", definition.key, merge.arena);
    }
    InputCheck(merge, name, definition, value).run();
    inputs.set(name, std::move(value));
  }
  return inputs;
}

void interpolate(Merge& merge, Tree& tree, const Tree& inputs) { interpolate_below(merge, tree, inputs, 0); }

}  // namespace platlint::gitlab

// SPDX-License-Identifier: Apache-2.0
//
// Strings with templates. A template with an unknown part is an unknown string whose beginning and end may be known:
// "arn:aws:s3:::${unknown}/*" is known to begin with "arn:aws:s3:::" and to end with "/*", which is what most questions about it need.
// A template of a JSON document with unknown parts keeps the document's structure.
#include <utf8proc.h>

#include <cstdlib>

#include "analyzer/eval/convert.h"
#include "analyzer/eval/expression.h"
#include "analyzer/eval/json_value.h"

namespace platlint {
namespace {

// Terraform's strings are in Unicode's normal form C.
std::string_view normalised(std::string_view text, Arena& arena) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0x80U) == 0; })) return text;
  utf8proc_uint8_t* out = nullptr;
  const utf8proc_ssize_t length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()), &out,
                                               static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (length < 0) return text;
  const std::string_view copy = arena.copy(std::string_view(reinterpret_cast<const char*>(out), static_cast<std::size_t>(length)));
  std::free(out);
  return copy;
}

// Text as it grows, with unknown holes.
class TemplateText {
 public:
  void add(std::string_view text) {
    if (hole_ == nullptr) prefix_ += text;
    else suffix_ += text;
    if (!holes_.empty()) known_ += text;
  }
  // The value of an interpolation, or the whole of a directive.
  void add_unknown(const Value& value, bool directive = false) {
    if (hole_ == nullptr) {
      const std::size_t first = prefix_.find_first_not_of(" \t\r\n");
      json_ = first != std::string::npos && (prefix_[first] == '{' || prefix_[first] == '[');
      if (json_) known_ = prefix_;
      prefix_ += value.unknown_info().prefix;
    }
    json_ = json_ && !directive;
    if (json_) holes_.push_back({known_.size(), value});
    else holes_.clear();
    suffix_ = value.unknown_info().suffix;
    if (hole_ == nullptr || hole_->cause.empty()) hole_ = &value.unknown_info();
  }
  // The document that a text with unknown parts is; null when it is none.
  const Value* document(Arena& arena) const {
    if (holes_.empty()) return nullptr;
    const auto read = read_json(known_, holes_, arena);
    return read ? arena.make<Value>(*read) : nullptr;
  }
  const UnknownInfo* hole() const { return hole_; }
  const std::string& prefix() const { return prefix_; }
  const std::string& suffix() const { return suffix_; }

 private:
  std::string prefix_;
  std::string suffix_;
  const UnknownInfo* hole_ = nullptr;
  bool json_ = false;  // so far
  std::string known_;  // all known text of a JSON document
  std::vector<TextHole> holes_;
};

class TemplateEvaluation {
 public:
  TemplateEvaluation(Evaluator& evaluator, SourceRange where) : evaluator_(evaluator), where_(where) {}

  void parts(std::span<const hcl::TemplatePart> list) {
    for (const hcl::TemplatePart& part : list) {
      if (stopped_) return;
      switch (part.kind) {
        case hcl::TemplatePart::Kind::kText: add(part.text, part.range); break;
        case hcl::TemplatePart::Kind::kInterp: interpolation(*part.value); break;
        case hcl::TemplatePart::Kind::kIf: condition(part); break;
        case hcl::TemplatePart::Kind::kFor: loop(part); break;
      }
    }
  }

  Value result() {
    Arena& arena = evaluator_.arena();
    Value value;
    if (text_.hole() == nullptr) {
      value = Value::string(normalised(arena.copy(text_.prefix()), arena));
    } else {
      UnknownInfo info{.type = Type::string(), .not_null = true};
      info.prefix = arena.copy(text_.prefix());
      info.suffix = arena.copy(text_.suffix());
      info.cause = text_.hole()->cause;
      info.cause_range = text_.hole()->cause_range;
      info.encoded = text_.document(arena);
      value = Value::unknown(arena.make<UnknownInfo>(info));
    }
    return value.with_refs(refs_).with_marks(marks_).with_origin(value.is_known() ? origin_ : nullptr);
  }

 private:
  void add(std::string_view text, SourceRange where) {
    if (evaluator_.spend(text.size() + 1, where)) text_.add(text);
    else stop();
  }

  void stop() {
    stopped_ = true;
    text_.add_unknown(Value::unknown(nullptr), true);
  }

  void taint(const Value& value) {
    refs_ = join_refs(refs_, value.refs_handle(), evaluator_.arena());
    marks_ = marks_ | value.marks();
    if (origin_ == nullptr) origin_ = value.origin();
  }

  void interpolation(const hcl::Expr& expr) {
    const Value value = evaluator_.eval(expr);
    taint(value);
    if (value.is_absent()) {
      text_.add_unknown(evaluator_.error(expr.range, "Invalid template interpolation value: the expression result is null. Cannot include a null value in a string template."));
      return;
    }
    const Value text = evaluator_.converted(value, Type::string(), expr.range, "Invalid template interpolation value: cannot include the given value in a string template");
    if (text.is_unknown()) text_.add_unknown(text);
    else add(text.as_string(), expr.range);
  }

  void condition(const hcl::TemplatePart& part) {
    const Value value = evaluator_.converted(evaluator_.eval(*part.value), Type::boolean(), part.value->range, "Incorrect condition type: the condition expression must be of type bool");
    taint(value);
    if (value.is_null()) {
      text_.add_unknown(evaluator_.error(part.value->range, "Null condition: the condition value is null. Conditions must either be true or false."), true);
    } else if (value.is_unknown()) {
      text_.add_unknown(Value::unknown(evaluator_.arena().make<UnknownInfo>(UnknownInfo{.cause = value.unknown_info().cause, .cause_range = value.unknown_info().cause_range})), true);
    } else {
      parts(value.as_bool() ? part.body : part.otherwise);
    }
  }

  void loop(const hcl::TemplatePart& part) {
    const Value collection = evaluator_.eval(*part.value);
    taint(collection);
    if (collection.is_unknown() || collection.is_open()) {
      text_.add_unknown(collection.is_unknown() ? collection : Value::unknown(nullptr), true);
      return;
    }
    if (!collection.is_list() && !collection.is_map()) {
      text_.add_unknown(evaluator_.error(part.value->range, "Iteration over non-iterable value: a value of this type cannot be used as the collection in a for directive."), true);
      return;
    }
    const auto step = [&](const Value& key, const Value& item) {
      LocalName names[2] = {{part.value_name, item}, {part.key_name, key}};
      const Frame inner{std::span<const LocalName>(names, part.key_name.empty() ? 1U : 2U), evaluator_.frame};
      const Frame* const outer = std::exchange(evaluator_.frame, &inner);
      parts(part.body);
      evaluator_.frame = outer;
    };
    std::int64_t number = 0;
    for (const Value& item : collection.items()) {
      if (stopped_ || !evaluator_.spend(1, part.range)) return stop();
      step(collection.collection() == Collection::kSet ? item : Value::number(number), item);
      ++number;
    }
    for (const Member& member : collection.members()) {
      if (stopped_ || !evaluator_.spend(1, part.range)) return stop();
      step(Value::string(member.key), member.value);
    }
  }

  Evaluator& evaluator_;
  SourceRange where_;
  TemplateText text_;
  const Refs* refs_ = nullptr;
  Mark marks_ = Mark::kNone;
  const Origin* origin_ = nullptr;  // of the first part that has one: where a person looks first
  bool stopped_ = false;
};

// One interpolation and nothing else keeps its type. Space beside it makes it a text, even where a trim marker removes the space.
bool is_wrap(const hcl::Template& expr) {
  if (expr.parts.size() != 1 || expr.parts[0].kind != hcl::TemplatePart::Kind::kInterp) return false;
  if (expr.form == hcl::Template::Form::kJson) return true;
  const std::uint32_t quotes = expr.form == hcl::Template::Form::kQuoted ? 2 : 0;
  const SourceRange part = expr.parts[0].range;
  return expr.range.end - expr.range.begin <= part.end - part.begin + quotes;
}

}  // namespace

Value Evaluator::text(const hcl::Template& expr) {
  if (expr.parts.empty()) return Value::string("");
  if (expr.parts.size() == 1 && expr.parts[0].kind == hcl::TemplatePart::Kind::kText) return Value::string(normalised(expr.parts[0].text, arena()));
  if (is_wrap(expr)) return eval(*expr.parts[0].value);
  TemplateEvaluation evaluation(*this, expr.range);
  evaluation.parts(expr.parts);
  return evaluation.result();
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
//
// Strings with templates. A template with an unknown part is an unknown string whose beginning and end may be known:
// "arn:aws:s3:::${unknown}/*" is known to begin with "arn:aws:s3:::" and to end with "/*", which is what most questions about it need.
// A template of a JSON document with unknown parts keeps the document's structure.
#include <utf8proc.h>

#include <cstdlib>

#include "analyzer/eval/budget.h"
#include "analyzer/eval/convert.h"
#include "analyzer/eval/expression.h"
#include "analyzer/eval/json_text.h"
#include "analyzer/support/ascii.h"

namespace platlint {
namespace {

// Terraform's strings are in Unicode's normal form C.
std::string_view normalised(std::string_view text, Arena& arena) {
  if (is_ascii(text)) return text;
  utf8proc_uint8_t* out = nullptr;
  const utf8proc_ssize_t length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()), &out,
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
  }
  void add_unknown(const Value& value) {
    // The known ends of what may be endless are known for a good part.
    constexpr std::size_t kMostKnown = 64 * 1024;
    const auto within = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };  // a character of several bytes
    if (hole_ == nullptr) {
      prefix_ += value.unknown_info().prefix;
      std::size_t end = std::min(prefix_.size(), kMostKnown);
      while (end > 0 && end < prefix_.size() && within(prefix_[end])) --end;
      prefix_.resize(end);
    }
    std::string_view suffix = value.unknown_info().suffix;
    if (suffix.size() > kMostKnown) suffix.remove_prefix(suffix.size() - kMostKnown);
    while (suffix.size() < value.unknown_info().suffix.size() && !suffix.empty() && within(suffix.front())) suffix.remove_prefix(1);
    suffix_ = suffix;
    if (hole_ == nullptr || hole_->cause.empty()) hole_ = &value.unknown_info();
  }
  const UnknownInfo* hole() const { return hole_; }
  const std::string& prefix() const { return prefix_; }
  const std::string& suffix() const { return suffix_; }

 private:
  std::string prefix_;
  std::string suffix_;
  const UnknownInfo* hole_ = nullptr;
};

class TemplateEvaluation {
 public:
  TemplateEvaluation(Evaluator& evaluator, const hcl::Template& expr) : evaluator_(evaluator), expr_(expr) {
    if (!expr.parts.empty() && looks_like_json(expr.parts[0].text)) json_.emplace();
  }

  void parts(std::span<const hcl::TemplatePart> list) {
    for (const hcl::TemplatePart& part : list) {
      if (stopped_) return;
      switch (part.kind) {
        case hcl::TemplatePart::Kind::kText:
          add(part.text, part.range);
          if (json_) json_literal(part);
          break;
        case hcl::TemplatePart::Kind::kInterp:
          interpolation(*part.value);
          break;
        case hcl::TemplatePart::Kind::kIf:
          condition(part);
          break;
        case hcl::TemplatePart::Kind::kFor:
          loop(part);
          break;
      }
    }
  }

  Value result() {
    Arena& arena = evaluator_.arena();
    Value value;
    const auto structure = json_ && !stopped_ ? json_->read(arena) : std::nullopt;
    if (text_.hole() == nullptr) {
      value = Value::string(normalised(arena.copy(text_.prefix()), arena)).with_origin(origin_);
      if (structure) value = encoded_from(value, *structure, expr_.range, arena);
    } else {
      UnknownInfo info{.type = Type::string(), .not_null = true};
      info.prefix = arena.copy(text_.prefix());
      info.suffix = arena.copy(text_.suffix());
      info.cause = text_.hole()->cause;
      info.cause_range = text_.hole()->cause_range;
      if (structure) info.encoded = arena.make<Value>(*structure);
      value = Value::unknown(arena.make<UnknownInfo>(info));
    }
    return value.with_refs(refs_).with_marks(marks_);
  }

 private:
  void add(std::string_view text, SourceRange where) {
    if (evaluator_.spend(text.size() + 1, where)) text_.add(text);
    else stop();
  }

  // Where the text of a part stands: just so, or with its lines indented, or (with escapes) somewhere in there.
  void json_literal(const hcl::TemplatePart& part) {
    const std::string_view text = part.text;
    const std::size_t length = part.range.end - part.range.begin;
    const bool at_line_start = expr_.form == hcl::Template::Form::kIndentedHeredoc && (&part == expr_.parts.data() || ends_line_);
    std::size_t starts = at_line_start ? 1 : 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
      if (text[i] == '\n') ++starts;
    ends_line_ = text.ends_with('\n');
    if (length == text.size()) json_->add(text, part.range, true);
    else if (expr_.form == hcl::Template::Form::kIndentedHeredoc && length > text.size() && starts > 0 &&
             (length - text.size()) % starts == 0)
      json_->add_lines(text, part.range, (length - text.size()) / starts, at_line_start);
    else json_->add(text, part.range, false);
  }

  void add_unknown(const Value& value, SourceRange where) {
    text_.add_unknown(value);
    if (json_) json_->add_unknown(value, where);
  }

  // An unknown piece of text that may be anything: the structure is lost.
  void unknown_part(const Value& value) {
    text_.add_unknown(value);
    json_.reset();
  }

  void stop() {
    stopped_ = true;
    unknown_part(Value::unknown(nullptr));
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
      add_unknown(
          evaluator_.error(
              expr.range,
              "Invalid template interpolation value: the expression result is null. Cannot include a null value in a string template."),
          expr.range);
      return;
    }
    const Value text = evaluator_.converted(value, Type::string(), expr.range,
                                            "Invalid template interpolation value: cannot include the given value in a string template");
    if (text.is_unknown()) return add_unknown(text, expr.range);
    add(text.as_string(), expr.range);
    if (json_) json_->add(text.as_string(), expr.range, false);
  }

  void condition(const hcl::TemplatePart& part) {
    const Value value = evaluator_.converted(evaluator_.eval(*part.value), Type::boolean(), part.value->range,
                                             "Incorrect condition type: the condition expression must be of type bool");
    taint(value);
    if (value.is_null()) {
      unknown_part(
          evaluator_.error(part.value->range, "Null condition: the condition value is null. Conditions must either be true or false."));
    } else if (value.is_unknown()) {
      unknown_part(Value::unknown(evaluator_.arena().make<UnknownInfo>(
          UnknownInfo{.cause = value.unknown_info().cause, .cause_range = value.unknown_info().cause_range})));
    } else {
      parts(value.as_bool() ? part.body : part.otherwise);
    }
  }

  void loop(const hcl::TemplatePart& part) {
    const Value collection = evaluator_.eval(*part.value);
    taint(collection);
    if (collection.is_unknown() || collection.is_open()) {
      unknown_part(collection.is_unknown() ? collection : Value::unknown(nullptr));
      return;
    }
    if (!collection.is_list() && !collection.is_map()) {
      unknown_part(
          evaluator_.error(part.value->range,
                           "Iteration over non-iterable value: a value of this type cannot be used as the collection in a for directive."));
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
      if (stopped_ || !evaluator_.spend(kStepCost, part.range)) return stop();
      step(collection.collection() == Collection::kSet ? item : Value::number(number), item);
      ++number;
    }
    for (const Member& member : collection.members()) {
      if (stopped_ || !evaluator_.spend(kStepCost, part.range)) return stop();
      step(Value::string(member.key), member.value);
    }
  }

  Evaluator& evaluator_;
  const hcl::Template& expr_;
  TemplateText text_;
  std::optional<JsonText> json_;
  bool ends_line_ = false;
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
  if (expr.parts.size() == 1 && expr.parts[0].kind == hcl::TemplatePart::Kind::kText && !looks_like_json(expr.parts[0].text))
    return Value::string(normalised(expr.parts[0].text, arena()));
  if (is_wrap(expr)) return eval(*expr.parts[0].value);
  TemplateEvaluation evaluation(*this, expr);
  evaluation.parts(expr.parts);
  return evaluation.result();
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
//
// HCL's JSON syntax (github.com/hashicorp/hcl/v2/json/spec.md) into the same tree. JSON does not tell arguments from blocks; Terraform's
// schema does. The block types of Terraform's top level are known here with their numbers of labels; inside them everything is an
// argument whose value is an object or a list, which reads the same to a rule. Strings are templates; their ranges are exact as long
// as the string holds no escapes.
#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "grammars/hcl/parser.h"

namespace platlint::hcl {
namespace {

struct Json {
  enum class Kind : std::uint8_t { kNull, kBool, kNumber, kString, kList, kObject };
  Kind kind = Kind::kNull;
  SourceRange range = {};
  std::string_view text = {};  // number as written; string with escapes resolved
  bool boolean = false;
  bool escaped = false;
  struct Entry;
  // No initializers: clang would need the destructors of types that are not complete yet.
  std::vector<Json> items;
  std::vector<Entry> entries;
};
struct Json::Entry {
  std::string_view key = {};
  SourceRange key_range = {};
  Json value = {};
};

struct BlockType {
  std::string_view name;
  int labels;
};
constexpr BlockType kBlockTypes[] = {{"resource", 2}, {"data", 2},     {"ephemeral", 2}, {"module", 1},    {"variable", 1},
                                     {"output", 1},   {"provider", 1}, {"locals", 0},    {"terraform", 0}, {"moved", 0},
                                     {"import", 0},   {"check", 1},    {"removed", 0}};

class JsonParser {
 public:
  JsonParser(const SourceFile& file, Arena& arena, Diagnostics& diagnostics)
      : file_(file), text_(file.text()), arena_(arena), diagnostics_(diagnostics) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  const File* run(bool variables) {
    File* result = arena_.make<File>();
    result->body.range = range(0, text_.size());
    Json root;
    if (!value(root, 0)) return result;
    skip();
    if (at_ < text_.size()) error("Extra characters after the JSON value.");
    // A list of objects stands for one object with all that is in them.
    const auto is_object = [](const Json& item) { return item.kind == Json::Kind::kObject; };
    if (root.kind == Json::Kind::kList && std::all_of(root.items.begin(), root.items.end(), is_object)) {
      Json whole;
      whole.kind = Json::Kind::kObject;
      whole.range = root.range;
      for (Json& item : root.items) std::move(item.entries.begin(), item.entries.end(), std::back_inserter(whole.entries));
      root = std::move(whole);
    }
    if (root.kind != Json::Kind::kObject) {
      diagnostics_.push_back({Diagnostic::Kind::kSyntax, root.range, "The file must hold a JSON object, or a list of objects."});
      return result;
    }
    result->body = variables ? arguments(root) : top(root);
    return result;
  }

 private:
  SourceRange range(std::size_t begin, std::size_t end) const {
    return {file_.id(), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  bool error(std::string message) {
    if (!failed_)
      diagnostics_.push_back(
          {Diagnostic::Kind::kSyntax, range(std::min(at_, text_.size()), std::min(at_ + 1, text_.size())), std::move(message)});
    failed_ = true;
    return false;
  }

  void skip() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
  }

  // ---- JSON (RFC 8259)
  bool value(Json& out, int depth) {
    skip();
    if (depth > kMaxDepth) {
      diagnostics_.push_back({Diagnostic::Kind::kLimit, range(at_, at_), "Nested deeper than " + std::to_string(kMaxDepth) + " levels."});
      return false;
    }
    if (at_ >= text_.size()) return error("Expected a JSON value, found the end of the file.");
    const std::size_t begin = at_;
    const char c = text_[at_];
    bool good = true;
    if (c == '{') good = object(out, depth);
    else if (c == '[') good = list(out, depth);
    else if (c == '"') good = string(out.text, out.escaped), out.kind = Json::Kind::kString;
    else good = word(out);
    out.range = range(begin, at_);
    return good;
  }

  bool word(Json& out) {
    for (const auto& [text, kind, boolean] : {std::tuple("null", Json::Kind::kNull, false), std::tuple("true", Json::Kind::kBool, true),
                                              std::tuple("false", Json::Kind::kBool, false)})
      if (text_.substr(at_, std::string_view(text).size()) == text) {
        out.kind = kind;
        out.boolean = boolean;
        at_ += std::string_view(text).size();
        return true;
      }
    const std::size_t begin = at_;
    const auto digits = [&] {
      const std::size_t before = at_;
      while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
      return at_ > before;
    };
    if (text_[at_] == '-') ++at_;
    if (!digits()) return error("Expected a JSON value.");
    if (at_ < text_.size() && text_[at_] == '.') {
      ++at_;
      if (!digits()) return error("Expected digits after the decimal point.");
    }
    if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
      ++at_;
      if (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
      if (!digits()) return error("Expected digits in the exponent.");
    }
    out.kind = Json::Kind::kNumber;
    out.text = text_.substr(begin, at_ - begin);
    return true;
  }

  bool string(std::string_view& out, bool& escaped) {
    const std::size_t begin = ++at_;
    while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\\' && text_[at_] != '\n') ++at_;
    if (at_ < text_.size() && text_[at_] == '"') {
      out = text_.substr(begin, at_++ - begin);
      return true;
    }
    escaped = true;
    std::string cooked(text_.substr(begin, at_ - begin));
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '\n') return error("A string must end on its line.");
      if (text_[at_] != '\\') {
        cooked += text_[at_++];
        continue;
      }
      const char c = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
      at_ += 2;
      constexpr std::string_view kFrom = "\"\\/bfnrt";
      constexpr std::string_view kTo = "\"\\/\b\f\n\r\t";
      if (const std::size_t i = kFrom.find(c); c != '\0' && i != std::string_view::npos) {
        cooked += kTo[i];
      } else if (c == 'u') {
        std::uint32_t code = 0;
        if (!unit(code)) return false;
        if (code >= 0xD800 && code < 0xDC00 && text_.substr(at_, 2) == "\\u") {
          at_ += 2;
          std::uint32_t low = 0;
          if (!unit(low)) return false;
          code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
        }
        append(cooked, code);
      } else {
        return error("This escape does not exist in JSON.");
      }
    }
    if (at_ >= text_.size()) return error("This string is not closed.");
    ++at_;
    out = arena_.copy(cooked);
    return true;
  }

  bool unit(std::uint32_t& code) {
    for (int i = 0; i < 4; ++i, ++at_) {
      const char d = at_ < text_.size() ? text_[at_] : '\0';
      const int digit = d >= '0' && d <= '9' ? d - '0' : d >= 'a' && d <= 'f' ? d - 'a' + 10 : d >= 'A' && d <= 'F' ? d - 'A' + 10 : -1;
      if (digit < 0) return error("The escape \\u needs four hexadecimal digits.");
      code = code * 16 + static_cast<std::uint32_t>(digit);
    }
    return true;
  }

  static void append(std::string& out, std::uint32_t code) {
    if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = 0xFFFD;
    const auto byte = [&](std::uint32_t b) { out += static_cast<char>(b); };
    if (code < 0x80) return byte(code);
    if (code < 0x800) return byte(0xC0U | (code >> 6U)), byte(0x80U | (code & 0x3FU));
    if (code < 0x10000) return byte(0xE0U | (code >> 12U)), byte(0x80U | ((code >> 6U) & 0x3FU)), byte(0x80U | (code & 0x3FU));
    byte(0xF0U | (code >> 18U)), byte(0x80U | ((code >> 12U) & 0x3FU)), byte(0x80U | ((code >> 6U) & 0x3FU)), byte(0x80U | (code & 0x3FU));
  }

  bool list(Json& out, int depth) {
    out.kind = Json::Kind::kList;
    ++at_;
    skip();
    if (at_ < text_.size() && text_[at_] == ']') return ++at_, true;
    while (true) {
      out.items.emplace_back();
      if (!value(out.items.back(), depth + 1)) return false;
      skip();
      if (at_ < text_.size() && text_[at_] == ',') ++at_;
      else if (at_ < text_.size() && text_[at_] == ']') return ++at_, true;
      else return error("Expected \",\" or \"]\".");
    }
  }

  bool object(Json& out, int depth) {
    out.kind = Json::Kind::kObject;
    ++at_;
    skip();
    if (at_ < text_.size() && text_[at_] == '}') return ++at_, true;
    while (true) {
      skip();
      if (at_ >= text_.size() || text_[at_] != '"') return error("Expected a quoted property name.");
      Json::Entry entry;
      const std::size_t begin = at_;
      bool escaped = false;
      if (!string(entry.key, escaped)) return false;
      entry.key_range = range(begin, at_);
      skip();
      if (at_ >= text_.size() || text_[at_] != ':') return error("Expected \":\" after the property's name.");
      ++at_;
      if (!value(entry.value, depth + 1)) return false;
      out.entries.push_back(std::move(entry));
      skip();
      if (at_ < text_.size() && text_[at_] == ',') ++at_;
      else if (at_ < text_.size() && text_[at_] == '}') return ++at_, true;
      else return error("Expected \",\" or \"}\".");
    }
  }

  // ---- to HCL
  Body top(const Json& root) {
    std::vector<Block> blocks;
    for (const Json::Entry& entry : root.entries) {
      if (entry.key == "//") continue;
      const BlockType* type = nullptr;
      for (const BlockType& candidate : kBlockTypes)
        if (candidate.name == entry.key) type = &candidate;
      if (type == nullptr) {
        diagnostics_.push_back(
            {Diagnostic::Kind::kSyntax, entry.key_range, "\"" + std::string(entry.key) + "\" is no block type of Terraform."});
        continue;
      }
      std::vector<Label> labels;
      add_blocks(*type, entry, entry.value, labels, blocks);
    }
    Body body;
    body.blocks = arena_.copy(blocks);
    body.range = root.range;
    return body;
  }

  // One object a block, or a list of them; each label is one level of objects.
  void add_blocks(const BlockType& type, const Json::Entry& entry, const Json& json, std::vector<Label>& labels,
                  std::vector<Block>& blocks) {
    if (json.kind == Json::Kind::kList) {
      for (const Json& item : json.items) add_blocks(type, entry, item, labels, blocks);
      return;
    }
    if (json.kind != Json::Kind::kObject) {
      if (json.kind != Json::Kind::kNull)
        diagnostics_.push_back(
            {Diagnostic::Kind::kSyntax, json.range, "Expected an object: \"" + std::string(type.name) + "\" is a block."});
      return;
    }
    if (static_cast<int>(labels.size()) < type.labels) {
      for (const Json::Entry& inner : json.entries) {
        if (inner.key == "//") continue;
        labels.push_back({inner.key, inner.key_range});
        add_blocks(type, entry, inner.value, labels, blocks);
        labels.pop_back();
      }
      return;
    }
    Block block;
    block.type = type.name;
    block.type_range = entry.key_range;
    block.labels = arena_.copy(labels);
    block.header = labels.empty() ? entry.key_range : labels.back().range;
    block.range = {json.range.file, block.header.begin, json.range.end};
    block.body = type.name == "terraform" ? settings(json) : arguments(json);
    blocks.push_back(block);
  }

  // Inside `terraform`, backend and required_providers are blocks again.
  Body settings(const Json& json) {
    std::vector<Attribute> attributes;
    std::vector<Block> blocks;
    for (const Json::Entry& entry : json.entries) {
      std::vector<Label> labels;
      if (entry.key == "backend") add_blocks({"backend", 1}, entry, entry.value, labels, blocks);
      else if (entry.key == "required_providers" || entry.key == "cloud") add_blocks({entry.key, 0}, entry, entry.value, labels, blocks);
      else if (entry.key != "//") attributes.push_back(attribute(entry));
    }
    Body body;
    body.attributes = arena_.copy(attributes);
    body.blocks = arena_.copy(blocks);
    body.range = json.range;
    return body;
  }

  Body arguments(const Json& json) {
    std::vector<Attribute> attributes;
    for (const Json::Entry& entry : json.entries)
      if (entry.key != "//") attributes.push_back(attribute(entry));
    Body body;
    body.attributes = arena_.copy(attributes);
    body.range = json.range;
    return body;
  }

  Attribute attribute(const Json::Entry& entry) {
    return {entry.key, entry.key_range, cover(entry.key_range, entry.value.range), expression(entry.value)};
  }

  const Expr* expression(const Json& json) {
    switch (json.kind) {
      case Json::Kind::kNull:
        return arena_.make<Literal>(Literal{{ExprKind::kLiteral, json.range}, Literal::Type::kNull});
      case Json::Kind::kBool:
        return arena_.make<Literal>(Literal{{ExprKind::kLiteral, json.range}, Literal::Type::kBool, json.boolean});
      case Json::Kind::kNumber:
        return number(json);
      case Json::Kind::kString:
        return text(json);
      case Json::Kind::kList: {
        std::vector<const Expr*> items;
        for (const Json& item : json.items) items.push_back(expression(item));
        return arena_.make<Tuple>(Tuple{{ExprKind::kTuple, json.range}, arena_.copy(items)});
      }
      case Json::Kind::kObject: {
        std::vector<ObjectItem> items;
        for (const Json::Entry& entry : json.entries) {
          Json key;
          key.kind = Json::Kind::kString;
          key.text = entry.key;
          key.range = entry.key_range;
          items.push_back({text(key), expression(entry.value), false});
        }
        return arena_.make<Object>(Object{{ExprKind::kObject, json.range}, arena_.copy(items)});
      }
    }
    return nullptr;
  }

  const Expr* number(const Json& json) {
    Literal literal{{ExprKind::kLiteral, json.range}, Literal::Type::kNumber};
    literal.number = json.text;
    if (!json.text.starts_with('-')) return arena_.make<Literal>(literal);
    literal.number.remove_prefix(1);
    return arena_.make<Unary>(Unary{{ExprKind::kUnary, json.range}, UnaryOp::kNegate, arena_.make<Literal>(literal)});
  }

  const Expr* text(const Json& json) {
    if (json.text.find("${") != std::string_view::npos || json.text.find("%{") != std::string_view::npos) {
      // The template is read as a text of its own; what it names is copied into the arena by reading a copy that lives there.
      const std::string_view copy = arena_.copy(json.text);
      Diagnostics problems;
      if (const Expr* expr = parse_template_text(copy, json.range, arena_, problems)) {
        Template whole = expr->as<Template>();
        whole.form = Template::Form::kJson;
        whole.range = json.range;
        return arena_.make<Template>(whole);
      }
      diagnostics_.push_back({Diagnostic::Kind::kSyntax, json.range,
                              problems.empty() ? std::string("This template does not parse.") : problems.front().message});
    }
    std::span<const TemplatePart> parts;
    if (!json.text.empty()) {
      TemplatePart* part = arena_.make<TemplatePart>();
      part->range = json.range;
      part->text = json.text;
      parts = std::span<const TemplatePart>(part, 1);
    }
    return arena_.make<Template>(Template{{ExprKind::kTemplate, json.range}, Template::Form::kJson, parts});
  }

  const SourceFile& file_;
  std::string_view text_;
  Arena& arena_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace

const File* parse_json(const SourceFile& file, Arena& arena, Diagnostics& diagnostics) {
  const bool variables = file.path().ends_with(".tfvars.json");
  return JsonParser(file, arena, diagnostics).run(variables);
}

}  // namespace platlint::hcl

// SPDX-License-Identifier: Apache-2.0
#include <iconv.h>
#include <openssl/evp.h>
#include <zlib.h>

#include "analyzer/eval/functions/families.h"
#include "analyzer/eval/json_text.h"
#include "analyzer/eval/json_value.h"
#include "analyzer/support/ascii.h"

namespace platlint {

std::string base64(std::string_view bytes) {
  std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(length));
  return out;
}

std::optional<std::string> unbase64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string out(text.size() / 4 * 3 + 1, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  if (length < 0) return std::nullopt;
  std::size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
  out.resize(static_cast<std::size_t>(length) - padding);
  return out;
}

bool is_utf8(std::string_view text) {
  if (is_ascii(text)) return true;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    const std::size_t length = c < 0x80 ? 1 : c >= 0xC2 && c < 0xE0 ? 2 : c >= 0xE0 && c < 0xF0 ? 3 : c >= 0xF0 && c < 0xF5 ? 4 : 0;
    if (length == 0 || i + length > text.size()) return false;
    for (std::size_t k = 1; k < length; ++k)
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0U) != 0x80U) return false;
    i += length;
  }
  return true;
}

namespace {

std::string_view text(const FunctionCall& call, std::size_t i) { return call.args[i].as_string(); }

Value jsonencode(FunctionCall& call) {
  std::string out;
  if (write_json(call.args[0], out)) {
    if (out.size() > call.evaluation.budget) return call.spend(out.size()) ? Value() : call.too_large();
    const Value text = make_string(out, call.arena());
    return call.args[0].is_map() || call.args[0].is_list() ? encoded_from(text, call.args[0], call.where, call.arena()) : text;
  }
  UnknownInfo info{.type = Type::string(), .not_null = true, .prefix = call.arena().copy(out)};
  info.encoded = call.arena().make<Value>(call.args[0]);
  if (call.args[0].is_unknown()) {
    info.cause = call.args[0].unknown_info().cause;
    info.cause_range = call.args[0].unknown_info().cause_range;
  }
  return Value::unknown(call.arena().make<UnknownInfo>(info));
}

Value jsondecode(FunctionCall& call) {
  // A JSON file was understood when it was read, with the place of every part.
  const Origin* origin = call.args[0].origin();
  const bool is_file =
      origin != nullptr && origin->kind == OriginKind::kEncoding && origin->next != nullptr && origin->next->kind == OriginKind::kFile;
  if (const Value* said = call.args[0].encoded(); is_file && said != nullptr && said->is_wholly_known()) return *said;
  // A large one is understood here.
  const SourceMap* sources = call.evaluation.sources;
  if (origin != nullptr && origin->kind == OriginKind::kFile && sources != nullptr && origin->where.file < sources->size())
    if (const SourceFile& file = (*sources)[origin->where.file]; file.text() == text(call, 0))
      if (const auto placed = read_json_file(file, call.arena())) return *placed;
  const auto value = read_json(text(call, 0), call.arena());
  return value ? *value : call.argument_error(0, value.error().message);
}

Value base64decode(FunctionCall& call) {
  const auto bytes = unbase64(text(call, 0));
  if (!bytes) return call.argument_error(0, "failed to decode base64 data");
  if (!is_utf8(*bytes)) return call.argument_error(0, "the result of decoding the provided string is not valid UTF-8");
  return make_string(*bytes, call.arena());
}

std::string little_endian(std::uint32_t n, int size) {
  std::string out;
  for (int i = 0; i < size; ++i) out += static_cast<char>(n >> (8 * i) & 0xff);
  return out;
}

// Framed as OpenTofu's does it: no name and no time, the data flushed, then an empty last block. Up to 32 bytes are stored as they are,
// to the byte what OpenTofu gives; how longer ones are compressed changes with its releases (the Go toolchain's compress/flate), so of
// those only the content is the same.
std::string gzip(std::string_view bytes) {
  constexpr std::size_t kStored = 32;
  constexpr std::string_view kHeader("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
  constexpr std::string_view kFlushed("\0\0\0\xff\xff", 5);
  constexpr std::string_view kLastBlock("\x03\0", 2);
  std::string out(kHeader);
  if (bytes.size() <= kStored) {
    const auto size = static_cast<std::uint32_t>(bytes.size());
    if (size > 0) out.append(1, '\0').append(little_endian(size, 2)).append(little_endian(~size, 2)).append(bytes);
    out += kFlushed;
  } else {
    z_stream stream = {};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
    std::string body(deflateBound(&stream, bytes.size()) + 32, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(body.data());
    stream.avail_out = static_cast<uInt>(body.size());
    deflate(&stream, Z_SYNC_FLUSH);
    out.append(body, 0, stream.total_out);
    deflateEnd(&stream);
  }
  const uLong sum = crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
  return out.append(kLastBlock)
      .append(little_endian(static_cast<std::uint32_t>(sum), 4))
      .append(little_endian(static_cast<std::uint32_t>(bytes.size()), 4));
}

Value base64gunzip(FunctionCall& call) {
  const auto bytes = unbase64(text(call, 0));
  if (!bytes) return call.argument_error(0, "failed to decode base64 data");
  z_stream stream = {};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) return call.error("cannot inflate");
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes->data()));
  stream.avail_in = static_cast<uInt>(bytes->size());
  std::string out;
  int status = Z_OK;
  constexpr std::size_t kMost = 4 << 20;  // a small input may unfold to gigabytes
  while (status == Z_OK && out.size() < kMost) {
    char chunk[8192];
    stream.next_out = reinterpret_cast<Bytef*>(chunk);
    stream.avail_out = sizeof chunk;
    status = inflate(&stream, Z_NO_FLUSH);
    out.append(chunk, sizeof chunk - stream.avail_out);
  }
  inflateEnd(&stream);
  if (status != Z_STREAM_END) return call.argument_error(0, "failed to gunzip bytestream");
  if (!is_utf8(out)) return call.argument_error(0, "the result is not valid UTF-8");
  return make_string(out, call.arena());
}

// Between encodings by their IANA names, through the C library. Nothing: a name that it does not know, or text that does not fit.
std::optional<std::string> transcode(std::string_view text, const std::string& to, const std::string& from, bool& known) {
  const iconv_t converter = iconv_open(to.c_str(), from.c_str());
  known = converter != reinterpret_cast<iconv_t>(-1);
  if (!known) return std::nullopt;
  std::string out(text.size() * 4 + 16, '\0');
  char* in_at = const_cast<char*>(text.data());
  std::size_t in_left = text.size();
  char* out_at = out.data();
  std::size_t out_left = out.size();
  const std::size_t status = iconv(converter, &in_at, &in_left, &out_at, &out_left);
  iconv_close(converter);
  if (status != 0 || in_left != 0) return std::nullopt;  // also where characters were only approximated
  out.resize(out.size() - out_left);
  return out;
}

Value textencode(FunctionCall& call) {
  bool known = false;
  const auto bytes = transcode(text(call, 0), std::string(text(call, 1)), "UTF-8", known);
  if (!known) return call.argument_error(1, "\"" + std::string(text(call, 1)) + "\" is not a supported IANA encoding name or alias");
  if (!bytes) return call.argument_error(0, "the given string contains characters that cannot be represented in this encoding");
  return make_string(base64(*bytes), call.arena());
}

Value textdecode(FunctionCall& call) {
  bool known = false;
  transcode("", "UTF-8", std::string(text(call, 1)), known);
  if (!known) return call.argument_error(1, "\"" + std::string(text(call, 1)) + "\" is not a supported IANA encoding name or alias");
  const auto bytes = unbase64(text(call, 0));
  if (!bytes) return call.argument_error(0, "the given value is not valid base64");
  const auto decoded = transcode(*bytes, "UTF-8", std::string(text(call, 1)), known);
  if (!decoded) return call.argument_error(0, "the given string contains symbols that are not defined for this encoding");
  return make_string(*decoded, call.arena());
}

Value urlencode(FunctionCall& call) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text(call, 0)) {
    const auto u = static_cast<unsigned char>(c);
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~')
      out += c;
    else if (c == ' ') out += '+';
    else out += {'%', kHex[u >> 4U], kHex[u & 15U]};
  }
  return make_string(out, call.arena());
}

Value urldecode(FunctionCall& call) {
  const auto digit = [](char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  };
  const std::string_view in = text(call, 0);
  std::string out;
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (in[i] == '+') {
      out += ' ';
    } else if (in[i] == '%') {
      if (i + 2 >= in.size() || digit(in[i + 1]) < 0 || digit(in[i + 2]) < 0)
        return call.argument_error(0, "failed to decode URL: invalid escape");
      out += static_cast<char>(digit(in[i + 1]) * 16 + digit(in[i + 2]));
      i += 2;
    } else {
      out += in[i];
    }
  }
  return make_string(out, call.arena());
}

Value csvdecode(FunctionCall& call) {
  std::vector<std::vector<std::string>> rows(1);
  rows.back().emplace_back();
  const std::string_view in = text(call, 0);
  bool quoted = false;
  bool any = false;
  for (std::size_t i = 0; i < in.size(); ++i) {
    const char c = in[i];
    if (quoted) {
      if (c == '"' && i + 1 < in.size() && in[i + 1] == '"') rows.back().back() += in[++i];
      else if (c == '"') quoted = false;
      else rows.back().back() += c;
    } else if (c == '"' && rows.back().back().empty()) {
      quoted = any = true;
    } else if (c == '"') {
      return call.argument_error(0, "bare \" in non-quoted field");
    } else if (c == ',') {
      rows.back().emplace_back();
      any = true;
    } else if (c == '\n') {
      if (any || !rows.back().back().empty()) rows.emplace_back(1);
      any = false;
    } else if (c != '\r') {
      rows.back().back() += c;
    }
  }
  if (quoted) return call.argument_error(0, "extraneous or missing \" in quoted-field");
  if (rows.back().size() == 1 && rows.back()[0].empty() && !any) rows.pop_back();
  if (rows.empty()) return call.argument_error(0, "missing header line");
  std::vector<Value> items;
  Arena& arena = call.arena();
  std::vector<std::string_view> names;
  for (const std::string& name : rows[0]) {
    if (std::find(names.begin(), names.end(), name) != names.end()) return call.argument_error(0, "duplicate column name \"" + name + "\"");
    names.push_back(arena.copy(name));
  }
  std::vector<TypeAttribute> attributes;
  for (const std::string_view name : names) attributes.push_back({name, Type::string()});
  std::sort(attributes.begin(), attributes.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  for (std::size_t r = 1; r < rows.size(); ++r) {
    if (rows[r].size() != names.size()) return call.argument_error(0, "wrong number of fields on line " + std::to_string(r + 1));
    std::vector<Member> members;
    for (std::size_t i = 0; i < names.size(); ++i) members.push_back({names[i], {}, make_string(rows[r][i], arena)});
    items.push_back(make_map(std::move(members), arena));
  }
  return make_list(items, arena, Collection::kList,
                   arena.make<Type>(Type{.kind = TypeKind::kObject, .attributes = arena.copy(attributes)}));
}

}  // namespace

std::span<const Function> encoding_functions() {
  static const FunctionParameter kText[] = {text_parameter("str")};
  static const FunctionParameter kRaw[] = {raw_parameter("val")};
  static const FunctionParameter kEncoding[] = {text_parameter("string"), text_parameter("encoding")};
  static const Function kTable[] = {
      {"jsonencode", kRaw, nullptr, gives_string, jsonencode},
      {"jsondecode", kText, nullptr, nullptr, jsondecode},
      {"csvdecode", kText, nullptr, nullptr, csvdecode},
      {"base64encode", kText, nullptr, gives_string, [](FunctionCall& c) { return make_string(base64(text(c, 0)), c.arena()); }},
      {"base64decode", kText, nullptr, gives_string, base64decode},
      {"base64gzip", kText, nullptr, gives_string, [](FunctionCall& c) { return make_string(base64(gzip(text(c, 0))), c.arena()); }},
      {"base64gunzip", kText, nullptr, gives_string, base64gunzip},
      {"urlencode", kText, nullptr, gives_string, urlencode},
      {"urldecode", kText, nullptr, gives_string, urldecode},
      {"textencodebase64", kEncoding, nullptr, gives_string, textencode},
      {"textdecodebase64", kEncoding, nullptr, gives_string, textdecode},
  };
  return kTable;
}

}  // namespace platlint

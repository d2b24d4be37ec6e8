// SPDX-License-Identifier: Apache-2.0
#include "analyzer/secrets/kubernetes_secret.h"

#include <openssl/evp.h>

#include <algorithm>
#include <string>

#include "analyzer/secrets/placeholder.h"

namespace platlint {
namespace {

constexpr std::size_t kMostDocument = 256U << 10U;  // bytes around the kind that are looked at
constexpr std::size_t kShortest = 10;               // of the base64 text

struct Line {
  std::size_t begin = 0;  // in the text
  std::size_t indent = 0;
  std::string_view content = {};  // without indent, comment marks of shells kept, trailing blanks cut
};

Line line_at(std::string_view text, std::size_t begin, std::size_t end) {
  std::string_view whole = text.substr(begin, end - begin);
  while (!whole.empty() && (whole.back() == '\r' || whole.back() == ' ' || whole.back() == '\t')) whole.remove_suffix(1);
  const std::size_t indent = std::min(whole.find_first_not_of(" \t"), whole.size());
  return {begin + indent, indent, whole.substr(indent)};
}

// The lines of the YAML document around `at`.
std::vector<Line> document_lines(std::string_view text, std::size_t at) {
  const std::size_t from = at > kMostDocument ? at - kMostDocument : 0;
  const std::size_t mark = text.substr(0, at).rfind("\n---");
  std::size_t begin = mark == std::string_view::npos || mark < from ? from : mark + 1;
  const std::size_t next = text.find("\n---", at);
  const std::size_t end = std::min(next == std::string_view::npos ? text.size() : next, at + kMostDocument);
  std::vector<Line> lines;
  while (begin < end) {
    const std::size_t stop = std::min(text.find('\n', begin), end);
    lines.push_back(line_at(text, begin, stop));
    begin = stop + 1;
  }
  return lines;
}

std::string_view unquoted(std::string_view text) {
  const bool quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.front() == text.back();
  return quoted ? text.substr(1, text.size() - 2) : text;
}

bool is_base64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  return text.size() >= kShortest && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
         });
}

std::string decoded(std::string_view text) {
  const std::size_t whole = text.size() / 4 * 4;
  std::string out(whole / 4 * 3 + 1, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(whole));
  out.resize(length < 0 ? 0 : static_cast<std::size_t>(length));
  while (!out.empty() && (out.back() == '\0' || out.back() == '\n')) out.pop_back();
  return out;
}

}  // namespace

void find_kubernetes_secret(std::string_view text, std::size_t at, std::vector<SecretHit>& hits) {
  const std::vector<Line> lines = document_lines(text, at);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].content != "data:") continue;
    const std::size_t outer = lines[i].indent;
    for (std::size_t k = i + 1; k < lines.size(); ++k) {
      const Line& line = lines[k];
      if (line.content.empty() || line.content.starts_with('#')) continue;
      if (line.indent <= outer) break;
      // A key's value, on its line or alone on the one below a block mark.
      const std::size_t colon = line.content.find(": ");
      std::string_view value = colon == std::string_view::npos ? line.content : line.content.substr(colon + 2);
      while (value.starts_with(' ')) value.remove_prefix(1);
      value = unquoted(value);
      if (!is_base64(value) || is_placeholder(value)) continue;
      const std::string plain = decoded(value);
      if (plain.empty() || is_placeholder(plain) || is_common_password(plain)) continue;
      const auto begin = static_cast<std::uint32_t>(value.data() - text.data());
      hits.push_back(
          {"secret-kubernetes-manifest", "value of a Kubernetes Secret", begin, begin + static_cast<std::uint32_t>(value.size())});
    }
  }
}

}  // namespace platlint

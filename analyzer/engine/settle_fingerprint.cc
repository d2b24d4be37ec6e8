// SPDX-License-Identifier: Apache-2.0
//
// Identity that survives moved code. A dashboard or a baseline must recognise a finding after lines were inserted above it, after its
// block moved to another file, after its message was worded better. So the hash takes the rule, the subject's root and address, and the
// attribute: nothing of the text. What repeats under the same key is numbered in order of place: when one more appears, all but one
// of the fingerprints are known already. Findings without a subject (a secret in a script, a syntax error) have no address; they take the
// path and the line they stand on, blanks collapsed, with every secret cut out, since a hash of a short secret can be guessed.
#include <openssl/evp.h>

#include <algorithm>
#include <map>

#include "analyzer/engine/settle.h"
#include "analyzer/support/check.h"

namespace platlint {
namespace {

std::string sha256(std::string_view text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  PL_CHECK(EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha256(), nullptr) == 1);
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) {
    hex += "0123456789abcdef"[digest[i] >> 4];
    hex += "0123456789abcdef"[digest[i] & 15U];
  }
  return hex;
}

// Fields that cannot run into each other.
void add_field(std::string& key, std::string_view field) {
  key += std::to_string(field.size());
  key += ':';
  key += field;
}

using SecretRanges = std::map<FileId, std::vector<SourceRange>>;  // sorted

// The line at the finding's begin (at most some bytes around it), blanks collapsed, secrets cut out.
std::string context(const Finding& finding, const SourceMap& sources, const SecretRanges& secrets) {
  constexpr std::uint32_t kAround = 120;
  if (!finding.range.valid() || finding.range.file >= sources.size()) return finding.secret ? std::string() : finding.message;
  const SourceFile& file = sources[finding.range.file];
  const std::string_view text = file.text();
  const std::uint32_t at = std::min<std::uint32_t>(finding.range.begin, static_cast<std::uint32_t>(text.size()));
  std::uint32_t begin = at;
  while (begin > 0 && at - begin < kAround && text[begin - 1] != '\n') --begin;
  std::uint32_t end = at;
  while (end < text.size() && end - at < kAround && text[end] != '\n') ++end;
  const auto hidden = secrets.find(finding.range.file);
  std::string kept;
  for (std::uint32_t i = begin; i < end; ++i) {
    if (hidden != secrets.end()) {
      const SourceRange probe{finding.range.file, i, i};
      auto after = std::upper_bound(hidden->second.begin(), hidden->second.end(), probe,
                                    [](const SourceRange& a, const SourceRange& b) { return a.begin < b.begin; });
      // The ranges were made disjoint, so that the one before is the only candidate.
      if (after != hidden->second.begin() && i < std::prev(after)->end) continue;
    }
    const bool blank = text[i] == ' ' || text[i] == '\t' || text[i] == '\r';
    if (!blank) kept += text[i];
    else if (!kept.empty() && kept.back() != ' ') kept += ' ';
  }
  while (!kept.empty() && kept.back() == ' ') kept.pop_back();
  return kept;
}

SecretRanges secret_ranges(const std::vector<Finding>& findings) {
  SecretRanges ranges;
  for (const Finding& finding : findings)
    if (finding.secret && finding.range.valid()) ranges[finding.range.file].push_back(finding.range);
  for (auto& [file, list] : ranges) {
    std::sort(list.begin(), list.end());
    std::vector<SourceRange> disjoint;
    for (const SourceRange& range : list) {
      if (!disjoint.empty() && range.begin <= disjoint.back().end) disjoint.back().end = std::max(disjoint.back().end, range.end);
      else disjoint.push_back(range);
    }
    list = std::move(disjoint);
  }
  return ranges;
}

}  // namespace

void add_fingerprints(std::vector<Finding>& findings, const SourceMap& sources) {
  const SecretRanges secrets = secret_ranges(findings);
  std::map<std::string, std::size_t> repeats;
  for (Finding& finding : findings) {
    std::string key = "platlint/1";
    add_field(key, finding.rule->id);
    if (finding.subject) {
      add_field(key, finding.subject->domain);
      add_field(key, finding.subject->root);
      add_field(key, finding.subject->address);
    } else {
      add_field(key, finding.range.valid() && finding.range.file < sources.size() ? std::string_view(sources[finding.range.file].path())
                                                                                  : std::string_view());
      add_field(key, context(finding, sources, secrets));
    }
    add_field(key, finding.attribute);
    const std::size_t number = repeats[key]++;
    if (number != 0) add_field(key, std::to_string(number));
    finding.fingerprint = sha256(key);
  }
}

}  // namespace platlint

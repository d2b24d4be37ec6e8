// SPDX-License-Identifier: Apache-2.0
//
// How secrets are found. One Aho-Corasick pass over the bytes finds keywords; a file without any is done. Near a keyword of a
// detector its RE2 pattern is tried, in a window of some hundred bytes (or on the rest of the file for forms that may be
// kilobytes long); windows of one detector that overlap are joined, so each byte is tried once a detector. Words that make a key
// telling ("password", a vendor's name) lead to the structured reading of the assignment around them. Every candidate passes the
// same gates: boundaries, entropy, placeholders. Measured background: design notes on secrets; RE2 keeps it linear.
#include "analyzer/secrets/scanner.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <mutex>
#include <string>
#include <utility>

#include "analyzer/secrets/aho_corasick.h"
#include "analyzer/secrets/assignment.h"
#include "analyzer/secrets/detector.h"
#include "analyzer/secrets/kubernetes_secret.h"
#include "analyzer/secrets/placeholder.h"

namespace platlint {
namespace {

constexpr std::array<std::string_view, 9> kKeyWords = {"password", "passwd", "passphrase", "secret", "token",
                                                       "api_key",  "apikey", "api-key",    "pwd"};
constexpr std::array<std::string_view, 3> kManifestWords = {"kind: secret", "kind: \"secret", "kind: 'secret"};
constexpr std::size_t kWindow = 256;
// Passwords that tests and manuals make up are short; what is as long as a real key may be one.
constexpr std::size_t kTestValue = 16;

enum class WordUse : std::uint8_t { kDetector, kVendor, kKey, kManifest };
struct Word {
  WordUse use = WordUse::kDetector;
  std::size_t index = 0;
};

std::vector<std::string_view> split(std::string_view words) {
  std::vector<std::string_view> out;
  while (!words.empty()) {
    const std::size_t blank = words.find(' ');
    if (blank != 0) out.push_back(words.substr(0, blank));
    words = blank == std::string_view::npos ? std::string_view() : words.substr(blank + 1);
  }
  return out;
}

// Compiled at the first use; RE2 objects may be shared between threads.
class LazyPattern {
 public:
  const re2::RE2& get(std::string_view pattern) {
    std::call_once(once_, [&] {
      re2::RE2::Options options;
      options.set_log_errors(false);
      options.set_max_mem(16 << 20);
      regex_ = std::make_unique<re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
    });
    return *regex_;
  }

 private:
  std::once_flag once_;
  std::unique_ptr<re2::RE2> regex_;
};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// A token must not be a piece of a longer run of letters and digits.
bool has_boundaries(std::string_view text, std::size_t begin, std::size_t end) {
  const bool before =
      begin == 0 || !is_word(text[begin - 1]) || !is_word(text[begin]) ||
      (begin >= 2 && text[begin - 2] == '\\' && (text[begin - 1] == 'n' || text[begin - 1] == 't' || text[begin - 1] == 'r'));
  const bool after = end >= text.size() || !is_word(text[end]) || !is_word(text[end - 1]);
  return before && after;
}

}  // namespace

struct SecretScanner::Tables {
  std::vector<Word> words;
  std::vector<std::size_t> lengths;  // of the words, in bytes
  std::unique_ptr<AhoCorasick> automaton;
  std::unique_ptr<LazyPattern[]> patterns = std::make_unique<LazyPattern[]>(detectors().size());
  std::unique_ptr<LazyPattern[]> shapes = std::make_unique<LazyPattern[]>(vendor_shapes().size());
};

SecretScanner::SecretScanner() : tables_(std::make_unique<Tables>()) {
  std::vector<std::string_view> texts;
  const auto add_one = [&](std::string_view text, Word word) {
    texts.push_back(text);
    tables_->words.push_back(word);
    tables_->lengths.push_back(text.size());
  };
  const auto add = [&](std::string_view list, Word word) {
    for (const std::string_view text : split(list)) add_one(text, word);
  };
  for (std::size_t i = 0; i < detectors().size(); ++i) add(detectors()[i].keywords, {WordUse::kDetector, i});
  for (std::size_t i = 0; i < vendor_shapes().size(); ++i) add(vendor_shapes()[i].vendor, {WordUse::kVendor, i});
  for (const std::string_view word : kKeyWords) add(word, {WordUse::kKey, 0});
  for (const std::string_view word : kManifestWords) add_one(word, {WordUse::kManifest, 0});
  tables_->automaton = std::make_unique<AhoCorasick>(texts);
}

SecretScanner::~SecretScanner() = default;

namespace {

// Not an example, and not the frame of one ("-----BEGIN PRIVATE KEY-----\\n%s\\n-----END ...") with whatever follows it.
bool is_real_key(std::string_view block) {
  const std::size_t end = block.find("-----END");
  return block.find("EXAMPLE") == std::string_view::npos && block.find("-----END", end + 1) == std::string_view::npos;
}

// "postgres://USER:URL_ENCODED_PASSWORD@HOST"
bool is_word_for_password(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
}

// Does a connection string lead to a database on the developer's own machine, or to one that a compose file starts beside the program,
// with a password that somebody made up for it? `rest` begins with the host.
bool is_for_development(std::string_view password, std::string_view rest) {
  const std::string_view host = rest.substr(0, rest.find_first_of(":/?\"'` \t\r\n)"));
  const bool local =
      host == "localhost" || host.starts_with("127.") || host == "0.0.0.0" || host.starts_with("[::1]") || host == "host.docker.internal";
  const bool digits = std::any_of(password.begin(), password.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (local) return password.size() < kTestValue || !digits;
  return host.find('.') == std::string_view::npos && password.size() < 8;
}

void try_detector(const Detector& detector, const re2::RE2& regex, std::string_view text, std::size_t from, std::size_t to,
                  std::vector<SecretHit>& hits) {
  std::size_t at = from;
  while (at < to) {
    re2::StringPiece groups[2];
    const int wanted = regex.NumberOfCapturingGroups() > 0 ? 2 : 1;
    if (!regex.Match(re2::StringPiece(text.data(), text.size()), at, to, re2::RE2::UNANCHORED, groups, wanted)) return;
    const auto whole_begin = static_cast<std::size_t>(groups[0].data() - text.data());
    const std::size_t whole_end = whole_begin + groups[0].size();
    re2::StringPiece secret = wanted == 2 && groups[1].data() != nullptr ? groups[1] : groups[0];
    const auto begin = static_cast<std::size_t>(secret.data() - text.data());
    const std::size_t end = begin + secret.size();
    const std::string_view value(secret.data(), secret.size());
    const bool fits = wanted == 2 || has_boundaries(text, begin, end);
    const bool real = detector.rule == "secret-private-key" ? is_real_key(value) : !is_placeholder(value);
    const bool made_up =
        detector.rule == "secret-connection-string" && (is_common_password(value) || is_word_for_password(value) ||
                                                        (text.substr(end, 1) == "@" && is_for_development(value, text.substr(end + 1))));
    if (fits && real && !made_up && entropy(value) >= detector.min_entropy)
      hits.push_back({detector.rule, detector.title, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    at = std::max(whole_end, at + 1);
  }
}

// Lock files and checksums are full of random text that is public.
bool has_public_noise(std::string_view path) {
  constexpr std::string_view kNames[] = {"package-lock.json", "yarn.lock",           "pnpm-lock.yaml", "go.sum",
                                         "Cargo.lock",        "poetry.lock",         "uv.lock",        "composer.lock",
                                         "Gemfile.lock",      ".terraform.lock.hcl", "Pipfile.lock",   "bun.lock"};
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames) || name.ends_with(".min.js") || name.ends_with(".map") ||
         name.ends_with(".svg");
}

// What other scanners for secrets are told to leave alone.
bool lists_false_alarms(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  for (const std::string_view list : {".gitleaks.toml", "gitleaks.toml", ".gitleaksignore", ".secrets.baseline", ".trufflehog3.yml"})
    if (name == list) return true;
  return false;
}

// Bundles of scripts have lines of kilobytes, in which every third word looks like a key and every name like a value.
bool is_script_for_browsers(std::string_view path) {
  return path.ends_with(".js") || path.ends_with(".cjs") || path.ends_with(".mjs") || path.ends_with(".css") || path.ends_with(".html");
}
bool is_long_line(std::string_view text, std::size_t at) {
  constexpr std::size_t kLong = 1000;
  const std::size_t begin = text.rfind('\n', at);
  const std::size_t end = text.find('\n', at);
  return (end == std::string_view::npos ? text.size() : end) - (begin == std::string_view::npos ? 0 : begin) > kLong;
}

// "InvalidNextToken" of _InvalidNextToken: a name, not what it names.
bool names_itself(const Assignment& found) {
  const auto letters = [](std::string_view text) {
    std::string out;
    for (const char c : text)
      if (std::isalnum(static_cast<unsigned char>(c)) != 0) out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
  };
  return letters(found.key) == letters(found.value);
}

// "TestPassword123!", "S0meS0rt0fPassw0rd": made up for a test.
bool says_what_it_is(std::string_view value) {
  std::string plain;
  for (const char c : value)
    plain += c == '0'               ? 'o'
             : c == '1' || c == '!' ? 'i'
             : c == '3'             ? 'e'
             : c == '$' || c == '5' ? 's'
             : c == '@' || c == '4' ? 'a'
                                    : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (const std::string_view word : {"password", "passwd", "secret", "token", "test"})
    if (plain.find(word) != std::string::npos) return true;
  return false;
}

bool is_prose(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  for (const std::string_view suffix : {".md", ".markdown", ".mdx", ".md.erb", ".rst", ".adoc", ".asciidoc"})
    if (name.ends_with(suffix)) return true;
  return false;
}

// "oktaToken", "my-okta", "myOkta", but not the "okTa" of "rookTable".
bool begins_word(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const auto before = static_cast<unsigned char>(text[at - 1]);
  return std::isalpha(before) == 0 || (std::islower(before) != 0 && std::isupper(static_cast<unsigned char>(text[at])) != 0);
}

}  // namespace

bool is_test_code(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  for (const std::string_view mark : {".test.", ".spec.", "_test.", "_spec.", "Test.", "Tests.", "devlocal", "localhost", "dummy"})
    if (name.find(mark) != std::string_view::npos) return true;
  if (name.ends_with(".template") || name.ends_with(".example") || name.ends_with(".sample")) return true;
  const std::string whole = "/" + std::string(path);
  for (const std::string_view folder :
       {"/test/", "/tests/", "/__tests__/", "/testdata/", "/spec/", "/mocks/", "/__mocks__/", "/molecule/", "/features/", "/sharedtest/"})
    if (whole.find(folder) != std::string::npos) return true;
  return false;
}

std::vector<SecretHit> SecretScanner::scan(std::string_view path, std::string_view text) const {
  std::vector<SecretHit> hits;
  if (lists_false_alarms(path)) return hits;
  const bool noisy = has_public_noise(path);
  const bool bundle = is_script_for_browsers(path);
  const bool made_up = is_test_code(path) || is_prose(path);
  std::size_t manifest_end = 0;                                                        // of the Kubernetes Secret that was looked at last
  std::vector<std::pair<std::size_t, std::size_t>> tried(detectors().size(), {0, 0});  // the last window of each detector
  tables_->automaton->scan(text, [&](std::uint32_t word, std::size_t end) {
    const Word& use = tables_->words[word];
    if (use.use == WordUse::kDetector) {
      const Detector& detector = detectors()[use.index];
      auto& [from, to] = tried[use.index];
      if (end <= to) return;  // inside the last window
      const std::size_t begin = std::max(to, end > kWindow ? end - kWindow : 0);
      const std::size_t stop = std::min(text.size(), end + (detector.long_match ? 16384 : kWindow));
      from = begin;
      to = stop;
      try_detector(detector, tables_->patterns[use.index].get(detector.pattern), text, begin, stop, hits);
      return;
    }
    if (use.use == WordUse::kManifest) {
      // The whole kind, on a line of its own; once a document.
      const std::size_t rest = text.find_first_not_of("\"' \t\r", end);
      if (end > manifest_end && (rest == std::string_view::npos || text[rest] == '\n')) {
        find_kubernetes_secret(text, end - 1, hits);
        manifest_end = std::min(text.find("\n---", end), text.size());
      }
      return;
    }
    if (noisy) return;
    const auto found = assignment_at(text, end - 1);
    if (!found || (bundle && is_long_line(text, found->value_offset))) return;
    if (use.use == WordUse::kVendor) {
      if (!begins_word(text, end - tables_->lengths[word])) return;
      const VendorShape& shape = vendor_shapes()[use.index];
      const re2::RE2& regex = tables_->shapes[use.index].get(shape.pattern);
      if (!is_placeholder(found->value) && entropy(found->value) >= shape.min_entropy &&
          re2::RE2::FullMatch(re2::StringPiece(found->value.data(), found->value.size()), regex)) {
        const std::string_view rule = shape.title.starts_with("AWS") ? "secret-aws-access-key" : "secret-vendor-token";
        hits.push_back({rule, shape.title, static_cast<std::uint32_t>(found->value_offset),
                        static_cast<std::uint32_t>(found->value_offset + found->value.size())});
      }
    } else if (is_secret_key(found->key) && is_secret_value(found->value, found->quoted) && !names_itself(*found) &&
               !(made_up && (found->value.size() < kTestValue || says_what_it_is(found->value)))) {
      hits.push_back({"secret-generic-credential", "credential", static_cast<std::uint32_t>(found->value_offset),
                      static_cast<std::uint32_t>(found->value_offset + found->value.size())});
    }
  });

  // One hit a place: the special forms before the generic ones.
  const auto rank = [](const SecretHit& hit) {
    return hit.rule == "secret-generic-credential" ? 2 : hit.rule == "secret-vendor-token" ? 1 : 0;
  };
  std::sort(hits.begin(), hits.end(), [&](const SecretHit& a, const SecretHit& b) {
    return std::tuple(rank(a), a.begin, a.end, a.title) < std::tuple(rank(b), b.begin, b.end, b.title);
  });
  std::vector<SecretHit> kept;
  for (const SecretHit& hit : hits)
    if (std::none_of(kept.begin(), kept.end(), [&](const SecretHit& k) { return k.begin < hit.end && hit.begin < k.end; }))
      kept.push_back(hit);
  std::sort(kept.begin(), kept.end(), [](const SecretHit& a, const SecretHit& b) { return a.begin < b.begin; });
  return kept;
}

}  // namespace platlint

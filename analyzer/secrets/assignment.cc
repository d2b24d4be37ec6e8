// SPDX-License-Identifier: Apache-2.0
#include "analyzer/secrets/assignment.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

#include "analyzer/secrets/placeholder.h"

namespace platlint {
namespace {

bool is_key_byte(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.'; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }

// "dbPassword", "DB-PASSWORD", "db.password" -> db password
std::vector<std::string> words_of(std::string_view key) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < key.size(); ++i) {
    const auto c = static_cast<unsigned char>(key[i]);
    const bool boundary =
        std::isalnum(c) == 0 || (std::isupper(c) != 0 && i > 0 && std::islower(static_cast<unsigned char>(key[i - 1])) != 0);
    if (boundary && !words.back().empty()) words.emplace_back();
    if (std::isalnum(c) != 0) words.back() += static_cast<char>(std::tolower(c));
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

template <std::size_t N>
bool any_of(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// The shapes are facts of the vendors' consoles: length and alphabet of what they hand out.
constexpr VendorShape kShapes[] = {
    {"Adobe client id", "adobe", "[a-fA-F0-9]{32}", 2},
    {"Airtable key", "airtable", "[a-zA-Z0-9]{17}|pat[a-zA-Z0-9]{14}\\.[a-f0-9]{64}", 0},
    {"Algolia key", "algolia", "[a-zA-Z0-9]{32}", 0},
    {"Alibaba secret key", "alibaba", "[a-zA-Z0-9]{30}", 2},
    {"Asana credential", "asana", "[0-9]{16}|[a-zA-Z0-9]{32}", 0},
    {"Atlassian token", "atlassian confluence jira", "[a-zA-Z0-9]{20}[a-fA-F0-9]{4}", 3.5},
    {"Beamer token", "beamer", "b_[a-zA-Z0-9=_-]{44}", 0},
    {"Bitbucket credential", "bitbucket", "[a-zA-Z0-9]{32}|[a-zA-Z0-9=_-]{64}", 0},
    {"Bittrex key", "bittrex", "[a-zA-Z0-9]{32}", 0},
    {"Cloudflare key", "cloudflare", "[a-zA-Z0-9_-]{40}|[a-fA-F0-9]{37}", 2},
    {"Codecov token", "codecov", "[a-zA-Z0-9]{32}", 0},
    {"Cohere token", "cohere co_api_key", "[a-zA-Z0-9]{40}", 4},
    {"Coinbase token", "coinbase", "[a-zA-Z0-9_-]{64}", 0},
    {"Confluent key", "confluent", "[a-zA-Z0-9]{16}|[a-zA-Z0-9]{64}", 0},
    {"Contentful token", "contentful", "[a-zA-Z0-9=_-]{43}", 0},
    {"Datadog token", "datadog", "[a-zA-Z0-9]{40}|[a-f0-9]{32}", 0},
    {"Discord credential", "discord", "[a-fA-F0-9]{64}|[0-9]{18}|[a-zA-Z0-9=_-]{32}", 2},
    {"Drone CI token", "droneci", "[a-zA-Z0-9]{32}", 0},
    {"Dropbox token", "dropbox", "[a-zA-Z0-9]{15}|sl\\.[a-zA-Z0-9=_-]{135}|[a-zA-Z0-9]{11}AAAAAAAAAA[a-zA-Z0-9=_-]{43}", 0},
    {"Etsy token", "etsy", "[a-zA-Z0-9]{24}", 3},
    {"Facebook secret", "facebook", "[a-fA-F0-9]{32}", 3},
    {"Fastly token", "fastly", "[a-zA-Z0-9=_-]{32}", 0},
    {"Finicity credential", "finicity", "[a-fA-F0-9]{32}|[a-zA-Z0-9]{20}", 0},
    {"Finnhub token", "finnhub", "[a-zA-Z0-9]{20}", 0},
    {"Flickr token", "flickr", "[a-zA-Z0-9]{32}", 0},
    {"Freemius key", "freemius", "sk_\\S{29}", 0},
    {"FreshBooks token", "freshbooks", "[a-zA-Z0-9]{64}", 0},
    {"Gitter token", "gitter", "[a-zA-Z0-9_-]{40}", 0},
    {"GoCardless token", "gocardless", "live_[a-zA-Z0-9=_-]{40}", 0},
    {"HubSpot key", "hubspot", "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}", 0},
    {"Intercom key", "intercom", "[a-zA-Z0-9=_-]{60}", 0},
    {"JFrog key", "jfrog artifactory bintray xray", "[a-zA-Z0-9]{64,73}", 3},
    {"Kraken token", "kraken", "[a-zA-Z0-9/=_+-]{80,90}", 0},
    {"KuCoin credential", "kucoin", "[a-fA-F0-9]{24}|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}", 0},
    {"LaunchDarkly token", "launchdarkly", "[a-zA-Z0-9=_-]{40}", 0},
    {"Linear client secret", "linear", "[a-fA-F0-9]{32}", 2},
    {"LinkedIn credential", "linkedin linked_in linked-in", "[a-zA-Z0-9]{14}|[a-zA-Z0-9]{16}", 2},
    {"Lob key", "lob", "(?:live|test)_(?:pub_)?[a-fA-F0-9]{31,35}", 0},
    {"Looker credential", "looker", "[a-zA-Z0-9]{20}|[a-zA-Z0-9]{24}", 0},
    {"Mailchimp key", "mailchimp", "[a-fA-F0-9]{32}-us\\d\\d?", 0},
    {"Mailgun key", "mailgun", "[a-hA-H0-9]{32}-[a-hA-H0-9]{8}-[a-hA-H0-9]{8}|(?:pub)?key-[a-fA-F0-9]{32}", 0},
    {"Mapbox token", "mapbox", "pk\\.[a-zA-Z0-9]{60}\\.[a-zA-Z0-9]{22}", 0},
    {"Mattermost token", "mattermost", "[a-zA-Z0-9]{26}", 0},
    {"MessageBird credential", "messagebird message-bird message_bird",
     "[a-zA-Z0-9]{25}|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}", 0},
    {"Netlify token", "netlify", "[a-zA-Z0-9=_-]{40,46}", 0},
    {"New Relic key", "new-relic newrelic new_relic", "[a-zA-Z0-9]{64}", 0},
    {"New York Times token", "nytimes new-york-times newyorktimes", "[a-zA-Z0-9=_-]{32}", 0},
    {"Okta token", "okta", "00[\\w=-]{40}", 4},
    {"Plaid credential", "plaid", "[a-zA-Z0-9]{24}|[a-zA-Z0-9]{30}", 3.5},
    {"Private AI token", "privateai private_ai private-ai", "[a-z0-9]{32}", 3},
    {"RapidAPI token", "rapidapi", "[a-zA-Z0-9_-]{50}", 0},
    {"Sendbird credential", "sendbird", "[a-fA-F0-9]{40}|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}", 0},
    {"Sentry token", "sentry", "[a-fA-F0-9]{64}", 3},
    {"Snyk token", "snyk", "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}", 0},
    {"Sonar token", "sonar", "(?:sq[upa]_)?[a-zA-Z0-9=_-]{40}", 0},
    {"Squarespace token", "squarespace", "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}", 0},
    {"Sumo Logic credential", "sumo", "su[a-zA-Z0-9]{12}|[a-zA-Z0-9]{64}", 3},
    {"Telegram bot token", "telegr telegram", "[0-9]{5,16}:[a-zA-Z0-9_-]{35}", 0},
    {"Travis CI token", "travis", "[a-zA-Z0-9]{22}", 0},
    {"Trello token", "trello", "[a-zA-Z0-9-]{32}", 0},
    {"Twitch token", "twitch", "[a-zA-Z0-9]{30}", 0},
    {"Twitter credential", "twitter",
     "[a-zA-Z0-9]{25}|[a-zA-Z0-9]{45}|[a-zA-Z0-9]{50}|[0-9]{15,25}-[a-zA-Z0-9]{20,40}|A{22}[a-zA-Z0-9%]{80,100}", 0},
    {"Yandex credential", "yandex", "YC[a-zA-Z0-9_-]{38}|AQVN[A-Za-z0-9_-]{35,38}|t1\\.[A-Z0-9a-z_-]+={0,2}\\.[A-Z0-9a-z_-]{86}={0,2}", 0},
    {"Zendesk key", "zendesk", "[a-zA-Z0-9]{40}", 0},
    {"AWS secret access key", "aws_secret aws-secret awssecret secret_access_key secretaccesskey secretkey secret_key", "[A-Za-z0-9/+]{40}",
     4},
};

constexpr std::array<std::string_view, 10> kSecretWords = {"password", "passwd", "passphrase", "secret",      "token",
                                                           "apikey",   "pwd",    "credential", "credentials", "pass"};
// Words which, standing last, turn a secret's name into a name for something about it.
constexpr std::array<std::string_view, 64> kAboutWords = {
    "name",      "names",    "id",        "ids",        "arn",       "arns",     "path",     "file",       "files",       "url",
    "uri",       "endpoint", "key",       "keys",       "type",      "length",   "policy",   "ref",        "refs",        "version",
    "field",     "expiry",   "expires",   "expiration", "ttl",       "duration", "rotation", "days",       "enabled",     "required",
    "hash",      "prefix",   "suffix",    "store",      "manager",   "provider", "backend",  "engine",     "class",       "format",
    "count",     "limit",    "namespace", "mount",      "dir",       "location", "source",   "template",   "tokens",      "secrets",
    "passwords", "issuer",   "audience",  "header",     "algorithm", "scopes",   "scope",    "permission", "permissions", "mode",
    "method",    "env",      "variable",  "description"};

}  // namespace

std::span<const VendorShape> vendor_shapes() { return kShapes; }

std::optional<Assignment> assignment_at(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && is_key_byte(text[begin - 1]) && at - begin < 80) --begin;
  std::size_t i = at;
  while (i < text.size() && is_key_byte(text[i]) && i - at < 80) ++i;
  Assignment found;
  found.key = text.substr(begin, i - begin);
  // A piece of an ARN or a path ("arn:aws:secretsmanager:eu-west-1:1:secret:name") is no key.
  if (begin > 0 && (text[begin - 1] == ':' || text[begin - 1] == '/')) return std::nullopt;
  // Behind the key: a closing quote, blanks, an operator, blanks, an opening quote.
  const std::size_t limit = std::min(text.size(), i + 16);
  while (i < limit && (text[i] == '"' || text[i] == '\'' || text[i] == '`' || text[i] == ']' || text[i] == ')' || is_blank(text[i]))) ++i;
  const std::size_t operator_at = i;
  while (i < limit && (text[i] == '=' || text[i] == ':' || text[i] == '>' || text[i] == '?' || text[i] == '|' || text[i] == ',')) ++i;
  const std::string_view op = text.substr(operator_at, i - operator_at);
  constexpr std::array<std::string_view, 10> kOperators = {"=", ":", ":=", "=>", "?=", "||=", "::=", ",", "->", ">"};
  if (std::find(kOperators.begin(), kOperators.end(), op) == kOperators.end()) return std::nullopt;
  while (i < text.size() && is_blank(text[i])) ++i;
  if (i >= text.size()) return std::nullopt;
  char quote = 0;
  if (text[i] == '\\' && i + 1 < text.size()) ++i;  // \" inside a string
  if (text[i] == '"' || text[i] == '\'' || text[i] == '`') quote = text[i++];
  const std::size_t start = i;
  constexpr std::size_t kMost = 400;
  while (i < text.size() && i - start < kMost) {
    const char c = text[i];
    if (c == '\n' || c == '\r') break;
    if (quote != 0 ? c == quote || (c == '\\' && i + 1 < text.size() && text[i + 1] == quote)
                   : is_blank(c) || c == ';' || c == ',' || c == '"' || c == '\'' || c == '`' || c == '<')
      break;
    ++i;
  }
  found.value = text.substr(start, i - start);
  found.value_offset = start;
  found.quoted = quote != 0;
  if (found.value.empty() || (op == "," && !found.quoted)) return std::nullopt;
  return found;
}

bool is_secret_key(std::string_view key) {
  const std::vector<std::string> words = words_of(key);
  if (words.empty()) return false;
  const auto is_secret_word = [](const std::string& w) {
    return any_of(kSecretWords, w) || w.ends_with("password") || w.ends_with("passwd") || w.ends_with("apikey") || w.ends_with("secret");
  };
  const std::string& last = words.back();
  const bool pair = words.size() >= 2 && last == "key" &&
                    (words[words.size() - 2] == "api" || words[words.size() - 2] == "secret" || words[words.size() - 2] == "access" ||
                     words[words.size() - 2] == "private" || words[words.size() - 2] == "encryption" ||
                     words[words.size() - 2] == "signing" || words[words.size() - 2] == "auth");
  if (pair) return true;
  if (words.size() >= 2 && words.front() == "public") return false;
  return is_secret_word(last) && !any_of(kAboutWords, last);
}

namespace {

// "asdf1234567890", "987654321": letters and then nothing but counting.
bool is_counted(std::string_view value) {
  const std::size_t digits = value.find_first_of("0123456789");
  constexpr std::size_t kFewest = 6;
  if (digits == std::string_view::npos || value.size() - digits < kFewest) return false;
  if (!std::all_of(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(digits),
                   [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }))
    return false;
  const int step = (value[digits + 1] - value[digits] + 10) % 10;
  if (step != 1 && step != 9) return false;
  for (std::size_t i = digits + 1; i < value.size(); ++i)
    if (std::isdigit(static_cast<unsigned char>(value[i])) == 0 || (value[i] - value[i - 1] + 10) % 10 != step) return false;
  return true;
}

bool is_name_byte(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Credentials2.SecretAccessKey: two and more names with dots between them. Tokens with dots in them are longer.
bool is_member(std::string_view value) {
  constexpr std::size_t kLongest = 48;
  if (value.size() > kLongest || value.find('.') == std::string_view::npos || value.starts_with("eyJ")) return false;
  bool start = true;
  for (const char c : value) {
    if (c != '.' && !is_name_byte(c)) return false;
    if (start && std::isdigit(static_cast<unsigned char>(c)) != 0) return false;
    if (start && c == '.') return false;
    start = c == '.';
  }
  return !start;
}

// token: *apiToken, secret: client.secret, password: :password, ?Token as code reads a variable or names a type.
bool is_variable(std::string_view value) {
  while (!value.empty() && (value.front() == '*' || value.front() == '&' || value.front() == '!' || value.front() == ':' ||
                            value.front() == '?' || value.front() == '@'))
    value.remove_prefix(1);
  while (!value.empty() && value.back() == ':') value.remove_suffix(1);
  return std::all_of(value.begin(), value.end(),
                     [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.'; });
}

}  // namespace

bool is_secret_value(std::string_view value, bool quoted) {
  if (!quoted && (is_variable(value) || is_member(value))) return false;
  if (value.starts_with(':') && is_variable(value)) return false;  // a parameter of a query
  if (value.size() < 8 || value.size() > 300 || is_placeholder(value) || is_counted(value)) return false;
  if (value.find(' ') != std::string_view::npos || value.find("://") != std::string_view::npos) return false;
  if (value.starts_with('/') || value.starts_with("./") || value.starts_with("~/")) return false;
  bool digit = false;
  bool upper = false;
  bool lower = false;
  bool sign = false;
  std::size_t separators = 0;
  for (const char c : value) {
    const auto u = static_cast<unsigned char>(c);
    digit = digit || std::isdigit(u) != 0;
    upper = upper || std::isupper(u) != 0;
    lower = lower || std::islower(u) != 0;
    sign = sign || std::ispunct(u) != 0;
    if (c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '}') return false;  // code
    separators += c == '-' || c == '_' || c == '.' || c == '/' ? 1U : 0U;
  }
  // Names and hosts: several words joined by separators, no digits or only few classes.
  const double bits = entropy(value);
  if (!digit && separators >= 1) return false;
  if (!digit && !(upper && lower && sign)) return quoted && bits >= 3.6 && upper && lower && value.size() >= 16;
  if (separators >= 2 && !upper) return bits >= 4.0 && value.size() >= 30;
  return bits >= (value.size() < 16 ? 3.0 : 3.3);
}

}  // namespace platlint

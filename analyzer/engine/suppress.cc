// SPDX-License-Identifier: Apache-2.0
//
// An ignore covers ranges of its file: a line, or the blocks that begin on it. A finding is covered when it begins in such a range, or
// when its subject, or a module call on the way to its subject, lies in one as a whole: a check may point elsewhere than at
// the block that a person looks at, and an ignore on a module call is meant for that call's instances and for no other's.
#include "analyzer/engine/suppress.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_set>

#include "analyzer/engine/equivalents.h"
#include "analyzer/rule/selector.h"
#include "analyzer/support/glob.h"

namespace platlint {
namespace {

using Scope = IgnoreText::Scope;

constexpr std::size_t kMostIgnores = 10'000;  // in one file

// An ignore that is known to mean certain rules in certain ranges.
struct Ignore {
  Suppression suppression = {};
  std::string word = {};  // the rule as written
  std::unordered_set<const RuleMeta*> rules = {};
  std::vector<SourceRange> ranges = {};  // of one file
  bool touching = false;                 // counts for findings that overlap a range, not only those that begin in it
  std::vector<std::pair<std::string, std::string>> only = {};
  const ConfiguredIgnore* configured = nullptr;  // then `ranges` is empty
  bool counts = true;
  bool used = false;
};

bool is_own(const Ignore& ignore) { return ignore.suppression.kind == "inline" || ignore.suppression.kind == "config"; }

class Suppressor {
 public:
  Suppressor(std::vector<Finding>& findings, const SettleInput& input)
      : findings_(findings), input_(input), sources_(input.program.sources()) {
    for (const Rule* rule : input.ran) ran_.insert(rule->meta);
    for (const Rule& rule : input.registry.rules())
      if (!ignorable(input.config, rule)) fixed_.insert(rule.meta);
  }

  void run() {
    for (const CommentedFile& file : commented_files(input_)) read_file(file);
    read_annotations();
    index();
    apply_inline();
    report_unused();
    std::move(about_.begin(), about_.end(), std::back_inserter(findings_));
    about_.clear();
    apply_configured();
  }

 private:
  // ---- reading

  void read_file(const CommentedFile& file) {
    std::size_t count = 0;
    for (const IgnoreComment& comment : file.comments) {
      const Position at = file.file->position(comment.range.begin);
      const bool in_head = is_in_head(file, comment.range.begin);
      for (IgnoreText& text : parse_ignores(file.file->slice(comment.range), in_head, at.line == 1)) {
        if (++count > kMostIgnores) {
          about("limit-reached", comment.range,
                "more than " + std::to_string(kMostIgnores) + " ignores in one file: the rest does not count", "ignores");
          return;
        }
        add(file, comment, text);
      }
    }
    add_gitleaks(file);
  }

  static bool is_in_head(const CommentedFile& file, std::uint32_t offset) {
    const std::string_view head = file.file->text().substr(0, offset);
    for (std::size_t begin = 0; begin < head.size();) {
      const std::size_t end = std::min(head.find('\n', begin), head.size());
      const std::size_t first = head.find_first_not_of(" \t\r", begin);
      if (first < end && head[first] != '#' && head.substr(first, 2) != "//") return false;
      begin = end + 1;
    }
    return true;
  }

  // Made when the first ignore of another tool is met.
  const Equivalents& equivalents() {
    if (!equivalents_) equivalents_.emplace(input_.registry);
    return *equivalents_;
  }

  void add(const CommentedFile& file, const IgnoreComment& comment, const IgnoreText& text) {
    const std::vector<SourceRange> ranges = covered(file, comment, text.scope);
    if (text.kind == "inline") {
      add_own(comment.range, text, ranges);
      return;
    }
    Ignore ignore;
    ignore.suppression = {text.kind, text.reason, text.until, {}, comment.range};
    ignore.only = text.only;
    ignore.touching = text.scope == Scope::kLine;
    ignore.ranges = ranges;
    std::string words;
    std::unordered_set<const RuleMeta*> named;
    for (const std::string& id : text.rules)
      for (const RuleMeta* rule : id == "*" ? equivalents().of_tool(text.kind) : equivalents().of_check(text.kind, id)) named.insert(rule);
    if (!text.except) ignore.rules = std::move(named);
    else
      for (const RuleMeta* rule : equivalents().of_tool(text.kind))
        if (!named.contains(rule)) ignore.rules.insert(rule);
    for (const std::string& id : text.rules) words += (words.empty() ? "" : ", ") + id;
    ignore.word = words;
    if (ignore.rules.empty() || !text.problem.empty()) return;  // about checks that no rule here covers
    if (expired(text.until)) {
      ignore.counts = false;
      about("suppression-expired", comment.range, "the " + text.kind + " ignore of " + words + " expired on " + text.until, words);
    }
    ignores_.push_back(std::move(ignore));
  }

  void add_own(const SourceRange& where, const IgnoreText& text, const std::vector<SourceRange>& ranges) {
    std::string words;
    for (const std::string& word : text.rules) words += (words.empty() ? "" : ", ") + word;
    const std::string what = "the ignore of " + (words.empty() ? std::string("no rule") : words);
    bool counts = true;
    if (!text.problem.empty()) {
      about("suppression-unused", where, what + " does not count: " + text.problem, words);
      return;
    }
    if (text.reason.empty()) {
      about("suppression-without-reason", where, what + " gives no reason and does not count", words);
      counts = false;
    } else if (expired(text.until)) {
      about("suppression-expired", where, what + " expired on " + text.until, words);
      counts = false;
    }
    for (const std::string& word : text.rules) {
      const auto rules = select(input_.registry, word);
      if (!rules) {
        about("suppression-unused", where, "the ignore of " + word + " does not count: " + rules.error().message, word);
        continue;
      }
      Ignore ignore;
      ignore.suppression = {"inline", text.reason, text.until, text.owner, where};
      ignore.word = word;
      ignore.ranges = ranges;
      ignore.counts = counts;
      for (const Rule* rule : *rules) ignore.rules.insert(rule->meta);
      ignores_.push_back(std::move(ignore));
    }
  }

  // gitleaks reads its word anywhere on a line, comment or not.
  void add_gitleaks(const CommentedFile& file) {
    constexpr std::string_view kWord = "gitleaks:allow";
    const std::string_view text = file.file->text();
    std::size_t count = 0;
    for (std::size_t at = text.find(kWord); at != std::string_view::npos && ++count <= kMostIgnores; at = text.find(kWord, at + 1)) {
      const SourceRange where{file.file->id(), static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + kWord.size())};
      Ignore ignore;
      ignore.suppression = {"gitleaks", {}, {}, {}, where};
      ignore.word = "*";
      ignore.touching = true;
      ignore.ranges = {line_range(*file.file, file.file->position(where.begin).line)};
      ignore.rules = equivalents().of_tool("gitleaks");
      ignores_.push_back(std::move(ignore));
    }
  }

  // checkov.io/skip1: CKV_K8S_20=reason, and ignore-check.kube-linter.io/NAME: reason, on a Kubernetes object.
  void read_annotations() {
    for (const Resource& resource : input_.program.resources()) {
      if (resource.domain != Domain::kKubernetes) continue;
      for (const Member& member : resource.body.at("metadata.annotations").members()) {
        const auto value = member.value.string_value();
        if (!value) continue;
        IgnoreText text;
        constexpr std::string_view kLinter = "ignore-check.kube-linter.io/";
        if (member.key.starts_with("checkov.io/skip")) {
          text.kind = "checkov";
          text.rules = {std::string(value->substr(0, value->find('=')))};
          if (const std::size_t equal = value->find('='); equal != std::string_view::npos) text.reason = value->substr(equal + 1);
        } else if (member.key.starts_with(kLinter)) {
          text.kind = "kube-linter";
          text.rules = {std::string(member.key.substr(kLinter.size()))};
          text.reason = *value;
        } else {
          continue;
        }
        Ignore ignore;
        ignore.suppression = {text.kind, text.reason, {}, {}, member.value.where()};
        ignore.word = text.rules.front();
        ignore.ranges = {resource.range};
        ignore.rules = equivalents().of_check(text.kind, text.rules.front());
        if (!ignore.rules.empty() && resource.range.valid()) ignores_.push_back(std::move(ignore));
      }
    }
  }

  // ---- applying

  bool expired(std::string_view until) const { return !until.empty() && !input_.today.empty() && input_.today > until; }

  void index() {
    std::stable_sort(ignores_.begin(), ignores_.end(),
                     [](const Ignore& a, const Ignore& b) { return a.suppression.where < b.suppression.where; });
    for (std::size_t i = 0; i < ignores_.size(); ++i)
      if (!ignores_[i].ranges.empty()) by_file_[ignores_[i].ranges.front().file].push_back(i);
  }

  const Resource* resource_of(const Finding& finding) const {
    if (!finding.subject) return nullptr;
    const Subject& subject = *finding.subject;
    const std::string_view set = subject.variable_sets.empty() ? std::string_view() : std::string_view(subject.variable_sets.front());
    const Resource* found = input_.program.find(subject.root, set == "default" ? std::string_view() : set, subject.address);
    return found == nullptr && set == "default" ? input_.program.find(subject.root, set, subject.address) : found;
  }

  static bool is_instance(const Ignore& ignore, const Resource* resource) {
    return std::all_of(ignore.only.begin(), ignore.only.end(),
                       [&](const auto& pair) { return resource != nullptr && resource->at(pair.first).text() == pair.second; });
  }

  void match(Finding& finding, const SourceRange& place, bool whole, const Resource* resource) {
    const auto list = by_file_.find(place.file);
    if (list == by_file_.end()) return;
    for (const std::size_t i : list->second) {
      Ignore& ignore = ignores_[i];
      if (!ignore.rules.contains(finding.rule)) continue;
      const bool hit = std::any_of(ignore.ranges.begin(), ignore.ranges.end(), [&](const SourceRange& range) {
        if (whole) return range.contains(place);
        if (ignore.touching) return place.begin < range.end && range.begin < std::max(place.end, place.begin + 1);
        return range.begin <= place.begin && place.begin < range.end;
      });
      if (!hit || !is_instance(ignore, resource)) continue;
      if (fixed_.contains(finding.rule)) {
        refused_.insert(i);
        continue;
      }
      if (!ignore.counts) continue;
      ignore.used = true;
      if (!finding.suppression) finding.suppression = ignore.suppression;
    }
  }

  void apply_inline() {
    if (by_file_.empty()) return;
    for (Finding& finding : findings_) {
      if (finding.status == Status::kPass) continue;
      const Resource* resource = resource_of(finding);
      if (finding.range.valid()) match(finding, finding.range, false, resource);
      if (resource == nullptr) continue;
      if (resource->range.valid()) match(finding, resource->range, true, resource);
      for (const CallSite& call : resource->calls)
        if (call.where.valid()) match(finding, call.where, true, resource);
    }
  }

  void apply_configured() {
    std::vector<Ignore> list;
    for (const ConfiguredIgnore& configured : input_.config.ignores) {
      Ignore ignore;
      ignore.configured = &configured;
      ignore.suppression = {"config", configured.reason, configured.until, configured.owner, configured.where};
      for (const std::string& selector : configured.rules) {
        ignore.word += (ignore.word.empty() ? "" : ", ") + selector;
        for (const Rule& rule : input_.registry.rules())
          if (selects(selector, rule)) ignore.rules.insert(rule.meta);
      }
      if (expired(configured.until)) {
        ignore.counts = false;
        about("suppression-expired", configured.where, "the configured ignore of " + ignore.word + " expired on " + configured.until,
              ignore.word);
      }
      list.push_back(std::move(ignore));
    }
    bool refused = false;
    for (Ignore& ignore : list) {
      refused = false;
      for (Finding& finding : findings_) {
        if (finding.status == Status::kPass || !ignore.rules.contains(finding.rule) || !is_meant(*ignore.configured, finding)) continue;
        if (fixed_.contains(finding.rule)) {
          refused = true;
        } else if (ignore.counts) {
          ignore.used = true;
          if (!finding.suppression) finding.suppression = ignore.suppression;
        }
      }
      if (ignore.counts && !ignore.used) unused(ignore, refused);
    }
    std::move(about_.begin(), about_.end(), std::back_inserter(findings_));
    about_.clear();
  }

  bool is_meant(const ConfiguredIgnore& ignore, const Finding& finding) const {
    if (!ignore.path.empty()) {
      const std::string_view path = finding.range.valid() && finding.range.file < sources_.size()
                                        ? std::string_view(sources_[finding.range.file].path())
                                    : finding.subject ? std::string_view(finding.subject->root)
                                                      : std::string_view();
      if (!matches_path(ignore.path, path)) return false;
    }
    return ignore.resource.empty() || (finding.subject && matches_wildcard(ignore.resource, finding.subject->address));
  }

  // ---- findings about ignores

  void report_unused() {
    for (std::size_t i = 0; i < ignores_.size(); ++i)
      if (is_own(ignores_[i]) && ignores_[i].counts && !ignores_[i].used) unused(ignores_[i], refused_.contains(i));
  }

  void unused(const Ignore& ignore, bool refused) {
    const bool ran = std::any_of(ignore.rules.begin(), ignore.rules.end(), [&](const RuleMeta* rule) { return ran_.contains(rule); });
    if (!ran) return;
    about("suppression-unused", ignore.suppression.where,
          "the ignore of " + ignore.word + (refused ? " does not count: the configuration does not let it be ignored" : " ignores nothing"),
          ignore.word);
  }

  void about(std::string_view id, const SourceRange& where, std::string message, std::string_view words) {
    const Rule* rule = input_.registry.find(id);
    if (rule == nullptr || !ran_.contains(rule->meta)) return;
    Finding finding;
    finding.rule = rule->meta;
    finding.severity = configured_severity(input_.config, *rule).value_or(rule->meta->severity);
    finding.message = std::move(message);
    if (where.valid() && where.file < sources_.size()) finding.range = where;
    finding.attribute = words;
    about_.push_back(std::move(finding));
  }

  std::vector<Finding>& findings_;
  const SettleInput& input_;
  const SourceMap& sources_;
  std::optional<Equivalents> equivalents_;
  std::unordered_set<const RuleMeta*> ran_;
  std::unordered_set<const RuleMeta*> fixed_;  // may not be ignored
  std::vector<Ignore> ignores_;
  std::map<FileId, std::vector<std::size_t>> by_file_;
  std::set<std::size_t> refused_;
  std::vector<Finding> about_;
};

}  // namespace

void suppress(std::vector<Finding>& findings, const SettleInput& input) { Suppressor(findings, input).run(); }

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "analyzer/engine/settle.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "analyzer/engine/suppress.h"
#include "analyzer/support/glob.h"

namespace platlint {
namespace {

std::string_view path_of(const Finding& finding, const SourceMap& sources) {
  if (finding.range.valid() && finding.range.file < sources.size()) return sources[finding.range.file].path();
  return finding.subject ? std::string_view(finding.subject->root) : std::string_view();
}

const Subject& subject_or_none(const Finding& finding) {
  static const Subject kNone;
  return finding.subject ? *finding.subject : kNone;
}

// Orders findings of one place.
auto order(const Finding& finding) {
  const Subject& subject = subject_or_none(finding);
  return std::tuple(finding.rule->id, std::string_view(subject.root), std::string_view(subject.domain), std::string_view(subject.kind),
                    std::string_view(subject.address), finding.status, std::string_view(finding.attribute),
                    std::string_view(finding.message));
}

// What is left to order equal findings by, so that the outcome never depends on the order they came in.
auto remainder(const Finding& finding) {
  std::string text;
  for (const std::string& set : subject_or_none(finding).variable_sets) text += set + '\n';
  for (const RelatedPlace& related : finding.related)
    text += '\0' + related.message + '\0' + std::to_string(related.range.file) + ' ' + std::to_string(related.range.begin) + ' ' +
            std::to_string(related.range.end);
  if (finding.fix) text += '\0' + finding.fix->description;
  return std::tuple(static_cast<int>(finding.severity), finding.secret, finding.monthly_cost, std::move(text));
}

// What cannot be known of one thing at one place is told once, whichever of a rule's questions asks for it.
bool same_but_for_sets(const Finding& a, const Finding& b) {
  if (a.rule != b.rule || a.range != b.range || a.subject.has_value() != b.subject.has_value()) return false;
  if (a.status != Status::kUnknown || b.status != Status::kUnknown) return order(a) == order(b);
  return subject_or_none(a).root == subject_or_none(b).root && subject_or_none(a).address == subject_or_none(b).address &&
         a.attribute == b.attribute;
}

void merge(Finding& into, Finding&& other) {
  if (into.subject && other.subject) {
    auto& sets = into.subject->variable_sets;
    auto& more = other.subject->variable_sets;
    if (!(sets.empty() && more.empty())) {
      if (sets.empty()) sets.emplace_back("default");
      if (more.empty()) more.emplace_back("default");
      sets.insert(sets.end(), more.begin(), more.end());
      std::sort(sets.begin(), sets.end());
      sets.erase(std::unique(sets.begin(), sets.end()), sets.end());
    }
  }
  for (RelatedPlace& related : other.related) {
    const bool known = std::any_of(into.related.begin(), into.related.end(),
                                   [&](const RelatedPlace& r) { return r.range == related.range && r.message == related.message; });
    if (!known) into.related.push_back(std::move(related));
  }
  if (other.severity > into.severity) into.message = std::move(other.message);
  into.severity = std::max(into.severity, other.severity);
  into.secret = into.secret || other.secret;
  if (!into.fix) into.fix = std::move(other.fix);
}

void apply_severities(std::vector<Finding>& findings, const SettleInput& input) {
  std::vector<std::pair<const RuleMeta*, Severity>> changed;
  for (const Rule& rule : input.registry.rules())
    if (const auto severity = configured_severity(input.config, rule)) changed.emplace_back(rule.meta, *severity);
  for (Finding& finding : findings)
    for (const auto& [meta, severity] : changed)
      if (finding.rule == meta) finding.severity = severity;
}

void apply_excludes(std::vector<Finding>& findings, const SettleInput& input) {
  if (input.config.exclude.empty()) return;
  for (Finding& finding : findings) {
    if (finding.suppression || finding.status == Status::kPass) continue;
    const std::string_view path = path_of(finding, input.program.sources());
    for (const std::string& glob : input.config.exclude)
      if (matches_path(glob, path)) {
        finding.suppression = Suppression{.kind = "config", .reason = "the path is excluded (" + glob + ")"};
        break;
      }
  }
}

void apply_baselines(std::vector<Finding>& findings, const SettleInput& input) {
  for (Finding& finding : findings) {
    if (finding.suppression || finding.status == Status::kPass) continue;
    const Rule* rule = input.registry.find(finding.rule->id);
    if (rule != nullptr && !ignorable(input.config, *rule)) continue;
    for (const Baseline& baseline : input.baselines)
      if (baseline.fingerprints.contains(finding.fingerprint)) {
        finding.suppression = Suppression{.kind = "baseline", .reason = "in the baseline " + baseline.path};
        break;
      }
  }
}

}  // namespace

namespace {

// Paths become numbers first: most findings are told apart by their place.
struct Placed {
  std::size_t path = 0;  // its rank
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Finding* finding = nullptr;
};

bool before(const Placed& a, const Placed& b) {
  if (std::tie(a.path, a.begin, a.end) != std::tie(b.path, b.begin, b.end))
    return std::tie(a.path, a.begin, a.end) < std::tie(b.path, b.begin, b.end);
  const auto compared = order(*a.finding) <=> order(*b.finding);
  return compared != 0 ? compared < 0 : remainder(*a.finding) < remainder(*b.finding);
}

}  // namespace

void sort_findings(std::vector<Finding>& findings, const SourceMap& sources) {
  std::map<std::string_view, std::size_t> ranks;
  for (const Finding& finding : findings) ranks.emplace(path_of(finding, sources), 0);
  std::size_t rank = 0;
  for (auto& [path, at] : ranks) at = rank++;
  std::vector<Placed> places;
  places.reserve(findings.size());
  for (Finding& finding : findings) {
    const bool ranged = finding.range.valid();
    places.push_back({ranks.at(path_of(finding, sources)), ranged ? finding.range.begin : 0, ranged ? finding.range.end : 0, &finding});
  }
  if (std::is_sorted(places.begin(), places.end(), before)) return;
  std::sort(places.begin(), places.end(), before);
  // A finding is large: each is moved once, when its place is known.
  std::vector<Finding> sorted;
  sorted.reserve(findings.size());
  for (const Placed& place : places) sorted.push_back(std::move(*place.finding));
  findings = std::move(sorted);
}

void merge_variable_sets(std::vector<Finding>& findings) {
  std::vector<Finding> merged;
  for (Finding& finding : findings) {
    if (!merged.empty() && same_but_for_sets(merged.back(), finding)) merge(merged.back(), std::move(finding));
    else merged.push_back(std::move(finding));
  }
  findings = std::move(merged);
}

void settle(std::vector<Finding>& findings, const SettleInput& input) {
  const SourceMap& sources = input.program.sources();
  apply_severities(findings, input);
  sort_findings(findings, sources);
  merge_variable_sets(findings);
  if (!input.no_ignores) {
    suppress(findings, input);
    apply_excludes(findings, input);
    sort_findings(findings, sources);
  }
  add_fingerprints(findings, sources);
  apply_baselines(findings, input);
}

}  // namespace platlint

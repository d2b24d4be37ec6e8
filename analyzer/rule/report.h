// SPDX-License-Identifier: Apache-2.0
//
// What a run says. The engine fills it, the settle pass puts its findings in order, reporters only write it down.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/rule/finding.h"
#include "analyzer/rule/registry.h"

namespace platlint {

// A part of the input that was not read, not parsed or not evaluated, and why.
struct CoverageGap {
  std::string path = {};   // relative to the scan root; may be empty
  std::uint32_t line = 0;  // from 1; 0: the whole file
  std::string reason = {};
};

struct Coverage {
  std::size_t files_seen = 0;
  std::size_t files_parsed = 0;
  std::vector<CoverageGap> failed = {};               // files that do not parse or cannot be read
  std::vector<CoverageGap> skipped = {};              // files and folders left out on purpose
  std::vector<CoverageGap> gaps = {};                 // what was read and could not be evaluated ("module ... is not in the repository")
  std::vector<CoverageGap> limits = {};               // limits of the analysis that were hit
  std::map<std::string, std::size_t> resources = {};  // domain -> count
  std::uint64_t unknown_values = 0;
  std::map<std::string, std::size_t> planned_changes = {};  // by plans among the files: "create", "update", "delete", "replace" -> count
};

// Counts of findings: suppressed ones count as suppressed alone.
struct Summary {
  std::array<std::size_t, 5> fail = {};  // by Severity
  std::size_t unknown = 0;
  std::size_t suppressed = 0;
  std::size_t pass = 0;
  std::size_t failures() const { return fail[0] + fail[1] + fail[2] + fail[3] + fail[4]; }
};

// A finding of the earlier state that is no more. Its place is in that state's files, so it is kept as text.
struct FixedFinding {
  const RuleMeta* rule = nullptr;
  Severity severity = Severity::kMedium;
  std::string message = {};  // empty when it is about a secret
  std::string path = {};
  std::uint32_t line = 1;
  std::string address = {};
  std::string fingerprint = {};
};

// What the report was compared with.
struct Comparison {
  std::string revision = {};  // as asked for
  std::string commit = {};    // its id
  std::size_t added = 0;      // failures that are new; suppressed ones do not count
  std::size_t unchanged = 0;
  std::vector<FixedFinding> fixed = {};  // in the order of a report
};

struct Report {
  std::string version = {};  // of platlint
  Coverage coverage = {};
  std::vector<const Rule*> rules = {};  // that ran, sorted by id; owned by the run's registry
  std::vector<Finding> findings = {};   // settled: sorted, without repeats, with fingerprints
  std::optional<Comparison> comparison = {};
};

Summary summarize(const Report& report);

// Does the finding say that something was not read (a syntax error, a limit), rather than that something is wrong? Such a one makes the
// analysis incomplete (exit code 3), not failed (1), whatever its severity.
inline constexpr std::string_view kCompletenessTag = "completeness";
bool about_completeness(const RuleMeta& rule);

// Is there a failure at or above `least` that nothing suppresses, that is not about completeness, and that was not there before?
bool fails(const Report& report, Severity least);

// Did something keep the analysis from being complete: a file that failed, a limit that was hit? (Exit code 3.)
bool incomplete(const Report& report);

}  // namespace platlint

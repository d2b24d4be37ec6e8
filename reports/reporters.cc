// SPDX-License-Identifier: Apache-2.0
#include "reports/reporters.h"

#include "reports/csv/csv.h"
#include "reports/github/annotations.h"
#include "reports/gitlab/codequality.h"
#include "reports/html/html.h"
#include "reports/json/json.h"
#include "reports/junit/junit.h"
#include "reports/markdown/markdown.h"
#include "reports/sarif/sarif.h"
#include "reports/text/text.h"

namespace platlint {
namespace {

constexpr Reporter kReporters[] = {
    {"text", "findings by file with excerpts, coverage and counts, for people", write_text},
    {"lines", "path:line:col: severity: message [rule], one line a finding", write_lines},
    {"json", "everything, schema platlint/report/v1", write_json},
    {"sarif", "SARIF 2.1.0, for GitHub code scanning, GitLab, DefectDojo, Azure DevOps", write_sarif},
    {"junit", "JUnit XML, a suite a rule", write_junit},
    {"markdown", "a comment for a merge or pull request", write_markdown},
    {"gitlab", "GitLab code quality JSON", write_codequality},
    {"gitlab-terraform", "GitLab's counts of what plans create, update and delete", write_terraform_counts},
    {"github", "GitHub workflow commands that annotate the changed lines", write_annotations},
    {"csv", "one row a finding", write_csv},
    {"html", "one self-contained page", write_html},
};

}  // namespace

std::span<const Reporter> reporters() { return kReporters; }

const Reporter* find_reporter(std::string_view name) {
  for (const Reporter& reporter : kReporters)
    if (reporter.name == name) return &reporter;
  return nullptr;
}

}  // namespace platlint

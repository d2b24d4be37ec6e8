// SPDX-License-Identifier: Apache-2.0
#include "reports/reporters.h"

#include "reports/json/json.h"
#include "reports/text/text.h"

namespace platlint {
namespace {

constexpr Reporter kReporters[] = {
    {"text", "findings by file with excerpts, coverage and counts, for people", write_text},
    {"lines", "path:line:col: severity: message [rule], one line a finding", write_lines},
    {"json", "everything, schema platlint/report/v1", write_json},
};

}  // namespace

std::span<const Reporter> reporters() { return kReporters; }

const Reporter* find_reporter(std::string_view name) {
  for (const Reporter& reporter : kReporters)
    if (reporter.name == name) return &reporter;
  return nullptr;
}

}  // namespace platlint

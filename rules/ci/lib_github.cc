// SPDX-License-Identifier: Apache-2.0
#include "rules/ci/lib_github.h"

namespace platlint {

void report_complaints(const Resource& file, RuleContext& ctx, std::string_view topic) {
  for (const Value& complaint : file["complaints"][topic].items()) ctx.report(complaint.where(), std::string(complaint.as_string())).attribute(complaint.as_string());
}

}  // namespace platlint

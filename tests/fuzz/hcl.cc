// SPDX-License-Identifier: Apache-2.0
//
// HCL's native syntax: whole files, single expressions and templates.
#include "tests/fuzz/target.h"

#include "grammars/hcl/parser.h"
#include "tests/grammars/hcl/invariants.h"

namespace platlint {

PLATLINT_FUZZ_TARGET(hcl) {
  const SourceFile source(0, "main.tf", std::string(input));
  {
    Arena arena;
    Diagnostics diagnostics;
    const hcl::File* file = hcl::parse(source, arena, diagnostics);
    const std::string broken = hcl::InvariantCheck(source, true).run(*file, diagnostics);
    if (!broken.empty()) std::fprintf(stderr, "%s\n", broken.c_str());
    FUZZ_EXPECT(broken.empty());
  }
  for (const auto read : {hcl::parse_expression, hcl::parse_template}) {
    Arena arena;
    Diagnostics diagnostics;
    const hcl::Expr* expr = read(source, arena, diagnostics);
    FUZZ_EXPECT(expr != nullptr || !diagnostics.empty());
    if (expr == nullptr) continue;
    const std::string broken = hcl::InvariantCheck(source, true).run(expr);
    if (!broken.empty()) std::fprintf(stderr, "%s\n", broken.c_str());
    FUZZ_EXPECT(broken.empty());
  }
}

}  // namespace platlint

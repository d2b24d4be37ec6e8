// SPDX-License-Identifier: Apache-2.0
//
// HCL's JSON syntax, as configuration and as variables.
#include "tests/fuzz/target.h"

#include "grammars/hcl/parser.h"
#include "tests/grammars/hcl/invariants.h"

namespace platlint {

PLATLINT_FUZZ_TARGET(hcl_json) {
  for (const char* name : {"main.tf.json", "terraform.tfvars.json"}) {
    const SourceFile source(0, name, std::string(input));
    Arena arena;
    Diagnostics diagnostics;
    const hcl::File* file = hcl::parse_json(source, arena, diagnostics);
    const std::string broken = hcl::InvariantCheck(source, false).run(*file, diagnostics);
    if (!broken.empty()) std::fprintf(stderr, "%s\n", broken.c_str());
    FUZZ_EXPECT(broken.empty());
  }
}

}  // namespace platlint

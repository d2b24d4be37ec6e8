// SPDX-License-Identifier: Apache-2.0
//
// A .gitlab-ci.yml that may include itself and another file, merged and lowered.
#include "tests/fuzz/target.h"

#include "tests/fuzz/lowered.h"

namespace platlint {

PLATLINT_FUZZ_TARGET(gitlab) {
  fuzz::Repository repository;
  repository.add(".gitlab-ci.yml", std::string(input));
  repository.add("a.yml",
                 "include: /.gitlab-ci.yml\nspec:\n  inputs:\n    x:\n      default: 1\n---\n.base: &b\n  script: [echo $[[ inputs.x ]]]\n "
                 " extends: .base\n");
  const SourceFile* entry = repository.find(".gitlab-ci.yml");
  FUZZ_EXPECT(entry != nullptr);
  lower_gitlab(repository.input(), *entry);
}

}  // namespace platlint

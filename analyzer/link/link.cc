// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/link.h"

namespace platlint {

void link_program(ProgramBuilder& builder) {
  link_kubernetes(builder);
  link_ci(builder);
  link_scripts(builder);
  link_platform(builder);
}

}  // namespace platlint

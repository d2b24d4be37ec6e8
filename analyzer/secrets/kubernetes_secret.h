// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "analyzer/secrets/scanner.h"

namespace platlint {

// The values under `data:` of the Kubernetes Secret whose `kind: Secret` covers text[at]. Base64 hides nothing. Read by lines and indents
// instead of as YAML: examples in other files, templates and manifests with tabs count as well. Sealed and external secrets are of other
// kinds. Values that decode to placeholders, and references of templates, are left out.
void find_kubernetes_secret(std::string_view text, std::size_t at, std::vector<SecretHit>& hits);

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/eval/function.h"

namespace platlint {

// replace(text, what, with) of which the text or the replacement is not known in full: what is known all the same.
Value replace_placeholders(FunctionCall& call);

}  // namespace platlint

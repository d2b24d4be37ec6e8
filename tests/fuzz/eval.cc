// SPDX-License-Identifier: Apache-2.0
//
// An expression (or, behind a first byte 'T', a template) evaluated with variables of many types, known and unknown.
#include "tests/fuzz/target.h"

#include <nlohmann/json.hpp>
#include <sstream>

#include "analyzer/eval/eval_lines.h"

namespace platlint {

PLATLINT_FUZZ_TARGET(eval) {
  static const auto variables = nlohmann::json::parse(R"({
    "s": {"type": "string", "value": "a b"},
    "n": {"type": "number", "value": 3},
    "b": {"type": "bool", "value": true},
    "z": {"type": "string", "value": null},
    "l": {"type": ["list", "string"], "value": ["x", "y"]},
    "t": {"type": ["set", "number"], "value": [1, 2]},
    "m": {"type": ["map", "string"], "value": {"k": "v"}},
    "o": {"type": ["object", {"p": "string", "q": ["list", "number"]}], "value": {"p": "w", "q": [1]}},
    "u": {"type": "string", "value": {"$unknown": "string"}},
    "ul": {"type": ["list", "string"], "value": {"$unknown": ["list", "string"]}},
    "d": {"type": "dynamic", "value": {"$unknown": "dynamic"}},
    "x": {"type": "string", "value": {"$marked": "secret"}}})");
  const bool is_template = !input.empty() && input.front() == 'T';
  nlohmann::json line = {{"id", "1"}, {"vars", variables}};
  line[is_template ? "template" : "expr"] = std::string(is_template ? input.substr(1) : input);
  std::istringstream in(line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
  std::ostringstream out;
  MemoryFileSystem files;
  files.add("f.txt", "text ${s}");
  files.add("loop.tftpl", "${templatefile(\"loop.tftpl\", {})}");
  eval_lines(in, out, files);
  // One line that is JSON.
  FUZZ_EXPECT(out.str().ends_with('\n') && out.str().find('\n') == out.str().size() - 1);
  FUZZ_EXPECT(nlohmann::json::accept(out.str()));
}

}  // namespace platlint

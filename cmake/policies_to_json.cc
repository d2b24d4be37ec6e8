// SPDX-License-Identifier: Apache-2.0
//
// A program of the build: reads the policies of the rules as YAML and writes them as JSON, one line "STEM JSON" each. Every start of
// platlint reads all of them, and JSON reads many times faster. Usage: policies_to_json OUT FILE...
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "analyzer/eval/json_value.h"
#include "analyzer/lower/lower.h"
#include "grammars/yaml/parser.h"

int main(int argc, char** argv) {
  using namespace platlint;
  if (argc < 2) return 2;
  std::string out;
  for (int i = 2; i < argc; ++i) {
    const std::string path = argv[i];
    std::ifstream in(path, std::ios::binary);
    const SourceFile file(0, path, std::string(std::istreambuf_iterator<char>(in), {}));
    Arena arena;
    Diagnostics diagnostics;
    const yaml::File* tree = yaml::parse(file, arena, diagnostics);
    if (!diagnostics.empty()) {
      std::fprintf(stderr, "%s:%u: %s\n", path.c_str(), file.position(diagnostics.front().range.begin).line,
                   diagnostics.front().message.c_str());
      return 1;
    }
    std::string json;
    if (tree->documents.size() != 1 || tree->documents.front().root == nullptr ||
        !write_json(to_value(*tree->documents.front().root, arena), json)) {
      std::fprintf(stderr, "%s: must hold one policy\n", path.c_str());
      return 1;
    }
    std::string stem = path.substr(path.rfind('/') + 1);
    stem.resize(stem.rfind('.'));
    out += stem + " " + json + "\n";
  }
  std::ofstream to(argv[1], std::ios::binary);
  to << out;
  return to.good() ? 0 : 1;
}

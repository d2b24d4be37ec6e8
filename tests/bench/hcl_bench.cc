// SPDX-License-Identifier: Apache-2.0
//
// Our HCL reader against tree-sitter's on the same files in one process: hcl_bench [--only ours|tree-sitter|none] [--seconds N] PATH...
// Folders are searched for .tf and .tofu files; everything is read before the clock starts. Prints bytes, MB/s of both (best of the passes,
// so that other work on the machine counts little) and the ratio. With --only each file is read once and no clock runs: that is for
// callgrind (`ci/bench hcl`), where `none` gives what loading costs.
#include <tree_sitter/api.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/hcl/parser.h"

extern "C" const TSLanguage* tree_sitter_hcl();

namespace platlint {
namespace {

namespace fs = std::filesystem;

void load(const fs::path& path, SourceMap& sources, std::vector<FileId>& files) {
  if (fs::is_directory(path)) {
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(path))
      if (entry.is_regular_file() && (entry.path().extension() == ".tf" || entry.path().extension() == ".tofu"))
        found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    for (const fs::path& file : found) load(file, sources, files);
    return;
  }
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  files.push_back(sources.add(path.string(), text.str()));
}

// Sums what the reader saw, so that nothing can be left out by the compiler.
std::size_t read_ours(const SourceMap& sources, const std::vector<FileId>& files) {
  std::size_t seen = 0;
  for (const FileId id : files) {
    Arena arena;
    Diagnostics diagnostics;
    const hcl::File* file = hcl::parse(sources[id], arena, diagnostics);
    seen += file->body.blocks.size() + file->body.attributes.size();
  }
  return seen;
}

std::size_t read_tree_sitter(TSParser* parser, const SourceMap& sources, const std::vector<FileId>& files) {
  std::size_t seen = 0;
  for (const FileId id : files) {
    const std::string_view text = sources[id].text();
    TSTree* tree = ts_parser_parse_string(parser, nullptr, text.data(), static_cast<std::uint32_t>(text.size()));
    seen += ts_node_child_count(ts_tree_root_node(tree));
    ts_tree_delete(tree);
  }
  return seen;
}

template <class Read>
double best_seconds(double limit, Read&& read) {
  double best = 1e9;
  double total = 0;
  int passes = 0;
  while (passes < 3 || total < limit) {
    const auto begin = std::chrono::steady_clock::now();
    read();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    best = std::min(best, seconds);
    total += seconds;
    ++passes;
  }
  return best;
}

int run(int argc, char** argv) {
  std::string only;
  double seconds = 3;
  SourceMap sources;
  std::vector<FileId> files;
  for (int i = 1; i < argc; ++i) {
    const std::string_view arg = argv[i];
    if (arg == "--only" && i + 1 < argc) only = argv[++i];
    else if (arg == "--seconds" && i + 1 < argc) seconds = std::atof(argv[++i]);
    else load(argv[i], sources, files);
  }
  std::size_t bytes = 0;
  for (const FileId id : files) bytes += sources[id].text().size();
  if (files.empty() || bytes == 0) {
    std::fprintf(stderr, "usage: hcl_bench [--only ours|tree-sitter|none] [--seconds N] PATH...\n");
    return 2;
  }
  TSParser* parser = ts_parser_new();
  ts_parser_set_language(parser, tree_sitter_hcl());
  if (!only.empty()) {
    std::size_t seen = 0;
    if (only == "ours") seen = read_ours(sources, files);
    if (only == "tree-sitter") seen = read_tree_sitter(parser, sources, files);
    std::printf("files %zu bytes %zu seen %zu\n", files.size(), bytes, seen);
  } else {
    std::size_t seen = 0;
    const double ours = best_seconds(seconds, [&] { seen += read_ours(sources, files); });
    const double theirs = best_seconds(seconds, [&] { seen += read_tree_sitter(parser, sources, files); });
    const double megabytes = static_cast<double>(bytes) / 1e6;
    std::printf("files %zu bytes %zu ours %.1f MB/s tree-sitter %.1f MB/s ratio %.1f\n", files.size(), bytes, megabytes / ours,
                megabytes / theirs, theirs / ours);
    if (seen == 0) return 1;
  }
  ts_parser_delete(parser);
  return 0;
}

}  // namespace
}  // namespace platlint

int main(int argc, char** argv) { return platlint::run(argc, argv); }

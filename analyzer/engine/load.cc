// SPDX-License-Identifier: Apache-2.0
#include "analyzer/engine/load.h"

#include <string>
#include <utility>

#include "analyzer/support/parallel.h"

namespace platlint {

Loaded load(const FileSystem& files, const DiscoverOptions& options, int jobs) {
  Discovery discovery = discover(files, options);
  std::vector<Result<std::string>> texts(discovery.files.size());
  std::vector<FileKind> kinds(discovery.files.size(), FileKind::kText);
  parallel_for(discovery.files.size(), jobs, [&](std::size_t i, std::size_t) {
    texts[i] = files.read(discovery.files[i].path, options.max_file_bytes);
    if (texts[i]) kinds[i] = classify(discovery.files[i].path, *texts[i]);
  });

  Loaded loaded;
  loaded.sources = std::make_shared<SourceMap>();
  loaded.seen = discovery.files.size();
  loaded.links = std::move(discovery.links);
  for (SkippedPath& skipped : discovery.skipped) loaded.skipped.push_back({std::move(skipped.path), std::move(skipped.reason)});
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string& path = discovery.files[i].path;
    if (!texts[i]) {
      loaded.unreadable.push_back({path, texts[i].error().message});
    } else if (kinds[i] == FileKind::kBinary) {
      loaded.skipped.push_back({path, "binary file"});
    } else {
      loaded.list.push_back({loaded.sources->add(path, *std::move(texts[i])), kinds[i]});
    }
  }
  return loaded;
}

}  // namespace platlint

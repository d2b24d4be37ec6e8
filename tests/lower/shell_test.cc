// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/lower/lower.h"

namespace platlint {
namespace {

std::vector<std::string> commands(const std::string& text) {
  SourceMap sources;
  const FileId id = sources.add("run.sh", text);
  const Fragment fragment = lower_shell(sources[id]);
  std::vector<std::string> out;
  for (const Value& line : fragment.resources.front()["commands"].items()) {
    out.emplace_back(line.as_string());
    // Each knows where it stands.
    EXPECT_TRUE(line.where().valid());
    EXPECT_EQ(sources.slice(line.where()).substr(0, 2), line.as_string().substr(0, 2));
  }
  return out;
}

using Lines = std::vector<std::string>;

TEST(Shell, JoinsLinesOverBackslashes) {
  EXPECT_EQ(commands("docker build \\\n  --push \\\n  .\necho done\n"), (Lines{"docker build --push .", "echo done"}));
}

TEST(Shell, LeavesCommentsOut) {
  EXPECT_EQ(commands("#!/bin/sh\n# helm upgrade\nmake a # then b\necho \"# kept\" x#y\n"), (Lines{"make a", "echo \"# kept\" x#y"}));
}

TEST(Shell, LeavesHereDocumentsOut) {
  EXPECT_EQ(commands("cat > f <<'EOF'\nterraform apply\n\"\nEOF\nmake <<< x\n"), (Lines{"cat > f <<'EOF'", "make <<< x"}));
}

TEST(Shell, KeepsQuotedLinesTogether) {
  EXPECT_EQ(commands("awk '\n  { print } # no comment\n' file\nmake\n"), (Lines{"awk ' { print } # no comment ' file", "make"}));
}

TEST(Shell, ReadsTheInterpreter) {
  SourceMap sources;
  const FileId id = sources.add("run", "#!/usr/bin/env bash\r\nmake\r\n");
  const Fragment fragment = lower_shell(sources[id]);
  EXPECT_EQ(fragment.resources.front()["interpreter"].text(), "/usr/bin/env bash");
  EXPECT_EQ(fragment.resources.front()["commands"][0].text(), "make");
}

TEST(Shell, EndsInTheMiddleOfAnything) {
  for (const char* text : {"", "\\", "'", "\"", "cat <<", "cat <<EOF", "a \\\n", "#", "a'b\nc"})
    EXPECT_NO_FATAL_FAILURE(commands(text)) << text;
}

}  // namespace
}  // namespace platlint

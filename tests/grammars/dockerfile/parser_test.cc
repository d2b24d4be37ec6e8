// SPDX-License-Identifier: Apache-2.0
#include "grammars/dockerfile/parser.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

namespace platlint::dockerfile {
namespace {

struct Parsed {
  explicit Parsed(std::string text) { file = parse(sources[sources.add("Dockerfile", std::move(text))], arena, diagnostics); }
  // KEYWORD --flag=value | text, one a line
  std::string dump() const {
    std::string out;
    for (const Instruction& i : file->instructions) {
      out += std::string(i.keyword);
      for (const Flag& f : i.flags) out += " --" + std::string(f.name) + "=" + std::string(f.value);
      out += " | " + std::string(i.text) + "\n";
      for (const std::string_view body : i.heredocs) out += "<<" + std::string(body) + ">>\n";
    }
    return out;
  }
  SourceMap sources;
  Arena arena;
  Diagnostics diagnostics;
  const File* file = nullptr;
};

struct Case {
  const char* text;
  const char* dump;
};

TEST(DockerfileParser, Reads) {
  const Case cases[] = {
      {"", ""},
      {"\n# only a comment", ""},
      {"from --platform=linux/arm64 alpine:3 as base\r\n", "FROM --platform=linux/arm64 | alpine:3 as base\n"},
      {"RUN a \\\n  # between\n\n  && b\nUSER x\n", "RUN | a   && b\nUSER | x\n"},
      {"# escape=`\nRUN dir C:\\`\n b\n", "RUN | dir C:\\ b\n"},
      {"RUN a \\", "RUN | a\n"},
      {"RUN <<EOF\nUSER no\nEOF\nUSER yes\n", "RUN | <<EOF\n<<USER no\n>>\nUSER | yes\n"},
      {"RUN <<-'EOF' cat\n\tx\n\tEOF\nUSER yes\n", "RUN | <<-'EOF' cat\n<<\tx\n>>\nUSER | yes\n"},
      {"RUN cat 3<<_A <<B\n1\n_A\n2\nB\nUSER yes\n", "RUN | cat 3<<_A <<B\n<<1\n>>\n<<2\n>>\nUSER | yes\n"},
      {"RUN echo \"<<EOF\"\nUSER yes\n", "RUN | echo \"<<EOF\"\nUSER | yes\n"},
      {"RUN echo 'a <<EOF b'\nUSER yes\n", "RUN | echo 'a <<EOF b'\nUSER | yes\n"},
      {"RUN [\"echo\", \"<<EOF\"]\nUSER yes\n", "RUN | [\"echo\", \"<<EOF\"]\nUSER | yes\n"},
      {"RUN cat <<<EOF\nUSER yes\n", "RUN | cat <<<EOF\nUSER | yes\n"},
      {"ONBUILD run <<EOF\nUSER no\nEOF\nUSER yes\n", "ONBUILD | run <<EOF\n<<USER no\n>>\nUSER | yes\n"},
      {"ONBUILD USER <<EOF\nUSER yes\n", "ONBUILD | USER <<EOF\nUSER | yes\n"},
      {"# syntax=x\n#Escape = `\nRUN a `\n b\n", "RUN | a  b\n"},
      {"# a comment\n# escape=`\nRUN a `\nUSER b\n", "RUN | a `\nUSER | b\n"},
      {"\n# escape=`\nRUN a `\nUSER b\n", "RUN | a `\nUSER | b\n"},
      {"RUN echo \\\\\nUSER b\n", "RUN | echo \\\\\nUSER | b\n"},
  };
  for (const Case& c : cases) {
    const Parsed p(c.text);
    EXPECT_EQ(p.dump(), c.dump) << c.text;
    EXPECT_TRUE(p.diagnostics.empty()) << c.text;
  }
}

TEST(DockerfileParser, KeepsReadingBehindWhatItDoesNotKnow) {
  const Parsed p("FORM alpine\nUSER x\n");
  ASSERT_EQ(p.diagnostics.size(), 1u);
  EXPECT_EQ(p.sources.slice(p.diagnostics[0].range), "FORM");
  EXPECT_EQ(p.dump(), "USER | x\n");
}

TEST(DockerfileParser, ReadsTheJsonForm) {
  const Parsed p("CMD [\"a\", \"b c\"]\nCMD [ -f x ]\n");
  ASSERT_EQ(p.file->instructions.size(), 2u);
  EXPECT_TRUE(p.file->instructions[0].json_form);
  ASSERT_EQ(p.file->instructions[0].words.size(), 2u);
  EXPECT_EQ(p.file->instructions[0].words[1], "b c");
  EXPECT_FALSE(p.file->instructions[1].json_form);
}

TEST(DockerfileParser, EveryPrefixIsReadWithRangesInsideTheText) {
  const std::string whole =
      "# escape=`\nFROM --platform=$X a AS b\nRUN --mount=type=cache,target=/x <<E cat `\n # c\n y\nz\nE\nCMD [\"a\\\"\", \"b\"]\n";
  for (std::size_t n = 0; n <= whole.size(); ++n) {
    const Parsed p(whole.substr(0, n));
    for (const Instruction& i : p.file->instructions) {
      EXPECT_LE(i.range.begin, i.range.end);
      EXPECT_LE(i.range.end, n);
      EXPECT_LE(i.text_range.end, n);
    }
  }
}

TEST(DockerfileParser, AnyTextGivesRangesInsideTheFile) {
  const bool held = rc::check([] {
    const auto tokens = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{
        "FROM ", "RUN ", "a", " ", "\n", "\\\n", "\r\n", "<<E", "<<-'E'", "E\n", "[", "\"", "]", ",", "--x=", "#", "`", "\\"}));
    std::string text;
    for (const std::string& token : tokens) text += token;
    SourceMap sources;
    Arena arena;
    Diagnostics diagnostics;
    const SourceFile& source = sources[sources.add("Dockerfile", text)];
    const File* file = parse(source, arena, diagnostics);
    RC_ASSERT(file != nullptr);
    for (const Instruction& i : file->instructions) {
      RC_ASSERT(source.whole().contains(i.range));
      RC_ASSERT(source.whole().contains(i.text_range));
    }
  });
  EXPECT_TRUE(held);
}

TEST(DockerfileParser, JsonFormIsJson) {
  const auto words = [](const char* text) {
    const Parsed p(text);
    std::string out = p.file->instructions[0].json_form ? "json" : "shell";
    for (const std::string_view word : p.file->instructions[0].words) out += "|" + std::string(word);
    return out;
  };
  EXPECT_EQ(words(R"(CMD ["a b", "c\"d\\e", "\u00e9\ud83d\ude00\n"])"), "json|a b|c\"d\\e|\u00e9\U0001F600\n");
  EXPECT_EQ(words("CMD []"), "json");
  EXPECT_EQ(words("CMD [ \"a\" , \"b\" ]"), "json|a|b");
  // No JSON, so Docker hands it to the shell.
  for (const char* text :
       {"CMD ['a']", "CMD [\"a\" \"b\"]", "CMD [\"a\",]", "CMD [\"a\"", "CMD [\"\\q\"]", "CMD [\"a\"] x", "CMD [a]", "CMD [\"\\u12\"]"})
    EXPECT_TRUE(words(text).starts_with("shell")) << text;
}

TEST(DockerfileParser, AHeredocWithoutEndIsAMistake) {
  const Parsed p("FROM x\nRUN <<EOF\na\nUSER y\n");
  ASSERT_EQ(p.diagnostics.size(), 1U);
  EXPECT_EQ(p.sources.slice(p.diagnostics[0].range), "<<EOF");
  EXPECT_EQ(p.dump(), "FROM | x\nRUN | <<EOF\n<<a\nUSER y\n>>\n");
  EXPECT_EQ(Parsed("# escape=x\nFROM y\n").diagnostics.size(), 1U);
}

}  // namespace
}  // namespace platlint::dockerfile

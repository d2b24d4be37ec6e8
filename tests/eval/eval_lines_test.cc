// SPDX-License-Identifier: Apache-2.0
#include "analyzer/eval/eval_lines.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "analyzer/source/file_system.h"

namespace platlint {
namespace {

std::string answer(const std::string& line) {
  std::istringstream in(line + "\n");
  std::ostringstream out;
  const auto files = DiskFileSystem::open(".");
  eval_lines(in, out, *files);
  return out.str().substr(0, out.str().size() - 1);
}

std::string answer_to(const std::string& expression) { return answer(nlohmann::json{{"expr", expression}}.dump()); }

TEST(EvalLines, AnswerWithTheIdOfTheQuestion) {
  EXPECT_EQ(answer(R"j({"id": "7", "expr": "upper(x)", "vars": {"x": {"type": "string", "value": "b"}}})j"), R"j({"id":"7","value":"B"})j");
  EXPECT_EQ(answer(R"j({"template": "a${1 + 1}"})j"), R"j({"value":"a2"})j");
  EXPECT_EQ(answer_to("uuid()"), R"j({"unknown":true})j");
  EXPECT_EQ(answer("[]"), R"j({"error":"the line is not a JSON object"})j");
  EXPECT_EQ(answer(R"j({"id": 1})j"), R"j({"id":1,"error":"expected an object with \"expr\" or \"template\""})j");
}

TEST(EvalLines, ConvertAsVariablesDo) {
  EXPECT_EQ(answer_to("convert(\"5\", number)"), R"j({"value":5})j");
  EXPECT_EQ(answer_to("convert([1, 1, true], set(string))"), R"j({"value":["1","true"]})j");
  EXPECT_EQ(answer_to("convert({a = 1}, object({a = string, b = optional(number, 2)}))"), R"j({"value":{"a":"1","b":2}})j");
  EXPECT_EQ(answer_to("convert(\"x\", number)"), R"j({"error":"Invalid value: a number is required."})j");
  EXPECT_EQ(answer_to("convert(1, list)"),
            R"j({"error":"Invalid type specification: The type list needs its element type in parentheses."})j");
  // In the middle of an expression there is no such function.
  EXPECT_EQ(answer_to("[convert(1, 2)]"), R"j({"error":"Call to unknown function: there is no function named \"convert\"."})j");
}

// What OpenTofu gives for texts of up to 32 bytes.
TEST(EvalLines, ShortTextsAreStoredInGzip) {
  EXPECT_EQ(answer_to("base64gzip(\"\")"), R"j({"value":"H4sIAAAAAAAA/wAAAP//AwAAAAAAAAAAAA=="})j");
  EXPECT_EQ(answer_to("base64gzip(\"Hello, World!\")"), R"j({"value":"H4sIAAAAAAAA/wANAPL/SGVsbG8sIFdvcmxkIQAAAP//AwDQw0rsDQAAAA=="})j");
  const std::string same = "{\"value\":\"";
  for (const std::string text : {"", "x", "01234567890123456789012345678901", "012345678901234567890123456789012", "ééé"})
    EXPECT_EQ(answer_to("base64gunzip(base64gzip(\"" + text + "\"))"), same + text + "\"}");
  EXPECT_EQ(answer_to("length(base64gunzip(base64gzip(format(\"%05000d\", 1))))"), "{\"value\":5000}");
}

}  // namespace
}  // namespace platlint

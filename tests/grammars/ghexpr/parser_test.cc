// SPDX-License-Identifier: Apache-2.0
#include "grammars/ghexpr/parser.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace platlint::ghexpr {
namespace {

// Every node in parentheses, its kind first: what the tree is, whatever the printer thinks.
std::string dump(const Node& node) {
  std::string out = "(";
  switch (node.kind) {
    case NodeKind::kNull:
      return "null";
    case NodeKind::kBool:
      return node.boolean ? "true" : "false";
    case NodeKind::kNumber:
      return std::string(node.text);
    case NodeKind::kString:
      return "'" + std::string(node.text) + "'";
    case NodeKind::kContext:
      return std::string(node.text);
    case NodeKind::kProperty:
      out += "." + std::string(node.text);
      break;
    case NodeKind::kIndex:
      out += "[]";
      break;
    case NodeKind::kFilter:
      out += ".*";
      break;
    case NodeKind::kCall:
      out += "call " + std::string(node.text);
      break;
    case NodeKind::kNot:
      out += "!";
      break;
    case NodeKind::kCompare:
      out += symbol(node.comparator);
      break;
    case NodeKind::kAnd:
      out += "&&";
      break;
    case NodeKind::kOr:
      out += "||";
      break;
  }
  for (const Node* child : node.children) out += " " + dump(*child);
  return out + ")";
}

std::string read(std::string_view text) {
  Arena arena;
  std::vector<Mistake> mistakes;
  const Node* root = parse(text, arena, mistakes);
  if (root != nullptr) return dump(*root);
  return mistakes.empty() ? "silent"
                          : std::to_string(mistakes.front().span.begin) + "-" + std::to_string(mistakes.front().span.end) + ": " +
                                mistakes.front().message;
}

struct Row {
  const char* input;
  const char* dump;
};

TEST(GithubExpression, Trees) {
  const Row rows[] = {
      {"github.event.issue.title", "(.title (.issue (.event github)))"},
      {" 'it''s' ", "'it's'"},
      {"a && b && c || d", "(|| (&& a b c) d)"},
      {"a && (b && c)", "(&& a (&& b c))"},
      {"a == b < c", "(== a (< b c))"},
      {"a == b != c", "(!= (== a b) c)"},
      {"!a.b == true", "(== (! (.b a)) true)"},
      {"!!a", "(! (! a))"},
      {"a.*.b", "(.b (.* a))"},
      {"a[*].b", "(.b (.* a))"},
      {"a['x-y'][0]", "([] ([] a 'x-y') 0)"},
      {"a.true", "(.true a)"},
      {"(a || b).c", "(.c (|| a b))"},
      {"format('{0}', x, 1)", "(call format '{0}' x 1)"},
      {"success()", "(call success)"},
      {"fromJSON('[]')[0].x", "(.x ([] (call fromJSON '[]') 0))"},
      {"0x1F == -2.5e3", "(== 0x1F -2.5e3)"},
      {"steps.a-b.outputs.c_d", "(.c_d (.outputs (.a-b steps)))"},
      {"a\n  &&\n  b", "(&& a b)"},
      {"NaN != Infinity", "(!= NaN Infinity)"},
  };
  for (const Row& row : rows) EXPECT_EQ(read(row.input), row.dump) << row.input;
}

TEST(GithubExpression, Mistakes) {
  const Row rows[] = {
      {"", "0-0: an expression is missing"},
      {"a b", "2-3: unexpected \"b\" after the expression"},
      {"a ==", "4-4: an operand is expected, not end"},
      {"\"x\"", "0-1: strings stand in single quotes here, not in double quotes"},
      {"a = b", "2-3: \"=\" is no operator; write it twice"},
      {"'open", "0-5: the string is not closed"},
      {"a.'b'", "2-5: a property's name or * is expected after the dot, not \"'b'\""},
      {"f(a", "3-3: \",\" or \")\" is expected, not end"},
      {"f(a,)", "4-5: an operand is expected, not \")\""},
      {"a[1", "3-3: \"]\" is expected, not end"},
      {"1.2.3", "0-5: \"1.2.3\" is no number"},
      {"0xZ", "0-3: \"0xZ\" is no number"},
      {"a + b", "2-3: unexpected \"+\" after the expression"},
      {"github.event$", "12-13: unexpected \"$\" in an expression"},
  };
  for (const Row& row : rows) EXPECT_EQ(read(row.input), std::string(row.dump)) << row.input;
}

TEST(GithubExpression, NestingIsLimited) {
  for (const char* open : {"(", "!", "f(", "a["}) {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += open;
    EXPECT_NE(read(text).find("deeper than 50"), std::string::npos) << open;
  }
  std::string dots = "a";
  for (int i = 0; i < 49; ++i) dots += ".b";
  EXPECT_EQ(read(dots).substr(0, 3), "(.b");
  EXPECT_NE(read(dots + ".b").find("deeper than 50"), std::string::npos);
  std::string wide = "a";
  for (int i = 0; i < 1000; ++i) wide += " && a";
  EXPECT_EQ(read(wide).substr(0, 4), "(&& ");
  EXPECT_NE(read(std::string(kMaxLength + 1, ' ')).find("longer than"), std::string::npos);
}

TEST(GithubExpression, SpansAreExact) {
  Arena arena;
  std::vector<Mistake> mistakes;
  const Node* root = parse("  github.event['a'] == (x || y) ", arena, mistakes);
  ASSERT_NE(root, nullptr);
  EXPECT_EQ(root->span, (Span{2, 31}));
  const Node& index = *root->children[0];
  EXPECT_EQ(index.span, (Span{2, 19}));
  EXPECT_EQ(index.children[0]->name, (Span{9, 14}));
  EXPECT_EQ(path_of(index), "github.event.a");
  EXPECT_EQ(root->children[1]->span, (Span{23, 31}));
}

TEST(GithubExpression, Paths) {
  Arena arena;
  std::vector<Mistake> mistakes;
  const Row rows[] = {
      {"GitHub.Event.Commits.*.Message", "github.event.commits.*.message"},
      {"github['head_ref']", "github.head_ref"},
      {"matrix[github.ref]", "matrix.?"},
      {"fromJSON(x).y", ""},
      {"env", "env"},
      {"a == b", ""},
  };
  for (const Row& row : rows) {
    const Node* root = parse(row.input, arena, mistakes);
    ASSERT_NE(root, nullptr) << row.input;
    EXPECT_EQ(path_of(*root), row.dump);
  }
}

TEST(GithubExpression, Placeholders) {
  const auto texts = [](std::string_view text) {
    std::string out;
    for (const Placeholder& one : find_placeholders(text))
      out += "[" + std::string(text.substr(one.inner.begin, one.inner.end - one.inner.begin)) + (one.closed ? "]" : "...");
    return out;
  };
  EXPECT_EQ(texts("echo ${{ a }} and ${{b}}"), "[ a ][b]");
  EXPECT_EQ(texts("${{ format('{{0}}', a) }}"), "[ format('{{0}}', a) ]");
  EXPECT_EQ(texts("${{ 'it''s }}' }}!"), "[ 'it''s }}' ]");
  EXPECT_EQ(texts("${{ a"), "[ a...");
  EXPECT_EQ(texts("${{ it's }} and ${{ b }}"), "[ it's ][ b ]");
  EXPECT_EQ(texts("$ {{ a }} {{ b }}"), "");
}

// A random tree as text, from the grammar.
rc::Gen<std::string> expression(int depth) {
  const auto leaf = rc::gen::element<std::string>("a", "github", "true", "null", "'x''y'", "42", "-1.5", "success()", "NaN");
  if (depth == 0) return leaf;
  const auto sub = expression(depth - 1);
  return rc::gen::oneOf(
      leaf,
      rc::gen::apply([](const std::string& a, const std::string& b, const std::string& op) { return "(" + a + ")" + op + "(" + b + ")"; },
                     sub, sub, rc::gen::element<std::string>("&&", "||", "==", "!=", "<", ">=")),
      rc::gen::map(sub, [](const std::string& a) { return "!(" + a + ")"; }),
      rc::gen::map(sub, [](const std::string& a) { return "(" + a + ").p"; }),
      rc::gen::map(sub, [](const std::string& a) { return "(" + a + ").*"; }),
      rc::gen::apply([](const std::string& a, const std::string& b) { return "(" + a + ")[" + b + "]"; }, sub, sub),
      rc::gen::apply([](const std::string& a, const std::string& b) { return "f(" + a + "," + b + ")"; }, sub, sub));
}

RC_GTEST_PROP(GithubExpressionProperties, PrintedTreeParsesToItself, ()) {
  const std::string text = *expression(4);
  Arena arena;
  std::vector<Mistake> mistakes;
  const Node* root = parse(text, arena, mistakes);
  RC_ASSERT(root != nullptr);
  const std::string printed = print(*root);
  const Node* again = parse(printed, arena, mistakes);
  RC_ASSERT(again != nullptr);
  RC_ASSERT(dump(*again) == dump(*root));
  RC_ASSERT(print(*again) == printed);
}

RC_GTEST_PROP(GithubExpressionProperties, AnyTextEndsInATreeOrAMistake, ()) {
  const auto text = *rc::gen::container<std::string>(
      rc::gen::element('a', '.', '*', '(', ')', '[', ']', '\'', '!', '=', '&', '|', '<', ',', ' ', '1', '-', '"', '\xc3', '{', '}', '$'));
  Arena arena;
  std::vector<Mistake> mistakes;
  const Node* root = parse(text, arena, mistakes);
  RC_ASSERT((root == nullptr) == !mistakes.empty());
  for (const Mistake& mistake : mistakes) RC_ASSERT(mistake.span.begin <= mistake.span.end && mistake.span.end <= text.size());
  for (const Placeholder& one : find_placeholders(text))
    RC_ASSERT(one.inner.begin <= one.inner.end && one.inner.end <= one.whole.end && one.whole.end <= text.size());
}

}  // namespace
}  // namespace platlint::ghexpr

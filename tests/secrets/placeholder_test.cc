// SPDX-License-Identifier: Apache-2.0
#include "analyzer/secrets/placeholder.h"

#include <gtest/gtest.h>

namespace platlint {
namespace {

TEST(Placeholder, StandInsAreNoSecrets) {
  for (const char* text :
       {"<your-token>", "${VAR}", "{{ .Values.x }}", "$(cmd)", "changeme", "xxxxxxxx", "AKIAIOSFODNN7EXAMPLE", "aaaaaaaaaaaa"})
    EXPECT_TRUE(is_placeholder(text)) << text;
  for (const char* text : {"q7Hf2kLw9ZbT4xNe", "hX3vPd8sRm1KcQ6yUa0J"}) EXPECT_FALSE(is_placeholder(text)) << text;
}

TEST(Placeholder, EntropyCountsBitsACharacter) {
  EXPECT_DOUBLE_EQ(entropy(""), 0.0);
  EXPECT_DOUBLE_EQ(entropy("aaaa"), 0.0);
  EXPECT_DOUBLE_EQ(entropy("abab"), 1.0);
  EXPECT_DOUBLE_EQ(entropy("abcd"), 2.0);
}

}  // namespace
}  // namespace platlint

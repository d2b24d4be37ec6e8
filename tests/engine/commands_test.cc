// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/commands.h"

#include <gtest/gtest.h>

namespace platlint {
namespace {

TEST(Commands, AreKnownByTheirWords) {
  EXPECT_TRUE(runs("terraform apply plan", "terraform apply"));
  EXPECT_TRUE(runs("terraform -chdir=infra apply", "terraform apply"));
  EXPECT_TRUE(runs("AWS_REGION=x sudo /usr/bin/terraform apply", "terraform apply"));
  EXPECT_TRUE(runs("kubectl --context dev -n shop apply -f x", "kubectl apply"));
  EXPECT_FALSE(runs("terraform plan -out apply", "terraform apply"));
  EXPECT_FALSE(runs("echo terraform apply", "terraform apply"));
  EXPECT_FALSE(runs("", "terraform apply"));
}

TEST(Commands, HaveEffects) {
  EXPECT_EQ(effect_of("cd infra && tofu apply -auto-approve"), Effect::kApply);
  EXPECT_EQ(effect_of("helm upgrade app . --install"), Effect::kDeploy);
  EXPECT_EQ(effect_of("kubectl create secret generic s --dry-run=client -o yaml | kubectl apply -f -"), Effect::kDeploy);
  EXPECT_EQ(effect_of("docker buildx build --platform linux/arm64 --push ."), Effect::kPublish);
  EXPECT_EQ(effect_of("aws s3 sync dist s3://site --delete"), Effect::kDeploy);
  EXPECT_EQ(effect_of("/kaniko/executor --context . --destination r/app:1"), Effect::kPublish);
}

TEST(Commands, HaveNone) {
  for (const char* command : {"helm upgrade app . --dry-run", "helm template app .", "docker build .", "aws s3 sync s3://site dist",
                              "terraform plan", "echo 'a; helm upgrade b'", "kubectl get pods", "kubectl apply --dry-run=server -f x"})
    EXPECT_EQ(effect_of(command), Effect::kNone) << command;
}

}  // namespace
}  // namespace platlint

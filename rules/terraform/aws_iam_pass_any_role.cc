// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_iam.h"

namespace platlint {
namespace {

constexpr std::string_view kActions[] = {"iam:PassRole"};
constexpr std::string_view kEveryRole[] = {"*", "arn:aws:iam::*:role/*"};
constexpr std::string_view kMessage =
    "any role of the account, an administrator's too, can be handed to a machine or function and used there";

void check(const Resource& resource, RuleContext& ctx) { iam::check(resource, ctx, kActions, kMessage, kEveryRole); }

constexpr std::string_view kTags[] = {"iam"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_110",
                                             "checkov:CKV_AWS_355",
                                             "trivy:AWS-0342",
                                             "kics:e39bee8c-fe54-4a3f-824d-e5e2d1cca40a",
                                             "kics:9b0ffadc-a61f-4c2a-b1e6-68fab60f6267",
                                             "kics:15e6ad8c-f420-49a6-bafb-074f5eb1ec74",
                                             "kics:7d544dad-8a6c-431c-84c1-5f07fe9afc0e",
                                             "kics:034d0aee-620f-4bf7-b7fb-efdf661fdb9e",
                                             "kics:be2aa235-bd93-4b68-978a-1cc65d49082f",
                                             "kics:30b88745-eebe-4ecb-a3a9-5cf886e96204",
                                             "kics:0a592060-8166-49f5-8e65-99ac6dce9871",
                                             "kics:fa62ac4f-f5b9-45b9-97c1-625c8b6253ca",
                                             "kics:19ffbe31-9d72-4379-9768-431195eae328",
                                             "kics:89561b03-cb35-44a9-a7e9-8356e71606f4",
                                             "kics:94fbe150-27e3-4eba-9ca6-af32865e4503",
                                             "kics:8055dec2-efb8-4fe6-8837-d9bed6ff202a",
                                             "checkov:CKV_AWS_356"};

}  // namespace

extern constinit const NativeRule aws_iam_pass_any_role{
    .meta = {.id = "aws-iam-pass-any-role",
             .summary = "IAM policy may pass any role to a service",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = iam::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint

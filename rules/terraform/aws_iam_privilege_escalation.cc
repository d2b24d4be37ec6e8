// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_iam.h"

namespace platlint {
namespace {

void check(const Resource& resource, RuleContext& ctx) {
  iam::check(resource, ctx, iam::kEscalating,
             "this lets its holder take more rights than it has: through another user, role, policy or function");
}

constexpr std::string_view kTags[] = {"iam"};
constexpr std::string_view kEquivalents[] = {"checkov:CKV_AWS_286",
                                             "kics:1b3af2f9-af8c-4dfc-a0f1-a03adb70deb2",
                                             "checkov:CKV_AWS_110",
                                             "checkov:CKV_AWS_109",
                                             "checkov:CKV_AWS_355",
                                             "kics:8f3c16b3-354d-45db-8ad5-5066778a9485",
                                             "kics:970ed7a2-0aca-4425-acf1-0453c9ecbca1",
                                             "kics:70b42736-efee-4bce-80d5-50358ed94990",
                                             "kics:3dd96caa-0b5f-4a85-b929-acfac4646cc2",
                                             "kics:db78d14b-10e5-4e6e-84b1-dace6327b1ec",
                                             "kics:846646e3-2af1-428c-ac5d-271eccfa6faf",
                                             "kics:04c686f1-e0cd-4812-88e1-4e038410074c",
                                             "kics:ec49cbfd-fae4-45f3-81b1-860526d66e3f",
                                             "kics:e77c89f6-9c85-49ea-b95b-5f960fe5be92",
                                             "kics:c0c1e744-0f37-445e-924a-1846f0839f69",
                                             "kics:60263b4a-6801-4587-911d-919c37ed733b",
                                             "kics:7782d4b3-e23e-432b-9742-d9528432e771",
                                             "kics:78f1ec6f-5659-41ea-bd48-d0a142dce4f2",
                                             "kics:ad296c0d-8131-4d6b-b030-1b0e73a99ad3",
                                             "kics:571254d8-aa6a-432e-9725-535d3ef04d69",
                                             "kics:eda48c88-2b7d-4e34-b6ca-04c0194aee17",
                                             "kics:b8a31292-509d-4b61-bc40-13b167db7e9c",
                                             "kics:f906113d-cdc0-415a-ba60-609cc6daaf4d",
                                             "kics:f465fff1-0a0f-457d-aa4d-1bddb6f204ff",
                                             "kics:7c96920c-6fd0-449d-9a52-0aa431b6beaf",
                                             "kics:5b4d4aee-ac94-4810-9611-833636e5916d",
                                             "kics:9a205ba3-0dd1-42eb-8d54-2ffec836b51a",
                                             "kics:ee49557d-750c-4cc1-aa95-94ab36cbefde",
                                             "kics:d6047119-a0b2-4b59-a4f2-127a36fb685b",
                                             "kics:eb64f1e9-f67d-4e35-8a3c-3d6a2f9efea7",
                                             "kics:8f75840d-9ee7-42f3-b203-b40e3979eb12",
                                             "kics:118281d0-6471-422e-a7c5-051bc667926e",
                                             "kics:f1173d8c-3264-4148-9fdb-61181e031b51",
                                             "kics:35ccf766-0e4d-41ed-9ec4-2dab155082b4",
                                             "kics:c583f0f9-7dfd-476b-a056-f47c62b47b46",
                                             "kics:9b877bd8-94b4-4c10-a060-8e0436cc09fa",
                                             "kics:bf9d42c7-c2f9-4dfe-942c-c8cc8249a081",
                                             "kics:6d23d87e-1c5b-4308-b224-92624300f29b",
                                             "kics:e227091e-2228-4b40-b046-fc13650d8e88",
                                             "kics:70cb518c-d990-46f6-bc05-44a5041493d6",
                                             "kics:113208f2-a886-4526-9ecc-f3218600e12c",
                                             "kics:0fd7d920-4711-46bd-aff2-d307d82cd8b7",
                                             "kics:1743f5f1-0bb0-4934-acef-c80baa5dadfa",
                                             "kics:8bfbf7ab-d5e8-4100-8618-798956e101e0",
                                             "kics:eeb4d37a-3c59-4789-a00c-1509bc3af1e5",
                                             "kics:0c10d7da-85c4-4d62-b2a8-d6c104f1bd77",
                                             "kics:43a41523-386a-4cb1-becb-42af6b414433",
                                             "kics:33627268-1445-4385-988a-318fd9d1a512",
                                             "kics:6deb34e2-5d9c-499a-801b-ea6d9eda894f",
                                             "kics:b69247e5-7e73-464e-ba74-ec9b715c6e12",
                                             "checkov:CKV_AWS_356"};

}  // namespace

extern constinit const NativeRule aws_iam_privilege_escalation{
    .meta = {.id = "aws-iam-privilege-escalation",
             .summary = "IAM policy lets its holder become administrator",
             .severity = Severity::kHigh,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = iam::kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint

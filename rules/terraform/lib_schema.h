// SPDX-License-Identifier: Apache-2.0
//
// The AWS provider's schema laid over the code. Which version of the provider a folder is used with follows from .terraform.lock.hcl and
// the version constraints of the folder and of the roots that lead to it; what is wrong in each version that may be used is wrong.
// What only a version newer than the table could know is unknown, and not reported: a name without a likely meaning may be new.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/model/aws_schema.h"
#include "rules/terraform/lib_code.h"

namespace platlint::schema {

struct Versions {
  aws::Majors majors = 0;   // of the table that may be used
  bool older = false;       // so may one from before the table
  bool newer = false;       // or one from after it
  bool late3 = false;       // or one of version 3 from after 3.75.0, where the table has that
  std::string chosen = {};  // "~> 4.0", "5.31.0 in .terraform.lock.hcl"; empty where nothing chooses
  SourceRange where = {};   // of the constraint
};

Versions provider_versions(const TerraformCode& code);

// The resources and data sources of hashicorp/aws.
std::vector<const CodeDeclaration*> aws_declarations(const TerraformCode& code);

aws::SchemaKind kind_of(const CodeDeclaration& declaration);

enum class Question : std::uint8_t { kUnknown, kMissing, kComputed, kType };

// Reports what the schema says against the resources and data sources of a folder, as far as the question goes.
void check(const TerraformCode& code, Question question, RuleContext& ctx);

// Is a name wrong that none of `majors` has? `having`: the versions that do have it; `slip`: it is near to a name that they have.
bool certain(aws::Majors having, aws::Majors majors, bool slip, const Versions& versions);

// What stands at the end of a message about something that other versions have: " (it exists in version 3 and 4, ...)".
std::string elsewhere(aws::Majors having, const Versions& versions);

}  // namespace platlint::schema

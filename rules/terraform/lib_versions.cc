// SPDX-License-Identifier: Apache-2.0
//
// Which versions of the AWS provider may be used with a folder. A constraint is a range with holes, so a few candidates tell what it
// allows: the first version of each major, the ends of the table, and the versions that stand in the constraints with their successors.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "rules/terraform/lib_schema.h"

namespace platlint::schema {
namespace {

using Version = std::array<int, 3>;

bool is_aws_source(std::string_view source) {
  for (const std::string_view host : {"registry.terraform.io/", "registry.opentofu.org/"})
    if (source.starts_with(host)) source.remove_prefix(host.size());
  return source == "hashicorp/aws" || source == "opentofu/aws" || source == "-/aws";
}

void add_versions(std::string_view text, std::vector<Version>& out) {
  constexpr std::string_view kDigits = "0123456789";
  for (std::size_t at = text.find_first_of(kDigits); at < text.size(); at = text.find_first_of(kDigits, at)) {
    Version version = {0, 0, 0};
    for (std::size_t part = 0; part < 3 && at < text.size() && kDigits.find(text[at]) != std::string_view::npos; ++part) {
      while (at < text.size() && kDigits.find(text[at]) != std::string_view::npos)
        version[part] = std::min(version[part] * 10 + (text[at++] - '0'), 100000);
      if (at + 1 < text.size() && text[at] == '.') ++at;
      else break;
    }
    out.push_back(version);
    ++version[2];
    out.push_back(version);
  }
}

struct Constraint {
  std::string_view text = {};
  SourceRange where = {};
};

std::vector<Constraint> own_constraints(const TerraformCode& code) {
  std::vector<Constraint> out;
  for (const CodeDeclaration& declaration : code.declarations) {
    const bool required = declaration.kind == CodeKind::kRequiredProvider;
    if (!required && (declaration.kind != CodeKind::kProvider || declaration.type != "aws")) continue;
    const CodeArgument* source = required ? declaration.find("source") : nullptr;
    if (required && source == nullptr && declaration.name != "aws") continue;
    if (source != nullptr && !is_aws_source(source->text)) continue;
    const CodeArgument* version = declaration.find("version");
    if (version != nullptr && !version->text.empty()) out.push_back({version->text, version->value_range});
  }
  return out;
}

void add_candidates(const std::vector<Constraint>& constraints, std::vector<Version>& candidates) {
  for (const Constraint& constraint : constraints) add_versions(constraint.text, candidates);
}

bool allowed(const std::vector<Constraint>& constraints, const Version& v) {
  return std::all_of(constraints.begin(), constraints.end(),
                     [&](const Constraint& c) { return code::allows_version(c.text, v[0], v[1], v[2]); });
}

// The folders from which calls lead here; the folder itself where nothing calls it.
std::vector<const TerraformCode*> roots_of(const TerraformCode& code) {
  std::vector<const TerraformCode*> open = {&code};
  std::set<const TerraformCode*> seen = {&code};
  std::vector<const TerraformCode*> roots;
  while (!open.empty()) {
    const TerraformCode* at = open.back();
    open.pop_back();
    if (at->callers.empty()) roots.push_back(at);
    for (const TerraformCode* caller : at->callers)
      if (seen.insert(caller).second) open.push_back(caller);
  }
  return roots;
}

void add(const Version& v, Versions& out) {
  if (v[0] < aws::kFirstMajor) out.older = true;
  else if (v[0] > aws::kLastMajor) out.newer = true;
  else out.majors = static_cast<aws::Majors>(out.majors | aws::major_bit(v[0]));
  if (v[0] == aws::kLastMajor && v[1] > aws::kLastMinor) out.newer = true;
  if (v > Version{3, 75, 0} && v[0] == 3) out.late3 = true;
}

}  // namespace

Versions provider_versions(const TerraformCode& code) {
  Versions out;
  const std::vector<Constraint> own = own_constraints(code);
  if (!own.empty()) out.chosen = own.front().text, out.where = own.front().where;
  for (const TerraformCode* root : roots_of(code)) {
    const auto lock = std::find_if(root->locks.begin(), root->locks.end(), [](const CodeLock& l) { return is_aws_source(l.source); });
    std::vector<Version> candidates;
    if (lock != root->locks.end()) {
      add_versions(lock->version, candidates);
      if (!candidates.empty()) add(candidates.front(), out);
      out.chosen = std::string(lock->version) + " in .terraform.lock.hcl";
      continue;
    }
    std::vector<Constraint> constraints = own;
    if (root != &code) {
      for (const Constraint& constraint : own_constraints(*root)) constraints.push_back(constraint);
      if (constraints.size() > own.size() && own.empty()) out.chosen = constraints.front().text, out.where = constraints.front().where;
    }
    for (int major = 1; major <= aws::kLastMajor + 1; ++major) candidates.push_back({major, 0, 0});
    candidates.push_back({aws::kLastMajor, aws::kLastMinor + 1, 0});
    candidates.push_back({3, 76, 0});
    add_candidates(constraints, candidates);
    for (const Version& candidate : candidates)
      if (allowed(constraints, candidate)) add(candidate, out);
  }
  return out;
}

std::vector<const CodeDeclaration*> aws_declarations(const TerraformCode& code) {
  std::map<std::string_view, bool> names = {{"aws", true}};  // local names of providers
  for (const CodeDeclaration& entry : code.declarations)
    if (const CodeArgument* source = entry.kind == CodeKind::kRequiredProvider ? entry.find("source") : nullptr)
      names[entry.name] = is_aws_source(source->text);
  std::vector<const CodeDeclaration*> out;
  for (const CodeDeclaration& declaration : code.declarations) {
    const bool kind = declaration.kind == CodeKind::kResource || declaration.kind == CodeKind::kData;
    if (!kind || !declaration.type.starts_with("aws_")) continue;
    const auto found = names.find(code::provider_name(code, declaration));
    if (found != names.end() && found->second) out.push_back(&declaration);
  }
  return out;
}

aws::SchemaKind kind_of(const CodeDeclaration& declaration) {
  return declaration.kind == CodeKind::kData ? aws::SchemaKind::kData : aws::SchemaKind::kResource;
}

bool certain(aws::Majors having, aws::Majors majors, bool slip, const Versions& versions) {
  if (having == 0 && !slip && (versions.older || versions.newer)) return false;
  // What version 4 brought may have come to the last releases of version 3 as well.
  return !versions.late3 || majors != aws::major_bit(3) || (having & aws::major_bit(4)) == 0;
}

std::string elsewhere(aws::Majors having, const Versions& versions) {
  if (having == 0) return {};
  std::string out = ": version " + aws::describe(having) + " of the AWS provider has it";
  if (!versions.chosen.empty()) out += ", not what is chosen here (" + versions.chosen + ")";
  return out;
}

}  // namespace platlint::schema

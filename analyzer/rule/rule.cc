// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

#include <algorithm>

namespace platlint {
namespace {

// What a person reads beside the place: "modules/s3/main.tf:4:13: each.value.acl is this element".
std::string describe(const Origin& origin) {
  const std::string name(origin.name);
  switch (origin.kind) {
    case OriginKind::kVariable:
      return "taken from " + name;
    case OriginKind::kDefault:
      return "default of " + name;
    case OriginKind::kVariableFile:
    case OriginKind::kLocal:
      return name + " is set here";
    case OriginKind::kModuleInput:
      return "passed to the module as " + name;
    case OriginKind::kModuleOutput:
      return name + " is this output";
    case OriginKind::kEach:
      return name + " is this element";
    case OriginKind::kAnchor:
      return "written at the anchor " + name;
    case OriginKind::kMergeKey:
      return "merged from " + name;
    case OriginKind::kInclude:
      return "included from " + name;
    case OriginKind::kExtends:
      return "inherited from " + name;
    case OriginKind::kTemplate:
      return "made by the template " + name;
    case OriginKind::kFile:
      return "read from the file " + name;
    case OriginKind::kEncoding:
      return "written here";
  }
  return "from " + name;
}

// Does a resource's kind answer to `wanted`, which may lack the domain ("aws_s3_bucket") or be empty (anything)?
bool is_kind(const Resource& resource, std::string_view wanted) {
  return wanted.empty() || resource.kind == wanted || (wanted.find('/') == std::string_view::npos && resource.type() == wanted);
}

// "origin.domain_name" lies on "origin": a path matches itself and everything below it.
bool is_path(std::string_view path, std::string_view wanted) {
  return wanted.empty() || path == wanted || (path.starts_with(wanted) && (path[wanted.size()] == '.' || path[wanted.size()] == '['));
}

// "aws_vpc.main" of "module.network.aws_vpc.main".
std::string_view last_name(std::string_view address) {
  while (address.starts_with("module.")) {
    // The key of an instance may have dots of its own.
    std::size_t dot = address.find('.', 7);
    if (const std::size_t bracket = address.find('['); bracket < dot)
      dot = address.find("].", bracket) == std::string_view::npos ? dot : address.find("].", bracket) + 1;
    if (dot == std::string_view::npos) return address;
    address.remove_prefix(dot + 1);
  }
  return address;
}

void add_once(std::vector<const Resource*>& list, const Resource* resource) {
  if (std::find(list.begin(), list.end(), resource) == list.end()) list.push_back(resource);
}

}  // namespace

Subject subject_of(const Resource& resource) {
  Subject subject;
  subject.domain = name(resource.domain);
  subject.kind = resource.type();
  subject.name = resource.name;
  subject.address = resource.address;
  subject.root = resource.root;
  if (!resource.variable_set.empty()) subject.variable_sets.emplace_back(resource.variable_set);
  return subject;
}

FindingBuilder& FindingBuilder::note(SourceRange range, std::string message) {
  if (finding_ != nullptr && range.valid()) finding_->related.push_back({std::move(message), range});
  return *this;
}

FindingBuilder& FindingBuilder::fix(Fix fix) {
  if (finding_ != nullptr) finding_->fix = std::move(fix);
  return *this;
}

FindingBuilder& FindingBuilder::attribute(std::string_view path) {
  if (finding_ != nullptr) finding_->attribute = path;
  return *this;
}

FindingBuilder& FindingBuilder::severity(Severity severity) {
  if (finding_ != nullptr) finding_->severity = severity;
  return *this;
}

FindingBuilder& FindingBuilder::secret() {
  if (finding_ != nullptr) finding_->secret = true;
  return *this;
}

FindingBuilder& FindingBuilder::monthly_cost(std::string amount) {
  if (finding_ != nullptr) finding_->monthly_cost = std::move(amount);
  return *this;
}

// ---- links

namespace {

// bucket = var.x ? aws_s3_bucket.a.id : aws_s3_bucket.b.id, or aws_s3_bucket.all[var.x].id: one resource of the kind is meant, and it
// cannot be known which. A list that is not known in full still refers to all that it was made of.
bool is_one_of_several(const Program& program, const Resource& from, std::string_view path, std::string_view kind) {
  const Value value = from.at(path);
  if (!value.is_unknown()) return false;
  const Type* type = value.unknown_info().type;
  if (type != nullptr && type->kind != TypeKind::kDynamic && !type->is_primitive()) return false;
  ResourceId one = kNoResource;
  for (const Edge& edge : program.graph().out(from.id)) {
    if (edge.path != path || program[edge.to].kind != kind || edge.to == one) continue;
    if (one != kNoResource) return true;
    one = edge.to;
  }
  return false;
}

}  // namespace

std::vector<const Resource*> RuleContext::referrers(const Resource& resource, std::string_view kind, std::string_view path) const {
  std::vector<const Resource*> found;
  for (const Edge& edge : program_.graph().in(resource.id)) {
    const Resource& from = program_[edge.from];
    if (is_kind(from, kind) && is_path(edge.path, path) && !is_one_of_several(program_, from, edge.path, resource.kind))
      add_once(found, &from);
  }
  return found;
}

std::vector<const Resource*> RuleContext::references(const Resource& resource, std::string_view kind, std::string_view path) const {
  std::vector<const Resource*> found;
  for (const Edge& edge : program_.graph().out(resource.id)) {
    const Resource& to = program_[edge.to];
    if (is_kind(to, kind) && is_path(edge.path, path)) add_once(found, &to);
  }
  return found;
}

bool RuleContext::may_be_referred(const Resource& resource, std::string_view kind, std::string_view path) const {
  // An unknown attribute without any reference could stand for every resource of the same root. One that carries references to
  // resources of our type is joined by them, unless the instance is unknown.
  // Each of thousands would be held against each of thousands; of so many nobody knows.
  constexpr int kMost = 250;
  const std::string full =
      kind.find('/') == std::string_view::npos ? std::string(name(resource.domain)) + "/" + std::string(kind) : std::string(kind);
  int seen = 0;
  for (const ResourceId id : program_.of_kind(full)) {
    const Resource* other = &program_[id];
    if (other->root != resource.root || other->variable_set != resource.variable_set) continue;
    if (++seen > kMost) return true;
    const Value value = other->at(path);
    if (value.is_unknown()) {
      bool refers_elsewhere = false;
      for (const Edge& edge : program_.graph().out(other->id)) {
        if (!is_path(edge.path, path) || program_[edge.to].kind != resource.kind) continue;
        if (edge.to == resource.id && is_one_of_several(program_, *other, edge.path, resource.kind)) return true;
        refers_elsewhere = true;
      }
      // A resource of this type that nothing declares is another one, too.
      for (const Ref& ref : value.refs())
        refers_elsewhere = refers_elsewhere || last_name(ref.address).starts_with(std::string(resource.type()) + ".");
      if (!refers_elsewhere) return true;
    }
    if (other->unknown_instance && !value.is_absent() && value.refs().empty() && value.is_unknown()) return true;
  }
  return false;
}

const Resource* RuleContext::parent(const Resource& resource) const {
  return resource.parent == kNoResource ? nullptr : &program_[resource.parent];
}

std::vector<const Resource*> RuleContext::children(const Resource& resource, std::string_view kind) const {
  std::vector<const Resource*> found;
  for (const ResourceId id : program_.children(resource.id))
    if (is_kind(program_[id], kind)) found.push_back(&program_[id]);
  return found;
}

std::vector<const Resource*> RuleContext::all(std::string_view kind) const {
  std::vector<const Resource*> found;
  for (const ResourceId id : program_.of_kind(kind)) found.push_back(&program_[id]);
  return found;
}

std::vector<const Resource*> RuleContext::siblings(const Resource& resource, std::string_view kind) const {
  std::vector<const Resource*> found;
  const std::string full =
      kind.find('/') == std::string_view::npos ? std::string(name(resource.domain)) + "/" + std::string(kind) : std::string(kind);
  for (const ResourceId id : program_.of_kind(full)) {
    const Resource& other = program_[id];
    if (other.root == resource.root && other.variable_set == resource.variable_set) found.push_back(&other);
  }
  return found;
}

// ---- reporting

FindingBuilder RuleContext::add(Status status, const Resource* subject, SourceRange at, std::string message) {
  Finding finding;
  finding.rule = rule_;
  finding.severity = rule_->severity;
  finding.status = status;
  finding.message = std::move(message);
  finding.range = at.valid() || subject == nullptr ? at : subject->header;
  if (subject != nullptr) {
    finding.subject = subject_of(*subject);
    for (const CallSite& call : subject->calls) finding.related.push_back({"called here as " + std::string(call.address), call.where});
  }
  out_.push_back(std::move(finding));
  return FindingBuilder(&out_.back());
}

FindingBuilder RuleContext::add(Status status, const Resource* subject, const Value& at, std::string message) {
  FindingBuilder finding = add(status, subject, at.where(), std::move(message));
  for (const Origin* origin = at.origin(); origin != nullptr; origin = origin->next)
    if (origin->where != at.where() && origin->encoding == nullptr) finding.note(origin->where, describe(*origin));
  return finding;
}

FindingBuilder RuleContext::report(const Value& at, std::string message) { return add(Status::kFail, resource_, at, std::move(message)); }
FindingBuilder RuleContext::report(SourceRange at, std::string message) { return add(Status::kFail, resource_, at, std::move(message)); }
FindingBuilder RuleContext::report(const Resource& subject, SourceRange at, std::string message) {
  return add(Status::kFail, &subject, at, std::move(message));
}
FindingBuilder RuleContext::report(const Resource& subject, const Value& at, std::string message) {
  return add(Status::kFail, &subject, at, std::move(message));
}

FindingBuilder RuleContext::report(const TerraformCode& code, const CodeDeclaration* declaration, SourceRange at, std::string message) {
  FindingBuilder finding = add(Status::kFail, resource_, at, std::move(message));
  Subject subject{
      .domain = "terraform", .kind = "module", .name = std::string(resource_->name), .address = {}, .root = std::string(code.path)};
  if (declaration != nullptr) {
    subject.kind = declaration->type.empty() ? name(declaration->kind) : declaration->type;
    subject.name = declaration->name;
    subject.address = declaration->address;
  }
  out_.back().subject = std::move(subject);
  return finding;
}

FindingBuilder RuleContext::unknown(const Value& value, std::string message) {
  PL_CHECK(resource_ != nullptr);
  return unknown(*resource_, value, std::move(message));
}

FindingBuilder RuleContext::unknown(const Resource& subject, const Value& value, std::string message) {
  SourceRange cause;
  if (value.is_unknown()) {
    const UnknownInfo& info = value.unknown_info();
    if (!info.cause.empty()) message += " (" + std::string(info.cause) + ")";
    cause = info.cause_range;
  }
  FindingBuilder finding = add(Status::kUnknown, &subject, value, std::move(message));
  if (cause.valid() && cause != value.where()) finding.note(cause, "unknown because of this");
  return finding;
}

void RuleContext::report_if(Tri wrong, const Value& at, std::string message) {
  if (wrong == Tri::kTrue) report(at, std::move(message));
  if (wrong == Tri::kUnknown) unknown(at, std::move(message));
}

}  // namespace platlint

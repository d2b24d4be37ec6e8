// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_trail_events.h"

#include <algorithm>
#include <string>

namespace platlint::trail_events {
namespace {

constexpr std::string_view kObjects = "AWS::S3::Object";

// Is the bucket among what "arn:aws:s3:::NAME/" or "arn:aws:s3" stands for? Without the slash AWS takes no bucket's objects.
Tri covers(const Value& arn, const Resource& bucket, bool same_root) {
  const auto refs = arn.refs();
  const bool named = same_root && std::any_of(refs.begin(), refs.end(), [&](const Ref& ref) { return ref.address == bucket.address; });
  const auto text = arn.text();
  if (!text) return named ? Tri::kTrue : refs.empty() ? Tri::kUnknown : Tri::kFalse;
  const std::size_t colons = text->find(":::");
  if (colons == std::string::npos || colons + 3 == text->size()) return tri(text->ends_with(":s3") || text->ends_with(":s3:::"));
  const std::string_view path = std::string_view(*text).substr(colons + 3);
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return Tri::kFalse;
  return named ? Tri::kTrue : bucket["bucket"].equals(path.substr(0, slash));
}

Tri any_covers(const Value& arns, const Resource& bucket, bool same_root) {
  Tri result = arns.is_unknown() || arns.is_open() ? Tri::kUnknown : Tri::kFalse;
  for (const Value& arn : arns.each()) result = tri_or(result, covers(arn, bucket, same_root));
  return result;
}

Tri basic_selector(const Value& selector, const Resource& bucket, bool same_root, Access access) {
  const Value kind = selector["read_write_type"];
  const Tri asked =
      kind.is_absent() ? Tri::kTrue : tri_or(kind.equals("All"), kind.equals(access == Access::kRead ? "ReadOnly" : "WriteOnly"));
  const Value resources = selector["data_resource"];
  Tri result = resources.is_unknown() || resources.is_open() ? Tri::kUnknown : Tri::kFalse;
  for (const Value& resource : resources.items())
    result = tri_or(result, tri_and(resource["type"].equals(kObjects), any_covers(resource["values"], bucket, same_root)));
  return tri_and(asked, result);
}

// Every field must fit; of tests that are not plain, nothing is known.
Tri advanced_selector(const Value& selector, const Resource& bucket, bool same_root, Access access) {
  const Value fields = selector["field_selector"];
  Tri result = fields.is_unknown() || fields.is_open() ? Tri::kUnknown : Tri::kTrue;
  bool objects = false;
  for (const Value& field : fields.items()) {
    const Value equals = field["equals"];
    if (field["field"].equals("resources.type") == Tri::kTrue) {
      objects = true;
      result = tri_and(result, equals.has_item(kObjects));
    } else if (field["field"].equals("readOnly") == Tri::kTrue) {
      result = tri_and(result, equals.has_item(access == Access::kRead ? "true" : "false"));
    } else if (field["field"].equals("resources.ARN") == Tri::kTrue) {
      const Value starts = field["starts_with"];
      result = tri_and(result, !starts.is_absent()  ? any_covers(starts, bucket, same_root)
                               : equals.is_absent() ? Tri::kUnknown
                                                    : any_covers(equals, bucket, same_root));
    } else if (field["field"].equals("eventCategory") != Tri::kTrue) {
      result = tri_and(result, Tri::kUnknown);
    }
  }
  return objects ? result : tri_and(result, Tri::kFalse);
}

Tri records(const Resource& trail, const Resource& bucket, Access access) {
  const Value on = trail["enable_logging"];
  const bool same_root = trail.root == bucket.root && trail.variable_set == bucket.variable_set;
  const Value basic = trail["event_selector"];
  const Value advanced = trail["advanced_event_selector"];
  const auto unsure = [](const Value& blocks) { return blocks.is_unknown() || blocks.is_open(); };
  Tri result = unsure(basic) || unsure(advanced) ? Tri::kUnknown : Tri::kFalse;
  for (const Value& selector : basic.items()) result = tri_or(result, basic_selector(selector, bucket, same_root, access));
  for (const Value& selector : advanced.items()) result = tri_or(result, advanced_selector(selector, bucket, same_root, access));
  return tri_and(on.is_absent() ? Tri::kTrue : on.is_true(), tri_and(result, trail.unknown_instance ? Tri::kUnknown : Tri::kTrue));
}

}  // namespace

void check(const Resource& bucket, RuleContext& ctx, Access access, std::string_view message) {
  Tri recorded = Tri::kFalse;
  for (const Resource* trail : ctx.all("terraform/aws_cloudtrail")) recorded = tri_or(recorded, records(*trail, bucket, access));
  ctx.report_if(tri_not(recorded), Value::missing(bucket.header),
                recorded == Tri::kUnknown ? "it cannot be told whether this holds: " + std::string(message) : std::string(message));
}

}  // namespace platlint::trail_events

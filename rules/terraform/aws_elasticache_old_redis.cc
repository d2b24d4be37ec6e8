// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>

#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

// "3.2.6", "5.0", "7.x": its number as 30206; -1 for anything else. What is not written counts as the newest of its kind.
std::int64_t read_version(std::string_view text) {
  std::int64_t version = 0;
  for (int part = 0; part < 3; ++part) {
    const std::string_view digits = text.substr(0, text.find('.'));
    const bool open = digits.empty() || digits == "x";
    if ((open && part == 0) || digits.size() > 2) return -1;
    std::int64_t number = 0;
    for (const char c : digits) {
      if (!open && (c < '0' || c > '9')) return -1;
      number = number * 10 + (c - '0');
    }
    version = version * 100 + (open ? 99 : number);
    text.remove_prefix(std::min(digits.size() + 1, text.size()));
  }
  return version;
}

// The first version that ElastiCache still mends, in extended support until 2029-01-31; older ones are at their end.
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/extended-support.html
constexpr std::int64_t kFirstMended = 40010;

void check(const Resource& cache, RuleContext& ctx) {
  const Value version = cache["engine_version"];
  const Value engine = cache["engine"];
  const bool group = cache.type() == "aws_elasticache_replication_group";
  if (version.is_absent() || (engine.is_absent() ? !group : engine.equals("redis") == Tri::kFalse)) return;
  if (version.is_unknown() || engine.is_unknown()) {
    ctx.unknown(version.is_unknown() ? version : engine, "whether the version still gets fixes is unknown");
    return;
  }
  const std::int64_t number = read_version(version.text().value_or(""));
  if (number >= 0 && number < kFirstMended)
    ctx.report(version, "Redis before 4.0.10 is at its end: no fixes, and outside of PCI DSS, HIPAA and FedRAMP");
}

constexpr std::string_view kKinds[] = {"terraform/aws_elasticache_cluster", "terraform/aws_elasticache_replication_group"};
constexpr std::string_view kTags[] = {"database"};
constexpr std::string_view kEquivalents[] = {
    "kics:254c932d-e3bf-44b2-bc9d-eb5fdb09f8d4",
};

}  // namespace

extern constinit const NativeRule aws_elasticache_old_redis{
    .meta = {.id = "aws-elasticache-old-redis",
             .summary = "Redis version gets no security fixes",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint

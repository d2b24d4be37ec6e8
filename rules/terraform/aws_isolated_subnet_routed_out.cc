// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/rule.h"

namespace platlint {
namespace {

bool says_isolated(const Resource& subnet) {
  if (subnet.address.find("isolated") != std::string_view::npos) return true;
  for (const std::string_view tag : {"Name", "Tier", "tier"})
    if (subnet["tags"][tag].contains_text("isolated") == Tri::kTrue) return true;
  return false;
}

bool holds_data(const Resource& subnet, const RuleContext& ctx) {
  for (const std::string_view group : {"aws_db_subnet_group", "aws_elasticache_subnet_group", "aws_redshift_subnet_group",
                                       "aws_docdb_subnet_group", "aws_neptune_subnet_group", "aws_memorydb_subnet_group"})
    if (!ctx.referrers(subnet, group).empty()) return true;
  return false;
}

bool everywhere(const Value& route) {
  for (const std::string_view key : {"cidr_block", "destination_cidr_block"})
    if (route[key].equals("0.0.0.0/0") == Tri::kTrue) return true;
  for (const std::string_view key : {"ipv6_cidr_block", "destination_ipv6_cidr_block"})
    if (route[key].equals("::/0") == Tri::kTrue) return true;
  return false;
}

bool to_internet_gateway(const Value& route) {
  for (const Ref& ref : route["gateway_id"].refs())
    if (ref.address.find("aws_internet_gateway.") != std::string_view::npos) return true;
  return route["gateway_id"].starts_with("igw-") == Tri::kTrue;
}

void check(const Resource& association, RuleContext& ctx) {
  for (const Resource* subnet : ctx.references(association, "aws_subnet", "subnet_id")) {
    const bool isolated = says_isolated(*subnet);
    if (!isolated && !holds_data(*subnet, ctx)) continue;
    for (const Resource* table : ctx.references(association, "aws_route_table", "route_table_id")) {
      std::vector<Value> routes((*table)["route"].items().begin(), (*table)["route"].items().end());
      for (const Resource* route : ctx.referrers(*table, "aws_route", "route_table_id")) routes.push_back(route->body);
      for (const Value& route : routes) {
        if (!everywhere(route) || (!isolated && !to_internet_gateway(route))) continue;
        ctx.report(association.header,
                   isolated ? "a subnet that is called isolated gets a way out" : "a subnet that holds data is routed to the internet")
            .note(route.where(), "this route")
            .note(subnet->header, "the subnet")
            .attribute("route_table_id");
        return;
      }
    }
  }
}

constexpr std::string_view kKinds[] = {"terraform/aws_route_table_association"};
constexpr std::string_view kTags[] = {"network"};
constexpr std::string_view kEquivalents[] = {"kics:2f737336-b18a-4602-8ea0-b200312e1ac1"};

}  // namespace

extern constinit const NativeRule aws_isolated_subnet_routed_out{
    .meta = {.id = "aws-isolated-subnet-routed-out",
             .summary = "Isolated or database subnet has a route to the internet",
             .severity = Severity::kMedium,
             .confidence = Confidence::kHigh,
             .since = "0.1.0",
             .kinds = kKinds,
             .tags = kTags,
             .equivalents = kEquivalents},
    .check = check,
};

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/cost/decimal.h"
#include "analyzer/model/program.h"

namespace platlint {

inline constexpr std::int64_t kHoursPerMonth = 730;  // AWS's own convention

// One line of a bill. A monthly cost that is not there depends on usage that nobody stated.
struct CostComponent {
  std::string name = {};  // "Instance usage (Linux/UNIX, on-demand, t4g.micro)"
  std::string unit = {};
  std::optional<Decimal> monthly_quantity = {};
  Decimal unit_price = {};
  std::optional<Decimal> monthly_cost = {};
  bool usage_based = false;
  SourceRange where = {};  // the attribute that makes the cost
};

struct CostResource {
  std::string address = {};
  std::string kind = {};
  std::string root = {};
  std::string variable_set = {};
  std::string region = {};
  SourceRange where = {};
  std::vector<CostComponent> components = {};
  std::vector<std::string> unpriced = {};  // why something has no price
  std::optional<Decimal> monthly_cost = {};
};

struct CostEstimate {
  std::vector<CostResource> resources = {};  // by root, variable set and address; free resources are left out
  Decimal total = {};
};

// What people expect to use, from a usage file: address (also "address[*]" for all instances) -> key -> monthly amount. Keys are
// Infracost's, so its files work: monthly_data_ingested_gb, storage_gb, monthly_requests.
class Usage {
 public:
  Usage() = default;
  explicit Usage(Value resources) : resources_(resources) {}  // a map of maps; must outlive this
  // The amount, or nothing when the file does not say.
  std::optional<Decimal> find(const std::string& address, std::string_view key) const;
  // Entries that no resource asked for: a typing mistake, most likely. Valid after an estimate.
  std::vector<Value> unused() const;

 private:
  Value resources_ = {};
  mutable std::set<std::pair<std::string, std::string>> asked_;
};

// AWS list prices, on demand, of the resources of all Terraform roots.
CostEstimate estimate_cost(const Program& program, const Usage& usage = Usage());

// The newest and the source of the prices inside the binary.
std::string_view price_date();

// A price per unit, or nothing: ("ec2", "eu-west-1", "instance_hour", "instance=t4g.micro;os=linux;tenancy=shared").
std::optional<Decimal> find_price(std::string_view service, std::string_view region, std::string_view sku, std::string_view attributes);

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include <mutex>
#include <string>
#include <unordered_map>

#include "analyzer/cost/estimate.h"

namespace platlint {

std::string_view price_table();  // generated from prices/aws.csv

namespace {

struct Table {
  std::unordered_map<std::string, std::string_view> prices;  // "service,region,sku,attributes" -> text of the price
  std::string_view date;
};

// Read at the first question; a run without cost rules never pays for it.
const Table& table() {
  static const Table made = [] {
    Table t;
    std::string_view text = price_table();
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      const std::string_view line = text.substr(0, end);
      text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
      std::size_t comma[7];
      std::size_t at = 0;
      bool whole = true;
      for (std::size_t& c : comma) {
        c = line.find(',', at);
        whole = whole && c != std::string_view::npos;
        at = c + 1;
      }
      if (!whole || line.starts_with("service,")) continue;
      t.prices.emplace(std::string(line.substr(0, comma[3])), line.substr(comma[4] + 1, comma[5] - comma[4] - 1));
      const std::string_view date = line.substr(comma[5] + 1, comma[6] - comma[5] - 1);
      if (date > t.date) t.date = date;
    }
    return t;
  }();
  return made;
}

}  // namespace

std::string_view price_date() { return table().date; }

std::optional<Decimal> find_price(std::string_view service, std::string_view region, std::string_view sku, std::string_view attributes) {
  for (const std::string_view where : {region, std::string_view("global")}) {
    const auto at =
        table().prices.find(std::string(service) + "," + std::string(where) + "," + std::string(sku) + "," + std::string(attributes));
    if (at != table().prices.end()) return Decimal::parse(at->second);
  }
  return std::nullopt;
}

}  // namespace platlint

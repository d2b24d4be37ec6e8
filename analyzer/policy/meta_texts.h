// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/rule/rule_meta.h"

namespace platlint::policy {

// The texts that the views of a declarative rule's RuleMeta point into.
class MetaTexts {
 public:
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }

  Texts list(std::vector<std::string> items) {
    std::vector<std::string_view>& views = lists_.emplace_back();
    for (std::string& item : items) views.push_back(keep(std::move(item)));
    return views;
  }

 private:
  std::deque<std::string> texts_;
  std::deque<std::vector<std::string_view>> lists_;
};

}  // namespace platlint::policy

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace platlint::github {

struct Event {
  std::string_view name = {};
  std::string_view types = {};    // activity types between spaces; empty: it has none
  std::string_view filters = {};  // b: branches, t: tags, p: paths
};

// Null for a name that GitHub does not know. https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
const Event* find_event(std::string_view name);
std::span<const std::string_view> event_names();
bool has_type(const Event& event, std::string_view type);

}  // namespace platlint::github

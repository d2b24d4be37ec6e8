// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lower/github/event_table.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>

namespace platlint::github {
namespace {

constexpr std::string_view kPullRequest =
    " assigned unassigned labeled unlabeled opened edited closed reopened synchronize converted_to_draft locked unlocked enqueued dequeued "
    "milestoned demilestoned ready_for_review review_requested "
    "review_request_removed auto_merge_enabled auto_merge_disabled ";

constexpr Event kEvents[] = {
    {"branch_protection_rule", " created edited deleted ", ""},
    {"check_run", " created rerequested completed requested_action ", ""},
    {"check_suite", " completed ", ""},
    {"create", "", ""},
    {"delete", "", ""},
    {"deployment", "", ""},
    {"deployment_status", "", ""},
    {"discussion",
     " created edited deleted transferred pinned unpinned labeled unlabeled locked unlocked category_changed answered unanswered closed "
     "reopened ",
     ""},
    {"discussion_comment", " created edited deleted ", ""},
    {"fork", "", ""},
    {"gollum", "", ""},
    {"image_version", "", ""},
    {"issue_comment", " created edited deleted pinned unpinned ", ""},
    {"issues",
     " opened edited deleted transferred pinned unpinned closed reopened assigned unassigned labeled unlabeled locked unlocked milestoned "
     "demilestoned typed untyped field_added field_removed ",
     ""},
    {"label", " created edited deleted ", ""},
    {"merge_group", " checks_requested ", "b"},
    {"milestone", " created closed opened edited deleted ", ""},
    {"page_build", "", ""},
    {"project", " created closed reopened edited deleted ", ""},
    {"project_card", " created moved converted edited deleted ", ""},
    {"project_column", " created updated moved deleted ", ""},
    {"public", "", ""},
    {"pull_request", kPullRequest, "bp"},
    {"pull_request_review", " submitted edited dismissed ", ""},
    {"pull_request_review_comment", " created edited deleted ", ""},
    {"pull_request_target", kPullRequest, "bp"},
    {"push", "", "btp"},
    {"registry_package", " published updated ", ""},
    {"release", " published unpublished created edited deleted prereleased released ", ""},
    {"repository_dispatch", "", ""},
    {"schedule", "", ""},
    {"status", "", ""},
    {"watch", " started ", ""},
    {"workflow_call", "", ""},
    {"workflow_dispatch", "", ""},
    {"workflow_run", " completed requested in_progress ", "b"},
};

constexpr auto kNames = [] {
  std::array<std::string_view, std::size(kEvents)> names = {};
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kEvents[i].name;
  return names;
}();

}  // namespace

const Event* find_event(std::string_view name) {
  const auto* found = std::find_if(std::begin(kEvents), std::end(kEvents), [&](const Event& event) { return event.name == name; });
  return found == std::end(kEvents) ? nullptr : found;
}

std::span<const std::string_view> event_names() { return kNames; }

bool has_type(const Event& event, std::string_view type) {
  return !type.empty() && type.find(' ') == std::string_view::npos &&
         event.types.find(" " + std::string(type) + " ") != std::string_view::npos;
}

}  // namespace platlint::github

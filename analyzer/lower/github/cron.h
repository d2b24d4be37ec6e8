// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace platlint::github {

// Why GitHub would not schedule by this text (five POSIX fields, at most once every five minutes); empty when it is fine.
// https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule
std::string wrong_cron(std::string_view text);

// A name of the IANA time zone database, release 2025b.
bool is_time_zone(std::string_view name);

}  // namespace platlint::github

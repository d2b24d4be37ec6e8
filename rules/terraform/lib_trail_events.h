// SPDX-License-Identifier: Apache-2.0
//
// Does a trail record who reads or writes the objects of a bucket? Trails record such data events only where a selector asks for them:
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
#pragma once

#include <string_view>

#include "analyzer/rule/rule.h"

namespace platlint::trail_events {

enum class Access { kRead, kWrite };

// Reports a bucket whose objects no trail of the whole repository watches: a trail of one root often watches the buckets of all.
void check(const Resource& bucket, RuleContext& ctx, Access access, std::string_view message);

}  // namespace platlint::trail_events

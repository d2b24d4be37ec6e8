// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "analyzer/model/number.h"
#include "analyzer/support/arena.h"

namespace platlint::policy {

// A duration as Go's time.ParseDuration reads it ("1h30m", "-1.5s", "0"), in nanoseconds. `1m` is a minute.
std::optional<std::int64_t> parse_duration(std::string_view text);
std::string format_duration(std::int64_t nanoseconds);  // as Go prints one: "1h30m0s"

// Nanoseconds from a computed number; what is too large for the type is its end, NaN is 0.
std::int64_t whole_nanoseconds(double nanoseconds);

// A Kubernetes quantity ("100m", "1.5Gi", "1e3") as an exact decimal number.
std::optional<Number> parse_quantity(std::string_view text, Arena& arena);

// A float64 as Go's %v prints it: shortest digits, with an exponent below 1e-4 and from 1e6 on ("1e+06").
std::string go_number(double value);
// The same in the form `E`, shortest digits: 8080 is "8.08E+03".
std::string go_number_e(double value);

// A float64 as the number that its shortest decimal text names, so that 0.1 computed equals 0.1 written.
Number float_number(double value, Arena& arena);

}  // namespace platlint::policy

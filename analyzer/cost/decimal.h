// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace platlint {

// An exact decimal number, for money and quantities: never binary floating point. Holds some 38 digits; what would need more (never met
// by prices times quantities) is cut at the small end.
class Decimal {
 public:
  constexpr Decimal() = default;
  constexpr explicit Decimal(std::int64_t value) : digits_(value) {}
  // "12", "-0.045", "0.0000000034"; nothing for anything else.
  static std::optional<Decimal> parse(std::string_view text);

  friend Decimal operator+(Decimal a, Decimal b);
  friend Decimal operator-(Decimal a, Decimal b);
  friend Decimal operator*(Decimal a, Decimal b);
  friend bool operator<(Decimal a, Decimal b);
  friend bool operator==(Decimal a, Decimal b) { return !(a < b) && !(b < a); }

  bool is_zero() const { return digits_ == 0; }
  // With at most `places` digits behind the point, half away from zero; trailing zeros stay when `pad`.
  std::string to_string(int places = 15, bool pad = false) const;

 private:
  __extension__ typedef __int128 Wide;
  void tidy();
  Wide digits_ = 0;
  int scale_ = 0;  // digits behind the point
};

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "analyzer/support/arena.h"

namespace platlint {

struct BigNumber;  // number.cc: an MPFR value of 512 bits whose limbs lie in an arena

// A number as Terraform's language has them: binary floating point of 512 bits (go-cty's big.Float), with infinities.
// Integers that fit 64 bits are held inside; the rest points into an arena. 16 bytes, trivially copyable.
class Number {
 public:
  constexpr Number() = default;
  constexpr explicit Number(std::int64_t value) : small_(value) {}
  static Number from_double(double value, Arena& arena);  // NaN becomes 0
  // A decimal literal: digits, fraction, exponent, sign. Nothing else ("0x10", "1_000", "inf" are refused).
  static std::optional<Number> parse(std::string_view text, Arena& arena);
  static Number infinity(bool negative, Arena& arena);

  bool is_integer() const;
  bool is_infinite() const;
  int sign() const;                              // -1, 0, 1
  std::optional<std::int64_t> to_int64() const;  // nothing unless an integer in range
  double to_double() const;
  std::string to_string() const;  // shortest decimal that reads back the same; never an exponent

  std::string to_fixed(int decimals) const;  // rounded to so many decimals (0 to 400), half to even
  // The shortest decimal with an exponent where it has many zeros: "2e+500".
  std::string to_scientific() const;

  friend int compare(const Number& a, const Number& b);  // <0, 0, >0
  friend bool operator==(const Number& a, const Number& b) { return compare(a, b) == 0; }

  // Nothing for what is not a number (inf - inf, 0/0) and for magnitudes outside of 2^-kMostBits ... 2^kMostBits: their digits would fill
  // the memory, and nobody means them.
  static constexpr long kMostBits = 40'000;
  static std::optional<Number> add(const Number& a, const Number& b, Arena& arena);
  static std::optional<Number> subtract(const Number& a, const Number& b, Arena& arena);
  static std::optional<Number> multiply(const Number& a, const Number& b, Arena& arena);
  static std::optional<Number> divide(const Number& a, const Number& b, Arena& arena);
  static std::optional<Number> modulo(const Number& a, const Number& b, Arena& arena);  // sign of the dividend
  static Number negate(const Number& a, Arena& arena);
  static Number floor(const Number& a, Arena& arena);
  static Number ceil(const Number& a, Arena& arena);

 private:
  friend struct NumberMaker;
  const BigNumber* big_ = nullptr;  // null: small_ is the value
  std::int64_t small_ = 0;
};

int compare(const Number& a, const Number& b);

}  // namespace platlint

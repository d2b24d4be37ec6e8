// SPDX-License-Identifier: Apache-2.0
//
// Numbers over MPFR. go-cty computes with big.Float at 512 bits, rounding to nearest even; MPFR at the same precision gives the same
// digits. Almost every number of a repository is a small integer, so those are kept inline and never touch MPFR unless an operation
// overflows. MPFR's custom interface lets the limbs live in our arena: nothing is ever freed singly.
#include "analyzer/model/number.h"

#include <mpfr.h>

#include <cmath>
#include <limits>
#include <vector>

namespace platlint {

struct BigNumber {
  static constexpr mpfr_prec_t kBits = 512;
  __mpfr_struct value = {};
  mp_limb_t limbs[kBits / (8 * sizeof(mp_limb_t))] = {};

  BigNumber() = default;
  BigNumber(const BigNumber&) = delete;
  BigNumber& operator=(const BigNumber&) = delete;

  mpfr_ptr open() {
    mpfr_custom_init(limbs, kBits);
    mpfr_custom_init_set(&value, MPFR_ZERO_KIND, 0, kBits, limbs);
    return &value;
  }
};

namespace {

// A number as MPFR sees it, for the time of one operation.
class Operand {
 public:
  Operand(const BigNumber* big, std::int64_t small) {
    if (big != nullptr) {
      view_ = &big->value;
    } else {
      mpfr_set_si(own_.open(), static_cast<long>(small), MPFR_RNDN);
      view_ = &own_.value;
    }
  }
  operator mpfr_srcptr() const { return view_; }

 private:
  BigNumber own_;
  mpfr_srcptr view_ = nullptr;
};

BigNumber* new_big(Arena& arena) {
  auto* big = ::new (arena.allocate(sizeof(BigNumber), alignof(BigNumber))) BigNumber();
  big->open();
  return big;
}

}  // namespace

#define OPERAND(n) Operand((n).big_, (n).small_)

// Small again when it is an integer of 64 bits.
static bool fits(mpfr_srcptr value) { return mpfr_integer_p(value) != 0 && mpfr_fits_slong_p(value, MPFR_RNDN) != 0; }

struct NumberMaker {
  static std::optional<Number> checked(BigNumber* big) {
    if (mpfr_nan_p(&big->value) != 0) return std::nullopt;
    if (mpfr_regular_p(&big->value) != 0 && std::abs(mpfr_get_exp(&big->value)) > Number::kMostBits) return std::nullopt;
    return settle(big);
  }
  static Number settle(BigNumber* big) {
    Number n;
    if (fits(&big->value)) n.small_ = mpfr_get_si(&big->value, MPFR_RNDN);
    else n.big_ = big;
    return n;
  }
};

Number Number::from_double(double value, Arena& arena) {
  if (std::isnan(value)) return Number(0);
  if (value == std::floor(value) && std::abs(value) < 9.0e15) return Number(static_cast<std::int64_t>(value));
  BigNumber* big = new_big(arena);
  mpfr_set_d(&big->value, value, MPFR_RNDN);
  return NumberMaker::settle(big);
}

std::optional<Number> Number::parse(std::string_view text, Arena& arena) {
  std::size_t i = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  std::size_t digits = 0;
  bool plain = true;
  const auto run = [&] {
    const std::size_t before = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    digits += i - before;
    return i - before;
  };
  run();
  if (i < text.size() && text[i] == '.') {
    plain = false;
    ++i;
    run();
  }
  if (digits == 0) return std::nullopt;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    plain = false;
    ++i;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    const std::size_t exponent = run();
    if (exponent == 0 || exponent > 6) return std::nullopt;
  }
  if (i != text.size() || text.size() > 2000) return std::nullopt;
  if (plain && digits <= 18) {
    std::int64_t value = 0;
    for (const char c : text)
      if (c >= '0' && c <= '9') value = value * 10 + (c - '0');
    return Number(text[0] == '-' ? -value : value);
  }
  BigNumber* big = new_big(arena);
  mpfr_set_str(&big->value, std::string(text).c_str(), 10, MPFR_RNDN);
  return NumberMaker::checked(big);
}

Number Number::infinity(bool negative, Arena& arena) {
  BigNumber* big = new_big(arena);
  mpfr_set_inf(&big->value, negative ? -1 : 1);
  Number n;
  n.big_ = big;
  return n;
}

bool Number::is_integer() const { return big_ == nullptr || mpfr_integer_p(&big_->value) != 0; }
bool Number::is_infinite() const { return big_ != nullptr && mpfr_inf_p(&big_->value) != 0; }
int Number::sign() const { return big_ != nullptr ? mpfr_sgn(&big_->value) : small_ > 0 ? 1 : small_ < 0 ? -1 : 0; }

std::optional<std::int64_t> Number::to_int64() const {
  if (big_ == nullptr) return small_;
  return std::nullopt;  // settled: a big number is no integer of 64 bits
}

double Number::to_double() const { return big_ == nullptr ? static_cast<double>(small_) : mpfr_get_d(&big_->value, MPFR_RNDN); }

std::string Number::to_string() const {
  if (big_ == nullptr) return std::to_string(small_);
  if (is_infinite()) return sign() < 0 ? "-inf" : "inf";
  // The fewest digits that read back as the same number.
  BigNumber back;
  back.open();
  mpfr_exp_t exponent = 0;
  std::string digits;
  for (std::size_t n = 1; n <= 160; n += n < 24 ? 1 : 8) {
    char* text = mpfr_get_str(nullptr, &exponent, 10, n, &big_->value, MPFR_RNDN);
    digits = text;
    mpfr_free_str(text);
    const std::string_view all(digits);
    const bool negative = all.starts_with('-');
    const std::string scientific =
        std::string(negative ? "-0." : "0.") + std::string(all.substr(negative ? 1 : 0)) + "e" + std::to_string(exponent);
    mpfr_set_str(&back.value, scientific.c_str(), 10, MPFR_RNDN);
    if (mpfr_equal_p(&back.value, &big_->value) != 0) break;
  }
  const bool negative = digits.starts_with('-');
  if (negative) digits.erase(0, 1);
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
  std::string out = negative ? "-" : "";
  if (exponent <= 0) {
    out += "0." + std::string(static_cast<std::size_t>(-exponent), '0') + digits;
  } else if (static_cast<std::size_t>(exponent) >= digits.size()) {
    out += digits + std::string(static_cast<std::size_t>(exponent) - digits.size(), '0');
  } else {
    out += digits.substr(0, static_cast<std::size_t>(exponent)) + "." + digits.substr(static_cast<std::size_t>(exponent));
  }
  return out;
}

std::string Number::to_fixed(int decimals) const {
  if (is_infinite()) return to_string();
  char* text = nullptr;
  const Operand value(big_, small_);
  const int length = mpfr_asprintf(&text, "%.*RNf", decimals, static_cast<mpfr_srcptr>(value));
  std::string out = length < 0 ? to_string() : std::string(text, static_cast<std::size_t>(length));
  if (text != nullptr) mpfr_free_str(text);
  return out;
}

std::string Number::to_scientific() const {
  const std::string plain = to_string();
  const std::size_t first = plain.starts_with('-') ? 1 : 0;
  const std::size_t last = plain.find_last_not_of('0');
  if (plain.find('.') != std::string::npos || plain.size() - last <= 21) return plain;
  std::string out = plain.substr(0, first + 1);
  if (last > first) out += "." + plain.substr(first + 1, last - first);
  return out + "e+" + std::to_string(plain.size() - first - 1);
}

int compare(const Number& a, const Number& b) {
  if (a.big_ == nullptr && b.big_ == nullptr) return a.small_ < b.small_ ? -1 : a.small_ > b.small_ ? 1 : 0;
  return mpfr_cmp(OPERAND(a), OPERAND(b));
}

std::optional<Number> Number::add(const Number& a, const Number& b, Arena& arena) {
  std::int64_t sum = 0;
  if (a.big_ == nullptr && b.big_ == nullptr && !__builtin_add_overflow(a.small_, b.small_, &sum)) return Number(sum);
  BigNumber* big = new_big(arena);
  mpfr_add(&big->value, OPERAND(a), OPERAND(b), MPFR_RNDN);
  return NumberMaker::checked(big);
}

std::optional<Number> Number::subtract(const Number& a, const Number& b, Arena& arena) {
  std::int64_t difference = 0;
  if (a.big_ == nullptr && b.big_ == nullptr && !__builtin_sub_overflow(a.small_, b.small_, &difference)) return Number(difference);
  BigNumber* big = new_big(arena);
  mpfr_sub(&big->value, OPERAND(a), OPERAND(b), MPFR_RNDN);
  return NumberMaker::checked(big);
}

std::optional<Number> Number::multiply(const Number& a, const Number& b, Arena& arena) {
  std::int64_t product = 0;
  if (a.big_ == nullptr && b.big_ == nullptr && !__builtin_mul_overflow(a.small_, b.small_, &product)) return Number(product);
  BigNumber* big = new_big(arena);
  mpfr_mul(&big->value, OPERAND(a), OPERAND(b), MPFR_RNDN);
  return NumberMaker::checked(big);
}

std::optional<Number> Number::divide(const Number& a, const Number& b, Arena& arena) {
  if ((a.sign() == 0 && b.sign() == 0) || (a.is_infinite() && b.is_infinite())) return std::nullopt;
  BigNumber* big = new_big(arena);
  mpfr_div(&big->value, OPERAND(a), OPERAND(b), MPFR_RNDN);
  return NumberMaker::checked(big);
}

std::optional<Number> Number::modulo(const Number& a, const Number& b, Arena& arena) {
  if (b.sign() == 0 || a.is_infinite()) return std::nullopt;
  if (b.is_infinite()) return a;
  if (a.big_ == nullptr && b.big_ == nullptr && b.small_ != -1) return Number(a.small_ % b.small_);
  BigNumber* big = new_big(arena);
  mpfr_fmod(&big->value, OPERAND(a), OPERAND(b), MPFR_RNDN);
  return NumberMaker::checked(big);
}

Number Number::negate(const Number& a, Arena& arena) {
  std::int64_t negated = 0;
  if (a.big_ == nullptr && !__builtin_sub_overflow(std::int64_t{0}, a.small_, &negated)) return Number(negated);
  BigNumber* big = new_big(arena);
  mpfr_neg(&big->value, OPERAND(a), MPFR_RNDN);
  return NumberMaker::settle(big);
}

Number Number::floor(const Number& a, Arena& arena) {
  if (a.big_ == nullptr || a.is_infinite()) return a;
  BigNumber* big = new_big(arena);
  mpfr_floor(&big->value, &a.big_->value);
  return NumberMaker::settle(big);
}

Number Number::ceil(const Number& a, Arena& arena) {
  if (a.big_ == nullptr || a.is_infinite()) return a;
  BigNumber* big = new_big(arena);
  mpfr_ceil(&big->value, &a.big_->value);
  return NumberMaker::settle(big);
}

#undef OPERAND

}  // namespace platlint

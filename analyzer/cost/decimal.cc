// SPDX-License-Identifier: Apache-2.0
#include "analyzer/cost/decimal.h"

#include <algorithm>

namespace platlint {
namespace {

constexpr int kMaxScale = 18;

}  // namespace

// No more digits behind the point than needed, and never more than kMaxScale.
void Decimal::tidy() {
  while (scale_ > kMaxScale || (scale_ > 0 && digits_ % 10 == 0)) {
    digits_ /= 10;
    --scale_;
  }
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  Decimal out;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  bool point = false;
  int digits = 0;
  for (const char c : text) {
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9' || ++digits > 30) return std::nullopt;
    out.digits_ = out.digits_ * 10 + (c - '0');
    if (point) ++out.scale_;
  }
  if (digits == 0) return std::nullopt;
  if (negative) out.digits_ = -out.digits_;
  out.tidy();
  return out;
}

Decimal operator+(Decimal a, Decimal b) {
  while (a.scale_ < b.scale_) a.digits_ *= 10, ++a.scale_;
  while (b.scale_ < a.scale_) b.digits_ *= 10, ++b.scale_;
  a.digits_ += b.digits_;
  a.tidy();
  return a;
}

Decimal operator-(Decimal a, Decimal b) {
  b.digits_ = -b.digits_;
  return a + b;
}

Decimal operator*(Decimal a, Decimal b) {
  Decimal out;
  out.digits_ = a.digits_ * b.digits_;
  out.scale_ = a.scale_ + b.scale_;
  out.tidy();
  return out;
}

bool operator<(Decimal a, Decimal b) {
  const Decimal difference = a - b;
  return difference.digits_ < 0;
}

std::string Decimal::to_string(int places, bool pad) const {
  Wide digits = digits_ < 0 ? -digits_ : digits_;
  int scale = scale_;
  for (; scale > places; --scale) digits = (digits + (scale == places + 1 ? 5 : 0)) / 10;
  std::string text;
  do text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(digits % 10)));
  while ((digits /= 10) > 0);
  if (scale > 0) {
    if (text.size() <= static_cast<std::size_t>(scale)) text.insert(0, static_cast<std::size_t>(scale) + 1 - text.size(), '0');
    text.insert(text.size() - static_cast<std::size_t>(scale), ".");
    if (!pad) {
      while (text.back() == '0') text.pop_back();
      if (text.back() == '.') text.pop_back();
    }
  }
  if (pad && places > 0) {
    if (scale == 0) text += '.';
    for (int i = scale; i < places; ++i) text += '0';
  }
  return digits_ < 0 && text.find_first_not_of("0.") != std::string::npos ? "-" + text : text;
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
//
// Networks in CIDR notation, IPv4 and IPv6. Addresses are kept as 128 bits (two 64-bit halves), IPv4 in the low 32.
#include <arpa/inet.h>

#include <array>
#include <cstring>

#include "analyzer/eval/functions/families.h"

namespace platlint {
namespace {

__extension__ using Bits = unsigned __int128;

struct Network {
  Bits address = 0;
  int prefix = 0;
  int width = 32;

  Bits mask() const { return prefix == 0 ? 0 : (~Bits{0} << (width - prefix)) & all(); }
  Bits all() const { return width == 128 ? ~Bits{0} : (Bits{1} << width) - 1; }
};

// Terraform reads "010.001.0.0" as decimal with leading zeros, which inet_pton refuses.
std::string without_zeros(const std::string& text) {
  if (text.find(':') != std::string::npos) return text;
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool leads = text[i] == '0' && (i == 0 || text[i - 1] == '.' || (!out.empty() && out.back() == '.') || out.empty());
    if (leads && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9') continue;
    out += text[i];
  }
  return out;
}

std::optional<std::pair<Bits, int>> parse_address(const std::string& written) {
  const std::string text = without_zeros(written);
  std::array<unsigned char, 16> bytes = {};
  const int width = inet_pton(AF_INET, text.c_str(), bytes.data()) == 1    ? 32
                    : inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1 ? 128
                                                                           : 0;
  if (width == 0) return std::nullopt;
  Bits bits = 0;
  for (int i = 0; i < width / 8; ++i) bits = (bits << 8U) | bytes[static_cast<std::size_t>(i)];
  return std::pair(bits, width);
}

std::string print_address(Bits bits, int width) {
  std::array<unsigned char, 16> bytes = {};
  for (int i = width / 8; i-- > 0; bits >>= 8U) bytes[static_cast<std::size_t>(i)] = static_cast<unsigned char>(bits & 0xFFU);
  char text[INET6_ADDRSTRLEN];
  inet_ntop(width == 32 ? AF_INET : AF_INET6, bytes.data(), text, sizeof text);
  return text;
}

std::optional<Network> parse_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto address = parse_address(std::string(text.substr(0, slash)));
  const std::string_view digits = text.substr(slash + 1);
  if (!address || digits.empty() || digits.size() > 3) return std::nullopt;
  int prefix = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    prefix = prefix * 10 + (c - '0');
  }
  if (prefix > address->second) return std::nullopt;
  Network network{address->first, prefix, address->second};
  network.address &= network.mask();
  return network;
}

std::string print(const Network& network) { return print_address(network.address, network.width) + "/" + std::to_string(network.prefix); }

std::optional<Network> network_argument(FunctionCall& call, std::size_t index, Value& problem) {
  const auto network = parse_network(call.args[index].as_string());
  if (!network)
    problem = call.argument_error(index, "invalid CIDR expression: invalid CIDR address: " + std::string(call.args[index].as_string()));
  return network;
}

Value cidrsubnet(FunctionCall& call) {
  Value problem;
  const auto network = network_argument(call, 0, problem);
  if (!network) return problem;
  const auto bits = call.args[1].as_number().to_int64();
  const auto number = call.args[2].as_number().to_int64();
  if (!bits || *bits < 0 || network->prefix + *bits > network->width)
    return call.argument_error(1,
                               "insufficient address space to extend prefix of " + std::to_string(network->prefix) + " by the given bits");
  if (!number || *number < 0 || (*bits < 63 && *number >= (std::int64_t{1} << *bits)))
    return call.argument_error(2, "prefix extension of " + std::to_string(*bits) + " does not accommodate a subnet with this number");
  Network subnet = *network;
  subnet.prefix += static_cast<int>(*bits);
  subnet.address |= subnet.prefix == 0 ? 0 : static_cast<Bits>(*number) << (subnet.width - subnet.prefix);
  return make_string(print(subnet), call.arena());
}

Value cidrhost(FunctionCall& call) {
  Value problem;
  const auto network = network_argument(call, 0, problem);
  if (!network) return problem;
  const auto number = call.args[1].as_number().to_int64();
  if (!number) return call.argument_error(1, "a whole number is required");
  const int host_bits = network->width - network->prefix;
  const Bits size = host_bits >= 127 ? ~Bits{0} : Bits{1} << host_bits;
  const Bits offset = *number >= 0 ? static_cast<Bits>(*number) : size - static_cast<Bits>(-*number);
  if (*number >= 0 ? offset >= size : static_cast<Bits>(-*number) > size)
    return call.argument_error(1, "prefix of " + std::to_string(network->prefix) + " does not accommodate a host with this number");
  return make_string(print_address(network->address | offset, network->width), call.arena());
}

Value cidrnetmask(FunctionCall& call) {
  Value problem;
  const auto network = network_argument(call, 0, problem);
  if (!network) return problem;
  if (network->width != 32) return call.argument_error(0, "IPv6 addresses cannot have a netmask");
  return make_string(print_address(network->mask(), 32), call.arena());
}

Value cidrsubnets(FunctionCall& call) {
  Value problem;
  const auto network = network_argument(call, 0, problem);
  if (!network) return problem;
  std::vector<Value> out;
  Bits next = network->address;
  bool exhausted = false;
  for (std::size_t i = 1; i < call.args.size(); ++i) {
    const auto bits = call.args[i].as_number().to_int64();
    if (!bits || *bits < 1) return call.argument_error(i, "must extend prefix by at least one bit");
    if (*bits > 128 || network->prefix + *bits > network->width)
      return call.argument_error(i, "would extend prefix beyond the address's bits");
    Network subnet = *network;
    subnet.prefix += static_cast<int>(*bits);
    const Bits size = Bits{1} << (subnet.width - subnet.prefix);
    const Bits start = (next + size - 1) / size * size;
    if (exhausted || (start & network->mask()) != network->address || start > network->all())
      return call.argument_error(i, "not enough remaining address space for a subnet with this prefix");
    subnet.address = start;
    out.push_back(make_string(print(subnet), call.arena()));
    next = start + size;
    exhausted = next == 0 && network->width == 128;
  }
  return make_list(out, call.arena(), Collection::kList, Type::string());
}

Value cidrcontains(FunctionCall& call) {
  Value problem;
  const auto network = network_argument(call, 0, problem);
  if (!network) return problem;
  const std::string_view text = call.args[1].as_string();
  if (text.find('/') != std::string_view::npos) {
    const auto other = network_argument(call, 1, problem);
    if (!other) return problem;
    if (other->width != network->width) return call.argument_error(1, "address family mismatch");
    return Value::boolean(other->prefix >= network->prefix && (other->address & network->mask()) == network->address);
  }
  const auto address = parse_address(std::string(text));
  if (!address) return call.argument_error(1, "invalid IP address");
  if (address->second != network->width) return call.argument_error(1, "address family mismatch");
  return Value::boolean((address->first & network->mask()) == network->address);
}

}  // namespace

std::span<const Function> ip_functions() {
  static const FunctionParameter kPrefix[] = {text_parameter("prefix")};
  static const FunctionParameter kSubnet[] = {text_parameter("prefix"), number_parameter("newbits"), number_parameter("netnum")};
  static const FunctionParameter kHost[] = {text_parameter("prefix"), number_parameter("hostnum")};
  static const FunctionParameter kNewbits = number_parameter("newbits");
  static const FunctionParameter kContains[] = {text_parameter("containing_prefix"), text_parameter("contained_ip_or_prefix")};
  static const Function kTable[] = {
      {"cidrsubnet", kSubnet, nullptr, gives_string, cidrsubnet},     {"cidrhost", kHost, nullptr, gives_string, cidrhost},
      {"cidrnetmask", kPrefix, nullptr, gives_string, cidrnetmask},   {"cidrsubnets", kPrefix, &kNewbits, gives_string_list, cidrsubnets},
      {"cidrcontains", kContains, nullptr, gives_bool, cidrcontains},
  };
  return kTable;
}

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
#include "rules/terraform/lib_network_acl.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace platlint::network_acl {
namespace {

struct Family {
  std::string_view attribute = {};
  std::string_view everyone = {};
};
constexpr std::array<Family, 2> kFamilies = {Family{"cidr_block", "0.0.0.0/0"}, Family{"ipv6_cidr_block", "::/0"}};

struct Entry {
  Value body = {};
  Value action = {};
  std::optional<std::int64_t> number = {};
};

Tri covers(const Entry& entry, std::int64_t port) {
  const Value protocol = entry.body["protocol"];
  if (protocol.is_unknown()) return Tri::kUnknown;
  const std::string text = protocol.text().value_or("");
  if (text == "-1" || text == "all") return Tri::kTrue;
  if (text != "tcp" && text != "6") return Tri::kFalse;
  const Value from = entry.body["from_port"];
  const Value to = entry.body["to_port"];
  const auto first = from.int_value();
  const auto last = to.int_value();
  const Tri above = first ? tri(*first <= port) : from.is_unknown() ? Tri::kUnknown : Tri::kFalse;
  const Tri below = last ? tri(*last >= port) : to.is_unknown() ? Tri::kUnknown : Tri::kFalse;
  return tri_and(above, below);
}

Tri matches(const Entry& entry, std::int64_t port, const Family& family) {
  return tri_and(covers(entry, port), entry.body[family.attribute].equals(family.everyone));
}

struct Verdict {
  Tri open = Tri::kFalse;
  Value at = {};
};

// The first entry that matches decides. Entries stand in their order.
Verdict judge(const std::vector<Entry>& entries, std::int64_t port, const Family& family) {
  Verdict verdict;
  for (const Entry& entry : entries) {
    const Tri match = matches(entry, port, family);
    if (match == Tri::kFalse) continue;
    const Tri allow = entry.action.equals("allow");
    const Value at = entry.body[family.attribute];
    if (match == Tri::kTrue && allow == Tri::kFalse) return verdict;  // denied, whatever comes behind
    if (match == Tri::kTrue && allow == Tri::kTrue) {
      if (verdict.open == Tri::kFalse) verdict = {Tri::kTrue, at};
      return verdict;
    }
    if (allow != Tri::kFalse || verdict.open == Tri::kUnknown) verdict = {Tri::kUnknown, at};
  }
  return verdict;
}

Entry inline_entry(const Value& body) { return {body, body["action"], body["rule_no"].int_value()}; }
Entry rule_entry(const Resource& rule) { return {rule.body, rule["rule_action"], rule["rule_number"].int_value()}; }

void sort(std::vector<Entry>& entries) {
  const auto number = [](const Entry& entry) { return entry.number.value_or(0); };
  std::stable_sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) { return number(a) < number(b); });
}

}  // namespace

void check_port(const Resource& resource, RuleContext& ctx, std::int64_t port, std::string_view service) {
  std::vector<Entry> entries;
  Value unseen;
  if (resource.type() == "aws_network_acl_rule") {
    if (resource["egress"].is_true() != Tri::kFalse) return;
    const Entry own = rule_entry(resource);
    // Only denials in front of this rule can close what it opens; each other allowance is reported by itself.
    for (const Resource* acl : ctx.references(resource, "aws_network_acl", "network_acl_id"))
      for (const Resource* other : ctx.referrers(*acl, "aws_network_acl_rule", "network_acl_id")) {
        const Entry entry = rule_entry(*other);
        if (other == &resource || (*other)["egress"].is_true() == Tri::kTrue || entry.action.equals("allow") == Tri::kTrue) continue;
        if (!entry.number || !own.number || *entry.number < *own.number) entries.push_back(entry);
      }
    sort(entries);
    entries.push_back(own);
  } else {
    const Value ingress = resource["ingress"];
    if (ingress.is_unknown() || ingress.is_open()) unseen = ingress;
    for (const Value& body : ingress.each()) entries.push_back(inline_entry(body));
    sort(entries);
  }
  for (const Family& family : kFamilies) {
    const Verdict verdict = judge(entries, port, family);
    if (verdict.open == Tri::kFalse) continue;
    const std::string what = std::string(service) + " (port " + std::to_string(port) + ")";
    if (verdict.open == Tri::kTrue) ctx.report(verdict.at, "this network ACL lets the whole internet in to " + what);
    else ctx.unknown(verdict.at, "whether the network ACL opens " + what + " to the internet is unknown");
    return;
  }
  if (unseen.is_unknown() || unseen.is_open()) ctx.unknown(unseen, "the network ACL has entries that cannot be known");
}

}  // namespace platlint::network_acl

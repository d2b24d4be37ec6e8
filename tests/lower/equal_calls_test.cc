// SPDX-License-Identifier: Apache-2.0
//
// Calls of a module that equal one another share one evaluation (analyzer/lower/terraform/relocation.h). What comes out must be what
// evaluating each of them gives. Here the same repository is lowered twice: once with equal calls, and once with an argument written in
// another way of the same length and meaning, which keeps them apart.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "analyzer/discover/discover.h"
#include "analyzer/lower/lower.h"

namespace platlint {
namespace {

std::string range(SourceRange r) {
  return r.valid() ? std::to_string(r.file) + ":" + std::to_string(r.begin) + "-" + std::to_string(r.end) : "nowhere";
}

// Everything that a rule or a report could see of a value.
void write(const Value& value, std::string& out) {
  out += to_string(value).substr(0, 40) + " @" + range(value.where()) + (value.is_open() ? " open" : "") +
         (value.is_block_list() ? " blocks" : "") + (value.is_sensitive() ? " sensitive" : "");
  for (const Origin* o = value.origin(); o != nullptr; o = o->next) {
    out += " <" + std::to_string(static_cast<int>(o->kind)) + " " + std::string(o->name) + " " + range(o->where) + ">";
    if (o->encoding != nullptr) write(o->encoding->structure, out);
  }
  for (const Ref& ref : value.refs()) out += " ->" + std::string(ref.address) + "." + std::string(ref.attribute) + " " + range(ref.where);
  if (value.is_unknown()) {
    const UnknownInfo& info = value.unknown_info();
    out += " (" + std::string(info.cause) + " " + range(info.cause_range) + " " + std::string(info.prefix) + ")";
    if (info.encoded != nullptr) write(*info.encoded, out);
    if (info.element != nullptr) write(*info.element, out);
  }
  out += "\n";
  for (const Value& item : value.items()) write(item, out);
  for (const Member& member : value.members()) {
    out += std::string(member.key) + " " + range(member.key_range) + ": ";
    write(member.value, out);
  }
}

std::map<std::string, std::string> lowered(const std::map<std::string, std::string>& texts, std::size_t& limits) {
  SourceMap sources;
  MemoryFileSystem files;
  std::vector<InputFile> list;
  for (const auto& [path, text] : texts) {
    files.add(path, text);
    list.push_back({sources.add(path, text), classify(path, text)});
  }
  const LowerInput input{.sources = sources, .files = files, .list = list};
  std::map<std::string, std::string> found;
  for (const Fragment& fragment : lower_terraform(input)) {
    limits += fragment.diagnostics.size();
    for (const Resource& r : fragment.resources) {
      if (r.kind == "terraform/code") continue;
      std::string& out = found[std::string(r.address)];
      EXPECT_EQ(out, "") << "one address twice: " << r.address;
      out = std::string(r.kind) + " " + std::string(r.module_path) + " " + range(r.header) + (r.unknown_instance ? " ?" : "");
      if (r.parent != kNoResource) out += " in " + std::string(fragment.resources[r.parent].address);
      for (const CallSite& call : r.calls) out += " by " + std::string(call.address) + " " + range(call.where);
      out += "\n";
      write(r.body, out);
    }
    std::multimap<std::string, std::string> edges;
    for (const Edge& e : fragment.edges)
      edges.emplace(fragment.resources[e.from].address, std::string(name(e.kind)) + " " + std::string(fragment.resources[e.to].address) +
                                                            " " + std::string(e.path) + " " + range(e.where) + "\n");
    for (const auto& [from, text] : edges) found[from + " edges"] += text;
  }
  return found;
}

const std::map<std::string, std::string> kRepository = {
    {"app/main.tf", R"(
variable "name" {}
variable "tags" { type = map(string) }
variable "policy" {}
variable "network" {}
locals { tags = merge(var.tags, { Name = var.name }) }
resource "aws_s3_bucket" "this" {
  bucket = "${var.name}-files"
  tags   = local.tags
}
resource "aws_s3_bucket_policy" "this" {
  bucket     = aws_s3_bucket.this.id
  policy     = var.policy
  depends_on = [aws_s3_bucket.this]
}
resource "aws_security_group" "this" {
  for_each = toset(["a", "b"])
  vpc_id   = var.network.vpc
  name     = each.key
}
data "aws_region" "current" {}
terraform { required_version = ">= 1.5" }
module "inner" {
  source = "../inner"
  bucket = aws_s3_bucket.this
}
output "bucket" { value = aws_s3_bucket.this.bucket }
output "arns" { value = [for k, g in aws_security_group.this : g.arn] }
output "inner" { value = module.inner.topic }
)"},
    {"inner/main.tf", R"(
variable "bucket" {}
resource "aws_sns_topic" "this" { name = "${var.bucket.id}-events" }
resource "aws_s3_bucket_notification" "this" {
  bucket = var.bucket.id
  topic { topic_arn = aws_sns_topic.this.arn }
}
output "topic" { value = aws_sns_topic.this }
)"},
};

constexpr std::string_view kRoot = R"(
variable "env" { default = "prod" }
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
module "one" {
  source  = "./app"
  name    = "x-${var.env}"
  tags    = { Team = "a" }
  network = { vpc = aws_vpc.main.id }
  policy  = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = var.env }] })
}
module "two" {
  policy  = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = var.env }] })
  source  = "./app"
  name    = "x-${var.env}"
  tags    = { Team = "a" }
  network = { vpc = aws_vpc.main.id }
}
module "three" {
  source   = "./app"
  for_each = { k = 1, l = 2 }
  name     = "x-${var.env}"
  tags     = { Team = "a" }
  network  = { vpc = aws_vpc.main.id }
  policy   = each.key
}
module "four" {
  source  = "./app"
  count   = 2
  name    = "y"
  tags    = {}
  network = { vpc = module.two.arns[0] }
  policy  = module.two.inner.arn
}
resource "aws_cloudwatch_log_group" "x" { name = "${module.two.bucket}/${module.one.bucket}/${module.four[1].bucket}" }
resource "aws_cloudwatch_log_group" "y" { for_each = toset(module.two.arns) }
output "topics" { value = [module.one.inner.arn, module.two.inner.arn] }
)";

TEST(EqualCalls, GiveWhatEvaluatingEachOfThemGives) {
  auto shared = kRepository;
  shared["main.tf"] = kRoot;
  auto apart = kRepository;
  std::string text(kRoot);
  const auto replace = [&](std::string_view from, std::string_view to, std::size_t at) {
    ASSERT_EQ(from.size(), to.size());
    at = text.find(from, at);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, from.size(), to);
  };
  replace("{ Team = \"a\" }", "{ Team : \"a\" }", text.find("module \"two\""));
  apart["main.tf"] = text;
  std::size_t limits = 0;
  const auto a = lowered(shared, limits);
  const auto b = lowered(apart, limits);
  EXPECT_EQ(limits, 0U);
  ASSERT_EQ(a.size(), b.size());
  for (const auto& [address, out] : a) EXPECT_EQ(out, b.at(address)) << address;
  EXPECT_NE(a.find("module.two.module.inner.aws_sns_topic.this"), a.end());
  EXPECT_NE(a.at("aws_cloudwatch_log_group.x edges").find("module.two.aws_s3_bucket.this"), std::string::npos);
  EXPECT_NE(a.at("module.two.aws_s3_bucket_policy.this edges").find("depends_on module.two.aws_s3_bucket.this"), std::string::npos);
}

TEST(EqualCalls, InstancesOfOneCallAreToldApart) {
  auto files = kRepository;
  files["main.tf"] = kRoot;
  std::size_t limits = 0;
  const auto found = lowered(files, limits);
  for (const std::string_view at : {"module.four[0]", "module.four[1]", "module.three[\"k\"]", "module.three[\"l\"]"}) {
    const std::string bucket = std::string(at) + ".aws_s3_bucket.this";
    ASSERT_TRUE(found.contains(bucket)) << bucket;
    EXPECT_NE(found.at(std::string(at) + ".module.inner.aws_s3_bucket_notification.this edges").find(bucket), std::string::npos);
  }
  EXPECT_NE(found.at("module.three[\"l\"].aws_s3_bucket_policy.this").find("policy"), std::string::npos);
  EXPECT_NE(found.at("module.three[\"l\"].aws_s3_bucket_policy.this").find("\"l\""), std::string::npos);
}

}  // namespace
}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
//
// From resources to a bill. Each resource type has a function that reads its attributes and adds components; what the provider fills in by
// default (8 GB gp2 root volumes, t3.medium nodes) is priced as such. An attribute that is unknown makes the resource unpriced, with the
// reason; nothing is taken as zero. Sources: AWS's pricing pages for the units, the provider's documentation for the defaults.
#include "analyzer/cost/estimate.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace platlint {
namespace {

class Pricing {
 public:
  Pricing(const Program& program, const Usage& usage, const Resource& resource, CostResource& out)
      : program_(program), usage_(usage), resource_(resource), out_(out) {}

  const Resource& resource() const { return resource_; }
  Value operator[](std::string_view key) const { return resource_[key]; }

  // Hours of a thing that runs all month, `count` of them.
  void hourly(std::string name, std::string_view service, std::string_view sku, const std::string& attributes, const Value& where,
              Decimal count = Decimal(1)) {
    priced(std::move(name), "hours", service, sku, attributes, where, Decimal(kHoursPerMonth) * count);
  }
  void monthly(std::string name, std::string unit, std::string_view service, std::string_view sku, const std::string& attributes,
               const Value& where, Decimal quantity) {
    priced(std::move(name), std::move(unit), service, sku, attributes, where, quantity);
  }
  // Depends on usage: named, without an amount.
  void usage(std::string name, std::string unit) {
    CostComponent component;
    component.name = std::move(name);
    component.unit = std::move(unit);
    component.usage_based = true;
    component.where = resource_.header;
    out_.components.push_back(std::move(component));
  }
  // The same where the usage file may say how much, under `key`.
  void metered(std::string name, std::string unit, std::string_view key, std::string_view service, std::string_view sku,
               const std::string& attributes) {
    const auto amount = usage_.find(std::string(resource_.address), key);
    if (!amount) return usage(std::move(name), std::move(unit));
    priced(std::move(name), std::move(unit), service, sku, attributes, Value::missing(resource_.header), *amount);
    if (!out_.components.empty()) out_.components.back().usage_based = true;
  }
  void unpriced(std::string why) { out_.unpriced.push_back(std::move(why)); }

  // A text attribute with its default; nothing (and the reason noted) when it is unknown.
  std::optional<std::string> text(const Value& value, std::string_view name, std::string_view fallback) {
    if (value.is_absent()) return std::string(fallback);
    if (value.is_unknown()) unpriced(std::string(name) + " is unknown");
    return value.text();
  }
  std::optional<Decimal> number(const Value& value, std::string_view name, std::int64_t fallback) {
    if (value.is_absent()) return Decimal(fallback);
    const auto written = value.text();
    const auto parsed = written ? Decimal::parse(*written) : std::nullopt;
    if (!parsed) unpriced(std::string(name) + " is unknown");
    return parsed;
  }

  // What this resource refers to, through `path`.
  const Resource* reference(std::string_view kind, std::string_view path) const {
    for (const Edge& edge : program_.graph().out(resource_.id))
      if (program_[edge.to].kind == kind && edge.path.starts_with(path)) return &program_[edge.to];
    return nullptr;
  }

 private:
  void priced(std::string name, std::string unit, std::string_view service, std::string_view sku, const std::string& attributes,
              const Value& where, Decimal quantity) {
    const auto price = find_price(service, out_.region, sku, attributes);
    if (!price) {
      unpriced("no price for " + name + " in " + out_.region);
      return;
    }
    CostComponent component;
    component.name = std::move(name);
    component.unit = std::move(unit);
    component.monthly_quantity = quantity;
    component.unit_price = *price;
    component.monthly_cost = *price * quantity;
    component.where = where.where().valid() ? where.where() : resource_.header;
    out_.components.push_back(std::move(component));
  }

  const Program& program_;
  const Usage& usage_;
  const Resource& resource_;
  CostResource& out_;
};

std::string volume_name(const std::string& type) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kNames = {{{"gp2", "general purpose SSD, gp2"},
                                                                                    {"gp3", "general purpose SSD, gp3"},
                                                                                    {"io1", "provisioned IOPS SSD, io1"},
                                                                                    {"io2", "provisioned IOPS SSD, io2"},
                                                                                    {"st1", "throughput optimized HDD, st1"},
                                                                                    {"sc1", "cold HDD, sc1"},
                                                                                    {"standard", "magnetic"}}};
  for (const auto& [key, name] : kNames)
    if (key == type) return "Storage (" + std::string(name) + ")";
  return "Storage (" + type + ")";
}

void volume(Pricing& p, const Value& block, std::string_view type_key, std::string_view size_key, std::string_view default_type,
            std::int64_t default_size, Decimal count) {
  const auto type = p.text(block[type_key], type_key, default_type);
  const auto size = p.number(block[size_key], size_key, default_size);
  if (!type || !size) return;
  p.monthly(volume_name(*type), "GB", "ebs", "storage", "type=" + *type, block[size_key].is_absent() ? block : block[size_key],
            *size * count);
  const auto iops = block["iops"].is_absent() ? std::optional(Decimal(0)) : p.number(block["iops"], "iops", 0);
  if (!iops) return;
  if (*type == "io1") p.monthly("Provisioned IOPS", "IOPS", "ebs", "iops", "type=io1", block["iops"], *iops * count);
  if (*type == "gp3" && Decimal(3000) < *iops)
    p.monthly("Provisioned IOPS", "IOPS", "ebs", "iops", "type=gp3;included=3000", block["iops"], (*iops - Decimal(3000)) * count);
}

void instances(Pricing& p, const Value& type_value, std::string_view default_type, const Value& where, Decimal count) {
  const auto type = p.text(type_value, "instance_type", default_type);
  if (!type) return;
  if (type->empty()) return p.unpriced("instance_type is not set");
  p.hourly("Instance usage (Linux/UNIX, on-demand, " + *type + ")", "ec2", "instance_hour",
           "instance=" + *type + ";os=linux;tenancy=shared", where.where().valid() ? where : type_value, count);
}

void price_instance(Pricing& p) {
  instances(p, p["instance_type"], "", p["instance_type"], Decimal(1));
  const Value root = p["root_block_device"];
  const Value device = root.items().empty() ? Value::missing(p.resource().header) : root.items().front();
  volume(p, device, "volume_type", "volume_size", "gp2", 8, Decimal(1));
  for (const Value& block : p["ebs_block_device"].items()) volume(p, block, "volume_type", "volume_size", "gp2", 8, Decimal(1));
}

void price_autoscaling_group(Pricing& p) {
  const Value size = p["desired_capacity"].is_absent() ? p["min_size"] : p["desired_capacity"];
  const auto count = p.number(size, "desired_capacity", 1);
  if (!count) return;
  const Resource* model = p.reference("terraform/aws_launch_template", "launch_template");
  if (model == nullptr) model = p.reference("terraform/aws_launch_template", "mixed_instances_policy");
  if (model == nullptr) model = p.reference("terraform/aws_launch_configuration", "launch_configuration");
  if (model == nullptr) return p.unpriced("its launch template is not known");
  instances(p, (*model)["instance_type"], "", size, *count);
  volume(p, Value::missing(p.resource().header), "volume_type", "volume_size", "gp2", 8, *count);
}

void price_eks_node_group(Pricing& p) {
  const Value scaling = p["scaling_config"];
  const auto count = p.number(scaling["desired_size"].is_absent() ? scaling["min_size"] : scaling["desired_size"], "desired_size", 1);
  if (!count) return;
  const Value types = p["instance_types"];
  Value type = types.items().empty() ? types : types.items().front();
  if (const Resource* model = p.reference("terraform/aws_launch_template", "launch_template"); model != nullptr && types.is_absent())
    type = (*model)["instance_type"];
  if (p["capacity_type"].equals("SPOT") == Tri::kTrue) p.unpriced("spot prices are not in the table; the on-demand price is shown");
  instances(p, type, "t3.medium", type, *count);
  const auto size = p.number(p["disk_size"], "disk_size", 20);
  if (size) p.monthly(volume_name("gp2"), "GB", "ebs", "storage", "type=gp2", p["disk_size"], *size * *count);
}

std::string rds_engine(const std::string& engine) {
  if (engine == "postgres") return "postgresql";
  return engine;
}

void price_db_instance(Pricing& p) {
  const auto type = p.text(p["instance_class"], "instance_class", "");
  const auto engine = p.text(p["engine"], "engine", "mysql");
  const Tri multi = p["multi_az"].is_true();
  if (!type || !engine) return;
  if (multi == Tri::kUnknown) return p.unpriced("multi_az is unknown");
  const bool two = multi == Tri::kTrue;
  const std::string deployment = two ? "multi-az" : "single-az";
  std::string attributes = "engine=" + rds_engine(*engine) + ";deployment=" + deployment + ";instance=" + *type;
  if (engine->starts_with("oracle") || engine->starts_with("sqlserver"))
    attributes += p["license_model"].equals("bring-your-own-license") == Tri::kTrue || engine->ends_with("-ee") ? ";licence=byol"
                                                                                                                : ";licence=included";
  p.hourly("Database instance (on-demand, " + std::string(two ? "Multi-AZ, " : "Single-AZ, ") + *type + ")", "rds", "instance_hour",
           attributes, p["instance_class"]);
  const auto storage = p.text(p["storage_type"], "storage_type", p["iops"].is_absent() ? "gp2" : "io1");
  auto size = p.number(p["allocated_storage"], "allocated_storage", 20);
  if (!storage || !size) return;
  // Provisioned IOPS begin at 100 GB and 1,000 IOPS.
  if (storage->starts_with("io") && *size < Decimal(100)) size = Decimal(100);
  p.monthly(volume_name(*storage), "GB", "rds", "storage", "deployment=" + deployment + ";type=" + *storage, p["allocated_storage"], *size);
  if (*storage == "io1" || *storage == "io2")
    if (const auto iops = p.number(p["iops"], "iops", 1000))
      p.monthly("Provisioned IOPS", "IOPS", "rds", "iops", "deployment=" + deployment + ";type=" + *storage, p["iops"],
                *iops < Decimal(1000) ? Decimal(1000) : *iops);
  p.metered("Additional backup storage", "GB", "additional_backup_storage_gb", "rds", "backup_storage", "");
}

void price_cluster_instance(Pricing& p) {
  const auto type = p.text(p["instance_class"], "instance_class", "");
  auto engine = p.text(p["engine"], "engine", "aurora-mysql");
  if (!type || !engine) return;
  if (*engine == "aurora") engine = "aurora-mysql";
  if (*type == "db.serverless") return p.usage("Aurora serverless v2", "ACU-hours");
  p.hourly("Database instance (on-demand, " + *type + ")", "rds", "instance_hour",
           "engine=" + *engine + ";deployment=single-az;instance=" + *type, p["instance_class"]);
}

void price_cache(Pricing& p, Decimal nodes, std::string_view engine_default) {
  const auto type = p.text(p["node_type"], "node_type", "");
  const auto engine = p.text(p["engine"], "engine", engine_default);
  if (!type || !engine) return;
  p.hourly("ElastiCache (on-demand, " + *type + ")", "elasticache", "node_hour", "engine=" + *engine + ";instance=" + *type, p["node_type"],
           nodes);
}

void price_replication_group(Pricing& p) {
  const auto shards = p.number(p["num_node_groups"], "num_node_groups", 1);
  const auto replicas = p["replicas_per_node_group"].is_absent() ? std::optional<Decimal>()
                                                                 : p.number(p["replicas_per_node_group"], "replicas_per_node_group", 0);
  const auto clusters =
      p.number(p["num_cache_clusters"].is_absent() ? p["number_cache_clusters"] : p["num_cache_clusters"], "num_cache_clusters", 1);
  if (!shards || !clusters) return;
  price_cache(p, replicas ? *shards * (*replicas + Decimal(1)) : *shards * *clusters, "redis");
}

void price_fargate_service(Pricing& p) {
  const Resource* task = p.reference("terraform/aws_ecs_task_definition", "task_definition");
  if (p["launch_type"].equals("EC2") == Tri::kTrue) return;
  bool fargate = p["launch_type"].equals("FARGATE") == Tri::kTrue;
  for (const Value& strategy : p["capacity_provider_strategy"].items())
    fargate = fargate || strategy["capacity_provider"].equals("FARGATE") == Tri::kTrue;
  if (task == nullptr) return p.unpriced("its task definition is not known");
  fargate = fargate || (*task)["requires_compatibilities"].has_item("FARGATE") == Tri::kTrue;
  if (!fargate) return;
  const auto count = p.number(p["desired_count"], "desired_count", 1);
  const auto cpu = p.number((*task)["cpu"], "cpu", 256);
  const auto memory = p.number((*task)["memory"], "memory", 512);
  if (!count || !cpu || !memory) return;
  const bool arm = (*task)["runtime_platform"]["cpu_architecture"].equals("ARM64") == Tri::kTrue;
  const std::string attributes = std::string(arm ? "arch=arm64" : "arch=x86_64") + ";os=linux";
  // 1024 CPU units are a vCPU, 1024 MiB a GB: 1/1024 is exact in decimal.
  const Decimal per_unit = *Decimal::parse("0.0009765625");
  p.monthly("Per GB per hour", "GB", "fargate", "fargate_gb_hour", attributes, (*task)["memory"],
            *memory * per_unit * *count * Decimal(kHoursPerMonth));
  p.monthly("Per vCPU per hour", "CPU", "fargate", "fargate_vcpu_hour", attributes, (*task)["cpu"],
            *cpu * per_unit * *count * Decimal(kHoursPerMonth));
}

void price_load_balancer(Pricing& p) {
  const auto type = p.text(p["load_balancer_type"], "load_balancer_type", "application");
  if (!type) return;
  p.hourly(std::string(*type == "network"   ? "Network"
                       : *type == "gateway" ? "Gateway"
                                            : "Application") +
               " load balancer",
           "elb", "lb_hour", "type=" + *type, p["load_balancer_type"]);
  p.usage("Load balancer capacity units", "LCU");
}

void price_table(Pricing& p) {
  if (p["billing_mode"].equals("PAY_PER_REQUEST") == Tri::kTrue) {
    p.usage("Write request unit (WRU)", "WRUs");
    p.usage("Read request unit (RRU)", "RRUs");
  } else {
    const auto write = p.number(p["write_capacity"], "write_capacity", 1);
    const auto read = p.number(p["read_capacity"], "read_capacity", 1);
    if (write)
      p.monthly("Write capacity unit (WCU)", "WCU", "dynamodb", "provisioned_wcu", "class=standard", p["write_capacity"],
                *write * Decimal(kHoursPerMonth));
    if (read)
      p.monthly("Read capacity unit (RCU)", "RCU", "dynamodb", "provisioned_rcu", "class=standard", p["read_capacity"],
                *read * Decimal(kHoursPerMonth));
  }
  p.usage("Data storage", "GB");
}

void price_endpoint(Pricing& p) {
  if (p["vpc_endpoint_type"].equals("Interface") != Tri::kTrue) {
    if (p["vpc_endpoint_type"].is_unknown()) p.unpriced("vpc_endpoint_type is unknown");
    return;
  }
  const Value subnets = p["subnet_ids"];
  if (subnets.is_unknown() || subnets.is_open()) return p.unpriced("the number of subnets is unknown");
  p.hourly("Endpoint (Interface)", "vpc", "endpoint_interface_hour", "", subnets,
           Decimal(std::max<std::int64_t>(1, static_cast<std::int64_t>(subnets.items().size()))));
  p.usage("Data processed (first 1PB)", "GB");
}

using PriceFunction = void (*)(Pricing&);

const std::unordered_map<std::string_view, PriceFunction>& price_functions() {
  static const std::unordered_map<std::string_view, PriceFunction> kTable = {
      {"aws_instance", price_instance},
      {"aws_autoscaling_group", price_autoscaling_group},
      {"aws_eks_node_group", price_eks_node_group},
      {"aws_eks_cluster", [](Pricing& p) { p.hourly("EKS cluster", "eks", "control_plane_hour", "support=standard", p["version"]); }},
      {"aws_ebs_volume", [](Pricing& p) { volume(p, p.resource().body, "type", "size", "gp2", 8, Decimal(1)); }},
      {"aws_db_instance", price_db_instance},
      {"aws_rds_cluster_instance", price_cluster_instance},
      {"aws_elasticache_cluster",
       [](Pricing& p) {
         if (!p["replication_group_id"].is_absent()) return;
         if (const auto nodes = p.number(p["num_cache_nodes"], "num_cache_nodes", 1)) price_cache(p, *nodes, "redis");
       }},
      {"aws_elasticache_replication_group", price_replication_group},
      {"aws_ecs_service", price_fargate_service},
      {"aws_nat_gateway",
       [](Pricing& p) {
         p.hourly("NAT gateway", "vpc", "nat_gateway_hour", "", Value::missing(p.resource().header));
         p.metered("Data processed", "GB", "monthly_data_processed_gb", "vpc", "nat_gateway_data", "");
       }},
      {"aws_eip",
       [](Pricing& p) { p.hourly("Public IPv4 address", "vpc", "public_ipv4_in_use", "", Value::missing(p.resource().header)); }},
      {"aws_lb", price_load_balancer},
      {"aws_alb", price_load_balancer},
      {"aws_elb",
       [](Pricing& p) {
         p.hourly("Classic load balancer", "elb", "lb_hour", "type=classic", Value::missing(p.resource().header));
         p.usage("Data processed", "GB");
       }},
      {"aws_vpc_endpoint", price_endpoint},
      {"aws_kms_key",
       [](Pricing& p) {
         p.monthly("Customer master key", "months", "kms", "key_month", "", Value::missing(p.resource().header), Decimal(1));
         p.usage("Requests", "10k requests");
       }},
      {"aws_secretsmanager_secret",
       [](Pricing& p) {
         p.monthly("Secret", "months", "secretsmanager", "secret_month", "", Value::missing(p.resource().header), Decimal(1));
         p.usage("API requests", "10k requests");
       }},
      {"aws_cloudwatch_metric_alarm",
       [](Pricing& p) {
         const auto period = p["period"].int_value();
         const bool high = period && *period < 60;
         p.monthly(high ? "High resolution" : "Standard resolution", "alarm metrics", "cloudwatch", "alarm",
                   high ? "resolution=high" : "resolution=standard", p["period"], Decimal(1));
       }},
      {"aws_cloudwatch_log_group",
       [](Pricing& p) {
         p.metered("Data ingested", "GB", "monthly_data_ingested_gb", "cloudwatch", "logs_ingestion", "class=standard");
         p.metered("Archival Storage", "GB", "storage_gb", "cloudwatch", "logs_storage", "");
         p.metered("Insights queries data scanned", "GB", "monthly_data_scanned_gb", "cloudwatch", "logs_insights_scanned", "");
       }},
      {"aws_s3_bucket",
       [](Pricing& p) {
         p.usage("Storage", "GB");
         p.usage("PUT, COPY, POST, LIST requests", "1k requests");
         p.usage("GET, SELECT, and all other requests", "1k requests");
         p.usage("Select data scanned", "GB");
         p.usage("Select data returned", "GB");
       }},
      {"aws_ecr_repository", [](Pricing& p) { p.metered("Storage", "GB", "storage_gb", "ecr", "storage", "visibility=private"); }},
      {"aws_lambda_function",
       [](Pricing& p) {
         p.usage("Requests", "1M requests");
         p.usage("Duration (first 6B)", "GB-seconds");
       }},
      {"aws_sqs_queue", [](Pricing& p) { p.usage("Requests", "1M requests"); }},
      {"aws_sns_topic", [](Pricing& p) { p.usage("API requests (over 1M)", "1M requests"); }},
      {"aws_dynamodb_table", price_table},
      {"aws_route53_zone",
       [](Pricing& p) {
         p.monthly("Hosted zone", "months", "route53", "hosted_zone", "tier_start=0;tier_end=25", Value::missing(p.resource().header),
                   Decimal(1));
       }},
      {"aws_cloudfront_distribution",
       [](Pricing& p) {
         p.usage("Data transfer out to internet (first 10TB)", "GB");
         p.usage("HTTP requests", "10k requests");
         p.usage("HTTPS requests", "10k requests");
       }},
  };
  return kTable;
}

}  // namespace

std::optional<Decimal> Usage::find(const std::string& address, std::string_view key) const {
  // "x[0]" and "x[\"a\"]" are also meant by "x[*]".
  const std::string all = address.ends_with(']') ? address.substr(0, address.rfind('[')) + "[*]" : address;
  for (const std::string& name : {address, all}) {
    const Value value = resources_[name][key];
    if (value.is_absent()) continue;
    asked_.emplace(name, key);
    const auto text = value.text();
    return text ? Decimal::parse(*text) : std::nullopt;
  }
  return std::nullopt;
}

std::vector<Value> Usage::unused() const {
  std::vector<Value> out;
  for (const Member& resource : resources_.members())
    for (const Member& entry : resource.value.members())
      if (!asked_.contains({std::string(resource.key), std::string(entry.key)}))
        out.push_back(Value::string(entry.key).used_at(entry.key_range));
  return out;
}

CostEstimate estimate_cost(const Program& program, const Usage& usage) {
  CostEstimate estimate;
  for (const Resource& resource : program.resources()) {
    if (resource.domain != Domain::kTerraform) continue;
    const auto function = price_functions().find(resource.type());
    if (function == price_functions().end()) continue;
    CostResource priced;
    priced.address = resource.address;
    priced.kind = resource.type();
    priced.root = resource.root;
    priced.variable_set = resource.variable_set;
    const Value region = resource["provider.region"];
    priced.region = region.is_string() ? std::string(region.as_string()) : "us-east-1";
    if (!region.is_string())
      priced.unpriced.emplace_back(region.is_unknown() ? "the region is unknown; prices of us-east-1"
                                                       : "no region is configured; prices of us-east-1");
    priced.where = resource.header;
    if (resource.unknown_instance) priced.unpriced.emplace_back("how many there are is unknown; one is priced");
    Pricing pricing(program, usage, resource, priced);
    function->second(pricing);
    for (const CostComponent& component : priced.components)
      if (component.monthly_cost) priced.monthly_cost = priced.monthly_cost.value_or(Decimal()) + *component.monthly_cost;
    if (priced.components.empty() && priced.unpriced.empty()) continue;
    if (priced.monthly_cost) estimate.total = estimate.total + *priced.monthly_cost;
    estimate.resources.push_back(std::move(priced));
  }
  std::stable_sort(estimate.resources.begin(), estimate.resources.end(), [](const CostResource& a, const CostResource& b) {
    return std::tie(a.root, a.variable_set, a.address) < std::tie(b.root, b.variable_set, b.address);
  });
  return estimate;
}

}  // namespace platlint

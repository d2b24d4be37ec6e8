#!/usr/bin/env python3
"""Takes the rows that the estimator uses out of a folder of AWS list prices: extract.py FOLDER > aws.csv.

FOLDER holds one CSV a service with the columns service, region, sku_key, attributes, unit, price_usd, effective_date, source.
The rows are facts of AWS's public price list; the source column says where each was read."""
import csv
import sys

REGIONS = {"us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "global"}
WANTED = {
    "ec2": {"instance_hour"}, "ebs": {"storage", "iops", "throughput"}, "rds": {"instance_hour", "storage", "iops", "backup_storage"},
    "elasticache": {"node_hour"}, "eks": {"control_plane_hour"}, "fargate": {"fargate_gb_hour", "fargate_vcpu_hour"},
    "elb": {"lb_hour"}, "vpc": {"nat_gateway_hour", "nat_gateway_data", "endpoint_interface_hour", "public_ipv4_in_use"}, "kms": {"key_month"},
    "secretsmanager": {"secret_month"}, "cloudwatch": {"alarm", "logs_ingestion", "logs_storage", "logs_insights_scanned"}, "ecr": {"storage"}, "route53": {"hosted_zone"}, "dynamodb": {"provisioned_rcu", "provisioned_wcu"},
}


def wanted(row):
    if row["region"] not in REGIONS or row["sku_key"] not in WANTED[row["service"]]:
        return False
    attributes = row["attributes"]
    if row["service"] == "ec2" and ("os=linux" not in attributes or "tenancy=shared" not in attributes):
        return False
    if row["service"] == "rds" and ("storage_mode" in attributes or "2-standbys" in attributes):
        return False
    return "os=windows" not in attributes


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["service", "region", "sku_key", "attributes", "unit", "price_usd", "effective_date", "source"])
    for service in sorted(WANTED):
        with open("%s/%s.csv" % (sys.argv[1], service), encoding="utf-8", newline="") as f:
            for row in csv.DictReader(f):
                if wanted(row):
                    out.writerow(list(row.values()))


main()

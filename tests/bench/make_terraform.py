#!/usr/bin/env python3
"""Writes a Terraform repository of a given size, for measuring: make_terraform.py FOLDER KIND N.

expand: one root; N resources by count and for_each over maps, with locals, references between them, dynamic blocks and a policy document.
modules: one module of 40 resources that a root calls N times with the same arguments but its name.
same: the same module, called N times with exactly the same arguments.
"""
import os
import sys


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)


MODULE = """
variable "name" { type = string }
variable "tags" {
  type    = map(string)
  default = {}
}
locals {
  ports = { for p in range(20) : format("p%02d", p) => 8000 + p }
  tags  = merge(var.tags, { Name = var.name })
}
resource "aws_security_group" "this" {
  for_each    = local.ports
  name        = "${var.name}-${each.key}"
  description = join(", ", [for k, v in local.ports : "${k}:${v}" if v <= each.value])
  ingress {
    from_port   = each.value
    to_port     = each.value
    protocol    = "tcp"
    cidr_blocks = [cidrsubnet("10.0.0.0/8", 8, each.value % 256)]
  }
  tags = local.tags
}
resource "aws_cloudwatch_log_group" "this" {
  count             = 20
  name              = "/${var.name}/${count.index}"
  retention_in_days = count.index % 2 == 0 ? 30 : 90
  tags              = local.tags
}
output "groups" { value = { for k, g in aws_security_group.this : k => g.id } }
"""


def expand(folder, n):
    write(
        folder + "/main.tf",
        """
variable "env" { default = "prod" }
locals {
  names   = { for i in range(%d) : format("n%%06d", i) => { index = i, size = i %% 7 } }
  common  = { Environment = var.env, Team = "platform" }
}
resource "aws_s3_bucket" "this" {
  for_each = local.names
  bucket   = "${var.env}-${each.key}-${each.value.size}"
  tags     = merge(local.common, { Name = each.key, Index = tostring(each.value.index) })
}
resource "aws_s3_bucket_public_access_block" "this" {
  for_each                = local.names
  bucket                  = aws_s3_bucket.this[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_instance" "this" {
  count         = %d
  ami           = "ami-0123456789abcdef0"
  instance_type = count.index %% 2 == 0 ? "t4g.micro" : "m7g.large"
  dynamic "ebs_block_device" {
    for_each = range(count.index %% 3)
    content {
      device_name = "/dev/sd${ebs_block_device.value}"
      volume_size = 10 + ebs_block_device.value
    }
  }
  tags = merge(local.common, { Name = format("%%s-%%d", var.env, count.index) })
}
"""
        % (n // 3, n - 2 * (n // 3)),
    )


def modules(folder, n, same):
    write(folder + "/modules/app/main.tf", MODULE)
    calls = ""
    for i in range(n):
        calls += 'module "m%d" {\n  source = "./modules/app"\n  name   = "%s"\n  tags   = { Team = "platform" }\n}\n' % (i, "app" if same else "app%d" % i)
    write(folder + "/main.tf", calls)


def main():
    folder, kind, n = sys.argv[1], sys.argv[2], int(sys.argv[3])
    if kind == "expand":
        expand(folder, n)
    else:
        modules(folder, n, kind == "same")


main()

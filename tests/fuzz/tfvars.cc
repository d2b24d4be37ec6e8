// SPDX-License-Identifier: Apache-2.0
//
// A variable file for a small configuration: conversion to declared types, defaults of optional attributes, validation, expansion by what
// the file says.
#include "tests/fuzz/target.h"

#include "tests/fuzz/lowered.h"

namespace platlint {

PLATLINT_FUZZ_TARGET(tfvars) {
  fuzz::Repository repository;
  repository.add("main.tf", R"(variable "s" {}
variable "n" {
  type = number
  validation {
    condition     = var.n > 2
    error_message = "too small: ${var.n}"
  }
}
variable "l" { type = list(string) }
variable "m" { type = map(object({ a = string, b = optional(number, 2) })) }
variable "t" { type = set(string) }
variable "o" { type = tuple([string, bool]) }
variable "x" {
  type     = any
  nullable = false
  default  = {}
}
resource "t" "c" {
  count = var.n
  name  = "${var.s}-${count.index}"
}
resource "t" "e" {
  for_each = var.m
  name     = each.value.a
  size     = each.value.b
  list     = [for v in var.l : upper(v) if v != ""]
  dynamic "part" {
    for_each = var.t
    content {
      key = part.value
    }
  }
}
output "x" { value = jsonencode(var.x) }
output "o" { value = var.o }
)");
  repository.add("terraform.tfvars", std::string(input));
  const std::vector<Fragment> fragments = lower_terraform(repository.input());
  FUZZ_EXPECT(!fragments.empty());
}

}  // namespace platlint

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Repositories that mean harm: each must be scanned within limits of time and memory, and what was cut short must be named.

    tests/hostile/hostile.py --bin build/release/platlint [--seconds 2] [--megabytes 500] [CASE...]

prints a row for each case: seconds, megabytes, exit code, and what the coverage says was not looked at. Fails when a case takes longer or
more than allowed, ends otherwise than by an exit code, or says nothing of its limit (cases marked `limit` or `gap`, whose exit code must
be 3).
"""
import argparse
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

CASES = {}


def case(wanted):
    """wanted: `limit` and `gap` must be named in the coverage; `plain`: nothing is cut short."""
    def add(function):
        CASES[function.__name__.replace("_", "-")] = (function, wanted)
        return function
    return add


def write(folder, name, text):
    path = pathlib.Path(folder, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def local(folder, *lines):
    write(folder, "main.tf", "locals {\n  " + "\n  ".join(lines) + '\n}\nresource "aws_s3_bucket" "b" {\n  bucket = local.x\n}\noutput "x" {\n  value = local.x\n}\n')


DEEP = 10_000


@case("limit")
def recursive_modules(folder):
    write(folder, "main.tf", 'module "m" {\n  source = "./m"\n}\n')
    write(folder, "m/main.tf", 'module "a" {\n  source = "./"\n}\nmodule "b" {\n  source = "../m"\n}\n')


@case("limit")
def modules_that_call_each_other(folder):
    for name, other in (("a", "b"), ("b", "a")):
        calls = "".join(f'module "m{i}" {{\n  source = "../{other}"\n}}\n' for i in range(20))
        write(folder, f"{name}/main.tf", calls)


@case("limit")
def modules_counted_200_times_10000(folder):
    write(folder, "main.tf", "".join(f'module "m{i}" {{\n  source = "./m"\n  count  = 10000\n  n      = count.index\n}}\n' for i in range(200)))
    write(folder, "m/main.tf", 'variable "n" {}\nresource "aws_s3_bucket" "b" {\n  bucket = "b-${var.n}"\n  tags = {\n    a = "b"\n  }\n}\n')


@case("limit")
def resources_counted_200_times_10000(folder):
    write(folder, "main.tf", "".join(f'resource "aws_security_group" "m{i}" {{\n  count = 10000\n  name  = "n-${{count.index}}"\n  ingress {{\n    from_port = 22\n    to_port = 22\n    cidr_blocks = ["0.0.0.0/0"]\n  }}\n}}\n' for i in range(200)))


@case("limit")
def for_each_over_ten_millions(folder):
    write(folder, "main.tf", 'resource "aws_s3_bucket" "b" {\n  for_each = toset(flatten([for a in range(1000): [for b in range(1000): [for c in range(10): "${a}-${b}-${c}"]]]))\n  bucket = each.key\n}\n')


@case("limit")
def dynamic_blocks_in_dynamic_blocks(folder):
    inner = '      dynamic "b" {\n        for_each = range(1000)\n        content {\n          dynamic "c" {\n            for_each = range(1000)\n            content {\n              x = c.value\n            }\n          }\n        }\n      }\n'
    write(folder, "main.tf", 'resource "aws_s3_bucket" "b" {\n  dynamic "a" {\n    for_each = range(1000)\n    content {\n' + inner + '    }\n  }\n}\n')


@case("limit")
def templatefile_of_itself(folder):
    local(folder, 'x = templatefile("t.tftpl", {})')
    write(folder, "t.tftpl", 'a ${templatefile("t.tftpl", {})} ${templatefile("t.tftpl", {})}')


@case("limit")
def templates_that_grow(folder):
    local(folder, 'x = templatefile("t.tftpl", {s = "xxxxxxxxxxxxxxxx"})')
    write(folder, "t.tftpl", '${templatefile("t.tftpl", {s = "${s}${s}"})}')


@case("plain")
def many_directives(folder):
    local(folder, 'x = templatefile("t.tftpl", {})')
    write(folder, "t.tftpl", "%{ if true }a%{ endif }" * 150_000)


@case("plain")
def many_directives_in_code(folder):
    local(folder, 'x = "' + "%{ if true }a%{ endif }" * 300_000 + '"')


for kind, opening, closing in (("parentheses", "(", ")"), ("lists", "[", "]"), ("objects", "{ a = ", " }"), ("not", "!", ""), ("minus", "- ", ""), ("calls", "abs(", ")"),
                               ("conditionals", "true ? ", " : 1"), ("templates", '"${', '}"'), ("for-expressions", "[for a in [1]: ", "]"), ("indexes", "l[", "]"),
                               ("else-branches", "true ? 1 : ", ""), ("operators", "1 + ", "")):
    def nest(folder, opening=opening, closing=closing):
        local(folder, "x = " + opening * DEEP + "1" + closing * DEEP)
    nest.__name__ = "nested_" + kind.replace("-", "_")
    case("limit")(nest)


@case("limit")
def nested_blocks(folder):
    write(folder, "main.tf", 'resource "aws_s3_bucket" "b" {\n' + "a {\n" * DEEP + "}\n" * DEEP + "}\n")


@case("limit")
def nested_json(folder):
    write(folder, "main.tf.json", '{"locals": {"x": ' + "[" * DEEP + "]" * DEEP + "}}")


@case("limit")
def nested_directives(folder):
    local(folder, 'x = "' + "%{ if true }" * DEEP + "%{ endif }" * DEEP + '"')


@case("plain")
def jsondecode_nested(folder):
    local(folder, 'x = jsondecode(file("x.json"))')
    write(folder, "x.json", "[" * 1_000_000 + "]" * 1_000_000)


@case("plain")
def yamldecode_alias_bomb(folder):
    levels = "".join(f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 10) + "]\n" for i in range(1, 30))
    local(folder, 'x = yamldecode(file("x.txt"))')
    write(folder, "x.txt", "a0: &a0 [x]\n" + levels)


@case("limit")
def yaml_alias_bomb_as_file(folder):
    levels = "".join(f"  a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 10) + "]\n" for i in range(1, 30))
    write(folder, "x.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  a0: &a0 [x]\n" + levels)


@case("limit")
def lists_that_double(folder):
    local(folder, "l0 = [1]", *[f"l{i} = [local.l{i - 1}, local.l{i - 1}]" for i in range(1, 65)], "x = local.l64")


@case("limit")
def objects_that_double(folder):
    local(folder, "l0 = {a = 1}", *[f"l{i} = {{a = local.l{i - 1}, b = local.l{i - 1}}}" for i in range(1, 65)], "x = jsonencode(local.l64)")


@case("limit")
def unknown_elements_that_double(folder):
    write(folder, "u.tf", 'variable "u" {}\n')
    local(folder, "l0 = var.u", *[f"l{i} = [for a in var.u : [local.l{i - 1}, local.l{i - 1}]]" for i in range(1, 50)], 'x = replace(jsonencode({a = local.l49}), "a", "b")')


@case("limit")
def strings_that_double(folder):
    local(folder, 'l0 = "xxxxxxxxxx"', *[f'l{i} = "${{local.l{i - 1}}}${{local.l{i - 1}}}"' for i in range(1, 65)], "x = local.l64")


@case("limit")
def modules_that_double(folder):
    write(folder, "main.tf", 'module "m0" {\n  source = "./m"\n  v = [1]\n}\n' + "".join(f'module "m{i}" {{\n  source = "./m"\n  v = module.m{i - 1}.v\n}}\n' for i in range(1, 40)))
    write(folder, "m/main.tf", 'variable "v" {}\noutput "v" {\n  value = [var.v, var.v]\n}\nresource "aws_s3_bucket" "b" {\n  tags = { a = jsonencode(var.v) }\n}\n')


@case("limit")
def large_values_in_many_places(folder):
    write(folder, "main.tf", "locals {\n  l = [for a in range(300): [for b in range(300): a]]\n}\n" + "".join(f'resource "aws_s3_bucket" "b{i}" {{\n  x = local.l\n  y = jsonencode(local.l)\n}}\n' for i in range(500)))


@case("plain")
def large_texts_in_many_places(folder):
    write(folder, "t.txt", "x" * 1_000_000)
    write(folder, "main.tf", "".join(f'resource "aws_s3_bucket" "b{i}" {{\n  bucket = "${{file("t.txt")}}-{i}"\n}}\n' for i in range(100)))


@case("limit")
def chain_of_locals(folder):
    local(folder, "l0 = 1", *[f"l{i} = [local.l{i - 1}]" for i in range(1, 30_000)], "x = local.l29999")


@case("limit")
def for_over_setproduct(folder):
    local(folder, "x = [for p in setproduct(range(1000), range(1000)): p[0] + p[1]]")


@case("limit")
def three_loops(folder):
    local(folder, "x = [for a in range(1000): [for b in range(1000): [for c in range(1000): a + b + c]]]")


@case("limit")
def many_loops(folder):
    local(folder, *[f"l{i} = length([for a in range(1000): [for b in range(300): a + b]])" for i in range(300)], "x = 1")


@case("plain")
def cidrsubnets_at_their_ends(folder):
    local(folder, 'a = cidrsubnets("::/0", ' + ", ".join(["128"] * 5000) + ")", 'b = cidrsubnet("0.0.0.0/0", 32, 4294967295)', 'c = cidrhost("::/0", -1)', 'd = cidrsubnets("10.0.0.0/8", 99999999999999999999)', 'x = jsonencode([local.a, local.b, local.c, local.d])')


@case("plain")
def slow_regular_expressions(folder):
    local(folder, f'x = regex("(a*)*(a|a)*(a+)+$", "{"a" * 50_000}!")', f'y = regexall("(x+x+)+y", "{"x" * 50_000}")', 'z = regex("' + "(" * 2000 + "a" + ")" * 2000 + '{999}{999}{999}", "a")')


@case("plain")
def wide_formats(folder):
    local(folder, 'x = format("%999999999d", 1)', 'y = format("%.999999999f", 1)', f'z = format("{"%99999d" * 2000}", 1)')


@case("limit")
def gzip_of_much(folder):
    local(folder, 'x = [for i in range(1000): base64gzip(format("%099999d", i))]')


@case("plain")
def gunzip_bomb(folder):
    import base64
    import gzip
    local(folder, 'x = base64gunzip("' + base64.b64encode(gzip.compress(b"x" * 100_000_000)).decode() + '")')


@case("plain")
def numbers_that_square(folder):
    local(folder, "n0 = 1e999", *[f"n{i} = local.n{i - 1} * local.n{i - 1}" for i in range(1, 64)], 'x = "${local.n63}"')


@case("plain")
def megabyte_strings(folder):
    local(folder, 'x = "' + "y" * 3_000_000 + '"', 'z = upper(local.x)', "w = <<EOT\n" + ("z" * 100 + "\n") * 5000 + "EOT")


@case("plain")
def file_patterns_that_backtrack(folder):
    for i in range(100):
        write(folder, "d/" + "a" * 100 + str(i), "")
    local(folder, f'x = fileset("d", "{"*a" * 30}*b")', f'y = fileset("d", "{"{a,b}" * 20}")', 'z = fileset(".", "' + "**/" * 30 + '*")')


@case("gap")
def links_out_of_the_root(folder):
    os.symlink("/etc", os.path.join(folder, "etc"))
    os.symlink("/etc/passwd", os.path.join(folder, "passwd"))
    os.symlink("/etc/passwd", os.path.join(folder, "terraform.tfvars"))
    os.symlink("/etc/passwd", os.path.join(folder, "other.tf"))
    os.symlink("loop", os.path.join(folder, "loop"))
    os.symlink(".", os.path.join(folder, "here"))
    write(folder, "main.tf", 'module "a" {\n  source = "./etc"\n}\nmodule "b" {\n  source = "../../../../../../etc"\n}\nmodule "c" {\n  source = "./here/here/here"\n}\n'
          'locals {\n  x = file("passwd")\n  y = file("/etc/passwd")\n  z = file("../../../../../etc/passwd")\n  w = fileset("etc", "**")\n}\nresource "aws_s3_bucket" "b" {\n  bucket = local.x\n  tags = { y = local.y, z = local.z, w = join(",", local.w) }\n}\n')


@case("gap")
def devices_and_pipes(folder):
    os.symlink("/dev/zero", os.path.join(folder, "zero.tf"))
    os.symlink("/dev/zero", os.path.join(folder, "zero.txt"))
    os.symlink("/dev/stdin", os.path.join(folder, "stdin.yaml"))
    os.mkfifo(os.path.join(folder, "pipe.tf"))
    os.mkfifo(os.path.join(folder, "pipe.txt"))
    os.mkfifo(os.path.join(folder, "terraform.tfvars"))
    local(folder, 'x = "${file("zero.txt")}${file("pipe.txt")}${fileexists("pipe.txt")}"', 'y = filesha256("pipe.txt")')


@case("plain")
def many_findings(folder):
    write(folder, "main.tf", "".join(f'resource "aws_s3_bucket" "b{i}" {{ acl = "public-read" }}\n' for i in range(5_000)))


@case("gap")
def a_file_that_is_too_large(folder):
    local(folder, 'x = "' + "y" * 9_000_000 + '"')


@case("plain")
def many_tfvars(folder):
    write(folder, "main.tf", 'variable "v" {\n  type = map(object({ a = optional(string, "x"), b = optional(list(number), [1]) }))\n}\nresource "aws_s3_bucket" "b" {\n  for_each = var.v\n  bucket = each.value.a\n}\n')
    write(folder, "terraform.tfvars", "v = {\n" + "".join(f'  k{i} = {{ a = "v{i}" }}\n' for i in range(9_000)) + "}\n")


@case("gap")
def many_workspaces_of_many_instances(folder):
    names = "".join(f'  w{i} = terraform.workspace == "w{i}"\n' for i in range(500))
    write(folder, "main.tf", f'locals {{\n{names}}}\nresource "aws_s3_bucket" "b" {{\n  count = 9000\n}}\n')


@case("gap")
def many_roots_in_many_workspaces(folder):
    for i in range(100):
        names = "".join(f'  w{j} = terraform.workspace == "w{j}"\n' for j in range(50))
        write(folder, f"r{i}/main.tf", f'locals {{\n{names}  l = [for a in range(1000) : [for b in range(100) : a]]\n}}\n'
                                       'resource "aws_s3_bucket" "b" {\n  count = 60\n}\n')


def run(binary, folder, allowed_seconds):
    start = time.monotonic()
    # A limit on the address space would meet the sanitizers; that on the processor's time ends what eats memory without end.
    cpu = int(allowed_seconds * 4 + 5)
    process = subprocess.Popen([binary, "scan", "--format", "json", "--fail-on", "never", "."], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu)))
    try:
        out, err = process.communicate(timeout=allowed_seconds * 40 + 60)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
    return process.returncode, out, err, time.monotonic() - start


def measured(binary, folder, allowed_seconds):
    """The same in a process of its own, so that the peak of its memory is that of this one case."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        code, out, err, seconds = run(binary, folder, allowed_seconds)
        try:
            coverage = json.loads(out)["coverage"]
        except (ValueError, KeyError):
            coverage = {}
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        gaps = coverage.get("files", {}).get("failed", []) + coverage.get("files", {}).get("skipped", []) + coverage.get("gaps", [])
        answer = {"code": code, "seconds": seconds, "cpu": usage.ru_utime + usage.ru_stime, "megabytes": usage.ru_maxrss / 1024, "limits": coverage.get("limits", []), "gaps": gaps, "error": err.decode(errors="replace")[-300:]}
        with os.fdopen(writer, "w") as to:
            json.dump(answer, to)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as source:
        answer = json.load(source)
    os.waitpid(child, 0)
    return answer


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--bin", required=True)
    options.add_argument("--seconds", type=float, default=2)
    options.add_argument("--megabytes", type=float, default=500)
    options.add_argument("case", nargs="*")
    chosen = options.parse_args()
    binary = os.path.abspath(chosen.bin)
    failed = 0
    print(f'{"case":38} {"seconds":>7} {"cpu":>6} {"MB":>6} {"exit":>4}  what the coverage says')
    for name, (make, wanted) in CASES.items():
        if chosen.case and name not in chosen.case:
            continue
        folder = tempfile.mkdtemp(prefix="platlint-hostile-")
        try:
            make(folder)
            got = measured(binary, folder, chosen.seconds)
        finally:
            shutil.rmtree(folder)
        said = got["limits"] if wanted != "gap" else got["gaps"] + got["limits"]
        problems = []
        # What other programs do at the same time is not this one's fault.
        if min(got["seconds"], got["cpu"]) > chosen.seconds:
            problems.append("too slow")
        if got["megabytes"] > chosen.megabytes:
            problems.append("too large")
        if got["code"] not in (0, 1, 3):
            problems.append("ended with " + str(got["code"]) + " " + got["error"])
        if wanted != "plain" and not said:
            problems.append("no limit named")
        if wanted == "limit" and got["code"] != 3:
            problems.append("exit code is not 3")
        failed += bool(problems)
        first = said[0] if said else ""
        text = first.get("message") or first.get("reason") or json.dumps(first) if isinstance(first, dict) else str(first)
        print(f'{name:38} {got["seconds"]:7.2f} {got["cpu"]:6.2f} {got["megabytes"]:6.0f} {got["code"]:4}  {text[:90]}{" WRONG: " + ", ".join(problems) if problems else ""}', flush=True)
    print(f"{failed} wrong" if failed else "all within limits")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Reads callgrind_annotate --inclusive=yes of a scan and prints millions of instructions by pass (ci/bench scan)."""
import re
import sys

PASSES = [
    ("loading files", r"platlint::load\("),
    ("parsing HCL", r"platlint::hcl::parse(_json)?\("),
    ("parsing YAML", r"platlint::yaml::parse\("),
    ("evaluating Terraform", r"platlint::terraform::ModuleInstance::emit\(\) "),
    ("  of which reading JSON", r"platlint::JsonText::read\("),
    ("  of which reading YAML", r"platlint::read_yaml\("),
    ("  of which reading templates", r"platlint::hcl::parse_template\("),
    ("edges of Terraform", r"platlint::terraform::collect_edges\("),
    ("lowering GitHub (parsing included)", r"platlint::lower_github\("),
    ("linking", r"platlint::link_program\("),
    ("rules", r"platlint::check\("),
    ("secrets", r"platlint::find_secrets\(platlint::SourceMap"),
    ("settling", r"platlint::settle\("),
    ("report", r"platlint::write_json\(platlint::Report"),
    ("everything", r"PROGRAM TOTALS"),
]


def main():
    found = {}
    for line in sys.stdin:
        row = re.match(r"\s*([\d,]+) \([^)]*\)\s+(.*)", line)
        # A recursive function has further lines with a mark; the first one holds them all.
        if not row or "'2 [" in line:
            continue
        for name, pattern in PASSES:
            if re.search(pattern, row.group(2)):
                found[name] = max(found.get(name, 0), int(row.group(1).replace(",", "")))
    for name, _ in PASSES:
        if name in found:
            print("%-36s %8.0f M" % (name, found[name] / 1e6))
    # What file() and its like parse is parsing, whoever asks for it; YAML is counted with the rest of it already.
    nested = {name: found.get(name, 0) for name, _ in PASSES if name.startswith("  ")}
    parsing = found.get("parsing HCL", 0) + found.get("parsing YAML", 0) + sum(nested.values()) - nested["  of which reading YAML"]
    if parsing:
        print("evaluating without what it reads / parsing: %.2f" % ((found.get("evaluating Terraform", 0) - sum(nested.values())) / parsing))


main()

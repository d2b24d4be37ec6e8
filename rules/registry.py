#!/usr/bin/env python3
"""Writes registry.gen.cc: one row a rule, with its page (and policy) embedded. Usage: registry.py OUT POLICIES FILE...

POLICIES: the policies as JSON, as cmake/policies_to_json.cc writes them."""
import os
import re
import sys


def literal(text):
    """A C++ literal of any length: adjacent raw pieces, since compilers limit one piece."""
    pieces = [text[i:i + 8000] for i in range(0, len(text), 8000)] or [""]
    return " ".join('R"~PAGE~(%s)~PAGE~"' % p for p in pieces)


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def main():
    out, files = sys.argv[1], sorted(sys.argv[3:])
    policies = dict(line.split(" ", 1) for line in read(sys.argv[2]).splitlines())
    declarations, rows = [], []
    for path in files:
        stem, kind = os.path.splitext(os.path.basename(path))
        if stem.startswith("lib_"):
            continue  # code that several rules of the folder share
        page = literal(read(os.path.splitext(path)[0] + ".md"))
        if kind == ".cc":
            symbols = re.findall(r"extern constinit const NativeRule (\w+)", read(path))
            if symbols != [stem]:
                sys.exit("%s must define exactly one rule, named %s; found %s" % (path, stem, symbols))
            declarations.append("extern const NativeRule %s;" % stem)
            rows.append('    {"%s", &%s, {}, %s},' % (stem, stem, page))
        else:
            rows.append('    {"%s", nullptr, %s, %s},' % (stem, literal(policies[stem]), page))
    text = "// Written by rules/registry.py; do not edit.\n#include \"analyzer/rule/registry.h\"\n\nnamespace platlint {\n\n"
    text += "\n".join(declarations) + "\n\nnamespace {\nconst BuiltinRule kRules[] = {\n" + "\n".join(rows)
    text += "\n    {},\n};\n}  // namespace\n\nstd::span<const BuiltinRule> builtin_rules() { return std::span(kRules).first(std::size(kRules) - 1); }\n\n}  // namespace platlint\n"
    os.makedirs(os.path.dirname(out), exist_ok=True)
    with open(out, "w", encoding="utf-8") as f:
        f.write(text)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Writes a C++ file with the price table as one text: embed.py CSV OUT."""
import os
import sys

with open(sys.argv[1], encoding="utf-8") as f:
    text = f.read()
pieces = "\n".join('R"~P~(%s)~P~"' % text[i:i + 8000] for i in range(0, len(text), 8000))
os.makedirs(os.path.dirname(sys.argv[2]), exist_ok=True)
with open(sys.argv[2], "w", encoding="utf-8") as f:
    f.write("// Written by analyzer/cost/prices/embed.py; do not edit.\n#include <string_view>\n\nnamespace platlint {\n\n"
            "std::string_view price_table();\nstd::string_view price_table() {\n  static constexpr char kTable[] = " + pieces +
            ";\n  return std::string_view(kTable, sizeof kTable - 1);\n}\n\n}  // namespace platlint\n")

#!/usr/bin/env python3
"""Writes a C++ file with a function that gives a file's text: embed.py FILE FUNCTION OUT."""
import os
import sys

source, function, out = sys.argv[1:]
with open(source, encoding="utf-8") as f:
    text = f.read()
pieces = "\n".join('R"~P~(%s)~P~"' % text[i:i + 8000] for i in range(0, len(text), 8000))
os.makedirs(os.path.dirname(out), exist_ok=True)
with open(out, "w", encoding="utf-8") as f:
    f.write("// Written by cmake/embed.py; do not edit.\n#include <string_view>\n\nnamespace platlint {\n\n"
            "std::string_view %s();\nstd::string_view %s() {\n  static constexpr char kText[] = %s;\n"
            "  return std::string_view(kText, sizeof kText - 1);\n}\n\n}  // namespace platlint\n" % (function, function, pieces))

#!/usr/bin/env python3
"""Writes the table of the AWS provider's schemas: extract.py OUT READ_ON PACKAGE...

Each PACKAGE is the unpacked folder of one release of the npm package @cdktf/provider-aws (`npm pack @cdktf/provider-aws@21.22.1`), one for
each major version of the provider; its sources are generated from the provider's own schema. READ_ON is the date of reading.

Facts are read from two places of each generated source (its text stands in the source map of the .js file):
  - the interface of a resource or block: what may be set, whether it must be, the type, and, in the comment, whether it is a block;
  - the class: a comment "NAME - computed: C, optional: O, required: R" before each attribute, and, from version 5 on, lists told from sets.

The form of the table is described at its head (HEAD below). Types, arguments and shared blocks are sorted; the same packages give the same bytes.
"""
import base64
import glob
import hashlib
import json
import os
import re
import sys

HEAD = """# Schemas of the AWS provider: which arguments resources and data sources have.
# Written by analyzer/model/aws_schema/extract.py; do not edit.
# Source: hashicorp/aws %s,
#   as published in the npm package @cdktf/provider-aws %s, read %s. The facts (names, types, who sets them) are
#   the provider's; the package is generated from its schema and is under the MPL-2.0, of which no text is copied here.
# Form: a line without indentation opens a type ("resource TYPE", "data TYPE") or a block that several share ("@ID");
#   below it one line an argument, sorted, indented by its depth: NAME KIND[FLAG][ MAJORS][ @ID].
#   KIND: s string, n number, b bool, a any; ls list of strings, es set (of elements), ms map; o object, lo list of objects, eo set of
#     objects (attributes; where optional, HCL's blocks do as well); k block at most once, lk block that may repeat.
#   FLAG: ! must be set; = only AWS sets it.
#   MAJORS: the major versions that have it so, where they are fewer than its parent's. An argument that changed has several lines.
#   @ID: what stands in it stands there.
"""

FIELD = re.compile(r'  /\*\*(.*?)\*/\s+readonly (\w+)(\??): ([^;]+);', re.S)
INTERFACE = re.compile(r'^export interface (\w+)(?: extends [^{]*)? \{\n(.*?)^\}', re.S | re.M)
CLASS = re.compile(r'^(?:export )?class (\w+) extends cdktf\.(\w+) \{\n(.*?)^\}', re.S | re.M)
ENTRY = re.compile(r'// (\w+) - computed: (\w+), optional: (\w+), required: (\w+)\n(.*?)(?=\n\n|\n  // \w+ - computed|\Z)', re.S)
COLLECTION = re.compile(r'^ +(\w+): \{\n +value: .*\n +isBlock: \w+,\n +type: "(list|set)"', re.M)
SIMPLE = {'string': 's', 'number': 'n', 'boolean': 'b', 'any': 'a'}


def sources(package):
    """One text for each resource or data source, with its nested structures."""
    lib = os.path.join(package, 'lib')
    flat = {}
    for path in glob.glob(lib + '/**/*.js', recursive=True):
        with open(path, encoding='utf-8') as f:
            text = f.read()
        at = text.rfind('sourceMappingURL=data:application/json;base64,')
        if at < 0:
            continue
        flat[path] = ''.join(json.loads(base64.b64decode(text[at + 46:]))['sourcesContent'])
    for path, text in sorted(flat.items()):
        if 'tfResourceType = "' not in text and 'tfResourceType: string = "' not in text:
            continue
        folder, name = os.path.split(path)
        beside = folder if name == 'index.js' else path[:-3] + '-structs'
        if name == 'index.js':
            beside = os.path.join(folder, 'index-structs')
        yield text + ''.join('\n' + t for p, t in sorted(flat.items()) if p.startswith(beside + os.sep))


class Reader:
    def __init__(self, text):
        self.interfaces = {m.group(1): m.group(2) for m in INTERFACE.finditer(text)}
        self.classes = {m.group(1): (m.group(2), m.group(3)) for m in CLASS.finditer(text)}
        self.sets = {}
        for m in re.finditer(r'^export function (\w+)ToHclTerraform\(.*?^\}', text, re.S | re.M):
            self.sets[m.group(1).lower()] = dict(COLLECTION.findall(m.group(0)))

    def shape(self, written, block, lists, name, seen):
        """The kind and the structure of a type of TypeScript."""
        kind = re.sub(r'\s*\|\s*cdktf\.IResolvable', '', written.strip())
        prefix = ''
        while True:
            found = re.fullmatch(r'\{ \[key: string\]: (.*) \}', kind)
            if found:
                prefix, kind = prefix + 'm', re.sub(r'\s*\|\s*cdktf\.IResolvable', '', found.group(1).strip('() '))
            elif kind.endswith('[]'):
                prefix, kind = prefix + ('e' if not prefix and lists.get(name) == 'set' else 'l'), kind[:-2].strip('() ')
                kind = re.sub(r'\s*\|\s*cdktf\.IResolvable', '', kind)
            else:
                break
        if kind in SIMPLE:
            return prefix + SIMPLE[kind], None
        if kind in self.interfaces or kind + 'OutputReference' in self.classes or kind in self.classes:
            if kind in seen:
                return prefix + 'a', None
            if block:
                return ('lk' if prefix else 'k'), self.structure(kind, seen | {kind})
            return prefix + 'o', self.structure(kind, seen | {kind})
        return 'a', None

    def fields(self, interface, lists, seen):
        out = {}
        for comment, _, optional, written in FIELD.findall(self.interfaces.get(interface, '')):
            link = re.findall(r'#(\w+)\s*\}', comment)
            if not link:
                continue
            block = re.search(r'^\s*\*\s*%s block\s*$' % re.escape(link[-1]), comment, re.M) is not None
            kind, inner = self.shape(written, block, lists, link[-1], seen)
            out[link[-1]] = (kind, '' if optional else '!', inner)
        return out

    def entries(self, name, body, out, seen):
        for attribute, computed, optional, required, rest in ENTRY.findall(body):
            settable = optional == 'true' or required == 'true'
            if settable:
                if attribute not in out:
                    # Left out of the interface: `id`, and in old packages `arn`.
                    out[attribute] = ('s' if 'getStringAttribute' in rest else 'a', '!' if required == 'true' else '', None)
                continue
            kind, inner = 'a', None
            getter = re.search(r'this\.get(\w+)Attribute\(', rest)
            made = re.search(r'= new (\w+?)(List|Map|OutputReference)\(this, "\w+"(, \w+)?\)', rest)
            if getter:
                word = getter.group(1)
                kind = {'String': 's', 'Number': 'n', 'Boolean': 'b', 'List': 'ls', 'StringMap': 'ms', 'NumberList': 'ln', 'NumberMap': 'mn',
                        'BooleanMap': 'mb'}.get(word, 'a')
                if kind == 'ls' and 'Fn.tolist' in rest:
                    kind = 'es'
            elif made and made.group(1) not in seen:
                inner = self.structure(made.group(1), seen | {made.group(1)})
                sets = made.group(3) == ', true'
                kind = {'List': 'eo' if sets else 'lo', 'Map': 'mo', 'OutputReference': 'o'}[made.group(2)]
            elif 'StringMap' in rest or 'cdktf.StringMap' in rest:
                kind = 'ms'
            elif re.search(r'new cdktf\.(\w+)List', rest):
                kind = 'ls'
            out[attribute] = (kind, '=', inner)

    def structure(self, name, seen):
        out = self.fields(name, self.sets.get(name.lower(), {}), seen)
        for cls in (name + 'OutputReference', name):
            if cls in self.classes:
                self.entries(name, self.classes[cls][1], out, seen)
        return out

    def main(self):
        for name, (base, body) in self.classes.items():
            found = re.search(r'tfResourceType(?:: string)? = "(aws_\w+)"', body)
            if not found:
                continue
            kind = {'TerraformResource': 'resource', 'TerraformDataSource': 'data'}[base]
            lists = dict(COLLECTION.findall(body))
            out = self.fields(name + 'Config', lists, frozenset())
            self.entries(name, body, out, frozenset())
            yield (kind + ' ' + found.group(1), out)


def read(package):
    types = {}
    for text in sources(package):
        for key, fields in Reader(text).main():
            types[key] = fields
    return types


def as_lists(kind):
    """Packages before 5 do not tell sets from lists."""
    return kind.replace('e', 'l')


def merge(versions):
    """{major: fields} to [(name, kind, flag, majors, lines)]."""
    lines = []
    for name in sorted({n for fields in versions.values() for n in fields}):
        groups = {}
        latest = None
        for major in sorted(versions, reverse=True):
            if name not in versions[major]:
                continue
            kind, flag, inner = versions[major][name]
            # Older packages leave out the types of what only AWS sets.
            if latest and (as_lists(kind) == as_lists(latest) or (flag == '=' and kind in ('a', 'ls'))):
                kind = latest
            latest = kind
            groups.setdefault((kind, flag), {})[major] = inner
        for (kind, flag), inners in sorted(groups.items(), key=lambda g: min(g[1])):
            inner = {major: fields or {} for major, fields in inners.items()} if any(f is not None for f in inners.values()) else None
            known = {m: f for m, f in (inner or {}).items() if f}
            # An older package that does not say what stands in a block has what the next one has.
            below = merge({m: known.get(m) or known[min(known, key=lambda k: abs(k - m))] for m in inners}) if known else None
            lines.append((name, kind, flag, tuple(sorted(inners)), below))
    return lines


class Writer:
    def __init__(self):
        self.count = {}
        self.shared = {}

    def text(self, lines, majors):
        """The lines of a block, without indentation, nested ones indented below."""
        out = []
        for name, kind, flag, own, below in lines:
            line = name + ' ' + kind + flag
            if own != majors:
                line += ' ' + ''.join(map(str, own))
            inner = self.text(below, own) if below else ()
            out.append((line, inner))
        return tuple(out)

    def tally(self, block):
        self.count[block] = self.count.get(block, 0) + 1
        if self.count[block] == 1:
            for _, inner in block:
                if inner:
                    self.tally(inner)

    def put(self, block, depth, out):
        for line, inner in block:
            size = sum(len(l) for l, _ in inner)
            if inner and self.count[inner] > 1 and (len(inner) > 2 or size > 60 or any(i for _, i in inner)):
                out.append(' ' * depth + line + ' @' + self.name(inner))
            else:
                out.append(' ' * depth + line)
                self.put(inner, depth + 1, out)

    def name(self, block):
        if block not in self.shared:
            digest = hashlib.sha256(repr(block).encode()).hexdigest()[:5]
            assert digest not in (d for b, d in self.shared.items() if b != block), 'two blocks of one name'
            self.shared[block] = digest
        return self.shared[block]


def main():
    out_path, read_on, packages = sys.argv[1], sys.argv[2], sys.argv[3:]
    versions, names, numbers = {}, [], []
    for package in packages:
        with open(os.path.join(package, 'package.json'), encoding='utf-8') as f:
            about = json.load(f)
        provider = about.get('cdktf', {}).get('provider', {}).get('version')
        # The one for 3 does not say; it was made on 2022-03-18 from the newest then.
        provider = provider or {'5.0.52': '3.75.0'}[about['version']]
        versions[int(provider.split('.')[0])] = read(package)
        names.append(provider)
        numbers.append(about['version'])
    writer = Writer()
    types = {}
    for key in sorted({k for v in versions.values() for k in v}):
        having = {major: v[key] for major, v in versions.items() if key in v}
        types[key] = (tuple(sorted(having)), writer.text(merge(having), tuple(sorted(having))))
    for _, block in types.values():
        writer.tally(block)
    body = []
    for key, (majors, block) in types.items():
        body.append(key + ' ' + ''.join(map(str, majors)))
        writer.put(block, 1, body)
    blocks, done = {}, set()
    while set(writer.shared) - done:
        for block in [b for b in writer.shared if b not in done]:
            done.add(block)
            lines = ['@' + writer.shared[block]]
            writer.put(block, 1, lines)
            blocks[lines[0]] = lines
    with open(out_path, 'w', encoding='utf-8') as f:
        f.write(HEAD % (', '.join(names), ', '.join(numbers), read_on))
        for key in sorted(blocks):
            f.write('\n'.join(blocks[key]) + '\n')
        f.write('\n'.join(body) + '\n')


if __name__ == '__main__':
    main()

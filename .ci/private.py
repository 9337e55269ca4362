#!/usr/bin/env python
"""No module and no notebook uses a private name (`_x`) of another module.

    python .ci/private.py    exit 1 with every place where one is imported, read as `module._x` or patched

What another room needs is public and has a good name, or lives in a room that both can import.
"""
import ast
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def is_private(name): return name.startswith('_') and not name.startswith('__')


def sources():
    "Pairs of a place and its code: modules, cells of notebooks, scripts of data_prep."
    for path in sorted([*ROOT.glob('slavc/**/*.py'), *ROOT.glob('data_prep/*.py')]):
        if path.name != '_modidx.py': yield path.relative_to(ROOT).as_posix(), path.read_text(encoding='utf-8')
    for path in sorted(ROOT.glob('nbs/**/*.ipynb')):
        if '.ipynb_checkpoints' in path.parts: continue
        cells = json.loads(path.read_text(encoding='utf-8'))['cells']
        code = [''.join(c['source']) for c in cells if c['cell_type'] == 'code']
        lines = '\n'.join(code).splitlines()
        yield path.relative_to(ROOT).as_posix(), '\n'.join('pass' if re.match(r'\s*[%!]', s) else s for s in lines)


def from_slavc(node):
    "Does this `from ... import` take names from a module of the package?"
    module = node.module or ''
    return node.level > 0 or module == 'slavc' or module.startswith('slavc.')


def modules_of(tree):
    "Names in `tree` that are modules of slavc: `from slavc import x`, `import slavc.x as x`."
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module == 'slavc' or (node.level and not node.module)):
            names |= {a.asname or a.name for a in node.names}
        elif isinstance(node, ast.Import):
            names |= {a.asname or 'slavc' for a in node.names if a.name.split('.')[0] == 'slavc'}
    return names


def root_name(node):
    "`a` of `a.b.c`."
    while isinstance(node, ast.Attribute): node = node.value
    return node.id if isinstance(node, ast.Name) else None


def private_uses(tree):
    "What is used of other modules' private names in `tree`."
    modules = modules_of(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and from_slavc(node):
            yield from (f'from {node.module or "."} import {a.name}' for a in node.names if is_private(a.name))
        elif isinstance(node, ast.Attribute) and is_private(node.attr) and root_name(node) in modules:
            if isinstance(node.value, ast.Name): yield ast.unparse(node)
        elif isinstance(node, ast.Call) and len(node.args) > 1:
            where, what = node.args[:2]
            patched = isinstance(what, ast.Constant) and isinstance(what.value, str) and is_private(what.value)
            if patched and root_name(where) in modules: yield ast.unparse(node)[:80]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if re.fullmatch(r'slavc(\.\w+)+\._[a-z]\w*', node.value): yield node.value


def main():
    found = [f'{place}: {use}' for place, code in sources() for use in dict.fromkeys(private_uses(ast.parse(code)))]
    if found: sys.exit('\n'.join(found) + '\nMake the name public, or move it to a room that both can import.')
    print('no private name crosses a room')


if __name__ == '__main__': main()

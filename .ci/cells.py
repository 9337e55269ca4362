#!/usr/bin/env python
"""Rules for the cells of notebooks.

    python .ci/cells.py    exit 1 with every place that breaks one

No module and no notebook imports, reads or patches a private name (`_x`) of another module. What another room needs is
public and has a good name, or lives in a room that both can import.

A cell that imports something does nothing else, unless it is exported: building the site runs such cells alone.

A picture of a markdown cell has an alternative text. A stored figure has at least 100 dots per inch, and text of 9 pt.
"""
import ast
import base64
import json
import re
import struct
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def is_private(name): return name.startswith('_') and not name.startswith('__')


def notebook_paths():
    "The notebooks of the book."
    return [p for p in sorted(ROOT.glob('nbs/**/*.ipynb')) if '.ipynb_checkpoints' not in p.parts]


def plain(source):
    "The source of a cell without its magics."
    return '\n'.join('pass' if re.match(r'\s*[%!]', line) else line for line in source.splitlines())


def sources():
    "Pairs of a place and its code: modules, cells of notebooks, scripts of data_prep."
    for path in sorted([*ROOT.glob('slavc/**/*.py'), *ROOT.glob('data_prep/*.py')]):
        if path.name != '_modidx.py': yield path.relative_to(ROOT).as_posix(), path.read_text(encoding='utf-8')
    for path in notebook_paths():
        cells = json.loads(path.read_text(encoding='utf-8'))['cells']
        code = [''.join(c['source']) for c in cells if c['cell_type'] == 'code']
        yield path.relative_to(ROOT).as_posix(), plain('\n'.join(code))


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


def own_module(code):
    "The module that a notebook exports, as its cells may call it."
    found = re.search(r'^#\s*\|\s*default_exp\s+(\S+)', code, re.M)
    if not found: return None
    return 'slavc' if found[1] == '__init__' else f'slavc.{found[1]}'


def private_uses(code):
    "What is used of other modules' private names in `code`."
    tree, own = ast.parse(code), own_module(code)
    modules = modules_of(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and from_slavc(node):
            yield from (f'from {node.module or "."} import {a.name}' for a in node.names if is_private(a.name))
        elif isinstance(node, ast.Attribute) and is_private(node.attr) and root_name(node) in modules:
            base = ast.unparse(node.value)
            if isinstance(node.value, ast.Name) and base != own: yield ast.unparse(node)
        elif isinstance(node, ast.Call) and len(node.args) > 1:
            where, what = node.args[:2]
            patched = isinstance(what, ast.Constant) and isinstance(what.value, str) and is_private(what.value)
            if patched and root_name(where) in modules: yield ast.unparse(node)[:80]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if re.fullmatch(r'slavc(\.\w+)+\._[a-z]\w*', node.value): yield node.value


def mixed_cells():
    "Cells that import something and do something else, by notebook and id."
    for path in notebook_paths():
        for cell in json.loads(path.read_text(encoding='utf-8'))['cells']:
            source = plain(''.join(cell['source']))
            if cell['cell_type'] != 'code' or re.match(r'#\s*\|\s*(export|eval: *false)', source): continue
            nodes = list(ast.walk(ast.parse(source)))
            if not any(isinstance(n, (ast.Import, ast.ImportFrom)) for n in nodes): continue
            if any(isinstance(n, (ast.Expr, ast.Assign)) for n in nodes):
                yield f'{path.relative_to(ROOT).as_posix()}: cell {cell["id"]}'


def dots_per_inch(png):
    "What a PNG file says of itself, or None."
    at = png.find(b'pHYs')
    return None if at < 0 else round(struct.unpack('>I', png[at + 4:at + 8])[0]*.0254)


def poor_pictures():
    "Pictures without alternative text, and figures that are too coarse, by notebook and id."
    for path in notebook_paths():
        for cell in json.loads(path.read_text(encoding='utf-8'))['cells']:
            where, source = f'{path.relative_to(ROOT).as_posix()}: cell {cell["id"]}', ''.join(cell['source'])
            if cell['cell_type'] == 'markdown':
                tags = re.findall(r'<img\b[^>]*>', re.sub(r'`[^`]*`', '', source))
                bare = re.search(r'!\[\s*\]\(', source) or [t for t in tags if not re.search(r'\balt="[^"]', t)]
                if bare: yield f'{where} shows a picture without alternative text: write ![what it shows](...)'
            elif small := re.search(r'\bfontsize=[1-8]\b', source):
                yield f'{where} draws text with {small[0]}: write 9 or more'
            for output in cell.get('outputs', []):
                if 'image/png' not in output.get('data', {}): continue
                dpi = dots_per_inch(base64.b64decode(''.join(output['data']['image/png'])))
                if dpi and dpi < 100: yield f'{where} stores a figure of {dpi} dots per inch: draw it at 100'


def main():
    uses = [f'{place}: {use}' for place, code in sources() for use in dict.fromkeys(private_uses(code))]
    if uses: print(*uses, 'Make the name public, or move it to a room that both can import.', sep='\n')
    mixed = list(mixed_cells())
    if mixed: print(*mixed, 'Move the imports to the cell of imports at the top of the notebook.', sep='\n')
    poor = list(poor_pictures())
    if poor: print(*poor, sep='\n')
    if uses or mixed or poor: sys.exit(1)
    print('no private name crosses a room, imports stand in cells of their own, pictures are described and fine enough')


if __name__ == '__main__': main()

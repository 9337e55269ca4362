#!/usr/bin/env python
"""Every public name explains itself.

    python .ci/public.py    exit 1 with each thing that is missing

Public are the names in `__all__` of every module, and `__init__` and the public methods of such classes. Each has a
docstring, a comment for each parameter or field, and annotations, also of what it returns, that
`typing.get_type_hints` resolves.
A method that a class of this library defines first is described there: overrides need annotations alone.
"""
import ast
import importlib
import inspect
import io
import pkgutil
import sys
import textwrap
import tokenize
import typing
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import slavc  # noqa: E402


def modules():
    "Every module of the package."
    found = [importlib.import_module(m.name) for m in pkgutil.walk_packages(slavc.__path__, 'slavc.')]
    return [m for m in found if hasattr(m, '__all__')]


def tree_of(thing):
    "The syntax tree of a class or function, and the lines that have comments."
    lines, _ = inspect.getsourcelines(inspect.unwrap(thing))
    source = textwrap.dedent(''.join(lines))
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return ast.parse(source).body[0], {t.start[0] for t in tokens if t.type == tokenize.COMMENT}


def uncommented(nodes, comments):
    "The parameters or fields without a comment. One comment is for the last of its line."
    last = {node.end_lineno: node for node in nodes}
    return [node for node in nodes if last[node.end_lineno] is not node or node.end_lineno not in comments]


def parameters(tree):
    "The parameters of a function but `self` and `cls`."
    a = tree.args
    nodes = [*a.posonlyargs, *a.args, *a.kwonlyargs, *filter(None, (a.vararg, a.kwarg))]
    return [n for n in nodes if n.arg not in ('self', 'cls')]


def is_inherited(cls, name):
    "Does another class of this library define a method of this name first?"
    return any(name in vars(base) for base in cls.__mro__[1:] if base.__module__.startswith('slavc'))


def function_faults(func, where, inherited=False):
    "What a function lacks: pairs of a kind and a place."
    func = inspect.unwrap(func)
    tree, comments = tree_of(func)
    is_init = tree.name == '__init__'
    if not func.__doc__ and not is_init and not inherited: yield 'docstring', where
    nodes = parameters(tree)
    if not inherited:
        yield from (('comment', f'{where}({n.arg})') for n in uncommented(nodes, comments))
    yield from (('type', f'{where}({n.arg})') for n in nodes if n.annotation is None)
    if tree.returns is None and not is_init: yield 'type', f'{where} -> ?'
    try:
        typing.get_type_hints(func)
    except Exception as e:
        yield 'resolution', f'{where}: {type(e).__name__}: {e}'


def class_faults(cls, where):
    "What a class and its public methods lack."
    if not (vars(cls).get('__doc__') or '').strip(): yield 'docstring', where
    tree, comments = tree_of(cls)
    fields = [n for n in tree.body if isinstance(n, ast.AnnAssign) and not n.target.id.startswith('_')]
    yield from (('comment', f'{where}.{f.target.id}') for f in uncommented(fields, comments))
    try:
        typing.get_type_hints(cls)
    except Exception as e:
        yield 'resolution', f'{where}: {type(e).__name__}: {e}'
    written = {n.name for n in tree.body if isinstance(n, ast.FunctionDef)}
    for name, member in vars(cls).items():
        if isinstance(member, property): member = member.fget
        if isinstance(member, (classmethod, staticmethod)): member = member.__func__
        is_public = name == '__init__' or not name.startswith('_')
        if not is_public or not inspect.isfunction(member) or name not in written: continue
        yield from function_faults(member, f'{where}.{name}', name != '__init__' and is_inherited(cls, name))


def faults():
    "What is missing in the whole package."
    for module in modules():
        for name in module.__all__:
            thing, where = getattr(module, name), f'{module.__name__}.{name}'
            if inspect.isclass(thing): yield from class_faults(thing, where)
            elif inspect.isfunction(thing): yield from function_faults(thing, where)


def main():
    found = list(faults())
    if not found:
        print('every public name has a docstring, comments and types')
        return
    print(*sorted(f'{kind} missing: {where}' for kind, where in found), sep='\n')
    print(', '.join(f'{n} x {kind}' for kind, n in Counter(kind for kind, _ in found).items()))
    sys.exit(1)


if __name__ == '__main__': main()

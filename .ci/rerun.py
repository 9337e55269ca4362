#!/usr/bin/env python
"""Run a notebook once, as nbdev_test does, and compare what its cells say with what is stored.

    python .ci/rerun.py nbs/07_metrics.ipynb                 exit 1 when a cell fails or says something else
    python .ci/rerun.py nbs/07_metrics.ipynb --keep RUN.json    and keep what was said, and what every cell cost

Compared is the text of every cell that runs: what it prints, and its last expression as HTML, Markdown or text.
Pictures are counted, not compared. Trailing blanks, memory addresses, the random ids of styled tables and live widgets
are left out.

A cell whose text is another on every run (a time, a speed) or on another kind of processor (what a short training
found) starts with `#| volatile`: it runs, and is not compared.
"""
import argparse
import difflib
import json
import os
import re
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VOLATILE = re.compile(r'^\s*#\s*\|\s*volatile\s*$', re.M)
TEXTS = 'text/html', 'text/markdown', 'text/plain'   # the first of them is what a page shows
ADVICE = """Run the notebook from top to bottom and store it. Seed what is random, round what depends on the machine.
A cell that says how long something took, or what a training found, is flagged `#| volatile`."""
# what is another on every run, although nothing has changed
NOISE = {r'(?: at)? 0x[0-9a-fA-F]{6,}': '', r'\bT_[0-9a-f]{5}': 'T_', r'[ \t]+$': ''}


def joined(text): return text if isinstance(text, str) else ''.join(text)


def quiet(text):
    "`text` without noise and empty lines around it."
    for pattern, instead in NOISE.items(): text = re.sub(pattern, instead, text, flags=re.M)
    return text.strip('\n')


def texts(outputs):
    "What `outputs` say, one text for each kind, and the number of their pictures."
    said, pictures = {}, 0
    for o in outputs:
        if o['output_type'] == 'stream':
            if o['name'] == 'stdout': said['stdout'] = said.get('stdout', '') + joined(o['text'])
            continue
        data = o.get('data', {})
        if 'application/vnd.jupyter.widget-view+json' in data: continue
        if any(kind.startswith('image/') for kind in data):
            pictures += 1
            continue
        kind = next((k for k in TEXTS if k in data), None)
        if kind: said[kind] = said.get(kind, '') + joined(data[kind]) + '\n'
    said = {kind: quiet(text) for kind, text in said.items() if text.strip()}
    return said | ({'pictures': f'{pictures} pictures'} if pictures else {})


def difference(stored, rerun):
    "The lines by which the outputs of a cell differ; empty when they say the same."
    old, new, lines = texts(stored), texts(rerun), []
    for kind in sorted({*old, *new}):
        a, b = old.get(kind, '').splitlines(), new.get(kind, '').splitlines()
        lines += difflib.unified_diff(a, b, f'stored {kind}', f'{kind} of this run', n=1, lineterm='')
    return lines


def processor_time():
    "Seconds of processor time that this process and those which it started have used."
    return sum(os.times()[:4])


def run(path):
    "Run the notebook by nbdev's own test function: did it pass, and what did each cell say, by id?"
    import nbdev.test
    from fastcore.basics import nested_attr
    from nbdev.config import get_config
    said = {}

    class Keeping(nbdev.test.CaptureShell):
        "The shell of nbdev_test, which also keeps what cells say."
        kernel = None   # pandas prints as wide as in Jupyter where there is one

        def cell(self, cell, *args, **kwargs):
            start, used = time.time(), processor_time()
            cell.outputs = []
            super().cell(cell, *args, **kwargs)
            if cell.cell_type == 'code' and cell.source.strip():
                cost = dict(seconds=round(time.time() - start, 2), processor=round(processor_time() - used, 2))
                said[nested_attr(cell, 'id')] = dict(outputs=list(cell.outputs), **cost)

    nbdev.test.CaptureShell = Keeping
    os.chdir(get_config().nbs_path)
    passed, _ = nbdev.test.test_nb(path, skip_flags=get_config().tst_flags.split(), basepath=get_config().config_path)
    return passed, said


def compare(path, said):
    "Lines that name each cell of `path` that says something else, with the difference."
    for cell in json.loads(path.read_text(encoding='utf-8'))['cells']:
        if cell.get('id') not in said or VOLATILE.search(joined(cell['source'])): continue
        lines = difference(cell.get('outputs', []), said[cell['id']]['outputs'])
        if not lines: continue
        yield f'{path.relative_to(ROOT).as_posix()}, cell {cell["id"]} says something else than what is stored:'
        yield from lines[:60]


def main():
    p = argparse.ArgumentParser(description='Run a notebook once and compare its outputs with the stored ones')
    p.add_argument('notebook', type=Path)
    p.add_argument('--keep', type=Path, help='a file for what the cells said')
    args = p.parse_args()
    path = args.notebook.resolve()
    keep = args.keep and args.keep.resolve()
    passed, said = run(path)
    if keep: keep.write_text(json.dumps(dict(passed=passed, cells=said)), encoding='utf-8')
    if not passed: sys.exit(f'{path.relative_to(ROOT).as_posix()} fails')
    if not said: sys.exit('no cell runs: every one is empty, flagged or `eval: false`')
    if lines := list(compare(path, said)):
        print(*lines, ADVICE, sep='\n')
        sys.exit(1)
    print(f'{processor_time():.0f} s of processor time, {len(said)} cells ran and say what is stored')


if __name__ == '__main__': main()

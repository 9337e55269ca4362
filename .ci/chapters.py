#!/usr/bin/env python
"""The table of chapters in nbs/index.ipynb, from nbs/sidebar.yml and the titles of the notebooks.

    python .ci/chapters.py            write the table
    python .ci/chapters.py --check    exit 1 when a notebook is not in the sidebar exactly once, or the table is another

The sidebar is written by hand. It says which chapters form a group, and in which order they are read. The table has one
line per chapter, the notebook's own title and subtitle. It is the markdown cell `chapters` of the index.
"""
import argparse
import sys
from collections import Counter
from pathlib import Path

import nbformat
import yaml

NBS = Path(__file__).resolve().parents[1]/'nbs'
CELL = 'chapters' # id of the cell in the index
SUBTITLE = 110    # columns, since it becomes the docstring of the module


def groups():
    "Pairs of a group of the sidebar and its notebooks; the notebooks that stand in no group."
    contents = yaml.safe_load((NBS/'sidebar.yml').read_text(encoding='utf-8'))['website']['sidebar']['contents']
    sections = [c for c in contents if isinstance(c, dict)]
    return [(s['section'], s['contents']) for s in sections], [c for c in contents if isinstance(c, str)]


def faults_of_sidebar():
    "What is wrong with the sidebar."
    sections, alone = groups()
    listed = Counter([*alone, *(n for _, names in sections for n in names)])
    found = {p.relative_to(NBS).as_posix() for p in NBS.rglob('*.ipynb') if '.ipynb_checkpoints' not in p.parts}
    yield from (f'{n} is not in nbs/sidebar.yml: add it to a group' for n in sorted(found - set(listed)))
    yield from (f'{n} is in nbs/sidebar.yml, but there is no such notebook' for n in sorted(set(listed) - found))
    yield from (f'{n} is in nbs/sidebar.yml {k} times' for n, k in listed.items() if k > 1)


def head(name):
    "Title and subtitle of a notebook."
    cells = nbformat.read(NBS/name, as_version=4).cells
    lines = next(c.source for c in cells if c.cell_type == 'markdown' and c.source.startswith('# ')).splitlines()
    subtitle = next((line.removeprefix('> ') for line in lines if line.startswith('> ')), '')
    return lines[0].removeprefix('# '), subtitle


def table():
    "The markdown of the cell."
    about = 'Each chapter is a notebook: the text, code, checks and figures of one idea.'
    out = ['## The chapters', '', about]
    for group, names in groups()[0]:
        out += ['', f'**{group}**', '', '| chapter | |', '|---|---|']
        for name in names:
            title, subtitle = head(name)
            out.append(f'| [{title}]({name}) | {subtitle.replace("|", chr(92) + "|")} |')
    return '\n'.join(out)


def faults_of_subtitles():
    "Notebooks without a subtitle, or with a long one."
    for _, names in groups()[0]:
        for name in names:
            n = len(head(name)[1])
            if not 0 < n <= SUBTITLE:
                yield f'{name}: its subtitle (the line `> ...`) has {n} characters; write 1 to {SUBTITLE}'


def main():
    p = argparse.ArgumentParser(description='The table of chapters in nbs/index.ipynb')
    p.add_argument('--check', action='store_true', help='change nothing; exit 1 when something is wrong')
    args = p.parse_args()
    if faults := list(faults_of_sidebar()): sys.exit('\n'.join(faults))
    if faults := list(faults_of_subtitles()): sys.exit('\n'.join(faults))
    index = nbformat.read(NBS/'index.ipynb', as_version=4)
    cell = next(c for c in index.cells if c.id == CELL)
    if cell.source == table():
        print('the table of chapters in nbs/index.ipynb is up to date')
    elif args.check:
        sys.exit('the table of chapters in nbs/index.ipynb is another: run python .ci/chapters.py, then .ci/readme.py')
    else:
        cell.source = table()
        nbformat.write(index, NBS/'index.ipynb')
        print('nbs/index.ipynb written')


if __name__ == '__main__': main()

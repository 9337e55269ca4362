#!/usr/bin/env python
"""Render nbs/index.ipynb to README.md with nbconvert.

    python .ci/readme.py            write README.md
    python .ci/readme.py --check    exit 1, with the difference, when README.md is another

Directives (`#| ...`) go, hidden and exporting cells go, stored outputs stay: markdown as it is, HTML tables as markdown
tables, text in a fence. Links are relative to the notebook and become relative to the repository. A picture is a file
in nbs/images that a markdown cell shows. One stored as an output is refused, because a README cannot carry it.
"""
import argparse
import difflib
import posixpath
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEAD = '<!-- Rendered from nbs/index.ipynb by .ci/readme.py: edit the notebook, not this file. -->\n\n'
HIDE = {'hide', 'export', 'exporti', 'default_exp', 'include: false'}
VERBATIM = re.compile(r'(```.*?```|~~~.*?~~~|`[^`\n]+`|\$\$.*?\$\$|\$[^$\n]+\$)', re.S)
LINK = re.compile(r'''(\]\(|\b(?:src|href)=["']|^\[[^\]]+\]:[ ]+)([^)\s"'<>]+)''', re.M)


class Table(HTMLParser):
    "The cells of the first HTML table, laid on a grid: `head` and `body` are lists of rows of texts."
    def __init__(self, html):
        super().__init__()
        self.grid, self.row, self.cell, self.n_head, self.in_head, self.done = {}, -1, None, 0, False, False
        self.feed(html)
        width = 1 + max((x for _, x in self.grid), default=-1)
        rows = [[self.grid.get((y, x), '') for x in range(width)] for y in range(self.row + 1)]
        head = rows[:self.n_head] or [[''] * width]
        self.head, self.body = [' '.join(filter(None, col)) for col in zip(*head, strict=True)], rows[self.n_head:]

    def handle_starttag(self, tag, attrs):
        if self.done: return
        if tag == 'thead': self.in_head = True
        elif tag == 'tr':
            self.row, self.n_head = self.row + 1, self.n_head + self.in_head
        elif tag in ('td', 'th'):
            self.cell, self.span = '', {k: int(v) for k, v in attrs if k in ('rowspan', 'colspan')}
        elif tag == 'br' and self.cell is not None: self.cell += ' '

    def handle_data(self, data):
        if self.cell is not None: self.cell += data

    def handle_endtag(self, tag):
        if tag == 'thead': self.in_head = False
        elif tag == 'table': self.done = True
        elif tag in ('td', 'th') and self.cell is not None:
            x = next(i for i in range(10**6) if (self.row, i) not in self.grid)
            text, wide = ' '.join(self.cell.split()).replace('|', r'\|'), self.span.get('colspan', 1)
            for dy in range(self.span.get('rowspan', 1)):
                for dx in range(wide):
                    shown = dy == 0 and (dx == 0 or self.in_head)
                    self.grid[self.row + dy, x + dx] = text if shown else ''
            self.cell = None


NUMBER = re.compile(r'[-+−–±~<>≤≥()\[\],.\d\s%]*\d[-+−–±()\[\],.\d\s%]*|[-–—]?')


def is_numeric(column):
    "Does a column hold numbers, with empty cells or dashes between?"
    return bool(column) and any(column) and all(NUMBER.fullmatch(c) for c in column)


def markdown_table(html):
    "An HTML table as a markdown table; columns of numbers are set to the right."
    t = Table(html)
    right = [is_numeric([r[i] for r in t.body]) for i in range(len(t.head))]
    def line(cells): return '| ' + ' | '.join(cells) + ' |'
    return '\n'.join([line(t.head), line(['---:' if r else '---' for r in right]), *map(line, t.body)])


def fence(text):
    "`text` in a fence that it cannot close."
    ticks = '`' * max(3, 1 + max(map(len, re.findall('`+', text)), default=0))
    return f'{ticks}\n{text}\n{ticks}'


def output(out, where):
    "One stored output as markdown."
    if out.output_type == 'stream':
        text = re.sub(r'\x1b\[[0-9;]*[A-Za-z]', '', out.text)
        return fence(text.rstrip()) if out.name == 'stdout' else ''
    if out.output_type == 'error':
        sys.exit(f'{where} stores an error ({out.ename}): fix the cell and run it again')
    data = out.data
    if 'text/markdown' in data: return data['text/markdown'].strip()
    if '<table' in data.get('text/html', ''): return markdown_table(data['text/html'])
    if any(k.startswith('image/') for k in data):
        fix = 'save it in nbs/images and show it from a markdown cell with ![...](images/NAME.png)'
        sys.exit(f'{where} stores a picture: {fix}')
    if 'text/html' in data: return data['text/html'].strip()
    return fence(data['text/plain'].rstrip()) if data.get('text/plain', '').strip() else ''


def relink(text, missing):
    "Links relative to nbs/ become relative to the repository; targets that do not exist are added to `missing`."
    def one(m):
        path, sep, frag = m[2].partition('#')
        if not path or re.match(r'[a-zA-Z][\w+.-]*:|/', path): return m[0]
        new = posixpath.normpath(posixpath.join('nbs', path))
        if new.startswith('..') or not (ROOT/new).exists(): missing.append(m[2])
        return m[1] + new + sep + frag
    return ''.join(p if i % 2 else LINK.sub(one, p) for i, p in enumerate(VERBATIM.split(text)))


def tidy(text):
    "Markdown without blanks on empty lines, and with one empty line where there were more."
    return re.sub(r'\n{3,}', '\n\n', re.sub(r'^[ \t]+$', '', text, flags=re.M))


def render(nb_path=ROOT/'nbs'/'index.ipynb'):
    "The text of README.md."
    import nbformat
    from nbconvert import MarkdownExporter
    from nbformat.v4 import new_markdown_cell
    if not nb_path.exists(): sys.exit(f'{nb_path} is missing: README.md is rendered from it')
    nb, cells, missing = nbformat.read(nb_path, as_version=4), [], []
    for n, cell in enumerate(nb.cells):
        if cell.cell_type == 'markdown': cells.append(new_markdown_cell(relink(cell.source, missing)))
        if cell.cell_type != 'code': continue
        lines = cell.source.split('\n')
        k = next((i for i, s in enumerate(lines) if not re.match(r'\s*#\s*\|', s)), len(lines))
        flags = {re.sub(r'^\s*#\s*\|\s*', '', s).strip().lower() for s in lines[:k]}
        if flags & HIDE or any(f.split()[:1] in (['default_exp'], ['export'], ['exporti']) for f in flags): continue
        code = '\n'.join(s for s in lines[k:] if not re.search(r'#\s*\|\s*hide_line\s*$', s)).strip('\n')
        if code.strip() and 'echo: false' not in flags:
            cells.append(new_markdown_cell(f'```python\n{code}\n```'))
        if 'output: false' in flags: continue
        where = f'nbs/index.ipynb, cell {n} ({cell.get("id")})'
        cells += [new_markdown_cell(text) for text in (output(o, where) for o in cell.outputs) if text]
    if missing: sys.exit('nbs/index.ipynb links to files that do not exist: ' + ', '.join(missing))
    nb.cells = cells
    text = MarkdownExporter().from_notebook_node(nb)[0]
    parts = re.split(r'(^```.*?^```)', text, flags=re.S | re.M)
    parts = [p if i % 2 else tidy(p) for i, p in enumerate(parts)]
    return HEAD + ''.join(parts).strip() + '\n'


def main():
    p = argparse.ArgumentParser(description='Render nbs/index.ipynb to README.md')
    p.add_argument('--check', action='store_true', help='change nothing; exit 1 when README.md differs')
    args, readme, new = p.parse_args(), ROOT/'README.md', render()
    old = readme.read_text(encoding='utf-8') if readme.exists() else ''
    if args.check and old != new:
        names = 'README.md', 'nbs/index.ipynb, rendered'
        sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True), *names))
        sys.exit('\nREADME.md is not the rendered nbs/index.ipynb: run python .ci/readme.py')
    if old != new: readme.write_text(new, encoding='utf-8', newline='\n')
    print('README.md', 'is the rendered nbs/index.ipynb' if old == new else 'written')


if __name__ == '__main__': main()

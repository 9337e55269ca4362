#!/usr/bin/env python
"""What is done to the site after it is built, and what is checked.

    python .ci/site.py --sources FOLDER    prepare the notebooks in FOLDER, before they are rendered
    python .ci/site.py FOLDER              finish and check the pages in FOLDER; exit 1 with everything that is wrong

In a notebook, a link to a file of the repository that is no page, such as `../LICENSE`, leads to where the repository
is hosted: the site has no such file.

Formulas are set by KaTeX. Its package is fetched by npm, in the version that the pages name, and copied beside them, so
that no page needs the network. A picture that a cell has drawn gets an alternative text: the sentence above its cell,
unless the cell gives one (`#| fig-alt: ...`).

Then: no page loads anything from elsewhere, every picture has an alternative text, every link inside the site leads to
a page and a heading that exist, KaTeX reads every formula, and no search result is without a title.
"""
import configparser
import html
import json
import posixpath
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from urllib.parse import unquote, urldefrag

ROOT = Path(__file__).resolve().parents[1]
OUTSIDE = re.compile(r'\]\((\.\./[^)\s#]+)') # a link of markdown to something above
KATEX = re.compile(r'https://cdn\.jsdelivr\.net/npm/katex@([\d.]+)/dist')
OFFSET = re.compile(r'<meta name="smalldocs:offset" content="([^"]*)">')
IMAGE = re.compile(r'<img\b[^>]*>')
PROSE = re.compile(r'<(p|figcaption|h[1-6])\b[^>]*>(.*?)</\1>', re.S)
LOADS = re.compile(r'<(?:script|img|iframe|source|audio|video|link)\b[^>]*?\b(?:src|href)="(https?:[^"]*)"')
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
FORMULA = re.compile(r'<span class="math (?:inline">\\\((.*?)\\\)|display">\\\[(.*?)\\\])</span>', re.S)
ID = re.compile(r'\b(?:id|name)="([^"]*)"')


def hosted():
    "The address of the repository's files."
    found = configparser.ConfigParser(delimiters=['='])
    found.read(ROOT/'settings.ini', encoding='utf-8')
    return '{git_url}/blob/{branch}'.format(**found['DEFAULT'])


def prepare(folder):
    "Links of notebooks that leave the folder of notebooks lead to where the repository is hosted."
    host = hosted()
    for path in sorted(folder.rglob('*.ipynb')):
        below = path.parent.relative_to(folder).as_posix()

        def one(m, below=below):
            name = posixpath.normpath(posixpath.join(below, m[1]))
            is_file = name.startswith('../') and (ROOT/name.removeprefix('../')).is_file()
            return f']({host}/{name.removeprefix("../")}' if is_file else m[0]

        notebook = json.loads(path.read_text(encoding='utf-8'))
        for cell in notebook['cells']:
            if cell['cell_type'] == 'markdown': cell['source'] = OUTSIDE.sub(one, ''.join(cell['source']))
        path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + '\n', encoding='utf-8')


def fetch_katex(release, to):
    "KaTeX with its fonts, at `to`."
    if shutil.which('npm') is None: sys.exit('npm is missing: it fetches KaTeX, which sets the formulas of the site')
    with tempfile.TemporaryDirectory() as tmp:
        subprocess.run(['npm', 'pack', '--silent', f'katex@{release}'], cwd=tmp, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(tmp).glob('*.tgz'))) as archive: archive.extractall(tmp, filter='data')
        dist = Path(tmp)/'package'/'dist'
        names = ['katex.min.css', 'katex.min.js', 'contrib/auto-render.min.js']
        names += [f'fonts/{p.name}' for p in dist.glob('fonts/*.woff2')]
        for name in names:
            (to/name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(dist/name, to/name)
        shutil.copy2(dist.parent/'LICENSE', to/'LICENSE')


def offline_formulas(pages, folder):
    "Pages take KaTeX from the site."
    releases = {m for text in pages.values() for m in KATEX.findall(text)}
    if len(releases) > 1: sys.exit(f'pages name several releases of KaTeX: {sorted(releases)}')
    for release in releases: fetch_katex(release, folder/'site_libs'/'katex')
    for path, text in pages.items():
        offset = OFFSET.search(text)
        pages[path] = KATEX.sub(f'{offset[1] if offset else "./"}site_libs/katex', text)


def first_sentence(markup):
    "The first sentence of a paragraph, as text without formulas' backslashes."
    text = html.unescape(re.sub(r'<[^>]+>', '', markup))
    text = ' '.join(re.sub(r'\\[()\[\]]', '', text).split())
    sentence = re.split(r'(?<=[.:?!])\s', text, maxsplit=1)[0]
    return sentence if len(sentence) <= 250 else sentence[:247].rsplit(' ', 1)[0] + ' ...'


def with_alt(text):
    "A page whose pictures all have an alternative text: the sentence above them."
    said = [(m.end(), first_sentence(m[2])) for m in PROSE.finditer(text)]
    said = [(end, sentence) for end, sentence in said if sentence]

    def one(m):
        if re.search(r'\balt="[^"]', m[0]): return m[0]
        above = [sentence for end, sentence in said if end <= m.start()]
        alt = html.escape(above[-1] if above else 'figure')
        return re.sub(r'\salt=""', '', m[0]).replace('<img', f'<img alt="{alt}"', 1)
    return IMAGE.sub(one, text)


def broken_links(pages, folder):
    "Links inside the site that lead nowhere."
    ids = {path: set(ID.findall(text)) for path, text in pages.items()}
    for path, text in pages.items():
        for link in dict.fromkeys(LINK.findall(text)):
            to, fragment = urldefrag(html.unescape(link))
            if re.match(r'[a-zA-Z][\w+.-]*:|//', to): continue
            target = (path.parent/unquote(to)).resolve() if to else path
            if target.is_dir(): target /= 'index.html'
            at = f'{path.relative_to(folder)}: {link}'
            if not target.exists(): yield f'{at} leads to no file'
            elif fragment and target in ids and unquote(fragment) not in ids[target]: yield f'{at} leads to no heading'


RENDER = '''
const katex = require(process.argv[1]), formulas = JSON.parse(require("fs").readFileSync(0, "utf8")), wrong = [];
for (const [at, tex, displayMode] of formulas)
  try { katex.renderToString(tex, {displayMode}) } catch (e) { wrong.push(`${at}: ${e.message}: ${tex}`) }
console.log(JSON.stringify(wrong));
'''


def broken_formulas(pages, folder):
    "Formulas that KaTeX cannot read."
    formulas = [(str(path.relative_to(folder)), html.unescape(a or b), bool(b))
                for path, text in pages.items() for a, b in FORMULA.findall(text)]
    script = folder/'site_libs'/'katex'/'katex.min.js'
    if not formulas: return []
    out = subprocess.run(['node', '-e', RENDER, script], input=json.dumps(formulas), text=True, capture_output=True)
    return json.loads(out.stdout) if out.returncode == 0 else [out.stderr]


def faults(pages, folder):
    "What is wrong with the finished pages."
    for path, text in pages.items():
        at = path.relative_to(folder)
        yield from (f'{at} loads {url}, which needs the network' for url in LOADS.findall(text))
        bare = [m for m in IMAGE.findall(text) if not re.search(r'\balt="[^"]', m)]
        if bare: yield f'{at}: {len(bare)} pictures without alternative text'
    yield from broken_links(pages, folder)
    yield from broken_formulas(pages, folder)
    entries = json.loads((folder/'search.json').read_text(encoding='utf-8'))
    yield from (f'search.json: {e["objectID"]} has no title' for e in entries if not e['title'])


def main():
    if sys.argv[1] == '--sources': return prepare(Path(sys.argv[2]).resolve())
    folder = Path(sys.argv[1]).resolve()
    pages = {p: p.read_text(encoding='utf-8') for p in sorted(folder.rglob('*.html'))}
    if not pages: sys.exit(f'{folder} holds no pages')
    offline_formulas(pages, folder)
    for path in pages: pages[path] = with_alt(pages[path])
    for path, text in pages.items(): path.write_text(text, encoding='utf-8')
    if found := list(faults(pages, folder)): sys.exit('\n'.join(found))
    pictures = sum(len(IMAGE.findall(text)) for text in pages.values())
    print(f'{len(pages)} pages, {pictures} pictures with alternative text, nothing from elsewhere, no broken link')


if __name__ == '__main__': main()

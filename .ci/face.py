#!/usr/bin/env python
"""What a stranger sees first: badges and CITATION.cff say what settings.ini says.

    python .ci/face.py            write the badges
    python .ci/face.py --check    exit 1 when a badge is another, or CITATION.cff differs from settings.ini

Badges are pictures in nbs/images, so that they show without a network and ask no other server.
"""
import argparse
import configparser
import sys
from html import escape
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
LICENCES = {'apache2': 'Apache-2.0'} # nbdev's name to SPDX's
BADGE = '''<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" aria-label="{left}: {right}">
<title>{left}: {right}</title>
<clipPath id="r"><rect width="{width}" height="20" rx="3"/></clipPath>
<g clip-path="url(#r)"><rect width="{a}" height="20" fill="#444"/>
<rect x="{a}" width="{b}" height="20" fill="#0072b2"/></g>
<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="{x}" y="14" textLength="{m}">{left}</text><text x="{y}" y="14" textLength="{n}">{right}</text></g>
</svg>
'''


def badge(left, right):
    "An SVG of two words."
    m, n = (7*len(text) for text in (left, right))
    a, b = m + 12, n + 12
    words = dict(left=escape(left), right=escape(right))
    return BADGE.format(width=a + b, a=a, b=b, x=a/2, y=a + b/2, m=m, n=n, **words)


def badges(settings):
    "File name to content."
    words = {
        'licence': ('licence', LICENCES[settings['license']]),
        'python': ('python', f'≥ {settings["min_python"]}'),
        'tests': ('tests', '.ci/test'),
        'nbdev': ('made with', 'nbdev'),
    }
    return {f'badge-{name}.svg': badge(*pair) for name, pair in words.items()}


def faults_of_citation(settings):
    "Where CITATION.cff and settings.ini differ."
    found = yaml.safe_load((ROOT/'CITATION.cff').read_text(encoding='utf-8'))
    wanted = {
        'title': settings['lib_name'],
        'version': settings['version'],
        'abstract': settings['description'],
        'license': LICENCES[settings['license']],
        'repository-code': settings['git_url'],
        'url': settings['doc_host'] + settings['doc_baseurl'],
        'keywords': settings['keywords'].split(),
    }
    for field, value in wanted.items():
        if found.get(field) != value:
            yield f'CITATION.cff: {field} is {found.get(field)!r}, settings.ini says {value!r}'


def main():
    p = argparse.ArgumentParser(description='Badges and CITATION.cff say what settings.ini says')
    p.add_argument('--check', action='store_true', help='change nothing; exit 1 when something is wrong')
    args = p.parse_args()
    settings = configparser.ConfigParser(delimiters=['='])
    settings.read(ROOT/'settings.ini', encoding='utf-8')
    settings = settings['DEFAULT']
    faults, images = list(faults_of_citation(settings)), ROOT/'nbs'/'images'
    for name, svg in badges(settings).items():
        if (images/name).exists() and (images/name).read_text(encoding='utf-8') == svg: continue
        if args.check: faults.append(f'nbs/images/{name} is another: run python .ci/face.py')
        else: (images/name).write_text(svg, encoding='utf-8', newline='\n')
    if faults: sys.exit('\n'.join(faults))
    print('badges and CITATION.cff say what settings.ini says')


if __name__ == '__main__': main()

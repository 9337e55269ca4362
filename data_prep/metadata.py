"""Fetch the public lists of the field and check them.

`python data_prep/metadata.py --help` says how. The work is in `slavc.metadata.slavc_metadata` (nbs/14_metadata.ipynb).
"""
from slavc.metadata import slavc_metadata

if __name__ == '__main__': slavc_metadata()

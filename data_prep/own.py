"""Make frames, sounds and a manifest from videos of your own, or from a csv of clips and boxes.

`python data_prep/own.py --help` says how. The work is in `slavc.own.slavc_own` (nbs/15_own.ipynb).
"""
from slavc.own import slavc_own

if __name__ == '__main__': slavc_own()

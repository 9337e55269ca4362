"Make frames, sounds and a manifest from videos of your own, or from a csv of clips and boxes; `python data_prep/own.py --help`. The work is done by `slavc.preparation.slavc_own` (nbs/15_preparation.ipynb)."
from slavc.preparation import slavc_own

if __name__ == '__main__': slavc_own()

"""Write the manifest of an Extended test set.

`python data_prep/extended.py --help` says how. The work is in `slavc.testsets.slavc_extended` (nbs/14_testsets.ipynb).
"""
from slavc.testsets import slavc_extended

if __name__ == '__main__': slavc_extended()

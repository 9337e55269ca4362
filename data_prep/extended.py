"Write the manifest of an Extended test set; `python data_prep/extended.py --help`. The work is done by `slavc.metadata.slavc_extended` (nbs/14_metadata.ipynb)."
from slavc.metadata import slavc_extended

if __name__ == '__main__': slavc_extended()

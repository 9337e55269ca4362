"Say how many test clips stand in each train list; `python data_prep/audit.py --help`. The work is done by `slavc.metadata.slavc_audit` (nbs/14_metadata.ipynb)."
from slavc.metadata import slavc_audit

if __name__ == '__main__': slavc_audit()

"""Say how many test clips stand in each train list.

`python data_prep/audit.py --help` says how. The work is in `slavc.audit.slavc_audit` (nbs/14_audit.ipynb).
"""
from slavc.audit import slavc_audit

if __name__ == '__main__': slavc_audit()

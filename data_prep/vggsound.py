"""Make frames, three seconds of sound and a manifest from any copy of VGG-Sound.

`python data_prep/vggsound.py --help` says how. The work is in `slavc.vggsound.slavc_vggsound` (nbs/15_vggsound.ipynb).
"""
from slavc.vggsound import slavc_vggsound

if __name__ == '__main__': slavc_vggsound()

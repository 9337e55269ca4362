"Make frames, three seconds of sound and a manifest from any copy of VGG-Sound; `python data_prep/vggsound.py --help`. The work is done by `slavc.preparation.slavc_vggsound` (nbs/15_preparation.ipynb)."
from slavc.preparation import slavc_vggsound

if __name__ == '__main__': slavc_vggsound()

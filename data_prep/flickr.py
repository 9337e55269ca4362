"""Make frames, sounds, boxes and a manifest from any copy of Flickr-SoundNet.

`python data_prep/flickr.py --help` says how. The work is in `slavc.flickr.slavc_flickr` (nbs/15_flickr.ipynb).
"""
from slavc.flickr import slavc_flickr

if __name__ == '__main__': slavc_flickr()

"""Opens simulated visits with astropy and asks it whether it is content: no warning, files that pass `verify`, catalogs
that read as ECSV, and coordinates that agree with the truth beside them.

    /usr/bin/python3 src/test/reference/verify_simulated.py FOLDER_OF_VISITS

Needs astropy. Prints one line a visit; ends with exit code 1 at the first complaint.
"""
import glob
import json
import os
import sys
import warnings

import numpy as np
from astropy.io import fits
from astropy.table import Table
from astropy.wcs import WCS

warnings.simplefilter("error")


def check_exposure(path, truth, folder):
    with fits.open(path) as hdus:
        hdus.verify("exception")
        assert hdus[0].header["ROOTNAME"] == truth["rootname"]
        largest = 0
        for expected in truth["true_wcs"]:
            sci = hdus["SCI", expected["extver"]]
            assert np.isfinite(sci.data).all() and (hdus["ERR", expected["extver"]].data > 0).all()
            assert hdus["DQ", expected["extver"]].header["BITPIX"] == 16
            named = WCS(sci.header)
            actual = named.deepcopy()
            actual.wcs.crval = [expected["CRVAL1"], expected["CRVAL2"]]
            actual.wcs.cd = [[expected["CD1_1"], expected["CD1_2"]], [expected["CD2_1"], expected["CD2_2"]]]
            actual.wcs.set()
            x, y = actual.all_world2pix(*named.all_pix2world(sci.header["CRPIX1"], sci.header["CRPIX2"], 1), 1)
            largest = max(largest, np.hypot(x - sci.header["CRPIX1"], y - sci.header["CRPIX2"]))
    return largest


visits = sorted(glob.glob(os.path.join(sys.argv[1], "*", "truth.json")))
assert visits, "no visits in " + sys.argv[1]
for visit in visits:
    folder = os.path.dirname(visit)
    with open(visit) as file:
        truth = json.load(file)
    off = [check_exposure(os.path.join(folder, e["file"]), e, folder) for e in truth["exposures"]]
    (catalog,) = glob.glob(os.path.join(folder, "hst_*_%s_GAIAeDR3_ref_cat.ecsv" % truth["detector"]))
    table = Table.read(catalog, format="ascii.ecsv")
    assert table.colnames[:3] == ["RA", "DEC", "mag"] and table["RA"].unit == "deg"
    print(os.path.basename(folder), truth["detector"], truth["category"], len(off), "exposures,", len(table),
          "reference stars, header off by up to %.2f px" % max(off))

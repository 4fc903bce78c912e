"""Writes many datasets with the files that the quality analysis writes: make_qa_tree.py <folder> <datasets> <stars>.

Each has a total image (headers of the usual length, a few pixels), a num_sources file, and a gaia_sources file with a
table of stars. Needs astropy and numpy.
"""
import json
import os
import sys

import numpy as np
from astropy.io import fits

folder, datasets, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
rng = np.random.default_rng(7)
KINDS = ["undistorted a posteriori solution aligned by visit to GAIAEDR3", "undistorted a priori solution based on GSC240",
         "undistorted not aligned"]
header = {f"KEY{i:05d}": [f"value {i}", i, i / 7][i % 3] for i in range(180)}


def qa(name, i, data):
    head = dict(header, TARGNAME=f"TARGET-{i % 300}", RA_TARG=(i * 0.7318) % 360, DEC_TARG=(i * 0.377) % 180 - 90,
                NUMEXP=1 + i % 9)
    info = {"telescope": "HST", "dataframe_index": name, "imgname": f"{name}_drz.fits", "seconds since epoch": 1.7e9}
    return json.dumps({"header": head, "general information": info, "data": data}, indent=4)


def column(values):
    return {"dtype": "float64", "unit": "deg", "format": None, "data": values}


def image(template, i):
    sci = template[1].header
    sci["RMS_RA"], sci["RMS_DEC"], sci["NMATCHES"], sci["WCSTYPE"] = i / 37, i / 41 + 0.5, i % 90, KINDS[i % 3]
    return template


template = fits.HDUList([fits.PrimaryHDU(), fits.ImageHDU(np.zeros((16, 16), np.float32), name="SCI", ver=1),
                         fits.ImageHDU(np.zeros((16, 16), np.float32), name="WHT", ver=1)])
for number, hdu in enumerate(template[:2]):
    for i in range(180):
        hdu.header[f"KEY{i:05d}"] = ([f"value {i}", i, i / 7][i % 3], "what the keyword means")
for i in range(datasets):
    visit = f"j{i:05d}"
    name = f"hst_{10000 + i % 5000}_{i % 100:02d}_acs_{['hrc', 'sbc', 'wfc'][i % 3]}_total_{visit}"
    place = f"{folder}/visits/{visit}"
    os.makedirs(place, exist_ok=True)
    with open(f"{place}/{name}_svm_num_sources.json", "w") as out:
        out.write(qa(name, i, {"number_of_sources": {"original format": "<class 'dict'>", "data": {
            "detector": name.split("_")[4], "point": i % 5000, "segment": i % 4000}}}))
    stars = {key: column(rng.uniform(0, 90, count).tolist()) for key in ("RA", "DEC", "mag")}
    with open(f"{place}/{name}_svm_gaia_sources.json", "w") as out:
        out.write(qa(name, i, {"Number of GAIA sources": {"original format": "<class 'dict'>", "data": {
            "Number of GAIA sources": count}}, "GAIA sources": {"original format": "table", "data": stars}}))
    image(template, i).writeto(f"{place}/{name}_drz.fits", overwrite=True)
open(f"{folder}/complete", "w").close()

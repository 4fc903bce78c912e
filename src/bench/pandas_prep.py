"""The table part of prep in Python: harvests, reads headers and encodes: pandas_prep.py <visits> <output>."""
import collections
import glob
import json
import os
import resource
import sys
import time

start = time.perf_counter()
import pandas as pd
from astropy.io import fits

visits, output = sys.argv[1:]
os.makedirs(output, exist_ok=True)
rows = collections.OrderedDict()
for path in sorted(glob.glob(f"{visits}/*/*_total*_svm_*.json")):
    with open(path) as file:
        content = json.load(file)
    info, head, data = content["general information"], content["header"], content["data"]
    row = rows.setdefault(info["dataframe_index"], {"folder": os.path.dirname(path), "gaia": 0})
    for key in "TARGNAME", "RA_TARG", "DEC_TARG", "NUMEXP":
        row.setdefault(key.lower(), head[key])
    row.setdefault("imgname", info["imgname"])
    if "number_of_sources" in data:
        row.update(point=data["number_of_sources"]["data"]["point"], segment=data["number_of_sources"]["data"]["segment"])
    if "Number of GAIA sources" in data:
        row["gaia"] = data["Number of GAIA sources"]["data"]["Number of GAIA sources"]
for index, row in rows.items():
    header = fits.getheader(os.path.join(row["folder"], row["imgname"]), ext=1)
    for key in "RMS_RA", "RMS_DEC", "NMATCHES":
        row[key.lower()] = header.get(key, 0)
    row["wcstype"] = " ".join(header["WCSTYPE"].split(" ")[1:3]) if "WCSTYPE" in header else "0"
frame = pd.DataFrame.from_dict(rows, orient="index")
frame["detector"] = [index.split("_")[4] for index in frame.index]
frame["dataset"] = ["_".join(index.split("_")[6:]) for index in frame.index]
frame["category"] = "None"
frame["cat"] = 3
frame["det"] = frame["detector"].map({"hrc": 0, "ir": 1, "sbc": 2, "uvis": 3, "wfc": 4})
frame["wcs"] = frame["wcstype"].map({"a posteriori": 0, "a priori": 1, "default a": 2, "not aligned": 3})
frame["index"] = frame.index
frame[["detector", "dataset", "targname", "ra_targ", "dec_targ", "numexp", "imgname", "point", "segment", "gaia", "rms_ra",
       "rms_dec", "nmatches", "wcstype", "category", "cat", "det", "wcs", "index"]].to_csv(
    f"{output}/raw_svm_data.csv", index=False)
frame[["numexp", "rms_ra", "rms_dec", "nmatches", "point", "segment", "gaia", "det", "wcs", "cat", "index"]].to_csv(
    f"{output}/svm_data.csv", index=False)
print(f"| {len(frame)} | json, astropy, pandas | {time.perf_counter() - start:.2f} | {time.process_time():.2f} | "
      f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} |")

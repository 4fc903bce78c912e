"""Writes a small tree of single-visit products and, with json, astropy and pandas, what preparation makes of it.

    /usr/bin/python3 src/test/reference/prep_fixture.py src/test/resources/prep

The tree: visits/ (five real visits, six total images, all five detectors) and synthetic/ (two misaligned copies).
The expected files: expected/svm_data.csv and so on. Needs astropy, numpy and pandas.
"""
import collections
import glob
import json
import os
import shutil
import sys

import numpy as np
import pandas as pd
from astropy.io import fits
from astropy.table import Table
from astropy.wcs import WCS

ROOT = sys.argv[1]
RNG = np.random.default_rng(20261122)

# name, ending, target, ra, dec, numexp, rms_ra, rms_dec, nmatches, wcstype, point, segment, gaia, filters
TOTALS = [
    ("hst_12286_38_wfc3_ir_total_ibl738", "drz", "ANY", 262.4699055743, 52.32648710525, 2, 5.879633180095014,
     13.38053941997574, 5, "undistorted a posteriori solution aligned by visit to GAIAEDR3", 284, 185, 7, ["f160w"]),
    ("hst_12109_01_wfc3_uvis_total_ibfn01", "drc", "NGC-4258, FIELD", 184.73958333, 47.30397222, 4, 1.25e-05,
     0.30000000000000004, 64, "undistorted a priori solution based on GSC240", 1332, 1493, 129, ["f606w", "f814w"]),
    ("hst_8992_03_acs_wfc_total_j8cw03", "drc", "A2744", 3.5, -30.0, 7, 9.0, 12, 7,
     "pipeline default a priori", 2185, 1818, 10, ["f435w", "f775w"]),
    ("hst_9019_06_acs_hrc_total_j8bt06", "drz", "NGC104", 5.655, -72.07066666666667, 8, None, None, None,
     "undistorted not aligned", 12, 9, 41, ["f606w"]),
    ("hst_10403_29_acs_hrc_total_j96029", "drz", "SATURN", 130.1, 18.6, 3, 22.75, 1e16, 0,
     None, 3, 4, 2, ["f250w"]),
    ("hst_10403_29_acs_sbc_total_j96029", "drz", "SATURN", 130.1, 18.6, 5, 0.1, 0.7, 1,
     "undistorted a posteriori solution relatively aligned to GAIADR2", 0, 0, None, ["f115lp"]),
]
COPIES = [("hst_12286_38_wfc3_ir_total_ibl738", "ibl738_f160w_all_stat"),
          ("hst_8992_03_acs_wfc_total_j8cw03", "j8cw03_f435w_sub_stoc")]
CATEGORIES = [("NGC-4258, FIELD", "GALAXY;SPIRAL"), ("A2744", "CLUSTER OF GALAXIES;RICH CLUSTER"),
              ("NGC104", "STELLAR CLUSTER;GLOBULAR CLUSTER"), ("SATURN", "SOLAR SYSTEM;PLANET")]


def write_json(path, content):
    with open(path, "w") as out:
        json.dump(content, out, indent=4)


def qa(total, title_to_data, source):
    name, ending, target, ra, dec, numexp = total[:6]
    items = name.split("_")
    header = {"TELESCOP": "HST", "INSTRUME": items[3].upper(), "DETECTOR": items[4].upper(), "PROPOSID": int(items[1]),
              "FILENAME": f"{name}_{ending}.fits", "TARGNAME": target, "RA_TARG": ra, "DEC_TARG": dec,
              "NUMEXP": numexp, "EXPTIME": 600.0, "LINENUM": "38.001", "NEXTEND": 3, "T_SGSTAR": None}
    info = {"telescope": "HST", "proposal_id": int(items[1]), "visit": items[2], "instrument": items[3].upper(),
            "detector": items[4].upper(), "filter": "detection", "dataset": items[6], "dataframe_index": name,
            "imgname": f"{name}_{ending}.fits", "generation date": "11/22/2026", "generation time": "12:00:00",
            "seconds since epoch": 1795348800.0, "commit id": "0000000", "data_source": source, "description": ""}
    data = collections.OrderedDict()
    for title, (kind, value) in title_to_data.items():
        data[title] = {"original format": f"<class '{kind}'>", "data": value, "descriptions": {"n": "a count"},
                       "units": {"n": "unitless"}}
    return {"header": header, "general information": info, "data": data}


def table(count):
    def column(values):
        return {"dtype": "float64", "unit": "deg", "format": None, "data": values}
    return {"RA": column(RNG.uniform(0, 360, count).tolist()), "DEC": column(RNG.uniform(-90, 90, count).tolist()),
            "mag": column([float("nan")] * count)}


def write_qa(folder, total):
    name, point, segment, gaia = total[0], total[10], total[11], total[12]
    write_json(f"{folder}/{name}_svm_num_sources.json",
               qa(total, {"number_of_sources": ("dict", {"detector": name.split("_")[4], "point": point,
                                                         "segment": segment})}, "num_sources"))
    if gaia is not None:
        write_json(f"{folder}/{name}_svm_gaia_sources.json",
                   qa(total, {"Number of GAIA sources": ("dict", {"Number of GAIA sources": gaia}),
                              "GAIA sources": ("astropy.table.table.Table", table(gaia))}, "gaia_sources"))
    if name.endswith("ibfn01"):
        write_json(f"{folder}/{name}_point-cat_svm_compare_sourcelists.json",
                   qa(total, {"X Position": ("dict", {"mean": float("nan"), "sigma clipped": {"mean": -0.25, "n": 3},
                                                      "quartiles": [0.1, 2, 3e-07], "flat": True, "unit": "px"}),
                              "residuals": ("list", list(range(500)))}, "compare_sourcelists"))


def image(path, total):
    name, ending, target, ra, dec, numexp, rms_ra, rms_dec, nmatches, wcstype = total[:10]
    items = name.split("_")
    primary = fits.PrimaryHDU()
    for key, value in (("TELESCOP", "HST"), ("INSTRUME", items[3].upper()), ("DETECTOR", items[4].upper()),
                       ("PROPOSID", int(items[1])), ("TARGNAME", target), ("RA_TARG", ra), ("DEC_TARG", dec),
                       ("NUMEXP", numexp), ("FILENAME", os.path.basename(path))):
        primary.header[key] = value
    side = 16
    wcs = WCS(naxis=2)
    wcs.wcs.ctype = "RA---TAN", "DEC--TAN"
    wcs.wcs.crpix = (side + 1) / 2, (side + 1) / 2
    wcs.wcs.crval = ra, dec
    wcs.wcs.cdelt = -0.05 / 3600, 0.05 / 3600
    pixels = RNG.normal(0, 1, (side, side)).astype(np.float32)
    pixels[:, :2] = np.nan
    sci = fits.ImageHDU(pixels, header=wcs.to_header(), name="SCI", ver=1)
    for key, value in (("RMS_RA", rms_ra), ("RMS_DEC", rms_dec), ("NMATCHES", nmatches), ("WCSTYPE", wcstype)):
        if value is not None:
            sci.header[key] = value
    weight = fits.ImageHDU(np.ones((4, 4), np.float32), name="WHT", ver=1)
    context = fits.ImageHDU(np.ones((4, 4), np.int32), name="CTX", ver=1)
    fits.HDUList([primary, sci, weight, context]).writeto(path)


def catalogs(folder, total):
    name, ra, dec, filters = total[0], total[3], total[4], total[13]
    for kind in "point", "segment":
        sources = Table()
        count = 3
        sources["X-Center"] = RNG.uniform(2, 15, count).round(3)
        sources["Y-Center"] = RNG.uniform(2, 15, count).round(3)
        sources["RA"] = ra + RNG.uniform(-1e-4, 1e-4, count)
        sources["DEC"] = dec + RNG.uniform(-1e-4, 1e-4, count)
        for filter_name in filters:
            sources[f"Flags_{filter_name}"] = np.array([0, 4, 8][:count], dtype=np.int64)
        sources.meta["comments"] = [f"Number of sources: {count}"]
        sources.write(f"{folder}/{name}_{kind}-cat.ecsv", format="ascii.ecsv")


def tree():
    for part in "visits", "synthetic", "expected":
        shutil.rmtree(f"{ROOT}/{part}", ignore_errors=True)
    os.makedirs(f"{ROOT}/expected")
    places = [(total, f"{ROOT}/visits/{total[0].split('_')[6]}") for total in TOTALS]
    places += [(total, f"{ROOT}/synthetic/{folder}") for name, folder in COPIES for total in TOTALS if total[0] == name]
    for total, folder in places:
        os.makedirs(folder, exist_ok=True)
        write_qa(folder, total)
        image(f"{folder}/{total[0]}_{total[1]}.fits", total)
        catalogs(folder, total)
    with open(f"{ROOT}/categories.csv", "w") as out:
        pd.DataFrame(CATEGORIES, columns=["targname", "category"]).to_csv(out, index=False)


def flat(value, name):
    if isinstance(value, dict):
        for key, below in value.items():
            yield from flat(below, f"{name}.{key}".replace(" ", "_"))
    elif name.split(".")[-1] not in ("data", "unit", "format", "dtype"):
        yield name, value


def harvest(folder, synthetic):
    rows = collections.OrderedDict()
    for path in sorted(glob.glob(f"{folder}/*/*_total*_svm_*.json")):
        with open(path) as file:
            content = json.load(file)
        index = content["general information"]["dataframe_index"]
        if synthetic:
            index += "_" + os.path.basename(os.path.dirname(path)).split("_", 1)[1]
        row = rows.setdefault(index, collections.OrderedDict(folder=os.path.dirname(path)))
        for key in "TARGNAME", "RA_TARG", "DEC_TARG", "NUMEXP":
            row.setdefault("header." + key, content["header"][key])
        row.setdefault("gen_info.imgname", content["general information"]["imgname"])
        prefix = "hap_vs_hla_point_" if path.endswith("_point-cat_svm_compare_sourcelists.json") else ""
        for title, item in content["data"].items():
            for name, value in flat(item["data"], prefix + title.replace(" ", "_")):
                row[name] = value
    return rows


def features(rows, synthetic):
    category = dict(CATEGORIES)
    short = {"CALIBRATION": 0, "SOLAR SYSTEM": 1, "ISM": 2, "EXT-MEDIUM": 2, "UNIDENTIFIED": 3, "None": 3,
             "STELLAR CLUSTER": 4, "EXT-CLUSTER": 4, "STAR": 5, "EXT-STAR": 5, "CLUSTER OF GALAXIES": 6, "GALAXY": 7}
    detectors = ["hrc", "ir", "sbc", "uvis", "wfc"]
    wcstypes = ["a posteriori", "a priori", "default a", "not aligned", "0"]
    raw = []
    for index, row in rows.items():
        items = index.split("_")
        header = fits.getheader(os.path.join(row["folder"], row["gen_info.imgname"]), ext=1)
        words = " ".join(header["WCSTYPE"].split(" ")[1:3]) if "WCSTYPE" in header else "0"
        kind = category.get(row["header.TARGNAME"], "None")
        raw.append(collections.OrderedDict(
            detector=items[4], dataset="_".join(items[6:]), targname=row["header.TARGNAME"],
            ra_targ=row["header.RA_TARG"], dec_targ=row["header.DEC_TARG"], numexp=row["header.NUMEXP"],
            imgname=row["gen_info.imgname"], point=row["number_of_sources.point"],
            segment=row["number_of_sources.segment"],
            gaia=row.get("Number_of_GAIA_sources.Number_of_GAIA_sources", 0), rms_ra=header.get("RMS_RA", 0),
            rms_dec=header.get("RMS_DEC", 0), nmatches=header.get("NMATCHES", 0), wcstype=words, category=kind,
            cat=short[kind.split(";")[0]], det=detectors.index(items[4]), wcs=wcstypes.index(words), index=index))
    raw = pd.DataFrame(raw)
    coded = raw[["numexp", "rms_ra", "rms_dec", "nmatches", "point", "segment", "gaia", "det", "wcs", "cat"]].copy()
    if synthetic:
        coded["label"] = 1
    coded["index"] = raw["index"]
    return raw, coded


def expected(part, fname):
    synthetic = part == "synthetic"
    rows = harvest(f"{ROOT}/{part}", synthetic)
    raw, coded = features(rows, synthetic)
    raw.to_csv(f"{ROOT}/expected/raw_{fname}.csv", index=False)
    coded.to_csv(f"{ROOT}/expected/{fname}.csv", index=False)
    columns = {"index": list(rows)}
    for row in rows.values():
        for name in row:
            if name not in columns and name not in ("folder", "hap_vs_hla_point_residuals"):
                columns[name] = [str(r[name]) if isinstance(r.get(name), (list, bool)) else r.get(name)
                                 for r in rows.values()]
    write_json(f"{ROOT}/expected/{fname}_h5.json", columns)


tree()
expected("visits", "svm_data")
expected("synthetic", "synth")

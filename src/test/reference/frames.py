"""Writes two small visits into src/test/resources/frames, and where astropy puts their stars in a frame.

    /usr/bin/python3 src/test/reference/frames.py

ibl738 has a north-up total image with a corner without data and one with catalogs of every flag; j8bt06 has a _drc
image that is turned by 30 degrees, catalogs with only their header and a GSC reference catalog. frames.json lists for
each star its position, its flags in the catalogs, and its pixel in a frame of 512 pixels, counted from 1 at the lower
left. Needs astropy and numpy.
"""
import json
import os
import shutil

import numpy as np
from astropy.io import fits
from astropy.table import Table
from astropy.wcs import WCS

FOLDER = "src/test/resources/frames/"
SIZE = 512


def tan(crval, crpix, cd):
    wcs = WCS(naxis=2)
    wcs.wcs.ctype = ["RA---TAN", "DEC--TAN"]
    wcs.wcs.crval = crval
    wcs.wcs.crpix = crpix
    wcs.wcs.cd = cd
    return wcs


def header(wcs):
    cards = fits.Header()
    cards["CTYPE1"], cards["CTYPE2"] = wcs.wcs.ctype
    cards["CRPIX1"], cards["CRPIX2"] = wcs.wcs.crpix
    cards["CRVAL1"], cards["CRVAL2"] = wcs.wcs.crval
    for i in (0, 1):
        for j in (0, 1):
            cards[f"CD{i + 1}_{j + 1}"] = wcs.wcs.cd[i, j]
    return cards


def image(stars, width, height, bare):
    y, x = np.mgrid[1:height + 1, 1:width + 1]
    pixels = 0.1 + 0.01 * np.sin(x * 1.7 + y * 0.9)
    for star in stars:
        pixels += 5 * np.exp(-((x - star["x"]) ** 2 + (y - star["y"]) ** 2) / 2)
    pixels = np.round(pixels, 4).astype("f4")
    pixels[bare(x, y)] = np.nan
    return pixels


def frame_pixels(wcs, stars, width, height):
    plane = tan(wcs.wcs.crval, [0, 0], np.diag([-1.0, 1.0]))
    edge = [0.5, width / 2, width + 0.5], [0.5, height / 2, height + 0.5]
    outline = np.array([(x, y) for x in edge[0] for y in edge[1]])
    low = plane.all_world2pix(wcs.all_pix2world(outline, 1), 1).min(axis=0)
    high = plane.all_world2pix(wcs.all_pix2world(outline, 1), 1).max(axis=0)
    pixels = np.round((high - low) / ((high - low).max() / SIZE))
    for star in stars:
        place = plane.all_world2pix([[star["ra"], star["dec"]]], 1)[0]
        star["frame_x"], star["frame_y"] = (0.5 + (place - low) / (high - low) * pixels).tolist()
    return [int(p) for p in pixels]


def catalog(path, stars, flag, columns):
    chosen = [s for s in stars if s.get(flag) is not None]
    table = Table()
    table["X-Center"] = [s["x"] for s in chosen]
    table["Y-Center"] = [s["y"] for s in chosen]
    table["RA"] = [s["ra"] for s in chosen]
    table["DEC"] = [s["dec"] for s in chosen]
    for n, column in enumerate(columns):
        table[column] = [s[flag] if n == 0 else 16 for s in chosen]
    table.meta["Number of sources"] = len(chosen)
    table.write(path, format="ascii.ecsv", overwrite=True)


def reference(path, stars):
    chosen = [s for s in stars if s.get("reference")]
    Table({"RA": [s["ra"] for s in chosen], "DEC": [s["dec"] for s in chosen],
           "mag": [20.5] * len(chosen)}).write(path, format="ascii.ecsv", overwrite=True)


def visit(folder, name, ending, wcs, stars, width, height, bare, gaia):
    os.makedirs(FOLDER + folder)
    for star in stars:
        star["ra"], star["dec"] = [float(v) for v in wcs.all_pix2world([[star["x"], star["y"]]], 1)[0]]
    primary = fits.PrimaryHDU()
    primary.header["DETECTOR"] = name.split("_")[4].upper()
    science = fits.ImageHDU(image(stars, width, height, bare), header(wcs), name="SCI")
    fits.HDUList([primary, science]).writeto(f"{FOLDER}{folder}/{name}_{ending}.fits")
    catalog(f"{FOLDER}{folder}/{name}_point-cat.ecsv", stars, "point", ["Flags_f110w", "Flags_f160w"])
    catalog(f"{FOLDER}{folder}/{name}_segment-cat.ecsv", stars, "segment", ["Flags_f160w"])
    reference(f"{FOLDER}{folder}/{gaia}_ref_cat.ecsv", stars)
    return {"name": name, "frame": frame_pixels(wcs, stars, width, height), "stars": stars}


shutil.rmtree(FOLDER, ignore_errors=True)
upright = visit(
    "ibl738", "hst_12286_38_wfc3_ir_total_ibl738", "drz",
    tan([150.1, 2.2], [30.0, 25.0], np.diag([-0.128, 0.128]) / 3600),
    [dict(x=12.3, y=40.6, point=0, reference=True),
     dict(x=48.0, y=41.2, point=1, segment=0),
     dict(x=30.5, y=25.5, point=2),
     dict(x=14.0, y=14.4, point=5, segment=4),
     dict(x=47.7, y=12.0, point=8, segment=32),
     dict(x=30.2, y=42.0, segment=1, reference=True),
     dict(x=30.8, y=9.0, segment=2),
     dict(x=9.0, y=27.0, point=6),
     dict(x=51.0, y=27.0)],
    60, 50, lambda x, y: x + y < 14, "12286_ir_ibl738_GAIAeDR3")
angle = np.radians(30)
turn = np.array([[-np.cos(angle), np.sin(angle)], [np.sin(angle), np.cos(angle)]])
turned = visit(
    "j8bt06", "hst_9019_06_acs_hrc_total_j8bt06", "drc",
    tan([6.03, -72.08], [20.0, 30.0], turn * 0.025 / 3600),
    [dict(x=10.0, y=40.0, reference=True), dict(x=35.0, y=15.5), dict(x=33.0, y=41.0, reference=True)],
    44, 52, lambda x, y: x < 0, "9019_hrc_j8bt06_GSC242")
with open(FOLDER + "frames.json", "w") as f:
    json.dump([upright, turned], f, indent=1)
    f.write("\n")

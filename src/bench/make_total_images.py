"""Makes total images with catalogs for the frames benchmark: make_total_images.py FOLDER

Four images of 1100 x 1100 pixels with 600 stars (FOLDER/small) and three of 4200 x 4200 with 3000 (FOLDER/large), with
the extensions SCI, WHT and CTX and two corners without data. Seeds are fixed. Needs astropy and numpy.
"""
import os
import sys

import numpy as np
from astropy.io import fits
from astropy.table import Table
from astropy.wcs import WCS

REACH = 7


def sky(random, side, stars):
    pixels = random.normal(0.02, 0.01, (side, side)).astype("f4")
    x, y = random.uniform(30, side - 30, (2, stars))
    offsets = np.arange(-REACH, REACH + 1)
    for cx, cy, flux in zip(x, y, 10 ** random.uniform(-0.5, 2.5, stars)):
        row, column = int(round(cy)), int(round(cx))
        square = (offsets + column - cx) ** 2 + ((offsets + row - cy) ** 2)[:, None]
        star = flux / 9.05 * np.exp(-square / 2.88)
        pixels[row - REACH:row + REACH + 1, column - REACH:column + REACH + 1] += star
    diagonal = np.add.outer(np.arange(side), np.arange(side))
    pixels[np.abs(diagonal - side) > 0.85 * side] = np.nan
    return pixels, x, y


def dataset(folder, number, detector, side, scale, stars):
    random = np.random.default_rng(number)
    pixels, x, y = sky(random, side, stars)
    header = fits.Header({
        "CTYPE1": "RA---TAN", "CTYPE2": "DEC--TAN", "CRVAL1": 150.1, "CRVAL2": 2.2,
        "CRPIX1": (side + 1) / 2, "CRPIX2": (side + 1) / 2,
        "CD1_1": -scale / 3600, "CD1_2": 0.0, "CD2_1": 0.0, "CD2_2": scale / 3600})
    ra, dec = WCS(header).all_pix2world(x, y, 0)
    visit = f"{folder}/aaaa0{number}"
    name = f"hst_1000{number}_01_acs_{detector}_total_aaaa0{number}"
    os.makedirs(visit, exist_ok=True)
    fits.HDUList([
        fits.PrimaryHDU(), fits.ImageHDU(pixels, header, name="SCI"),
        fits.ImageHDU(np.ones_like(pixels), header, name="WHT"),
        fits.ImageHDU(np.ones(pixels.shape, "i4"), header, name="CTX"),
    ]).writeto(f"{visit}/{name}_drz.fits", overwrite=True)
    for kind, share in ("point", 0.9), ("segment", 0.7):
        chosen = random.random(stars) < share
        flags = random.choice([0, 1, 4, 8], chosen.sum(), p=[0.6, 0.2, 0.1, 0.1])
        table = Table({"X-Center": x[chosen] + 1, "Y-Center": y[chosen] + 1, "RA": ra[chosen], "DEC": dec[chosen],
                       "Flags_f160w": flags})
        table.meta["Number of sources"] = len(table)
        table.write(f"{visit}/{name}_{kind}-cat.ecsv", format="ascii.ecsv", overwrite=True)
    chosen = random.random(stars) < 0.1
    Table({"RA": ra[chosen], "DEC": dec[chosen], "mag": np.full(chosen.sum(), 20.0)}).write(
        f"{visit}/{visit[-6:]}_{detector}_GAIAeDR3_ref_cat.ecsv", format="ascii.ecsv", overwrite=True)


for n in range(4):
    dataset(sys.argv[1] + "/small", n, "ir", 1100, 0.128, 600)
for n in range(3):
    dataset(sys.argv[1] + "/large", n, "wfc", 4200, 0.05, 3000)

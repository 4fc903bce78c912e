"""Drizzles the whole real exposure with Debian's drizzle package, kernel by kernel, and keeps what a test needs.

    /usr/bin/python3 src/test/reference/drizzle_kernels.py src/test/resources/ngc104/j8bt06nyq_flt.fits.gz \
        src/test/resources/reference/drizzle_kernels.json

Version 1.13.4 interpolates the table of positions along the wrong axis for the square kernel, which moves a turned image
by up to a fifth of a pixel (repaired by pull request 83 of spacetelescope/drizzle). So the square kernel gets a table
in which the corners of every drop stand themselves: each input pixel becomes a cell of 3 x 3 whose outer positions are
the corners, and nothing is left to interpolate.

Sums over blocks of 100 x 100 output pixels of image and weight, and single pixels, are stored where no pixel of the
block is at the weight's edge. No pixel is masked. Needs astropy and drizzle 1.13.4.
"""
import json
import sys
import warnings

import numpy as np
from astropy.io import fits
from astropy.wcs import WCS
from drizzle import calc_pixmap, cdrizzle

warnings.simplefilter("ignore")
with fits.open(sys.argv[1]) as hdus:
    science = hdus["SCI"].data.astype(np.float32)
    source = WCS(hdus["SCI"].header)
source.pixel_shape = science.shape[::-1]
side, shape = 0.025 / 3600, (1480, 1440)
target = WCS(naxis=2)
target.wcs.ctype = ["RA---TAN", "DEC--TAN"]
target.wcs.cdelt = [-side, side]
target.wcs.crval = [6.0272, -72.0835]
target.wcs.crpix = [720.25, 740.75]
target.pixel_shape = shape[::-1]
pixmap = calc_pixmap.calc_pixmap(source, target)
ratio = side / np.sqrt(abs(np.linalg.det(source.wcs.cd)))



def position(x, y):
    sky = source.all_pix2world(np.column_stack([x.ravel() + 1, y.ravel() + 1]), 1)
    return (target.wcs_world2pix(sky, 1) - 1).reshape(*x.shape, 2)


def with_corners(pixfrac):
    """Image, weights and positions on the cells of 3 x 3; drops reach one position of these to each side."""
    rows, columns = science.shape
    y, x = np.mgrid[0:rows, 0:columns].astype(float)
    cells = np.zeros((3 * rows, 3 * columns, 2))
    for row in (-1, 0, 1):
        for column in (-1, 0, 1):
            cells[1 + row::3, 1 + column::3] = position(x + column * pixfrac / 2, y + row * pixfrac / 2)
    data = np.zeros(cells.shape[:2], np.float32)
    weights = np.zeros(cells.shape[:2], np.float32)
    data[1::3, 1::3] = science
    weights[1::3, 1::3] = 1
    return data, weights, cells, 2.0


cases = []
for kernel, pixfrac in [("square", 1.0), ("square", 0.7), ("point", 1.0), ("turbo", 1.0), ("turbo", 0.7),
                        ("gaussian", 1.0), ("lanczos3", 1.0)]:
    image = np.zeros(shape, np.float32)
    weight = np.zeros(shape, np.float32)
    data, weights, positions, drop = with_corners(pixfrac) if kernel == "square" \
        else (science, np.ones_like(science), pixmap, pixfrac)
    cdrizzle.tdriz(data, weights, positions, image, weight, np.zeros(shape, np.int32), uniqid=1,
                   xmin=0, xmax=0, ymin=0, ymax=0, scale=ratio, pixfrac=drop, kernel=kernel, in_units="cps",
                   expscale=1.0, wtscale=60.0, fillstr="INDEF")
    blocks, pixels = [], []
    for y in range(0, shape[0] - 100, 100):
        for x in range(0, shape[1] - 100, 100):
            w = weight[y:y + 100, x:x + 100]
            v = image[y:y + 100, x:x + 100]
            if kernel == "point" and (w > 0).mean() > 0.85:
                blocks.append([x, y, float(v[w > 0].sum(dtype=float)), float(w.sum(dtype=float))])
                pixels += [[x + 37, y + 61, float(v[61, 37]), float(w[61, 37])]]
            elif w.min() > 0.5 * np.median(weight[weight > 0]):
                blocks.append([x, y, float(v.sum(dtype=float)), float(w.sum(dtype=float))])
                pixels += [[x + 37, y + 61, float(v[61, 37]), float(w[61, 37])],
                           [x + 80, y + 12, float(v[12, 80]), float(w[12, 80])]]
    cases.append({"kernel": kernel, "pixfrac": pixfrac, "blocks": blocks, "pixels": pixels})

with open(sys.argv[2], "w") as out:
    json.dump({"about": "origin 0-based; blocks [x, y, sum of image, sum of weight]; pixels [x, y, image, weight]",
               "width": shape[1], "height": shape[0], "crval": list(target.wcs.crval), "crpix": list(target.wcs.crpix),
               "side": side, "weight": 60.0, "cases": cases}, out, indent=0)
    out.write("\n")

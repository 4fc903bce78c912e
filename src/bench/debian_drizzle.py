"""Times Debian's drizzle package (python3-drizzle) on a whole exposure and compares it with DrizzleBench.

    DrizzleBench's output | /usr/bin/python3 src/bench/debian_drizzle.py j8bt06nyq_flt.fits.gz

Both drizzle all good pixels with the square kernel, pixfrac 1, onto north-up grids of the same size. Ours computes the
positions of the pixel corners on the fly; the package needs a table of the pixel centres, which is timed separately.
"""
import sys
import time
import warnings

import numpy as np
from astropy.io import fits
from astropy.wcs import WCS
from drizzle import calc_pixmap, cdrizzle

warnings.simplefilter("ignore")
with fits.open(sys.argv[1]) as hdus:
    science = hdus["SCI"].data.astype(np.float32)
    weight = ((hdus["DQ"].data & ~64) == 0).astype(np.float32)
    source = WCS(hdus["SCI"].header)
    source.pixel_shape = science.shape[::-1]
target = WCS(naxis=2)
target.wcs.ctype = ["RA---TAN", "DEC--TAN"]
target.wcs.cdelt = [-0.025 / 3600, 0.025 / 3600]
target.wcs.crval = source.wcs.crval
shape = (1408, 1361)
target.wcs.crpix = [(shape[1] + 1) / 2, (shape[0] + 1) / 2]
target.pixel_shape = shape[::-1]


def median(work, rounds):
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return sorted(seconds)[rounds // 2]


pixmap = calc_pixmap.calc_pixmap(source, target)


def drop():
    cdrizzle.tdriz(science, weight, pixmap, np.zeros(shape, np.float32), np.zeros(shape, np.float32),
                   np.zeros(shape, np.int32), uniqid=1, xmin=0, xmax=0, ymin=0, ymax=0, scale=0.943, pixfrac=1.0,
                   kernel="square", in_units="cps", expscale=1.0, wtscale=60.0, fillstr="INDEF")


mapping = median(lambda: calc_pixmap.calc_pixmap(source, target), 5)
dropping = median(drop, 11)
megapixels = science.size / 1e6
print(f"{'':34}{'seconds':>9}{'Mpix/s':>9}{'speed-up':>15}")
print(f"{'drizzle 1.13, pixel table':34}{mapping:9.4f}{megapixels / mapping:9.2f}")
print(f"{'drizzle 1.13, kernel alone':34}{dropping:9.4f}{megapixels / dropping:9.2f}{1:15.2f}")
for line in sys.stdin:
    words = line.split()
    if words[0] == "threads":
        seconds = float(words[3])
        name = f"mosaic-workbench, {words[1]} thread" + ("s" if words[1] != "1" else "") + ", all"
        print(f"{name:34}{seconds:9.4f}{megapixels / seconds:9.2f}{dropping / seconds:15.2f}")

"""Compares PiecesBench with Python packages on the same pixels, in processor seconds of one thread.

    PiecesBench EXPOSURE IMAGE | /usr/bin/python3 src/bench/python_check.py EXPOSURE IMAGE

drizzle: the kernel alone on the first chip, with a precomputed pixel table. Sigma clipping: astropy, 4 sigma, 5 rounds,
good pixels of that chip. Background: photutils' Background2D, boxes of 64, median after clipping at 3 sigma, level and
noise as images, pixels without data masked. Stars: photutils' DAOStarFinder at five times the median noise, on the
background-subtracted image. Needs python3-drizzle, python3-photutils, python3-astropy.
"""
import os

for threads in "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS":
    os.environ[threads] = "1"

import sys
import time
import warnings

import numpy as np
from astropy.io import fits
from astropy.stats import SigmaClip, sigma_clipped_stats
from astropy.wcs import WCS
from drizzle import calc_pixmap, cdrizzle
from photutils.background import Background2D, MedianBackground
from photutils.detection import DAOStarFinder

ROUNDS = 3
lines = [line.split() for line in sys.stdin]  # read everything first, so that the two programs do not compete for memory
warnings.simplefilter("ignore")


def median(work):
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        result = work()
        seconds.append(time.process_time() - start)
    return sorted(seconds)[ROUNDS // 2], result


with fits.open(sys.argv[1]) as hdus:
    science = hdus["SCI", 1].data.astype(np.float32)
    good = (hdus["DQ", 1].data & ~64) == 0
    source = WCS(hdus["SCI", 1].header, hdus)
source.pixel_shape = science.shape[::-1]
scale = np.sqrt(abs(np.linalg.det(source.pixel_scale_matrix)))
target = WCS(naxis=2)
target.wcs.ctype = ["RA---TAN", "DEC--TAN"]
target.wcs.cdelt = [-scale, scale]
target.wcs.crval = source.wcs.crval
shape = tuple(int(1.5 * max(science.shape)) for _ in range(2))
target.wcs.crpix = [(shape[1] + 1) / 2, (shape[0] + 1) / 2]
target.pixel_shape = shape[::-1]
pixmap = calc_pixmap.calc_pixmap(source, target)


def drop():
    cdrizzle.tdriz(science, good.astype(np.float32), pixmap, np.zeros(shape, np.float32), np.zeros(shape, np.float32),
                   np.zeros(shape, np.int32), uniqid=1, xmin=0, xmax=0, ymin=0, ymax=0, scale=1.0, pixfrac=1.0,
                   kernel="square", in_units="cps", expscale=1.0, wtscale=60.0, fillstr="INDEF")


image = fits.getdata(sys.argv[2], "SCI").astype(np.float32)
empty = ~np.isfinite(image) | (fits.getdata(sys.argv[2], "WHT") <= 0)


def background():
    found = Background2D(image, 64, mask=empty, coverage_mask=empty, fill_value=0, exclude_percentile=90,
                         sigma_clip=SigmaClip(3), bkg_estimator=MedianBackground())
    return found.background, found.background_rms


peers = {"drizzle": ("drizzle 1.13, square kernel alone", median(drop)[0])}
seconds, _ = median(lambda: sigma_clipped_stats(science[good], sigma=4, maxiters=5))
peers["clip"] = "astropy sigma_clipped_stats", seconds
seconds, (level, noise) = median(background)
peers["background"] = "photutils Background2D", seconds
flat = np.where(empty, 0, image - level)
finder = DAOStarFinder(fwhm=float(lines[0][1]), threshold=5 * np.median(noise[~empty]))
seconds, stars = median(lambda: finder(flat, mask=empty))
peers["stars"] = f"photutils DAOStarFinder ({len(stars)} stars)", seconds
print("\n| step, 1 thread | pixels | package | package CPU s | package Mpix/s | CPU s | Mpix/s | speed-up |")
print("|---|---|---|---|---|---|---|---|")
for piece, pixels, own, found in lines[1:]:
    name, seconds = peers[piece]
    million = int(pixels) / 1e6
    piece += f" ({float(found):.0f} stars)" if piece == "stars" else ""
    print(f"| {piece} | {million:.1f} M | {name} | {seconds:.2f} | {million / seconds:.2f} | {float(own):.3f} | "
          f"{million / float(own):.2f} | {seconds / float(own):.1f} |")

"""Draws the same three frames with matplotlib and astropy and prints a table of the times of both programs.

    FramesBench FOLDER | matplotlib_frames.py FOLDER

For each of the three figures (24 x 24 inches on WCS axes), the dataset is opened and its catalogs are read, as in a
typical notebook that uses these packages. The first dataset of each kind is drawn once before timing starts.
Needs python3-matplotlib and python3-astropy.
"""
import glob
import sys
import time
import warnings

import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from astropy.io import fits
from astropy.table import Table
from astropy.visualization import ImageNormalize, ZScaleInterval
from astropy.wcs import WCS

warnings.simplefilter("ignore")


def rings(axes, path, colours):
    table = Table.read(path, format="ascii.ecsv")
    flags = np.asarray(table["Flags_f160w"]) if "Flags_f160w" in table.colnames else np.zeros(len(table))
    for low, high, colour in colours:
        chosen = (flags >= low) & (flags <= high)
        axes.scatter(table["RA"][chosen], table["DEC"][chosen], s=15, marker="o", facecolor="none", edgecolor=colour,
                     transform=axes.get_transform("fk5"))


def figure(image, overlay, target):
    with fits.open(image) as units:
        header, pixels = units["SCI"].header, units["SCI"].data
    axes = plt.figure(figsize=(24, 24)).add_subplot(projection=WCS(header), frameon=False)
    axes.axis(False)
    upper = ZScaleInterval().get_limits(pixels)[1]
    axes.imshow(pixels, origin="lower", cmap="gray", norm=ImageNormalize(vmin=0, vmax=2 * upper, clip=True))
    overlay(axes)
    plt.savefig(target, bbox_inches="tight")
    plt.close()


def draw(image, target):
    name = image[:-len("_drz.fits")]
    figure(image, lambda axes: None, target + ".png")

    def sources(axes):
        rings(axes, name + "_point-cat.ecsv", [(0, 1, "r"), (2, 5, "g")])
        rings(axes, name + "_segment-cat.ecsv", [(0, 1, "b"), (2, 5, "g")])

    figure(image, sources, target + "_source.png")
    reference = glob.glob(image[:image.rindex("/")] + "/*ref_cat.ecsv")[0]
    figure(image, lambda axes: rings(axes, reference, [(0, 0, "cyan")]), target + "_gaia.png")


KINDS = "small", "large"
ours = {tuple(line.split()[:3]): [float(t) for t in line.split()[3:]] for line in sys.stdin}
peer = {}
for kind in KINDS:
    images = sorted(glob.glob(f"{sys.argv[1]}/{kind}/*/*_drz.fits"))
    draw(images[0], f"{sys.argv[1]}/peer_{kind}")
    start = time.perf_counter(), time.process_time()
    for path in images:
        draw(path, f"{sys.argv[1]}/peer_{kind}")
    peer[kind] = [(now - then) / len(images) for now, then in zip((time.perf_counter(), time.process_time()), start)]


def row(label, times, pattern):
    print(f"| {label} | " + " | ".join(pattern.format(t) for t in times) + " |")


print("| seconds per dataset | 1100 x 1100 | CPU | 4200 x 4200 | CPU |\n|---|---|---|---|---|")
row("matplotlib " + matplotlib.__version__, peer["small"] + peer["large"], "{:.2f}")
for what, threads in sorted({(key[0], key[2]) for key in ours}):
    times = ours[what, "small", threads] + ours[what, "large", threads]
    row(f"{what}, threads: {threads}", times, "{:.3f}")
    if what == "draw":
        row("speed-up", [p / t for p, t in zip(peer["small"] + peer["large"], times)], "{:.0f}")

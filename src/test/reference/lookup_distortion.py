"""Makes a small exposure with SIP, NPOL and D2IM distortions as Hubble's flc files have them, and what astropy says.

    /usr/bin/python3 src/test/reference/lookup_distortion.py src/test/resources/ngc104/j8bt06nyq_flt.fits.gz \
        src/test/resources/reference

The SCI header is the real exposure's; its pixels are left out (a row of zeros for each column would do, so it is cut to
64 x 64 by NAXIS only in the file, the coordinates being those of the whole chip). The tables are invented, of the real
ones' size in pixels. Writes lookup_flt.fits.gz and lookup.json. Needs astropy.
"""
import gzip
import io
import json
import sys
import warnings

import numpy as np
from astropy.io import fits
from astropy.wcs import WCS

warnings.simplefilter("ignore")
rng = np.random.default_rng(8)
with fits.open(sys.argv[1]) as hdus:
    primary, header = hdus[0].header, hdus["SCI"].header
science = fits.ImageHDU(np.zeros((64, 64), np.float32), header, name="SCI", ver=1)


def table(name, version, shape, step, size):
    hdu = fits.ImageHDU((size * rng.standard_normal(shape)).astype(np.float32), name=name, ver=version)
    hdu.header.update({"CRPIX1": 0.0, "CRPIX2": 0.0, "CRVAL1": 0.0, "CRVAL2": 0.0, "CDELT1": step[0], "CDELT2": step[1]})
    return hdu


tables = [table("D2IMARR", 1, (5, 33), (32.0, 256.0), 0.02), table("D2IMARR", 2, (5, 9), (128.0, 256.0), 0.02),
          table("WCSDVARR", 1, (17, 17), (64.0, 64.0), 0.1), table("WCSDVARR", 2, (17, 17), (64.0, 64.0), 0.1)]
for axis in (1, 2):
    for kind, record in (("D2IMDIS", "D2IM"), ("CPDIS", "DP")):
        science.header[f"{kind}{axis}"] = "LOOKUP"
        for field, value in (("EXTVER", axis), ("NAXES", 2), ("AXIS.1", 1), ("AXIS.2", 2)):
            science.header.append(fits.Card.fromstring(f"{record}{axis:<1}".ljust(8) + f"= '{field}: {value}.0'"))
science.header["D2IMERR1"] = 0.06
science.header["D2IMERR2"] = 0.06
science.header["CPERR1"] = 0.3
science.header["CPERR2"] = 0.3
hdus = fits.HDUList([fits.PrimaryHDU(header=primary), science] + tables)
plain = io.BytesIO()
hdus.writeto(plain)
with open(sys.argv[2] + "/lookup_flt.fits.gz", "wb") as out:
    out.write(gzip.compress(plain.getvalue(), 9, mtime=0))
hdus = fits.open(io.BytesIO(plain.getvalue()))
wcs = WCS(hdus["SCI"].header, hdus)
assert wcs.det2im1 is not None and wcs.cpdis2 is not None and wcs.sip is not None
points = rng.uniform(-20, 1050, (40, 2))
sky = wcs.all_pix2world(points, 1)
with open(sys.argv[2] + "/lookup.json", "w") as out:
    json.dump({"about": "FITS pixels, 1-based; degrees", "points": [
        {"x": x, "y": y, "ra": ra, "dec": dec} for (x, y), (ra, dec) in zip(points.tolist(), sky.tolist())]}, out, indent=0)
    out.write("\n")

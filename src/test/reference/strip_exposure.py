"""Drops the ERR and WCSCORR extensions of the real exposure, so that it is small enough to travel with the tests.

    /usr/bin/python3 src/test/reference/strip_exposure.py j8bt06nyq_flt.fits.gz \
        src/test/resources/ngc104/j8bt06nyq_flt.fits.gz

The pixels of SCI and DQ and all headers stay as the archive has them. Needs astropy.
"""
import gzip
import io
import sys

from astropy.io import fits

source, target = sys.argv[1:]
with fits.open(source) as hdus:
    kept = fits.HDUList([hdus[0], hdus["SCI"], hdus["DQ"]])
    kept[0].header["NEXTEND"] = 2
    plain = io.BytesIO()
    kept.writeto(plain)
with open(target, "wb") as out:
    out.write(gzip.compress(plain.getvalue(), 9, mtime=0))

package org.mosaicworkbench.mend;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Exposure;

/**
 * A shift file as written by tweakreg and read by {@code updatehdr.update_from_shiftfile}: one row per exposure with
 * its shift, rotation and scale on a reference frame, whose coordinate system is in a separate file. A shift is the
 * displacement that the header's error causes at the frame's reference pixel; the rotation, counter-clockwise, corrects
 * that error.
 *
 * @param frame the reference frame
 * @param exposures exposures of one detector, in time order
 * @param motions motions of the corrected exposures, by rootname
 * @param scatter scatter of the source positions after the fit, pixels of the frame
 */
record ShiftFile(Wcs frame, List<Exposure> exposures, Map<String, RigidMotion> motions, double scatter) {

    /**
     * Writes the shift file and the file with the frame's coordinate system.
     *
     * @param name file name without suffix
     * @return the shift file
     */
    Path write(Path folder, String name) {
        String system = name + "_wcs.fits";
        FitsFile.write(
                folder.resolve(system),
                List.of(new FitsPart.NoData(FitsHeader.empty()), new FitsPart.NoData(header())));
        return WholeFile.writeText(
                folder.resolve(name + ".txt"),
                "# frame: output\n# refimage: " + system + "[wcs]\n# form: delta\n# units: pixels\n"
                        + exposures.stream().map(this::row).collect(Collectors.joining()));
    }

    private FitsHeader header() {
        double[] cd = frame.matrix();
        return FitsHeader.empty()
                .edit()
                .set("EXTNAME", "WCS", "")
                .set("EXTVER", 1, "")
                .set("WCSAXES", 2, "")
                .set("CTYPE1", "RA---TAN", "")
                .set("CTYPE2", "DEC--TAN", "")
                .set("CUNIT1", "deg", "")
                .set("CUNIT2", "deg", "")
                .set("CRPIX1", frame.referencePixel().x(), "")
                .set("CRPIX2", frame.referencePixel().y(), "")
                .set("CRVAL1", frame.referenceSky().ra(), "")
                .set("CRVAL2", frame.referenceSky().dec(), "")
                .set("CD1_1", cd[0], "")
                .set("CD1_2", cd[1], "")
                .set("CD2_1", cd[2], "")
                .set("CD2_2", cd[3], "")
                .set("ORIENTAT", 0.0, "")
                .set("NPIX1", frame.width(), "length of the first axis")
                .set("NPIX2", frame.height(), "length of the second axis")
                .set("PIXVALUE", 0.0, "value of all pixels")
                .done();
    }

    private String row(Exposure exposure) {
        RigidMotion motion = motions.get(exposure.rootname());
        String file = exposure.file().getFileName().toString().replaceFirst("\\.[gf]z$", "");
        if (motion == null) {
            return file + "    0.000000  0.000000    0.000000    1.000000   0.000000  0.000000\n";
        }
        PixelPoint claimed = frame.toPixel(motion.claimed(frame.referenceSky()));
        return String.format(
                Locale.ROOT,
                "%s    %.6f  %.6f    %.6f    1.000000   %.6f  %.6f\n",
                file,
                claimed.x() - frame.referencePixel().x(),
                claimed.y() - frame.referencePixel().y(),
                (360 - motion.roll()) % 360,
                scatter,
                scatter);
    }
}

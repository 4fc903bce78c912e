package org.mosaicworkbench.simulate;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsIntegers;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/**
 * A visit derived from one real exposure: cut-outs of the same real pixels, shifted by whole pixels like the dithers of
 * a telescope, each with the matching {@code CRPIX}. Nothing is resampled, so the exposures are aligned exactly. Unlike
 * dithered exposures of a real visit, they share their noise and cosmic rays.
 *
 * @param x first column of the window for dither (0, 0), FITS pixel, 1-based
 * @param y first row of the window for dither (0, 0), FITS pixel, 1-based
 * @param size side of the windows in pixels
 * @param dithers one dither per exposure, at least one
 */
public record DerivedVisit(int x, int y, int size, List<Dither> dithers) {

    /**
     * Time between the starts of consecutive derived exposures, in seconds: 60 s of exposure plus a typical readout.
     */
    private static final double CADENCE = 240;

    private static final double DAY = 86400;

    /**
     * The offset of a window from its position at ({@code x}, {@code y}).
     *
     * @param dx columns to the right
     * @param dy rows up
     */
    public record Dither(int dx, int dy) {}

    public DerivedVisit {
        dithers = List.copyOf(dithers);
        if (dithers.isEmpty() || dithers.size() > 9) {
            throw new IllegalArgumentException(
                    "a derived visit of " + dithers.size() + " exposures; give 1 to 9 dithers");
        }
    }

    /**
     * Writes the exposures (SCI and DQ, gzipped) and their poller file. Exposure n takes the real exposure's name, with
     * {@code dn} in place of the two characters that identify the exposure: {@code j8bt06nyq} becomes
     * {@code j8bt06d1q}.
     *
     * @param original the real exposure, with one chip, SCI and DQ
     * @param folder the visit's folder, which must not exist yet
     * @return {@code folder}
     * @throws BadInput if a window extends beyond the exposure, or the folder exists
     */
    public Path write(Path original, Path folder) {
        Exposure real = Exposure.read(original);
        try (FitsFile file = FitsFile.open(original)) {
            FitsImage sci = file.image("SCI", 1);
            FitsIntegers dq = file.integers("DQ", 1);
            for (Dither dither : dithers) {
                requireInside(original, sci, dither);
            }
            return WholeFolder.write(folder, beside -> {
                for (int n = 1; n <= dithers.size(); n++) {
                    String root = real.rootname().substring(0, 6) + "d" + n
                            + real.rootname().substring(8);
                    FitsFile.write(beside.resolve(root + "_flt.fits.gz"), exposure(root, n, file.primary(), sci, dq));
                }
                Visit visit = Visit.read(beside);
                visit.poller().write(visit.pollerFile());
            });
        }
    }

    private List<FitsPart> exposure(String root, int n, FitsHeader primary, FitsImage sci, FitsIntegers dq) {
        Dither dither = dithers.get(n - 1);
        int left = x + dither.dx();
        int bottom = y + dither.dy();
        int[] flags = new int[size * size];
        for (int row = 0; row < size; row++) {
            System.arraycopy(dq.pixels(), (bottom - 1 + row) * dq.width() + left - 1, flags, row * size, size);
        }
        return List.of(
                new FitsPart.NoData(primary(root, n, primary)),
                sci.cut(left, bottom, size, size),
                new FitsIntegers(dq.header(), size, size, flags));
    }

    private FitsHeader primary(String root, int n, FitsHeader real) {
        double later = (n - 1) * CADENCE / DAY;
        Dither dither = dithers.get(n - 1);
        LocalDateTime start = LocalDateTime.parse(real.text("DATE-OBS") + "T" + real.text("TIME-OBS"))
                .plusSeconds((long) ((n - 1) * CADENCE));
        return real.edit()
                .set("ROOTNAME", root, "")
                .set("FILENAME", root + "_flt.fits", "")
                .set("NEXTEND", 2, "")
                .set("EXPSTART", real.number("EXPSTART", 0) + later, "")
                .set("DATE-OBS", start.toLocalDate().toString(), "")
                .set("TIME-OBS", start.format(DateTimeFormatter.ISO_LOCAL_TIME), "")
                .set("EXPEND", real.number("EXPEND", 0) + later, "")
                .history("Derived exposure: a window of the real pixels of " + real.text("ROOTNAME") + ",")
                .history(size + " x " + size + " from column " + (x + dither.dx()) + ", row " + (y + dither.dy())
                        + "; CRPIX moved to match.")
                .history("ROOTNAME, FILENAME and the times of start and end are not the real ones.")
                .done();
    }

    private void requireInside(Path original, FitsImage sci, Dither dither) {
        int left = x + dither.dx();
        int below = y + dither.dy();
        if (size < 1 || left < 1 || below < 1 || left + size - 1 > sci.width() || below + size - 1 > sci.height()) {
            throw BadInput.file(
                    original,
                    "has no window of " + size + " x " + size + " from (" + left + ", " + below + "); it has "
                            + sci.width() + " x " + sci.height() + " pixels",
                    "choose a window inside it");
        }
    }
}

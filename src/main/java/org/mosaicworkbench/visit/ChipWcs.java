package org.mosaicworkbench.visit;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.LookupTable;
import org.mosaicworkbench.sky.NoWcs;
import org.mosaicworkbench.sky.TableDistortions;
import org.mosaicworkbench.sky.Wcs;

/**
 * The coordinate system of an exposure's chip, with the lookup-table distortions that its header refers to:
 * {@code D2IMDISi} with extensions D2IMARR, {@code CPDISi} with extensions WCSDVARR (Hubble's flt and flc files).
 */
public final class ChipWcs {

    private static final Pattern VERSION = Pattern.compile("EXTVER:\\s*([0-9.]+)");

    private ChipWcs() {}

    /**
     * Reads a chip's coordinate system.
     *
     * @param version {@code EXTVER} of its SCI extension
     * @throws BadInput if the chip has no supported coordinate system, or a distortion table named in its header is
     *     missing
     */
    public static Wcs read(FitsFile file, int version) {
        FitsHeader header = file.requiredHeader("SCI", version);
        try {
            requireNoOldTable(header);
            TableDistortions tables = new TableDistortions(
                    table(file, header, "D2IM", "D2IMARR", 1),
                    table(file, header, "D2IM", "D2IMARR", 2),
                    table(file, header, "DP", "WCSDVARR", 1),
                    table(file, header, "DP", "WCSDVARR", 2));
            Wcs wcs = Wcs.of(header);
            return tables.isEmpty() ? wcs : wcs.withLookups(tables);
        } catch (NoWcs e) {
            throw BadInput.file(
                    file.path(),
                    "the image has no usable world coordinate system: " + e.getMessage(),
                    "give an exposure from Hubble's pipeline, or remove it from the visit");
        }
    }

    private static LookupTable table(FitsFile file, FitsHeader header, String record, String extension, int axis) {
        String kind = header.text((record.equals("DP") ? "CPDIS" : "D2IMDIS") + axis);
        if (kind.isEmpty()) {
            return null;
        }
        if (!kind.equalsIgnoreCase("LOOKUP")) {
            throw new NoWcs("its distortion along axis " + axis + " is '" + kind + "'; only LOOKUP is supported");
        }
        requireOwnAxis(header, record + axis, axis);
        int version = version(header, record + axis)
                .orElseThrow(() -> new NoWcs("its " + record + axis + " names no EXTVER of a distortion table"));
        FitsImage image = file.image(extension, version);
        FitsHeader h = image.header();
        return new LookupTable(
                image.width(),
                image.height(),
                new LookupTable.AxisMap(h.number("CRPIX1", 0), h.number("CRVAL1", 0), h.number("CDELT1", 1)),
                new LookupTable.AxisMap(h.number("CRPIX2", 0), h.number("CRVAL2", 0), h.number("CDELT2", 1)),
                image.pixels());
    }

    /** Before 2013, AXISCORR and D2IMEXT named a table of column widths. */
    private static void requireNoOldTable(FitsHeader header) {
        boolean named = !Set.of("", "N/A").contains(header.text("D2IMEXT").toUpperCase(Locale.ROOT));
        if (header.has("AXISCORR") && named && !header.has("D2IMDIS1") && !header.has("D2IMDIS2")) {
            throw new NoWcs("its AXISCORR and D2IMEXT name a detector correction in the format used before 2013");
        }
    }

    private static void requireOwnAxis(FitsHeader header, String record, int axis) {
        header.texts(record).stream()
                .map(Pattern.compile("AXIS\\." + axis + ":\\s*([0-9.]+)")::matcher)
                .filter(matcher -> matcher.matches() && Double.parseDouble(matcher.group(1)) != axis)
                .findFirst()
                .ifPresent(other -> {
                    throw new NoWcs(
                            "its " + record + " has '" + other.group() + "'; only axis " + axis + " is supported");
                });
    }

    /** Several cards share the keyword, each with a string such as 'EXTVER: 2.0'. */
    private static Optional<Integer> version(FitsHeader header, String keyword) {
        return header.texts(keyword).stream()
                .map(VERSION::matcher)
                .filter(Matcher::matches)
                .map(matcher -> (int) Double.parseDouble(matcher.group(1)))
                .findFirst();
    }
}

package org.mosaicworkbench.prep;

import java.nio.file.Path;
import org.mosaicworkbench.fits.HeaderScan;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Keywords;

/**
 * The astrometric fit recorded in a total image's SCI header. A keyword that is missing, blank or not a number reads as
 * 0. Numbers are {@code Long} if the header writes them without a decimal point, otherwise {@code Double}.
 *
 * @param rmsRa residual in right ascension, milliarcsec
 * @param rmsDec residual in declination, milliarcsec
 * @param nmatches number of stars matched with the reference catalog
 * @param wcstype words 2 and 3 of {@code WCSTYPE}: {@code a posteriori}, {@code a priori}, {@code default a},
 *     {@code not aligned}
 */
public record AlignmentHeader(Number rmsRa, Number rmsDec, Number nmatches, String wcstype) {

    /**
     * Reads the headers but not the pixels. A truncated image is detected, even if it is gzipped.
     *
     * @param image a drizzled image with its first SCI extension
     * @throws BadInput if it is missing, truncated, or has no SCI extension
     */
    public static AlignmentHeader read(Path image) {
        Keywords sci = HeaderScan.of(image, "SCI", 1);
        return new AlignmentHeader(
                number(sci, "RMS_RA"),
                number(sci, "RMS_DEC"),
                number(sci, "NMATCHES"),
                secondAndThird(sci.text("WCSTYPE")));
    }

    private static Number number(Keywords header, String keyword) {
        boolean there = Double.isFinite(header.number(keyword).orElse(Double.NaN));
        return there ? CellNumbers.of(header.text(keyword)) : Long.valueOf(0);
    }

    private static String secondAndThird(String sentence) {
        if (sentence.isEmpty()) {
            return "0";
        }
        String[] words = sentence.split(" ", 0);
        return words.length < 2 ? "" : words.length < 3 ? words[1] : words[1] + " " + words[2];
    }
}

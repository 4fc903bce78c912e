package org.mosaicworkbench.mosaic;

import java.util.List;
import java.util.Locale;

/** The type of an astrometric solution, worded as in {@code WCSTYPE} of Hubble's products. */
final class WcsType {

    static final String NOT_ALIGNED = "undistorted not aligned";

    private WcsType() {}

    /**
     * Returns the description for an image combined from exposures that were not aligned here. The names follow the
     * convention of the archive's solutions: {@code <distortion>-<catalog>} for a pointing from corrected guide stars,
     * {@code <distortion>-FIT_<how>_<catalog>} for a fitted one.
     *
     * @param wcsNames {@code WCSNAME} of each exposure; the least specific one describes the image
     */
    static String of(List<String> wcsNames) {
        String sentence = "";
        for (String name : wcsNames) {
            String one = sentence(name.toUpperCase(Locale.ROOT));
            if (one.equals(NOT_ALIGNED)) {
                return one;
            }
            if (sentence.isEmpty() || one.startsWith("undistorted a priori")) {
                sentence = one;
            }
        }
        return sentence.isEmpty() ? NOT_ALIGNED : sentence;
    }

    private static String sentence(String name) {
        int dash = name.indexOf('-');
        if (dash < 0 || dash == name.length() - 1) {
            return NOT_ALIGNED;
        }
        String solution = name.substring(dash + 1);
        if (!solution.startsWith("FIT")) {
            return "undistorted a priori solution based on " + solution;
        }
        String[] words = solution.split("_", 3);
        String catalog = words.length == 3 ? words[2] : "an unnamed catalog";
        String how = words.length < 2
                ? ""
                : switch (words[1]) {
                    case "REL" -> "relatively ";
                    case "IMG" -> "image-by-image ";
                    default -> "by visit ";
                };
        return "undistorted a posteriori solution "
                + (how.equals("relatively ") ? "relatively aligned to " + catalog : "aligned " + how + "to " + catalog);
    }
}

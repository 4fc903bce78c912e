package org.mosaicworkbench.sky;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.mosaicworkbench.io.Keywords;

/**
 * The keywords of a gnomonic projection (Greisen and Calabretta 2002, A&amp;A 395, 1061). They are interpreted as in
 * Astropy; unsupported keywords that would change positions are errors.
 */
final class TanKeywords {

    private static final int MOST_PV = 39;
    private static final List<String> DEGREES = List.of("", "deg", "degree", "degrees");

    private TanKeywords() {}

    /** @throws NoWcs if the header has no coordinate system, or one of an unsupported kind */
    static void require(Keywords header) {
        String first = header.text("CTYPE1");
        String second = header.text("CTYPE2");
        if (first.isEmpty() || second.isEmpty()) {
            throw new NoWcs("its header has no CTYPE1 and CTYPE2");
        }
        if (!first.matches("RA---TAN(-SIP)?") || !second.matches("DEC--TAN(-SIP)?")) {
            throw new NoWcs("its axes are '" + first + "' and '" + second
                    + "'; only RA---TAN and DEC--TAN, plain or -SIP, are supported");
        }
        double lonpole = optional(header, "LONPOLE", 180);
        if (lonpole != 180) {
            throw new NoWcs("its LONPOLE is " + lonpole + "; only 180 is supported");
        }
        for (int axis = 1; axis <= 2; axis++) {
            requireDegrees(header, "CUNIT" + axis);
            requireNone(header, "CQDIS" + axis);
            requireNoParameters(header, "PV" + axis + "_");
        }
        requireBothPolynomials(header);
    }

    private static void requireDegrees(Keywords header, String keyword) {
        if (!DEGREES.contains(header.text(keyword).toLowerCase(Locale.ROOT))) {
            throw new NoWcs("its " + keyword + " is '" + header.text(keyword) + "'; only deg is supported");
        }
    }

    private static void requireNone(Keywords header, String keyword) {
        if (!header.text(keyword).isEmpty()) {
            throw new NoWcs("its " + keyword + " is '" + header.text(keyword) + "'; that distortion is not supported");
        }
    }

    /**
     * Rejects projection parameters. Values that equal the defaults of a gnomonic projection are allowed, and so is a
     * zero parameter of the latitude axis.
     */
    private static void requireNoParameters(Keywords header, String prefix) {
        for (int m = 0; m <= MOST_PV; m++) {
            double value = optional(header, prefix + m, 0);
            boolean usual = value == 0
                    || (prefix.equals("PV1_") && ((m == 2 && value == 90) || (m == 3 && value == 180) || m == 4));
            if (!usual) {
                throw new NoWcs("its " + prefix + m + " is " + value + "; a TAN projection with PV is not supported");
            }
        }
    }

    private static void requireBothPolynomials(Keywords header) {
        double a = optional(header, "A_ORDER", 0);
        double b = optional(header, "B_ORDER", 0);
        if (Math.max(a, b) <= Wcs.HIGHEST_ORDER && (a > 1) != (b > 1)) {
            throw new NoWcs("its A_ORDER is " + said(header, "A_ORDER") + " and its B_ORDER " + said(header, "B_ORDER")
                    + "; a SIP distortion has both polynomials");
        }
    }

    private static String said(Keywords header, String keyword) {
        return header.text(keyword).isEmpty() ? "missing" : header.text(keyword);
    }

    /**
     * Returns the matrix in degrees per pixel.
     *
     * @return {@code CD1_1, CD1_2, CD2_1, CD2_2}; {@code CROTA2} is used if there is neither a CD nor a PC matrix
     * @throws NoWcs if there is no matrix, or both kinds
     */
    static double[] matrix(Keywords header) {
        boolean cd = any(header, "CD");
        boolean pc = any(header, "PC");
        if (cd && pc) {
            throw new NoWcs("its header has both a CD and a PC matrix");
        }
        if (cd) {
            return each(k -> optional(header, "CD" + k, 0));
        }
        double delta1 = required(header, "CDELT1");
        double delta2 = required(header, "CDELT2");
        if (!pc) {
            double turn = Math.toRadians(optional(header, "CROTA2", 0));
            return new double[] {
                delta1 * Math.cos(turn), -delta2 * Math.sin(turn), delta1 * Math.sin(turn), delta2 * Math.cos(turn)
            };
        }
        return each(k -> (k.startsWith("1") ? delta1 : delta2)
                * optional(header, "PC" + k, k.equals("1_1") || k.equals("2_2") ? 1 : 0));
    }

    private static boolean any(Keywords header, String matrix) {
        return List.of("1_1", "1_2", "2_1", "2_2").stream()
                .anyMatch(k -> header.number(matrix + k).isPresent());
    }

    private static double[] each(Function<String, Double> element) {
        return new double[] {element.apply("1_1"), element.apply("1_2"), element.apply("2_1"), element.apply("2_2")};
    }

    /**
     * Reads an optional keyword.
     *
     * @throws NoWcs if its value is not a finite number
     */
    static double optional(Keywords header, String keyword, double missing) {
        double value = header.number(keyword).orElse(header.text(keyword).isEmpty() ? missing : Double.NaN);
        if (!Double.isFinite(value)) {
            throw new NoWcs("its " + keyword + " is '" + header.text(keyword) + "', not a number");
        }
        return value;
    }

    /** @throws NoWcs if the keyword is missing or its value is not finite */
    static double required(Keywords header, String keyword) {
        double value = header.number(keyword).orElseThrow(() -> new NoWcs("its header has no " + keyword));
        if (!Double.isFinite(value)) {
            throw new NoWcs("its " + keyword + " is " + value);
        }
        return value;
    }
}

package org.mosaicworkbench.sky;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.mosaicworkbench.io.Keywords;

/**
 * A world coordinate system: the gnomonic (TAN) projection of Calabretta and Greisen (2002, A&amp;A 395, 1077),
 * optionally with the SIP distortion polynomials of Shupe et al. (2005, ASP Conf. 347, 491).
 *
 * <p>Pixels are FITS pixels, the first one centred on (1, 1); sky coordinates are degrees in the header's own frame. As
 * in astropy, the distortion polynomials apply if {@code A_ORDER} and {@code B_ORDER} are above 1, whatever
 * {@code CTYPE} is.
 */
public final class Wcs {

    /** The highest order of SIP polynomials. */
    static final int HIGHEST_ORDER = 9;

    private static final int MAX_ITERATIONS = 50;
    private static final double CONVERGED_PIXELS = 1e-11;

    private final int width;
    private final int height;
    private final double crpix1;
    private final double crpix2;
    private final SkyPoint crval;
    private final double cd11;
    private final double cd12;
    private final double cd21;
    private final double cd22;
    private final Polynomial a;
    private final Polynomial b;
    private final TableDistortions lookups;

    private final double sinDec0;
    private final double cosDec0;

    private Wcs(
            int width,
            int height,
            double crpix1,
            double crpix2,
            SkyPoint crval,
            double[] cd,
            Polynomial a,
            Polynomial b,
            TableDistortions lookups) {
        this.width = width;
        this.height = height;
        this.crpix1 = crpix1;
        this.crpix2 = crpix2;
        this.crval = crval;
        this.cd11 = cd[0];
        this.cd12 = cd[1];
        this.cd21 = cd[2];
        this.cd22 = cd[3];
        this.a = a;
        this.b = b;
        this.lookups = lookups;
        this.sinDec0 = Math.sin(Math.toRadians(crval.dec()));
        this.cosDec0 = Math.cos(Math.toRadians(crval.dec()));
    }

    /**
     * Reads the coordinate system of an image header.
     *
     * @param header {@code CTYPE1/2} RA---TAN and DEC--TAN (with or without -SIP), {@code CRPIX1/2}, {@code CRVAL1/2},
     *               and either {@code CDi_j} or {@code CDELTi}, the latter optionally with {@code PCi_j} or
     *               {@code CROTA2}
     * @throws NoWcs if the header has no coordinate system, or one of an unsupported kind; the message names the
     *               problem
     */
    public static Wcs of(Keywords header) {
        TanKeywords.require(header);
        double[] cd = TanKeywords.matrix(header);
        if (cd[0] * cd[3] - cd[1] * cd[2] == 0) {
            throw new NoWcs("its CD matrix is singular");
        }
        SkyPoint crval = new SkyPoint(
                normalised(TanKeywords.required(header, "CRVAL1")), TanKeywords.required(header, "CRVAL2"));
        if (Math.abs(crval.dec()) > 90) {
            throw new NoWcs("its CRVAL2 is " + crval.dec() + ", not a declination");
        }
        return new Wcs(
                (int) header.number("NAXIS1").orElse(0),
                (int) header.number("NAXIS2").orElse(0),
                TanKeywords.required(header, "CRPIX1"),
                TanKeywords.required(header, "CRPIX2"),
                crval,
                cd,
                Polynomial.of(header, "A"),
                Polynomial.of(header, "B"),
                TableDistortions.NONE);
    }

    /**
     * Creates an undistorted north-up system with square pixels: right ascension increases to the left, declination
     * upwards.
     *
     * @param width pixels along x
     * @param height pixels along y
     * @param centre the sky position of the image's centre, ((width + 1) / 2, (height + 1) / 2)
     * @param scale degrees per pixel
     */
    public static Wcs northUp(int width, int height, SkyPoint centre, double scale) {
        return new Wcs(
                width,
                height,
                (width + 1) / 2.0,
                (height + 1) / 2.0,
                centre,
                new double[] {-scale, 0, 0, scale},
                Polynomial.NONE,
                Polynomial.NONE,
                TableDistortions.NONE);
    }

    /** @return pixels along x from {@code NAXIS1}; 0 if the header has no image */
    public int width() {
        return width;
    }

    /** @return pixels along y from {@code NAXIS2}; 0 if the header has no image */
    public int height() {
        return height;
    }

    /** @return the reference pixel, {@code CRPIX} */
    public PixelPoint referencePixel() {
        return new PixelPoint(crpix1, crpix2);
    }

    /** @return the sky position of the reference pixel, {@code CRVAL} */
    public SkyPoint referenceSky() {
        return crval;
    }

    /** @return {@code CD1_1, CD1_2, CD2_1, CD2_2}, degrees per pixel */
    public double[] matrix() {
        return new double[] {cd11, cd12, cd21, cd22};
    }

    /** @return true if SIP polynomials or tables distort the pixels */
    public boolean distorted() {
        return a.order > 0 || b.order > 0 || !lookups.isEmpty();
    }

    /** @return a copy with distortion tables in addition to its polynomials */
    public Wcs withLookups(TableDistortions tables) {
        return new Wcs(width, height, crpix1, crpix2, crval, matrix(), a, b, tables);
    }

    /** @return the side of a pixel at the reference pixel, degrees: the square root of the CD matrix's determinant */
    public double pixelScale() {
        return Math.sqrt(Math.abs(cd11 * cd22 - cd12 * cd21));
    }

    /** @return a copy with a different reference position on the sky */
    public Wcs withReferenceSky(SkyPoint sky) {
        return new Wcs(width, height, crpix1, crpix2, sky, matrix(), a, b, lookups);
    }

    /** @return a copy with a different reference pixel */
    public Wcs withReferencePixel(PixelPoint pixel) {
        return new Wcs(width, height, pixel.x(), pixel.y(), crval, matrix(), a, b, lookups);
    }

    /** @return a copy with a different matrix {@code CD1_1, CD1_2, CD2_1, CD2_2} in degrees per pixel */
    public Wcs withMatrix(double cd11, double cd12, double cd21, double cd22) {
        return new Wcs(width, height, crpix1, crpix2, crval, new double[] {cd11, cd12, cd21, cd22}, a, b, lookups);
    }

    /**
     * Applies a movement on the sky, such as a fit to a catalog: the reference position and the matrix change, but the
     * distortion does not.
     *
     * @param movement maps old to new positions; over the image, approximately a shift, a rotation and a change of
     *     scale
     * @return the moved system
     */
    public Wcs moved(UnaryOperator<SkyPoint> movement) {
        Wcs there = withReferenceSky(movement.apply(crval));
        double half = Math.max(16, Math.max(width, height) / 2.0);
        double[] x = there.slope(
                movement,
                fromTangentPlane(half * cd11, half * cd21),
                fromTangentPlane(-half * cd11, -half * cd21),
                2 * half);
        double[] y = there.slope(
                movement,
                fromTangentPlane(half * cd12, half * cd22),
                fromTangentPlane(-half * cd12, -half * cd22),
                2 * half);
        return there.withMatrix(x[0], y[0], x[1], y[1]);
    }

    private double[] slope(UnaryOperator<SkyPoint> movement, SkyPoint ahead, SkyPoint behind, double pixels) {
        SkyPoint movedAhead = movement.apply(ahead);
        SkyPoint movedBehind = movement.apply(behind);
        double[] a = ontoTangentPlane(movedAhead.ra(), movedAhead.dec());
        double[] b = ontoTangentPlane(movedBehind.ra(), movedBehind.dec());
        return new double[] {(a[0] - b[0]) / pixels, (a[1] - b[1]) / pixels};
    }

    /**
     * Maps a pixel to the sky.
     *
     * @param x FITS pixel, 1-based
     * @param y FITS pixel, 1-based
     */
    public SkyPoint toSky(double x, double y) {
        double[] fg = new double[2];
        undistorted(x, y, fg);
        return fromTangentPlane(cd11 * fg[0] + cd12 * fg[1], cd21 * fg[0] + cd22 * fg[1]);
    }

    /**
     * Maps a sky position to a pixel. The distortion is inverted by Newton's method.
     *
     * @param ra degrees
     * @param dec degrees
     * @return the FITS pixel (1-based); both coordinates NaN if the position is 90 degrees or more from the tangent
     *     point or the distortion has no inverse there
     */
    public PixelPoint toPixel(double ra, double dec) {
        double[] plane = ontoTangentPlane(ra, dec);
        double det = cd11 * cd22 - cd12 * cd21;
        return Double.isNaN(plane[0])
                ? new PixelPoint(Double.NaN, Double.NaN)
                : undistort((cd22 * plane[0] - cd12 * plane[1]) / det, (cd11 * plane[1] - cd21 * plane[0]) / det);
    }

    /** Degrees east and north on the tangent plane; NaN at 90 degrees or more from the tangent point. */
    private double[] ontoTangentPlane(double ra, double dec) {
        double deltaRa = Math.toRadians(ra - crval.ra());
        double deltaDec = Math.toRadians(dec - crval.dec());
        double cosDec = Math.cos(Math.toRadians(dec));
        double sinHalf = Math.sin(deltaRa / 2);
        double versed = 2 * sinHalf * sinHalf;
        double cosine = Math.cos(deltaDec) - cosDec0 * cosDec * versed;
        if (!(cosine > 0)) {
            return new double[] {Double.NaN, Double.NaN};
        }
        return new double[] {
            Math.toDegrees(cosDec * Math.sin(deltaRa) / cosine),
            Math.toDegrees((Math.sin(deltaDec) + sinDec0 * cosDec * versed) / cosine)
        };
    }

    /** Like {@link #toPixel(double, double)}. */
    public PixelPoint toPixel(SkyPoint sky) {
        return toPixel(sky.ra(), sky.dec());
    }

    /** Like {@link #toSky(double, double)}. */
    public SkyPoint toSky(PixelPoint pixel) {
        return toSky(pixel.x(), pixel.y());
    }

    /**
     * The sky positions of the four corner pixels' centres, in the order (1, 1), (1, height), (width, height), (width,
     * 1).
     *
     * @throws IllegalStateException if the header gave no image size
     */
    public List<SkyPoint> footprint() {
        return corners(1, 1, width, height);
    }

    /**
     * Like {@link #footprint()}, for the outer edges of the corner pixels: (0.5, 0.5) to (width + 0.5, height + 0.5).
     */
    public List<SkyPoint> outline() {
        return corners(0.5, 0.5, width + 0.5, height + 0.5);
    }

    private List<SkyPoint> corners(double x1, double y1, double x2, double y2) {
        if (width < 1 || height < 1) {
            throw new IllegalStateException("a footprint needs an image size; this system has none");
        }
        return List.of(toSky(x1, y1), toSky(x1, y2), toSky(x2, y2), toSky(x2, y1));
    }

    /** Computes the offset from the reference pixel, corrected for distortion. */
    void undistorted(double x, double y, double[] fg) {
        if (lookups.isEmpty()) {
            double u = x - crpix1;
            double v = y - crpix2;
            fg[0] = u + a.value(u, v);
            fg[1] = v + b.value(u, v);
            return;
        }
        double imageX = x + TableDistortions.at(lookups.detectorX(), x, y);
        double imageY = y + TableDistortions.at(lookups.detectorY(), x, y);
        double u = imageX - crpix1;
        double v = imageY - crpix2;
        fg[0] = u + a.value(u, v) + TableDistortions.at(lookups.imageX(), imageX, imageY);
        fg[1] = v + b.value(u, v) + TableDistortions.at(lookups.imageY(), imageX, imageY);
    }

    /** @return the distortion tables */
    TableDistortions tables() {
        return lookups;
    }

    /**
     * An upper bound, over a rectangle of pixels, on the sum of the absolute third derivatives along u and along v of
     * either polynomial.
     */
    double bend(double x1, double y1, double x2, double y2) {
        double margin = lookups.isEmpty() ? 0 : 1;
        double u = Math.max(Math.abs(x1 - crpix1), Math.abs(x2 - crpix1)) + margin;
        double v = Math.max(Math.abs(y1 - crpix2), Math.abs(y2 - crpix2)) + margin;
        return Math.max(a.bend(u, v), b.bend(u, v));
    }

    private SkyPoint fromTangentPlane(double xiDegrees, double etaDegrees) {
        double xi = Math.toRadians(xiDegrees);
        double eta = Math.toRadians(etaDegrees);
        double along = cosDec0 - eta * sinDec0;
        double ra = crval.ra() + Math.toDegrees(Math.atan2(xi, along));
        double dec = Math.toDegrees(Math.atan2(sinDec0 + eta * cosDec0, Math.hypot(xi, along)));
        return new SkyPoint(normalised(ra), dec);
    }

    private PixelPoint undistort(double f, double g) {
        if (!distorted()) {
            return new PixelPoint(f + crpix1, g + crpix2);
        }
        double u = f;
        double v = g;
        double[] fg = new double[2];
        for (int i = 0; i < MAX_ITERATIONS; i++) {
            undistorted(u + crpix1, v + crpix2, fg);
            double residualF = fg[0] - f;
            double residualG = fg[1] - g;
            double fu = 1 + a.alongU(u, v);
            double fv = a.alongV(u, v);
            double gu = b.alongU(u, v);
            double gv = 1 + b.alongV(u, v);
            double det = fu * gv - fv * gu;
            double du = (gv * residualF - fv * residualG) / det;
            double dv = (fu * residualG - gu * residualF) / det;
            u -= du;
            v -= dv;
            if (Math.abs(du) + Math.abs(dv) < CONVERGED_PIXELS * (1 + Math.abs(u) + Math.abs(v))) {
                return new PixelPoint(u + crpix1, v + crpix2);
            }
        }
        return new PixelPoint(Double.NaN, Double.NaN);
    }

    private static double normalised(double ra) {
        double turned = ra % 360;
        return turned < 0 ? turned + 360 : turned;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s %d x %d, reference pixel (%.2f, %.2f) at RA %.7f Dec %.7f deg, %.4f arcsec a pixel",
                distorted() ? "TAN-SIP" : "TAN",
                width,
                height,
                crpix1,
                crpix2,
                crval.ra(),
                crval.dec(),
                pixelScale() * 3600);
    }

    /** A SIP polynomial: the sum of c[p][q] u^p v^q with p + q up to its order, evaluated by Horner's rule. */
    private static final class Polynomial {

        static final Polynomial NONE = new Polynomial(0, new double[1][1]);

        final int order;
        private final double[][] c;

        private Polynomial(int order, double[][] c) {
            this.order = order;
            this.c = c;
        }

        static Polynomial of(Keywords header, String letter) {
            int order = (int) TanKeywords.optional(header, letter + "_ORDER", 0);
            if (order <= 1) {
                return NONE;
            }
            if (order > HIGHEST_ORDER) {
                throw new NoWcs("its " + letter + "_ORDER is " + order + "; SIP has orders up to " + HIGHEST_ORDER);
            }
            double[][] c = new double[order + 1][];
            for (int p = 0; p <= order; p++) {
                c[p] = new double[order - p + 1];
                for (int q = 0; q <= order - p; q++) {
                    c[p][q] = TanKeywords.optional(header, letter + "_" + p + "_" + q, 0);
                }
            }
            return new Polynomial(order, c);
        }

        double value(double u, double v) {
            double sum = 0;
            for (int p = order; p >= 0; p--) {
                sum = sum * u + row(c[p], v);
            }
            return sum;
        }

        double alongU(double u, double v) {
            double sum = 0;
            for (int p = order; p >= 1; p--) {
                sum = sum * u + p * row(c[p], v);
            }
            return sum;
        }

        double alongV(double u, double v) {
            double sum = 0;
            for (int p = order; p >= 0; p--) {
                double slope = 0;
                for (int q = c[p].length - 1; q >= 1; q--) {
                    slope = slope * v + q * c[p][q];
                }
                sum = sum * u + slope;
            }
            return sum;
        }

        /** An upper bound on |d3/du3| + |d3/dv3| for offsets up to u and v. */
        double bend(double u, double v) {
            double sum = 0;
            for (int p = 0; p < c.length; p++) {
                for (int q = 0; q < c[p].length; q++) {
                    double size = Math.abs(c[p][q]);
                    sum += p < 3 ? 0 : size * p * (p - 1) * (p - 2) * Math.pow(u, p - 3) * Math.pow(v, q);
                    sum += q < 3 ? 0 : size * q * (q - 1) * (q - 2) * Math.pow(u, p) * Math.pow(v, q - 3);
                }
            }
            return sum;
        }

        private static double row(double[] coefficients, double v) {
            double sum = 0;
            for (int q = coefficients.length - 1; q >= 0; q--) {
                sum = sum * v + coefficients[q];
            }
            return sum;
        }
    }
}

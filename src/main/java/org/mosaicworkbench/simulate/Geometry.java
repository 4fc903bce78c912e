package org.mosaicworkbench.simulate;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;

/**
 * The chips of a detector, or cut-outs about the detector's centre, and their projection onto the sky for a given
 * pointing. A cut-out keeps the scale, skew and distortion of its pixels on the whole chip, and two chips keep their
 * gap.
 */
final class Geometry {

    /** The largest field size that can be requested, pixels: the width of the widest chips. */
    static final int FULL = 4096;

    private final Detector detector;
    private final List<Cut> cuts;
    private final double[] reference;

    /** @param size side of the field in pixels; smaller detectors are used whole */
    Geometry(Detector detector, int size) {
        this.detector = detector;
        List<Chip> chips = Chip.all(detector);
        cuts = new ArrayList<>();
        for (int i = 0; i < chips.size(); i++) {
            cuts.add(cut(chips.get(i), i, size));
        }
        reference = cuts.size() == 1 ? cuts.get(0).middle() : middleOfGap();
    }

    List<Cut> cuts() {
        return cuts;
    }

    /** @return distance from the centre of the field to its farthest corner, arcsec */
    double radius() {
        double radius = 0;
        for (Cut cut : cuts) {
            for (int corner = 0; corner < 4; corner++) {
                double[] p = cut.chip.plane(
                        cut.x0 + ((corner & 1) == 0 ? 0.5 : cut.width + 0.5),
                        cut.y0 + ((corner & 2) == 0 ? 0.5 : cut.height + 0.5));
                radius = Math.max(radius, Math.hypot(p[0] - reference[0], p[1] - reference[1]));
            }
        }
        return radius;
    }

    /** @return the total area of the chips or cut-outs, square arcsec */
    double area() {
        return cuts.stream().mapToDouble(c -> (double) c.width * c.height).sum()
                * detector.nominalScale()
                * detector.nominalScale();
    }

    /** @return position angle of the y axis of the undistorted frame, degrees east of north */
    double yAngle(Pointing pointing) {
        return pointing.paV3() + SimulatedDetector.of(detector).yAxisFromV3();
    }

    /** Writes the keywords of a cut-out's coordinate system and its size to a header. */
    void describe(Pointing pointing, Cut cut, FitsHeader.Editor header) {
        TangentPlane plane = new TangentPlane(pointing.centre());
        double angle = Math.toRadians(yAngle(pointing));
        double[] middle = cut.middle();
        SkyPoint crval = sky(plane, angle, middle[0], middle[1]);
        TangentPlane local = new TangentPlane(crval);
        double[] slope = cut.slope();
        double[] alongX = step(plane, local, angle, middle, slope[0], slope[2]);
        double[] alongY = step(plane, local, angle, middle, slope[1], slope[3]);
        describe(cut, crval, new double[] {alongX[0], alongY[0], alongX[1], alongY[1]}, header);
    }

    Wcs wcs(Pointing pointing, Cut cut) {
        FitsHeader.Editor header = FitsHeader.empty().edit();
        describe(pointing, cut, header);
        return Wcs.of(header.done());
    }

    /**
     * Converts a shift on the detector to a shift on the sky.
     *
     * @return arcsec in the tangent plane per pixel: east per x, east per y, north per x, north per y
     */
    double[] skyStep(Pointing pointing) {
        double[] slope = cuts.get(0).slope();
        double angle = Math.toRadians(yAngle(pointing));
        double s = Math.sin(angle);
        double c = Math.cos(angle);
        return new double[] {
            -slope[0] * c + slope[2] * s,
            -slope[1] * c + slope[3] * s,
            slope[0] * s + slope[2] * c,
            slope[1] * s + slope[3] * c
        };
    }

    /**
     * @return the displacement in arcsec per pixel at the centre of the first chip: perpendicular to the telescope's V3
     *     axis, per pixel along x and along y; then along V3, per pixel along x and along y
     */
    double[] telescopeStep() {
        double[] slope = cuts.get(0).slope();
        double angle = Math.toRadians(SimulatedDetector.of(detector).yAxisFromV3());
        double s = Math.sin(angle);
        double c = Math.cos(angle);
        return new double[] {
            c * slope[0] - s * slope[2],
            c * slope[1] - s * slope[3],
            s * slope[0] + c * slope[2],
            s * slope[1] + c * slope[3]
        };
    }

    private Cut cut(Chip chip, int index, int size) {
        int width = Math.min(size, chip.width);
        int x0 = (chip.width - width) / 2;
        if (detector.chips() == 1) {
            int height = Math.min(size, chip.height);
            return new Cut(
                    chip, index, new Rectangle(x0, (chip.height - height) / 2, width, height), detector.nominalScale());
        }
        int height = size >= FULL ? chip.height : Math.min(size / 2, chip.height);
        return new Cut(
                chip,
                index,
                new Rectangle(x0, index == 0 ? chip.height - height : 0, width, height),
                detector.nominalScale());
    }

    private double[] middleOfGap() {
        Chip lower = cuts.get(0).chip;
        Chip upper = cuts.get(1).chip;
        double[] a = lower.plane((lower.width + 1) / 2.0, lower.height + 0.5);
        double[] b = upper.plane((upper.width + 1) / 2.0, 0.5);
        return new double[] {(a[0] + b[0]) / 2, (a[1] + b[1]) / 2};
    }

    private SkyPoint sky(TangentPlane plane, double angle, double x, double y) {
        double dx = x - reference[0];
        double dy = y - reference[1];
        return plane.sky(-dx * Math.cos(angle) + dy * Math.sin(angle), dx * Math.sin(angle) + dy * Math.cos(angle));
    }

    private double[] step(TangentPlane plane, TangentPlane local, double angle, double[] at, double dx, double dy) {
        double[] after = local.plane(sky(plane, angle, at[0] + dx, at[1] + dy));
        double[] before = local.plane(sky(plane, angle, at[0] - dx, at[1] - dy));
        return new double[] {(after[0] - before[0]) / 7200, (after[1] - before[1]) / 7200};
    }

    private void describe(Cut cut, SkyPoint crval, double[] cd, FitsHeader.Editor h) {
        h.set("NAXIS1", cut.width, "").set("NAXIS2", cut.height, "");
        h.set("WCSAXES", 2, "number of World Coordinate System axes");
        h.set("CRPIX1", (cut.width + 1) / 2.0, "x-coordinate of reference pixel");
        h.set("CRPIX2", (cut.height + 1) / 2.0, "y-coordinate of reference pixel");
        h.set("CRVAL1", crval.ra(), "first axis value at reference pixel");
        h.set("CRVAL2", crval.dec(), "second axis value at reference pixel");
        h.set("CTYPE1", "RA---TAN-SIP", "the coordinate type for the first axis");
        h.set("CTYPE2", "DEC--TAN-SIP", "the coordinate type for the second axis");
        h.set("CUNIT1", "deg", "units of the first axis");
        h.set("CUNIT2", "deg", "units of the second axis");
        h.set("RADESYS", "ICRS", "celestial reference frame");
        h.set("CD1_1", cd[0], "partial of first axis coordinate w.r.t. x");
        h.set("CD1_2", cd[1], "partial of first axis coordinate w.r.t. y");
        h.set("CD2_1", cd[2], "partial of second axis coordinate w.r.t. x");
        h.set("CD2_2", cd[3], "partial of second axis coordinate w.r.t. y");
        h.set("ORIENTAT", Math.toDegrees(Math.atan2(cd[1], cd[3])), "position angle of image y axis (deg. e of n)");
        describeFrame(cut, h);
        polynomial(h, "A", cut.distortion.a());
        polynomial(h, "B", cut.distortion.b());
    }

    private void describeFrame(Cut cut, FitsHeader.Editor h) {
        h.set("LTV1", -(double) cut.x0, "offset in X to subsection start");
        h.set("LTV2", -(double) cut.y0, "offset in Y to subsection start");
        h.set("LTM1_1", 1.0, "reciprocal of sampling rate in X");
        h.set("LTM2_2", 1.0, "reciprocal of sampling rate in Y");
        h.set("IDCSCALE", detector.nominalScale(), "plate scale of the undistorted frame (arcsec)");
        h.set("IDCTHETA", 0.0, "orientation of the undistorted frame (deg)");
        h.set("IDCXREF", (cut.width + 1) / 2.0, "x of the distortion's reference pixel");
        h.set("IDCYREF", (cut.height + 1) / 2.0, "y of the distortion's reference pixel");
        double[] slope = cut.slope();
        h.set("OCX10", slope[1], "arcsec along x' per pixel along y");
        h.set("OCX11", slope[0], "arcsec along x' per pixel along x");
        h.set("OCY10", slope[3], "arcsec along y' per pixel along y");
        h.set("OCY11", slope[2], "arcsec along y' per pixel along x");
    }

    private static void polynomial(FitsHeader.Editor h, String letter, double[][] c) {
        h.set(letter + "_ORDER", Distortion.order(), "SIP polynomial order");
        for (int p = 0; p <= Distortion.order(); p++) {
            for (int q = 0; p + q <= Distortion.order(); q++) {
                if (c[p][q] != 0) {
                    h.set(letter + "_" + p + "_" + q, c[p][q], "");
                }
            }
        }
    }

    /** A chip, or the part of it that is read out: pixel (x, y) of the part is pixel (x0 + x, y0 + y) of the chip. */
    static final class Cut {

        final Chip chip;
        final int index;
        final int width;
        final int height;
        final int x0;
        final int y0;
        /** Gap between the two chips, in rows: exact for WFC, approximate for WFC3/UVIS. */
        private static final double GAP = 50;

        private final Distortion distortion;
        private final double[] chipSlope;
        private final double scale;

        /** @param pixels region of the chip to cut out, 0-based */
        Cut(Chip chip, int index, Rectangle pixels, double scale) {
            this.chip = chip;
            this.index = index;
            this.width = pixels.width;
            this.height = pixels.height;
            this.x0 = pixels.x;
            this.y0 = pixels.y;
            this.scale = scale;
            double u = x0 + (width + 1) / 2.0 - chip.crpix1;
            double v = y0 + (height + 1) / 2.0 - chip.crpix2;
            distortion = chip.distortion.about(u, v);
            chipSlope = product(chip.linear, chip.distortion.jacobian(u, v));
        }

        /**
         * @return whether rows are read out towards the first row; the upper of two chips is read out towards its last
         *     row
         */
        boolean readsDown() {
            return index == 0;
        }

        /**
         * The row on the detector, counting the gap between two chips as rows.
         *
         * @param y 0-based row of this cut-out
         */
        double row(double y) {
            return y0 + y + (index == 0 ? 0 : chip.height + GAP);
        }

        /** @return the row at the detector's centre; for two chips, the row in the middle of the gap */
        double middleRow() {
            boolean two = index > 0 || chip.number == 2;
            return two ? chip.height + GAP / 2 : chip.height / 2.0;
        }

        /** @return the undistorted position of the cut-out's centre, arcsec in the detector's frame */
        double[] middle() {
            return chip.plane(x0 + (width + 1) / 2.0, y0 + (height + 1) / 2.0);
        }

        /** @return arcsec per pixel at the cut-out's centre: dx'/dx, dx'/dy, dy'/dx, dy'/dy */
        double[] slope() {
            return chipSlope;
        }

        /** @return the area of a pixel relative to a square pixel of the nominal scale */
        double relativeArea(double x, double y) {
            double[] j = distortion.jacobian(x - (width + 1) / 2.0, y - (height + 1) / 2.0);
            return Math.abs((chipSlope[0] * chipSlope[3] - chipSlope[1] * chipSlope[2]) * (j[0] * j[3] - j[1] * j[2]))
                    / (scale * scale);
        }

        private static double[] product(double[] m, double[] n) {
            return new double[] {
                m[0] * n[0] + m[1] * n[2],
                m[0] * n[1] + m[1] * n[3],
                m[2] * n[0] + m[3] * n[2],
                m[2] * n[1] + m[3] * n[3]
            };
        }
    }

    /** A whole chip, as listed in the table {@code geometry.csv}. */
    static final class Chip {

        final int number;
        final int width;
        final int height;
        final double crpix1;
        final double crpix2;
        private final double[] linear;
        private final double[] offset;
        private final Distortion distortion;

        private Chip(int number, Map<String, Double> k) {
            this.number = number;
            width = k.get("NAXIS1").intValue();
            height = k.get("NAXIS2").intValue();
            crpix1 = k.get("CRPIX1");
            crpix2 = k.get("CRPIX2");
            linear = new double[] {k.get("OCX11"), k.get("OCX10"), k.get("OCY11"), k.get("OCY10")};
            offset = new double[] {k.get("OFFSET_X"), k.get("OFFSET_Y")};
            distortion = new Distortion(polynomial("A", k), polynomial("B", k));
        }

        /** @return the chips in the order of their extensions; on a two-chip detector, chip 2 comes first */
        static List<Chip> all(Detector detector) {
            Map<Integer, Map<String, Double>> byChip = new TreeMap<>((a, b) -> b - a);
            for (String[] row : Resource.rows("geometry.csv")) {
                if (row[0].equals(detector.label())) {
                    byChip.computeIfAbsent(Integer.parseInt(row[1]), c -> new TreeMap<>())
                            .put(row[2], Double.parseDouble(row[3]));
                }
            }
            return byChip.entrySet().stream()
                    .map(e -> new Chip(e.getKey(), e.getValue()))
                    .toList();
        }

        private double[] plane(double x, double y) {
            double[] f = distortion.at(x - crpix1, y - crpix2);
            return new double[] {
                offset[0] + linear[0] * f[0] + linear[1] * f[1], offset[1] + linear[2] * f[0] + linear[3] * f[1]
            };
        }

        private static double[][] polynomial(String letter, Map<String, Double> k) {
            double[][] c = Distortion.blank();
            for (int p = 0; p <= Distortion.order(); p++) {
                for (int q = 0; p + q <= Distortion.order(); q++) {
                    c[p][q] = k.getOrDefault(letter + "_" + p + "_" + q, 0.0);
                }
            }
            return c;
        }
    }
}

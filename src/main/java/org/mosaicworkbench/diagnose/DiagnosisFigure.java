package org.mosaicworkbench.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.plot.PointingChart;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/**
 * Draws a diagnosis: arrows to scale, and cut-outs of the same sources from every exposure, each centred where that
 * exposure's header places the source.
 */
public final class DiagnosisFigure {

    private static final int MOST_ROWS = 14;
    private static final int MOST_LABELS = 8;
    private static final int LEAST_HALF = 12;
    private static final int MOST_HALF = 60;
    private static final int SOURCES = 5;
    private static final int NEAR = 1;
    private static final double BRIGHTER = 1.2;
    private static final double SOFT = 20;

    private DiagnosisFigure() {}

    /**
     * Makes the chart, which can be drawn in either theme.
     *
     * @param diagnosis the result to draw
     * @param exposures the exposures of the diagnosis; their pixels are read
     */
    public static PointingChart of(VisitDiagnosis diagnosis, List<ExposureWithSources> exposures) {
        boolean few = diagnosis.shifts().size() <= MOST_LABELS;
        List<PointingChart.Arrow> arrows = diagnosis.shifts().stream()
                .filter(ExposureShift::measured)
                .map(s -> {
                    boolean off = s.finding().state() == ExposureShift.State.OFF;
                    return new PointingChart.Arrow(off || few ? s.rootname() : "", s.shift(), off);
                })
                .toList();
        int[] shown = shown(diagnosis);
        int half = half(diagnosis);
        List<Pixels> pixels = Arrays.stream(shown)
                .mapToObj(i -> Pixels.of(diagnosis.shifts().get(i), exposures.get(i)))
                .toList();
        List<SkyPoint> places = chosen(diagnosis.common().examples(), pixels);
        List<PointingChart.Row> rows = places.isEmpty()
                ? List.of()
                : pixels.stream().map(p -> p.row(places, half)).toList();
        return new PointingChart(diagnosis.dataset(), arrows, diagnosis.limit(), rows);
    }

    /**
     * Chooses up to {@value #SOURCES} examples, preferring sources that lie on a chip in every exposure and have no
     * brighter neighbour.
     */
    private static List<SkyPoint> chosen(List<SkyPoint> examples, List<Pixels> pixels) {
        List<SkyPoint> good = examples.stream()
                .filter(place -> pixels.stream().allMatch(p -> p.shows(place)))
                .limit(SOURCES)
                .toList();
        List<SkyPoint> all = new ArrayList<>(good);
        examples.stream()
                .filter(place -> !good.contains(place))
                .limit(SOURCES - good.size())
                .forEach(all::add);
        return all;
    }

    /**
     * Returns the indices of the exposures to show, ascending: at most {@value #MOST_ROWS}, with preference for
     * mispointed exposures.
     */
    private static int[] shown(VisitDiagnosis diagnosis) {
        List<ExposureShift> shifts = diagnosis.shifts();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, shifts.size()).boxed().toList());
        order.sort((a, b) -> Boolean.compare(
                shifts.get(b).finding().state() == ExposureShift.State.OFF,
                shifts.get(a).finding().state() == ExposureShift.State.OFF));
        return order.stream().limit(MOST_ROWS).mapToInt(i -> i).sorted().toArray();
    }

    private static int half(VisitDiagnosis diagnosis) {
        double most = diagnosis.shifts().stream()
                .filter(ExposureShift::measured)
                .mapToDouble(ExposureShift::size)
                .max()
                .orElse(0);
        return (int) Math.max(LEAST_HALF, Math.min(MOST_HALF, Math.ceil(1.15 * most) + 6));
    }

    /** An exposure with its pixels. */
    private record Pixels(ExposureShift shift, ExposureWithSources exposure, List<FitsImage> chips) {

        static Pixels of(ExposureShift shift, ExposureWithSources exposure) {
            return new Pixels(
                    shift,
                    exposure,
                    IntStream.rangeClosed(1, exposure.exposure().chips())
                            .mapToObj(exposure.exposure()::science)
                            .toList());
        }

        PointingChart.Row row(List<SkyPoint> places, int half) {
            String filters = exposure.exposure().filters().replace(';', ' ').replaceAll("\\s*CLEAR\\w*\\s*", "");
            return new PointingChart.Row(
                    shift.rootname(),
                    shift.measured() ? filters : filters + ", not compared",
                    shift.finding().state() == ExposureShift.State.OFF,
                    places.stream().map(place -> stamp(place, half)).toList());
        }

        /** The chip that contains a position, or the nearest chip. */
        private int chip(SkyPoint place) {
            int best = 0;
            for (int i = 1; i < chips.size(); i++) {
                best = outside(i, place) < outside(best, place) ? i : best;
            }
            return best;
        }

        private double outside(int chip, SkyPoint place) {
            Wcs wcs = exposure.systems().get(chip);
            PixelPoint p = wcs.toPixel(place);
            return Math.hypot(
                    p.x() - Math.max(1, Math.min(wcs.width(), p.x())),
                    p.y() - Math.max(1, Math.min(wcs.height(), p.y())));
        }

        /**
         * True if the header places the position on a chip, and the source is the brightest in its neighbourhood there.
         */
        boolean shows(SkyPoint place) {
            int chip = chip(place);
            PixelPoint claimed = exposure.systems().get(chip).toPixel(place);
            double[] off = shift.measured() ? off(place) : new double[2];
            int x = (int) Math.rint(claimed.x() - off[0]);
            int y = (int) Math.rint(claimed.y() - off[1]);
            FitsImage image = chips.get(chip);
            return outside(chip, place) == 0
                    && (!shift.measured()
                            || brightest(image, x, y, LEAST_HALF) <= brightest(image, x, y, NEAR) * BRIGHTER);
        }

        private static double brightest(FitsImage image, int x, int y, int half) {
            double brightest = Double.NaN;
            for (int py = Math.max(1, y - half); py <= Math.min(image.height(), y + half); py++) {
                for (int px = Math.max(1, x - half); px <= Math.min(image.width(), x + half); px++) {
                    double value = image.at(px, py);
                    brightest = Double.isNaN(brightest) || value > brightest ? value : brightest;
                }
            }
            return brightest;
        }

        private PointingChart.Stamp stamp(SkyPoint place, int half) {
            int chip = chip(place);
            PixelPoint claimed = exposure.systems().get(chip).toPixel(place);
            int x = (int) Math.rint(claimed.x());
            int y = (int) Math.rint(claimed.y());
            double[] off = off(place);
            return new PointingChart.Stamp(
                    2 * half + 1,
                    greys(chips.get(chip), x, y, half),
                    claimed.x() - x,
                    claimed.y() - y,
                    claimed.x() - x - off[0],
                    claimed.y() - y - off[1]);
        }

        /**
         * The displacement at a position. The shift applies at the centre of the first chip; a roll moves sources in
         * proportion to their distance from there.
         */
        private double[] off(SkyPoint place) {
            Wcs first = exposure.systems().get(0);
            PixelPoint there = first.toPixel(place);
            double x = there.x() - (first.width() + 1) / 2.0;
            double y = there.y() - (first.height() + 1) / 2.0;
            double turn = -Math.signum(determinant(first))
                    * Math.toRadians(shift.sky().roll());
            return new double[] {shift.shift().dx() + turn * y, shift.shift().dy() - turn * x};
        }
    }

    private static double determinant(Wcs wcs) {
        double[] cd = wcs.matrix();
        return cd[0] * cd[3] - cd[1] * cd[2];
    }

    /**
     * Applies an asinh stretch from the cut-out's median, taken as its sky, to the source's peak; NaN outside the chip.
     */
    private static float[] greys(FitsImage image, int middleX, int middleY, int half) {
        int side = 2 * half + 1;
        int left = middleX - half;
        int bottom = middleY - half;
        float[] values = new float[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean inside =
                        left + x >= 1 && left + x <= image.width() && bottom + y >= 1 && bottom + y <= image.height();
                values[y * side + x] = inside ? image.at(left + x, bottom + y) : Float.NaN;
            }
        }
        float[] sorted = sortedNumbers(values);
        if (sorted.length == 0) {
            return values;
        }
        double sky = sorted[sorted.length / 2];
        double bright = sorted[Math.min(sorted.length - 1, (int) (sorted.length * (1 - 4.0 / values.length)))] - sky;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (bright > 0 ? asinh((values[i] - sky) / bright * SOFT) / asinh(SOFT) : 0 * values[i]);
        }
        return values;
    }

    private static float[] sortedNumbers(float[] values) {
        float[] sorted = new float[values.length];
        int n = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                sorted[n++] = value;
            }
        }
        sorted = Arrays.copyOf(sorted, n);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double asinh(double x) {
        return Math.signum(x) * Math.log(Math.abs(x) + Math.sqrt(x * x + 1));
    }
}

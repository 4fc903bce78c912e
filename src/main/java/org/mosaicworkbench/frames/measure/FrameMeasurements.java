package org.mosaicworkbench.frames.measure;

import static java.util.Map.entry;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.io.NumberRow;

/**
 * The measurements of the native frames: the elongation of the sources, the width and asymmetry of their stack, the
 * strongest echo of the image, and any duplicate image of the field. They are not among the ten features and have a
 * table of their own. A number is NaN if it cannot be measured.
 *
 * @param sources number of stacked sources
 * @param shape shape of the sources and of their stack
 * @param echo the strongest echo
 * @param doubled the nearby duplicate image of the field on which most sources agree
 * @param far the duplicate image of the field at larger offsets
 * @param weight missing weight on the sources, next to them, and anywhere in the image
 */
public record FrameMeasurements(int sources, Shape shape, Strongest echo, Doubled doubled, Far far, Weight weight) {

    /**
     * The shape of the sources and of their stack.
     *
     * @param elongation elongation of the sources
     * @param lopsided largest difference between the stack and the stack rotated by 180 degrees, as a fraction of the
     *     peak; it is small for the PSF, which is nearly symmetric about its centre, and large for a source with a
     *     fainter duplicate next to it
     * @param width FWHM of the stack relative to that of a typical star on this detector (one value for all filters),
     *     from the area that the stack covers, (sum of light)^2 / sum of (light^2)
     */
    public record Shape(Elongation elongation, double lopsided, double width) {}

    /**
     * The elongation of sources.
     *
     * @param median median axis ratio, long over short, over the sources, from second moments weighted by a Gaussian
     *     with a sigma of 2 pixels
     * @param common alignment of the elongations: modulus of the mean ellipticity (e1, e2) divided by the mean of the
     *     moduli, from 0 to 1
     * @param together modulus of the mean ellipticity; 0 for galaxies elongated in random directions
     * @param angle direction of the elongation, degrees from +x towards +y, above -90 and up to 90
     */
    public record Elongation(double median, double common, double together, double angle) {}

    /**
     * The strongest echo of the image ({@link org.mosaicworkbench.frames.NativeFrames}), or of the companions common to
     * all sources.
     *
     * @param strength strength of the echo; a copy with a fraction a of the light gives up to {@code a / (1 + a^2)}
     * @param contrast excess over the perpendicular offset and the offsets farther in and out, in units of the scatter
     *     at the same distance
     * @param distance offset, pixels
     * @param angle direction, degrees from +x towards +y, above -90 and up to 90; the two ends of an echo cannot be
     *     told apart
     */
    public record Strongest(double strength, double contrast, double distance, double angle) {}

    /**
     * The shifted and rotated duplicate image of the field on which most sources agree. There is nearly always a best
     * candidate: in aligned mosaics its significance is 3 to 5. Below {@value #SIGNIFICANT} its position is
     * meaningless, so distance, turn and ratio are NaN. Without a candidate, significance and share are 0.
     *
     * @param significance excess of the number of sources with a companion at the best shift and rotation over the
     *     number expected by chance, in units of its scatter
     * @param share fraction of the sources with a companion at this shift, among those bright enough to show one
     * @param distance shift at the centre of the sources, pixels
     * @param turn root-mean-square motion of the sources due to the rotation, pixels
     * @param ratio flux ratio of companion to source
     */
    public record Doubled(double significance, double share, double distance, double turn, double ratio) {}

    /**
     * The duplicate image of the field, shifted by up to 300 pixels along each axis but not rotated. All values are NaN
     * with fewer than 3 sources.
     *
     * @param significance minus log10 of an upper limit on the probability that this many sources agree on any offset
     *     by chance; 0 if that limit exceeds 1
     * @param share fraction of the sources that agree
     * @param distance offset in pixels; NaN if the significance is below {@value #FAR_SIGNIFICANT}
     */
    public record Far(double significance, double share, double distance) {}

    /**
     * Missing weight: if exposures through a filter disagree, cosmic-ray rejection removes stars from the image, so
     * that it looks aligned. All values are NaN if the image file has no weights, and 0 if nothing is missing.
     *
     * @param dip fraction of the weight missing on a source, in 3 x 3 pixels; the median over the sources
     * @param dips fraction of the sources with missing weight, minus the same fraction for nearby positions
     * @param significance significance of holes next to the sources at a common offset, as in {@link Doubled}
     * @param share fraction of the sources with a hole at that offset
     * @param anywhere missing weight anywhere in the image, with or without sources
     */
    public record Weight(double dip, double dips, double significance, double share, MissingWeight anywhere) {}

    /** Minimum number of sources for measuring shapes and the stack. */
    private static final int FEWEST = 3;

    private static final double SIGNIFICANT = 5.5;
    /**
     * Minimum significance at which the offset of a far duplicate image is given; in aligned mosaics the significance
     * rarely exceeds 3.
     */
    private static final double FAR_SIGNIFICANT = 4;
    /** The estimate of chance pairs assumes at least this many sources. */
    private static final int FEW = 5;
    /** Distance in pixels within which the image resembles itself even without an echo. */
    private static final double NEAREST_ECHO = 2;
    /** Noise floor of the echo strength, without the contribution of a chance pair. */
    private static final double LEAST_ECHO = 0.003;
    /** A pair of unrelated sources mimics an echo whose strength is this value divided by the number of sources. */
    private static final double ONE_PAIR = 0.25;
    /** Distance in pixels within which the PSF is rarely round enough for companions to be recognised. */
    static final double NEAREST_COMPANION = 4.5;
    /** Noise floor of a companion's flux ratio. */
    private static final double LEAST_COMPANION = 0.015;

    /** @return all measurements of a mosaic */
    public MeasuredNumbers measured() {
        return new MeasuredNumbers(Map.ofEntries(
                entry(Measurement.SOURCES_USED, (double) sources),
                entry(Measurement.ELONGATION, shape.elongation.median),
                entry(Measurement.ELONGATION_COMMON, shape.elongation.common),
                entry(Measurement.ELONGATION_TOGETHER, shape.elongation.together),
                entry(Measurement.ELONGATION_ANGLE, shape.elongation.angle),
                entry(Measurement.LOPSIDEDNESS, shape.lopsided),
                entry(Measurement.STACK_WIDTH, shape.width),
                entry(Measurement.ECHO_STRENGTH, echo.strength),
                entry(Measurement.ECHO_CONTRAST, echo.contrast),
                entry(Measurement.ECHO_DISTANCE, echo.distance),
                entry(Measurement.ECHO_ANGLE, echo.angle),
                entry(Measurement.DOUBLE_SIGNIFICANCE, doubled.significance),
                entry(Measurement.DOUBLE_SHARE, doubled.share),
                entry(Measurement.DOUBLE_DISTANCE, doubled.distance),
                entry(Measurement.DOUBLE_TURN, doubled.turn),
                entry(Measurement.DOUBLE_RATIO, doubled.ratio),
                entry(Measurement.WEIGHT_DIP, weight.dip),
                entry(Measurement.WEIGHT_DIPS, weight.dips),
                entry(Measurement.HOLE_SIGNIFICANCE, weight.significance),
                entry(Measurement.HOLE_SHARE, weight.share),
                entry(Measurement.FAR_SIGNIFICANCE, far.significance),
                entry(Measurement.FAR_SHARE, far.share),
                entry(Measurement.FAR_DISTANCE, far.distance),
                entry(Measurement.MISSING_AREA, weight.anywhere.area()),
                entry(Measurement.MISSING_DEEP, weight.anywhere.deep()),
                entry(Measurement.MISSING_DEPTH, weight.anywhere.depth()),
                entry(Measurement.MISSING_WIDE, weight.anywhere.wide())));
    }

    /** Writes the numbers atomically as a table of one row. */
    public void write(Path place) {
        NumberRow.write(
                place,
                Measurement.columns(Measurement.Subject.MOSAIC),
                List.copyOf(measured().values().values()));
    }

    /**
     * @return the measurements written by {@link #write}; empty if the file is missing, truncated, or has different
     *     columns
     */
    public static Optional<FrameMeasurements> read(Path place) {
        return NumberRow.read(place, Measurement.columns(Measurement.Subject.MOSAIC))
                .map(numbers -> MeasuredNumbers.of(Measurement.of(Measurement.Subject.MOSAIC), numbers))
                .map(FrameMeasurements::of);
    }

    private static FrameMeasurements of(MeasuredNumbers n) {
        return new FrameMeasurements(
                (int) n.of(Measurement.SOURCES_USED),
                new Shape(
                        new Elongation(
                                n.of(Measurement.ELONGATION),
                                n.of(Measurement.ELONGATION_COMMON),
                                n.of(Measurement.ELONGATION_TOGETHER),
                                n.of(Measurement.ELONGATION_ANGLE)),
                        n.of(Measurement.LOPSIDEDNESS),
                        n.of(Measurement.STACK_WIDTH)),
                new Strongest(
                        n.of(Measurement.ECHO_STRENGTH),
                        n.of(Measurement.ECHO_CONTRAST),
                        n.of(Measurement.ECHO_DISTANCE),
                        n.of(Measurement.ECHO_ANGLE)),
                new Doubled(
                        n.of(Measurement.DOUBLE_SIGNIFICANCE),
                        n.of(Measurement.DOUBLE_SHARE),
                        n.of(Measurement.DOUBLE_DISTANCE),
                        n.of(Measurement.DOUBLE_TURN),
                        n.of(Measurement.DOUBLE_RATIO)),
                new Far(
                        n.of(Measurement.FAR_SIGNIFICANCE),
                        n.of(Measurement.FAR_SHARE),
                        n.of(Measurement.FAR_DISTANCE)),
                new Weight(
                        n.of(Measurement.WEIGHT_DIP),
                        n.of(Measurement.WEIGHT_DIPS),
                        n.of(Measurement.HOLE_SIGNIFICANCE),
                        n.of(Measurement.HOLE_SHARE),
                        new MissingWeight(
                                n.of(Measurement.MISSING_AREA),
                                n.of(Measurement.MISSING_DEEP),
                                n.of(Measurement.MISSING_DEPTH),
                                n.of(Measurement.MISSING_WIDE))));
    }

    /** @param sources number of sources; by chance, any two of them may mimic an echo at their separation */
    static EchoPeak inImage(Echo echo, int sources) {
        return EchoPeak.strongest(echo, NEAREST_ECHO, LEAST_ECHO + ONE_PAIR / Math.max(FEW, sources));
    }

    /** @return the strongest companion, with its fraction of the light as the strength */
    static EchoPeak inCompanions(Echo companions) {
        return EchoPeak.strongest(companions, NEAREST_COMPANION, LEAST_COMPANION);
    }

    /** @param starWidth FWHM of a star on the detector, pixels, measured like {@link SourceStack#width} */
    public static FrameMeasurements of(Examination seen, double starWidth) {
        SourceStack stack = seen.stack();
        DoubleField field = seen.field();
        WeightHoles holes = seen.holes();
        EchoPeak peak = inImage(seen.echo(), stack.used())
                .or(inCompanions(seen.companions()).asEcho());
        Strongest strongest = new Strongest(peak.strength(), peak.contrast(), peak.distance(), peak.angle());
        boolean significant = field.significance() >= SIGNIFICANT;
        Doubled doubled = new Doubled(
                field.significance(),
                field.share(),
                significant ? Math.hypot(field.shift().dx(), field.shift().dy()) : Double.NaN,
                significant ? Math.abs(field.shift().turn()) * field.shift().reach() : Double.NaN,
                significant ? field.ratio() : Double.NaN);
        boolean few = stack.used() < FEWEST;
        return new FrameMeasurements(
                stack.used(),
                new Shape(
                        few
                                ? new Elongation(Double.NaN, Double.NaN, Double.NaN, Double.NaN)
                                : elongation(stack.shapes()),
                        few ? Double.NaN : stack.lopsided(),
                        few ? Double.NaN : stack.width() / starWidth),
                strongest,
                doubled,
                far(seen.far()),
                new Weight(
                        holes.dip(),
                        holes.dips(),
                        holes.second().significance(),
                        holes.second().share(),
                        holes.anywhere()));
    }

    private static Far far(FarField votes) {
        boolean significant = votes.significance() >= FAR_SIGNIFICANT;
        return new Far(
                votes.significance(),
                votes.share(),
                significant ? Math.hypot(votes.shift().dx(), votes.shift().dy()) : Double.NaN);
    }

    private static Elongation elongation(List<double[]> shapes) {
        double[] lengths = shapes.stream()
                .mapToDouble(e -> Math.hypot(e[0], e[1]))
                .sorted()
                .toArray();
        double typical = lengths.length == 0 ? Double.NaN : lengths[lengths.length / 2];
        double e1 = shapes.stream().mapToDouble(e -> e[0]).average().orElse(Double.NaN);
        double e2 = shapes.stream().mapToDouble(e -> e[1]).average().orElse(Double.NaN);
        double mean = Arrays.stream(lengths).average().orElse(Double.NaN);
        return new Elongation(
                Math.sqrt((1 + typical) / (1 - typical)),
                Math.hypot(e1, e2) / mean,
                Math.hypot(e1, e2),
                Math.toDegrees(Math.atan2(e2, e1)) / 2);
    }
}

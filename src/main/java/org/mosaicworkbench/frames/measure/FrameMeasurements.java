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
 * What the native frames show, as numbers: the elongation of the sources, how wide and how lopsided their stack is, the
 * strongest echo of the image, and whether there is a ghost image of the field. They are not among the ten features and
 * have a table of their own. A number is NaN if there is nothing to measure.
 *
 * @param sources    number of sources that were stacked
 * @param shape of the sources and of their stack
 * @param echo       the strongest echo
 * @param doubled    the second image of the field that most sources agree on
 * @param far        the second image of the field farther away
 * @param weight     weight that is missing on and beside the sources, and anywhere
 */
public record FrameMeasurements(int sources, Shape shape, Strongest echo, Doubled doubled, Far far, Weight weight) {

    /**
     * The shape of the sources, and of the stack of them.
     *
     * @param elongation of the sources
     * @param lopsided the greatest difference of the stack from itself turned by 180 degrees, as a share of its peak: a
     *     star image is nearly symmetric about its centre, with a fainter double beside it it is not
     * @param width of the stack against that of a star of the detector, whatever its filter: the square root of the
     *     area that it covers, (sum of light)^2 by sum of (light^2)
     */
    public record Shape(Elongation elongation, double lopsided, double width) {}

    /**
     * The elongation of sources.
     *
     * @param median   over the sources, of their long axis by their short one; axes are those of the second moments
     *                 under a Gaussian of 2 pixels
     * @param common   how far they are elongated the same way: the length of the mean of their ellipticities (as
     *                 vectors at twice the angle) by the mean of their lengths, from 0 to 1
     * @param together the length of the mean of their ellipticities: galaxies that are elongated each its own way have
     *                 0
     * @param angle    the direction of the elongation, degrees from +x towards +y, above -90 to 90
     */
    public record Elongation(double median, double common, double together, double angle) {}

    /**
     * The strongest echo, of the image ({@link org.mosaicworkbench.frames.NativeFrames}) or of what stands beside every
     * source.
     *
     * @param strength a copy with the share a of the image gives up to {@code a / (1 + a^2)}
     * @param contrast how far it stands above what lies at the same distance, in the scatter there
     * @param distance pixels
     * @param angle    degrees from +x towards +y, above -90 to 90: an echo does not tell its ends apart
     */
    public record Strongest(double strength, double contrast, double distance, double angle) {}

    /**
     * The second image of the field, shifted and turned, that most sources agree on. There is nearly always a best one;
     * in aligned mosaics its significance is 3 to 5, and below {@value #SIGNIFICANT} where it lies says nothing:
     * distance, turn and ratio are NaN there. Without any, significance and share are 0.
     *
     * @param significance how far the sources that have a companion there exceed those that have one by chance
     * @param share        of the sources that have a companion there, among those bright enough to show one
     * @param distance     of the shift at the sources' middle, pixels
     * @param turn         what the turn moves the sources by, root mean square, pixels
     * @param ratio        of a companion's light to its source's
     */
    public record Doubled(double significance, double share, double distance, double turn, double ratio) {}

    /**
     * The second image of the field, shifted by up to 300 pixels along each axis and not turned. All are NaN with fewer
     * than 3 sources.
     *
     * @param significance minus the decimal logarithm of the probability that chance makes so many sources agree on any
     *                     offset; 0 if that exceeds 1
     * @param share        of the sources that agree
     * @param distance     pixels; NaN if the significance is below {@value #FAR_SIGNIFICANT}
     */
    public record Far(double significance, double share, double distance) {}

    /**
     * Weight that is missing: where exposures through a filter disagree, stars are taken for cosmic rays and left out
     * of the image, so that it looks as if all were well. All are NaN if the image's file has no weights, 0 where
     * nothing is missing.
     *
     * @param dip          the share that is missing on a source, in 3 x 3 pixels; the median over the sources
     * @param dips         the share of the sources on which it is missing, less that of places beside them
     * @param significance of holes beside the sources, all at one offset, as in {@link Doubled}
     * @param share        of the sources that have a hole there
     * @param anywhere     what is missing whether there are sources or not
     */
    public record Weight(double dip, double dips, double significance, double share, MissingWeight anywhere) {}

    /** Of fewer sources neither shapes nor their stack are measured. */
    private static final int FEWEST = 3;

    private static final double SIGNIFICANT = 5.5;
    /** In aligned mosaics it is seldom above 3. */
    private static final double FAR_SIGNIFICANT = 4;
    /** Fewer sources than this are taken for this many where chance pairs are allowed for. */
    private static final int FEW = 5;
    /** Nearer than this, in pixels, the image is like itself without an echo. */
    private static final double NEAREST_ECHO = 2;
    /** Strength that an echo in the image has at least, beyond that of a chance pair. */
    private static final double LEAST_ECHO = 0.003;
    /**
     * Two sources that happen to stand as far apart as an echo would are one pair among as many as there are sources.
     */
    private static final double ONE_PAIR = 0.25;
    /** Nearer than this, in pixels, star images are seldom round enough. */
    static final double NEAREST_COMPANION = 4.5;
    /** Share of light that a companion has at least. */
    private static final double LEAST_COMPANION = 0.015;

    /** @return all that is measured of a mosaic */
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

    /** @return what {@link #write} wrote; empty if the file is missing, cut off, or of other numbers */
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

    /** @param sources of which two may happen to stand as far apart as an echo would */
    static EchoPeak inImage(Echo echo, int sources) {
        return EchoPeak.strongest(echo, NEAREST_ECHO, LEAST_ECHO + ONE_PAIR / Math.max(FEW, sources));
    }

    /** Its strength is a share of light. */
    static EchoPeak inCompanions(Echo companions) {
        return EchoPeak.strongest(companions, NEAREST_COMPANION, LEAST_COMPANION);
    }

    /** @param starWidth of a star of the detector, pixels, as {@link SourceStack#width} has it */
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

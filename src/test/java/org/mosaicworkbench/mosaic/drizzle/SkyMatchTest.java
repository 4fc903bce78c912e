package org.mosaicworkbench.mosaic.drizzle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

class SkyMatchTest {

    private static final int SIDE = 300;
    private static final Wcs GRID = Wcs.northUp(SIDE, SIDE, new SkyPoint(84, -69), 0.05 / 3600);
    /** Electrons per second. */
    private static final double NOISE = 0.1;

    private static final double SIGMAS = 4;

    /** Errors by which the base must exceed the exposure with the least of the field. */
    private static final double SURE = 2;

    private final Random random = new Random(71);

    /** An exposure's position on the grid, and its properties. */
    private record Pointed(int x, int y, int side, double sky, double seconds) {}

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8, 12})
    void injectedSkiesAreRecovered(int number) {
        List<Pointed> exposures = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            exposures.add(new Pointed(random.nextInt(100), random.nextInt(100), 200, 3 * random.nextDouble(), 100));
        }
        assertRecovered(exposures, SkyMatchTest::nothing);
    }

    @Test
    void aNebulaThatFillsTheFieldIsNotTakenForSky() {
        assertRecovered(
                List.of(
                        new Pointed(0, 0, 200, 1.5, 100),
                        new Pointed(100, 0, 200, 0.4, 100),
                        new Pointed(0, 100, 200, 2.2, 100),
                        new Pointed(100, 100, 200, 0.9, 100),
                        new Pointed(50, 50, 200, 1.1, 100)),
                SkyMatchTest::nebula);
    }

    @Test
    void wideDithersAreJoinedByTheirNeighbours() {
        assertRecovered(
                List.of(
                        new Pointed(0, 0, 120, 2, 100),
                        new Pointed(70, 0, 120, 1, 100),
                        new Pointed(140, 0, 120, 0.5, 100),
                        new Pointed(140, 70, 120, 1.4, 100)),
                SkyMatchTest::nebula);
    }

    @Test
    void exposuresOfDifferentTimesAreMatchedWithinTheirErrors() {
        assertRecovered(
                List.of(
                        new Pointed(0, 0, 250, 0.1, 1000),
                        new Pointed(40, 10, 250, 0.15, 1000),
                        new Pointed(20, 50, 250, -0.3, 1)),
                SkyMatchTest::nebula);
    }

    @Test
    void theFieldIsSubtractedOnlyAsFarAsTheExposureWithLeastOfItHasIt() {
        List<Pointed> exposures = List.of(
                new Pointed(100, 100, 100, 1, 100), new Pointed(100, 0, 200, 1, 100), new Pointed(0, 0, 140, 1, 100));
        List<SkySamples> samples = samples(exposures, SkyMatchTest::nebula);
        double[] own = {
            own(exposures.get(0), SkyMatchTest::nebula),
            own(exposures.get(1), SkyMatchTest::nebula),
            own(exposures.get(2), SkyMatchTest::nebula)
        };
        SkyMatch match = SkyMatch.of(samples);
        for (int i = 0; i < own.length; i++) {
            assertEquals(
                    own[2],
                    own[i] + match.levels()[i],
                    SURE * match.errors()[2] + SIGMAS * Math.hypot(match.errors()[i], match.errors()[2]),
                    "exposure " + i);
        }
        assertTrue(own[0] > own[2] + 2, "the exposure of the bright middle would lose it: " + own[0]);
    }

    @Test
    void withoutOverlapEachKeepsItsOwnAndGroupsAreMatchedAmongThemselves() {
        List<Pointed> exposures = List.of(
                new Pointed(0, 0, 140, 2, 100),
                new Pointed(160, 160, 140, 1, 100),
                new Pointed(10, 20, 140, 0.5, 100),
                new Pointed(170, 0, 100, 3, 100));
        SkyMatch match = SkyMatch.of(samples(exposures, SkyMatchTest::nebula));
        assertEquals(0, match.levels()[1]);
        assertEquals(0, match.levels()[3]);
        assertEquals(0, match.errors()[3]);
        assertEquals(
                exposures.get(0).sky() - exposures.get(2).sky(),
                own(exposures.get(0), SkyMatchTest::nebula)
                        + match.levels()[0]
                        - own(exposures.get(2), SkyMatchTest::nebula)
                        - match.levels()[2],
                SIGMAS * match.errors()[0]);
    }

    @Test
    void starsThatOneExposureHasElsewhereDoNotChangeTheDifference() {
        List<Pointed> exposures = List.of(new Pointed(0, 0, 280, 1, 100), new Pointed(0, 0, 280, 1.7, 100));
        float[] crowd = crowd(3000, 0);
        float[] moved = crowd(3000, 20);
        SkyMatch match = SkyMatch.of(List.of(
                samples(exposures.get(0), (x, y) -> crowd[(int) (y * SIDE + x)], 1),
                samples(exposures.get(1), (x, y) -> moved[(int) (y * SIDE + x)], 1)));
        assertEquals(0.7, match.levels()[1] - match.levels()[0], SIGMAS * match.errors()[0]);
        assertTrue(match.errors()[0] < 0.1, "error " + match.errors()[0]);
    }

    @Test
    void anyNumberOfThreadsLooksAtTheSame() {
        Canvas canvas = canvas(new Pointed(30, 40, 220, 1, 100), SkyMatchTest::nebula, 0);
        assertArrayEquals(
                SkySamples.of(canvas, 1).levels(), SkySamples.of(canvas, 5).levels());
    }

    private static double nothing(double x, double y) {
        return 0;
    }

    /** Brightest at the centre of the grid, positive everywhere. */
    private static double nebula(double x, double y) {
        return 0.2 + 6 * Math.exp(-((x - 150) * (x - 150) + (y - 150) * (y - 150)) / 5000);
    }

    private void assertRecovered(List<Pointed> exposures, DoubleBinaryOperator field) {
        SkyMatch match = SkyMatch.of(samples(exposures, field));
        for (int i = 1; i < exposures.size(); i++) {
            double found =
                    own(exposures.get(i), field) + match.levels()[i] - own(exposures.get(0), field) - match.levels()[0];
            double error = Math.hypot(match.errors()[i], match.errors()[0]);
            assertEquals(exposures.get(i).sky() - exposures.get(0).sky(), found, SIGMAS * error, "exposure " + i);
            assertTrue(error < 5 * NOISE / Math.sqrt(exposures.get(i).seconds() / 100), "error " + error);
        }
    }

    private List<SkySamples> samples(List<Pointed> exposures, DoubleBinaryOperator field) {
        return exposures.stream().map(e -> samples(e, field, own(e, field))).toList();
    }

    private SkySamples samples(Pointed exposure, DoubleBinaryOperator field, double own) {
        return SkySamples.of(canvas(exposure, field, own), 2);
    }

    /** The sky that an exposure alone would measure: the median of its pixels. */
    private static double own(Pointed exposure, DoubleBinaryOperator field) {
        double[] values = new double[exposure.side * exposure.side];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    exposure.sky + field.applyAsDouble(exposure.x + i % exposure.side, exposure.y + i / exposure.side);
        }
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private Canvas canvas(Pointed exposure, DoubleBinaryOperator field, double own) {
        Canvas canvas = new Canvas(GRID);
        canvas.nextInput();
        double noise = NOISE * Math.sqrt(100 / exposure.seconds);
        for (int y = exposure.y; y < exposure.y + exposure.side; y++) {
            for (int x = exposure.x; x < exposure.x + exposure.side; x++) {
                double value = exposure.sky - own + field.applyAsDouble(x, y) + noise * random.nextGaussian();
                canvas.sums()[y * SIDE + x] = (float) (exposure.seconds * value);
                canvas.weights()[y * SIDE + x] = (float) exposure.seconds;
            }
        }
        return canvas;
    }

    /** Stars of three pixels across, with their own seed. */
    private static float[] crowd(int stars, int shift) {
        Random places = new Random(5);
        float[] image = new float[SIDE * SIDE];
        for (int n = 0; n < stars; n++) {
            int x = places.nextInt(SIDE - 30) + shift;
            int y = places.nextInt(SIDE - 30);
            float light = (float) Math.pow(10, 2 * places.nextDouble());
            for (int k = 0; k < 9; k++) {
                image[(y + k / 3) * SIDE + x + k % 3] += light;
            }
        }
        return image;
    }
}

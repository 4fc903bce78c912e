package org.mosaicworkbench.frames.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.frames.Skies;
import org.mosaicworkbench.visit.Detector;

@Slow
class FrameMeasurementsTest {

    private static final StarShape STAR = StarShape.of(Detector.WFC);
    private static final double PLACE = 0.3;
    private static final double DEGREES = 5;

    @TempDir
    private Path folder;

    @Test
    void singleStarsAreRoundSymmetricAsWideAsTheyAreAndHaveNoEcho() {
        FrameMeasurements measures = measures(Doubles.stars(512, 300, 0, 0, 0));
        assertTrue(measures.shape().elongation().median() < 1.1, measures.toString());
        assertTrue(measures.shape().elongation().common() < 0.3, measures.toString());
        assertTrue(measures.shape().lopsided() < 0.08, measures.toString());
        assertEquals(
                1.06 * 2.3548 * Doubles.SIGMA / STAR.width(), measures.shape().width(), 0.06);
        assertTrue(measures.echo().contrast() < 7, measures.toString());
        assertTrue(measures.sources() > 30, measures.toString());
        assertTrue(measures.doubled().significance() < 5.5, measures.toString());
        assertEquals(Double.NaN, measures.doubled().distance(), "where chance put it");
    }

    @Test
    void theFieldThatIsThereTwiceIsMeasured() {
        FrameMeasurements measures = measures(Doubles.turned(400, 80, 9, -4, -0.05, 0.4));
        assertTrue(measures.doubled().significance() > 8, measures.toString());
        assertTrue(measures.doubled().share() > 0.5, measures.toString());
        assertEquals(Math.hypot(9, 4), measures.doubled().distance(), 3, measures.toString());
        assertEquals(0.05 * 390 / Math.sqrt(6), measures.doubled().turn(), 1.5, measures.toString());
        assertEquals(0.4, measures.doubled().ratio(), 0.08, measures.toString());
    }

    @Test
    void shortDoublesAreDrawnOutTheSameWayAndLopsided() {
        for (double[] shift : new double[][] {{1, 0}, {0, 1.5}, {-1.2, 1.2}, {2, 1}}) {
            FrameMeasurements measures = measures(Doubles.stars(512, 300, shift[0], shift[1], 0.33));
            String shown = shift[0] + " " + shift[1] + " " + measures;
            assertTrue(measures.shape().elongation().common() > 0.6, shown);
            assertTrue(measures.shape().elongation().median() > 1.07, shown);
            double off = measures.shape().elongation().angle() - Math.toDegrees(Math.atan2(shift[1], shift[0]));
            assertEquals(0, off - 180 * Math.rint(off / 180), DEGREES, shown);
            if (Math.hypot(shift[0], shift[1]) > 1.3) {
                assertTrue(measures.shape().lopsided() > 0.1, shown);
            }
        }
    }

    @Test
    void theStrongestEchoIsTheShift() {
        for (double[] shift : new double[][] {{-3, 4}, {7.4, 3.3}, {-20, 11}, {48, -14}}) {
            for (double share : new double[] {0.25, 1}) {
                FrameMeasurements measures = measures(Doubles.stars(512, 300, shift[0], shift[1], share));
                String shown = shift[0] + " " + shift[1] + " x " + share + " " + measures;
                assertTrue(measures.echo().contrast() > 8, shown);
                assertEquals(Math.hypot(shift[0], shift[1]), measures.echo().distance(), PLACE, shown);
                double off = measures.echo().angle() - Math.toDegrees(Math.atan2(shift[1], shift[0]));
                assertEquals(0, off - 180 * Math.rint(off / 180), DEGREES, shown);
            }
        }
    }

    @Test
    void eightStarsThatAreThereTwiceAreEnough() {
        for (double share : new double[] {0.25, 1}) {
            FrameMeasurements measures = measures(Doubles.stars(300, 8, 11, -24, share));
            assertTrue(measures.echo().contrast() > 6, measures.toString());
            assertEquals(Math.hypot(11, 24), measures.echo().distance(), 2 * PLACE, measures.toString());
            assertEquals(share / (1 + share * share), measures.echo().strength(), 0.12, measures.toString());
        }
        FrameMeasurements single = measures(Doubles.stars(300, 8, 0, 0, 0));
        assertTrue(single.echo().contrast() < 6, single.toString());
    }

    @Test
    void fourSpikesAreNoEcho() {
        FitsImage image = Doubles.stars(512, 200, 0, 0, 0);
        for (int star = 0; star < 25; star++) {
            int x = 40 + star % 5 * 105;
            int y = 40 + star / 5 * 105;
            Doubles.add(image, x, y, 3000);
            for (int r = 2; r < 30; r++) {
                for (int spike = 0; spike < 4; spike++) {
                    double angle = Math.PI * (0.2 + spike / 2.0);
                    Doubles.add(image, x + r * Math.cos(angle), y + r * Math.sin(angle), 60.0 / r);
                }
            }
        }
        FrameMeasurements measures = measures(image);
        assertTrue(measures.echo().contrast() < 8, measures.toString());
    }

    @Test
    void whereThereIsNothingToMeasureNumbersAreMissingAndAreReadBackSo() {
        FrameMeasurements none = measures(Skies.northUp(64, 64, Float.NaN));
        assertEquals(0, none.sources());
        assertEquals(
                Measurement.of(Measurement.Subject.MOSAIC),
                List.copyOf(none.measured().values().keySet()));
        none.measured()
                .values()
                .forEach((what, number) ->
                        assertEquals(what != Measurement.SOURCES_USED, number.isNaN(), what.column()));
        Path file = folder.resolve("measured.csv");
        for (FrameMeasurements measures : List.of(none, measures(Doubles.stars(300, 60, 4, 1, 0.5)))) {
            measures.write(file);
            assertEquals(Optional.of(measures), FrameMeasurements.read(file));
        }
        assertEquals(Optional.empty(), FrameMeasurements.read(folder.resolve("other.csv")));
    }

    @Test
    void aCutOffTableIsNotRead() throws Exception {
        Path file = folder.resolve("measured.csv");
        measures(Doubles.stars(300, 60, 4, 1, 0.5)).write(file);
        Files.writeString(file, Files.readString(file).substring(0, 150));
        assertEquals(Optional.empty(), FrameMeasurements.read(file));
    }

    private static FrameMeasurements measures(FitsImage image) {
        SourceStack stack = SourceStack.of(NativeSources.of(image, STAR, List.of(), List.of()));
        Examination seen = new Examination(
                stack,
                Echo.of(image.pixels(), image.width(), image.height()),
                Companions.of(stack, image.pixels(), image.width(), image.height()),
                DoubleField.of(stack, STAR, image.pixels(), image.width(), image.height()),
                FarField.of(stack, STAR, image.pixels(), image.width(), image.height()),
                WeightHoles.NONE);
        return FrameMeasurements.of(seen, STAR.width());
    }
}

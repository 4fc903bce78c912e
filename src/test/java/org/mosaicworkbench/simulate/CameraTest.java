package org.mosaicworkbench.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Detector.Readout;

class CameraTest {

    private static final int SIDE = 256;

    private static Geometry.Cut cut(Detector detector) {
        return new Geometry(detector, SIDE).cuts().get(0);
    }

    /** A chip without hot pixels, equally sensitive everywhere. */
    private static ChipState plain(int n) {
        float[] ones = new float[n];
        Arrays.fill(ones, 1);
        return new ChipState(new float[n], new boolean[n], new boolean[n], ones, ones.clone(), Optional.empty());
    }

    private static double variance(float[] values, double mean) {
        double sum = 0;
        for (float v : values) {
            sum += (v - mean) * (v - mean);
        }
        return sum / values.length;
    }

    @ParameterizedTest
    @CsvSource({"SBC,0.2,300", "SBC,3,1000", "IR,0.9,500", "IR,20,300"})
    void noiseIsThatOfPhotonsAndReadout(Detector detector, double rate, double seconds) {
        Geometry.Cut cut = cut(detector);
        int n = cut.width * cut.height;
        Camera.Frame frame = new Camera(detector).expose(new float[n], rate, seconds, cut, plain(n), new Rng(4));
        SimulatedDetector.Electronics e = SimulatedDetector.of(detector).electronics();
        double unit = detector.readout() == Readout.RAMP ? seconds : 1;
        double expected = ((rate + e.dark()) * seconds + detector.readNoise() * detector.readNoise()) / unit / unit;
        assertEquals(1, variance(frame.sci(), rate * seconds / unit) / expected, 5 * Math.sqrt(2.0 / n) + 1e-3);
        double stated = 0;
        for (float err : frame.err()) {
            stated += err * err / n;
        }
        assertEquals(1, stated / expected, 0.02);
    }

    /** The same for a CCD, away from particle tracks. */
    @Test
    void aCcdHasPhotonAndReadNoiseBetweenTheTracks() {
        Geometry.Cut cut = cut(Detector.WFC);
        int n = cut.width * cut.height;
        Camera.Frame frame = new Camera(Detector.WFC).expose(new float[n], 0.4, 400, cut, plain(n), new Rng(5));
        float[] sorted = frame.sci().clone();
        Arrays.sort(sorted);
        double sigma = (sorted[(int) (0.8413 * n)] - sorted[(int) (0.1587 * n)]) / 2;
        assertEquals(Math.sqrt(160 + 1.6 + 4.2 * 4.2), sigma, 0.35);
        assertEquals(160, sorted[n / 2], 1);
    }

    /**
     * Pixels 6 sigma above the flat sky are a track: with flags they are flagged, the rest is pure noise, and pixel
     * values are unchanged.
     */
    @Test
    void tracksCanBeFlagged() {
        Geometry.Cut cut = cut(Detector.WFC);
        int n = cut.width * cut.height;
        Camera.Frame plain = new Camera(Detector.WFC).expose(new float[n], 0.4, 400, cut, plain(n), new Rng(5));
        Camera.Frame flagged = new Camera(Detector.WFC, true, Optional.empty())
                .expose(new float[n], 0.4, 400, cut, plain(n), new Rng(5));
        assertArrayEquals(plain.sci(), flagged.sci());
        double sigma = Math.sqrt(160 + 1.6 + 4.2 * 4.2);
        int tracks = 0;
        for (int i = 0; i < n; i++) {
            assertEquals(0, plain.dq()[i] & Detector.COSMIC_RAY);
            boolean told = (flagged.dq()[i] & Detector.COSMIC_RAY) != 0;
            assertTrue(told || flagged.sci()[i] - 160 < 8.5 * sigma, "a track without a flag: " + flagged.sci()[i]);
            assertTrue(!told || flagged.sci()[i] - 160 > -2 * sigma, "a flag where there is none: " + flagged.sci()[i]);
            tracks += told ? 1 : 0;
        }
        assertTrue(tracks > flagged.hitPixels() / 2, tracks + " of " + flagged.hitPixels());
    }

    @Test
    void particlesComeAtTheirRate() {
        Geometry.Cut cut = cut(Detector.UVIS);
        int n = cut.width * cut.height;
        Camera.Frame frame = new Camera(Detector.UVIS).expose(new float[n], 0.02, 9960, cut, plain(n), new Rng(6));
        double expected = 1.15 * n * 15e-4 * 15e-4 * 1e4;
        assertEquals(expected, frame.cosmicRays(), 4 * Math.sqrt(expected));
        double pixelsEach = (double) frame.hitPixels() / frame.cosmicRays();
        assertTrue(pixelsEach > 3 && pixelsEach < 9, "pixels for each particle: " + pixelsEach);
    }

    @Test
    void aFullPixelSpillsAlongItsColumnAndLosesNothing() {
        Geometry.Cut cut = cut(Detector.WFC);
        int n = cut.width * cut.height;
        float[] light = new float[n];
        int middle = 64 * cut.width + 100;
        light[middle] = 1e6f;
        Camera.Frame frame = new Camera(Detector.WFC).expose(light, 0.1, 1, cut, plain(n), new Rng(7));
        double sum = 0;
        for (int y = 40; y < 90; y++) {
            sum += frame.sci()[y * cut.width + 100];
        }
        assertEquals(1e6, sum, 5e3);
        for (int row = -5; row <= 5; row++) {
            int i = middle + row * cut.width;
            assertEquals(84700, frame.sci()[i], 30);
            assertEquals(Camera.FULL, frame.dq()[i]);
        }
        assertEquals(0, frame.dq()[middle + 1]);
    }

    @Test
    void hotPixelsAreFlaggedAndStayWhereTheyAre() {
        Geometry.Cut cut = cut(Detector.IR);
        ChipState state = ChipState.draw(Detector.IR, cut, new Rng(8));
        Camera camera = new Camera(Detector.IR);
        int n = cut.width * cut.height;
        Camera.Frame first = camera.expose(new float[n], 1, 100, cut, state, new Rng(9));
        Camera.Frame second = camera.expose(new float[n], 1, 100, cut, state, new Rng(10));
        int flagged = 0;
        for (int i = 0; i < n; i++) {
            assertEquals(first.dq()[i], second.dq()[i]);
            flagged += (first.dq()[i] & Camera.HOT) != 0 ? 1 : 0;
            if (state.dead()[i]) {
                assertEquals(Camera.DEAD, first.dq()[i]);
            }
        }
        assertTrue(flagged > 0.0005 * n && flagged < 0.006 * n, flagged + " of " + n);
    }
}

package org.mosaicworkbench.mosaic.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.mosaic.detect.Detection;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;

class DetectorPatternTest {

    private static final int SIZE = 600;
    private static final double SCALE = 0.025 / 3600;
    private static final SkyPoint TARGET = new SkyPoint(30, 10);
    private static final double[][] DITHERS = {{0, 0}, {5.5, 1.5}, {3.25, 6.25}, {-2.25, 4.75}};
    private static final double[][] STARS = places(30, 1);
    private static final double[][] HOT = places(40, 2);
    private static final double STAR = 50;
    private static final double FIXED = 80;

    private static double[][] places(int number, long seed) {
        Random random = new Random(seed);
        double[][] places = new double[number][];
        Arrays.setAll(places, i -> new double[] {20 + 560 * random.nextDouble(), 20 + 560 * random.nextDouble()});
        return places;
    }

    private static Detection source(double x, double y, double peak) {
        return new Detection(x, y, peak, peak, 0.5, 0);
    }

    /** An exposure with a dither in its header, mispointed by an error. */
    private static Alignment.Member exposure(int i, double[] dither, double[] error, double[][] fixed) {
        Wcs own = Wcs.northUp(SIZE, SIZE, TARGET, SCALE);
        Wcs header = own.moved(sky -> {
            PixelPoint p = own.toPixel(sky);
            return own.toSky(p.x() + dither[0], p.y() + dither[1]);
        });
        List<Detection> seen = new ArrayList<>();
        for (double[] star : STARS) {
            seen.add(source(star[0] - dither[0] + error[0], star[1] - dither[1] + error[1], STAR));
        }
        for (double[] place : fixed) {
            seen.add(source(place[0], place[1], FIXED));
        }
        return new Alignment.Member(
                "exposure" + i, List.of(header), new ExposureSources(List.of(seen), new PixelPoint(0, 0), 0));
    }

    private static List<Alignment.Member> visit(double[][] dithers, double[][] errors, double[][] fixed) {
        List<Alignment.Member> members = new ArrayList<>();
        for (int i = 0; i < dithers.length; i++) {
            members.add(exposure(i, dithers[i], errors[i], fixed));
        }
        return members;
    }

    private static List<Alignment.Member> onSky(List<Alignment.Member> members) {
        return DetectorPattern.leftOut(members, plane());
    }

    private static Wcs plane() {
        return Wcs.northUp(SIZE + 40, SIZE + 40, TARGET, SCALE);
    }

    private static double count(Alignment.Member member, double peak) {
        return member.sources().chips().get(0).stream()
                .filter(s -> s.peak() == peak)
                .count();
    }

    @Test
    void whatStaysOnTheDetectorIsLeftOutAndTheOffsetIsThatOfTheStars() {
        double[][] errors = {{0, 0}, {0, 0}, {1.5, -0.5}, {0, 0}};
        List<Alignment.Member> members = visit(DITHERS, errors, HOT);
        Alignment fooled = Alignment.of(members, Detector.HRC, plane(), null);
        assertEquals(
                -5.5,
                fooled.offsets().get(1).shift().dx()
                        - fooled.offsets().get(0).shift().dx(),
                0.1);
        List<Alignment.Member> onSky = onSky(members);
        onSky.forEach(member -> {
            assertEquals(0, count(member, FIXED), 1);
            assertEquals(STARS.length, count(member, STAR), 1);
            assertEquals(HOT.length, member.sources().fixed(), 2);
        });
        Alignment right = Alignment.of(onSky, Detector.HRC, plane(), null);
        for (int i = 0; i < DITHERS.length; i++) {
            assertTrue(right.offsets().get(i).measured(), right.offsets().get(i).note());
            assertEquals(-errors[i][0], right.offsets().get(i).shift().dx(), 0.02);
            assertEquals(-errors[i][1], right.offsets().get(i).shift().dy(), 0.02);
        }
    }

    @Test
    void nothingIsLeftOutWhereTheTelescopeStayed() {
        double[][] stayed = new double[4][2];
        List<Alignment.Member> members = visit(stayed, stayed, HOT);
        assertEquals(members, onSky(members));
    }

    @Test
    void starsOfAnExposureThatWasNotDitheredCostTheOthersNothing() {
        double[][] errors = {{0, 0}, DITHERS[1], {0, 0}, {0, 0}};
        List<Alignment.Member> onSky = onSky(visit(DITHERS, errors, new double[0][]));
        assertEquals(STARS.length, count(onSky.get(0), STAR), 1);
        assertEquals(STARS.length, count(onSky.get(2), STAR), 1);
    }

    @Test
    void ofTwoExposuresOnWhichOnlyThePatternAgreesNoneIsMeasured() {
        double[][] dithers = {DITHERS[0], DITHERS[1]};
        double[][] errors = {{0, 0}, DITHERS[1]};
        List<Alignment.Member> onSky = onSky(visit(dithers, errors, HOT));
        Alignment alignment = Alignment.of(onSky, Detector.HRC, plane(), null);
        assertFalse(alignment.offsets().get(0).measured()
                && alignment.offsets().get(1).measured());
    }

    @Test
    void aStarThatLeavesAnAfterimageStays() {
        List<Alignment.Member> members = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Alignment.Member plain = exposure(i, DITHERS[i], new double[2], new double[0][]);
            List<Detection> seen = new ArrayList<>(plain.sources().chips().get(0));
            for (double[] star : i == 0 ? new double[0][] : STARS) {
                seen.add(source(star[0], star[1], STAR / 10));
            }
            members.add(new Alignment.Member(
                    plain.rootname(), plain.systems(), new ExposureSources(List.of(seen), new PixelPoint(0, 0), 0)));
        }
        List<Alignment.Member> onSky = onSky(members);
        assertEquals(STARS.length, count(onSky.get(0), STAR));
        assertEquals(0, count(onSky.get(1), STAR / 10));
    }

    @Test
    void onADrizzledGridThePatternMovesWithTheFootprint() {
        Wcs grid = plane();
        List<Alignment.Member> members = new ArrayList<>();
        for (int i = 0; i < DITHERS.length; i++) {
            double[] dither = DITHERS[i];
            List<Detection> seen = new ArrayList<>();
            Arrays.stream(STARS).forEach(star -> seen.add(source(star[0] + 20, star[1] + 20, STAR)));
            Arrays.stream(HOT)
                    .forEach(hot -> seen.add(source(hot[0] + 20 + dither[0], hot[1] + 20 + dither[1], FIXED)));
            PixelPoint middle = new PixelPoint(320 + dither[0], 320 + dither[1]);
            members.add(
                    new Alignment.Member("exposure" + i, List.of(grid), new ExposureSources(List.of(seen), middle, 0)));
        }
        onSky(members).forEach(member -> {
            assertEquals(0, count(member, FIXED), 1);
            assertEquals(STARS.length, count(member, STAR), 1);
        });
    }
}

package org.mosaicworkbench.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.visit.Detector;

/** Effects applied to a chip are recovered from it. */
class PixelEffectTest {

    private static VisitPlan visit(Detector detector, int size, Effect... effects) {
        return VisitPlan.draw(
                new SimulationSettings(
                        new SimulationSettings.Targets(
                                List.of(detector),
                                List.of(Category.FIELD_STARS),
                                List.of(Bandpass.all(detector).get(0).name())),
                        new SimulationSettings.Exposures(3, size, OptionalDouble.of(400)),
                        Guiding.exact(),
                        new SimulationSettings.Pixels(false, Set.of(effects)),
                        5),
                0);
    }

    private static PixelEffect.Shot shot(VisitPlan visit, int exposure, int chip) {
        return PixelEffect.Shot.of(
                visit,
                visit.exposures().get(exposure),
                visit.subject().geometry().cuts().get(chip),
                0.1);
    }

    private static List<PixelEffect> effects(VisitPlan visit) {
        return PixelEffect.of(visit, new StarImages(visit));
    }

    private static PixelEffect effect(VisitPlan visit) {
        return effects(visit).get(0);
    }

    private static float[] glow(PixelEffect effect, PixelEffect.Shot shot) {
        float[] glow = new float[shot.pixels()];
        effect.addGlow(glow, shot);
        return glow;
    }

    /** The afterglow does not move with the dither; it fades with the time since the earlier visit. */
    @Test
    void persistenceStaysOnTheDetectorAndFades() {
        VisitPlan visit = visit(Detector.IR, 256, Effect.PERSISTENCE);
        assertNotEquals(
                visit.exposures().get(0).postarg()[0], visit.exposures().get(1).postarg()[0]);
        PixelEffect effect = effect(visit);
        float[] first = glow(effect, shot(visit, 0, 0));
        float[] last = glow(effect, shot(visit, 2, 0));
        float[] sorted = first.clone();
        Arrays.sort(sorted);
        float bright = sorted[sorted.length - 30];
        assertTrue(bright > 0.02 && bright < 30, "glow " + bright);
        assertTrue(sorted[sorted.length / 2] < 0.005, "between the sources " + sorted[sorted.length / 2]);
        double most = 0;
        double least = 1;
        for (int i = 0; i < first.length; i++) {
            if (first[i] >= bright) {
                most = Math.max(most, last[i] / first[i]);
                least = Math.min(least, last[i] / first[i]);
            }
        }
        assertTrue(most < 1 && least > 0.2, "fades to " + least + " to " + most);
    }

    /** 834,000 electrons, 500 s before the middle of the next exposure: computed by hand from the formula. */
    @Test
    void whatAnExposureSaturatesGlowsInTheNext() {
        VisitPlan visit = visit(Detector.IR, 128, Effect.PERSISTENCE);
        PersistenceEffect effect = new PersistenceEffect(visit, new StarImages(visit));
        PixelEffect.Shot before = shot(visit, 0, 0);
        PixelEffect.Shot after = shot(visit, 1, 0);
        float[] without = glow(effect, after);
        float[] light = new float[before.pixels()];
        light[700] = (float) (834_000 / before.exposure().seconds());
        light[900] = (float) (20_000 / before.exposure().seconds());
        effect.changeLight(light, before);
        float[] with = glow(effect, after);
        double seconds = (after.exposure().start() - before.exposure().start()) * 86400 - 400 + 200;
        double expected = 0.3 * Math.pow(10, 0.159) * Math.pow(seconds / 1000, -1.022);
        assertEquals(expected, with[700] - without[700], 1e-3 * expected);
        assertTrue(with[900] - without[900] < 0.03 * expected, "half full " + (with[900] - without[900]));
        assertEquals(0, with[701] - without[701]);
        assertArrayEquals(glow(effect(visit), before), glow(effect, before), "not in its own exposure");
    }

    /** From the defect on, away from the amplifier: up on the lower chip, down on the upper one. */
    @Test
    void brightColumnsEndAtTheirDefect() {
        VisitPlan visit = visit(Detector.WFC, 1024, Effect.COLUMNS);
        ColumnEffect effect = new ColumnEffect(visit);
        for (int chip = 0; chip < 2; chip++) {
            PixelEffect.Shot shot = shot(visit, 1, chip);
            float[] glow = glow(effect, shot);
            int width = shot.cut().width;
            List<ColumnEffect.Bright> columns = effect.columns(shot.cut());
            long lit = 0;
            for (ColumnEffect.Bright column : columns) {
                int beyond = chip == 0 ? shot.cut().height - 1 : 0;
                double electrons = column.electrons() + 400 * column.rate();
                assertTrue(electrons > 1 && electrons < 61, "electrons " + electrons);
                assertTrue(400 * glow[beyond * width + column.x()] > 0.99 * electrons);
                assertTrue(glow[column.defect() * width + column.x()] > 0);
                lit += chip == 0 ? shot.cut().height - column.defect() : column.defect() + 1;
            }
            long counted = 0;
            for (float g : glow) {
                counted += g > 0 ? 1 : 0;
            }
            assertTrue(counted <= lit && counted > lit / 2, counted + " of " + lit);
        }
    }

    /** 815 per day on 4096 x 4096 pixels, since a dark image that is at most 14 days old. */
    @Test
    void hotPixelsStayAndGrowInNumber() {
        VisitPlan visit = visit(Detector.WFC, 4096, Effect.HOT_PIXELS);
        PixelEffect effect = effect(visit);
        float[] first = glow(effect, shot(visit, 0, 0));
        float[] last = glow(effect, shot(visit, 2, 0));
        int both = 0;
        int came = 0;
        int went = 0;
        double hottest = 0;
        for (int i = 0; i < first.length; i++) {
            both += first[i] > 0 && last[i] > 0 ? 1 : 0;
            came += first[i] == 0 && last[i] > 0 ? 1 : 0;
            went += first[i] > 0 && last[i] == 0 ? 1 : 0;
            hottest = Math.max(hottest, last[i]);
            assertTrue(first[i] == 0 || first[i] >= 0.0199, "rate " + first[i]);
        }
        assertTrue(both > 100 && both < 7200, both + " in both");
        assertTrue(came > 0 && went > 0 && went < both / 3 && came < both / 2, came + " came, " + went + " went");
        assertTrue(hottest > 0.3 && hottest <= 16, "hottest " + hottest);
    }

    /** The sky dims by the blob's depth at its centre, on the same pixels in every exposure. */
    @Test
    void blobsTakeTheirShareOfLight() {
        VisitPlan visit = visit(Detector.IR, 256, Effect.BLOBS);
        BlobEffect effect = new BlobEffect(visit);
        float[] first = new float[256 * 256];
        effect.changeLight(first, shot(visit, 0, 0));
        float[] second = new float[256 * 256];
        effect.changeLight(second, shot(visit, 1, 0));
        assertArrayEquals(first, second);
        BlobEffect.Blob deepest = effect.blobs().stream()
                .filter(b -> b.x() > 20 && b.x() < 235 && b.y() > 20 && b.y() < 235)
                .max(Comparator.comparingDouble(BlobEffect.Blob::depth))
                .orElseThrow();
        int middle = (int) Math.rint(deepest.y()) * 256 + (int) Math.rint(deepest.x());
        assertEquals(deepest.depth(), -first[middle] / 0.1, 0.02 * deepest.depth() + 0.002);
        float[] star = new float[256 * 256];
        star[middle] = 1000;
        effect.changeLight(star, shot(visit, 0, 0));
        assertEquals(1000 * deepest.depth(), 1000 - star[middle], 0.03 * 1000 * deepest.depth());
    }

    /** One exposure of three always has a trail, a straight line over both chips. */
    @Test
    void aSatelliteCrossesBothChipsInALine() {
        VisitPlan visit = visit(Detector.WFC, 1024, Effect.SATELLITES);
        SatelliteEffect effect = new SatelliteEffect(visit);
        assertTrue(!effect.trails().isEmpty() && effect.trails().size() < 3, "crossed " + effect.trails());
        int dark = 0;
        for (int i = 0; i < 3; i++) {
            SatelliteEffect.Trail trail =
                    effect.trails().get(visit.exposures().get(i).root());
            float brightest = 0;
            for (int chip = 0; chip < 2; chip++) {
                PixelEffect.Shot shot = shot(visit, i, chip);
                float[] light = new float[shot.pixels()];
                effect.changeLight(light, shot);
                for (int p = 0; p < light.length; p++) {
                    if (light[p] > 0) {
                        double x = shot.cut().x0 + p % shot.cut().width - 2048.0;
                        double y = shot.cut().y0 + p / shot.cut().width - 2048 + (chip == 0 ? -25 : 2073);
                        assertEquals(0, trail.distance(x, y) / trail.sigma(), 5.01);
                        brightest = Math.max(brightest, light[p]);
                    }
                }
            }
            dark += brightest == 0 ? 1 : 0;
            assertTrue(trail == null || Math.abs(400 * brightest / trail.peak() - 1) < 0.01, "peak " + brightest);
        }
        assertEquals(3 - effect.trails().size(), dark);
    }

    @Test
    void scatteredLightRisesTowardsOneSide() {
        VisitPlan visit = visit(Detector.UVIS, 1024, Effect.SCATTERED_LIGHT);
        PixelEffect effect = effect(visit);
        PixelEffect.Shot shot = shot(visit, 0, 0);
        float[] light = new float[shot.pixels()];
        effect.changeLight(light, shot);
        int width = shot.cut().width;
        int last = light.length - 1;
        double across = Math.abs(light[last] - light[0]) + Math.abs(light[width - 1] - light[last - width + 1]);
        double mean = 0;
        for (float f : light) {
            assertTrue(f >= 0);
            mean += f / light.length;
        }
        assertTrue(mean > 0.005 * shot.skyRate() && mean < 1.2 * shot.skyRate(), "mean " + mean);
        assertTrue(across > 0.05 * mean, "across the field " + across);
    }

    /** On the opposite side of the detector's centre, with 0.2 % of the star's light on WFC3/UVIS. */
    @Test
    void ghostsAreMirroredAtTheMiddle() {
        VisitPlan empty = visit(Detector.UVIS, 1024, Effect.GHOSTS);
        PixelEffect.Shot lower = shot(empty, 0, 0);
        PixelEffect.Shot upper = shot(empty, 0, 1);
        Bandpass bandpass = lower.exposure().bandpass();
        Star star = new Star(lower.wcs().toSky(300, 250), bandpass.abZero() - 15 - bandpass.colour(6000), 6000, 0, 0);
        Scene old = empty.subject().scene();
        Scene scene = new Scene(old.target(), "one star", List.of(star), List.of(), old.nebula(), old.body());
        VisitPlan.Subject subject = new VisitPlan.Subject(
                Detector.UVIS, Category.FIELD_STARS, empty.subject().geometry(), scene);
        VisitPlan visit =
                new VisitPlan(empty.settings(), empty.id(), subject, empty.guiding(), empty.exposures(), empty.rng());
        float[] light = new float[upper.pixels()];
        effect(visit).changeLight(light, upper);
        PixelPoint at = upper.wcs().toPixel(star.at());
        double outer = 0.8 / 0.03962;
        int x = (int) Math.rint(1024 - at.x() + 0.6 * outer);
        int y = (int) Math.rint(-50 - at.y());
        double expected = 0.002 * 1e6 / (Math.PI * outer * outer * (1 - 0.33 * 0.33));
        assertEquals(expected, light[y * 1024 + x], 0.01 * expected);
        double sum = 0;
        for (float f : light) {
            sum += f;
        }
        assertEquals(2000, sum, 60);
        float[] beside = new float[lower.pixels()];
        effect(visit).changeLight(beside, lower);
        assertArrayEquals(new float[lower.pixels()], beside, "none on the star's own side");
    }

    /** More than one pixel can hold, along a column, as far as the excess reaches. */
    @Test
    void brightStarsOverfillTheirColumns() {
        VisitPlan visit = visit(Detector.UVIS, 512, Effect.BLEEDING);
        VisitPlan plain = visit(Detector.UVIS, 512);
        int added = visit.subject().scene().stars().size()
                - plain.subject().scene().stars().size();
        assertTrue(added >= 1 && added <= 3, "added " + added);
        Bandpass bandpass = visit.bandpasses().get(0);
        visit.subject().scene().stars().stream()
                .skip(plain.subject().scene().stars().size())
                .forEach(star -> {
                    double wells = 400 * bandpass.rate(star.magnitude(bandpass)) / 72000;
                    assertTrue(wells > 29 && wells < 3001, "wells " + wells);
                });
    }

    @Test
    void aDetectorThatDoesNotKnowAnEffectIsLeftAsItIs() {
        assertEquals(List.of(), effects(visit(Detector.SBC, 128, Effect.PERSISTENCE, Effect.HOT_PIXELS, Effect.BLOBS)));
        assertEquals(List.of(), effects(visit(Detector.WFC, 128, Effect.PERSISTENCE)));
    }
}

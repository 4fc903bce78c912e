package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.simulate.Category;
import org.mosaicworkbench.simulate.Guiding;
import org.mosaicworkbench.simulate.SimulatedVisit;

/** Point catalogs of simulated star fields compared with the truth. */
@Slow
class DetectedSourcesTest {

    /** Signal to noise above which stars are saturated. */
    private static final double NEAR_SATURATION = 10_000;

    private static final double PURE_AROUND_BRIGHT_STARS = 0.9;
    private static final double MOST = 0.85;

    @TempDir
    Path folder;

    @Test
    void starsAtTenSigmaAreFoundAndLittleElseWhereNoBrightStarIsNear() {
        DetectionScore score = score("wfc", "uvis");
        Predicate<DetectionScore.Wanted> wanted = s -> s.clear() && s.snr() >= 10 && s.snr() < NEAR_SATURATION;
        Predicate<DetectionScore.Found> listed =
                f -> f.clear() && f.good() && f.snr() >= 10 && f.snr() < NEAR_SATURATION;
        assertTrue(score.stars().stream().filter(wanted).count() >= 25, "too few stars to tell");
        assertTrue(score.completeness(wanted) >= 0.95, "completeness " + score.completeness(wanted));
        assertTrue(score.purity(listed) >= 0.98, "purity " + score.purity(listed));
        Predicate<DetectionScore.Found> anywhere = f -> f.good() && f.snr() >= 10 && f.snr() < NEAR_SATURATION;
        assertTrue(score.purity(anywhere) >= PURE_AROUND_BRIGHT_STARS, "around bright stars " + score.purity(anywhere));
        Predicate<DetectionScore.Wanted> saturated = s -> s.snr() >= NEAR_SATURATION;
        assertTrue(score.completeness(saturated) >= MOST, "saturated stars " + score.completeness(saturated));
    }

    @Test
    void theNarrowStarsOfTheSolarBlindChannelAreFound() {
        DetectionScore score = score("sbc", "sbc");
        assertTrue(score.stars().stream().filter(s -> s.snr() >= 10).count() >= 10, "too few stars to tell");
        assertTrue(score.completeness(s -> s.snr() >= 10) >= 0.95, "" + score.completeness(s -> s.snr() >= 10));
    }

    private DetectionScore score(String... detectors) {
        List<DetectionScore.Wanted> stars = new ArrayList<>();
        List<DetectionScore.Found> found = new ArrayList<>();
        for (SimulatedVisit visit : Simulate.visits(2)
                .output(folder)
                .detectors(detectors)
                .size(512)
                .categories(Category.FIELD_STARS)
                .filters("F606W", "F125LP")
                .guiding(Guiding.exact())
                .run()
                .visits()) {
            DetectionScore one = DetectionScore.of(
                    visit.folder(),
                    Combine.visit(visit.folder())
                            .align(AlignMode.RELATIVE)
                            .run()
                            .mosaics()
                            .get(0));
            stars.addAll(one.stars());
            found.addAll(one.found());
        }
        return new DetectionScore(stars, found);
    }
}

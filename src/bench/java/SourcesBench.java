import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.mosaicworkbench.Combine;
import org.mosaicworkbench.DetectionScore;
import org.mosaicworkbench.Simulate;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.Mosaic;
import org.mosaicworkbench.simulate.Guiding;
import org.mosaicworkbench.simulate.SimulatedVisit;
import org.mosaicworkbench.visit.Detector;

/**
 * Measures completeness and purity of point catalogs of simulated field stars, by detector, magnitude and
 * signal-to-noise ratio. Arguments: visits per detector, working folder.
 */
public final class SourcesBench {

    private static final double[] RATIOS = {5, 7, 10, 15, 30, 100, 1000, 10000, Double.POSITIVE_INFINITY};

    public static void main(String[] arguments) {
        int visits = Integer.parseInt(arguments[0]);
        Path folder = Path.of(arguments[1]);
        for (Detector detector : Detector.values()) {
            List<DetectionScore.Wanted> stars = new ArrayList<>();
            List<DetectionScore.Found> found = new ArrayList<>();
            for (SimulatedVisit visit : Simulate.visits(visits)
                    .output(folder.resolve(detector.label()))
                    .detectors(detector)
                    .categories("field-stars")
                    .size(512)
                    .exposures(4)
                    .filters(filter(detector))
                    .guiding(Guiding.exact())
                    .run()
                    .visits()) {
                Mosaic mosaic = Combine.visit(visit.folder())
                        .align(AlignMode.RELATIVE)
                        .run()
                        .mosaics()
                        .get(0);
                DetectionScore score = DetectionScore.of(visit.folder(), mosaic);
                stars.addAll(score.stars());
                found.addAll(score.found());
            }
            DetectionScore all = new DetectionScore(stars, found);
            head(detector.label() + ", mag");
            for (int mag = 16; mag < 30; mag++) {
                row(mag + " to " + (mag + 1), mag, mag + 1, all, DetectionScore.Wanted::mag, DetectionScore.Found::mag);
            }
            head(detector.label() + ", S/N");
            for (int i = 0; i + 1 < RATIOS.length; i++) {
                row(
                        String.format("%.0f to %.0f", RATIOS[i], RATIOS[i + 1]),
                        RATIOS[i],
                        RATIOS[i + 1],
                        all,
                        DetectionScore.Wanted::snr,
                        DetectionScore.Found::snr);
            }
            row("10 to 10000", 10, 10000, all, DetectionScore.Wanted::snr, DetectionScore.Found::snr);
        }
    }

    private static void head(String title) {
        System.out.printf(
                "%n| %s | clear: stars | found | sources | real | all: stars | found | sources | real |%n"
                        + "|---|---|---|---|---|---|---|---|---|%n",
                title);
    }

    private static String filter(Detector detector) {
        return switch (detector.readout()) {
            case PHOTON_COUNTER -> "F125LP";
            case RAMP -> "F160W";
            case CCD -> "F606W";
        };
    }

    private static void row(
            String label,
            double from,
            double to,
            DetectionScore score,
            ToDoubleFunction<DetectionScore.Wanted> ofStar,
            ToDoubleFunction<DetectionScore.Found> ofFound) {
        Predicate<DetectionScore.Wanted> wanted = s -> ofStar.applyAsDouble(s) >= from && ofStar.applyAsDouble(s) < to;
        Predicate<DetectionScore.Found> listed =
                f -> f.good() && ofFound.applyAsDouble(f) >= from && ofFound.applyAsDouble(f) < to;
        if (score.stars().stream().anyMatch(wanted) || score.found().stream().anyMatch(listed)) {
            System.out.printf(
                    "| %s | %s | %s |%n",
                    label,
                    columns(score, wanted.and(DetectionScore.Wanted::clear), listed.and(DetectionScore.Found::clear)),
                    columns(score, wanted, listed));
        }
    }

    private static String columns(
            DetectionScore score, Predicate<DetectionScore.Wanted> wanted, Predicate<DetectionScore.Found> listed) {
        return score.stars().stream().filter(wanted).count() + " | " + percent(score.completeness(wanted)) + " | "
                + score.found().stream().filter(listed).count() + " | " + percent(score.purity(listed));
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "" : String.format("%.1f %%", 100 * share);
    }
}

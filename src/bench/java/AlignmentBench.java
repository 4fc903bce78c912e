import org.mosaicworkbench.AlignmentScore;
import org.mosaicworkbench.Simulate;
import org.mosaicworkbench.simulate.Guiding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Recovers the error of one exposure's pointing in simulated visits: shifts from 0.05 to 50 pixels, rolls to half a
 * degree, and what becomes of almost empty fields. Arguments: visits of each error, folder to work in.
 */
public final class AlignmentBench {

    private static final String[] DETECTORS = {"hrc", "wfc", "uvis", "ir"};

    public static void main(String[] arguments) {
        int visits = Integer.parseInt(arguments[0]);
        Path folder = Path.of(arguments[1]);
        System.out.println("| error | field | visits | with 20 matches | of them within 0.05 px | median, largest (px) | roll, largest (deg) | fewer, measured | refused |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        List<AlignmentScore> all = new ArrayList<>();
        for (double size : new double[] {0.05, 0.2, 1, 5, 20, 50}) {
            all.addAll(row(Guiding.shift(size), "globular-cluster", visits, folder));
        }
        for (double size : new double[] {0.01, 0.1, 0.5}) {
            all.addAll(row(Guiding.roll(size), "globular-cluster", visits, folder));
        }
        all.addAll(row(Guiding.shift(2), "field-stars", visits, folder));
        print("all of these", "", all);
        row(Guiding.shift(3), "calibration", visits, folder);
    }

    private static List<AlignmentScore> row(Guiding guiding, String category, int visits, Path folder) {
        List<AlignmentScore> scores = Simulate.visits(visits).output(folder.resolve(category + " " + guiding))
                .detectors(DETECTORS).categories(category).size(320).exposures(3).guiding(guiding)
                .seed(7 + Math.round(1000 * guiding.size())).run().visits().stream().map(AlignmentScore::of).toList();
        print(guiding.toString(), category, scores);
        return scores;
    }

    private static void print(String error, String field, List<AlignmentScore> scores) {
        List<AlignmentScore> rich = scores.stream().filter(s -> s.measured() && s.matches() >= 20).toList();
        double[] errors = rich.stream().mapToDouble(AlignmentScore::error).sorted().toArray();
        System.out.printf("| %s | %s | %d | %d | %d | %s | %s | %d | %d |%n", error, field, scores.size(), rich.size(),
                Arrays.stream(errors).filter(e -> e < 0.05).count(),
                errors.length == 0 ? "" : String.format("%.3f, %.3f", errors[errors.length / 2], errors[errors.length - 1]),
                errors.length == 0 ? "" : String.format("%.4f", rich.stream().mapToDouble(s -> Math.abs(s.roll())).max().orElse(0)),
                scores.stream().filter(s -> s.measured() && s.matches() < 20).count(),
                scores.stream().filter(s -> !s.measured()).count());
    }
}

import org.mosaicworkbench.AlignmentScore;
import org.mosaicworkbench.Simulate;
import org.mosaicworkbench.simulate.Guiding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Recovers the error of one exposure's pointing in simulated visits: shifts from 0.05 to 50 pixels, rolls to half a
 * degree, and what becomes of almost empty fields. Arguments: visits of each error, folder to work in.
 */
public final class AlignmentBench {

    private static final int ENOUGH = 20;
    private static final String[] DETECTORS = {"hrc", "wfc", "uvis", "ir"};

    public static void main(String[] arguments) {
        int visits = Integer.parseInt(arguments[0]);
        Path folder = Path.of(arguments[1]);
        System.out.println("| error | field | visits | own fit of 20 | within 0.05 px | all fits of 20 "
                + "| within 0.05 px | median, largest (px) | roll, largest (deg) | own fit of fewer | largest (px) "
                + "| refused |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
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
        double[] own = errors(scores, s -> s.matches() >= ENOUGH);
        double[] rich = errors(scores, s -> s.fewest() >= ENOUGH);
        double[] poor = errors(scores, s -> s.matches() < ENOUGH);
        double roll = scores.stream().filter(s -> s.measured() && s.fewest() >= ENOUGH)
                .mapToDouble(s -> Math.abs(s.roll())).max().orElse(Double.NaN);
        System.out.printf("| %s | %s | %d | %d | %d | %d | %d | %s | %s | %d | %s | %d |%n", error, field, scores.size(),
                own.length, within(own), rich.length, within(rich),
                rich.length == 0 ? "" : String.format("%.3f, %.3f", rich[rich.length / 2], rich[rich.length - 1]),
                Double.isNaN(roll) ? "" : String.format("%.4f", roll), poor.length,
                poor.length == 0 ? "" : String.format("%.3f", poor[poor.length - 1]),
                scores.stream().filter(s -> !s.measured()).count());
    }

    private static double[] errors(List<AlignmentScore> scores, Predicate<AlignmentScore> which) {
        return scores.stream().filter(AlignmentScore::measured).filter(which).mapToDouble(AlignmentScore::error).sorted()
                .toArray();
    }

    private static long within(double[] errors) {
        return Arrays.stream(errors).filter(e -> e < 0.05).count();
    }
}

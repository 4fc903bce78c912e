import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.mosaicworkbench.AlignmentScore;
import org.mosaicworkbench.ScaleError;
import org.mosaicworkbench.Simulate;
import org.mosaicworkbench.simulate.Guiding;
import org.mosaicworkbench.simulate.SimulatedVisit;

/**
 * Recovers the pointing error of one exposure in simulated visits: shifts from 0.05 to 50 pixels, rolls up to half a
 * degree, scale errors up to half a percent, and errors in almost empty fields. Arguments: visits per error, working
 * folder.
 */
public final class AlignmentBench {

    private static final int ENOUGH = 20;
    private static final String[] DETECTORS = {"hrc", "wfc", "uvis", "ir"};

    public static void main(String[] arguments) {
        int visits = Integer.parseInt(arguments[0]);
        Path folder = Path.of(arguments[1]);
        System.out.println("| error | field | visits | fits of 20 | within 0.05 px | median, largest (px) "
                + "| roll, largest (deg) | scale, largest | smaller fits | within 3 stated errors | largest (px) "
                + "| refused |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
        List<AlignmentScore> all = new ArrayList<>();
        for (double size : new double[] {0.05, 0.2, 1, 5, 20, 50}) {
            all.addAll(row(Guiding.shift(size), "globular-cluster", visits, folder));
        }
        for (double size : new double[] {0.01, 0.1, 0.5}) {
            all.addAll(row(Guiding.roll(size), "globular-cluster", visits, folder));
        }
        for (double size : new double[] {0.0002, 0.001, 0.005}) {
            all.addAll(scaled(size, visits, folder));
        }
        all.addAll(row(Guiding.shift(2), "field-stars", visits, folder));
        print("all above", "", all);
        List<AlignmentScore> sparse = new ArrayList<>(row(Guiding.shift(3), "calibration", 2 * visits, folder));
        sparse.addAll(row(Guiding.roll(0.1), "calibration", 2 * visits, folder));
        sparse.addAll(row(Guiding.shift(3), "solar-system", visits, folder));
        sparse.addAll(row(Guiding.shift(3), "galaxy-cluster", visits, folder));
        print("all sparse", "", sparse);
    }

    /** No common header error: a wrong scale about a displaced centre would also be a shift. */
    private static List<AlignmentScore> scaled(double size, int visits, Path folder) {
        List<AlignmentScore> scores = simulated(
                        Guiding.exact(),
                        "globular-cluster",
                        visits,
                        folder.resolve("" + size),
                        7 + Math.round(1e5 * size))
                .stream()
                .map(visit -> AlignmentScore.of(ScaleError.inject(visit, 1, 1 + size)))
                .toList();
        print("scale 1 + " + size, "globular-cluster", scores);
        return scores;
    }

    private static List<SimulatedVisit> simulated(
            Guiding guiding, String category, int visits, Path folder, long seed) {
        return Simulate.visits(visits)
                .output(folder)
                .detectors(DETECTORS)
                .categories(category)
                .size(320)
                .exposures(3)
                .guiding(guiding)
                .seed(seed)
                .run()
                .visits();
    }

    private static List<AlignmentScore> row(Guiding guiding, String category, int visits, Path folder) {
        List<AlignmentScore> scores = simulated(
                        guiding,
                        category,
                        visits,
                        folder.resolve(category + " " + guiding),
                        7 + Math.round(1000 * guiding.size()))
                .stream()
                .map(AlignmentScore::of)
                .toList();
        print(guiding.toString(), category, scores);
        return scores;
    }

    private static void print(String error, String field, List<AlignmentScore> scores) {
        List<AlignmentScore> rich = scores.stream()
                .filter(s -> s.measured() && s.matches() >= ENOUGH)
                .toList();
        List<AlignmentScore> poor = scores.stream()
                .filter(s -> s.measured() && s.matches() < ENOUGH)
                .toList();
        double[] errors = errors(rich);
        double[] poorErrors = errors(poor);
        System.out.printf(
                "| %s | %s | %d | %d | %d | %s | %s | %s | %d | %d | %s | %d |%n",
                error,
                field,
                scores.size(),
                rich.size(),
                Arrays.stream(errors).filter(e -> e < 0.05).count(),
                rich.isEmpty() ? "" : String.format("%.3f, %.3f", errors[errors.length / 2], errors[errors.length - 1]),
                largest("%.4f", rich, AlignmentScore::roll),
                largest("%.5f", rich, AlignmentScore::scale),
                poor.size(),
                poor.stream().filter(AlignmentScore::honest).count(),
                poor.isEmpty() ? "" : String.format("%.3f", poorErrors[poorErrors.length - 1]),
                scores.stream().filter(s -> !s.measured()).count());
    }

    private static String largest(String format, List<AlignmentScore> scores, ToDoubleFunction<AlignmentScore> value) {
        return scores.isEmpty()
                ? ""
                : String.format(
                        format,
                        scores.stream()
                                .mapToDouble(s -> Math.abs(value.applyAsDouble(s)))
                                .max()
                                .orElseThrow());
    }

    private static double[] errors(List<AlignmentScore> scores) {
        return scores.stream().mapToDouble(AlignmentScore::error).sorted().toArray();
    }
}

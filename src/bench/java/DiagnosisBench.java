import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.mosaicworkbench.Diagnose;
import org.mosaicworkbench.Simulate;
import org.mosaicworkbench.TruthFile;
import org.mosaicworkbench.diagnose.ExposureShift;
import org.mosaicworkbench.diagnose.VisitDiagnosis;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.simulate.Guiding;
import org.mosaicworkbench.simulate.SimulatedVisit;

/**
 * Diagnoses simulated visits in which one exposure was shifted, or none, and compares shifts, errors and named
 * exposures with the truth. Arguments: visits per size, working folder, seed.
 */
public final class DiagnosisBench {

    private static final double SIGMAS = 3;
    private static final double[] SIZES = {0, 0.3, 0.5, 1, 2, 5, 20, 50};

    /**
     * A diagnosis compared with the truth.
     *
     * @param refused why there is no diagnosis, or why the shifted exposure was not compared; empty otherwise
     * @param either  true if only two exposures were compared, so that either may be the mispointed one
     * @param named   true if exactly the shifted exposure is named, or none if none was shifted
     * @param pulls   measured minus true shift over the stated error, of the shifted exposure, along x and y
     */
    private record Score(
            String dataset, String refused, boolean either, boolean named, double[] pulls, String verdict) {}

    public static void main(String[] arguments) {
        int visits = Integer.parseInt(arguments[0]);
        System.out.println("| shift of one exposure (px) | visits | refused | either of two | named correctly "
                + "| shift within 3 errors | pull width |");
        System.out.println("|---|---|---|---|---|---|---|");
        List<Score> moved = new ArrayList<>();
        for (double size : SIZES) {
            Guiding guiding = size == 0 ? Guiding.aligned() : Guiding.shift(size);
            List<Score> scores = Simulate.visits(visits)
                    .output(Path.of(arguments[1], "off " + size))
                    .size(320)
                    .guiding(guiding)
                    .seed(Long.parseLong(arguments[2]) + Math.round(100 * size))
                    .run()
                    .visits()
                    .stream()
                    .map(visit -> score(visit, size))
                    .toList();
            print(size == 0 ? "none" : String.valueOf(size), scores);
            if (size > 0.3) {
                moved.addAll(scores);
            }
        }
        print("all above 0.3", moved);
    }

    private static Score score(SimulatedVisit visit, double size) {
        List<TruthFile.Pointed> truth = TruthFile.of(visit.folder()).exposures();
        int[] all = IntStream.range(0, truth.size()).toArray();
        int moved = size == 0
                ? 0
                : IntStream.of(all)
                        .boxed()
                        .max((a, b) -> Double.compare(strays(truth, a, all), strays(truth, b, all)))
                        .orElseThrow();
        try {
            VisitDiagnosis diagnosis =
                    Diagnose.visit(visit.folder()).threads(1).run().visits().get(0);
            List<ExposureShift> shifts = diagnosis.shifts();
            List<String> off = size == 0 ? List.of() : List.of(truth.get(moved).rootname());
            ExposureShift own = shifts.get(moved);
            if (size > 0 && !own.measured()) {
                return new Score(
                        visit.dataset(), own.finding().note(), false, false, new double[0], diagnosis.verdict());
            }
            int[] others = IntStream.of(all)
                    .filter(i -> i != moved && shifts.get(i).measured())
                    .toArray();
            double[] pulls = !own.measured() || others.length == 0
                    ? new double[0]
                    : new double[] {
                        relative(
                                        moved,
                                        others,
                                        i -> shifts.get(i).shift().dx()
                                                - truth.get(i).dx())
                                / error(
                                        own,
                                        others,
                                        shifts,
                                        exposureShift -> exposureShift.shift().errorX()),
                        relative(
                                        moved,
                                        others,
                                        i -> shifts.get(i).shift().dy()
                                                - truth.get(i).dy())
                                / error(
                                        own,
                                        others,
                                        shifts,
                                        exposureShift -> exposureShift.shift().errorY())
                    };
            return told(
                    new Score(
                            visit.dataset(),
                            "",
                            size > 0 && others.length < 2,
                            diagnosis.off().equals(off),
                            pulls,
                            diagnosis.verdict()),
                    own,
                    size);
        } catch (BadInput e) {
            return new Score(visit.dataset(), e.getMessage(), false, false, new double[0], "");
        }
    }

    /** Reports failures on standard error. */
    private static Score told(Score score, ExposureShift own, double size) {
        if (!score.either && !score.named || Arrays.stream(score.pulls).anyMatch(p -> Math.abs(p) > SIGMAS)) {
            System.err.println(size + " px, " + score.dataset + ", pulls " + Arrays.toString(score.pulls) + ", error "
                    + own.error() + ", " + own.sources() + " sources: " + score.verdict);
        }
        return score;
    }

    /** Errors are relative to a reference, which may be the shifted exposure if there are only two. */
    private static double error(
            ExposureShift own, int[] others, List<ExposureShift> shifts, ToDoubleFunction<ExposureShift> of) {
        double error = of.applyAsDouble(own);
        return others.length == 1 ? Math.max(error, of.applyAsDouble(shifts.get(others[0]))) : error;
    }

    private static double strays(List<TruthFile.Pointed> truth, int i, int[] all) {
        return Math.hypot(
                relative(i, all, k -> truth.get(k).dx()),
                relative(i, all, k -> truth.get(k).dy()));
    }

    private static double relative(int i, int[] others, ToDoubleFunction<Integer> of) {
        double[] sorted =
                IntStream.of(others).mapToDouble(of::applyAsDouble).sorted().toArray();
        return of.applyAsDouble(i) - (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static void print(String size, List<Score> scores) {
        List<Score> answered = scores.stream().filter(s -> s.refused.isEmpty()).toList();
        List<Score> said = answered.stream().filter(s -> !s.either).toList();
        double[] pulls = scores.stream()
                .flatMapToDouble(s -> DoubleStream.of(s.pulls))
                .map(Math::abs)
                .sorted()
                .toArray();
        System.out.printf(
                "| %s | %d | %d | %d | %d of %d | %d of %d | %s |%n",
                size,
                scores.size(),
                scores.size() - answered.size(),
                answered.size() - said.size(),
                said.stream().filter(Score::named).count(),
                said.size(),
                scores.stream()
                        .filter(s ->
                                s.pulls.length > 0 && DoubleStream.of(s.pulls).allMatch(p -> Math.abs(p) <= SIGMAS))
                        .count(),
                scores.stream().filter(s -> s.pulls.length > 0).count(),
                pulls.length == 0 ? "" : String.format("%.2f", 1.4826 * pulls[pulls.length / 2]));
    }
}

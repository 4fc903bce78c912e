import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.mosaicworkbench.Predict;
import org.mosaicworkbench.evaluate.Interval;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.evaluate.ModelEvaluation;
import org.mosaicworkbench.evaluate.Scores;
import org.mosaicworkbench.evaluate.Sensitivity;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.nn.Classifier;
import org.mosaicworkbench.plot.Theme;
import org.mosaicworkbench.predict.PredictResult;

/**
 * Judges models on sets that they have not learned from: areas under the ROC curve with intervals, and how large a
 * misalignment must be to be found, for all datasets and for groups of them. A model that reads measured numbers is
 * judged twice where the set has numbers of the exposures: with them, and with what the mosaic alone shows. Moving
 * targets, which single-visit processing leaves out, are left out but for one line. Prints tables in Markdown, and
 * draws the curves of all models.
 *
 * <p>Arguments: the picture, then sets (folders that {@code Pack} wrote; {@code name=a+b} for two taken together), then
 * {@code --} and models (folders).
 */
class Judge {

    /** Sources above a signal-to-noise ratio of 20. */
    private static final String REMEDY = "pack the set again";

    private static final int[] BOUNDS = {10, 30};

    private static final double RESIDUAL = 0.5;
    /** Of false alarms in the figure, and the largest misalignment in it: hardly one is larger. */
    private static final double RATE = 0.01;

    private static final double LARGEST = 50;
    /** Of the exposures of a mosaic that the limit is drawn for. */
    private static final int EXPOSURES = 4;
    /**
     * Of the distance of one of these exposures from the others, which have ten sources with a signal-to-noise ratio of
     * 20 in the mosaic, pixels along an axis: the Cramer-Rao limit of a Gaussian star 2 pixels across, sigma / (S/N),
     * by the root of the sources' number.
     */
    private static final double ERROR =
            0.85 * Math.sqrt(EXPOSURES) / 20 / Math.sqrt(BOUNDS[0]) * Math.sqrt(EXPOSURES / (EXPOSURES - 1.0));
    /** More lines than these are not told apart. */
    private static final List<String> DRAWN =
            List.of("features", "field", "svm_native_cnn", "svm_native", "svm_measured", "svm_measured, mosaic alone");

    private static final String OFF = "exposures off";
    private static final String ALONE = ", mosaic alone";
    /**
     * The observatory's single-visit processing leaves moving targets out (drizzlepac, haputils/analyze.py, MTFLAG).
     */
    private static final String MOVING = "solar-system";

    /** A dataset: what is known of it, and how surely a model takes it for misaligned. */
    private record Case(
            String index,
            double residual,
            int bright,
            String category,
            int exposures,
            String cosmicRays,
            int off,
            double used,
            double score) {

        Label truth() {
            return residual > RESIDUAL ? Label.MISALIGNED : Label.ALIGNED;
        }

        String detector() {
            return index.split("_")[4];
        }
    }

    public static void main(String[] arguments) throws IOException {
        List<String> words = List.of(arguments);
        int split = words.indexOf("--");
        for (String set : words.subList(1, split)) {
            String[] sides = set.split("=");
            judge(
                    sides[0],
                    List.of(sides[sides.length - 1].split("\\+")),
                    words.subList(split + 1, words.size()),
                    Path.of(words.get(0)));
        }
    }

    private static void judge(String name, List<String> sets, List<String> models, Path picture) throws IOException {
        Map<String, List<Case>> scored = new LinkedHashMap<>();
        for (String set : sets) {
            score(Path.of(set), models)
                    .forEach((model, cases) -> scored.computeIfAbsent(model, m -> new ArrayList<>())
                            .addAll(cases));
        }
        Predicate<Case> rich = c -> c.bright >= BOUNDS[0];
        int all = scored.values().iterator().next().size();
        Map<String, String> withMoving = new LinkedHashMap<>();
        scored.forEach((model, cases) -> withMoving.put(model, area(cases)));
        scored.replaceAll((model, cases) ->
                cases.stream().filter(c -> !c.category.equals(MOVING)).toList());
        System.out.printf(
                "%n## %s: %d datasets%n%n",
                name, scored.values().iterator().next().size());
        System.out.printf("With moving targets they are %d, and the areas over all fields are:%n%n", all);
        withMoving.forEach((model, area) -> System.out.printf("- %s %s%n", model, area));
        System.out.println();
        table("", scored, c -> true);
        table(", at least 10 bright sources", scored, rich);
        shipped(scored, models, rich);
        table(", at least 10 sources used, as predict lists them", scored, c -> c.used >= BOUNDS[0]);
        table(", at least 30 bright sources", scored, c -> c.bright >= BOUNDS[1]);
        table(", fewer than 10 bright sources", scored, rich.negate());
        groups(scored);
        Map<String, Sensitivity> curves = new LinkedHashMap<>();
        scored.forEach((model, cases) -> curves.put(
                model,
                sensitivity(cases.stream()
                        .filter(rich.and(c -> c.residual <= LARGEST))
                        .toList())));
        curves.keySet().retainAll(DRAWN);
        Path file = picture.resolveSibling(picture.getFileName().toString().replace(".png", "-" + name + ".png"));
        ModelEvaluation.sensitivityFigure(curves, RATE, ERROR, Theme.LIGHT).writePng(file);
    }

    /** What each model says of a set, twice where it reads what is known of the exposures. */
    private static Map<String, List<Case>> score(Path set, List<String> models) throws IOException {
        Map<String, List<Case>> scored = new LinkedHashMap<>();
        Path numbers = set.resolve("measured.csv");
        Path without = withoutExposures(numbers);
        boolean compared = !Files.readString(without).equals(Files.readString(numbers));
        for (String model : models) {
            String name = Path.of(model).getFileName().toString();
            if (Classifier.read(Path.of(model)).blueprint().readsMeasured()) {
                if (compared) {
                    scored.put(name, cases(set, model, numbers));
                }
                scored.put(name + ALONE, cases(set, model, without));
            } else {
                scored.put(name, cases(set, model, numbers));
            }
        }
        return scored;
    }

    /** The same table with nothing said of the exposures. */
    private static Path withoutExposures(Path numbers) throws IOException {
        CsvTable table = CsvTable.read(numbers, REMEDY);
        List<String> exposures = Measurement.columns(Measurement.Subject.EXPOSURES);
        StringBuilder text = new StringBuilder(Csv.line(table.columns()));
        for (CsvTable.Row row : table.rows()) {
            text.append(Csv.line(table.columns().stream()
                    .map(column -> exposures.contains(column) ? "" : row.text(column))
                    .toList()));
        }
        return Files.writeString(Files.createTempFile("alone", ".csv"), text);
    }

    private static List<Case> cases(Path set, String model, Path numbers) throws IOException {
        Path work = Files.createTempDirectory("judge");
        // Without the table of exposures beside it, so that the model is judged and not what was measured of them.
        PredictResult result = Predict.alignment(
                        Files.copy(set.resolve("svm_data.csv"), work.resolve("svm_data.csv")),
                        set.resolve("frames.npz"))
                .modelPath(Path.of(model))
                .measured(Files.copy(numbers, work.resolve("svm_data_measured.csv")))
                .outputPath(work)
                .run();
        Map<String, CsvTable.Row> truth = rows(set.resolve("truth.csv"));
        Map<String, CsvTable.Row> measured = rows(numbers);
        List<Case> cases = new ArrayList<>();
        for (int row = 0; row < result.table().rowCount(); row++) {
            String index = result.table().stringColumn("index").get(row);
            CsvTable.Row known = truth.get(index);
            String used = measured.get(index).text(Measurement.SOURCES_USED.column());
            if (!known.text("residual").isEmpty()) {
                cases.add(new Case(
                        index,
                        Double.parseDouble(known.text("residual")),
                        Integer.parseInt(known.text("bright")),
                        known.text("category"),
                        Integer.parseInt(known.text("exposures")),
                        known.text("cosmic_rays"),
                        Integer.parseInt(known.text("off")),
                        used.isEmpty() ? 0 : Double.parseDouble(used),
                        result.table().doubleColumn("y_proba").get(row)));
            }
        }
        return cases;
    }

    private static Map<String, CsvTable.Row> rows(Path csv) {
        Map<String, CsvTable.Row> rows = new LinkedHashMap<>();
        CsvTable.read(csv, REMEDY).rowsBy("index").forEach(row -> rows.put(row.text("index"), row));
        return rows;
    }

    private static void table(String which, Map<String, List<Case>> scored, Predicate<Case> chosen) {
        double[] sizes = {0.5, 1, 2, 5, 10, 20};
        List<Case> any =
                scored.values().iterator().next().stream().filter(chosen).toList();
        System.out.printf(
                "All%s: %d datasets, %d misaligned. Area under the ROC curve with 95 %% interval; with misalignments"
                        + " above 1 pixel only; part found at 1 and at 5 %% false alarms by misalignment in pixels.%n%n",
                which,
                any.size(),
                any.stream().filter(c -> c.truth() == Label.MISALIGNED).count());
        System.out.print("| model | area | above 1 px |");
        for (int i = 0; i < sizes.length; i++) {
            double from = sizes[i];
            double to = i + 1 < sizes.length ? sizes[i + 1] : Double.POSITIVE_INFINITY;
            System.out.printf(
                    Locale.ROOT,
                    " %s%s (%d) |",
                    text(from),
                    i + 1 < sizes.length ? " to " + text(to) : " up",
                    any.stream()
                            .filter(c -> c.residual > from && c.residual <= to)
                            .count());
        }
        System.out.println("\n|---|---|---|" + "---|".repeat(sizes.length));
        scored.forEach((model, all) -> {
            List<Case> cases = all.stream().filter(chosen).toList();
            double strict = Scores.thresholdFor(0.01, truths(cases), scores(cases));
            double threshold = Scores.thresholdFor(0.05, truths(cases), scores(cases));
            System.out.printf(
                    "| %s | %s | %s |",
                    model,
                    area(cases),
                    area(cases.stream()
                            .filter(c -> c.residual > 1 || c.residual <= RESIDUAL)
                            .toList()));
            for (int i = 0; i < sizes.length; i++) {
                double from = sizes[i];
                double to = i + 1 < sizes.length ? sizes[i + 1] : Double.POSITIVE_INFINITY;
                List<Case> inside = cases.stream()
                        .filter(c -> c.residual > from && c.residual <= to)
                        .toList();
                System.out.printf(
                        Locale.ROOT,
                        " %s |",
                        inside.isEmpty()
                                ? ""
                                : String.format(
                                        Locale.ROOT, "%.2f, %.2f", found(inside, strict), found(inside, threshold)));
            }
            System.out.println();
        });
        System.out.println();
    }

    /** What comes out at the thresholds that predict uses: the models' own, and one half. */
    private static void shipped(Map<String, List<Case>> scored, List<String> models, Predicate<Case> rich) {
        System.out.print(
                "At the threshold that comes with a model for 1 % false alarms, and at 0.5, at least 10 bright sources: part of "
                        + "the aligned called misaligned, part found of the misaligned.\n\n| model | threshold | false alarms | 1 to 2 px | "
                        + "above 2 px | at 0.5: false alarms | 1 to 2 px | above 2 px |\n|---|---|---|---|---|---|---|---|\n");
        for (String model : models) {
            String name = Path.of(model).getFileName().toString();
            Map<?, ?> thresholds =
                    (Map<?, ?>) Classifier.read(Path.of(model)).about().get("thresholds");
            double own = ((Number) thresholds.get("false_positives_1_percent")).doubleValue();
            for (String way : List.of(name, name + ALONE)) {
                if (scored.containsKey(way)) {
                    List<Case> cases = scored.get(way).stream().filter(rich).toList();
                    System.out.printf(
                            Locale.ROOT, "| %s | %.2f | %s | %s |%n", way, own, at(own, cases), at(0.5, cases));
                }
            }
        }
        System.out.println();
    }

    private static String at(double threshold, List<Case> cases) {
        return String.format(
                Locale.ROOT,
                "%.3f | %.2f | %.3f",
                found(cases.stream().filter(c -> c.truth() == Label.ALIGNED).toList(), threshold),
                found(
                        cases.stream()
                                .filter(c -> c.residual > 1 && c.residual <= 2)
                                .toList(),
                        threshold),
                found(cases.stream().filter(c -> c.residual > 2).toList(), threshold));
    }

    private static double found(List<Case> cases, double threshold) {
        return (double) cases.stream().filter(c -> c.score >= threshold).count() / cases.size();
    }

    /**
     * The area for misalignments above 1 pixel in groups of the datasets with enough sources. By exposures that are off
     * the misaligned are compared with all that are aligned.
     */
    private static void groups(Map<String, List<Case>> scored) {
        Map<String, Function<Case, String>> divisions = new LinkedHashMap<>();
        divisions.put("detector", Case::detector);
        divisions.put("category", Case::category);
        divisions.put("exposures", c -> String.valueOf(c.exposures));
        divisions.put("cosmic rays", Case::cosmicRays);
        divisions.put(OFF, c -> c.off + " of " + c.exposures);
        System.out.print("Area for misalignments above 1 pixel, at least 10 bright sources:\n\n| group | datasets |");
        scored.keySet().forEach(model -> System.out.print(" " + model + " |"));
        System.out.println("\n|---|---|" + "---|".repeat(scored.size()));
        divisions.forEach((division, word) -> scored.values().iterator().next().stream()
                .map(word)
                .distinct()
                .sorted()
                .forEach(value -> {
                    StringBuilder line = new StringBuilder("| " + division + " " + value + " |");
                    for (List<Case> all : scored.values()) {
                        List<Case> cases = all.stream()
                                .filter(c -> c.bright >= BOUNDS[0]
                                        && (word.apply(c).equals(value)
                                                || division.equals(OFF) && c.truth() == Label.ALIGNED)
                                        && (c.residual > 1 || c.residual <= RESIDUAL))
                                .toList();
                        if (line.indexOf("|", line.indexOf("|") + 1) == line.length() - 1) {
                            line.append(' ').append(cases.size()).append(" |");
                        }
                        line.append(' ').append(area(cases)).append(" |");
                    }
                    System.out.println(line);
                }));
        System.out.println();
    }

    private static String area(List<Case> cases) {
        long misaligned =
                cases.stream().filter(c -> c.truth() == Label.MISALIGNED).count();
        if (misaligned < 3 || cases.size() - misaligned < 3) {
            return "";
        }
        Interval interval = Interval.bootstrap(
                truths(cases),
                scores(cases),
                cases.stream().map(c -> c.index.split("_")[6].substring(0, 6)).toList(),
                Scores::rocAuc,
                new Interval.Draws(1000, 42));
        return String.format(
                Locale.ROOT,
                "%.3f (%.3f to %.3f)",
                Scores.rocAuc(truths(cases), scores(cases)),
                interval.low(),
                interval.high());
    }

    private static Sensitivity sensitivity(List<Case> cases) {
        return Sensitivity.of(cases.stream()
                .map(c -> new Sensitivity.Case(c.score, c.truth(), c.residual, List.of()))
                .toList());
    }

    private static boolean[] truths(List<Case> cases) {
        boolean[] truths = new boolean[cases.size()];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = cases.get(i).truth() == Label.MISALIGNED;
        }
        return truths;
    }

    private static double[] scores(List<Case> cases) {
        return cases.stream().mapToDouble(Case::score).toArray();
    }

    private static String text(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}

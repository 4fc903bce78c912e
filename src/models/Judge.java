import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.mosaicworkbench.Predict;
import org.mosaicworkbench.evaluate.Interval;
import org.mosaicworkbench.evaluate.Scores;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.nn.Models;

/**
 * Evaluates models on simulated sets that no model was trained on: the counts of the three verdicts by true size of the
 * misalignment, the area under the ROC curve, the coverage of the size intervals, and the reliability of the
 * probabilities, each with single-exposure images and from the mosaic alone. Moving targets, which get no verdict, are
 * left out. Models that read frames are not evaluated on sets without frames. Writes {@code decisions.csv},
 * {@code areas.csv}, {@code intervals.csv} and {@code reliability.csv}, and prints the first two as Markdown tables.
 *
 * <p>Arguments: output folder for the tables, then sets ({@code name=FOLDER}, written by {@code Pack}), then {@code --}
 * and models (folders or names).
 */
class Judge {

    private static final String REMEDY = "pack the set again";
    private static final String MOVING = "solar-system";
    /** Misalignment above which a mosaic counts as misaligned, in pixels of the mosaic. */
    private static final double LIMIT = 0.5;
    /** Bin edges of the true size of the misalignment, in pixels. */
    private static final double[] SIZES = {0, 0.25, LIMIT, 1, 2, 5, 20, 60, Double.POSITIVE_INFINITY};
    /** Bin edges of the probability; the last one is above 1, so that 1 is included. */
    private static final double[] PROBABILITIES = {0, 0.01, 0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 1.000001};

    private static final int ENOUGH = 10;

    /** A dataset and its verdict. */
    private record Case(
            String index,
            double truth,
            int bright,
            String decision,
            double probability,
            double[] interval68,
            double[] interval95) {

        boolean isMisaligned() {
            return truth > LIMIT;
        }

        boolean within(double[] interval) {
            return truth >= interval[0] && truth <= interval[1];
        }
    }

    /** The verdicts of one model on one set, either with the exposures compared or from the mosaic alone. */
    private record Said(String set, String situation, String model, String sources, List<Case> cases) {

        List<Object> begin() {
            return new ArrayList<>(List.of(set, situation, model, sources));
        }

        Said rich() {
            return new Said(
                    set,
                    situation,
                    model,
                    ENOUGH + " and more",
                    cases.stream().filter(c -> c.bright >= ENOUGH).toList());
        }

        long count(Predicate<Case> which) {
            return cases.stream().filter(which).count();
        }
    }

    public static void main(String[] arguments) throws IOException {
        List<String> words = List.of(arguments);
        int split = words.indexOf("--");
        List<Said> all = new ArrayList<>();
        for (String set : words.subList(1, split)) {
            String[] sides = set.split("=");
            for (String model : words.subList(split + 1, words.size())) {
                if (Files.notExists(Path.of(sides[1], "frames.npz"))
                        && Models.shipped().read(Path.of(model)).blueprint().readsFrames()) {
                    continue;
                }
                for (boolean compared : new boolean[] {true, false}) {
                    Said said = said(sides[0], Path.of(sides[1]), model, compared);
                    all.add(said);
                    all.add(said.rich());
                }
            }
        }
        Path folder = Path.of(words.get(0));
        print(write(folder.resolve("decisions.csv"), decisions(all)));
        print(write(folder.resolve("areas.csv"), areas(all)));
        write(folder.resolve("intervals.csv"), intervals(all));
        write(folder.resolve("reliability.csv"), reliability(all));
    }

    private static Said said(String name, Path set, String model, boolean compared) throws IOException {
        Path work = Files.createTempDirectory("judge");
        Path csv = Files.copy(set.resolve("svm_data.csv"), work.resolve("svm_data.csv"));
        Path measured = compared
                ? Files.copy(set.resolve("measured.csv"), work.resolve("measured.csv"))
                : withoutExposures(set.resolve("measured.csv"), work.resolve("measured.csv"));
        if (compared) {
            Files.copy(set.resolve("exposures.csv"), work.resolve("exposures.csv"));
        }
        Path img = Files.exists(set.resolve("frames.npz")) ? set.resolve("frames.npz") : work;
        Path said = Predict.alignment(csv, img)
                .modelPath(model)
                .measured(measured)
                .largerThan(LIMIT)
                .outputPath(work)
                .run()
                .folder()
                .resolve("predictions.csv");
        Map<String, CsvTable.Row> truths = new LinkedHashMap<>();
        CsvTable.read(set.resolve("truth.csv"), REMEDY)
                .rowsBy("index")
                .forEach(row -> truths.put(row.text("index"), row));
        List<Case> cases = new ArrayList<>();
        for (CsvTable.Row row : CsvTable.read(said, REMEDY).rowsBy("index")) {
            CsvTable.Row truth = truths.get(row.text("index"));
            if (!truth.text("residual").isEmpty() && !truth.text("category").equals(MOVING)) {
                cases.add(new Case(
                        row.text("index"),
                        truth.number("residual"),
                        (int) truth.number("bright"),
                        row.text("decision"),
                        row.number("y_proba"),
                        new double[] {row.number("size_lo68"), row.number("size_hi68")},
                        new double[] {row.number("size_lo95"), row.number("size_hi95")}));
            }
        }
        return new Said(
                name,
                compared ? "exposures compared" : "mosaic alone",
                Path.of(model).getFileName().toString(),
                "any",
                cases);
    }

    /** Writes a copy of a measurement table without the measurements of the exposures. */
    private static Path withoutExposures(Path numbers, Path place) {
        CsvTable table = CsvTable.read(numbers, REMEDY);
        List<String> exposures = Measurement.columns(Measurement.Subject.EXPOSURES);
        StringBuilder text = new StringBuilder(Csv.line(table.columns()));
        for (CsvTable.Row row : table.rows()) {
            text.append(Csv.line(table.columns().stream()
                    .map(column -> exposures.contains(column) ? "" : row.text(column))
                    .toList()));
        }
        return WholeFile.writeText(place, text.toString());
    }

    private static List<List<Object>> decisions(List<Said> all) {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of(
                "set",
                "situation",
                "model",
                "sources",
                "from",
                "to",
                "datasets",
                "aligned",
                "misaligned",
                "no verdict"));
        for (Said said : all) {
            for (int i = 0; i + 1 < SIZES.length; i++) {
                double from = SIZES[i];
                double to = SIZES[i + 1];
                Predicate<Case> inside = c -> c.truth > from && c.truth <= to || from == 0 && c.truth == 0;
                List<Object> row = said.begin();
                row.addAll(List.of(from, to, said.count(inside)));
                for (Object answer : rows.get(0).subList(7, 10)) {
                    row.add(said.count(inside.and(c -> c.decision.equals(answer))));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<List<Object>> areas(List<Said> all) {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of(
                "set",
                "situation",
                "model",
                "sources",
                "datasets",
                "misaligned",
                "area",
                "low",
                "high",
                "false alarms",
                "found",
                "found above 1 px",
                "no verdict"));
        for (Said said : all) {
            boolean[] truths = new boolean[said.cases.size()];
            for (int i = 0; i < truths.length; i++) {
                truths[i] = said.cases.get(i).isMisaligned();
            }
            double[] scores = said.cases.stream().mapToDouble(Case::probability).toArray();
            Interval interval = Interval.bootstrap(
                    truths,
                    scores,
                    said.cases.stream()
                            .map(c -> c.index.split("_")[6].substring(0, 6))
                            .toList(),
                    Scores::rocAuc,
                    new Interval.Draws(1000, 42));
            Predicate<Case> called = c -> c.decision.equals("misaligned");
            List<Object> row = said.begin();
            row.addAll(List.of(
                    said.cases.size(),
                    said.count(Case::isMisaligned),
                    rounded(Scores.rocAuc(truths, scores)),
                    rounded(interval.low()),
                    rounded(interval.high()),
                    part(said.count(called.and(c -> !c.isMisaligned())), said.count(c -> !c.isMisaligned())),
                    part(said.count(called.and(Case::isMisaligned)), said.count(Case::isMisaligned)),
                    part(said.count(called.and(c -> c.truth > 1)), said.count(c -> c.truth > 1)),
                    part(said.count(c -> c.decision.equals("no verdict")), said.cases.size())));
            rows.add(row);
        }
        return rows;
    }

    private static List<List<Object>> intervals(List<Said> all) {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of(
                "set", "situation", "model", "sources", "answer", "datasets", "in 68 %", "in 95 %", "below", "above"));
        for (Said said : all) {
            for (String answer : List.of("aligned", "misaligned", "no verdict")) {
                List<Case> cases = said.cases.stream()
                        .filter(c -> c.decision.equals(answer))
                        .toList();
                List<Object> row = said.begin();
                row.addAll(List.of(
                        answer,
                        cases.size(),
                        part(cases.stream().filter(c -> c.within(c.interval68)).count(), cases.size()),
                        part(cases.stream().filter(c -> c.within(c.interval95)).count(), cases.size()),
                        cases.stream().filter(c -> c.truth < c.interval95[0]).count(),
                        cases.stream().filter(c -> c.truth > c.interval95[1]).count()));
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<List<Object>> reliability(List<Said> all) {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of(
                "set", "situation", "model", "sources", "from", "to", "datasets", "mean probability", "misaligned"));
        for (Said said : all) {
            for (int i = 0; i + 1 < PROBABILITIES.length; i++) {
                double from = PROBABILITIES[i];
                double to = PROBABILITIES[i + 1];
                List<Case> inside = said.cases.stream()
                        .filter(c -> c.probability >= from && c.probability < to)
                        .toList();
                List<Object> row = said.begin();
                row.addAll(List.of(
                        from,
                        Math.min(1, to),
                        inside.size(),
                        rounded(inside.stream()
                                .mapToDouble(Case::probability)
                                .average()
                                .orElse(Double.NaN)),
                        part(inside.stream().filter(Case::isMisaligned).count(), inside.size())));
                rows.add(row);
            }
        }
        return rows;
    }

    private static double part(long some, long all) {
        return all == 0 ? Double.NaN : rounded((double) some / all);
    }

    private static double rounded(double value) {
        return Double.isNaN(value) ? value : Math.round(value * 1000) / 1000.0;
    }

    private static List<List<Object>> write(Path place, List<List<Object>> rows) {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(Csv.line(row)));
        WholeFile.writeText(place, text.toString());
        return rows;
    }

    private static void print(List<List<Object>> rows) {
        System.out.println();
        for (int i = 0; i < rows.size(); i++) {
            System.out.println("| "
                    + String.join(" | ", rows.get(i).stream().map(Judge::cell).toList()) + " |");
            if (i == 0) {
                System.out.println("|" + "---|".repeat(rows.get(0).size()));
            }
        }
    }

    private static String cell(Object value) {
        return value instanceof Double number
                ? Double.isNaN(number)
                        ? ""
                        : number == Math.rint(number) && Math.abs(number) < 1e9
                                ? String.valueOf(number.longValue())
                                : String.format(Locale.ROOT, "%s", number)
                : value.toString();
    }
}

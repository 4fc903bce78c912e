import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.Classifier;
import org.mosaicworkbench.nn.Models;

/**
 * Writes {@code card.md} of models: what they read, how they did where {@code Judge} and {@code Ngc104} tried them, and
 * what nobody has tried.
 *
 * <p>Arguments: what those two printed, in one file, and folders of models, each named as there.
 */
class Cards {

    /** All visits that were made as the training set was, and not learned from. */
    private static final String USUAL = "usual";

    private final List<String> judged;

    Cards(List<String> judged) {
        this.judged = judged;
    }

    public static void main(String[] arguments) throws IOException {
        Cards cards = new Cards(Files.readAllLines(Path.of(arguments[0])));
        for (String folder : List.of(arguments).subList(1, arguments.length)) {
            Path model = Path.of(folder);
            Files.writeString(
                    model.resolve("card.md"), cards.of(model.getFileName().toString(), Classifier.read(model)));
        }
    }

    private String of(String name, Classifier model) {
        boolean compares = model.blueprint().readsMeasured();
        String alone = compares ? name + ", mosaic alone" : name;
        StringBuilder text = new StringBuilder("# " + name
                + "\n\nSays whether a Hubble single-visit mosaic is misaligned. Reads "
                + String.join(", ", reads(model.blueprint()))
                + (name.equals(Models.DEFAULT) ? "; the default of the models that come with the software.\n" : ".\n"));
        text.append("""

                Trained by `src/models/make` on simulated visits and misaligned copies of them: of %s datasets it learned from %.0f and was
                tuned on %.0f, the rest tests it. Labelled by the misalignment that the mosaic shows (above 0.5 pixels); thresholds for 1 %% and 5 %% false alarms, seeds, settings, digests and versions are in `card.json`.

                **Not tested on products of the real archive**, only on simulated ones, and on one visit cut from a single real exposure.

                | on visits that it has not seen, moving targets left out | area under the ROC curve (95 %% interval) | above 1 pixel |
                |---|---|---|
                """.formatted(
                        ((Map<?, ?>) model.about().get("made_by")).get("datasets"),
                        number(model, "trained_on"),
                        number(model, "tuned_on")));
        for (String set : List.of(USUAL, "unseen")) {
            for (String way : compares ? List.of(name, alone) : List.of(name)) {
                String how =
                        !compares ? "" : way.equals(alone) ? ", the mosaic alone" : ", with images of single exposures";
                text.append(line(count(set, "All:") + " of `" + set + "`" + how, row(set, "All:", way)));
                text.append(line(
                        count(set, "All, at least 10 bright")
                                + " of them with at least 10 sources above a signal-to-noise ratio of 20" + how,
                        row(set, "All, at least 10 bright", way)));
                text.append(line(count(set, "All, fewer") + " with fewer" + how, row(set, "All, fewer", way)));
            }
        }
        text.append(line(
                count("other", "All:") + " with settings that the training set never has", row("other", "All:", name)));
        text.append(line(
                count("shown", "All:") + " whose misaligned exposures were not compared to take cosmic rays out"
                        + (compares ? ", the mosaic alone" : ""),
                row("shown", "All:", alone)));
        text.append(
                "\nPart of `usual` found at 1 % and at 5 % false alarms by misalignment, at least 10 such sources (the curves of all models are in"
                        + "\n`src/docs/sensitivity-usual.png`, by detector, category and exposures in `src/docs/models.md`):\n\n");
        List<String> sizes = table(USUAL, "All, at least 10 bright").get(0);
        text.append("|")
                .append(compares ? " |" : "")
                .append(String.join("|", sizes.subList(4, sizes.size())))
                .append("|\n")
                .append("|---".repeat(sizes.size() - (compares ? 3 : 4)))
                .append("|\n");
        for (String way : compares ? List.of(name, alone) : List.of(name)) {
            List<String> rich = row(USUAL, "All, at least 10 bright", way);
            text.append("|")
                    .append(!compares ? "" : way.equals(alone) ? " mosaic alone |" : " with single exposures |")
                    .append(String.join("|", rich.subList(4, rich.size())))
                    .append("|\n");
        }
        text.append(
                "\nThe same by the threshold that comes with it for 1 % false alarms, and by 0.5, which `predict` takes:\n\n");
        List<List<String>> own = table(USUAL, "At the threshold");
        own.stream()
                .limit(2)
                .forEach(cells -> text.append(String.join("|", cells)).append("|\n"));
        own.stream()
                .filter(cells -> List.of(name, alone).contains(cells.get(1).strip()))
                .forEach(cells -> text.append(String.join("|", cells)).append("|\n"));
        text.append("""

                NGC 104, one or two of four exposures off by so many pixels, probability that it is misaligned. The pixels are real, but the four
                exposures are windows of one, dithered by whole pixels, so that they have the same photons, noise and cosmic rays:

                """);
        int table = first(judged, "| model | exposures off |");
        text.append(judged.get(table))
                .append('\n')
                .append(judged.get(table + 1))
                .append('\n');
        judged.subList(table, judged.size()).stream()
                .filter(line -> line.startsWith("| " + name + " |") || line.startsWith("| " + alone + " |"))
                .forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static double number(Classifier model, String name) {
        return ((Number) model.about().get(name)).doubleValue();
    }

    private static List<String> reads(Blueprint blueprint) {
        List<String> reads = new ArrayList<>();
        Stream.of(
                        blueprint.readsFeatures() ? "the ten features" : "",
                        blueprint.frameKinds().contains(FrameKind.FIELD) ? "the frames of the field" : "",
                        blueprint.frameKinds().contains(FrameKind.NATIVE) ? "the native frames" : "",
                        blueprint.readsMeasured() ? "the measured numbers" : "")
                .filter(what -> !what.isEmpty())
                .forEach(reads::add);
        return reads;
    }

    private static String line(String what, List<String> row) {
        return "| " + what + " |" + row.get(2) + "|" + row.get(3) + "|\n";
    }

    /** How many datasets a table is of. */
    private String count(String set, String title) {
        return judged.get(title(set, title)).replaceAll("^[^:]*: (\\d+) datasets.*", "$1");
    }

    private int title(String set, String title) {
        int from = first(judged, "## " + set + ":");
        return from + first(judged.subList(from, judged.size()), title);
    }

    /** The cells of a table's lines, head first; the first cell is empty. */
    private List<List<String>> table(String set, String title) {
        return judged.subList(title(set, title) + 2, judged.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> List.of(line.split("\\|")))
                .toList();
    }

    private List<String> row(String set, String title, String model) {
        return table(set, title).stream()
                .filter(cells -> cells.get(1).strip().equals(model))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(model + " was not judged on " + set));
    }

    private static int first(List<String> lines, String beginning) {
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).startsWith(beginning))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no line begins with '" + beginning + "'"));
    }
}

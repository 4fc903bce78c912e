import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.Classifier;
import org.mosaicworkbench.nn.Models;

/**
 * Writes the {@code card.md} of models: their input, their results according to {@code Judge} and {@code Ngc104}, and
 * what has not been tested.
 *
 * <p>Arguments: the {@code areas.csv} written by {@code Judge}, a file with the output of {@code Ngc104}, and the
 * folders of the models, which must have the same names as in these files.
 */
class Cards {

    private static final String REMEDY = "judge the models again";

    private final List<CsvTable.Row> areas;
    private final List<String> ngc104;

    Cards(List<CsvTable.Row> areas, List<String> ngc104) {
        this.areas = areas;
        this.ngc104 = ngc104;
    }

    public static void main(String[] arguments) throws IOException {
        Cards cards = new Cards(
                CsvTable.read(Path.of(arguments[0]), REMEDY).rows(), Files.readAllLines(Path.of(arguments[1])));
        for (String folder : List.of(arguments).subList(2, arguments.length)) {
            Path model = Path.of(folder);
            Files.writeString(
                    model.resolve("card.md"), cards.of(model.getFileName().toString(), Classifier.read(model)));
        }
    }

    private String of(String name, Classifier model) {
        StringBuilder text = new StringBuilder("# " + name
                + "\n\nClassifies a Hubble single-visit mosaic as aligned or misaligned. Input: "
                + String.join(", ", reads(model.blueprint()))
                + (name.equals(Models.DEFAULT) ? ". This is the default model.\n" : ".\n"));
        text.append("""

                Trained by `src/models/make` on simulated visits and misaligned copies of them: of %s datasets, %.0f were used
                for training, %.0f for tuning, and the rest for testing. A mosaic is labelled misaligned if it shows a misalignment above 0.5
                pixels. Seeds, settings, digests and versions are in `card.json`.

                **Not tested on real archive products**, only on simulated ones, on one visit cut from a single real
                *exposure, and on one pair
                of real exposures.

                Results of `predict` with this model on visits that it was not trained on, without moving targets: the area under the ROC curve
                with its 95 %% interval, the false-alarm rate, the fraction detected, and the fraction without a verdict.

                | set | sources with S/N above 20 | datasets | situation | area | false alarms | detected | detected above 1 px | no verdict |
                |---|---|---|---|---|---|---|---|---|
                """.formatted(
                        ((Map<?, ?>) model.about().get("made_by")).get("datasets"),
                        number(model, "trained_on"),
                        number(model, "tuned_on")));
        for (CsvTable.Row row : areas) {
            if (row.text("model").equals(name)) {
                text.append(Stream.of(
                                        row.text("set"),
                                        row.text("sources"),
                                        row.text("datasets"),
                                        row.text("situation"),
                                        row.text("area") + " (" + row.text("low") + " to " + row.text("high") + ")",
                                        row.text("false alarms"),
                                        row.text("found"),
                                        row.text("found above 1 px"),
                                        row.text("no verdict"))
                                .reduce("|", (line, cell) -> line + " " + cell + " |"))
                        .append('\n');
            }
        }
        text.append("""

                NGC 104 with one or two of four exposures shifted: the probability of misalignment, by the size of the shift. The pixels are
                real, but the four exposures are windows of one exposure, dithered by whole pixels, so they share photons, noise and cosmic
                rays:

                """);
        ngc104.stream()
                .filter(line -> line.startsWith("| model |")
                        || line.startsWith("|---")
                        || line.startsWith("| " + name + " |")
                        || line.startsWith("| " + name + ", "))
                .forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static double number(Classifier model, String name) {
        return ((Number) model.about().get(name)).doubleValue();
    }

    private static List<String> reads(Blueprint blueprint) {
        List<String> reads = new ArrayList<>();
        Stream.of(
                        blueprint.readsFeatures() ? "ten features" : "",
                        blueprint.frameKinds().contains(FrameKind.FIELD) ? "field frames" : "",
                        blueprint.frameKinds().contains(FrameKind.NATIVE) ? "native frames" : "",
                        blueprint.readsMeasured() ? "measurements" : "")
                .filter(what -> !what.isEmpty())
                .forEach(reads::add);
        return reads;
    }
}

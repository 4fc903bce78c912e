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
 * Writes {@code card.md} of models: what they read, how they did where {@code Judge} and {@code Ngc104} tried them, and
 * what nobody has tried.
 *
 * <p>Arguments: {@code areas.csv} that {@code Judge} wrote, what {@code Ngc104} printed, and folders of models, each named as
 * there.
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
                + "\n\nSays whether a Hubble single-visit mosaic is misaligned. Reads "
                + String.join(", ", reads(model.blueprint()))
                + (name.equals(Models.DEFAULT) ? "; the default of the models that come with the software.\n" : ".\n"));
        text.append("""

                Trained by `src/models/make` on simulated visits and misaligned copies of them: of %s datasets it learned from %.0f and was
                tuned on %.0f, the rest tests it. Labelled by the misalignment that the mosaic shows (above 0.5 pixels); seeds, settings,
                digests and versions are in `card.json`.

                **Not tested on products of the real archive**, only on simulated ones, on one visit cut from a single real exposure, and on
                one pair of real exposures.

                What `predict` says with it of visits that it has not seen, moving targets left out: the area under the ROC curve with its 95 %%
                interval, and the parts of the aligned called misaligned, of the misaligned that are found, and of all without a verdict.

                | set | sources above a signal-to-noise ratio of 20 | datasets | situation | area | false alarms | found | found above 1 px | no verdict |
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

                NGC 104, one or two of four exposures off by so many pixels: the probability that it is misaligned. The pixels are real, but
                the four exposures are windows of one, dithered by whole pixels, so that they have the same photons, noise and cosmic rays:

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
                        blueprint.readsFeatures() ? "the ten features" : "",
                        blueprint.frameKinds().contains(FrameKind.FIELD) ? "the frames of the field" : "",
                        blueprint.frameKinds().contains(FrameKind.NATIVE) ? "the native frames" : "",
                        blueprint.readsMeasured() ? "the measured numbers" : "")
                .filter(what -> !what.isEmpty())
                .forEach(reads::add);
        return reads;
    }
}

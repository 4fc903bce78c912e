package org.mosaicworkbench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.mosaicworkbench.explore.Correlations;
import org.mosaicworkbench.explore.ExploreFigures;
import org.mosaicworkbench.explore.ExploreResult;
import org.mosaicworkbench.explore.FeatureTable;
import org.mosaicworkbench.explore.Summary;
import org.mosaicworkbench.explore.TableWarnings;
import org.mosaicworkbench.features.CodedColumn;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.notebook.Picture;
import org.mosaicworkbench.plot.Figure;
import org.mosaicworkbench.plot.Theme;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Options;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.Require;
import tech.tablesaw.api.Table;

/**
 * Summarises a feature table before training: contents, missing values, distributions by label and by detector,
 * category or coordinate solution, and correlations. Tables without labels work too.
 *
 * <pre>{@code
 * Explore.of(prep.csv()).group(CodedColumn.DET).drawPlots();
 * var explored = Explore.of(prep.csv()).output(Path.of("explored")).run();
 * explored.figure("means");
 * }</pre>
 *
 * <p>To view frames, use {@link FrameViews}.
 */
public final class Explore {

    private final ExploreOptions options;

    /** All options with their defaults. */
    private static final class ExploreOptions extends Options<ExploreOptions> {

        private Path csv;
        private Table table;
        private CodedColumn group = CodedColumn.DET;
        private Theme theme = Theme.LIGHT;
        private Path output;
        private Path beside;
        private Path model;
        private Path img;
        private Path predictions;

        @Override
        public Map<String, Object> byName() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("group", group);
            all.put("theme", theme);
            all.put("output", output);
            return all;
        }
    }

    private Explore(ExploreOptions options) {
        this.options = options;
    }

    /**
     * @param csv a feature table, as {@link Prep} writes it, with or without {@code label} and {@code residual}
     * @throws BadInput if it is null
     */
    public static Explore of(Path csv) {
        Require.given("the table of features", csv, "give the svm_data.csv that prep wrote");
        return new Explore(new ExploreOptions().with(o -> o.csv = csv));
    }

    /** @param table a feature table in memory */
    public static Explore of(Table table) {
        return new Explore(new ExploreOptions().with(o -> o.table = table.copy()));
    }

    /** @return the default of each option, by option name; null if it has none */
    public static Map<String, Object> defaults() {
        return new ExploreOptions().byName();
    }

    /** @param by column by which figures group datasets; by default {@link CodedColumn#DET}, the detector */
    public Explore group(CodedColumn by) {
        return with(o -> o.group = by);
    }

    /** @param look theme of the figures; by default {@link Theme#LIGHT} */
    public Explore theme(Theme look) {
        return with(o -> o.theme = look);
    }

    /** @param folder output folder for tables and figures; by default none are written */
    public Explore output(Path folder) {
        return with(o -> o.output = folder);
    }

    /** @param frames folder of frames or {@code .npz} file, for a contact sheet; by default null: no contact sheet */
    public Explore img(Path frames) {
        return with(o -> o.img = frames);
    }

    /**
     * @param table table with {@code index} and {@code y_proba} by which the contact sheet is sorted, in descending
     *     order of probability; by default null, to keep the order of the feature table
     */
    public Explore predictions(Path table) {
        return with(o -> o.predictions = table);
    }

    /**
     * @param other another feature table, such as a test set; visits that occur in both are reported; by default null
     */
    public Explore beside(Path other) {
        return with(o -> o.beside = other);
    }

    /**
     * @param folderOrName folder or name of a trained model; features whose distribution differs strongly from that in
     *     its training set are reported; by default null
     */
    public Explore model(Path folderOrName) {
        return with(o -> o.model = folderOrName);
    }

    private Explore with(Consumer<ExploreOptions> change) {
        return new Explore(options.with(change));
    }

    /** Runs and shows all figures. */
    public void drawPlots() {
        run().drawPlots();
    }

    /**
     * Computes the summary and the figures. If an output folder is set, writes {@code summary.csv},
     * {@code correlations.csv}, each figure as PNG and SVG, and the contact sheet.
     *
     * @throws BadInput if the table cannot be read, lacks the column to group by or has no feature column, or the
     *     frames cannot be read
     */
    public ExploreResult run() {
        if (options.output != null) {
            WholeFile.requireRoom(options.output);
        }
        FeatureTable table = options.csv == null ? FeatureTable.of(options.table) : FeatureTable.read(options.csv);
        table.column(options.group.column());
        if (table.continuous().isEmpty()) {
            throw new BadInput(table.name() + ": has no feature column (it has "
                    + String.join(", ", table.columns().keySet()) + "); give the svm_data.csv that prep wrote");
        }
        Correlations correlations = correlations(table);
        Map<String, Figure> figures = new ExploreFigures(table, options.group, options.theme).all(correlations);
        ExploreResult result = new ExploreResult(
                new ExploreResult.Source(
                        table.name(), table.size(), TableWarnings.of(table, options.beside, options.model)),
                summaries(table),
                correlations,
                figures,
                sheet(),
                making());
        if (options.output != null) {
            result.write(options.output);
        }
        return result;
    }

    /** Recreates the task that produced a result, without an output folder. */
    static Explore again(Provenance making) {
        Explore task = of(making.needed("csv"))
                .group(making.option("group", CodedColumn.class))
                .theme(making.option("theme", Theme.class));
        task = making.input("img").map(task::img).orElse(task);
        task = making.input("beside").map(task::beside).orElse(task);
        task = making.input("model")
                .or(() -> making.given("model", String.class).map(Path::of))
                .map(task::model)
                .orElse(task);
        return making.input("predictions").map(task::predictions).orElse(task);
    }

    private Optional<Provenance> making() {
        if (options.csv == null) {
            return Optional.empty();
        }
        Map<String, Object> chosen = new LinkedHashMap<>(options.byName());
        Map<String, Path> files = new LinkedHashMap<>();
        files.put("csv", options.csv);
        files.put("img", options.img);
        files.put("predictions", options.predictions);
        files.put("beside", options.beside);
        if (options.model != null && Files.isDirectory(options.model)) {
            files.put("model", options.model);
        } else if (options.model != null) {
            chosen.put("model", options.model.toString());
        }
        List<InputFile> inputs = files.entrySet().stream()
                .filter(file -> file.getValue() != null)
                .map(file -> InputFile.of(file.getKey(), file.getValue()))
                .toList();
        return Optional.of(Provenance.of(ExploreResult.TASK, chosen, inputs));
    }

    private Optional<Picture> sheet() {
        if (options.img == null) {
            if (options.predictions != null) {
                throw new BadInput("predictions are given, but no frames to sort by them; give img, too");
            }
            return Optional.empty();
        }
        FrameViews views = FrameViews.of(options.img);
        if (options.predictions != null || options.csv != null) {
            return Optional.of(views.sheet(options.predictions != null ? options.predictions : options.csv));
        }
        if (!options.table.containsColumn("index")) {
            throw new BadInput("table " + options.table.name() + ": has no column index (it has "
                    + String.join(", ", options.table.columnNames()) + "); without it frames cannot be found");
        }
        return Optional.of(views.sheet(options.table.stringColumn("index").asList()));
    }

    private static List<Summary> summaries(FeatureTable table) {
        return table.columns().entrySet().stream()
                .map(column -> Summary.of(column.getKey(), column.getValue()))
                .toList();
    }

    /** Omits columns of categorical codes, such as the detector, because their codes have no order. */
    private static Correlations correlations(FeatureTable table) {
        List<String> names = new ArrayList<>(table.continuous());
        for (String known : List.of("label", "residual")) {
            if (table.has(known)) {
                names.add(known);
            }
        }
        return Correlations.of(names, names.stream().map(table::column).toList());
    }
}

package org.mosaicworkbench.review;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mosaicworkbench.dataset.DatasetFiles;
import org.mosaicworkbench.decision.Decision;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.io.Sha256;
import org.mosaicworkbench.nn.Models;
import org.mosaicworkbench.task.Provenance;

/**
 * Predictions to review, and the files from which they were made, if these files still exist.
 *
 * @param output the output folder of {@code predict} or {@code check}
 * @param table its {@code predictions.csv}
 * @param data the table of features and the files that belong to it; empty if unknown
 * @param visits the folder of visit folders with the images; empty if unknown
 */
public record ReviewFolder(Path output, Path table, Optional<DatasetFiles> data, Optional<Path> visits) {

    private static final String NAME = "predictions.csv";
    private static final String REMEDY = "give the output folder of predict or check";
    private static final int DIGITS = 12;
    private static final List<String> SIZES = List.of("size", "size_lo95", "size_hi95");
    private static final List<String> IMAGES = List.of("_drz.fits", "_drc.fits", "_drz.fits.gz", "_drc.fits.gz");

    /**
     * Finds the files that belong to predictions.
     *
     * @param output the output folder of {@code predict} or {@code check}
     * @throws BadInput if it holds no predictions
     */
    public static ReviewFolder of(Path output) {
        Path folder = Stream.of(output.resolve("predictions"), output)
                .filter(place -> Files.isRegularFile(place.resolve(NAME)))
                .findFirst()
                .orElseThrow(() -> BadInput.file(
                        output, Files.notExists(output) ? "no such folder" : "holds no predictions/" + NAME, REMEDY));
        Optional<DatasetFiles> data = Files.exists(folder.resolve(Provenance.FILE))
                ? Optional.of(DatasetFiles.of(Provenance.read(folder))).filter(files -> Files.exists(files.csv()))
                : Optional.empty();
        return new ReviewFolder(
                output,
                folder.resolve(NAME),
                data.map(files -> files.img().isPresent()
                        ? files
                        : files.on(files.csv(), imgBeside(files.csv()).orElse(null))),
                data.flatMap(files -> visitsOf(files.csv())));
    }

    /** @return a copy with a different location of the frames; null keeps the current location */
    public ReviewFolder img(Path place) {
        if (place == null) {
            return this;
        }
        if (!Files.exists(place)) {
            throw BadInput.file(place, "no such folder or file", "give the img that prep wrote, or frames.npz");
        }
        return new ReviewFolder(
                output,
                table,
                Optional.of(
                        data.map(files -> files.on(files.csv(), place)).orElseGet(() -> DatasetFiles.of(table, place))),
                visits);
    }

    /** @return a copy with a different folder of visit folders; null keeps the current one */
    public ReviewFolder visits(Path place) {
        if (place != null && !Files.isDirectory(place)) {
            throw BadInput.file(place, "no such folder", "give the folder that contains the visits");
        }
        return place == null ? this : new ReviewFolder(output, table, data, Optional.of(place));
    }

    private static Optional<Path> imgBeside(Path csv) {
        return Stream.of("img", "frames.npz")
                .map(csv::resolveSibling)
                .filter(Files::exists)
                .findFirst();
    }

    /** The folder from which the table was prepared. */
    private static Optional<Path> visitsOf(Path csv) {
        Path made =
                csv.resolveSibling(csv.getFileName().toString().replaceFirst("\\.csv$", "") + "_" + Provenance.FILE);
        return Files.exists(made)
                ? Provenance.of(
                                JsonValue.read(made, "prepare the datasets again"),
                                made.toAbsolutePath().getParent())
                        .input("visits")
                        .filter(Files::isDirectory)
                : Optional.empty();
    }

    /** @return the first digits of the table's SHA-256, with which labels record the version of the predictions */
    public String version() {
        return Sha256.of(table).substring(0, DIGITS);
    }

    /** @return the location of the frames; empty if unknown */
    public Optional<Path> img() {
        return data.flatMap(DatasetFiles::img).filter(Files::exists);
    }

    /** @return the database of labels */
    Path database() {
        return output.resolve("review").resolve("labels.sqlite");
    }

    /** @return the file to which labels are exported */
    Path exported() {
        return output.resolve(ReviewedFile.NAME);
    }

    /** Returns the mosaic file of a dataset, if available; empty for a dataset name that could be a path. */
    Optional<Path> mosaic(String index) {
        return visits.filter(folder -> FileName.isSound(index))
                .map(folder -> folder.resolve(index.replaceFirst("^.*_total_", "")))
                .flatMap(folder -> IMAGES.stream()
                        .map(ending -> folder.resolve(index + ending))
                        .filter(Files::isRegularFile)
                        .findFirst());
    }

    /**
     * Reads the predictions.
     *
     * @return the datasets, the worst first
     * @throws BadInput if the table cannot be read or is empty
     */
    public List<SuspectDataset> datasets() {
        CsvTable read = CsvTable.read(table, REMEDY).require(List.of("index", "y_pred", "y_proba"), REMEDY);
        List<SuspectDataset> all = read.rowsBy("index").stream()
                .map(row -> dataset(read, row))
                .sorted(SuspectDataset.WORST_FIRST)
                .toList();
        if (all.isEmpty()) {
            throw BadInput.file(table, "holds no dataset", REMEDY);
        }
        return all;
    }

    /** Returns the table of features and the files that belong to it. */
    DatasetFiles needed() {
        return data.orElseThrow(() -> BadInput.file(
                table,
                "does not give the path of its feature table, or the table no longer exists",
                "run predict again, then review"));
    }

    /**
     * Sorts the datasets by descending disagreement between the models.
     *
     * @throws BadInput if the table of features no longer exists, or fewer than two models can read it
     */
    public List<SuspectDataset> byDisagreement(Models models) {
        return ModelScores.of(needed(), models).ordered(datasets());
    }

    /**
     * Returns the datasets to label next, chosen by {@link NextChoice} from the labels in the database.
     *
     * @param count number of datasets; fewer are returned if fewer are unanswered
     * @throws BadInput if the table of features no longer exists, or every dataset has an answer
     */
    public List<SuspectDataset> next(int count, long seed) {
        return NextDatasets.of(this, count, seed);
    }

    private static SuspectDataset dataset(CsvTable table, CsvTable.Row row) {
        Decision plain = row.number("y_pred") == 1 ? Decision.MISALIGNED : Decision.ALIGNED;
        return new SuspectDataset(
                row.key("index"),
                table.has("decision") ? decision(row) : plain,
                row.number("y_proba"),
                table.has("why") ? row.text("why") : "",
                table.columns().containsAll(SIZES) && Double.isFinite(row.number("size"))
                        ? SIZES.stream().map(row::number).toList()
                        : List.of(),
                "");
    }

    private static Decision decision(CsvTable.Row row) {
        return Stream.of(Decision.values())
                .filter(decision -> decision.toString().equals(row.text("decision")))
                .findFirst()
                .orElseThrow(() -> row.wrong("decision"));
    }
}

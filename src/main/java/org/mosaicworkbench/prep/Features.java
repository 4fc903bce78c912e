package org.mosaicworkbench.prep;

import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.mosaicworkbench.features.CodedColumn;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.features.FeatureCodes;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.WholeFile;
import tech.tablesaw.api.Table;

/**
 * The features of all datasets, with categorical features as text and as codes.
 *
 * <p>{@link #table} has the columns of {@link Feature}, {@code label} if the datasets are synthetic, and {@code index};
 * {@link #rawTable} has the values before encoding.
 */
public final class Features {

    private static final List<String> RAW = List.of(
            CodedColumn.DET.raw(),
            "dataset",
            "targname",
            "ra_targ",
            "dec_targ",
            Feature.NUMEXP.column(),
            "imgname",
            Feature.POINT.column(),
            Feature.SEGMENT.column(),
            Feature.GAIA.column(),
            Feature.RMS_RA.column(),
            Feature.RMS_DEC.column(),
            Feature.NMATCHES.column(),
            CodedColumn.WCS.raw(),
            CodedColumn.CAT.raw(),
            Feature.CAT.column(),
            Feature.DET.column(),
            Feature.WCS.column(),
            "index");
    private static final long MISALIGNED = 1;

    /**
     * The features of one dataset.
     *
     * @param dataset the dataset from its QA files
     * @param alignment the fit recorded in its total image
     * @param category its target's classification, or {@link Categories#NONE}
     */
    public record Row(Dataset dataset, AlignmentHeader alignment, String category) {

        /** The same features with a different category. */
        Row of(String other) {
            return new Row(dataset, alignment, other);
        }
    }

    private record Coded(Row row, long det, long wcs, long cat) {}

    private final List<Coded> rows;
    private final boolean synthetic;
    private final List<String> warnings;

    private Features(List<Coded> rows, boolean synthetic, List<String> warnings) {
        this.rows = rows;
        this.synthetic = synthetic;
        this.warnings = warnings;
    }

    /**
     * Encodes categorical features: detector, words 2 and 3 of the WCS type, and the part of the category before the
     * first {@code ;}. An unknown value gets the next free code, in the order of the rows, with a warning.
     *
     * @param synthetic true for misaligned copies: each row gets the label 1
     */
    public static Features encode(List<Row> rows, boolean synthetic) {
        FeatureCodes detectors = FeatureCodes.of(CodedColumn.DET);
        FeatureCodes wcsTypes = FeatureCodes.of(CodedColumn.WCS);
        FeatureCodes categories = FeatureCodes.of(CodedColumn.CAT);
        List<Coded> coded = new ArrayList<>(rows.size());
        for (Row row : rows) {
            String name = row.dataset.index();
            coded.add(new Coded(
                    row,
                    detectors.code(row.dataset.name().detector(), name),
                    wcsTypes.code(row.alignment.wcstype(), name),
                    categories.code(row.category.split(";", -1)[0].strip(), name)));
        }
        List<String> warnings = new ArrayList<>(detectors.warnings());
        warnings.addAll(wcsTypes.warnings());
        warnings.addAll(categories.warnings());
        return new Features(coded, synthetic, warnings);
    }

    /** @return the number of datasets */
    public int size() {
        return rows.size();
    }

    /** @return one line for each unknown value */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** @return the datasets' names in the order of the rows */
    public List<String> index() {
        return rows.stream().map(coded -> coded.row.dataset.index()).toList();
    }

    /** @return the coded features as a table */
    public Table table() {
        return grid(encodedNames()).table("svm_data");
    }

    /** @return the features before encoding, as a table */
    public Table rawTable() {
        return grid(RAW).table("raw_svm_data");
    }

    /** Writes the coded features atomically. */
    public Path writeCsv(Path place) {
        return write(place, grid(encodedNames()));
    }

    /** Writes the features before encoding, atomically. */
    public Path writeRawCsv(Path place) {
        return write(place, grid(RAW));
    }

    /**
     * Writes the names of misaligned datasets, one per line.
     *
     * @throws BadInput if the datasets have no labels
     */
    public Path writePositives(Path place) {
        if (!synthetic) {
            throw new BadInput("only synthetic datasets have labels; prepare them with crpt");
        }
        return WholeFile.writeText(place, lines(index()));
    }

    /**
     * Writes the visit of one random dataset for each pair of detector and category, one per line and without
     * duplicates: a small varied set for making synthetic copies.
     *
     * @param seed random seed
     * @throws BadInput if the datasets are themselves misaligned copies
     */
    public Path writeSubset(Path place, long seed) {
        if (synthetic) {
            throw new BadInput("a subset is drawn from aligned datasets; these are synthetic; prepare the real visits");
        }
        Map<Long, List<String>> groups = new TreeMap<>();
        for (Coded coded : rows) {
            groups.computeIfAbsent(coded.det << Integer.SIZE | coded.cat, pair -> new ArrayList<>())
                    .add(coded.row.dataset.name().visit());
        }
        SplittableRandom random = new SplittableRandom(seed);
        return WholeFile.writeText(
                place,
                lines(groups.values().stream()
                        .map(group -> group.get(random.nextInt(group.size())))
                        .distinct()
                        .toList()));
    }

    private static String lines(List<String> words) {
        return words.isEmpty() ? "" : String.join("\n", words) + "\n";
    }

    private List<String> encodedNames() {
        List<String> names = new ArrayList<>(Feature.columns());
        if (synthetic) {
            names.add("label");
        }
        names.add("index");
        return names;
    }

    private ColumnTable grid(List<String> names) {
        List<ColumnTable.Column> columns = new ArrayList<>(names.size());
        for (String name : names) {
            columns.add(new ColumnTable.Column(
                    name, rows.stream().map(coded -> cell(coded, name)).toList()));
        }
        return new ColumnTable(columns);
    }

    private static Object cell(Coded coded, String column) {
        return Feature.of(column).map(feature -> cell(coded, feature)).orElseGet(() -> rawCell(coded, column));
    }

    private static Object cell(Coded coded, Feature feature) {
        Dataset dataset = coded.row.dataset;
        AlignmentHeader alignment = coded.row.alignment;
        return switch (feature) {
            case NUMEXP -> dataset.total().exposures();
            case RMS_RA -> alignment.rmsRa();
            case RMS_DEC -> alignment.rmsDec();
            case NMATCHES -> alignment.nmatches();
            case POINT -> dataset.sources().point();
            case SEGMENT -> dataset.sources().segment();
            case GAIA -> dataset.sources().gaia();
            case DET -> coded.det;
            case WCS -> coded.wcs;
            case CAT -> coded.cat;
        };
    }

    private static Object rawCell(Coded coded, String column) {
        Dataset dataset = coded.row.dataset;
        return switch (column) {
            case "detector" -> dataset.name().detector();
            case "dataset" -> dataset.name().folderName();
            case "targname" -> dataset.target().name();
            case "ra_targ" -> dataset.target().ra();
            case "dec_targ" -> dataset.target().dec();
            case "imgname" -> dataset.total().name();
            case "wcstype" -> coded.row.alignment.wcstype();
            case "category" -> coded.row.category;
            case "label" -> MISALIGNED;
            case "index" -> dataset.index();
            default -> throw new IllegalArgumentException(column);
        };
    }

    private static Path write(Path place, ColumnTable grid) {
        return WholeFile.write(place, beside -> {
            try (BufferedWriter out = Files.newBufferedWriter(beside)) {
                out.write(Csv.line(grid.names()));
                for (int row = 0; row < grid.rows(); row++) {
                    out.write(Csv.line(grid.row(row)));
                }
            }
        });
    }
}

package org.mosaicworkbench.mosaic;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.visit.DatasetName;

/**
 * A quality file of a dataset, {@code <dataset>_svm_<subject>.json}: the total image's header, the subject, and titled
 * data with descriptions and units. Unknown numbers are omitted, because JSON has no NaN.
 */
final class QualityFile {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final List<String> KEYWORDS = List.of(
            "TELESCOP",
            "INSTRUME",
            "DETECTOR",
            "PROPOSID",
            "ROOTNAME",
            "FILENAME",
            "TARGNAME",
            "RA_TARG",
            "DEC_TARG",
            "FILTER",
            "FILTER1",
            "FILTER2",
            "DATE-OBS",
            "TIME-OBS",
            "EXPSTART",
            "EXPEND",
            "EXPTIME",
            "NUMEXP",
            "NDRIZIM");

    private final DatasetName dataset;
    private final FitsHeader header;
    private final Instant made;
    private final Map<String, Object> data = new LinkedHashMap<>();

    /** @param header the primary header of the total image */
    QualityFile(DatasetName dataset, FitsHeader header, Instant made) {
        this.dataset = dataset;
        this.header = header;
        this.made = made;
    }

    /** Adds values by name. */
    QualityFile values(
            String title,
            String description,
            Map<String, Object> values,
            Map<String, String> descriptions,
            Map<String, String> units) {
        Map<String, Object> known = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (!(value instanceof Double d) || Double.isFinite(d)) {
                known.put(name, value);
            }
        });
        put(title, "dict", description, known, descriptions, units);
        return this;
    }

    /** Adds a table; all columns have the same number of values. */
    QualityFile table(
            String title,
            String description,
            Map<String, List<?>> columns,
            Map<String, String> descriptions,
            Map<String, String> units) {
        Map<String, Object> table = new LinkedHashMap<>();
        columns.forEach((name, values) -> {
            Map<String, Object> column = new LinkedHashMap<>();
            column.put("dtype", type(values));
            column.put("unit", units.getOrDefault(name, ""));
            column.put("format", "");
            List<Object> known = new ArrayList<>(values);
            known.replaceAll(QualityFile::finite);
            column.put("data", known);
            table.put(name, column);
        });
        put(title, "table", description, table, descriptions, units);
        return this;
    }

    /** Writes descriptions and units sorted by name, so that identical products give identical files. */
    private void put(
            String title,
            String format,
            String description,
            Object values,
            Map<String, String> descriptions,
            Map<String, String> units) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("original format", format);
        one.put("description", description);
        one.put("data", values);
        one.put("descriptions", new TreeMap<>(descriptions));
        one.put("units", new TreeMap<>(units));
        data.put(title, one);
    }

    private static Object finite(Object value) {
        return value instanceof Double d && !Double.isFinite(d) ? null : value;
    }

    private static String type(List<?> values) {
        Object first = values.stream()
                .map(Object.class::cast)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(0.0);
        return first instanceof Integer ? "int64" : first instanceof String ? "str" : "float64";
    }

    Path write(Path folder, String subject, String description) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("header", keywords());
        all.put("general information", general(description));
        all.put("data", data);
        return WholeFile.writeText(FileName.in(folder, dataset + "_svm_" + subject + ".json"), GSON.toJson(all) + "\n");
    }

    private Map<String, Object> keywords() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String keyword : KEYWORDS) {
            if (header.has(keyword)) {
                double number = header.number(keyword, Double.NaN);
                boolean whole = header.text(keyword).matches("[-+]?\\d+");
                values.put(
                        keyword, Double.isNaN(number) ? header.text(keyword) : whole ? (Object) (long) number : number);
            }
        }
        return values;
    }

    private Map<String, Object> general(String description) {
        Map<String, Object> general = new LinkedHashMap<>();
        general.put("telescope", header.text("TELESCOP"));
        general.put("proposal_id", dataset.program().proposal());
        general.put("visit", dataset.program().obset());
        general.put("instrument", dataset.instrument());
        general.put("detector", dataset.detector());
        general.put("filter", dataset.filter());
        general.put("dataset", dataset.visit());
        general.put("dataframe_index", dataset.toString());
        general.put("imgname", dataset.imageName());
        general.put(
                "generation date",
                DateTimeFormatter.ofPattern("MM/dd/yyyy", Locale.ROOT).format(made.atOffset(ZoneOffset.UTC)));
        general.put(
                "generation time",
                DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).format(made.atOffset(ZoneOffset.UTC)));
        general.put("seconds since epoch", made.getEpochSecond());
        general.put("commit id", "");
        general.put("data_source", "mosaic-workbench");
        general.put("description", description);
        return general;
    }
}

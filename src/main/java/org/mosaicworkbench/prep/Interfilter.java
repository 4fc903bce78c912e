package org.mosaicworkbench.prep;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.io.BadInput;

/** How far the images of a visit's filters are off against each other, from the QA file that says so. */
public final class Interfilter {

    private static final String ENDING = "_svm_interfilter.json";
    private static final String TITLE = "interfilter offsets";

    private Interfilter() {}

    /**
     * The largest offset of a filter image from the first one.
     *
     * @param dataset from its QA files
     * @return pixels; NaN where no file says it, or sources were too few to measure it
     * @throws BadInput when the file is there and cannot be read
     */
    public static MeasuredNumbers of(Dataset dataset) {
        return new MeasuredNumbers(Map.of(Measurement.INTERFILTER_OFFSET, largest(dataset)));
    }

    private static double largest(Dataset dataset) {
        Path beside =
                dataset.image().resolveSibling(dataset.total().name().replaceFirst("_dr[zc]\\.fits.*$", "") + ENDING);
        if (!Files.exists(beside)) {
            return Double.NaN;
        }
        try {
            JsonObject table = JsonParser.parseString(Files.readString(beside))
                    .getAsJsonObject()
                    .getAsJsonObject("data")
                    .getAsJsonObject(TITLE)
                    .getAsJsonObject("data");
            return largest(column(table, "dx"), column(table, "dy"));
        } catch (IOException
                | JsonParseException
                | IllegalStateException
                | NullPointerException
                | ClassCastException e) {
            throw BadInput.file(beside, "has no table of " + TITLE, "make the quality analysis of its visit again");
        }
    }

    private static JsonArray column(JsonObject table, String name) {
        return table.getAsJsonObject(name).getAsJsonArray("data");
    }

    private static double largest(JsonArray dx, JsonArray dy) {
        double largest = Double.NaN;
        for (int i = 0; i < dx.size(); i++) {
            double offset = Math.hypot(number(dx, i), number(dy, i));
            largest = offset <= largest || Double.isNaN(offset) ? largest : offset;
        }
        return largest;
    }

    /** NaN is written in several ways. */
    private static double number(JsonArray column, int row) {
        return column.get(row).isJsonNull() ? Double.NaN : column.get(row).getAsDouble();
    }
}

package org.mosaicworkbench.view;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/** Reads an element of a page back like its script. */
final class PageTiles {

    private PageTiles() {}

    /** The content of the element's attribute. */
    static JsonObject data(String fragment) {
        String start = "data-view='";
        int from = fragment.indexOf(start) + start.length();
        return JsonParser.parseString(fragment.substring(from, fragment.indexOf('\'', from)))
                .getAsJsonObject();
    }

    static JsonArray tiles(JsonObject data, int image) {
        return data.getAsJsonArray("images").get(image).getAsJsonObject().getAsJsonArray("tiles");
    }

    /** The values of a tile, row by row from the bottom. */
    static double[] values(JsonObject data, JsonObject tile) throws IOException {
        byte[] zipped = Base64.getDecoder().decode(tile.get("data").getAsString());
        byte[] planes = new GZIPInputStream(new ByteArrayInputStream(zipped)).readAllBytes();
        double[] values = new double[planes.length / 2];
        for (int i = 0; i < values.length; i++) {
            int code = (planes[i] & 0xFF) | (planes[values.length + i] & 0xFF) << 8;
            values[i] = code == 0
                    ? Double.NaN
                    : tile.get("zero").getAsDouble()
                            + tile.get("soft").getAsDouble()
                                    * Math.sinh((code - data.get("sky").getAsInt())
                                            * data.get("step").getAsDouble());
        }
        return values;
    }
}

package org.mosaicworkbench.prep;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Optional;

/**
 * One reply of the archive's {@code invoke} service, in its {@code json} format ({@code status}, {@code paging},
 * {@code fields}, {@code data}) or its {@code extjs} format (the same below {@code data.Tables[0]}).
 *
 * @param status         {@code EXECUTING}, {@code COMPLETE} or {@code ERROR}
 * @param message        what the archive says of an error
 * @param pages          how many pages the answer has
 * @param classification the first target classification on this page that is not blank
 */
record MastReply(String status, String message, int pages, Optional<String> classification) {

    static final String COLUMN = "target_classification";

    /** @throws RuntimeException where the text is no such reply */
    static MastReply parse(String text) {
        JsonObject reply = JsonParser.parseString(text).getAsJsonObject();
        String status = reply.get("status").getAsString();
        String message = reply.has("msg") && reply.get("msg").isJsonPrimitive()
                ? reply.get("msg").getAsString()
                : "";
        if (!status.equals("COMPLETE")) {
            return new MastReply(status, message, 0, Optional.empty());
        }
        if (reply.get("data").isJsonObject()) {
            JsonObject table = reply.getAsJsonObject("data")
                    .getAsJsonArray("Tables")
                    .get(0)
                    .getAsJsonObject();
            JsonElement properties = table.get("ExtendedProperties");
            return new MastReply(
                    status,
                    message,
                    pages(
                            properties == null
                                    ? null
                                    : properties.getAsJsonObject().get("Paging")),
                    first(table.getAsJsonArray("Rows"), table.getAsJsonArray("Fields")));
        }
        return new MastReply(
                status,
                message,
                pages(reply.get("paging")),
                first(reply.getAsJsonArray("data"), reply.getAsJsonArray("fields")));
    }

    private static int pages(JsonElement paging) {
        return paging == null || !paging.isJsonObject()
                ? 1
                : paging.getAsJsonObject().get("pagesFiltered").getAsInt();
    }

    private static Optional<String> first(JsonArray rows, JsonArray fields) {
        int place = place(fields);
        for (JsonElement row : rows) {
            JsonElement cell = row.isJsonArray()
                    ? row.getAsJsonArray().get(place)
                    : row.getAsJsonObject().get(COLUMN);
            if (cell != null && cell.isJsonPrimitive() && !cell.getAsString().isBlank()) {
                return Optional.of(cell.getAsString().strip());
            }
        }
        return Optional.empty();
    }

    private static int place(JsonArray fields) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).getAsJsonObject().get("name").getAsString().equals(COLUMN)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no field " + COLUMN);
    }
}

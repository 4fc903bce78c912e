package org.mosaicworkbench.archive;

import com.google.gson.JsonObject;
import java.util.List;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;

/**
 * One reply of the archive's query service, in its {@code json} format ({@code status}, {@code paging}, {@code fields},
 * {@code data}), in its {@code extjs} format (the same below {@code data.Tables[0]}), or from the name resolver
 * ({@code resolvedCoordinate}).
 *
 * @param status {@code EXECUTING}, {@code COMPLETE} or {@code ERROR}
 * @param message the archive's error message
 * @param pages number of pages of the answer
 * @param rows rows of this page, objects with a member for each column
 */
record MastReply(String status, String message, int pages, List<JsonValue> rows) {

    private static final String REMEDY = "try again";
    private static final String SOURCE = "the archive's reply";
    private static final String COMPLETE = "COMPLETE";
    private static final String COORDINATES = "resolvedCoordinate";

    MastReply {
        rows = List.copyOf(rows);
    }

    /**
     * Parses a reply.
     *
     * @param columns required columns
     * @throws BadInput if {@code text} is in none of the three formats
     */
    static MastReply parse(String text, List<String> columns) {
        JsonValue reply = JsonValue.parse(text, SOURCE, REMEDY);
        if (reply.find(COORDINATES).isPresent()) {
            return new MastReply(COMPLETE, "", 1, reply.at(COORDINATES).items());
        }
        String status = reply.at("status").text();
        String message = reply.find("msg").map(JsonValue::text).orElse("");
        if (!status.equals(COMPLETE)) {
            return new MastReply(status, message, 0, List.of());
        }
        if (!reply.at("data").isObject()) {
            return new MastReply(
                    status, message, pages(reply.at("paging")), rows(reply.at("data"), reply.at("fields"), columns));
        }
        JsonValue table = reply.at("data").at("Tables").items().stream()
                .findFirst()
                .orElseThrow(() -> reply.at("data").at("Tables").wrong("a list with a table"));
        return new MastReply(
                status,
                message,
                table.find("ExtendedProperties")
                        .map(properties -> pages(properties.at("Paging")))
                        .orElse(1),
                rows(table.at("Rows"), table.at("Fields"), columns));
    }

    private static int pages(JsonValue paging) {
        return paging.isObject() ? paging.at("pagesFiltered").integer() : 1;
    }

    private static List<JsonValue> rows(JsonValue rows, JsonValue fields, List<String> columns) {
        List<String> names =
                fields.items().stream().map(field -> field.at("name").text()).toList();
        columns.stream().filter(column -> !names.contains(column)).findFirst().ifPresent(column -> {
            throw fields.wrong("fields that include " + column);
        });
        return rows.items().stream()
                .map(row -> row.isList() ? named(row, names) : JsonValue.of(row.object(), SOURCE, REMEDY))
                .toList();
    }

    private static JsonValue named(JsonValue row, List<String> names) {
        List<JsonValue> cells = row.items();
        if (cells.size() < names.size()) {
            throw row.wrong("a row with one cell per field");
        }
        JsonObject object = new JsonObject();
        for (int i = 0; i < names.size(); i++) {
            object.add(names.get(i), cells.get(i).json());
        }
        return JsonValue.of(object, SOURCE, REMEDY);
    }
}

package org.mosaicworkbench.prep;

import java.util.List;
import java.util.Optional;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;

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

    /** @throws BadInput where the text is no such reply */
    static MastReply parse(String text) {
        JsonValue reply = JsonValue.parse(text, "the archive's reply", "ask again");
        String status = reply.at("status").text();
        String message = reply.find("msg").map(JsonValue::text).orElse("");
        if (!status.equals("COMPLETE")) {
            return new MastReply(status, message, 0, Optional.empty());
        }
        if (reply.at("data").isObject()) {
            JsonValue table = reply.at("data").at("Tables").items().stream()
                    .findFirst()
                    .orElseThrow(() -> reply.at("data").at("Tables").wrong("a list of a table"));
            return new MastReply(
                    status,
                    message,
                    table.find("ExtendedProperties")
                            .map(properties -> pages(properties.at("Paging")))
                            .orElse(1),
                    first(table.at("Rows"), table.at("Fields")));
        }
        return new MastReply(status, message, pages(reply.at("paging")), first(reply.at("data"), reply.at("fields")));
    }

    private static int pages(JsonValue paging) {
        return paging.isObject() ? paging.at("pagesFiltered").integer() : 1;
    }

    private static Optional<String> first(JsonValue rows, JsonValue fields) {
        int place = place(fields);
        return rows.items().stream()
                .map(row -> cell(row, place))
                .filter(cell -> cell.isThere() && !cell.text().isBlank())
                .map(cell -> cell.text().strip())
                .findFirst();
    }

    private static JsonValue cell(JsonValue row, int place) {
        if (!row.isList()) {
            return row.at(COLUMN);
        }
        if (row.items().size() <= place) {
            throw row.wrong("a row of as many cells as there are fields");
        }
        return row.items().get(place);
    }

    private static int place(JsonValue fields) {
        List<JsonValue> all = fields.items();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).at("name").text().equals(COLUMN)) {
                return i;
            }
        }
        throw fields.wrong("fields with " + COLUMN + " among them");
    }
}

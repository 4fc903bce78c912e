package org.mosaicworkbench.archive;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;

/** A query to the archive. Adding a filter returns a new query; all filters must match. */
public final class MastQuery {

    private final String service;
    private final JsonObject params;
    private final List<String> columns;

    private MastQuery(String service, JsonObject params, List<String> columns) {
        this.service = service;
        this.params = params;
        this.columns = columns;
    }

    /** Queries Hubble's observations. */
    public static MastQuery observations(String... columns) {
        JsonObject params = new JsonObject();
        params.addProperty("columns", String.join(",", columns));
        params.add("filters", new JsonArray());
        return new MastQuery(MastFacts.OBSERVATIONS, params, List.of(columns))
                .with(MastFacts.COLLECTION, MastFacts.HUBBLE);
    }

    /**
     * Queries the files of observations.
     *
     * @param numbers the {@code obsid} of each observation
     */
    public static MastQuery products(List<String> numbers, String... columns) {
        JsonObject params = new JsonObject();
        params.addProperty("obsid", String.join(",", numbers));
        return new MastQuery(MastFacts.PRODUCTS, params, List.of(columns));
    }

    /** Queries the position of a target, {@code ra} and {@code decl} in degrees. */
    public static MastQuery place(String name) {
        JsonObject params = new JsonObject();
        params.addProperty("input", name);
        params.addProperty("format", "json");
        return new MastQuery(MastFacts.NAMES, params, List.of());
    }

    /** Adds a filter: rows with this string in a column. */
    public MastQuery with(String column, String text) {
        JsonArray values = new JsonArray();
        values.add(text);
        return filtered(filter(column, values));
    }

    /** @param pattern pattern that the column's string must match; {@code %} matches any characters */
    public MastQuery like(String column, String pattern) {
        JsonObject filter = filter(column, new JsonArray());
        filter.addProperty("freeText", pattern);
        return filtered(filter);
    }

    /** @param ranges pairs of a minimum and a maximum; the column's value must fall in at least one of these ranges */
    public MastQuery within(String column, double[]... ranges) {
        JsonArray values = new JsonArray();
        for (double[] range : ranges) {
            JsonObject value = new JsonObject();
            value.addProperty("min", range[0]);
            value.addProperty("max", range[1]);
            values.add(value);
        }
        return filtered(filter(column, values));
    }

    /** Adds a filter: rows within a radius of a position; all arguments are in degrees. */
    public MastQuery around(double ra, double dec, double radius) {
        JsonObject changed = params.deepCopy();
        changed.addProperty("position", String.format(Locale.ROOT, "%.7f, %.7f, %.7f", ra, dec, radius));
        return new MastQuery(MastFacts.OBSERVATIONS_AROUND, changed, columns);
    }

    /** @return the request for one page of the answer; pages are numbered from 1 */
    JsonObject page(int number) {
        JsonObject request = new JsonObject();
        request.addProperty("service", service);
        request.addProperty("format", "json");
        request.add("params", params);
        request.addProperty("pagesize", MastFacts.PAGE_SIZE);
        request.addProperty("page", number);
        return request;
    }

    /** @return the columns that the answer must have */
    List<String> columns() {
        return columns;
    }

    private MastQuery filtered(JsonObject filter) {
        JsonObject changed = params.deepCopy();
        changed.getAsJsonArray("filters").add(filter);
        return new MastQuery(service, changed, columns);
    }

    private static JsonObject filter(String column, JsonArray values) {
        JsonObject filter = new JsonObject();
        filter.addProperty("paramName", column);
        filter.add("values", values);
        return filter;
    }

    @Override
    public String toString() {
        return service + " " + params;
    }
}

package org.mosaicworkbench.prep;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * What is asked of the archive: which of Hubble's observations have a target classification.
 *
 * @param key     the question in words, the same for the same question
 * @param filters of {@code Mast.Caom.Filtered}: {@code paramName} and {@code values}
 */
record MastQuery(String key, JsonArray filters) {

    /** Half the side of the box in which a proposal's observations count as the same target, degrees on the sky. */
    static final double REACH = 0.1;

    private static final double POLE = 89;

    /** The observations of a target. */
    static MastQuery target(String name) {
        JsonArray filters = hubble();
        filters.add(words("target_name", name));
        return new MastQuery("target_name=" + name, filters);
    }

    /**
     * A proposal's observations around a position.
     *
     * @param ra  degrees
     * @param dec degrees
     */
    static MastQuery position(String proposal, double ra, double dec) {
        JsonArray filters = hubble();
        filters.add(words("proposal_id", proposal));
        filters.add(rightAscensions(ra, dec));
        JsonArray decs = new JsonArray();
        decs.add(range(/* min= */ Math.max(-90, dec - REACH), /* max= */ Math.min(90, dec + REACH)));
        filters.add(filter("s_dec", decs));
        return new MastQuery("proposal_id=" + proposal + " s_ra=" + ra + " s_dec=" + dec, filters);
    }

    private static JsonArray hubble() {
        JsonArray filters = new JsonArray();
        filters.add(words("obs_collection", "HST"));
        return filters;
    }

    private static JsonObject rightAscensions(double ra, double dec) {
        JsonArray ranges = new JsonArray();
        if (Math.abs(dec) > POLE) {
            ranges.add(range(0, 360));
        } else {
            double reach = REACH / Math.cos(Math.toRadians(dec));
            ranges.add(range(/* min= */ Math.max(0, ra - reach), /* max= */ Math.min(360, ra + reach)));
            if (ra < reach) {
                ranges.add(range(360 + ra - reach, 360));
            }
            if (ra + reach > 360) {
                ranges.add(range(0, ra + reach - 360));
            }
        }
        return filter("s_ra", ranges);
    }

    private static JsonObject words(String column, String value) {
        JsonArray values = new JsonArray();
        values.add(value);
        return filter(column, values);
    }

    private static JsonObject range(double min, double max) {
        JsonObject range = new JsonObject();
        range.add("min", new JsonPrimitive(min));
        range.add("max", new JsonPrimitive(max));
        return range;
    }

    private static JsonObject filter(String column, JsonArray values) {
        JsonObject filter = new JsonObject();
        filter.addProperty("paramName", column);
        filter.add("values", values);
        return filter;
    }
}

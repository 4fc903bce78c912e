package org.mosaicworkbench.prep;

import org.mosaicworkbench.archive.MastQuery;

/**
 * The query for Hubble observations with a target classification.
 *
 * @param key the query in words, equal for equal queries
 * @param question the query in the archive's format
 */
record CategoryQuery(String key, MastQuery question) {

    /** The column with the answer. */
    static final String CATEGORY = "target_classification";

    /** Half-width of the box in which observations of a proposal count as the same target, degrees on the sky. */
    static final double REACH = 0.1;

    private static final double POLE = 89;

    /** The observations of a target. */
    static CategoryQuery target(String name) {
        return new CategoryQuery("target_name=" + name, all().with("target_name", name));
    }

    /**
     * A proposal's observations around a position.
     *
     * @param ra degrees
     * @param dec degrees
     */
    static CategoryQuery position(String proposal, double ra, double dec) {
        MastQuery there = all().with("proposal_id", proposal)
                .within("s_ra", rightAscensions(ra, dec))
                .within("s_dec", new double[] {Math.max(-90, dec - REACH), Math.min(90, dec + REACH)});
        return new CategoryQuery("proposal_id=" + proposal + " s_ra=" + ra + " s_dec=" + dec, there);
    }

    private static MastQuery all() {
        return MastQuery.observations("target_name", CATEGORY);
    }

    private static double[][] rightAscensions(double ra, double dec) {
        if (Math.abs(dec) > POLE) {
            return new double[][] {{0, 360}};
        }
        double reach = REACH / Math.cos(Math.toRadians(dec));
        double[] middle = {Math.max(0, ra - reach), Math.min(360, ra + reach)};
        if (ra < reach) {
            return new double[][] {middle, {360 + ra - reach, 360}};
        }
        return ra + reach > 360 ? new double[][] {middle, {0, ra + reach - 360}} : new double[][] {middle};
    }
}

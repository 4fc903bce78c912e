package org.mosaicworkbench.corrupt;

import java.util.Locale;

/** The order of visits and processing steps; it does not change the results. */
public enum Workflow {

    /** Step by step: every visit is corrupted before the first is processed. */
    BLOCK,
    /** Visit by visit: each is corrupted, processed and drawn before the next begins. */
    PIPE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

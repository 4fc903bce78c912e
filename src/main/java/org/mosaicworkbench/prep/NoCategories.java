package org.mosaicworkbench.prep;

import java.util.Collections;
import java.util.List;

/** Every target is unidentified. */
final class NoCategories extends Categories {

    @Override
    public Found find(List<Dataset> datasets) {
        return new Found(Collections.nCopies(datasets.size(), NONE), 0, 0, 0, List.of());
    }

    @Override
    boolean asks() {
        return false;
    }

    @Override
    public String toString() {
        return "none";
    }
}

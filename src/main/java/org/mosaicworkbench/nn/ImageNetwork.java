package org.mosaicworkbench.nn;

import java.util.List;

/**
 * Architecture of the network for frames of one kind.
 *
 * @param filters of its convolutions, in order; none if such frames are not read
 * @param dense   size of its dense layer; 0 if there is none
 */
public record ImageNetwork(List<Integer> filters, int dense) {

    /** Where frames are not read. */
    public static final ImageNetwork NONE = new ImageNetwork(List.of(), 0);

    /** Takes a copy. */
    public ImageNetwork {
        filters = filters == null ? List.of() : List.copyOf(filters);
    }
}

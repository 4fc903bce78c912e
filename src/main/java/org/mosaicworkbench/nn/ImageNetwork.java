package org.mosaicworkbench.nn;

import java.util.List;

/**
 * Architecture of the network for frames of one kind.
 *
 * @param filters filters of its convolutions, in order; empty if the network does not use such frames
 * @param dense size of its dense layer; 0 for none
 */
public record ImageNetwork(List<Integer> filters, int dense) {

    /** No image network, because these frames are not used. */
    public static final ImageNetwork NONE = new ImageNetwork(List.of(), 0);

    /** Copies the list. */
    public ImageNetwork {
        filters = filters == null ? List.of() : List.copyOf(filters);
    }
}

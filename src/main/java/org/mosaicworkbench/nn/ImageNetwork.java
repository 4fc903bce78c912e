package org.mosaicworkbench.nn;

import java.util.List;

/**
 * Architecture of an image network, which processes frames of one kind.
 *
 * @param filters number of filters of each convolution, in order; empty if frames of this kind are not used
 * @param dense size of its dense layer; 0 for none
 */
public record ImageNetwork(List<Integer> filters, int dense) {

    /** No image network: frames of this kind are not used. */
    public static final ImageNetwork NONE = new ImageNetwork(List.of(), 0);

    /** Copies the list. */
    public ImageNetwork {
        filters = filters == null ? List.of() : List.copyOf(filters);
    }
}

package org.mosaicworkbench.sky;

/**
 * A header without a usable coordinate system. The message completes the sentence "the image has no usable world
 * coordinate system: ..."; callers that know the file turn it into a {@link org.mosaicworkbench.io.BadInput}.
 */
public final class NoWcs extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param wrong what is missing or unknown, beginning with "its" */
    public NoWcs(String wrong) {
        super(wrong);
    }
}

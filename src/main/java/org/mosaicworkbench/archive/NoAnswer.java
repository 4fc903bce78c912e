package org.mosaicworkbench.archive;

/** Why a request to the archive failed. */
public final class NoAnswer extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean noMore;
    private final boolean late;

    /** @param noMore true if further queries are pointless */
    NoAnswer(String message, boolean noMore) {
        this(message, noMore, false);
    }

    /** @param late true if the reply timed out */
    NoAnswer(String message, boolean noMore, boolean late) {
        super(message.strip());
        this.noMore = noMore;
        this.late = late;
    }

    boolean noMore() {
        return noMore;
    }

    boolean late() {
        return late;
    }
}

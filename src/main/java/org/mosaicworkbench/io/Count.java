package org.mosaicworkbench.io;

/** Counts with nouns, for messages. */
public final class Count {

    private Count() {}

    /**
     * A count with its noun, which gets an s unless the count is 1.
     *
     * @param number the count
     * @param one singular noun, such as {@code dataset}
     * @return such as {@code 1 dataset}, {@code 2 datasets}, {@code 0 datasets}
     */
    public static String of(long number, String one) {
        return of(number, one, one + "s");
    }

    /**
     * A count with its noun, singular or plural.
     *
     * @param number the count
     * @param one singular noun, such as {@code copy}
     * @param many plural noun, such as {@code copies}
     */
    public static String of(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}

package org.mosaicworkbench.io;

/** Counts with nouns, for messages. */
public final class Count {

    private Count() {}

    /**
     * A number and its noun, with an s unless the number is 1.
     *
     * @param number of things
     * @param one    the noun of a single one, as {@code dataset}
     * @return as {@code 1 dataset}, {@code 2 datasets}, {@code 0 datasets}
     */
    public static String of(long number, String one) {
        return of(number, one, one + "s");
    }

    /**
     * A number and its noun.
     *
     * @param number of things
     * @param one    the noun of a single one, as {@code copy}
     * @param many   the noun of any other number of them, as {@code copies}
     */
    public static String of(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}

/**
 * How good verdicts are: numbers and curves from probabilities that are used as they are, never rounded. Knows no
 * model.
 *
 * <p>One rule holds for all of it: a ratio whose denominator is zero, a curve or an area of a set without one of the
 * two classes, and a mean of nothing are {@code NaN}, because nobody measured them; files have {@code null} or an empty
 * field there. A dataset is called misaligned when its probability is at or above the threshold.
 */
package org.mosaicworkbench.evaluate;

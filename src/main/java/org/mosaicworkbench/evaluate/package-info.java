/**
 * How good predictions are: numbers and curves from probabilities that are used as they are, never rounded. One rule
 * holds for all of it: a ratio whose denominator is zero, a curve or an area of a set without one of the two classes,
 * and a mean of nothing are {@code NaN}; files have {@code null} or an empty field there.
 *
 * <p>It stands on level 4 and uses only packages on lower levels. Begin with {@link Evaluation}; it knows no model.
 */
package org.mosaicworkbench.evaluate;

/**
 * Evaluation of predictions: metrics and curves from unrounded probabilities. One rule holds throughout: a ratio with a
 * zero denominator, a curve or area of a set without one of the two classes, and a mean of an empty set are
 * {@code NaN}; files hold {@code null} or an empty field instead.
 *
 * <p>This package is on level 4 and uses only packages on lower levels. Begin with {@link Evaluation}; it does not
 * depend on any model.
 */
package org.mosaicworkbench.evaluate;

/**
 * Warnings about problems with a table that would invalidate results obtained from it: labels leaked by columns that
 * cannot depend on misalignment, visits on both sides of a split, labels with a different meaning, and features far
 * from a model's training set.
 *
 * <p>This package is on level 7 and uses only packages on lower levels. Begin with {@link CheckedTable}.
 */
package org.mosaicworkbench.caution;

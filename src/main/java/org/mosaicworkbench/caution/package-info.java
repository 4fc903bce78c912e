/**
 * What a careful colleague would say of a table before its numbers are believed: labels that columns give away which
 * cannot know of misalignment, visits on two sides of a split, labels that mean something else, features far from
 * those that a model was trained on.
 *
 * <p>It stands on level 7 and uses only packages on lower levels. Begin with {@link CheckedTable}.
 */
package org.mosaicworkbench.caution;

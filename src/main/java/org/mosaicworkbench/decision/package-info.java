/**
 * From measurements and model output to a verdict: the size of a misalignment, and whether it is too large.
 *
 * <p>This package is on level 8 and uses only packages on lower levels. Begin with {@link DecisionRule}.
 */
package org.mosaicworkbench.decision;

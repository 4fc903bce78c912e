/**
 * From measurements and model output to a verdict: how large a misalignment is, and whether that is too large.
 *
 * <p>It stands on level 8 and uses only packages on lower levels. Begin with {@link DecisionRule}.
 */
package org.mosaicworkbench.decision;

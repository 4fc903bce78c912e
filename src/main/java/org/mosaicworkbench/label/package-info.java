/**
 * Labels of visits: by how much exposures of a mosaic disagree, and what a simulated visit's truth says.
 *
 * <p>It stands on level 7 and uses only packages on lower levels. Begin with {@link VisitResiduals}; {@link Residual}
 * has the limit above which a mosaic counts as misaligned.
 */
package org.mosaicworkbench.label;

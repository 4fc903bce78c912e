/**
 * Labels of visits: how far the exposures of a mosaic disagree, and the truth of simulated visits.
 *
 * <p>This package is on level 7 and uses only packages on lower levels. Begin with {@link VisitResiduals};
 * {@link Residual} defines the limit above which a mosaic counts as misaligned.
 */
package org.mosaicworkbench.label;

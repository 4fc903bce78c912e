/**
 * Single-visit processing: calibrated exposures in, the products of a Hubble single-visit mosaic out.
 *
 * <p>The package is on level 6 and uses its subpackages {@code drizzle}, {@code detect} and {@code align}, and packages
 * on lower levels. Begin with {@link VisitMosaic}, which runs the steps; each step can also be called separately from
 * its subpackage.
 */
package org.mosaicworkbench.mosaic;

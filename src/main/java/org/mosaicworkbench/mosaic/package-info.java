/**
 * Single-visit processing: calibrated exposures in, the products of a Hubble single-visit mosaic out.
 *
 * <p>It stands on level 6 and uses {@code drizzle}, {@code detect} and {@code align} within and packages on lower
 * levels. Begin with {@link VisitMosaic}, which runs the steps; each step can be called alone, from {@code drizzle},
 * {@code detect} and {@code align}.
 */
package org.mosaicworkbench.mosaic;

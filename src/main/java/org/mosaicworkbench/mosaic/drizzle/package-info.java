/**
 * Drizzles exposures onto one grid: chips and their pixels, the output grid, drizzle, and cosmic-ray rejection. It uses
 * no other package of {@code mosaic}.
 *
 * <p>The package is on level 6 and uses only packages on lower levels. Begin with {@link Drizzle}.
 */
package org.mosaicworkbench.mosaic.drizzle;

/**
 * Exposures onto one grid: chips and their pixels, the output grid, drizzle, and cosmic-ray rejection. The other
 * packages of mosaic build on it and it uses none of them.
 *
 * <p>It stands on level 6 and uses only packages on lower levels. Begin with {@link Drizzle}.
 */
package org.mosaicworkbench.mosaic.drizzle;

/**
 * Sources in an image: background, point sources, segments, saturated stars, and the catalog of a mosaic. Of mosaic it
 * uses {@code drizzle} alone.
 *
 * <p>It stands on level 6 and uses only packages on lower levels beside those named. Begin with {@link SourceCatalog}.
 */
package org.mosaicworkbench.mosaic.detect;

/**
 * Sources in an image: background, point sources, segments, saturated stars, and the catalog of a mosaic. Within {@code
 * mosaic} it uses only {@code drizzle}.
 *
 * <p>It stands on level 6 and uses only packages on lower levels beside those named. Begin with {@link SourceCatalog}.
 */
package org.mosaicworkbench.mosaic.detect;

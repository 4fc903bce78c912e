/**
 * Sources in an image: background, point sources, segments, saturated stars, and the catalog of a mosaic. Within
 * {@code mosaic} it uses only {@code drizzle}.
 *
 * <p>The package is on level 6; apart from {@code drizzle} it uses only lower levels. Begin with {@link SourceCatalog}.
 */
package org.mosaicworkbench.mosaic.detect;

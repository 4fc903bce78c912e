/**
 * Relative alignment of exposures and the fit to a reference catalog: matching of source lists and affine fits. Within
 * {@code mosaic} it uses {@code drizzle} and {@code detect}.
 *
 * <p>The package is on level 6; apart from the packages named above it uses only lower levels. Begin with
 * {@link Alignment}, then {@link ListMatch}.
 */
package org.mosaicworkbench.mosaic.align;

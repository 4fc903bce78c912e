/**
 * Relative alignment of exposures and the fit to a reference catalog: matching of source lists and affine fits. Within
 * {@code mosaic} it uses {@code drizzle} and {@code detect}.
 *
 * <p>It stands on level 6 and uses only packages on lower levels beside those named. Begin with {@link Alignment}, then
 * {@link ListMatch}.
 */
package org.mosaicworkbench.mosaic.align;

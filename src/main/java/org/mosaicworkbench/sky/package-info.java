/**
 * World coordinate systems: pixels to the sky and back, with SIP polynomials and lookup-table distortions.
 *
 * <p>The package is on level 2 and uses only packages on lower levels. Begin with {@link Wcs}; as in FITS, the centre
 * of the first pixel is (1, 1).
 */
package org.mosaicworkbench.sky;

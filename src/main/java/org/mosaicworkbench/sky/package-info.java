/**
 * World coordinate systems: pixels to the sky and back, with SIP polynomials and lookup-table distortions.
 *
 * <p>It stands on level 2 and uses only packages on lower levels. Begin with {@link Wcs}; a pixel's centre is a whole
 * number, the first one is (0, 0).
 */
package org.mosaicworkbench.sky;

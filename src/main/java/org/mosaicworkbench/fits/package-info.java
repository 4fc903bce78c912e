/**
 * FITS files: headers, images, tables, and headers changed in place, with every error naming the file.
 *
 * <p>It stands on level 2 and uses only packages on lower levels. Begin with {@link FitsFile}, which wraps
 * nom-tam-fits.
 */
package org.mosaicworkbench.fits;

/**
 * FITS files: headers, images, tables, and changes to headers. Every error names the file.
 *
 * <p>The package is on level 2 and uses only packages on lower levels. Begin with {@link FitsFile}, which wraps
 * nom-tam-fits.
 */
package org.mosaicworkbench.fits;

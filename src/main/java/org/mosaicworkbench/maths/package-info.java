/**
 * Mathematics on plain arrays that several packages need and that the libraries in use do not provide.
 *
 * <p>This package is on level 2 and uses only packages on lower levels. Begin with {@link Fourier}.
 */
package org.mosaicworkbench.maths;

/**
 * Mathematics on plain arrays that several packages need and the libraries in use do not give.
 *
 * <p>It stands on level 2 and uses only packages on lower levels. Begin with {@link Fourier}.
 */
package org.mosaicworkbench.maths;

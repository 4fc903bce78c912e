/**
 * The embedded single-visit processing: calibrated exposures in, the products of a Hubble single-visit mosaic out.
 * {@link org.mosaicworkbench.mosaic.VisitMosaic} runs the steps; each step is a class of its own that can be called
 * alone.
 */
package org.mosaicworkbench.mosaic;

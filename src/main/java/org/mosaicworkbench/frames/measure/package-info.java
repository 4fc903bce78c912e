/**
 * Measurements of native frames: star shapes, the stack, the echo (autocorrelation), duplicate images of the field and
 * holes in the weight map. {@code frames} builds on this package, which uses nothing from {@code frames}.
 *
 * <p>This package is on level 4 and uses only packages on lower levels. Begin with {@link FrameMeasurements}.
 */
package org.mosaicworkbench.frames.measure;

/**
 * What native frames show, as numbers: star shapes, the stack, the echo (autocorrelation), ghost images of the field
 * and holes in the weight map. {@code frames} builds on it and it uses nothing of {@code frames}.
 *
 * <p>It stands on level 4 and uses only packages on lower levels. Begin with {@link FrameMeasurements}.
 */
package org.mosaicworkbench.frames.measure;

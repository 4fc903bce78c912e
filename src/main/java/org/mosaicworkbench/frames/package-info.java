/**
 * Pictures of total images for people and classifiers: field frames, native frames, and the files that hold them.
 *
 * <p>This package is on level 4 and uses its subpackage {@code measure} and packages on lower levels. Begin with
 * {@link FieldFrames} and {@link NativeFrames}; {@link FrameStore} reads frames back as arrays.
 */
package org.mosaicworkbench.frames;

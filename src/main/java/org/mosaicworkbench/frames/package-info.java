/**
 * Total images as pictures that people and classifiers look at: field frames, native frames, and the files that hold
 * them.
 *
 * <p>It stands on level 4 and uses {@code measure} within and packages on lower levels. Begin with {@link FieldFrames}
 * and {@link NativeFrames}; {@link FrameStore} reads frames back as arrays.
 */
package org.mosaicworkbench.frames;

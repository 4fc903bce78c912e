/**
 * Total images as pictures that people and classifiers look at: {@link org.mosaicworkbench.frames.FieldFrames} draws a
 * dataset's three frames with the circles of its catalogs, {@link org.mosaicworkbench.frames.FieldPicture} any image
 * alone, {@link org.mosaicworkbench.frames.FrameStack} and {@link org.mosaicworkbench.frames.FrameStore} read frames
 * back as arrays.
 */
package org.mosaicworkbench.frames;

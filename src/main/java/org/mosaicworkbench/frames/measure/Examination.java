package org.mosaicworkbench.frames.measure;

/**
 * The measurements made in an image.
 *
 * @param stack stack of the image's sources
 * @param echo autocorrelation of the whole image
 * @param companions light next to the sources
 * @param field nearby ghost image of the field
 * @param far ghost image of the field at larger offsets
 * @param holes missing weight on and next to the sources, and anywhere
 */
public record Examination(
        SourceStack stack, Echo echo, Echo companions, DoubleField field, FarField far, WeightHoles holes) {}

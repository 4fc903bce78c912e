package org.mosaicworkbench.frames.measure;

/**
 * The measurements made in an image.
 *
 * @param stack stack of the image's sources
 * @param echo autocorrelation of the whole image
 * @param companions companions common to all sources
 * @param field nearby duplicate image of the field
 * @param far duplicate image of the field at larger offsets
 * @param holes missing weight on the sources, next to them, and anywhere in the image
 */
public record Examination(
        SourceStack stack, Echo echo, Echo companions, DoubleField field, FarField far, WeightHoles holes) {}

package org.mosaicworkbench.frames.measure;

/**
 * The measurements made in an image.
 *
 * @param stack      the image's sources, stacked
 * @param echo       the autocorrelation of the whole image
 * @param companions the light beside the sources
 * @param field      where most sources have a companion
 * @param far        where most sources have one, farther away
 * @param holes      weight that is missing on and beside the sources, and anywhere
 */
public record Examination(
        SourceStack stack, Echo echo, Echo companions, DoubleField field, FarField far, WeightHoles holes) {}

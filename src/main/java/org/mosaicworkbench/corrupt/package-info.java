/**
 * Misaligned copies of visits: the headers of chosen exposures are changed so that these appear at a wrong position on
 * the sky. The original visits are only read. Palette, threshold, mode and workflow are terms of the Python tool
 * spacekit.
 *
 * <p>This package is on level 8 and uses only packages on lower levels. Begin with {@link CorruptionRun} and
 * {@link SyntheticVisit}; {@link Selection} defines which exposures change, {@link Recipe} how.
 */
package org.mosaicworkbench.corrupt;

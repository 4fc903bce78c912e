/**
 * Misaligned copies of visits: the headers of chosen exposures are changed so that their pixels land in the wrong
 * place. Sources are only read. Palette, threshold, mode and workflow are the words that users of the Python tool know.
 *
 * <p>It stands on level 8 and uses only packages on lower levels. Begin with {@link CorruptionRun} and {@link
 * SyntheticVisit}; {@link Selection} says which exposures, {@link Recipe} how.
 */
package org.mosaicworkbench.corrupt;

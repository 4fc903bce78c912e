/**
 * Figures from plain numbers, in one theme that is light or dark, safe for colour-blind readers and legible in
 * greyscale.
 *
 * <p>This package is on level 3 and uses only packages on lower levels. Begin with {@link Figure}, which shows itself
 * in a notebook and is saved as PNG or SVG.
 */
package org.mosaicworkbench.plot;

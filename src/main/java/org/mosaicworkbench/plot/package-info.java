/**
 * Figures from plain numbers, in one theme that is light or dark, safe for colour-blind readers and legible in grey.
 * A {@link org.mosaicworkbench.plot.Figure} shows itself in a notebook and is saved as PNG or SVG.
 */
package org.mosaicworkbench.plot;

/**
 * Misaligned copies of visits: the headers of chosen exposures are changed so that their pixels are laid at the wrong
 * place. {@link org.mosaicworkbench.corrupt.Selection} says which exposures,
 * {@link org.mosaicworkbench.corrupt.Recipe} how, {@link org.mosaicworkbench.corrupt.Corruption} what was done.
 * Sources are only read.
 */
package org.mosaicworkbench.corrupt;

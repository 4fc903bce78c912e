/**
 * Source catalogs: positions, magnitudes and flags of sources, and reference catalogs such as Gaia's.
 *
 * <p>The package is on level 2 and uses only packages on lower levels. Begin with {@link SourceList}; {@link EcsvTable}
 * writes ECSV with STIL.
 */
package org.mosaicworkbench.catalog;

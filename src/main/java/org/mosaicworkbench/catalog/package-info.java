/**
 * Source catalogs: positions, magnitudes and flags of sources, and reference catalogs such as Gaia's.
 *
 * <p>It stands on level 2 and uses only packages on lower levels. Begin with {@link SourceList}; {@link EcsvTable}
 * reads and writes ECSV by STIL.
 */
package org.mosaicworkbench.catalog;

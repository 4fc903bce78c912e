/**
 * Mends misaligned visits: copies exposures with corrected coordinate systems, in formats that standard programs read.
 *
 * <p>The package is on level 11 and uses only packages on lower levels. Begin with {@link MendedVisit}.
 */
package org.mosaicworkbench.mend;

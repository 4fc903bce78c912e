/**
 * Mending of misaligned visits: copies of exposures with corrected coordinate systems, in the forms that the field's
 * programs read.
 *
 * <p>It stands on level 11 and uses only packages on lower levels. Begin with {@link MendedVisit}.
 */
package org.mosaicworkbench.mend;

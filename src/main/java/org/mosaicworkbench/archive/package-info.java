/**
 * The Hubble archive (MAST) over HTTP: addresses, queries, retries and time limits.
 *
 * <p>It stands on level 4 and uses only packages on lower levels. Begin with {@link MastFacts}, where all that is
 * assumed
 * of the archive's services stands with its source, then {@link Mast}.
 */
package org.mosaicworkbench.archive;

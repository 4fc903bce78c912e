/**
 * The Hubble archive (MAST) over HTTP: addresses, queries, retries and time limits.
 *
 * <p>This package is on level 4 and uses only packages on lower levels. Begin with {@link MastFacts}, which lists all
 * assumptions about the archive's services with their sources, then {@link Mast}.
 */
package org.mosaicworkbench.archive;

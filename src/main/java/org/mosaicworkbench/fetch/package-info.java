/**
 * Visits and their files from the Hubble archive: which files make a visit, whole files over connections that break, the
 * account of what came.
 *
 * <p>It stands on level 5 and uses only packages on lower levels. Begin with {@link ArchiveFetch}, which runs the stages,
 * then {@link VisitSearch} and {@link Download}.
 */
package org.mosaicworkbench.fetch;

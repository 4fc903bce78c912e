/**
 * Downloads visits from the Hubble archive: selects the files of a visit, resumes interrupted downloads, and records
 * what was fetched.
 *
 * <p>This package is on level 5 and uses only packages on lower levels. Begin with {@link ArchiveFetch}, which runs the
 * stages,
 * then {@link VisitSearch} and {@link Download}.
 */
package org.mosaicworkbench.fetch;

/**
 * Files, tables and threads for all other packages: CSV, atomically written files and folders, digests, and
 * {@link BadInput}, the only exception class for user errors.
 *
 * <p>This package is on level 1 and uses no other package of this library. Begin with {@link WholeFile} and
 * {@link WholeFolder}, which write results, and {@link CsvTable}, which reads tables.
 */
package org.mosaicworkbench.io;

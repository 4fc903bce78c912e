/**
 * Files, tables and threads as everything else uses them: CSV, files and folders that are whole or not there, digests,
 * and {@link BadInput}, the one error for what a user gave.
 *
 * <p>It stands on level 1 and uses no other package of ours. Begin with {@link WholeFile} and {@link WholeFolder}, by
 * which results are written, and {@link CsvTable}, by which tables are read.
 */
package org.mosaicworkbench.io;

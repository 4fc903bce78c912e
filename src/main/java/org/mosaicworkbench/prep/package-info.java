/**
 * From a disk full of single-visit products to the table that a classifier reads: the QA files are harvested, the
 * fit is scraped from the total images' headers, the archive is asked for the targets' categories, words become codes.
 */
package org.mosaicworkbench.prep;

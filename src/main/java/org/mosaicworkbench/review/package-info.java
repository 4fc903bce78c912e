/**
 * Lets people look at mosaics and label them: the page, the database that keeps every label, the file that training
 * reads, agreement between reviewers, and the choice of datasets to label next.
 *
 * <p>The package is on level 10 and uses only packages on lower levels. Begin with {@link ReviewSession}.
 */
package org.mosaicworkbench.review;

/**
 * People look at mosaics and label them: the page, the database that keeps every label, the file that trainings read,
 * agreement between reviewers, and what to look at next.
 *
 * <p>It stands on level 10 and uses only packages on lower levels. Begin with {@link ReviewSession}.
 */
package org.mosaicworkbench.review;

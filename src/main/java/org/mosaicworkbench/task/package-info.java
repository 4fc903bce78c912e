/**
 * Shared by all tasks: options, argument checks, the loop over datasets that collects failures, and provenance.
 *
 * <p>The package is on level 3 and uses only packages on lower levels. Begin with {@link Options} and
 * {@link Provenance}.
 */
package org.mosaicworkbench.task;

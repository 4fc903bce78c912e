/**
 * A visit on disk: its folder, its exposures with their chips and world coordinate systems, dataset names, poller
 * files, and the detectors.
 *
 * <p>The package is on level 3 and uses only packages on lower levels. Begin with {@link Visit}, then {@link Exposure}.
 */
package org.mosaicworkbench.visit;

/**
 * Simulated visits: scenes, the geometry and images of Hubble's five imaging detectors, their noise and defects, and
 * the effect of guiding. {@code src/bench/README.md} compares them with real exposures.
 *
 * <p>This package is on level 6 and uses only packages on lower levels. Begin with {@link VisitMaker}.
 */
package org.mosaicworkbench.simulate;

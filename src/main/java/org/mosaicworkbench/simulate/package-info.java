/**
 * Simulated visits: scenes, the geometry and images of Hubble's five imaging detectors, their noise and defects, and
 * what guiding does to a visit. {@code src/bench/README.md} compares them with real exposures.
 *
 * <p>It stands on level 6 and uses only packages on lower levels. Begin with {@link VisitMaker}.
 */
package org.mosaicworkbench.simulate;

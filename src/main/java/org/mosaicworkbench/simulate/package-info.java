/**
 * Simulated visits: scenes, the geometry and images of Hubble's five imaging detectors, their noise and defects, and
 * what guiding does to a visit. How real they look is told in {@code src/bench/README.md}.
 *
 * <p>It stands on level 6 and uses only packages on lower levels. Begin with {@link VisitMaker}.
 */
package org.mosaicworkbench.simulate;

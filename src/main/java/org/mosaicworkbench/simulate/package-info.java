/**
 * Simulated visits: scenes, the geometry and images of Hubble's five imaging detectors, their noise and defects, and
 * what guiding does to a visit. A simulated star on HRC is as wide as a real one to 3 %; figures and a picture beside a
 * real exposure are in {@code src/bench/README.md}.
 */
package org.mosaicworkbench.simulate;

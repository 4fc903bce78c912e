/**
 * Finds which exposures of a visit are mispointed, by how much, and when the pointing changed. The errors are measured
 * from the positions of common sources, described in words, and drawn.
 *
 * <p>The package is on level 7 and uses only packages on lower levels. Begin with {@link VisitDiagnosis}; if only a
 * combined image exists, {@link EchoShift} describes its ghost image of the field.
 */
package org.mosaicworkbench.diagnose;

/**
 * Which exposures of a visit are mispointed, by how much and since when: measured from the positions of common sources,
 * described in words, and drawn.
 *
 * <p>It stands on level 7 and uses only packages on lower levels. Begin with {@link VisitDiagnosis}; where there is
 * only a combined image, {@link EchoShift} looks for a ghost image of the field.
 */
package org.mosaicworkbench.diagnose;

package org.mosaicworkbench.mend;

import java.util.List;
import org.mosaicworkbench.diagnose.ExposureShift;
import org.mosaicworkbench.io.Csv;

/**
 * An exposure whose header was corrected.
 *
 * @param dataset  the total image that it belongs to
 * @param file     name of the exposure's file, in the visit and in the copy
 * @param shift    by which its header was off; the correction is the opposite
 * @param turned   by how much the header was turned, degrees, counter-clockwise on the sky with east left; 0 if the
 *                 roll that was measured may be chance
 * @param solution {@code WCSNAME} of the new coordinate system
 * @param letter   of the alternate coordinate system that is the old one
 */
public record MendedExposure(
        String dataset, String file, ExposureShift shift, double turned, String solution, char letter) {

    static final String COLUMNS =
            "exposure,dataset,file,dx,dy,error_x,error_y,east,north,roll,error_roll,turned,sources,wcsname,old\n";

    String row() {
        return Csv.line(List.of(
                shift.rootname(),
                dataset,
                file,
                shift.shift().dx(),
                shift.shift().dy(),
                shift.shift().errorX(),
                shift.shift().errorY(),
                shift.sky().east(),
                shift.sky().north(),
                shift.sky().roll(),
                shift.sky().rollError(),
                turned,
                shift.sources(),
                solution,
                letter));
    }
}

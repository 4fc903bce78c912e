package org.mosaicworkbench.mend;

import java.util.List;
import org.mosaicworkbench.diagnose.ExposureShift;
import org.mosaicworkbench.io.Csv;

/**
 * An exposure whose header was corrected.
 *
 * @param dataset  the total image that it belongs to
 * @param file     name of the exposure's file, in the visit and in the copy
 * @param shift    the header's error; the correction is its opposite
 * @param turned   the applied rotation, degrees, counter-clockwise on the sky with east left; 0 if the measured roll
 *                 may be due to chance
 * @param solution {@code WCSNAME} of the new coordinate system
 * @param letter   letter of the alternate coordinate system that holds the old solution
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

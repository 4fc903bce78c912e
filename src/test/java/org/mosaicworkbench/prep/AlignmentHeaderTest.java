package org.mosaicworkbench.prep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.io.BadInput;

class AlignmentHeaderTest {

    @TempDir
    Path folder;

    private Path image(FitsHeader.Editor sci) {
        return FitsFile.write(
                folder.resolve("total_drz.fits"),
                List.of(
                        new FitsPart.NoData(FitsHeader.empty()),
                        new FitsImage(sci.set("EXTNAME", "SCI", "").done(), 2, 2, new float[4])));
    }

    private static FitsHeader.Editor sci() {
        return FitsHeader.empty().edit();
    }

    @ParameterizedTest
    @CsvSource({
        "undistorted a posteriori solution aligned by visit to GAIAEDR3,a posteriori",
        "undistorted a priori solution based on GSC240,a priori",
        "pipeline default a priori,default a",
        "undistorted not aligned,not aligned",
        "undistorted corrected,corrected",
        "odd,''",
        "'',0"
    })
    void wordsTwoAndThreeOfTheSentenceCount(String sentence, String words) {
        assertEquals(
                words,
                AlignmentHeader.read(image(sci().set("WCSTYPE", sentence, ""))).wcstype());
    }

    @Test
    void whatIsMissingOrNoNumberIsZero() {
        assertEquals(new AlignmentHeader(0L, 0L, 0L, "0"), AlignmentHeader.read(image(sci())));
        assertEquals(
                0L, AlignmentHeader.read(image(sci().set("RMS_RA", "N/A", ""))).rmsRa());
    }

    @Test
    void numbersStayAsTheyAreWritten() {
        AlignmentHeader read = AlignmentHeader.read(image(sci().set("RMS_RA", 5.879633180095014, "")
                .set("RMS_DEC", 12, "")
                .set("NMATCHES", 7, "")));
        assertEquals(5.879633180095014, read.rmsRa());
        assertEquals(12L, read.rmsDec());
        assertEquals(7L, read.nmatches());
    }

    @Test
    void anImageWithoutSciIsNamed() {
        Path file = FitsFile.write(folder.resolve("none_drz.fits"), List.of(new FitsPart.NoData(FitsHeader.empty())));
        assertEquals(
                file + ": has no extension SCI,1; give an image from Hubble's pipeline",
                assertThrows(BadInput.class, () -> AlignmentHeader.read(file)).getMessage());
    }
}

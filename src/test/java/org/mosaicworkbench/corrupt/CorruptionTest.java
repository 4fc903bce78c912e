package org.mosaicworkbench.corrupt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mosaicworkbench.Real;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Visit;

@Slow
class CorruptionTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatWasCorruptedIsRestoredByteForByte(Kind kind) throws IOException {
        Path source = new ShiftedStars(89, List.of("F606W", "F606W", "F606W"), 64).write(folder.resolve("j8zz01"));
        SyntheticVisit copy = make(source, kind, Expos.ALL, Mode.STOC);
        Path restored = folder.resolve("restored");
        List<Path> files = Corruption.read(copy.folder()).restore(copy.folder(), restored);
        assertEquals(copy.corruption().exposures().size(), files.size());
        for (Path file : files) {
            byte[] original = Files.readAllBytes(source.resolve(file.getFileName()));
            assertArrayEquals(original, Files.readAllBytes(file));
            assertFalse(Arrays.equals(original, Files.readAllBytes(copy.folder().resolve(file.getFileName()))));
        }
    }

    @Test
    void aRealExposureIsRestoredFromItsCompressedCopy() throws IOException {
        Path source = Files.createDirectory(folder.resolve("j8bt06"));
        Files.copy(Real.EXPOSURE, source.resolve("j8bt06nyq_flt.fits.gz"));
        SyntheticVisit copy = make(source, Kind.ROLL, Expos.ALL, Mode.STAT);
        Path restored = copy.corruption()
                .restore(copy.folder(), folder.resolve("restored"))
                .get(0);
        assertArrayEquals(unzipped(Real.EXPOSURE), unzipped(restored));
        assertEquals(
                List.of("SCI", "DQ"),
                copy.corruption().exposures().get(0).cards().stream()
                        .map(card -> card.extension())
                        .distinct()
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theAccountIsReadBackAsItWasWritten(Kind kind) {
        Path source = new ShiftedStars(52, List.of("F606W", "F606W"), 64).write(folder.resolve("j8zz01"));
        SyntheticVisit copy = make(source, kind, Expos.ALL, Mode.STOC);
        assertEquals(copy.corruption(), Corruption.read(copy.folder()));
        assertEquals(copy.corruption().json(), Corruption.read(copy.folder()).json());
    }

    @Test
    void allExtensionsOfAnExposureMoveTogether() {
        Path source = new ShiftedStars(89, List.of("F606W"), 64).write(folder.resolve("j8zz01"));
        SyntheticVisit copy = make(source, Kind.SHIFT, Expos.ALL, Mode.STAT);
        try (FitsFile file = FitsFile.open(copy.folder().resolve(ShiftedStars.root(0) + "_flt.fits"))) {
            SkyPoint place = Wcs.of(file.requiredHeader("SCI", 1)).toSky(10, 50);
            assertEquals(place, Wcs.of(file.requiredHeader("ERR", 1)).toSky(10, 50));
            assertEquals(place, Wcs.of(file.requiredHeader("DQ", 1)).toSky(10, 50));
        }
    }

    @Test
    void theLogIsTheOneThatUsersOfThePythonToolKnow() throws IOException {
        Path source = new ShiftedStars(0, List.of("F606W"), 64).write(folder.resolve("j8zz01"));
        SyntheticVisit copy = make(source, Kind.SHIFT, Expos.SUB, Mode.STAT);
        Corruption c = copy.corruption();
        ExposureChange e = c.exposures().get(0);
        double ra = e.cards().get(0).newValue();
        double dec = e.cards().get(1).newValue();
        assertEquals(
                String.join(
                        "\n",
                        "---------------",
                        "",
                        "FILTER:  F606W_CLEAR2S",
                        "WARNING - 1 exposure for this filter.",
                        "",
                        "Selecting 1 out of 1 files",
                        "",
                        "Files selected for corruption:  ['j8zz01_f606w_clear2s_sub_stat/j8zz01eaq_flt.fits']",
                        "",
                        "Starting static corruption",
                        "",
                        "PIXEL offset:  "
                                + Csv.number(Math.abs(e.motion().offset().x())),
                        "DEGREE offset: " + sign(e.motion().offset().x()) + "  " + Csv.number(Math.abs(ra - 150.5)),
                        "PIXEL offset:  "
                                + Csv.number(Math.abs(e.motion().offset().y())),
                        "DEGREE offset: " + sign(e.motion().offset().y()) + "  " + Csv.number(Math.abs(dec)),
                        "",
                        "Applying static augment:  j8zz01_f606w_clear2s_sub_stat/j8zz01eaq_flt.fits",
                        "",
                        "CRVAL1-old:  150.5",
                        "CRVAL1-new:  " + Csv.number(ra),
                        "",
                        "CRVAL2-old:  0.0",
                        "CRVAL2-new:  " + Csv.number(dec),
                        "",
                        "---!@#$%^&*()_+------!@#$%^&*()_+------!@#$%^&*()_+---",
                        ""),
                Files.readString(copy.folder().resolve("corruption.txt")));
        assertEquals(
                "WARNING: only 1 exposure but you requested a subset\n",
                Files.readString(copy.folder().resolve("warning.txt")));
    }

    @Test
    void productsStayBehindAndCatalogsAndTruthTravel() throws IOException {
        Path source = new ShiftedStars(0, List.of("F606W"), 64).write(folder.resolve("j8zz01"));
        for (String name : List.of(
                "hst_9999_01_acs_hrc_total_j8zz01_drz.fits",
                "hst_9999_01_acs_hrc_total_j8zz01_svm_num_sources.json",
                "hst_9999_01_acs_hrc_GAIAeDR3_ref_cat.ecsv",
                "truth.json",
                "success.txt",
                ".hidden")) {
            Files.writeString(source.resolve(name), name);
        }
        SyntheticVisit copy = make(source, Kind.SHIFT, Expos.ALL, Mode.STAT);
        try (Stream<Path> files = Files.list(copy.folder())) {
            assertEquals(
                    List.of(
                            "corruption.json",
                            "corruption.txt",
                            "hst_9999_01_acs_hrc_GAIAeDR3_ref_cat.ecsv",
                            "j8zz01_input.out",
                            "j8zz01eaq_flt.fits",
                            "truth.json"),
                    files.map(f -> f.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void aCopyThatIsNotAsItWasLeftIsNotRestored() throws IOException {
        Path source = new ShiftedStars(0, List.of("F606W"), 64).write(folder.resolve("j8zz01"));
        SyntheticVisit copy = make(source, Kind.SHIFT, Expos.ALL, Mode.STAT);
        String card =
                copy.corruption().exposures().get(0).cards().get(0).after().strip();
        assertEquals(
                source.resolve("j8zz01eaq_flt.fits") + ": extension SCI,1 has 'CRVAL1  =                150.5' where '"
                        + card + "' is expected; give the file that the changes were made for",
                assertThrows(BadInput.class, () -> copy.corruption().restore(source, folder.resolve("r")))
                        .getMessage());
        Files.writeString(copy.folder().resolve("corruption.json"), "{\"visit\": \"j8zz01\"");
        assertEquals(
                copy.folder().resolve("corruption.json") + ": is not valid JSON; make the copy again",
                assertThrows(BadInput.class, () -> Corruption.read(copy.folder()))
                        .getMessage());
    }

    private SyntheticVisit make(Path source, Kind kind, Expos expos, Mode mode) {
        Visit visit = Visit.read(source);
        Selection selection = Selection.of(visit, Palette.MFI, expos, mode, 9).get(0);
        return SyntheticVisit.make(
                visit,
                Corruption.plan(
                        selection, Recipe.usual().withKinds(List.of(kind)).withSeed(9)),
                folder.resolve("synthetic"));
    }

    private static String sign(double value) {
        return value < 0 ? "-" : "+";
    }

    private static byte[] unzipped(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }
}

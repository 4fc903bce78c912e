package org.mosaicworkbench.prep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.visit.DatasetName;

class FeaturesTest {

    @TempDir
    Path folder;

    private static Features.Row row(String detector, String visit, String category) {
        String name = "hst_1_02_acs_" + detector + "_total_" + visit;
        return new Features.Row(
                new Dataset(
                        DatasetName.of(name),
                        Path.of("."),
                        new Dataset.Target("T", 1L, 2.5),
                        new Dataset.TotalImage(name + "_drz.fits", 3L),
                        new Dataset.Sources(4L, 5L, 6L)),
                new AlignmentHeader(0L, 0L, 0L, "a priori"),
                category);
    }

    @ParameterizedTest
    @CsvSource({
        "CALIBRATION,0",
        "SOLAR SYSTEM;PLANET,1",
        "ISM,2",
        "EXT-MEDIUM;X,2",
        "UNIDENTIFIED;PARALLEL FIELD,3",
        "None,3",
        "STELLAR CLUSTER,4",
        "EXT-CLUSTER,4",
        "STAR;K V-IV,5",
        "EXT-STAR,5",
        "CLUSTER OF GALAXIES,6",
        "GALAXY,7"
    })
    void theFirstPartOfTheCategoryIsCoded(String category, long code) {
        assertEquals(
                code,
                Features.encode(List.of(row("hrc", "j00001", category)), false)
                        .table()
                        .longColumn("cat")
                        .get(0));
    }

    @Test
    void wordsThatAreNotKnownGetTheNextCodesInTheOrderOfTheRows() {
        Features features = Features.encode(
                List.of(
                        row("pc", "j00001", "CORONA;STAR"),
                        row("wf", "j00002", "NEBULA"),
                        row("pc", "j00003", "CORONA")),
                false);
        assertEquals(List.of(5L, 6L, 5L), features.table().column("det").asList());
        assertEquals(List.of(8L, 9L, 8L), features.table().column("cat").asList());
        assertEquals(
                List.of(
                        "detector 'pc' of hst_1_02_acs_pc_total_j00001 is unknown; it gets code 5, which no trained"
                                + " model has seen",
                        "detector 'wf' of hst_1_02_acs_wf_total_j00002 is unknown; it gets code 6, which no trained"
                                + " model has seen",
                        "category 'CORONA' of hst_1_02_acs_pc_total_j00001 is unknown; it gets code 8, which no"
                                + " trained model has seen",
                        "category 'NEBULA' of hst_1_02_acs_wf_total_j00002 is unknown; it gets code 9, which no"
                                + " trained model has seen"),
                features.warnings());
    }

    @Test
    void theSubsetTakesOneVisitOfEachPairAndDependsOnTheSeedAlone() throws IOException {
        List<Features.Row> rows = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            rows.add(row(i % 2 == 0 ? "hrc" : "wfc", String.format("j%05d", i), i % 3 == 0 ? "STAR" : "GALAXY"));
        }
        Features features = Features.encode(rows, false);
        List<String> drawn = Files.readAllLines(features.writeSubset(folder.resolve("a"), 7));
        assertEquals(4, drawn.stream().distinct().count());
        List<String> pairs = drawn.stream()
                .map(visit -> Integer.parseInt(visit.substring(1)))
                .map(i -> i % 2 + " " + (i % 3 == 0))
                .toList();
        assertEquals(List.of("0 true", "0 false", "1 true", "1 false"), pairs);
        assertEquals(drawn, Files.readAllLines(features.writeSubset(folder.resolve("b"), 7)));
        List<List<String>> others = new ArrayList<>();
        for (int seed = 8; seed < 12; seed++) {
            others.add(Files.readAllLines(features.writeSubset(folder.resolve("c"), seed)));
        }
        assertEquals(true, others.stream().anyMatch(other -> !other.equals(drawn)));
    }

    @Test
    void labelsBelongToSyntheticDataAlone() {
        Features real = Features.encode(List.of(row("hrc", "j00001", "STAR")), false);
        assertEquals(
                "only synthetic datasets have labels; prepare them with crpt",
                assertThrows(BadInput.class, () -> real.writePositives(folder.resolve("pos.txt")))
                        .getMessage());
        Features copies = Features.encode(List.of(row("hrc", "j00001_x_sub_stat", "STAR")), true);
        assertEquals(
                "a subset is drawn from aligned datasets; these are synthetic; prepare the real visits",
                assertThrows(BadInput.class, () -> copies.writeSubset(folder.resolve("s"), 1))
                        .getMessage());
    }

    @Test
    void aVisitThatStandsForSeveralPairsIsListedOnce() throws IOException {
        Features features = Features.encode(List.of(row("hrc", "j00001", "STAR"), row("wfc", "j00001", "STAR")), false);
        assertEquals(List.of("j00001"), Files.readAllLines(features.writeSubset(folder.resolve("s"), 1)));
    }

    @Test
    void aListWithAMarkOfItsEncodingIsReadAndContradictionsAreNamed() throws IOException {
        Path csv = Files.writeString(folder.resolve("list.csv"), "\uFEFFtargname,category\nT,STAR\nT,GALAXY\n");
        Categories.Found found =
                Categories.csv(csv).find(List.of(row("hrc", "j00001", "").dataset()));
        assertEquals(List.of("GALAXY"), found.categories());
        assertEquals(
                List.of(csv + " has two categories for T ('STAR' and 'GALAXY'); the last one is used"),
                found.warnings());
    }

    @Test
    void noRowsGiveOnlyTheHeader() throws IOException {
        Features none = Features.encode(List.of(), false);
        assertEquals(
                "numexp,rms_ra,rms_dec,nmatches,point,segment,gaia,det,wcs,cat,index\n",
                Files.readString(none.writeCsv(folder.resolve("empty.csv"))));
        assertEquals(0, none.table().rowCount());
    }

    @Test
    void aListOfCategoriesIsCheckedLineByLine() throws IOException {
        Path csv = folder.resolve("list.csv");
        Files.writeString(csv, "targname,category\n\"NGC 1, B\",GALAXY\nM1\n");
        assertEquals(
                csv + ": line 3 has 1 fields, the first line has 2; correct the line",
                assertThrows(BadInput.class, () -> Categories.csv(csv)).getMessage());
        Files.writeString(csv, "name,kind\n");
        assertEquals(
                csv + ": does not begin with the line 'targname,category'; add that line",
                assertThrows(BadInput.class, () -> Categories.csv(csv)).getMessage());
        assertEquals(
                folder.resolve("no.csv")
                        + ": there is no such file; check that it is text with the columns targname and category",
                assertThrows(BadInput.class, () -> Categories.csv(folder.resolve("no.csv")))
                        .getMessage());
    }
}

package org.mosaicworkbench.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FeatureTest {

    @Test
    void trainedModelsReadTheColumnsInThisOrderWithTheCodesLast() {
        assertEquals(
                List.of("numexp", "rms_ra", "rms_dec", "nmatches", "point", "segment", "gaia", "det", "wcs", "cat"),
                Feature.columns());
        assertEquals(
                List.of(CodedColumn.DET, CodedColumn.WCS, CodedColumn.CAT),
                Stream.of(Feature.values())
                        .skip(7)
                        .flatMap(feature -> feature.coded().stream())
                        .toList());
        assertEquals(
                List.of(),
                Stream.of(Feature.values())
                        .limit(7)
                        .flatMap(feature -> feature.coded().stream())
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void eachIsFoundByItsColumnAndSaysWhatItTells(Feature feature) {
        assertEquals(Optional.of(feature), Feature.of(feature.column()));
        assertEquals(feature.coded().map(CodedColumn::column).orElse(feature.column()), feature.column());
        assertEquals(".", feature.meaning().substring(feature.meaning().length() - 1));
        assertEquals(Optional.empty(), Feature.of(feature.name()));
    }

    @Test
    void axesAreLabelledWithUnits() {
        assertEquals("fit RMS in RA (mas)", Feature.RMS_RA.label());
        assertEquals("matched reference stars", Feature.NMATCHES.label());
        assertEquals("category of the target", Feature.CAT.label());
    }

    @ParameterizedTest
    @CsvSource({
        "DET,hrc,0,hrc",
        "DET,ir,1,ir",
        "DET,sbc,2,sbc",
        "DET,uvis,3,uvis",
        "DET,wfc,4,wfc",
        "WCS,a posteriori,0,a posteriori",
        "WCS,a priori,1,a priori",
        "WCS,default a,2,default",
        "WCS,not aligned,3,not aligned",
        "CAT,CALIBRATION,0,calibration",
        "CAT,SOLAR SYSTEM,1,solar system",
        "CAT,ISM,2,medium",
        "CAT,EXT-MEDIUM,2,medium",
        "CAT,UNIDENTIFIED,3,unidentified",
        "CAT,None,3,unidentified",
        "CAT,STELLAR CLUSTER,4,star cluster",
        "CAT,EXT-CLUSTER,4,star cluster",
        "CAT,STAR,5,star",
        "CAT,EXT-STAR,5,star",
        "CAT,CLUSTER OF GALAXIES,6,galaxy cluster",
        "CAT,GALAXY,7,galaxy"
    })
    void aWordHasACodeAndTheCodeAMeaning(CodedColumn column, String word, int code, String meaning) {
        FeatureCodes codes = FeatureCodes.of(column);
        assertEquals(code, codes.code(word, "a dataset"));
        assertEquals(List.of(), codes.warnings());
        assertEquals(meaning, column.name(code));
    }

    @ParameterizedTest
    @CsvSource({"DET,5,detector", "WCS,4,wcstype", "CAT,8,category"})
    void anUnknownWordGetsTheNextCodeWithOneWarningAndNoMeaning(CodedColumn column, int next, String raw) {
        FeatureCodes codes = FeatureCodes.of(column);
        assertEquals(next, codes.code("x", "one"));
        assertEquals(next + 1, codes.code("y", "two"));
        assertEquals(next, codes.code("x", "three"));
        assertEquals(
                List.of(
                        raw + " 'x' of one is unknown; it gets code " + next + ", which no trained model has seen",
                        raw + " 'y' of two is unknown; it gets code " + (next + 1)
                                + ", which no trained model has seen"),
                codes.warnings());
        assertEquals(column.column() + " " + next, column.name(next));
        Map.of(Double.NaN, "missing", 0.5, column.column() + " 0.5", -1.0, column.column() + " -1")
                .forEach((code, words) -> assertEquals(words, column.name(code)));
    }
}

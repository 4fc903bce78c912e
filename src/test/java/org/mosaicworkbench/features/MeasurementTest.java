package org.mosaicworkbench.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mosaicworkbench.diagnose.ExposureNumbers;

class MeasurementTest {

    @Test
    void tablesHaveTheColumnsInThisOrder() {
        assertEquals(
                "sources_used,elongation,elongation_common,elongation_together,elongation_angle,lopsidedness,"
                        + "stack_width,echo_strength,echo_contrast,echo_distance,echo_angle,double_significance,"
                        + "double_share,double_distance,double_turn,double_ratio,weight_dip,weight_dips,"
                        + "hole_significance,hole_share,far_significance,far_share,far_distance,missing_area,"
                        + "missing_deep,missing_depth,missing_wide,"
                        + "interfilter_offset,exposures_compared,exposures_unknown,"
                        + "exposure_offset,exposure_significance,images_compared,image_offset,image_misfit,"
                        + "exposure_trail,trail_significance,trail_error,psf_elongation,psf_change,moving_target,in_doubt",
                String.join(",", Measurement.columns()));
    }

    @Test
    void networksReadAllButDirectionsAndWhatWasObserved() {
        List<Measurement> passedOver = new ArrayList<>(List.of(Measurement.values()));
        passedOver.removeAll(Measurement.READ);
        assertEquals(
                List.of(
                        Measurement.ELONGATION_ANGLE,
                        Measurement.ECHO_ANGLE,
                        Measurement.MOVING_TARGET,
                        Measurement.IN_DOUBT),
                passedOver);
        assertEquals(
                passedOver,
                Stream.of(Measurement.values())
                        .filter(one -> one.unit().equals("deg") || one.subject() == Measurement.Subject.TARGET)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void eachIsFoundByItsColumnAndSaysWhatItTells(Measurement one) {
        assertEquals(Optional.of(one), Measurement.of(one.column()));
        assertEquals(Optional.empty(), Measurement.of(one.name()));
        assertTrue(one.meaning().endsWith("."), one.meaning());
        assertTrue(Measurement.of(one.subject()).contains(one));
    }

    @Test
    void allThatIsMeasuredOfExposuresIsFilled() {
        assertEquals(
                Measurement.of(Measurement.Subject.EXPOSURES),
                List.copyOf(ExposureNumbers.NONE.measured().values().keySet()));
    }

    @Test
    void numbersAreKeptByName() {
        MeasuredNumbers some = new MeasuredNumbers(Map.of(Measurement.HOLE_SHARE, 0.5, Measurement.STACK_WIDTH, 2.0));
        MeasuredNumbers more = new MeasuredNumbers(Map.of(Measurement.HOLE_SHARE, 0.25, Measurement.ELONGATION, 1.5));
        assertEquals(
                List.of(Measurement.STACK_WIDTH, Measurement.HOLE_SHARE),
                List.copyOf(some.values().keySet()));
        assertEquals(
                Map.of(Measurement.ELONGATION, 1.5, Measurement.STACK_WIDTH, 2.0, Measurement.HOLE_SHARE, 0.25),
                some.and(more).values());
        assertEquals(Double.NaN, some.of(Measurement.ELONGATION));
        assertFalse(some.has(Measurement.ELONGATION));
        assertTrue(some.has(Measurement.STACK_WIDTH));
        assertTrue(MeasuredNumbers.NONE.isEmpty());
        assertEquals(
                List.of(0.5, Double.NaN, 2.0),
                Arrays.stream(some.of(List.of(Measurement.HOLE_SHARE, Measurement.ELONGATION, Measurement.STACK_WIDTH)))
                        .boxed()
                        .toList());
    }

    @Test
    void numbersOfATableKeepTheirNames() {
        assertEquals(
                new MeasuredNumbers(Map.of(Measurement.HOLE_SHARE, 0.5, Measurement.STACK_WIDTH, Double.NaN)),
                MeasuredNumbers.of(
                        List.of(Measurement.HOLE_SHARE, Measurement.STACK_WIDTH), new double[] {0.5, Double.NaN}));
        assertEquals(List.of("interfilter_offset"), Measurement.columns(Measurement.Subject.FILTERS));
    }
}

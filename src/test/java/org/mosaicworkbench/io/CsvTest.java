package org.mosaicworkbench.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {

    /** Python's {@code repr} prints these texts for these doubles. */
    @ParameterizedTest
    @CsvSource({
        "0.1,0.1",
        "5,5.0",
        "-2.5,-2.5",
        "0.0001,0.0001",
        "0.00001,1e-05",
        "1e15,1000000000000000.0",
        "1e16,1e+16",
        "123456789012345680,1.2345678901234568e+17",
        "2e-3,0.002",
        "1e23,1e+23",
        "5.684341886080802e-14,5.684341886080802e-14",
        "9007199254740993,9007199254740992.0",
        "4.9e-324,5e-324",
        "2.2250738585072014e-308,2.2250738585072014e-308",
        "1.7976931348623157e308,1.7976931348623157e+308",
        "0.30000000000000004,0.30000000000000004",
        "-0.0,-0.0",
        "1e100,1e+100",
        "262.4699055743,262.4699055743"
    })
    void numbersReadAsPythonWritesThem(String value, String text) {
        assertEquals(text, Csv.number(Double.parseDouble(value)));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstField() {
        assertEquals(List.of("index", "a\uFEFF"), Csv.fields("\uFEFFindex,a\uFEFF"));
        assertEquals(List.of("a,b"), Csv.fields("\uFEFF\"a,b\""));
    }

    @Test
    void whatIsNotFiniteIsEmptyOrNamed() {
        assertEquals("", Csv.number(Double.NaN));
        assertEquals("inf", Csv.number(Double.POSITIVE_INFINITY));
        assertEquals("-inf", Csv.number(Double.NEGATIVE_INFINITY));
    }

    @Test
    void everyNumberReadsBackAsItself() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertEquals(value, Double.parseDouble(Csv.number(value)));
            }
        }
    }

    @Test
    void quotesStandOnlyWhereAFieldNeedsThem() {
        List<Object> fields = Arrays.asList("M 31", "a,b", "say \"so\"", 3L, 0.5, null, "two\nlines");
        String line = Csv.line(fields);
        assertEquals("M 31,\"a,b\",\"say \"\"so\"\"\",3,0.5,,\"two\nlines\"\n", line);
        assertEquals(
                List.of("M 31", "a,b", "say \"so\"", "3", "0.5", "", "two\nlines"),
                Csv.fields(line.substring(0, line.length() - 1)));
    }
}

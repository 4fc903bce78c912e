package org.mosaicworkbench.maths;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;

class PowerTransformTest {

    private static final double REFERENCE = 1e-3;

    /** The results of scikit-learn. */
    private record Reference(
            double[][] X, double[] lambdas, double[] mu, double[] sigma, double[][] normalized_first_rows) {}

    @Test
    void theTransformEqualsThatOfScikitLearn() throws IOException {
        Reference reference;
        try (Reader in = new InputStreamReader(
                PowerTransformTest.class.getResourceAsStream("/reference/power_transform.json"),
                StandardCharsets.UTF_8)) {
            reference = new Gson().fromJson(in, Reference.class);
        }
        PowerTransform fitted = PowerTransform.fit(reference.X);

        assertArrayEquals(reference.lambdas, fitted.lambdas(), REFERENCE);
        for (int c = 0; c < reference.mu.length; c++) {
            assertEquals(1, fitted.mu()[c] / reference.mu[c], REFERENCE);
            assertEquals(1, fitted.sigma()[c] / reference.sigma[c], REFERENCE);
        }
        for (int i = 0; i < reference.normalized_first_rows.length; i++) {
            assertArrayEquals(reference.normalized_first_rows[i], fitted.apply(reference.X[i]), REFERENCE);
        }
    }

    @Test
    void knownPowersAndSignsAreUndone() {
        PowerTransform root = new PowerTransform(new double[] {0.5, 0, 2, 1}, new double[4], new double[] {1, 1, 1, 2});
        assertArrayEquals(
                new double[] {2, Math.log(4), -Math.log(4), -1.5, 77},
                root.apply(new double[] {3, 3, -3, -3, 77}),
                1e-12);
    }

    @Test
    void aConstantColumnBecomesZero() {
        PowerTransform fitted = PowerTransform.fit(new double[][] {{5, 1}, {5, 2}, {5, 4}});
        assertEquals(0, fitted.apply(new double[] {5, 1})[0], 1e-12);
        assertEquals(1, fitted.apply(new double[] {6, 1})[0], 1e-12);
    }

    @Test
    void itIsWrittenAndRead(@TempDir Path folder) throws IOException {
        PowerTransform fitted = PowerTransform.fit(new double[][] {{5, 1}, {7, 2}, {5, 4}});
        Path file = fitted.write(folder.resolve("tx_data.json"));
        assertEquals(fitted, PowerTransform.read(file));
        Map<String, String> broken = Map.of(
                "{\"lambdas\": [1]",
                ": is not valid JSON; train again",
                "{\"lambdas\":[1],\"mu\":[1],\"sigma\":[0]}",
                ": a transform has 1 lambdas, 1 mu and 1 sigma; their numbers must be equal, all finite, and every "
                        + "sigma above 0",
                "{\"lambdas\":[1],\"mu\":[null]}",
                ": mu[0] is 'null', not a number; train again",
                "{}",
                ": has no lambdas (a list); train again");
        for (Map.Entry<String, String> one : broken.entrySet()) {
            Files.writeString(file, one.getKey());
            assertEquals(
                    file + one.getValue(),
                    assertThrows(BadInput.class, () -> PowerTransform.read(file))
                            .getMessage());
        }
    }

    @Test
    void whatCannotBeFittedIsSaid() {
        assertEquals(
                "a transform cannot be fitted on 1 datasets; it needs at least 2",
                assertThrows(BadInput.class, () -> PowerTransform.fit(new double[][] {{1}}))
                        .getMessage());
        assertEquals(
                "row 2 of column 1 is NaN; a transform is fitted on finite numbers",
                assertThrows(BadInput.class, () -> PowerTransform.fit(new double[][] {{1}, {Double.NaN}}))
                        .getMessage());
    }
}

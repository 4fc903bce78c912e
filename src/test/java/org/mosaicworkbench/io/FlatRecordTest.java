package org.mosaicworkbench.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.Gson;
import com.google.gson.annotations.JsonAdapter;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlatRecordTest {

    /** An inner record. */
    public record Disc(List<Integer> radii, double ratio) {

        public Disc {
            if (ratio < 0) {
                throw new BadInput("the ratio is " + ratio);
            }
        }
    }

    /** A record that contains the same kind of record twice. */
    @JsonAdapter(FlatRecord.Json.class)
    public record Galaxy(
            String name,
            Disc disc,
            int arms,
            @FlatRecord.Prefix("inner") Disc bulge,
            long seed) {}

    private static final Galaxy M51 =
            new Galaxy("M51", new Disc(List.of(9, 4), 0.5), 2, new Disc(List.of(1), 0.25), 42);
    private static final String JSON =
            "{\"name\":\"M51\",\"radii\":[9,4],\"ratio\":0.5,\"arms\":2,\"innerRadii\":[1],\"innerRatio\":0.25,\"seed\":42}";

    @Test
    void fieldsStandInTheirPlacesWithTheirPrefixes() {
        assertEquals(
                List.of("name", "radii", "ratio", "arms", "innerRadii", "innerRatio", "seed"),
                FlatRecord.fields(Galaxy.class).stream()
                        .map(FlatRecord.Field::name)
                        .toList());
        assertEquals(List.class, FlatRecord.fields(Galaxy.class).get(4).raw());
        assertEquals(List.of("M51", List.of(9, 4), 0.5, 2, List.of(1), 0.25, 42L), FlatRecord.values(M51));
    }

    @Test
    void inWordsItReadsAsOneFlatRecord() {
        assertEquals(
                "Nebula[name=M51, radii=[9, 4], ratio=0.5, arms=2, innerRadii=[1], innerRatio=0.25, seed=42]",
                FlatRecord.words("Nebula", M51));
        assertEquals("null", FlatRecord.words("Nebula", null));
    }

    @Test
    void aRecordIsMadeOfItsValuesAndRefusesThemItself() {
        assertEquals(M51, FlatRecord.of(Galaxy.class, FlatRecord.values(M51)));
        List<Object> values = FlatRecord.values(M51);
        values.set(5, -1.0);
        assertEquals(
                "the ratio is -1.0",
                assertThrows(BadInput.class, () -> FlatRecord.of(Galaxy.class, values))
                        .getMessage());
    }

    @Test
    void jsonIsFlatBothWays() {
        assertEquals(JSON, new Gson().toJson(M51));
        assertEquals(M51, JsonValue.parse(JSON, "a.json", "").as(Galaxy.class));
        assertEquals(
                new Galaxy("M33", new Disc(List.of(), 0.5), 0, new Disc(List.of(), 0), 0),
                JsonValue.parse("{\"ratio\":0.5,\"other\":[1],\"name\":\"M33\"}", "a.json", "")
                        .as(Galaxy.class));
    }
}

package org.mosaicworkbench.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosaicworkbench.io.FlatRecord;
import org.mosaicworkbench.io.JsonValue;

class BlueprintTest {

    private static final Gson GSON = new Gson();

    @Test
    void inFilesFieldsAreFlat() {
        assertEquals(
                "{\"name\":\"svm_native\",\"layers\":[18,32,64,32,18],\"filters\":[],\"dense\":0,\"joint\":9,\"slope\":0.2,"
                        + "\"dropout\":0.3,\"imageSize\":128,\"networks\":1,\"marks\":false,\"nativeFilters\":[16,32,64,128,128],\"nativeDense\":128,"
                        + "\"measuredLayers\":[32,16]}",
                GSON.toJson(Blueprint.sharp()));
        assertEquals(
                "{\"batch\":32,\"epochs\":60,\"learningRate\":1.0E-4,\"decay\":0.96,\"decaySteps\":100000,"
                        + "\"earlyStopping\":\"NONE\",\"patience\":10,\"augment\":true,\"noise\":\"REAL\",\"normalize\":true,"
                        + "\"seed\":42,\"precision\":\"AUTO\"}",
                GSON.toJson(TrainingConfig.STANDARD));
    }

    @Test
    void theNamesThatSweepsUseStay() {
        assertEquals(
                List.of(
                        "name",
                        "layers",
                        "filters",
                        "dense",
                        "joint",
                        "slope",
                        "dropout",
                        "imageSize",
                        "networks",
                        "marks",
                        "nativeFilters",
                        "nativeDense",
                        "measuredLayers"),
                FlatRecord.fields(Blueprint.class).stream()
                        .map(FlatRecord.Field::name)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"svm_ensemble", "svm_native", "svm_native_cnn", "svm_measured"})
    void cardsOfShippedModelsAreReadAndWrittenAsTheyAre(String model) throws IOException {
        JsonObject card;
        try (InputStream in =
                Blueprint.class.getResourceAsStream("/org/mosaicworkbench/models/" + model + "/card.json")) {
            card = GSON.fromJson(new String(in.readAllBytes(), StandardCharsets.UTF_8), JsonObject.class);
        }
        JsonObject blueprint = card.getAsJsonObject("blueprint");
        JsonObject written = GSON.toJsonTree(
                        JsonValue.parse(blueprint.toString(), "card", "").as(Blueprint.class))
                .getAsJsonObject();
        if (!blueprint.has("networks")) {
            assertEquals(1, written.remove("networks").getAsInt());
            assertFalse(written.remove("marks").getAsBoolean());
        }
        assertEquals(blueprint.toString(), written.toString());
        String recipe = card.get("recipe").toString();
        assertEquals(recipe, GSON.toJson(JsonValue.parse(recipe, "card", "").as(TrainingConfig.class)));
    }

    @Test
    void whatAnOlderFileDoesNotNameIsNotThere() {
        Blueprint old = JsonValue.parse(
                        "{\"name\":\"old\",\"layers\":[4],\"filters\":[],\"dense\":0,\"joint\":0,\"slope\":0.2,"
                                + "\"dropout\":0,\"imageSize\":0}",
                        "card",
                        "")
                .as(Blueprint.class);
        assertEquals(ImageNetwork.NONE, old.nativeFrames());
        assertEquals(List.of(), old.measuredLayers());
        assertEquals(1, old.shared().networks());
    }
}

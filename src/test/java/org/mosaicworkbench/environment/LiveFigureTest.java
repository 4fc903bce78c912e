package org.mosaicworkbench.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A figure that changes while a training runs is no result of a notebook. */
class LiveFigureTest {

    @Test
    void aLiveFigureIsProgressAndAFigureIsAResult() {
        JsonObject cell = JsonParser.parseString("""
                        {"outputs": [
                          {"data": {"image/png": "AA==", "text/plain": ["live: Loss, Accuracy"]}},
                          {"data": {"image/png": "AA==", "text/plain": "Loss"}}]}""").getAsJsonObject();
        List<JsonObject> results = NotebookFile.results(cell);
        assertEquals(1, results.size());
        assertEquals(
                "Loss", results.get(0).getAsJsonObject("data").get("text/plain").getAsString());
    }
}

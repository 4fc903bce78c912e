package org.mosaicworkbench.corrupt;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.fits.HeaderPatch;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;

/** {@code corruption.json}: {@link Corruption} as a file. */
final class CorruptionJson {

    private CorruptionJson() {}

    static String write(Corruption c) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setIndent(" ");
            json.beginObject();
            json.name("copy").value(c.folder());
            json.name("visit")
                    .value(c.choice().visit())
                    .name("filter")
                    .value(c.choice().filter());
            json.name("expos")
                    .value(c.choice().expos().toString())
                    .name("mode")
                    .value(c.choice().mode().toString());
            json.name("kind")
                    .value(c.draw().kind().toString())
                    .name("threshold")
                    .value(c.draw().threshold().toString());
            json.name("pixel")
                    .value(c.draw().pixel().toString())
                    .name("ra")
                    .value(c.draw().ra().toString());
            json.name("seed").value(c.draw().seed());
            json.name("offered").value(c.choice().offered());
            json.name("largest_px").jsonValue(Csv.number(c.largest()));
            json.name("exposures").beginArray();
            for (ExposureChange exposure : c.exposures()) {
                write(json, c.draw().kind(), exposure);
            }
            json.endArray();
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private static void write(JsonWriter json, Kind kind, ExposureChange e) throws IOException {
        json.beginObject();
        json.name("file")
                .value(e.file())
                .name("rootname")
                .value(e.rootname())
                .name("detector")
                .value(e.detector());
        json.name("pixel_deg").jsonValue(Csv.number(e.pixelDegrees()));
        json.name("offset_px").beginObject();
        List<String> axes = kind.axes();
        json.name(axes.get(0)).jsonValue(Csv.number(e.motion().offset().x()));
        if (axes.size() == 2) {
            json.name(axes.get(1)).jsonValue(Csv.number(e.motion().offset().y()));
        }
        json.endObject();
        json.name("roll_deg").jsonValue(Csv.number(e.motion().rollDegrees()));
        json.name("changes").beginArray();
        for (HeaderPatch.Card card : e.cards()) {
            json.beginObject();
            json.name("extension").value(card.extension()).name("version").value(card.version());
            json.name("keyword").value(card.keyword());
            json.name("old").jsonValue(Csv.number(card.oldValue())).name("new").jsonValue(Csv.number(card.newValue()));
            json.name("old_card").value(card.before()).name("new_card").value(card.after());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    static Corruption read(Path file) {
        try {
            JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            List<ExposureChange> exposures = new ArrayList<>();
            Kind kind = Kind.valueOf(upper(json, "kind"));
            for (JsonElement element : json.getAsJsonArray("exposures")) {
                exposures.add(exposure(kind, element.getAsJsonObject()));
            }
            return new Corruption(
                    new Corruption.Choice(
                            json.get("visit").getAsString(),
                            json.get("filter").getAsString(),
                            Expos.valueOf(upper(json, "expos")),
                            Mode.valueOf(upper(json, "mode")),
                            json.get("offered").getAsInt()),
                    new Corruption.Draw(
                            kind,
                            Threshold.valueOf(upper(json, "threshold")),
                            PixelUnit.valueOf(upper(json, "pixel")),
                            RaStep.valueOf(upper(json, "ra")),
                            json.get("seed").getAsLong()),
                    exposures);
        } catch (IOException e) {
            throw BadInput.file(file, "cannot be read", "name the folder of a copy that was made here");
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException | NullPointerException e) {
            throw BadInput.file(file, "is not a sound account of a corruption", "make the copy again");
        }
    }

    private static ExposureChange exposure(Kind kind, JsonObject json) {
        List<HeaderPatch.Card> cards = new ArrayList<>();
        JsonArray changes = json.getAsJsonArray("changes");
        for (JsonElement element : changes) {
            JsonObject card = element.getAsJsonObject();
            cards.add(new HeaderPatch.Card(
                    card.get("extension").getAsString(),
                    card.get("version").getAsInt(),
                    card.get("old_card").getAsString(),
                    card.get("new_card").getAsString()));
        }
        JsonObject offset = json.getAsJsonObject("offset_px");
        List<String> axes = kind.axes();
        return new ExposureChange(
                json.get("file").getAsString(),
                json.get("rootname").getAsString(),
                json.get("detector").getAsString(),
                json.get("pixel_deg").getAsDouble(),
                new ExposureChange.Moved(
                        new Offset(
                                offset.get(axes.get(0)).getAsDouble(),
                                axes.size() < 2 ? 0 : offset.get(axes.get(1)).getAsDouble()),
                        json.get("roll_deg").getAsDouble()),
                cards);
    }

    private static String upper(JsonObject json, String name) {
        return json.get(name).getAsString().toUpperCase(Locale.ROOT);
    }
}

package org.mosaicworkbench.corrupt;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.mosaicworkbench.fits.HeaderPatch;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.io.JsonValue;

/** Reads and writes {@link Corruption} as {@code corruption.json}. */
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
        JsonValue json = JsonValue.read(file, "make the copy again");
        Kind kind = json.at("kind").constant(Kind.class);
        return new Corruption(
                new Corruption.Choice(
                        json.at("visit").text(),
                        json.at("filter").text(),
                        json.at("expos").constant(Expos.class),
                        json.at("mode").constant(Mode.class),
                        json.at("offered").integer()),
                new Corruption.Draw(
                        kind,
                        json.at("threshold").constant(Threshold.class),
                        json.at("pixel").constant(PixelUnit.class),
                        json.at("ra").constant(RaStep.class),
                        json.at("seed").whole()),
                json.at("exposures").items().stream()
                        .map(exposure -> exposure(kind, exposure))
                        .toList());
    }

    private static ExposureChange exposure(Kind kind, JsonValue json) {
        JsonValue offset = json.at("offset_px");
        List<String> axes = kind.axes();
        return new ExposureChange(
                FileName.require(json + ".file", json.at("file").text()),
                json.at("rootname").text(),
                json.at("detector").text(),
                json.at("pixel_deg").finite(),
                new ExposureChange.Moved(
                        new Offset(
                                offset.at(axes.get(0)).finite(),
                                axes.size() < 2 ? 0 : offset.at(axes.get(1)).finite()),
                        json.at("roll_deg").finite()),
                json.at("changes").items().stream().map(CorruptionJson::card).toList());
    }

    private static HeaderPatch.Card card(JsonValue json) {
        try {
            return new HeaderPatch.Card(
                    json.at("extension").text(),
                    json.at("version").integer(),
                    json.at("old_card").text(),
                    json.at("new_card").text());
        } catch (BadInput e) {
            throw json.refused(e);
        }
    }
}

package org.mosaicworkbench.simulate;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;

/**
 * The file that records the true properties of a simulated visit: its settings, the true pointing of each exposure with
 * its difference from the header in pixels, and all sources.
 */
final class Truth {

    /** The file's name in a visit's folder. */
    static final String NAME = "truth.json";

    /**
     * Counts collected while simulating an exposure.
     *
     * @param cosmicRays number of particles on all chips
     * @param hitPixels number of pixels hit by the particles
     * @param skyRate sky background, electrons per second per pixel
     */
    record Counted(int cosmicRays, int hitPixels, double skyRate) {}

    private Truth() {}

    static void write(Path file, VisitPlan visit, List<Counted> counted) {
        WholeFile.write(file, beside -> {
            try (JsonWriter json = new JsonWriter(Files.newBufferedWriter(beside))) {
                json.setIndent(" ");
                json.beginObject();
                about(json, visit);
                exposures(json, visit, counted);
                sources(json, visit);
                json.endObject();
            }
        });
    }

    /**
     * Reads a simulated visit back from its folder.
     *
     * @throws BadInput if the folder was created with different settings or has no valid {@code truth.json}
     */
    static SimulatedVisit read(Path folder, SimulationSettings settings, int number) {
        Path file = folder.resolve(NAME);
        try {
            JsonValue truth = JsonValue.read(file, "simulate the visit again");
            if (truth.at("settings").text().equals(settings.toString())
                    && truth.at("number").integer() == number) {
                return visit(folder, truth);
            }
        } catch (BadInput e) {
            throw BadInput.file(
                    folder,
                    "already exists and is not a simulated visit (it has no valid " + NAME + ")",
                    "choose another output folder or remove it");
        }
        throw BadInput.file(
                folder,
                "contains a visit that was simulated with other settings",
                "choose another output folder or remove it");
    }

    private static SimulatedVisit visit(Path folder, JsonValue truth) {
        JsonValue guiding = truth.at("guiding");
        return new SimulatedVisit(
                folder,
                truth.at("dataset").text(),
                new SimulatedVisit.Observation(
                        truth.at("target").text(),
                        Detector.named(truth.at("detector").text())
                                .orElseThrow(() -> truth.at("detector").wrong("a detector")),
                        Category.named(truth.at("category").text()),
                        truth.at("filters").items().stream()
                                .map(JsonValue::text)
                                .toList(),
                        truth.at("exposures").items().size()),
                Guiding.named(guiding.at("kind").text(), guiding.at("size").finite()),
                truth.at("misalignment_px").number());
    }

    private static void about(JsonWriter json, VisitPlan visit) throws IOException {
        json.name("settings").value(visit.settings().toString());
        json.name("seed").value(visit.settings().seed());
        json.name("number").value(visit.id().number());
        json.name("visit").value(visit.id().name());
        json.name("dataset").value(visit.dataset().toString());
        json.name("proposal").value(visit.id().proposal());
        json.name("detector").value(visit.subject().detector().label());
        json.name("category").value(visit.subject().category().label());
        json.name("archive_category").value(visit.subject().category().archive());
        json.name("target").value(visit.subject().scene().name());
        position(json, "target_position", visit.subject().scene().target());
        json.name("filters").beginArray();
        for (Bandpass b : visit.bandpasses()) {
            json.value(b.name());
        }
        json.endArray();
        json.name("guiding").beginObject();
        json.name("kind")
                .value(visit.guiding().outcome().kind().label())
                .name("size")
                .value(visit.guiding().outcome().size());
        json.endObject();
        effects(json, visit);
        json.name("misalignment_px").value(rounded(visit.largestMisalignment(), 1e6));
        json.name("common_error").beginObject();
        json.name("east_arcsec")
                .value(visit.guiding().common()[0])
                .name("north_arcsec")
                .value(visit.guiding().common()[1]);
        json.name("roll_deg").value(visit.guiding().common()[2]).endObject();
    }

    private static void effects(JsonWriter json, VisitPlan visit) throws IOException {
        List<Effect> shown = Arrays.stream(Effect.values()).filter(visit::shows).toList();
        if (!shown.isEmpty()) {
            json.name("effects").beginArray();
            for (Effect effect : shown) {
                json.value(effect.label());
            }
            json.endArray();
        }
    }

    private static void exposures(JsonWriter json, VisitPlan visit, List<Counted> counted) throws IOException {
        json.name("exposures").beginArray();
        for (int i = 0; i < visit.exposures().size(); i++) {
            ExposurePlan e = visit.exposures().get(i);
            json.beginObject();
            json.name("file").value(new ExposureHeader(visit, e).filename());
            json.name("rootname").value(e.root());
            json.name("filter").value(e.bandpass().wheels());
            json.name("exptime").value(e.exptime()).name("expstart").value(e.start());
            pointing(json, "header_pointing", e.pointing().commanded());
            pointing(json, "true_pointing", e.pointing().actual());
            SimulatedMisalignment m = e.pointing().misalignment();
            json.name("misalignment").beginObject();
            json.name("dx_px")
                    .value(m.dx())
                    .name("dy_px")
                    .value(m.dy())
                    .name("roll_deg")
                    .value(m.roll());
            json.name("trail_x_px")
                    .value(m.trailX())
                    .name("trail_y_px")
                    .value(m.trailY())
                    .endObject();
            json.name("star_trail_px")
                    .beginArray()
                    .value(e.pointing().starTrail()[0])
                    .value(e.pointing().starTrail()[1])
                    .endArray();
            json.name("jitter_px").value(e.pointing().jitter());
            json.name("sky_rate").value(counted.get(i).skyRate());
            json.name("cosmic_rays").value(counted.get(i).cosmicRays());
            json.name("cosmic_ray_pixels").value(counted.get(i).hitPixels());
            trueWcs(json, visit, e);
            json.endObject();
        }
        json.endArray();
    }

    /** Writes the coordinate keywords that the header would have if the telescope had known its true pointing. */
    private static void trueWcs(JsonWriter json, VisitPlan visit, ExposurePlan e) throws IOException {
        json.name("true_wcs").beginArray();
        for (Geometry.Cut cut : visit.subject().geometry().cuts()) {
            FitsHeader.Editor h = FitsHeader.empty().edit();
            visit.subject().geometry().describe(e.pointing().actual(), cut, h);
            Wcs wcs = Wcs.of(h.done());
            double[] cd = wcs.matrix();
            json.beginObject().name("extver").value(cut.index + 1);
            json.name("CRPIX1")
                    .value(wcs.referencePixel().x())
                    .name("CRPIX2")
                    .value(wcs.referencePixel().y());
            json.name("CRVAL1")
                    .value(wcs.referenceSky().ra())
                    .name("CRVAL2")
                    .value(wcs.referenceSky().dec());
            json.name("CD1_1")
                    .value(cd[0])
                    .name("CD1_2")
                    .value(cd[1])
                    .name("CD2_1")
                    .value(cd[2])
                    .name("CD2_2")
                    .value(cd[3]);
            json.endObject();
        }
        json.endArray();
    }

    private static void sources(JsonWriter json, VisitPlan visit) throws IOException {
        List<Bandpass> bands = visit.bandpasses();
        json.name("source_columns")
                .beginArray()
                .value("kind")
                .value("ra")
                .value("dec")
                .value("mag_550nm");
        for (Bandpass b : bands) {
            json.value("electrons_per_s_" + b.name().toLowerCase(Locale.ROOT));
        }
        json.endArray();
        json.name("sources").beginArray();
        json.setIndent("");
        for (Star star : visit.subject().scene().stars()) {
            begin(json, "star", star.at(), star.magnitude());
            for (Bandpass b : bands) {
                json.value(significant(b.rate(star.magnitude(b))));
            }
            json.endArray();
        }
        for (Galaxy galaxy : visit.subject().scene().galaxies()) {
            begin(json, "galaxy", galaxy.at(), galaxy.magnitude());
            for (Bandpass b : bands) {
                json.value(significant(b.rate(galaxy.magnitude(b))));
            }
            json.endArray();
        }
        json.endArray();
        json.setIndent(" ");
        if (visit.subject().scene().body().isPresent()) {
            Body body = visit.subject().scene().body().get();
            json.name("moving_target")
                    .beginObject()
                    .name("kind")
                    .value(body.kind().name().toLowerCase(Locale.ROOT));
            json.name("magnitude").value(body.magnitude()).name("radius_arcsec").value(body.radius());
            json.name("rate_east")
                    .value(body.rateEast())
                    .name("rate_north")
                    .value(body.rateNorth())
                    .endObject();
        }
    }

    private static void begin(JsonWriter json, String kind, SkyPoint at, double magnitude) throws IOException {
        json.beginArray()
                .value(kind)
                .value(rounded(at.ra(), 1e11))
                .value(rounded(at.dec(), 1e11))
                .value(rounded(magnitude, 1e4));
    }

    private static void position(JsonWriter json, String name, SkyPoint at) throws IOException {
        json.name(name)
                .beginObject()
                .name("ra")
                .value(at.ra())
                .name("dec")
                .value(at.dec())
                .endObject();
    }

    private static void pointing(JsonWriter json, String name, Pointing p) throws IOException {
        json.name(name)
                .beginObject()
                .name("ra")
                .value(p.centre().ra())
                .name("dec")
                .value(p.centre().dec());
        json.name("pa_v3").value(p.paV3()).endObject();
    }

    private static double rounded(double value, double steps) {
        return Math.rint(value * steps) / steps;
    }

    private static double significant(double value) {
        return value == 0 ? 0 : Double.parseDouble(String.format(Locale.ROOT, "%.5e", value));
    }
}

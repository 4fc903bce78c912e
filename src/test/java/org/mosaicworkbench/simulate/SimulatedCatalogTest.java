package org.mosaicworkbench.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.sky.SkyPoint;

class SimulatedCatalogTest {

    private static final SkyPoint TARGET = new SkyPoint(120, 65);
    /** 2021.0: five years after the catalog's epoch. */
    private static final double MJD = 59215;

    private static Scene scene(List<Star> stars) {
        return new Scene(TARGET, "TEST", stars, List.of(), Optional.empty(), Optional.empty());
    }

    @Test
    void placesScatterByTheStatedErrorWhichGrowsWithTheYears() {
        TangentPlane plane = new TangentPlane(TARGET);
        List<Star> stars = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            stars.add(new Star(plane.sky((i % 50) * 8 - 200, (i / 50) * 8 - 160), 19, 6000, 3, -2));
        }
        List<SimulatedCatalog.Entry> entries = SimulatedCatalog.of(scene(stars), MJD, new Rng(1));
        assertEquals(stars.size(), entries.size());
        double sum = 0;
        for (int i = 0; i < entries.size(); i++) {
            double[] truth = plane.plane(stars.get(i).at());
            double[] listed =
                    plane.plane(new SkyPoint(entries.get(i).ra(), entries.get(i).dec()));
            sum += Math.pow((listed[0] - truth[0]) * 1000 / entries.get(i).sigma(), 2);
        }
        assertEquals(1, sum / entries.size(), 0.15);
        double then = entries.get(0).sigma();
        double in2016 =
                SimulatedCatalog.of(scene(stars), 57388, new Rng(1)).get(0).sigma();
        assertEquals(Math.hypot(1, 1.1 * 5.0), then / in2016, 0.01);
    }

    @Test
    void faintAndBlendedStarsAreMissing() {
        TangentPlane plane = new TangentPlane(TARGET);
        List<Star> stars = List.of(
                new Star(plane.sky(0, 0), 18, 6000, 0, 0),
                new Star(plane.sky(0.1, 0), 19, 6000, 0, 0),
                new Star(plane.sky(20, 0), 22, 6000, 0, 0),
                new Star(plane.sky(30, 0), 20, 6000, 0, 0));
        List<SimulatedCatalog.Entry> entries = SimulatedCatalog.of(scene(stars), MJD, new Rng(2));
        assertEquals(2, entries.size());
        assertTrue(entries.get(0).mag() < 18.2 && entries.get(1).mag() > 19.5);
    }

    @Test
    void aCrowdIsThinnedToWhatGaiaCanKeepApart() {
        TangentPlane plane = new TangentPlane(TARGET);
        List<Star> stars = new ArrayList<>();
        Rng rng = new Rng(3);
        for (int i = 0; i < 5000; i++) {
            stars.add(new Star(
                    plane.sky(rng.uniform(-20, 20), rng.uniform(-20, 20)), 17 + rng.uniform(0, 3), 5000, 0, 0));
        }
        int kept = SimulatedCatalog.of(scene(stars), MJD, new Rng(4)).size();
        assertTrue(kept > 60 && kept < 1.4 * 0.081 * 1600, kept + " kept");
    }
}

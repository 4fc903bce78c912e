package org.mosaicworkbench.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosaicworkbench.Real;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;

class GeometryTest {

    private static final Pointing POINTING = new Pointing(new SkyPoint(201.3, -47.5), 133);

    /** The two may differ by the velocity aberration of the real exposure, 5e-5 of the scale. */
    @Test
    void theWholeHrcIsThatOfTheRealExposure() {
        try (FitsFile real = FitsFile.open(Real.EXPOSURE)) {
            FitsHeader header = real.requiredHeader("SCI", 1);
            Wcs truth = Wcs.of(header);
            double[] cd = truth.matrix();
            double ocx11 = header.number("OCX11", 0);
            double ocy11 = header.number("OCY11", 0);
            double angle = Math.toDegrees(Math.atan2(ocy11 * cd[0] + ocx11 * cd[2], ocy11 * cd[2] - ocx11 * cd[0]));
            Geometry geometry = new Geometry(Detector.HRC, SimulationSettings.FULL);
            Wcs made = geometry.wcs(
                    new Pointing(truth.toSky(512.5, 512.5), angle),
                    geometry.cuts().get(0));
            for (int x = 1; x <= 1024; x += 341) {
                for (int y = 1; y <= 1024; y += 341) {
                    PixelPoint p = made.toPixel(truth.toSky(x, y));
                    assertEquals(x, p.x(), 0.06, "x at " + x + ", " + y);
                    assertEquals(y, p.y(), 0.06, "y at " + x + ", " + y);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"HRC,256,2", "WFC,300,1", "UVIS,512,2", "IR,200,1", "SBC,64,1"})
    void aCutOutKeepsThePlaceOfItsPixels(Detector detector, int size, int which) {
        Geometry whole = new Geometry(detector, SimulationSettings.FULL);
        Geometry part = new Geometry(detector, size);
        int index = Math.min(which, part.cuts().size()) - 1;
        Geometry.Cut cut = part.cuts().get(index);
        Wcs small = part.wcs(POINTING, cut);
        Wcs large = whole.wcs(POINTING, whole.cuts().get(index));
        for (double[] at : new double[][] {{1, 1}, {cut.width, cut.height}, {cut.width / 3.0, 5.5}}) {
            PixelPoint p = large.toPixel(small.toSky(at[0], at[1]));
            assertEquals(cut.x0 + at[0], p.x(), 1e-3);
            assertEquals(cut.y0 + at[1], p.y(), 1e-3);
        }
    }

    @ParameterizedTest
    @CsvSource({"HRC,0.0265", "SBC,0.0320", "WFC,0.0495", "UVIS,0.0396", "IR,0.1280"})
    void pixelsHaveTheirSize(Detector detector, double arcsec) {
        Geometry geometry = new Geometry(detector, SimulationSettings.FULL);
        for (Geometry.Cut cut : geometry.cuts()) {
            assertEquals(arcsec, geometry.wcs(POINTING, cut).pixelScale() * 3600, 0.02 * arcsec);
        }
    }

    @ParameterizedTest
    @CsvSource({"WFC,2.5", "UVIS,1.35"})
    void theGapBetweenTwoChipsIsThere(Detector detector, double arcsec) {
        Geometry geometry = new Geometry(detector, SimulationSettings.FULL);
        Geometry.Cut lower = geometry.cuts().get(0);
        Geometry.Cut upper = geometry.cuts().get(1);
        assertEquals(2, lower.chip.number);
        SkyPoint top = geometry.wcs(POINTING, lower).toSky(2048, lower.height + 0.5);
        SkyPoint bottom = geometry.wcs(POINTING, upper).toSky(2048, 0.5);
        assertEquals(arcsec, top.separation(bottom) * 3600, 0.35);
    }

    @Test
    void theAreaOfPixelsIsThatOfTheCoordinates() {
        Geometry geometry = new Geometry(Detector.IR, SimulationSettings.FULL);
        Geometry.Cut cut = geometry.cuts().get(0);
        Wcs wcs = geometry.wcs(POINTING, cut);
        SkyPoint a = wcs.toSky(100, 900);
        TangentPlane plane = new TangentPlane(a);
        double[] x = plane.plane(wcs.toSky(100.5, 900));
        double[] y = plane.plane(wcs.toSky(100, 900.5));
        double area = Math.abs(x[0] * y[1] - x[1] * y[0]) * 4 / (0.12825 * 0.12825);
        assertEquals(area, cut.relativeArea(100, 900), 1e-4);
    }
}

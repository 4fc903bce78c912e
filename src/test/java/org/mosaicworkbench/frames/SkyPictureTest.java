package org.mosaicworkbench.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.notebook.Picture;

class SkyPictureTest {

    private static final int SIDE = 64;
    private static final int ENLARGED = 512 / SIDE;

    /** Noise of 1 around a sky of 10, a faint star, a bright one, and a hole. */
    private static FitsImage sky() {
        FitsImage sky = Skies.northUp(SIDE, SIDE, 10);
        Random random = new Random(5);
        for (int i = 0; i < sky.pixels().length; i++) {
            sky.pixels()[i] += (float) random.nextGaussian();
        }
        for (int x = 0; x < 3; x++) {
            for (int y = 0; y < 3; y++) {
                Skies.put(sky, 20 + x, 40 + y, 30);
                Skies.put(sky, 40 + x, 40 + y, 3000);
                Skies.put(sky, 40 + x, 20 + y, Float.NaN);
            }
        }
        return sky;
    }

    private static int grey(Picture picture, int x, int y) {
        BufferedImage image = picture.image();
        return image.getRGB((x - 1) * ENLARGED + ENLARGED / 2, (SIDE - y) * ENLARGED + ENLARGED / 2) & 255;
    }

    @Test
    void faintAndBrightAreBothSeen() {
        Picture picture = SkyPicture.of(sky(), "sky");

        int faint = grey(picture, 21, 41);
        int bright = grey(picture, 41, 41);
        assertTrue(faint > 60 && faint < 150, "faint " + faint);
        assertEquals(255, bright);
        assertEquals(255, grey(picture, 41, 21));
        assertTrue(grey(picture, 10, 10) < 60, "sky " + grey(picture, 10, 10));
        assertEquals("sky", picture.caption());
        assertTrue(picture.height() > 512, "room for the scale bar");
    }

    @Test
    void theStretchGoesFromTheSkyToTheBrightest() {
        AsinhStretch stretch = AsinhStretch.of(sky().pixels());

        assertEquals(9, stretch.dark(), 0.1);
        assertEquals(3, stretch.soft(), 0.2);
        assertEquals(stretch.white(), stretch.value(1), 1e-9);
        assertEquals(stretch.dark(), stretch.value(0), 1e-9);
        assertEquals(0, stretch.grey(-100));
        assertEquals(0xffffff, stretch.grey(1e6));
        assertEquals(0x808080, stretch.grey(stretch.value(128 / 255.0)));
    }

    @Test
    void anImageOfOneValueIsBlackAndOneWithoutDataWhite() {
        assertEquals(0, grey(SkyPicture.of(Skies.northUp(SIDE, SIDE, 10), ""), 30, 30));
        assertEquals(255, grey(SkyPicture.of(Skies.northUp(SIDE, SIDE, Float.NaN), ""), 30, 30));
    }

    @Test
    void scaleBarsHaveRoundLengths() {
        assertEquals(5, SkyPicture.round(7.3), 1e-12);
        assertEquals(2, SkyPicture.round(4.99), 1e-12);
        assertEquals(0.1, SkyPicture.round(0.17), 1e-12);
        assertEquals(100, SkyPicture.round(100), 1e-9);
    }
}

package org.mosaicworkbench.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class InfluenceChartTest {

    private static final Color OWN = new Color(0, 90, 200);
    private static final int LEFT = 12;
    private static final int TOP = 36;
    private static final int SIDE = 256;
    private static final int BELOW = TOP + SIDE + 4;

    @Test
    void aPictureKeepsItsColoursAndItsPatchesStandBelowOnGrey() {
        BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        Graphics2D on = picture.createGraphics();
        on.setColor(OWN);
        on.fillRect(0, 0, 8, 8);
        on.dispose();
        BufferedImage drawn = new InfluenceChart(
                        "t", List.of(), new double[0], List.of(new InfluenceChart.Patched("p", picture, new double[][] {
                            {1, 0}, {0, -0.9}
                        })))
                .figure(Theme.LIGHT)
                .image(1);

        for (int[] place : new int[][] {{50, 50}, {150, 50}, {50, 150}, {150, 150}}) {
            assertEquals(OWN, new Color(drawn.getRGB(LEFT + place[0], TOP + place[1])));
        }
        Color misaligned = new Color(drawn.getRGB(LEFT + 50, BELOW + 50));
        Color aligned = new Color(drawn.getRGB(LEFT + 150, BELOW + 150));
        Color neither = new Color(drawn.getRGB(LEFT + 150, BELOW + 50));
        assertTrue(misaligned.getRed() > misaligned.getBlue() + 60, misaligned.toString());
        assertTrue(aligned.getBlue() > aligned.getRed() + 60, aligned.toString());
        assertEquals(neither.getRed(), neither.getBlue());
    }

    @Test
    void aLongTitleGoesOnInASecondLine() {
        assertEquals(List.of("one two", "three"), InfluenceChart.lines("one two three", 8));
        assertEquals(List.of("one", "abcdefghij", "two"), InfluenceChart.lines("one abcdefghij two", 8));
        Figure bars = new InfluenceChart("word ".repeat(60).strip(), List.of("a"), new double[] {1}, List.of())
                .figure(Theme.LIGHT);
        assertTrue(bars.image(1).getWidth() < 1000);
    }
}

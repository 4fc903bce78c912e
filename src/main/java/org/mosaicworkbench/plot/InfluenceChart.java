package org.mosaicworkbench.plot;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Explains a prediction. On the left is a bar for each feature and measurement. On the right is each picture, and below
 * it the same picture in grey overlaid with the contributions of its patches, so that their colours are not mistaken
 * for the picture's own. All pictures share one colour scale; the most important patch of a picture has a frame.
 * Without bars the pictures are larger. A long title continues on a second line.
 *
 * @param title title above the figure
 * @param names names of features and measurements; empty if the network uses none
 * @param shares contributions of the named features and measurements, one per name; positive towards misaligned
 * @param pictures pictures, drawn three per row; empty if the network uses no frames
 */
public record InfluenceChart(String title, List<String> names, double[] shares, List<Patched> pictures) {

    private static final int HEAD = 36;
    private static final int LINE = 19;
    private static final int FOOT = 30;
    private static final int BARS = 420;
    /** Width of the bar panel in pixels if there are no pictures. */
    private static final int BARS_ALONE = 900;

    private static final int LEAST = 330;
    private static final int BAR = 22;
    /** Upper limit on the average width of a character of the title, pixels. */
    private static final int LETTER = 9;

    private static final int SIDE = 190;
    /** Side of a picture in pixels if there are no bars. */
    private static final int SIDE_ALONE = 256;

    private static final int GAP = 12;
    private static final int BETWEEN = 4;
    private static final int CAPTION = 20;
    private static final int ACROSS = 3;
    private static final float STRONGEST = 0.75f;
    /**
     * A picture whose strongest patch is below this fraction of the strongest patch of all pictures gets no frame,
     * because that patch is irrelevant.
     */
    private static final double RIM = 0.02;
    /** Fraction of a picture's contrast that remains under its patches. */
    private static final double PALE = 0.5;

    private static final int MID_GREY = 128;
    private static final int LIGHTER = 160;

    /**
     * A picture and its patches.
     *
     * @param caption caption below the picture
     * @param image image of any size, drawn at a fixed size
     * @param shares contributions of its patches, row by row from the top; positive towards misaligned
     */
    public record Patched(String caption, BufferedImage image, double[][] shares) {

        private double strongest() {
            return Arrays.stream(shares)
                    .flatMapToDouble(Arrays::stream)
                    .map(Math::abs)
                    .max()
                    .orElse(0);
        }
    }

    /** @throws IllegalArgumentException if there is nothing to draw, or the numbers of names and shares differ */
    public InfluenceChart {
        names = List.copyOf(names);
        shares = shares.clone();
        pictures = List.copyOf(pictures);
        if (names.size() != shares.length || (names.isEmpty() && pictures.isEmpty())) {
            throw new IllegalArgumentException(names.size() + " names, " + shares.length + " shares and "
                    + pictures.size() + " pictures; each name needs a share, and there must be names or pictures");
        }
    }

    @Override
    public double[] shares() {
        return shares.clone();
    }

    /** Draws the figure. */
    public Figure figure(Theme theme) {
        int rows = (pictures.size() + ACROSS - 1) / ACROSS;
        int left = names.isEmpty() ? GAP : BARS + GAP;
        int body = Math.max(rows * down(), names.isEmpty() ? 0 : Math.max(LEAST, names.size() * BAR));
        int bars = rows == 0 ? BARS_ALONE : BARS;
        int width = rows == 0 ? BARS_ALONE + GAP : left + ACROSS * (side() + GAP);
        List<String> lines = lines(title, (width - 2 * GAP) / LETTER);
        int head = HEAD + (lines.size() - 1) * LINE;
        return new Figure(title, width, head + body + (rows == 0 ? 0 : FOOT), theme, on -> {
            on.setColor(theme.ink());
            on.setFont(Theme.font(Font.BOLD, 14));
            for (int i = 0; i < lines.size(); i++) {
                Figure.write(on, lines.get(i), GAP, 23 + i * LINE);
            }
            Graphics2D below = (Graphics2D) on.create();
            below.translate(0, head - HEAD);
            paint(below, theme, left, bars, body);
            below.dispose();
        });
    }

    /** Text broken between words into lines of limited length; a word that is too long gets a separate line. */
    static List<String> lines(String text, int letters) {
        List<String> lines = new ArrayList<>();
        for (String word : text.split(" ", -1)) {
            int last = lines.size() - 1;
            if (last >= 0 && lines.get(last).length() + 1 + word.length() <= letters) {
                lines.set(last, lines.get(last) + " " + word);
            } else {
                lines.add(word);
            }
        }
        return lines;
    }

    private int side() {
        return names.isEmpty() ? SIDE_ALONE : SIDE;
    }

    /** Distance from a picture to the one below: the picture, its copy with patches, and its caption. */
    private int down() {
        return 2 * side() + BETWEEN + CAPTION + GAP;
    }

    private void paint(Graphics2D on, Theme theme, int left, int bars, int body) {
        if (!names.isEmpty()) {
            Graphics2D own = (Graphics2D) on.create();
            own.translate(0, HEAD);
            BarChart.of("Numbers", "", "towards misaligned (log-odds)", names, Bars.of("", shares))
                    .lying()
                    .numbered()
                    .bySign()
                    .size(bars, body)
                    .figure(theme)
                    .paint(own);
            own.dispose();
        }
        double limit = pictures.stream().mapToDouble(Patched::strongest).max().orElse(0);
        for (int i = 0; i < pictures.size(); i++) {
            picture(on, theme, pictures.get(i), limit, left + i % ACROSS * (side() + GAP), HEAD + i / ACROSS * down());
        }
        if (!pictures.isEmpty()) {
            scale(on, theme, limit, left, HEAD + body + FOOT / 2);
        }
    }

    private void picture(Graphics2D on, Theme theme, Patched picture, double limit, int x, int y) {
        on.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        on.drawImage(picture.image, x, y, side(), side(), null);
        int below = y + side() + BETWEEN;
        on.drawImage(grey(picture.image), x, below, side(), side(), null);
        patches(on, theme, picture, limit, x, below);
        on.setColor(theme.faint());
        on.setStroke(new BasicStroke(1));
        on.drawRect(x, y, side(), side());
        on.drawRect(x, below, side(), side());
        on.setColor(theme.ink());
        on.setFont(Theme.font(Font.PLAIN, 12));
        Figure.write(on, picture.caption, x, below + side() + 15);
    }

    /** Converts to pale grey, so that patch colours are visible on both dark and bright areas. */
    private static BufferedImage grey(BufferedImage image) {
        BufferedImage grey = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                Color own = new Color(image.getRGB(x, y));
                double light = 0.2126 * own.getRed() + 0.7152 * own.getGreen() + 0.0722 * own.getBlue();
                int level = (int) Math.round(LIGHTER + PALE * (light - MID_GREY));
                grey.setRGB(x, y, new Color(level, level, level).getRGB());
            }
        }
        return grey;
    }

    private void patches(Graphics2D on, Theme theme, Patched picture, double limit, int x, int y) {
        int across = picture.shares.length;
        double strongest = picture.strongest();
        for (int row = 0; row < across; row++) {
            for (int column = 0; column < across; column++) {
                double part = limit == 0 ? 0 : picture.shares[row][column] / limit;
                int left = x + column * side() / across;
                int top = y + row * side() / across;
                int wide = x + (column + 1) * side() / across - left;
                int high = y + (row + 1) * side() / across - top;
                on.setColor(colour(theme, part));
                on.setComposite(AlphaComposite.SrcOver.derive((float) (STRONGEST * Math.abs(part))));
                on.fillRect(left, top, wide, high);
                on.setComposite(AlphaComposite.SrcOver);
                if (strongest > RIM * limit && Math.abs(picture.shares[row][column]) == strongest) {
                    on.setStroke(new BasicStroke(2));
                    on.drawRect(left, top, wide - 1, high - 1);
                }
            }
        }
    }

    private static Color colour(Theme theme, double part) {
        return theme.series(part > 0 ? 1 : 0);
    }

    private void scale(Graphics2D on, Theme theme, double limit, int x, int y) {
        on.setFont(Theme.font(Font.PLAIN, 11));
        for (int sign = -1; sign <= 1; sign += 2) {
            int left = sign < 0 ? x : x + ACROSS * side() / 2;
            on.setColor(colour(theme, sign));
            on.fillRect(left, y - 9, 12, 12);
            on.setColor(theme.ink());
            Figure.write(
                    on,
                    String.format(
                            Locale.ROOT,
                            "towards %s; full colour: %.2g in log-odds",
                            sign < 0 ? "aligned" : "misaligned",
                            limit),
                    left + 18,
                    y + 1);
        }
    }
}

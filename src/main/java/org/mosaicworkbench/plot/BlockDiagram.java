package org.mosaicworkbench.plot;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.List;

/**
 * A diagram of boxes from top to bottom, in parallel columns that merge into one final column.
 *
 * @param title title above the diagram
 * @param columns boxes of each column, from first to last
 * @param last boxes of the final column, from first to last
 */
public record BlockDiagram(String title, List<List<Block>> columns, List<Block> last) {

    private static final int WIDE = 290;
    private static final int HIGH = 40;
    private static final int GAP = 18;
    private static final int BETWEEN = 24;
    private static final int MARGIN = 20;
    private static final int HEAD = 40;
    private static final int ARROW = 5;

    /**
     * A box.
     *
     * @param what text of its first line
     * @param shape text of its second line
     */
    public record Block(String what, String shape) {}

    /** Copies the lists. */
    public BlockDiagram {
        columns = columns.stream().map(List::copyOf).toList();
        last = List.copyOf(last);
    }

    /** @param columns at least one */
    public static BlockDiagram of(String title, List<List<Block>> columns, List<Block> last) {
        return new BlockDiagram(title, columns, last);
    }

    /** The diagram as a figure. */
    public Figure figure(Theme theme) {
        int width = 2 * MARGIN + columns.size() * WIDE + (columns.size() - 1) * BETWEEN;
        int height = HEAD + MARGIN + (longest() + last.size()) * (HIGH + GAP);
        return new Figure(title, width, height, theme, on -> paint(on, width / 2, theme));
    }

    private int longest() {
        return columns.stream().mapToInt(List::size).max().orElseThrow();
    }

    private void paint(Graphics2D on, int middle, Theme theme) {
        on.setColor(theme.ink());
        on.setFont(Theme.font(Font.BOLD, 15));
        Figure.write(on, title, MARGIN, 26);
        on.setStroke(new BasicStroke(1.2f));
        int meet = HEAD + longest() * (HIGH + GAP);
        for (int c = 0; c < columns.size(); c++) {
            int x = MARGIN + c * (WIDE + BETWEEN) + WIDE / 2;
            // Columns end at the same height, where they meet.
            int top = meet - columns.get(c).size() * (HIGH + GAP);
            column(on, columns.get(c), x, top, theme);
            on.setColor(theme.faint());
            on.drawLine(x, meet - GAP, x, meet - GAP / 2);
            on.drawLine(x, meet - GAP / 2, middle, meet - GAP / 2);
        }
        arrow(on, middle, meet - GAP / 2, meet, theme);
        column(on, last, middle, meet, theme);
    }

    private static void column(Graphics2D on, List<Block> blocks, int x, int top, Theme theme) {
        for (int i = 0; i < blocks.size(); i++) {
            int y = top + i * (HIGH + GAP);
            if (i > 0) {
                arrow(on, x, y - GAP, y, theme);
            }
            on.setColor(theme.faint());
            on.drawRoundRect(x - WIDE / 2, y, WIDE, HIGH, 8, 8);
            on.setColor(theme.ink());
            on.setFont(Theme.font(Font.PLAIN, 11));
            centred(on, blocks.get(i).what(), x, y + 16);
            on.setFont(Theme.font(Font.BOLD, 12));
            centred(on, blocks.get(i).shape(), x, y + 32);
        }
    }

    private static void arrow(Graphics2D on, int x, int from, int to, Theme theme) {
        on.setColor(theme.faint());
        on.drawLine(x, from, x, to);
        on.drawLine(x - ARROW, to - ARROW, x, to);
        on.drawLine(x + ARROW, to - ARROW, x, to);
    }

    private static void centred(Graphics2D on, String words, int x, int baseline) {
        Figure.write(on, words, x - on.getFontMetrics().stringWidth(words) / 2, baseline);
    }
}

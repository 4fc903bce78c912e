package org.mosaicworkbench.prep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mosaicworkbench.frames.Frame;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Picture;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.RunLog;
import tech.tablesaw.api.Table;

/** Displays a preparation in a notebook: a table of the datasets, their frames, then warnings and failures. */
final class PrepDisplay {

    private static final int SHOWN = 12;
    private static final int THUMBNAIL = 84;
    /** Number of frames of each kind, shown in one row. */
    private static final int ACROSS = 3;

    private PrepDisplay() {}

    /**
     * @param table feature table
     * @param img folder of the frames
     * @param text fallback without HTML
     */
    static Display of(Table table, Path img, RunLog log, String text) {
        List<String> columns = Stream.concat(
                        Stream.of("index"), table.columnNames().stream().filter(name -> !name.equals("index")))
                .toList();
        StringBuilder html =
                new StringBuilder(((Display.Html) TextTable.of(table.selectColumns(columns.toArray(String[]::new)))
                                .first(SHOWN)
                                .display())
                        .html());
        int more = table.rowCount() - SHOWN;
        if (more > 0) {
            html.append("\n<p>and ").append(Count.of(more, "more dataset")).append("</p>");
        }
        table.stringColumn("index").asList().stream().limit(SHOWN).forEach(index -> html.append(frames(img, index)));
        html.append(Display.Html.warnings(log.warnings()));
        for (Failure failure : log.failures()) {
            html.append("\n<p><b>")
                    .append(Display.Html.escaped(failure.index()))
                    .append("</b> failed (")
                    .append(failure.stage())
                    .append("): ")
                    .append(Display.Html.escaped(failure.reason()))
                    .append("</p>");
        }
        return new Display.Html(html.toString(), text);
    }

    /** The frames of a dataset as one picture, one row per kind. */
    private static String frames(Path img, String index) {
        List<Picture> thumbnails = new ArrayList<>();
        List<String> words = new ArrayList<>();
        try {
            for (FrameKind kind : FrameKind.values()) {
                List<Path> files =
                        kind.files(img, index).stream().filter(Files::exists).toList();
                files.forEach(file -> thumbnails.add(thumbnail(file)));
                if (!files.isEmpty()) {
                    words.add(String.join(", ", kind.captions()));
                }
            }
        } catch (BadInput e) {
            return "\n<p>" + Display.Html.escaped(index + ": " + e.getMessage()) + "</p>";
        }
        if (thumbnails.isEmpty()) {
            return "";
        }
        String caption = index + ": " + String.join("; below, at full resolution: ", words);
        return "\n<p>" + Display.Html.escaped(caption) + "<br>"
                + Picture.grid(ACROSS, thumbnails.toArray(Picture[]::new))
                        .display()
                        .saying("frames of " + index)
                        .html() + "</p>";
    }

    private static Picture thumbnail(Path png) {
        Frame frame = Frame.read(png);
        double shrink = Math.min(1, (double) THUMBNAIL / Math.max(frame.width(), frame.height()));
        Frame small = frame.resized((int) Math.max(1, Math.round(frame.width() * shrink)), (int)
                Math.max(1, Math.round(frame.height() * shrink)));
        return Picture.of(small.image(), "");
    }
}

package org.mosaicworkbench.prep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.frames.Frame;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.RunLog;
import tech.tablesaw.api.Table;

/** How a preparation looks in a notebook: a row for each dataset with its frames, then what went wrong. */
final class PrepDisplay {

    private static final int SHOWN = 12;
    private static final int THUMBNAIL = 84;
    private static final String CELL = "padding:0.25em 0.4em;border:none;text-align:";

    private PrepDisplay() {}

    /**
     * @param table of the features
     * @param img   the folder of the frames
     * @param text  where there is no HTML
     */
    static Display of(Table table, Path img, RunLog log, String text) {
        StringBuilder html = new StringBuilder("<table style=\"border-collapse:collapse;font-size:90%\">\n<thead><tr>");
        html.append(cell("th", "left", "dataset"))
                .append(cell(
                        "th",
                        "left",
                        "field, sources, reference stars;<br>below: sources at full resolution,<br>their stack, echo"));
        List<String> columns = table.columnNames().stream()
                .filter(name -> !name.equals("index"))
                .toList();
        columns.forEach(column -> html.append(cell("th", "right", Display.Html.escaped(column))));
        html.append("</tr></thead>\n<tbody>\n");
        for (int row = 0; row < Math.min(SHOWN, table.rowCount()); row++) {
            html.append(row(img, table, row, columns));
        }
        html.append("</tbody>\n</table>");
        int more = table.rowCount() - SHOWN;
        if (more > 0) {
            html.append("\n<p>and ").append(Count.of(more, "more dataset")).append("</p>");
        }
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

    private static String row(Path img, Table table, int row, List<String> columns) {
        String index = table.stringColumn("index").get(row);
        StringBuilder html = new StringBuilder("<tr>")
                .append(cell(
                        "td",
                        "left;overflow-wrap:anywhere;min-width:8em",
                        Display.Html.escaped(index).replace("_", "_<wbr>")));
        html.append("<td style=\"").append(CELL).append("left;white-space:nowrap\">");
        for (FrameKind kind : FrameKind.values()) {
            List<Path> files =
                    kind.files(img, index).stream().filter(Files::exists).toList();
            if (!files.isEmpty()) {
                html.append("<div style=\"margin:2px 0\">");
                files.forEach(file -> html.append(thumbnail(file)));
                html.append("</div>");
            }
        }
        html.append("</td>");
        columns.forEach(column -> html.append(cell(
                "td", "right", Display.Html.escaped(shown(table.column(column).get(row))))));
        return html.append("</tr>\n").toString();
    }

    /** Files hold every digit; a reader wants few. */
    private static String shown(Object value) {
        return value instanceof Double number && Double.isFinite(number) && number != Math.rint(number)
                ? String.format(Locale.ROOT, "%.2f", number)
                : Csv.field(value);
    }

    private static String thumbnail(Path png) {
        try {
            Frame frame = Frame.read(png);
            double shrink = Math.min(1, (double) THUMBNAIL / Math.max(frame.width(), frame.height()));
            Frame small = frame.resized((int) Math.max(1, Math.round(frame.width() * shrink)), (int)
                    Math.max(1, Math.round(frame.height() * shrink)));
            return "<img style=\"display:inline;max-width:none;margin:0 2px;border:1px solid #ccc\" alt=\""
                    + Display.Html.escaped(png.getFileName().toString())
                    + "\" src=\"data:image/png;base64," + Base64.getEncoder().encodeToString(Display.png(small.image()))
                    + "\">";
        } catch (BadInput e) {
            return Display.Html.escaped(e.getMessage());
        }
    }

    private static String cell(String tag, String side, String content) {
        String look = tag.equals("th") ? ";border-bottom:1px solid #888;font-weight:600" : "";
        return "<" + tag + " style=\"" + CELL + side + look + "\">" + content + "</" + tag + ">";
    }
}

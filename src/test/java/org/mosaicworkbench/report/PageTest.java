package org.mosaicworkbench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.evaluate.Interval;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Provenance;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PageTest {

    private static final String HOSTILE =
            "</script></style><script>alert('x')</script><img src=\"http://example.org/x.png\"> & \u0001";
    private static final Environment ENVIRONMENT =
            new Environment(Map.of("java", "17", "written", "today"), Map.of("g:a:1", "0".repeat(64)));

    /** A result with hostile texts everywhere. */
    private record Hostile(Optional<Provenance> making, List<ReportedNumber> measures) implements Reportable {
        @Override
        public Chapter chapter() {
            return new Chapter(
                    HOSTILE,
                    HOSTILE,
                    HOSTILE,
                    Map.of(HOSTILE, HOSTILE),
                    List.of(Section.of(HOSTILE)
                            .text(HOSTILE)
                            .rows(TextTable.of(HOSTILE).with(HOSTILE))));
        }
    }

    private static Page hostile(Path folder) throws Exception {
        Path input = Files.writeString(folder.resolve("a&b<c>\"d'.csv"), "abc");
        Provenance making =
                Provenance.of(HOSTILE, Map.of(HOSTILE, HOSTILE, "rate", 0.1), List.of(InputFile.of(HOSTILE, input)));
        return new Page(
                HOSTILE,
                HOSTILE,
                List.of(new Hostile(
                        Optional.of(making),
                        List.of(
                                new ReportedNumber(HOSTILE, HOSTILE, 0.1 + 0.2, new Interval(0.1, Double.NaN)),
                                new ReportedNumber("b", "c", Double.NaN)))));
    }

    /** Parses as XML: every element is closed, and every text escaped. */
    static Document parsed(String html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html.replace("<!DOCTYPE html>", ""))));
    }

    @Test
    void hostileTextsStayTexts(@TempDir Path folder) throws Exception {
        Document page = parsed(Files.readString(hostile(folder).write(folder.resolve("page.html"), ENVIRONMENT)));

        NodeList scripts = page.getElementsByTagName("script");
        assertEquals(2, scripts.getLength());
        assertEquals(0, page.getElementsByTagName("img").getLength());
        assertEquals(
                HOSTILE.replace('\u0001', '\uFFFD'),
                page.getElementsByTagName("h1").item(0).getTextContent());
    }

    @Test
    void whatAPageHoldsIsReadBack(@TempDir Path folder) throws Exception {
        Page page = hostile(folder);
        PageFile file = PageFile.read(page.write(folder.resolve("page.html"), ENVIRONMENT));

        assertTrue(file.untouched());
        assertEquals(HOSTILE, file.title());
        assertEquals(page.results().get(0).measures(), file.results().get(0).measures());
        assertEquals(page.results().get(0).making(), file.results().get(0).making());
        assertEquals(ENVIRONMENT, file.environment());
        assertEquals(0.1, file.results().get(0).making().orElseThrow().option("rate", Double.class));
    }

    @Test
    void aChangedByteOfThePageShows(@TempDir Path folder) throws Exception {
        Path page = hostile(folder).write(folder.resolve("page.html"), ENVIRONMENT);
        Files.writeString(page, Files.readString(page).replaceFirst("How to reproduce it", "How to reproduce lt"));
        assertFalse(PageFile.read(page).untouched());
    }

    @Test
    void onlyTheEnvironmentDiffersBetweenTwoWritings(@TempDir Path folder) throws Exception {
        Page page = hostile(folder);
        Path place = folder.resolve("page.html");
        String one = page.html(place, ENVIRONMENT);
        assertEquals(one, page.html(place, ENVIRONMENT));
        String other = page.html(place, new Environment(Map.of("java", "21"), Map.of()));
        assertEquals(withoutEnvironment(one), withoutEnvironment(other));
        assertFalse(one.equals(other));
    }

    static String withoutEnvironment(String html) {
        int from = html.indexOf("<section id=\"environment\">");
        return html.substring(0, from) + html.substring(html.indexOf("</section>", from));
    }

    @Test
    void whatIsNoReportIsSaidInOneLine(@TempDir Path folder) throws Exception {
        Path page = Files.writeString(folder.resolve("a.html"), "<html></html>");
        assertEquals(
                page + ": is not a complete report; give a page that mosaic report wrote",
                assertThrows(BadInput.class, () -> PageFile.read(page)).getMessage());
        Path none = folder.resolve("none.html");
        assertEquals(
                none + ": there is no such file; give a page that mosaic report wrote",
                assertThrows(BadInput.class, () -> PageFile.read(none)).getMessage());
    }

    @Test
    void twoPagesStandSideBySide(@TempDir Path folder) throws Exception {
        Provenance making = Provenance.of("train", Map.of("seed", 1, "same", true), List.of());
        Provenance other = Provenance.of("train", Map.of("seed", 2, "same", true), List.of());
        Path a = new Page(
                        "a",
                        "",
                        List.of(new Hostile(
                                Optional.of(making),
                                List.of(
                                        new ReportedNumber("test", "x", 0.5),
                                        new ReportedNumber("test", "only a", 1)))))
                .write(folder.resolve("a.html"), ENVIRONMENT);
        Path b = new Page(
                        "b",
                        "",
                        List.of(new Hostile(Optional.of(other), List.of(new ReportedNumber("test", "x", 0.75)))))
                .write(folder.resolve("b.html"), new Environment(Map.of("java", "21", "written", "later"), Map.of()));

        Comparison comparison = new Comparison(PageFile.read(a), PageFile.read(b));

        assertEquals(
                List.of(0.5, 0.75, 0.25),
                comparison.measures().cells().get(0).stream()
                        .filter(cell -> cell instanceof Double)
                        .toList());
        assertEquals(
                List.of(1.0),
                comparison.measures().cells().get(1).stream()
                        .filter(cell -> cell instanceof Double)
                        .toList());
        assertEquals(
                List.of(
                        List.of("1: seed", "1", "2"),
                        List.of("java", "17", "21"),
                        List.of("g:a:1", "0".repeat(12) + "...", "")),
                comparison.differences().cells());
        parsed(Files.readString(comparison.write(folder.resolve("both.html"))));
    }

    @Test
    void resultsOfOneTitleAreToldApart(@TempDir Path folder) throws Exception {
        Hostile result = new Hostile(Optional.empty(), List.of());
        Path page = new Page("a", "", List.of(result, result)).write(folder.resolve("a.html"), ENVIRONMENT);
        assertEquals(
                List.of(HOSTILE + " (result 1)", HOSTILE + " (result 2)"),
                PageFile.read(page).results().stream()
                        .map(PageFile.Result::title)
                        .toList());
    }

    @Test
    void pagesOfOneNameAreToldApartByTheirFolders(@TempDir Path folder) throws Exception {
        Page page = new Page("t", "", List.of(new Hostile(Optional.empty(), List.of())));
        Path a = page.write(Files.createDirectory(folder.resolve("a")).resolve("report.html"), ENVIRONMENT);
        Path b = page.write(Files.createDirectory(folder.resolve("b")).resolve("report.html"), ENVIRONMENT);
        Comparison comparison = new Comparison(PageFile.read(a), PageFile.read(b));
        assertTrue(comparison.toString().startsWith("A: t (" + a + ")\nB: t (" + b + ")"), comparison.toString());
        assertEquals(
                b + ": is one of the two pages that are compared; give another file to write",
                assertThrows(BadInput.class, () -> comparison.write(b)).getMessage());
    }

    @Test
    void aPageReplacesPagesAndNoOtherFile(@TempDir Path folder) throws Exception {
        Page page = new Page("t", "", List.of(new Hostile(Optional.empty(), List.of())));
        Path table = Files.writeString(folder.resolve("svm_data.csv"), "a,b\n1,2\n");
        assertEquals(
                table + ": exists and is not a page that mosaic report wrote; give another file",
                assertThrows(BadInput.class, () -> page.write(table, ENVIRONMENT))
                        .getMessage());
        assertEquals("a,b\n1,2\n", Files.readString(table));
        Path written = page.write(folder.resolve("a.html"), ENVIRONMENT);
        assertEquals(Files.readString(written), Files.readString(page.write(written, ENVIRONMENT)));
    }
}

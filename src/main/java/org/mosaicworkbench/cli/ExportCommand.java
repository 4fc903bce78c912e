package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.List;
import org.mosaicworkbench.report.TableExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mosaic export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Converts a table of results to ECSV, VOTable, LaTeX or Markdown, depending on the output file's extension.",
        footer = {
            "",
            "Astropy reads ECSV; TOPCAT and Aladin read VOTable. Both formats include units.",
            "",
            "Examples:",
            "  environment/mosaic export out/check.csv check.ecsv",
            "  environment/mosaic export predictions/predictions.csv predictions.vot table.tex"
        })
public final class ExportCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CSV", description = "The table, such as check.csv or predictions.csv.")
    private Path csv;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files to write, with the extension .ecsv, .vot, .xml, .tex or .md.")
    private List<Path> files = List.of();

    @Override
    public void run() {
        for (Path file : files) {
            spec.commandLine().getOut().println(TableExport.write(csv, file));
        }
    }
}

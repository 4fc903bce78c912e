package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.Baselines;
import org.mosaicworkbench.Report;
import org.mosaicworkbench.Verify;
import org.mosaicworkbench.baseline.BaselinesResult;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.report.Comparison;
import org.mosaicworkbench.report.Page;
import org.mosaicworkbench.report.Reportable;
import org.mosaicworkbench.report.VerifyResult;
import org.mosaicworkbench.train.TrainResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic report}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Writes a report on training runs, reproduces a report, or compares two.",
        footer = {
            "",
            "Exit code of --verify: 0 reproduced, 1 a number or the page differs, 2 an input is missing or has "
                    + "changed.",
            "",
            "Examples:",
            "  environment/mosaic report trained --baselines -o report.html",
            "  environment/mosaic report --verify report.html",
            "  environment/mosaic report --verify report.html --input csv=svm_data.csv --input img=frames.npz",
            "  environment/mosaic report --compare report.html other.html -o both.html"
        })
public final class ReportCommand extends TaskCommand {

    private static final int TWO = 2;

    @Parameters(
            paramLabel = "FOLDER",
            arity = "0..*",
            description = "Output folders of training runs, or two reports to --compare.")
    private List<Path> places = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PATH",
            description = "The report to write (default: report.html); with --verify, the folder for the reproduced "
                    + "results.")
    private Path output;

    @Option(names = "--baselines", description = "Compare each training run with simpler models on the same datasets.")
    private boolean baselines;

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            description = "Title of the report (default: the name of the model).")
    private String title = "";

    @Option(
            names = "--question",
            paramLabel = "TEXT",
            description = "The question that the report answers (default: that of the task).")
    private String question = "";

    @Option(
            names = "--verify",
            paramLabel = "PAGE",
            description = "Reproduce the results of this report and compare every number.")
    private Path verified;

    @Option(
            names = "--input",
            paramLabel = "ROLE=PATH",
            description = "With --verify, the current path of an input (default: its path relative to the report).")
    private Map<String, Path> inputs = new LinkedHashMap<>();

    @Option(names = "--compare", description = "Compare two reports side by side.")
    private boolean compared;

    @Override
    Map<String, Object> defaults() {
        return Map.of();
    }

    @Override
    int run() {
        refuseBeside("--verify", "--compare", "--baselines", "--title", "--question");
        refuseBeside("--compare", "--baselines", "--title", "--question");
        refuseWithout("--verify", "--input");
        if (verified != null) {
            return verify();
        }
        if (compared) {
            return compare();
        }
        if (places.isEmpty()) {
            throw new BadInput(
                    "no result is given; give the output folder of a training, or --verify PAGE, or --compare PAGE"
                            + " PAGE");
        }
        Path page = output == null ? Path.of("report.html") : output;
        Page.requireRoomFor(page);
        List<Reportable> results = new ArrayList<>();
        for (Path folder : places) {
            TrainResult run = TrainResult.read(folder);
            results.add(run);
            if (baselines) {
                results.add(compared(run, folder));
            }
        }
        print(Report.of(results.toArray(Reportable[]::new))
                .title(title)
                .question(question)
                .write(page));
        return MosaicCommandLine.DONE;
    }

    /** Baselines on the same tables, split and seed. */
    private static BaselinesResult compared(TrainResult run, Path folder) {
        Baselines task = Baselines.on(run.how().needed("csv"))
                .against(run)
                .outputPath(folder)
                .seed(run.how()
                        .option("recipe", TrainingConfig.class)
                        .execution()
                        .seed())
                .validation(run.how().option("validation", Double.class))
                .measured(run.how().inputs("measured").toArray(Path[]::new))
                .labels(run.how().input("labels").orElse(null));
        return run.how().input("synthData").map(task::synthData).orElse(task).run();
    }

    private int verify() {
        if (!places.isEmpty()) {
            throw new BadInput("--verify takes only one page; run it once per page");
        }
        Verify task = Verify.of(verified);
        for (Map.Entry<String, Path> input : inputs.entrySet()) {
            task = task.input(input.getKey(), input.getValue());
        }
        VerifyResult result = (output == null ? task : task.outputPath(output)).run();
        print(result);
        return result.exitCode();
    }

    private int compare() {
        if (places.size() != TWO) {
            throw new BadInput("--compare got " + places.size() + " pages; it takes two");
        }
        Comparison comparison = Report.compare(places.get(0), places.get(1));
        print(comparison);
        if (output != null) {
            print("\n" + comparison.write(output));
        }
        return MosaicCommandLine.DONE;
    }
}

package org.mosaicworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An error calls an option as it stands on the command line. */
class OptionNamesTest {

    @TempDir
    private Path folder;

    /** What a command line that is refused with exit code 2 prints on standard error. */
    static String error(String... arguments) {
        StringWriter err = new StringWriter();
        assertEquals(
                2,
                MosaicCommandLine.commandLine()
                        .setOut(new PrintWriter(new StringWriter()))
                        .setErr(new PrintWriter(err))
                        .execute(arguments),
                err::toString);
        return err.toString().strip();
    }

    @ParameterizedTest
    @CsvSource({
        "prep visits --size -1, --size is -1;",
        "prep visits --threads 0, --threads is 0;",
        "prep visits --frames x, --frames is 'x';",
        "prep visits --category x, --category is 'x';",
        "predict a.csv img --larger-than -1, --larger-than is -1.0 pixels;",
        "predict a.csv img --explain -1, --explain is -1;",
        "train a.csv img -b 3, -b is 3;",
        "train a.csv img --batchsize=3, --batchsize is 3;",
        "train a.csv img --epochs 0, --epochs is 0;",
        "train a.csv img -v 2, -v is 2.0;",
        "train a.csv img --lr -1, --lr is -1.0;",
        "train a.csv img --img-size 7, --img-size is 7;",
        "train a.csv img --model_name a/b, --model_name is 'a/b';",
        "baselines a.csv --validation 2, --validation is 2.0;",
        "baselines a.csv --repeats 0, --repeats is 0;",
        "corrupt visits --limit -1 --label residual, --limit is -1.0 pixels;",
        "label visits --limit -1, --limit is -1.0 pixels;",
        "label visits --larger-than=-1, --larger-than is -1.0 pixels;",
        "diagnose visit --limit -1, --limit is -1.0 pixels;",
        "combine visit --external true --time-out -1, --time-out is -1 s;",
        "simulate 1 -e 0, -e is 0;",
        "simulate 1 --exptime -1, --exptime is -1.0;",
        "simulate 1 -g x, -g is 'x';",
        "simulate 1 --effects x, --effects is 'x';",
        "simulate 1 --categories x, --categories is 'x';",
        "simulate 1 --error 3, 'the guiding ''realistic'' takes no size, but got 3.0; leave --error out'",
        "fetch --target a --radius 3, --radius is 3.0 degrees;",
        "fetch j8bt06 --max-size x, --max-size is 'x';",
        "check visits --larger-than -1, --larger-than is -1.0 pixels;",
        "check visits --cluster processes --cluster-memory 1, --cluster-memory is 1;",
        "check visits --cluster processes --cluster-threads 0, --cluster-threads is 0;",
        "check visits --cluster processes --dry-run, --dry-run writes job files for slurm or htcondor;",
        "check visits --cluster x, --cluster is 'x';",
        "review out --next 0, --next is 0;",
        "review out --port 0, --port is 0;",
        "kernel install --kernel x, --kernel is x;",
        "cluster start --workers 0, --workers is 0;",
        "prep visits --h5 none.h5, 'none.h5: no such file; check the path, or leave --h5 out'",
    })
    void asTyped(String line, String begin) {
        String error = error(line.split(" "));
        assertTrue(
                error.replace("htcondor, not for", "htcondor; not for").startsWith(begin), () -> line + "\n" + error);
    }

    @Test
    void ofASearchToo() throws IOException {
        String space = Files.writeString(folder.resolve("space.json"), "{\"forest.trees\": [50]}")
                .toString();
        for (String option : new String[] {"--trials", "--side-by-side", "--threads", "--memory", "--epochs"}) {
            String error = error("sweep", "a.csv", "--space", space, option, "0");
            assertTrue(error.startsWith(option + " is 0"), error);
        }
    }

    @Test
    void whatIsNoOptionStays() {
        String[] arguments = {"simulate", "0"};
        assertEquals("visits is 0; it must be 1 to 100000", error(arguments));
        String said = "leave the file out, as threads in a text; name size 3";
        assertEquals(
                said,
                OptionNames.asTyped(
                        MosaicCommandLine.commandLine()
                                .getSubcommands()
                                .get("simulate")
                                .getCommandSpec(),
                        Arrays.asList(arguments),
                        said));
    }
}

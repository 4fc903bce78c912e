package org.mosaicworkbench.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.io.BadInput;

class EachDatasetTest {

    private static final EachDataset<Integer> HALVING =
            EachDataset.of("halving", Failure.Stage.HEADER, number -> "dataset " + number);

    @Test
    void resultsAndFailuresAreInTheOrderOfTheDatasetsAtAnyNumberOfThreads() {
        List<Integer> numbers = IntStream.range(0, 50).boxed().toList();
        for (int threads : new int[] {1, 2, 7}) {
            EachDataset.Done<Integer> done = HALVING.threads(threads).run(numbers, EachDatasetTest::half);
            assertEquals(IntStream.range(0, 25).boxed().toList(), done.results());
            assertEquals(
                    IntStream.range(0, 25)
                            .mapToObj(i -> new Failure(
                                    "dataset " + (2 * i + 1),
                                    Failure.Stage.HEADER,
                                    (2 * i + 1) + " is odd; take it twice"))
                            .toList(),
                    done.failures());
        }
    }

    @Test
    void nothingToDoIsDone() {
        assertEquals(
                new EachDataset.Done<Integer>(List.of(), List.of()), HALVING.run(List.of(), EachDatasetTest::half));
    }

    @Test
    void aDiskThatFailsIsTheFailureOfItsDataset() {
        assertEquals(
                "a file could not be read or written: x.fits: Input/output error; check the disk it is on",
                reason(Failure.Stage.HEADER, () -> {
                    throw new UncheckedIOException("x.fits: Input/output error", new IOException());
                }));
    }

    @Test
    void memoryThatIsUsedUpIsTheFailureOfItsDatasetWithWhatWouldSpareIt() {
        Supplier<String> greedy = () -> {
            throw new OutOfMemoryError("Java heap space");
        };
        String used = "j8bt06: out of memory, Java may use "
                + (Runtime.getRuntime().maxMemory() >> 20)
                + " MiB; give Java more, for example with JAVA_TOOL_OPTIONS=-Xmx16g";
        assertEquals(used + ", or leave the frames out", reason(Failure.Stage.FRAMES, greedy));
        assertEquals(used, reason(Failure.Stage.LABEL, greedy));
    }

    @Test
    void aDefectIsNoFailureOfADataset() {
        assertEquals(
                "a defect",
                assertThrows(
                                IllegalStateException.class,
                                () -> EachDataset.attempt(Failure.Stage.LABEL, "j8bt06", () -> {
                                    throw new IllegalStateException("a defect");
                                }))
                        .getMessage());
    }

    private static int half(int number) {
        if (number % 2 == 1) {
            throw new BadInput(number + " is odd; take it twice");
        }
        return number / 2;
    }

    private static String reason(Failure.Stage stage, Supplier<String> work) {
        return EachDataset.attempt(stage, "j8bt06", work)
                .failure()
                .orElseThrow()
                .reason();
    }
}

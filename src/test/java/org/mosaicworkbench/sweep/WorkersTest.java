package org.mosaicworkbench.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.io.BadInput;

class WorkersTest {

    private static final Plan PLAN =
            Plan.of(Space.of().choice("size", 100, 400), new Method.Grid(), 0, 9, 1, Goal.SMALLEST);

    /** A trial needs as many MiB as its size setting. */
    private static final Objective HUNGRY = new Objective() {

        @Override
        public String metric() {
            return "loss";
        }

        @Override
        public Goal goal() {
            return Goal.SMALLEST;
        }

        @Override
        public Outcome run(Job job) {
            return new Outcome(0);
        }

        @Override
        public int memory(Settings settings) {
            return (int) settings.number("size");
        }
    };

    @Test
    void thereAreAsManyAsHaveAThreadAndTheMemoryOfTheLargestTrial() {
        assertEquals(new Workers(3, 8, 1200), new Workers(5, 8, 1200).fitting(PLAN, HUNGRY));
        assertEquals(new Workers(2, 2, 9999), new Workers(5, 2, 9999).fitting(PLAN, HUNGRY));
        assertEquals(new Workers(5, 8, 9999), new Workers(5, 8, 9999).fitting(PLAN, HUNGRY));
        assertEquals(new Workers(1, 8, 300), new Workers(5, 8, 300).fitting(PLAN, HUNGRY));
    }

    @Test
    void whatIsNoneIsNamed() {
        assertEquals(
                List.of(
                        "sideBySide is 0; it must be at least 1",
                        "threads is 0; it must be at least 1",
                        "memory is 0 MiB; it must be at least 1"),
                List.of(
                        message(() -> Workers.one().count(0)),
                        message(() -> Workers.one().threads(0)),
                        message(() -> Workers.one().memory(0))));
    }

    private static String message(Runnable work) {
        return assertThrows(BadInput.class, work::run).getMessage();
    }
}

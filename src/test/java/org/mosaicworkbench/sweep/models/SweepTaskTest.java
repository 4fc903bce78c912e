package org.mosaicworkbench.sweep.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.dataset.DatasetFiles;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.sweep.Method;
import org.mosaicworkbench.sweep.Metric;
import org.mosaicworkbench.sweep.Space;

class SweepTaskTest {

    private static final Space SPACE = Space.of()
            .choice("model", "svm_mlp", "forest")
            .log("recipe.learningRate", 1e-4, 3e-2)
            .when("model", "svm_mlp");

    @TempDir
    private Path folder;

    private static SweepTask task(Method method) {
        return new SweepTask(
                SPACE,
                method,
                7,
                new ModelSettings(
                        DatasetFiles.of(Path.of("table.csv"), Path.of("img"))
                                .synthData(Path.of("synthetic.csv"))
                                .measured(Path.of("a.csv"), Path.of("b.csv"))
                                .labels(Path.of("reviewed.csv")),
                        new HeldOut(0.7, 4, 11),
                        Blueprint.small(),
                        TrainingConfig.STANDARD.batch(16).epochs(9),
                        Metric.ROC_AUC));
    }

    @Test
    void aWorkerReadsTheTaskThatWasWritten() throws IOException {
        SweepTask task = task(new Method.Asha(2, 3));
        task.write(folder);
        assertEquals(task, SweepTask.read(folder));
        assertEquals(List.of("workers.json"), Arrays.asList(folder.toFile().list()));
        String text = Files.readString(folder.resolve("workers.json"));
        assertEquals(
                "\"method\": \"asha\",\"reduction\": 2,\"least\": 3,\"trials\": 7,",
                text.substring(text.indexOf("\"method\""), text.indexOf("\"csv\""))
                        .replaceAll("\n *", ""));
    }

    @Test
    void withoutFramesAndSyntheticDatasetsTooTheTaskIsTheSame() {
        DatasetFiles alone = DatasetFiles.of(Path.of("table.csv"));
        SweepTask task = task(new Method.Grid());
        SweepTask plain = new SweepTask(
                SPACE,
                new Method.Grid(),
                0,
                new ModelSettings(
                        alone,
                        task.models().held(),
                        task.models().blueprint(),
                        task.models().recipe(),
                        task.models().metric()));
        assertEquals(plain, SweepTask.of(JsonValue.of(plain.json(), "task", "")));
    }

    /** One that is added later too, with parameters of its own: none is left at its default or mistaken for another. */
    @Test
    void everyMethodKeepsItsParameters() throws ReflectiveOperationException {
        for (Class<?> kind : Method.class.getPermittedSubclasses()) {
            Method method = unusual(kind);
            SweepTask task = task(method);
            assertEquals(task, SweepTask.of(JsonValue.of(task.json(), "task", "")));
            JsonObject alone = method.json();
            assertEquals(method, Method.of(JsonValue.of(alone, "method", "")));
            assertEquals(kind, Method.named(method.name()).getClass());
        }
    }

    private static Method unusual(Class<?> kind) throws ReflectiveOperationException {
        Constructor<?> constructor = kind.getDeclaredConstructors()[0];
        Map<Class<?>, Object> values = Map.of(int.class, 5, long.class, 5L, double.class, 0.5, boolean.class, true);
        return (Method) constructor.newInstance(
                Arrays.stream(constructor.getParameterTypes()).map(values::get).toArray());
    }
}

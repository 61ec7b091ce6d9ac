package org.salvor.ui.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.station.JobOrder;

class DemoTest {

    @Test
    void argumentsAreNamesWithValues() {
        List<String> arguments = List.of("-demo", "/tmp/demo", "-demoSource", "sim:weak-head");
        assertThat(Demo.value(arguments, "demo", "")).isEqualTo("/tmp/demo");
        assertThat(Demo.value(arguments, "demoSource", "usual")).isEqualTo("sim:weak-head");
        assertThat(Demo.value(List.of("-demo"), "demo", "usual")).isEqualTo("usual");
        assertThat(Demo.value(List.of(), "demo", "usual")).isEqualTo("usual");
    }

    @Test
    void aNewFolderGetsANewJob(@TempDir Path folder) {
        JobOrder order = Demo.order(folder, "sim:clustered");
        assertThat(order.folder()).isEqualTo(folder.resolve("job").toString());
        assertThat(order.source()).isEqualTo("sim:clustered");
        assertThat(order.destination()).isEqualTo("file:" + folder.resolve("image.dd"));
    }

    @Test
    void aDemonstrationThatWasBegunBeforeGoesOn(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("job"));
        Files.createFile(folder.resolve("job/job.yaml"));
        assertThat(Demo.order(folder, "sim:clustered")).isEqualTo(JobOrder.resume(folder.resolve("job").toString()));
    }
}

package org.salvor.drive.sgio;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** Orders to the kernel and to udev. A test puts a made-up computer here. */
interface SysOrders {

    /** Writes a file of {@code /sys} in one go: each write is an order. It returns when the kernel has done it. */
    void write(Path file, String text) throws IOException;

    /** Lets udev read its rules again, where there is one. */
    void reloadRules();

    /** This computer's. */
    static SysOrders ofThisMachine() {
        return new SysOrders() {
            private static final long RELOAD_SECONDS = 5;

            @Override
            public void write(Path file, String text) throws IOException {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.write(StandardCharsets.UTF_8.encode(text));
                }
            }

            @Override
            public void reloadRules() {
                try {
                    Process reload = new ProcessBuilder("udevadm", "control", "--reload").redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD).start();
                    if (!reload.waitFor(RELOAD_SECONDS, TimeUnit.SECONDS)) {
                        reload.destroy();
                    }
                } catch (IOException none) {
                    // It looks at its folders by itself every few seconds, where it runs at all.
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }
}

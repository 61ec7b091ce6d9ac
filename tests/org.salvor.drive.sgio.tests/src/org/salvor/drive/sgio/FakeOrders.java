package org.salvor.drive.sgio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A kernel that does what is written to its files, as far as disk drivers go: binding makes a disk of a device, unbinding takes it away. */
final class FakeOrders implements SysOrders {
    final List<String> given = new ArrayList<>();
    int reloads;
    boolean stubborn;
    boolean refuses;

    @Override
    public void write(Path file, String text) throws IOException {
        given.add(file.getParent().getFileName() + "/" + file.getFileName() + " " + text);
        if (refuses) {
            throw new IOException("the kernel refuses it");
        }
        switch (file.getFileName().toString()) {
        case "unbind" -> {
            if (!stubborn) {
                Files.delete(device(file, text).resolve("driver"));
                Files.move(device(file, text).resolve("block"), device(file, text).resolve("no-block"));
            }
        }
        case "bind" -> {
            Files.createSymbolicLink(device(file, text).resolve("driver"), file.getParent());
            if (Files.exists(device(file, text).resolve("no-block"))) {
                Files.move(device(file, text).resolve("no-block"), device(file, text).resolve("block"));
            }
        }
        default -> Files.writeString(file, text + "\n", StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        }
    }

    private static Path device(Path order, String address) throws IOException {
        return order.getParent().getParent().getParent().resolve("devices").resolve(address).toRealPath();
    }

    @Override
    public void reloadRules() {
        reloads++;
    }
}

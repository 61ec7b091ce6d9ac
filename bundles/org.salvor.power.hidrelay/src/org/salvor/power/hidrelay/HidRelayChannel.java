package org.salvor.power.hidrelay;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.salvor.power.PowerState;
import org.salvor.power.device.Channel;
import org.salvor.power.device.Deadline;

/**
 * A relay of a board on USB.
 *
 * @param device its hidraw node, for sentences and the address
 * @param relay 1 to 8
 * @param inverted whether the supply runs through the contact that is closed at rest
 */
record HidRelayChannel(String device, int relay, boolean inverted, FeatureReports.Opener opener) implements Channel {
    private static final Duration LIMIT = Duration.ofSeconds(6); // the kernel gives a USB transfer five

    @Override
    public String address() {
        return "hidrelay:" + device + "/" + relay;
    }

    @Override
    public String name() {
        return "relay " + relay + " of the USB board at " + device;
    }

    @Override
    public String intent(boolean on) {
        return (on != inverted ? "close" : "open") + " " + name();
    }

    @Override
    public void set(boolean on) throws IOException {
        talk(reports -> {
            closed(reports); // what is no such board is told nothing
            reports.send(RelayReport.order(relay, on != inverted));
            return null;
        });
    }

    @Override
    public PowerState ask() throws IOException {
        return talk(reports -> closed(reports) != inverted ? PowerState.ON : PowerState.OFF);
    }

    private boolean closed(FeatureReports reports) throws IOException {
        Optional<Boolean> closed = RelayReport.closed(reports.get(RelayReport.question()), relay);
        return closed.orElseThrow(
                () -> new IOException("What is at " + device + " does not answer as a USB relay board does; check the address."));
    }

    /** Something done with the device. */
    private interface Talk<T> {
        T with(FeatureReports reports) throws IOException;
    }

    private <T> T talk(Talk<T> talk) throws IOException {
        return Deadline.within(LIMIT, "The USB relay board at " + device + " does not answer within " + LIMIT.toSeconds()
                + " s; unplug it and plug it in again.", () -> {
                    try (FeatureReports reports = opener.open()) {
                        return talk.with(reports);
                    }
                });
    }
}

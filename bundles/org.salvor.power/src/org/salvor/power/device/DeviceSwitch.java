package org.salvor.power.device;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.salvor.power.Measured;
import org.salvor.power.PowerOutcome;
import org.salvor.power.PowerState;
import org.salvor.power.PowerSwitch;

/** A switch over a channel: an order counts once the device, asked again, says that it was carried out. */
public final class DeviceSwitch implements PowerSwitch {
    private static final Duration STEP = Duration.ofMillis(250);

    private final Channel channel;

    public DeviceSwitch(Channel channel) {
        this.channel = channel;
    }

    @Override
    public String name() {
        return channel.name();
    }

    @Override
    public String address() {
        return channel.address();
    }

    @Override
    public String intent(boolean on) {
        return channel.intent(on);
    }

    @Override
    public PowerOutcome off() {
        return to(PowerState.OFF);
    }

    @Override
    public PowerOutcome on() {
        return to(PowerState.ON);
    }

    private PowerOutcome to(PowerState wanted) {
        try {
            channel.set(wanted == PowerState.ON);
            if (!channel.tells()) {
                return new PowerOutcome.Switched(wanted);
            }
            PowerState now = channel.ask();
            for (long left = channel.settles().dividedBy(STEP); now != wanted && left > 0; left--) {
                Deadline.pause(STEP);
                now = channel.ask();
            }
            return now == wanted ? new PowerOutcome.Switched(wanted) : new PowerOutcome.Failed(refused(wanted, now));
        } catch (IOException e) {
            return new PowerOutcome.Failed(sentence(e));
        }
    }

    private String refused(PowerState wanted, PowerState now) {
        String state = now == PowerState.UNKNOWN ? "does not say in what state it is" : "says that it is " + word(now);
        return name() + " took the order to switch " + word(wanted) + " and " + state
                + "; check that this is the right channel and that this user may switch it.";
    }

    private static String word(PowerState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private String sentence(IOException e) {
        String message = e.getMessage() == null ? "" : e.getMessage().strip();
        return message.endsWith(".") ? message
                : name() + " could not be reached (" + (message.isEmpty() ? e.getClass().getSimpleName() : message)
                        + "); check its cable, its address and that this user may open it.";
    }

    @Override
    public PowerState state() {
        try {
            return channel.tells() ? channel.ask() : PowerState.UNKNOWN;
        } catch (IOException e) {
            return PowerState.UNKNOWN;
        }
    }

    @Override
    public Measured measured() {
        try {
            return channel.measure();
        } catch (IOException e) {
            return Measured.NONE;
        }
    }

    @Override
    public Duration minimumOffTime() {
        return channel.minimumOff();
    }
}

package org.salvor.station.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.salvor.power.Measured;
import org.salvor.power.PowerOutcome;
import org.salvor.power.PowerState;
import org.salvor.power.PowerSwitch;

/** The switch of a job: cuts nothing that another running job needs, notes each cut, and says when an on draws nothing. */
record InterlockedSwitch(PowerSwitch power, Supplies supplies, String job, Consumer<String> notes) implements PowerSwitch {

    @Override
    public String name() {
        return power.name();
    }

    @Override
    public String address() {
        return power.address();
    }

    @Override
    public PowerOutcome off() {
        Optional<String> refusal = supplies.refusal(power.address(), job);
        if (refusal.isPresent()) {
            return told(new PowerOutcome.Failed(refusal.get()));
        }
        try {
            supplies.cut(power.address());
        } catch (IOException e) {
            return told(new PowerOutcome.Failed("The cut of " + power.address() + " cannot be noted (" + e.getMessage()
                    + "), so that it is not made; mend the state folder of Salvor."));
        }
        return told(power.off());
    }

    @Override
    public PowerOutcome on() {
        PowerOutcome outcome = told(power.on());
        if (outcome instanceof PowerOutcome.Switched) {
            String idle = idle(power.name(), PowerState.ON, power.measured());
            if (!idle.isEmpty()) {
                notes.accept(idle);
            }
        }
        return outcome;
    }

    private PowerOutcome told(PowerOutcome outcome) {
        if (outcome instanceof PowerOutcome.Failed(String why)) {
            notes.accept(why);
        }
        return outcome;
    }

    /** That a supply is on and nothing draws from it; empty when it is not so, or the device does not measure. */
    static String idle(String name, PowerState state, Measured measured) {
        return state == PowerState.ON && measured.drawsNothing()
                ? name + " says that it is on, and nothing draws from it (0.00 A measured): the drive is not behind this switch, its cable is off, or its"
                        + " electronics are dead."
                : "";
    }

    @Override
    public PowerState state() {
        return power.state();
    }

    @Override
    public Measured measured() {
        return power.measured();
    }

    @Override
    public String intent(boolean on) {
        return power.intent(on);
    }

    @Override
    public Duration minimumOffTime() {
        return power.minimumOffTime();
    }
}

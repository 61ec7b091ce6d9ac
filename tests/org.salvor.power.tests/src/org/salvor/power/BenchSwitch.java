package org.salvor.power;

/** A power switch without a device behind it: two wires on a bench, one of which can be cut. */
class BenchSwitch implements PowerSwitch {
    private boolean on = true;
    private final boolean dead;

    BenchSwitch(boolean dead) {
        this.dead = dead;
    }

    boolean supplyIsOn() {
        return on;
    }

    @Override
    public String name() {
        return "bench, channel 1";
    }

    @Override
    public PowerOutcome off() {
        return switchTo(false);
    }

    @Override
    public PowerOutcome on() {
        return switchTo(true);
    }

    @Override
    public PowerState state() {
        return dead ? PowerState.UNKNOWN : on ? PowerState.ON : PowerState.OFF;
    }

    private PowerOutcome switchTo(boolean supply) {
        if (dead) {
            return new PowerOutcome.Failed("The bench does not answer; check its cable.");
        }
        on = supply;
        return new PowerOutcome.Switched(supply ? PowerState.ON : PowerState.OFF);
    }
}

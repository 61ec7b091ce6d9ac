package org.salvor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.salvor.power.PowerOutcome;
import org.salvor.power.PowerState;
import org.salvor.power.PowerSwitch;

/** What every {@link PowerSwitch} keeps. One test a method; each gets a switch of its own whose supply is on. */
public abstract class PowerSwitchContract {

    /** A switch whose device works and whose supply is on. */
    protected abstract PowerSwitch workingSwitch() throws Exception;

    /** A switch whose device no longer answers: unplugged, its port closed, its server gone. Empty for a device that cannot be lost. */
    protected abstract Optional<PowerSwitch> deadSwitch() throws Exception;

    /** Whether the supply is on in truth, told by the device's other end and not by the switch. */
    protected abstract boolean supplyIsOn(PowerSwitch powerSwitch) throws Exception;

    @Test
    public void hasANameForAPerson() throws Exception {
        assertThat(workingSwitch().name()).isNotBlank().doesNotContain("\n");
    }

    @Test
    public void offCutsTheSupplyAndSaysSo() throws Exception {
        PowerSwitch power = workingSwitch();
        assertThat(power.off()).isEqualTo(new PowerOutcome.Switched(PowerState.OFF));
        assertThat(supplyIsOn(power)).isFalse();
        assertThat(power.state()).isIn(PowerState.OFF, PowerState.UNKNOWN);
    }

    @Test
    public void onRestoresTheSupplyAndSaysSo() throws Exception {
        PowerSwitch power = workingSwitch();
        power.off();
        assertThat(power.on()).isEqualTo(new PowerOutcome.Switched(PowerState.ON));
        assertThat(supplyIsOn(power)).isTrue();
        assertThat(power.state()).isIn(PowerState.ON, PowerState.UNKNOWN);
    }

    @Test
    public void switchingTwiceIsSwitchingOnce() throws Exception {
        PowerSwitch power = workingSwitch();
        power.off();
        assertThat(power.off()).isEqualTo(new PowerOutcome.Switched(PowerState.OFF));
        assertThat(supplyIsOn(power)).isFalse();
        power.on();
        assertThat(power.on()).isEqualTo(new PowerOutcome.Switched(PowerState.ON));
        assertThat(supplyIsOn(power)).isTrue();
    }

    @Test
    public void askingForTheStateSwitchesNothing() throws Exception {
        PowerSwitch power = workingSwitch();
        power.state();
        assertThat(supplyIsOn(power)).isTrue();
        power.off();
        power.state();
        assertThat(supplyIsOn(power)).isFalse();
    }

    @Test
    public void aDriveGetsTimeToStop() throws Exception {
        assertThat(workingSwitch().minimumOffTime()).isBetween(Duration.ofMillis(500), Duration.ofMinutes(2));
    }

    @Test
    public void aDeviceThatDoesNotAnswerIsAFailureInWordsAndNeverAnException() throws Exception {
        Optional<PowerSwitch> dead = deadSwitch();
        assumeTrue(dead.isPresent(), "a device that cannot be lost");
        PowerSwitch power = dead.get();
        for (PowerOutcome outcome : new PowerOutcome[] { power.off(), power.on() }) {
            assertThat(outcome).isInstanceOfSatisfying(PowerOutcome.Failed.class,
                    failed -> assertThat(failed.why()).isNotBlank().endsWith("."));
        }
        assertThat(power.state()).isEqualTo(PowerState.UNKNOWN);
        assertThat(power.name()).isNotBlank();
    }
}

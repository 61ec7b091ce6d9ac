package org.salvor.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.salvor.testkit.PowerSwitchContract;

/** The contract of power switches on a good switch, and that it notices bad ones. */
class PowerSwitchTest extends PowerSwitchContract {

    @Override
    protected PowerSwitch workingSwitch() {
        return new BenchSwitch(false);
    }

    @Override
    protected Optional<PowerSwitch> deadSwitch() {
        return Optional.of(new BenchSwitch(true));
    }

    @Override
    protected boolean supplyIsOn(PowerSwitch powerSwitch) {
        return ((BenchSwitch) powerSwitch).supplyIsOn();
    }

    @Test
    void aSwitchThatSaysNothingOfItsOffTimeGivesThreeSeconds() {
        assertThat(workingSwitch().minimumOffTime()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void theContractNoticesASwitchThatOnlyClaimsToSwitch() {
        PowerSwitchContract claims = contract(new BenchSwitch(false) {
            @Override
            public PowerOutcome off() {
                return new PowerOutcome.Switched(PowerState.OFF);
            }
        }, new BenchSwitch(true));
        assertThatThrownBy(claims::offCutsTheSupplyAndSaysSo).isInstanceOf(AssertionError.class);
    }

    @Test
    void theContractNoticesASwitchThatToggles() {
        PowerSwitchContract toggles = contract(new BenchSwitch(false) {
            @Override
            public PowerOutcome off() {
                return supplyIsOn() ? super.off() : super.on();
            }
        }, new BenchSwitch(true));
        assertThatThrownBy(toggles::switchingTwiceIsSwitchingOnce).isInstanceOf(AssertionError.class);
    }

    @Test
    void theContractNoticesADeadDeviceThatThrowsOrIsBelieved() {
        PowerSwitchContract throwing = contract(new BenchSwitch(false), new BenchSwitch(true) {
            @Override
            public PowerOutcome off() {
                throw new IllegalStateException("gone");
            }
        });
        assertThatThrownBy(throwing::aDeviceThatDoesNotAnswerIsAFailureInWordsAndNeverAnException)
                .isInstanceOf(IllegalStateException.class);
        PowerSwitchContract believed = contract(new BenchSwitch(false), new BenchSwitch(false));
        assertThatThrownBy(believed::aDeviceThatDoesNotAnswerIsAFailureInWordsAndNeverAnException).isInstanceOf(AssertionError.class);
    }

    private static PowerSwitchContract contract(BenchSwitch working, BenchSwitch dead) {
        return new PowerSwitchContract() {
            @Override
            protected PowerSwitch workingSwitch() {
                return working;
            }

            @Override
            protected Optional<PowerSwitch> deadSwitch() {
                return Optional.of(dead);
            }

            @Override
            protected boolean supplyIsOn(PowerSwitch powerSwitch) {
                return ((BenchSwitch) powerSwitch).supplyIsOn();
            }
        };
    }
}

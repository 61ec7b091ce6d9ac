package org.salvor.drive.simulated;

import java.util.Optional;
import org.salvor.power.PowerSwitch;
import org.salvor.testkit.PowerSwitchContract;

class SimulatedSupplyContractTest extends PowerSwitchContract {

    @Override
    protected PowerSwitch workingSwitch() throws Exception {
        return SimulatedDrive.open("sim:healthy?size=64MiB");
    }

    @Override
    protected Optional<PowerSwitch> deadSwitch() throws Exception {
        SimulatedDrive closed = SimulatedDrive.open("sim:healthy?size=64MiB");
        closed.close();
        return Optional.of(closed);
    }

    @Override
    protected boolean supplyIsOn(PowerSwitch powerSwitch) {
        return ((SimulatedDrive) powerSwitch).hardware().powered();
    }
}

package org.salvor.drive.ahci;

import static org.salvor.drive.ahci.PortRegisters.CI;
import static org.salvor.drive.ahci.PortRegisters.CMD;
import static org.salvor.drive.ahci.PortRegisters.IS;
import static org.salvor.drive.ahci.PortRegisters.SACT;
import static org.salvor.drive.ahci.PortRegisters.SCTL;
import static org.salvor.drive.ahci.PortRegisters.SERR;
import static org.salvor.drive.ahci.PortRegisters.TFD;

import org.salvor.ata.Status;
import org.salvor.drive.Pace;

/** Starts and stops a port, resets its drive, and knows whether the port's memory is ours again. Thread of the drive's owner. */
final class PortEngine {
    /** AHCI 10.1.2: a port stops within 500 ms. */
    private static final long STOP_MILLIS = 500;
    private static final long CONTROL_FRAME_MILLIS = 100;
    private static final long LINK_MILLIS = 1000;
    private static final int SOFT_RESET_HOLD_NANOS = 5_000;
    /** ATA: the status register counts only 2 ms after a soft reset. */
    private static final long SOFT_RESET_SETTLE_NANOS = 2 * Pace.MILLI;
    /** AHCI 10.4.2: DET = 1 for at least 1 ms. */
    private static final long COMRESET_NANOS = 1_200_000;
    private final Hba hba;
    private final PortRegisters port;
    private final CommandArea area;
    private final Pace pace;
    private final int speedLimit;
    private boolean running;
    /** Slot of a command whose end nobody has seen; -1 for none. Its memory belongs to the controller. */
    private int abandoned = -1;

    /** @param speedLimit fastest generation of the link, 1-3; 0 for no limit */
    PortEngine(Hba hba, PortRegisters port, CommandArea area, Pace pace, int speedLimit) {
        this.hba = hba;
        this.port = port;
        this.area = area;
        this.pace = pace;
        this.speedLimit = speedLimit;
    }

    /** Takes the port into use, with its drive as it is; only a link that is down, or shall be slower, is made anew. */
    boolean takeOver() {
        port.write(PortRegisters.IE, 0);
        if (!stop() || !stopReceiving()) {
            return false;
        }
        port.write(PortRegisters.CLB, (int) area.listAddress());
        port.write(PortRegisters.CLBU, (int) (area.listAddress() >>> 32));
        port.write(PortRegisters.FB, (int) area.framesAddress());
        port.write(PortRegisters.FBU, (int) (area.framesAddress() >>> 32));
        port.write(SCTL, PortRegisters.SCTL_AWAKE | speedLimit << 4);
        port.set(CMD, PortRegisters.CMD_FRE); // before the drive can send its first frame
        port.set(CMD, PortRegisters.CMD_POD | PortRegisters.CMD_SUD);
        if (speedLimit > 0 || !pace.within(LINK_MILLIS, port::linked)) {
            comreset();
            pace.within(LINK_MILLIS, port::linked);
        }
        return true;
    }

    /** Whether the controller is still on its bus. */
    boolean controllerPresent() {
        return hba.present();
    }

    /** Whether the port can switch its drive's power. */
    boolean switchesPower() {
        return port.any(CMD, PortRegisters.CMD_CPD);
    }

    /** Whether the port gives its drive power. */
    boolean powered() {
        return port.any(CMD, PortRegisters.CMD_POD);
    }

    /** Cuts the drive's power. @return whether the port says so */
    boolean powerOff() {
        stop(); // a port that does not stop loses its drive all the same
        port.clear(CMD, PortRegisters.CMD_POD | PortRegisters.CMD_SUD);
        return !powered();
    }

    /** Restores the drive's power. @return whether the port says so */
    boolean powerOn() {
        port.set(CMD, PortRegisters.CMD_POD);
        if (!takeOver()) {
            comreset(); // which stops any port
            takeOver();
        }
        return powered();
    }

    /** Whether a drive is there. */
    boolean linked() {
        return port.linked();
    }

    boolean busy() {
        return port.any(TFD, Status.BSY | Status.DRQ);
    }

    /** Whether the link was lost or made anew since the port was started: what answers now may be another drive. */
    boolean linkWasAway() {
        return running && port.any(IS, PortRegisters.IS_CONNECTION);
    }

    /** Lets the first frame of a drive in whose link was made anew, and has the port started afresh. */
    void welcome() {
        if (port.any(SERR, PortRegisters.SERR_CONNECTION)) {
            running = false;
            port.write(SERR, -1);
        }
    }

    /** The command of this slot is left alone; nobody touches its memory until it has ended or the port has stopped. */
    void abandon(int slot) {
        abandoned = slot;
    }

    boolean hasAbandoned() {
        return abandoned >= 0;
    }

    /** Whether the command in a slot has left the controller's hands, or can no longer end. */
    boolean ended(int slot) {
        int bit = 1 << slot;
        return !port.any(CI, bit) && !port.any(SACT, bit)
                || port.any(IS, PortRegisters.IS_TASK_FILE | PortRegisters.IS_LINK | PortRegisters.IS_CONNECTION);
    }

    /** Waits until an abandoned command has ended, and drops what it brought; the port is stopped then. */
    boolean settle(long deadlineNanos) {
        if (abandoned >= 0 && !pace.until(() -> ended(abandoned), deadlineNanos)) {
            return false;
        }
        return abandoned < 0 || stop();
    }

    /** Clears ST, and waits until the controller lets go of the port's memory; an abandoned command is gone then. */
    boolean stop() {
        port.clear(CMD, PortRegisters.CMD_ST);
        running = false;
        boolean stopped = pace.within(STOP_MILLIS, () -> !port.any(CMD, PortRegisters.CMD_CR));
        if (stopped) {
            abandoned = -1;
        }
        return stopped;
    }

    private boolean stopReceiving() {
        port.clear(CMD, PortRegisters.CMD_FRE);
        return pace.within(STOP_MILLIS, () -> !port.any(CMD, PortRegisters.CMD_FR));
    }

    /** Starts the port where it does not run, or where the link has been away. BSY and DRQ must be clear. */
    boolean start() {
        if (running && !port.any(IS, PortRegisters.IS_CONNECTION)) {
            return true;
        }
        if (!stop()) {
            return false;
        }
        port.write(SERR, -1);
        port.write(IS, -1);
        port.set(CMD, PortRegisters.CMD_ST);
        running = true;
        return true;
    }

    /** Hands the prepared command of a slot to the controller. @return false, and nothing went out, when the link was away */
    boolean issue(int slot, boolean queued) {
        int interrupts = port.read(IS);
        if ((interrupts & PortRegisters.IS_CONNECTION) != 0) {
            return false;
        }
        port.write(IS, interrupts);
        if (queued) {
            port.write(SACT, 1 << slot);
        }
        port.write(CI, 1 << slot);
        return true;
    }

    /** SRST as a pair of control frames. @return why it could not go out; empty when it went out */
    String softReset() {
        boolean cutShort = hasAbandoned(); // some controllers are busy with it without showing BSY
        if (!stop()) {
            return "The controller does not stop the port, so that no soft reset can go out; use a hard reset.";
        }
        if ((busy() || cutShort) && !overrideBusy() && busy()) {
            return "This controller sends nothing to a drive that is busy, not even a soft reset; use a hard reset.";
        }
        if (!start() || !control(true)) {
            stop(); // so that the frame is not in the way of the next command
            return "The drive did not take the soft reset; use a hard reset.";
        }
        pace.rest(SOFT_RESET_HOLD_NANOS);
        if (!control(false)) {
            stop();
            return "The drive did not take the end of the soft reset; use a hard reset.";
        }
        pace.rest(SOFT_RESET_SETTLE_NANOS);
        return "";
    }

    private boolean overrideBusy() {
        if (!hba.overridesBusy()) {
            return false;
        }
        port.set(CMD, PortRegisters.CMD_CLO);
        return pace.within(STOP_MILLIS, () -> !port.any(CMD, PortRegisters.CMD_CLO));
    }

    private boolean control(boolean on) {
        area.prepareSoftReset(on);
        return issue(0, false) && pace.within(CONTROL_FRAME_MILLIS, () -> !port.any(CI, 1));
    }

    /** COMRESET. The link may take until {@code deadlineNanos} to come back; the rest is {@link #linked()} and {@link #busy()}. */
    void hardReset(long deadlineNanos) {
        stop();
        comreset();
        if (pace.until(port::linked, deadlineNanos)) {
            stop(); // a port that did not stop before does now
        }
        port.write(SERR, -1);
    }

    /** Resets the controller with all its ports. @return whether it came back, with this port in use again */
    boolean resetController() {
        running = false;
        if (!hba.reset(pace)) {
            return false;
        }
        abandoned = -1; // it has no command any more
        return takeOver();
    }

    private void comreset() {
        int idle = PortRegisters.SCTL_AWAKE | speedLimit << 4;
        port.write(SCTL, idle | PortRegisters.SCTL_COMRESET);
        pace.rest(COMRESET_NANOS);
        port.write(SCTL, idle);
    }

    /** Leaves the port as a driver finds it best: stopped, receiving nothing. @return whether the controller lets go of the memory */
    boolean release() {
        boolean stopped = stop();
        return stopReceiving() && stopped;
    }
}

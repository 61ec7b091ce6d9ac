package org.salvor.station;

import java.util.List;

/**
 * What can be asked of a drive, and done to it, outside any job. Each call opens the drive read-only, sends what it needs through the write blocker and
 * gives the drive back. A drive of a running job is left alone: the answer is a {@link StationException} that names the job. So it is for a transport that
 * shows no registers, for a command that the write blocker refuses, and for a drive that does not give the answer asked for. All methods may be called from
 * any thread, and none is immediate.
 */
public interface DriveControl {

    /** Everything that a drive says of itself, by IDENTIFY DEVICE. */
    DriveDetails details(String address) throws StationException;

    /** The drive's own opinion of its health. */
    SmartView smart(String address) throws StationException;

    /**
     * Finds out by rebuild assist which head reads which sectors. Changes nothing that outlives it, and takes some ten milliseconds for each stretch of a
     * head. An interrupt of the calling thread ends it with what is known by then.
     */
    HeadsView heads(String address) throws StationException;

    /** How much of the drive is hidden, and by what. Changes nothing. */
    HiddenView hidden(String address) throws StationException;

    /**
     * Makes a host protected area accessible until power goes, and looks again. Nothing that the drive keeps is changed; what a configuration overlay hides
     * stays hidden, since that could be shown by a stored change only.
     */
    HiddenView openHidden(String address) throws StationException;

    /** Whether the drive is locked with a password. */
    SecurityView security(String address) throws StationException;

    /** Unlocks the drive with a password until power goes. The password is sent to the drive and kept nowhere. */
    SecurityView unlock(PasswordOrder order) throws StationException;

    /**
     * Sends preparation commands, as passes of a plan have them.
     *
     * @param commands texts such as {@code look-ahead off} or {@code sct-erc read 1 s}; all are understood before the first is sent
     * @return what became of each, in order; one that the drive refuses does not keep the next from being sent
     */
    List<CommandView> prepare(String address, List<String> commands) throws StationException;

    /**
     * Resets a drive, waits until it takes commands, and asks who it is.
     *
     * @param reset {@code soft}, {@code hard}, {@code rescan} or {@code controller}, in any case
     * @param readyMillis longest wait in milliseconds, ≥ 1
     */
    ResetView reset(String address, String reset, long readyMillis) throws StationException;

    /** Sends one ATA command of any kind that the write blocker lets out. */
    CommandView command(CommandOrder order) throws StationException;
}

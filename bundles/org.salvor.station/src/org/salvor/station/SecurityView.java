package org.salvor.station;

/**
 * The security state of a drive.
 *
 * @param address the drive
 * @param supported whether it has the feature set
 * @param enabled whether a user password is set
 * @param locked whether sectors are refused until the password comes
 * @param frozen whether security commands are refused until power goes
 * @param attemptsExpired whether no more passwords are taken until power goes
 * @param masterMaximum whether the master password can only erase
 * @param sentence what that means, in words
 */
public record SecurityView(String address, boolean supported, boolean enabled, boolean locked, boolean frozen, boolean attemptsExpired,
        boolean masterMaximum, String sentence) {
}

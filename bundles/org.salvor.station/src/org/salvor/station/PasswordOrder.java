package org.salvor.station;

/**
 * Order to unlock a drive. Its text never shows the password.
 *
 * @param address the drive
 * @param master whether this is the master password, not the user's
 * @param password the password's bytes, 32 at most; shorter ones are filled with zeros. The station overwrites them with zeros when it is through
 */
public record PasswordOrder(String address, boolean master, byte[] password) {

    @Override
    public String toString() {
        return "PasswordOrder[address=" + address + ", master=" + master + "]";
    }
}

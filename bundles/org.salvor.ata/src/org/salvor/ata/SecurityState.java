package org.salvor.ata;

/**
 * State of the security feature set (IDENTIFY DEVICE word 128).
 *
 * @param supported whether the drive has it
 * @param enabled whether a user password is set
 * @param locked whether media access is refused until SECURITY UNLOCK
 * @param frozen whether security commands are refused until power goes
 * @param attemptsExpired whether no more passwords are taken until power goes
 * @param enhancedErase whether the enhanced erase exists
 * @param masterMaximum whether the master password can only erase
 */
public record SecurityState(boolean supported, boolean enabled, boolean locked, boolean frozen, boolean attemptsExpired,
        boolean enhancedErase,
        boolean masterMaximum) {

    /** The state of a drive without the feature set. */
    public static final SecurityState NONE = of(0);

    /** Reads word 128. */
    public static SecurityState of(int word) {
        return new SecurityState(bit(word, 0), bit(word, 1), bit(word, 2), bit(word, 3), bit(word, 4), bit(word, 5), bit(word, 8));
    }

    /** Word 128 that says this. */
    public int word() {
        return (supported ? 1 : 0) | (enabled ? 1 << 1 : 0) | (locked ? 1 << 2 : 0) | (frozen ? 1 << 3 : 0) | (attemptsExpired ? 1 << 4 : 0)
                | (enhancedErase ? 1 << 5 : 0) | (masterMaximum ? 1 << 8 : 0);
    }

    private static boolean bit(int word, int bit) {
        return (word >> bit & 1) != 0;
    }
}

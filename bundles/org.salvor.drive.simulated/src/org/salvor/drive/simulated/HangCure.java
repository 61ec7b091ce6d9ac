package org.salvor.drive.simulated;

/** What ends a hang, in rising severity: a cure ends the hangs before it too. */
enum HangCure {
    SOFT_RESET, HARD_RESET, POWER
}
